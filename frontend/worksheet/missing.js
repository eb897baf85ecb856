// What is still missing, by name; a press leads to the place.
import { all, make } from "../common/dom.js";

export class Missing {
  // `open(row)` gives a closed card its inputs.
  constructor(root, open) {
    this.root = root;
    this.open = open;
    this.box = root.querySelector("[data-missing]");
    root.addEventListener("score-show", ({ detail }) => this.show(detail));
    if (this.box) {
      this.box.addEventListener("click", ({ target }) => {
        const button = target.closest("[data-to]");
        if (button) this.show(button.dataset.to);
      });
    }
  }

  tell(missing) {
    if (!this.box || !missing) return;
    const line = ({ place, text }) =>
      make("li", {}, make("button", { type: "button", class: "score-link", "data-to": place }, text));
    this.box.querySelector("ul").replaceChildren(...missing.map(line));
    this.box.hidden = !missing.length;
  }

  show(place) {
    const [key, id, field] = place.split("/");
    const section = this.root.querySelector(`[data-section="${key}"]`);
    if (!section) return;
    const row = id && all(section, "[data-row]").find((one) => one.dataset.row === id);
    if (row) this.open(row);
    const cells = all(section, "[data-cell], [data-place]");
    const cell = field && cells.find(({ dataset }) => (dataset.cell || dataset.place) === place);
    const home = cell || row || section;
    const control = home.querySelector("[data-input]:not([type=hidden]), [data-file], [data-pin-x], [data-add], summary, button");
    home.scrollIntoView({ block: "center" });
    if (control) control.focus({ preventScroll: true });
  }
}
