// Pins on a picture: tapped, moved by the arrow keys, or typed in percent of its width and height.
import { all, announce, fill } from "../common/dom.js";
import { readNumber } from "./values.js";

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const [SMALL, LARGE] = [0.5, 5];
const MARKS = { decimal: ".", group: "," };

export class Pins {
  // `picture(cell)` gives the address of a cell's first photo; `typed(wrapper)` saves.
  constructor(root, texts, { picture, typed }) {
    Object.assign(this, { root, texts, picture, typed });
    root.addEventListener("click", (event) => this.clicked(event));
    root.addEventListener("keydown", (event) => this.pressed(event));
    root.addEventListener("change", ({ target }) => {
      if (target.matches("[data-pin-x], [data-pin-y]")) this.written(target.closest("[data-cell]"));
    });
  }

  added(part) {
    for (const wrapper of all(part, "[data-kind=pin]")) {
      wrapper.redraw = () => this.draw(wrapper);
      this.draw(wrapper);
    }
  }

  redraw() {
    this.added(this.root);
  }

  draw(wrapper) {
    const { value } = wrapper.querySelector("[data-input]");
    const [x = "", y = ""] = value.split(",");
    const image = wrapper.querySelector("[data-pin-image]");
    const url = this.picture(wrapper.querySelector("[data-pin]").dataset.pin);
    if (url && image.getAttribute("src") !== url) image.src = url;
    image.hidden = !url;
    wrapper.querySelector("[data-pin-none]").hidden = Boolean(url);
    wrapper.querySelector("[data-axes]").hidden = !url && !value;
    const mark = wrapper.querySelector("[data-pin-mark]");
    mark.hidden = !value || !url;
    mark.style.left = `${x}%`;
    mark.style.top = `${y}%`;
    wrapper.querySelector("[data-unpin]").hidden = !value;
    wrapper.querySelector("[data-pin-x]").value = x;
    wrapper.querySelector("[data-pin-y]").value = y;
  }

  clicked(event) {
    const wrapper = event.target.closest("[data-kind=pin]");
    if (!wrapper) return;
    if (event.target.closest("[data-unpin]")) {
      this.put(wrapper, "");
      wrapper.querySelector("[data-pin-x]").focus();
    } else if (event.target.matches("[data-pin-image]")) {
      const box = event.target.getBoundingClientRect();
      this.set(wrapper, ((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
      wrapper.querySelector("[data-pin-mark]").focus();
    }
  }

  pressed(event) {
    const mark = event.target.closest("[data-pin-mark]");
    const step = STEPS[event.key];
    if (!mark || !step || event.altKey) return;
    event.preventDefault();
    const wrapper = mark.closest("[data-cell]");
    const [x, y] = wrapper.querySelector("[data-input]").value.split(",").map(Number);
    const far = event.shiftKey ? LARGE : SMALL;
    this.set(wrapper, x + step[0] * far, y + step[1] * far);
  }

  written(wrapper) {
    const [x, y] = ["x", "y"].map((axis) => wrapper.querySelector(`[data-pin-${axis}]`).value.replace(",", "."));
    if (!x && !y) return this.put(wrapper, "");
    const [left, top] = [x, y].map((text) => readNumber(text, MARKS));
    return left === null || top === null ? undefined : this.set(wrapper, left, top);
  }

  set(wrapper, x, y) {
    const [left, top] = [x, y].map((share) => Math.min(100, Math.max(0, share)).toFixed(1));
    this.put(wrapper, `${left},${top}`);
    announce(this.root.querySelector("[data-live]"), fill(this.texts.pinned, { x: left, y: top }));
  }

  put(wrapper, value) {
    wrapper.querySelector("[data-input]").value = value;
    this.draw(wrapper);
    this.typed(wrapper);
  }
}
