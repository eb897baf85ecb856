// Who changed what, of the whole sheet or of one row: asked for when somebody wants to know.
import { fill } from "../common/dom.js";
import { get } from "../common/post.js";

export class History {
  constructor(root, data) {
    this.data = data;
    this.box = root.querySelector("[data-history]");
    this.asked = "";
    if (!this.box) return;
    this.list = this.box.querySelector("[data-history-list]");
    this.more = this.box.querySelector("[data-history-more]");
    this.about = this.box.querySelector("[data-history-about]");
    this.box.addEventListener("toggle", () => {
      if (this.box.open && !this.row) this.load();
      if (!this.box.open) this.row = "";
    });
    this.more.addEventListener("click", () => this.load(this.next));
    root.addEventListener("click", ({ target }) => {
      const row = target.closest("[data-row-history]") && target.closest("[data-row]");
      if (row) this.ofRow(row);
    });
  }

  ofRow(row) {
    this.row = `${row.parentNode.dataset.rows}/${row.dataset.row}`;
    this.about.textContent = fill(this.data.texts.rowhistory, { number: row.querySelector("[data-number]").textContent });
    this.box.open = true;
    this.load();
    this.box.querySelector("summary").focus();
  }

  async load(before = "") {
    const query = new URLSearchParams({ row: this.row || "", before });
    this.about.hidden = !this.row;
    if (!before) this.list.textContent = "…";
    let told;
    try {
      told = await get(`${this.data.history}${this.data.history.includes("?") ? "&" : "?"}${query}`);
    } catch (failure) {
      this.list.textContent = fill(this.data.texts.failed, { reason: failure.message || this.data.texts.network });
      return;
    }
    if (!before) this.list.textContent = told.html ? "" : this.data.texts.nohistory;
    this.list.insertAdjacentHTML("beforeend", told.html);
    this.next = told.next;
    this.more.hidden = !told.next;
  }
}
