// Who changed what, of the whole sheet or of one row: asked for when somebody wants to know.
import { fill, hook, trouble } from "../common/dom.js";
import { get } from "../common/post.js";

export function historian(root, { history: url, texts }) {
  const box = hook(root, "history");
  if (!box) return;
  const [list, more, about] = ["list", "more", "about"].map((name) => hook(box, `history-${name}`));
  let asked = "";
  let next = "";

  async function load(before = "") {
    about.hidden = !asked;
    if (!before) list.textContent = "…";
    try {
      const told = await get(`${url}?${new URLSearchParams({ row: asked, before })}`);
      if (!before) list.textContent = told.html ? "" : texts.nohistory;
      list.insertAdjacentHTML("beforeend", told.html);
      next = told.next;
      more.hidden = !next;
    } catch (failure) {
      list.textContent = trouble(failure, texts);
    }
  }

  box.addEventListener("toggle", () => {
    if (!box.open) asked = "";
    else if (!asked) load();
  });
  more.addEventListener("click", () => load(next));
  root.addEventListener("click", ({ target }) => {
    const row = target.closest("[data-row-history]") && target.closest("[data-row]");
    if (!row) return;
    asked = `${row.parentNode.dataset.rows}/${row.dataset.row}`;
    about.textContent = fill(texts.rowhistory, { number: hook(row, "number").textContent });
    box.open = true;
    load();
    box.querySelector("summary").focus();
  });
}
