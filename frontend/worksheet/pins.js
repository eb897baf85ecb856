// Pins on a picture: tapped, moved by the arrow keys, or typed in percent of its width and height.
import { all, announce, fill, hook } from "../common/dom.js";
import { readNumber } from "./values.js";

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const [SMALL, LARGE] = [0.5, 5];
const MARKS = { decimal: ".", group: "," };

// `picture(cell)` gives the address of a cell's first photo; `typed(wrapper)` saves. Gives what draws the pins of a part.
export function pins(root, texts, { picture, typed }) {
  function draw(wrapper) {
    const { value } = hook(wrapper, "input");
    const [x = "", y = ""] = value.split(",");
    const image = hook(wrapper, "pin-image");
    const url = picture(hook(wrapper, "pin").dataset.pin);
    if (url && image.getAttribute("src") !== url) image.src = url;
    image.hidden = !url;
    hook(wrapper, "pin-none").hidden = Boolean(url);
    hook(wrapper, "axes").hidden = !url && !value;
    const mark = hook(wrapper, "pin-mark");
    mark.hidden = !value || !url;
    mark.style.left = `${x}%`;
    mark.style.top = `${y}%`;
    hook(wrapper, "unpin").hidden = !value;
    hook(wrapper, "pin-x").value = x;
    hook(wrapper, "pin-y").value = y;
  }

  function put(wrapper, value) {
    hook(wrapper, "input").value = value;
    draw(wrapper);
    typed(wrapper);
  }

  function set(wrapper, ...shares) {
    const [x, y] = shares.map((share) => Math.min(100, Math.max(0, share)).toFixed(1));
    put(wrapper, `${x},${y}`);
    announce(hook(root, "live"), fill(texts.pinned, { x, y }));
  }

  root.addEventListener("click", ({ target, clientX, clientY }) => {
    const wrapper = target.closest("[data-kind=pin]");
    if (!wrapper) return;
    if (target.closest("[data-unpin]")) {
      put(wrapper, "");
      hook(wrapper, "pin-x").focus();
    } else if (target.matches("[data-pin-image]")) {
      const box = target.getBoundingClientRect();
      set(wrapper, ((clientX - box.left) / box.width) * 100, ((clientY - box.top) / box.height) * 100);
      hook(wrapper, "pin-mark").focus();
    }
  });
  root.addEventListener("keydown", (event) => {
    const wrapper = event.target.closest("[data-pin-mark]") && event.target.closest("[data-cell]");
    const step = STEPS[event.key];
    if (!wrapper || !step || event.altKey) return;
    event.preventDefault();
    const [x, y] = hook(wrapper, "input").value.split(",").map(Number);
    const far = event.shiftKey ? LARGE : SMALL;
    set(wrapper, x + step[0] * far, y + step[1] * far);
  });
  root.addEventListener("change", ({ target }) => {
    if (!target.matches("[data-pin-x], [data-pin-y]")) return;
    const wrapper = target.closest("[data-cell]");
    const shares = ["pin-x", "pin-y"].map((axis) => hook(wrapper, axis).value.replace(",", "."));
    const numbers = shares.map((text) => readNumber(text, MARKS));
    if (!shares.join("")) put(wrapper, "");
    else if (!numbers.includes(null)) set(wrapper, ...numbers);
  });

  return (within) => {
    for (const wrapper of all(within, "[data-kind=pin]")) {
      wrapper.redraw = () => draw(wrapper);
      draw(wrapper);
    }
  };
}
