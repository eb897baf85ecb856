// Two people changed one cell: both values stand beside the field, and this person chooses.
import { button, fill, hook, make } from "../common/dom.js";

export function showConflict(wrapper, conflict, texts, choose) {
  hideConflict(wrapper);
  const words = fill(texts.conflict, {
    by: conflict.by || texts.somebody,
    at: conflict.at,
    theirs: conflict.current_shown || texts.nothing,
    mine: conflict.value_shown || texts.nothing,
  });
  wrapper.append(
    make(
      "div",
      { class: "score-conflict", "data-conflict": true, role: "alert" },
      make("p", {}, words),
      make("p", { class: "score-conflict-buttons" }, button(texts.keep, () => choose(true)), " ", button(texts.take, () => choose(false)))
    )
  );
}

export function hideConflict(wrapper) {
  const shown = hook(wrapper, "conflict");
  if (shown) shown.remove();
}
