// Line numbers and mistakes beside a textarea. Behind it lies a mirror of its text, which wraps and scrolls as it does:
// one element a line, its text unseen, its number in the margin, its mistake written after it.
import { make } from "../common/dom.js";

const lineOf = (text) => make("div", { class: "score-line" }, make("span", { class: "score-line-text" }, text));

export function mirrored(textarea, mirror) {
  let shown = [];

  // Only what changed is made anew; the other lines keep their marks while the text around them is edited.
  function refresh() {
    const lines = textarea.value.split("\n");
    const most = Math.min(lines.length, shown.length);
    let head = 0;
    while (head < most && lines[head] === shown[head]) head += 1;
    let tail = 0;
    while (tail < most - head && lines[lines.length - 1 - tail] === shown[shown.length - 1 - tail]) tail += 1;
    for (let left = shown.length - tail - head; left > 0; left -= 1) mirror.children[head].remove();
    const fresh = document.createDocumentFragment();
    for (const text of lines.slice(head, lines.length - tail)) fresh.append(lineOf(text));
    mirror.insertBefore(fresh, mirror.children[head] || null);
    shown = lines;
    fit();
  }

  // A scroll bar takes width from the text.
  function fit() {
    mirror.style.width = `${textarea.clientWidth}px`;
    mirror.style.height = `${textarea.clientHeight}px`;
    mirror.scrollTop = textarea.scrollTop;
  }

  // Write each problem after its line.
  function mark(problems) {
    for (const line of mirror.querySelectorAll("[data-level]")) {
      line.removeAttribute("data-level");
      line.querySelector(".score-line-note").remove();
    }
    for (const { line, level, message } of problems) {
      const place = mirror.children[line - 1];
      if (!place) continue;
      const note = place.querySelector(".score-line-note");
      if (note) {
        note.textContent += ` ${message}`;
      } else {
        place.append(make("span", { class: "score-line-note" }, message));
      }
      if (place.dataset.level !== "error") place.dataset.level = level;
    }
  }

  // Put the caret at a place, and the place in view. Columns count characters, not halves of them.
  function goTo(line, column) {
    const number = Math.max(line, 1);
    const before = shown.slice(0, number - 1).reduce((sum, text) => sum + text.length + 1, 0);
    const within = Array.from(shown[number - 1] || "").slice(0, Math.max(column - 1, 0)).join("").length;
    textarea.focus();
    textarea.setSelectionRange(before + within, before + within);
    const place = mirror.children[number - 1];
    if (place) textarea.scrollTop = place.offsetTop - textarea.clientHeight / 3;
    fit();
  }

  textarea.addEventListener("input", refresh);
  textarea.addEventListener("scroll", fit);
  if (window.ResizeObserver) new window.ResizeObserver(fit).observe(textarea);
  refresh();
  return { mark, goTo };
}
