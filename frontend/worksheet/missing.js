// What is still missing, by name; a press leads to the place.
import { all, hook, make } from "../common/dom.js";

// `open(row)` gives a closed card its inputs. Gives what tells anew what is missing.
export function missing(root, open) {
  const box = hook(root, "missing");

  function show(place) {
    const [key, id, field] = place.split("/");
    const section = root.querySelector(`[data-section="${key}"]`);
    if (!section) return;
    const row = id && all(section, "[data-row]").find((one) => one.dataset.row === id);
    if (row) open(row);
    const cells = all(section, "[data-cell], [data-place]");
    const cell = field && cells.find(({ dataset }) => (dataset.cell || dataset.place) === place);
    const home = cell || row || section;
    const control = home.querySelector("[data-input]:not([type=hidden]), [data-file], [data-pin-x], [data-add], summary, button");
    home.scrollIntoView({ block: "center" });
    if (control) control.focus({ preventScroll: true });
  }

  root.addEventListener("click", ({ target }) => {
    const { to, about } = (target.closest("[data-to], [data-about]") || root).dataset;
    if (to || about) show(to || about);
  });

  return (places) => {
    const line = ({ place, text }) =>
      make("li", {}, make("button", { type: "button", class: "score-link", "data-to": place }, text));
    box.querySelector("ul").replaceChildren(...places.map(line));
    box.hidden = !places.length;
  };
}
