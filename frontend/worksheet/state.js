// The line that says what became of what was typed. A screen reader hears it when it says something else, not at each key.
import { announce, fill, hook, make } from "../common/dom.js";

const AGAIN = ["offline", "network", "refused"];

export class State {
  constructor(root, { texts, login }, again) {
    this.line = hook(root, "state");
    this.live = hook(root, "live");
    this.texts = texts;
    this.login = login;
    this.retry = hook(this.line, "retry");
    this.retry.addEventListener("click", again);
  }

  // `waiting` changes are kept here; `problem` is "" or a PostError.
  tell({ waiting, problem, held, wrong, used }) {
    const calm = held ? "conflicts" : waiting ? "saving" : wrong ? "mistakes" : used ? "saved" : "";
    let state = problem ? problem.kind : calm;
    if (waiting && ["network", "saving"].includes(state) && window.navigator.onLine === false) state = "offline";
    if (!waiting && state === "network") state = calm;
    const text = state === "offline" && waiting === 1 ? this.texts.offlineone : this.texts[state === "network" ? "unsaved" : state];
    const words = text ? fill(text, { count: waiting, reason: problem.message }) : "";
    hook(this.line, "state-text").textContent = words;
    if (state === this.line.dataset.state) return;
    this.line.dataset.state = state;
    this.retry.hidden = !AGAIN.includes(state);
    this.link(state);
    if (state && state !== "saving" && state !== this.announced) announce(this.live, words);
    if (state !== "saving") this.announced = state;
  }

  // Where to sign in; it leads back here, where all that is kept is sent.
  link(state) {
    const old = this.line.querySelector("a");
    if (old) old.remove();
    if (state !== "session" && state !== "other") return;
    const { href, pathname, search } = window.location;
    const to = state === "other" || !this.login ? href : `${this.login}?next=${encodeURIComponent(pathname + search)}`;
    const target = window.top === window ? null : "_blank"; // in a frame the login page would stand in the frame
    this.line.append(make("a", { class: "score-button", href: to, target }, this.texts[state === "other" ? "reload" : "login"]));
  }
}
