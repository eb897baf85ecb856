// The list of what is wrong: each a button that leads to its line or to its setting.
import { all, fill, make } from "../common/dom.js";

export function mistakeList({ element, texts, goTo }) {
  const list = element.querySelector("[data-mistakes]");
  const setting = (name) => element.querySelector(`[name="${name}"]`);
  let shown = "[]";

  function entry(problem) {
    const { line, column, level, message, remedy } = problem;
    const where = line ? [make("strong", {}, fill(texts.line, { line })), " "] : [];
    const kind = level === "warning" ? [`${texts.warning} `] : [];
    const button = make("button", { type: "button", class: "score-mistake" }, ...where, ...kind, `${message} ${remedy}`.trim());
    button.addEventListener("click", () => (problem.setting ? setting(problem.setting).focus() : goTo(line, column)));
    return make("li", { "data-level": level }, button);
  }

  // What is wrong with a setting stands beside it, too.
  function atSettings(problems) {
    for (const place of all(element, "[data-error]")) {
      const found = problems.find((problem) => problem.setting === place.dataset.error);
      place.textContent = found ? found.message : "";
      place.hidden = !found;
      if (found) setting(place.dataset.error).setAttribute("aria-invalid", "true");
      else setting(place.dataset.error).removeAttribute("aria-invalid");
    }
  }

  // A list that is the same stays, and whoever stands in it stays there.
  function show(problems) {
    const next = JSON.stringify(problems);
    if (next === shown) return;
    shown = next;
    list.replaceChildren(...problems.map(entry));
    list.hidden = problems.length === 0;
    atSettings(problems);
  }

  return { show, focus: () => list.querySelector("[data-level=error] button").focus() };
}
