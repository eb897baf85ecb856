// Two people changed one cell: both values stand beside the field, and this person chooses.
import { fill, make } from "../common/dom.js";

export function showConflict(wrapper, conflict, texts, choose) {
  hideConflict(wrapper);
  const words = fill(texts.conflict, {
    by: conflict.by || texts.somebody,
    at: conflict.at,
    theirs: conflict.current_shown || texts.nothing,
    mine: conflict.value_shown || texts.nothing,
  });
  const button = (text, mine) => {
    const made = make("button", { type: "button", class: "score-button" }, text);
    made.addEventListener("click", () => choose(mine));
    return made;
  };
  wrapper.append(
    make(
      "div",
      { class: "score-conflict", "data-conflict": true, role: "alert" },
      make("p", {}, words),
      make("p", { class: "score-conflict-buttons" }, button(texts.keep, true), " ", button(texts.take, false))
    )
  );
}

export function hideConflict(wrapper) {
  const shown = wrapper.querySelector("[data-conflict]");
  if (shown) shown.remove();
}
