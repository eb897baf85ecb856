// The block as its readers will see it, drawn by the server. A shadow root keeps its style and its ids from the page's.
import { make } from "../common/dom.js";

export function previewIn(element) {
  const host = element.querySelector("[data-preview]");
  const stale = element.querySelector("[data-stale]");
  const root = host.attachShadow({ mode: "open" });
  const body = make("div");
  root.append(make("link", { rel: "stylesheet", href: host.dataset.style }), body);

  // Nothing to draw: what was drawn last stays, and is told to be old.
  return function show(html) {
    stale.hidden = Boolean(html) || !body.firstChild;
    if (html) body.innerHTML = html;
  };
}
