// A row is taken over into another sheet; then it says where it went.
import { announce, hook, make, trouble } from "../common/dom.js";
import { post } from "../common/post.js";

export function promoting(root, data, ready) {
  root.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-promote]");
    if (!button) return;
    const home = button.closest("[data-row], [data-item]");
    const [section, row] = home.dataset.item ? home.dataset.item.split("/") : [home.parentNode.dataset.rows, home.dataset.row];
    let told;
    try {
      if (!(await ready())) throw new Error(data.texts.unsent);
      told = (await post(data.promote, { section, row })).link;
    } catch (failure) {
      told = trouble(failure, data.texts);
    }
    let line = hook(home, "link");
    if (!line) {
      line = make("p", { class: "score-row-note score-help", "data-link": true });
      button.parentNode.after(line);
    }
    line.textContent = told;
    announce(hook(root, "live"), told);
  });
}
