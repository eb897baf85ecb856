// What others changed, brought into the page. A cell in which this person is, or has something unsaved, is left alone until
// it is free: what was typed there then meets the other value at the server, and comes back as a conflict with both.
import { all, announce, button, fill, hook, make } from "../common/dom.js";
import { get } from "../common/post.js";
import { setValue, shownOf, valueOf } from "./cells.js";

const CALM = 1500;
const FADE = 20000;

export class Others {
  constructor(page, data) {
    this.page = page;
    this.data = data;
    this.texts = page.texts;
    this.later = new Map(); // cell -> change that waits until its cell is free
    this.seen = new Map(); // cell -> revision of the save that last told what it holds
    page.root.addEventListener("focusout", () => setTimeout(() => this.apply(), 0));
  }

  // The answer to a save is newer than what a question asked before it tells.
  saved(answer) {
    for (const cell of Object.keys(answer.cells)) this.seen.set(cell, answer.revision);
  }

  take(told) {
    for (const [cell, change] of Object.entries(told.cells)) {
      if ((this.seen.get(cell) || 0) <= told.revision) this.later.set(cell, change);
    }
    this.apply();
    if (told.reload || told.version > this.data.version) this.page.reload(this.texts.outdated);
    else if (told.stepped) this.page.reload(this.texts.reviewed);
  }

  apply() {
    const told = [];
    const fieldOf = ([cell]) => cell.split("/")[2]; // a row's #at comes first, then its #gone, then what is in it
    for (const [cell, change] of Array.from(this.later).sort((one, other) => (fieldOf(one) < fieldOf(other) ? -1 : 1))) {
      const [section, id, field] = cell.split("/");
      const rows = this.page.rows.get(section);
      const row = rows && rows.find(id);
      if (!this.later.has(cell) || this.busy(cell, row, field)) continue;
      this.later.delete(cell);
      const known = this.page.saved.get(cell);
      if (known && known.canonical === change.value) {
        this.show(cell, change); // a repeated edit may have been answered with what somebody wrote since
        continue;
      }
      change.by = change.by || this.texts.somebody;
      told.push({ by: change.by, words: rows ? this.inRow(rows, row, cell, change) : this.inCell(cell, change) });
    }
    if (told.length) this.tell(told);
  }

  // Whether this person is there, or has something there that is not saved.
  busy(cell, row, field) {
    const { queue, wrappers } = this.page;
    const place = field === "#at" ? row : wrappers.get(cell);
    return queue.has(cell) || Boolean(place && place.contains(document.activeElement));
  }

  // The server holds this. The cell's place in the page, if it has one, shows it.
  show(cell, { value, typed }) {
    const { page } = this;
    const wrapper = page.wrappers.get(cell);
    if (wrapper) {
      wrapper.dataset.value = value;
      setValue(wrapper, typed, page.people);
    }
    page.saved.set(cell, { canonical: value, typed: wrapper ? valueOf(wrapper, page.people) : typed });
    page.sheet.live.cells.set(cell, value);
    return wrapper;
  }

  // The words that say what happened, "" where nothing of it shows.
  inRow(rows, row, cell, change) {
    const { value } = change;
    const field = cell.split("/")[2];
    if (field === "#gone") {
      this.show(cell, change);
      if (row) return this.gone(rows, row, cell, change);
      if (!value) this.page.reload(this.texts.outdated); // it was gone before this page was there
      return "";
    }
    if (field !== "#at") {
      if (row) rows.build(row);
      const words = this.inCell(cell, change);
      if (row && words) rows.summarise(row, shownOf);
      return words;
    }
    this.show(cell, change);
    if (!value) return "";
    if (!row) return this.appear(rows, cell, value);
    row.dataset.at = value;
    if (!rows.sorted) rows.insert(row);
    rows.count();
    return "";
  }

  // A row that somebody made, with all that is in it by now.
  appear(rows, cell, at) {
    const [section, id] = cell.split("/");
    const cells = {};
    for (const [other, { value, typed }] of this.later) {
      const [where, row, field] = other.split("/");
      if (where !== section || row !== id) continue;
      if (field === "#gone" && value) return "";
      if (!field.startsWith("#")) {
        cells[field] = [value, typed];
        this.show(other, { value, typed });
        this.later.delete(other);
      }
    }
    rows.giveWay();
    rows.make(id, at, cells);
    rows.summarise(rows.find(id), shownOf);
    return this.texts.rowadded;
  }

  // A row in which this person is, or has something unsaved, stays in sight and offers to be brought back.
  gone(rows, row, cell, { value, by }) {
    const number = hook(row, "number").textContent;
    const mine = row.contains(document.activeElement) || all(row, "[data-cell]").some((one) => this.page.queue.has(one.dataset.cell));
    if (value && mine) {
      const restore = button(this.texts.bringback, () => {
        this.page.change(cell, "");
        note.remove();
        rows.focus(row);
      });
      const note = make("div", { class: "score-conflict", role: "alert" }, fill(this.texts.rowgone, { by }), " ", restore);
      row.firstElementChild.after(note);
      return "";
    }
    row.hidden = Boolean(value);
    rows.count();
    return value ? fill(this.texts.rowremoved, { number }) : this.texts.rowadded;
  }

  inCell(cell, change) {
    const wrapper = this.show(cell, change);
    if (!wrapper) return "";
    const old = hook(wrapper, "others");
    if (old) old.remove();
    const sign = make("p", { class: "score-others", "data-others": true }, fill(this.texts.changedby, change));
    wrapper.append(sign);
    setTimeout(() => sign.remove(), FADE);
    const name = wrapper.querySelector(".score-label");
    return name ? name.firstChild.textContent.trim() : "";
  }

  // Said once, however much it is; what follows from it comes from the server in a moment.
  tell(told) {
    const by = Array.from(new Set(told.map((one) => one.by))).join(", ");
    const shown = told.filter(({ words }) => words);
    const text = shown.length === 1 ? this.texts.changedone : this.texts.changedmany;
    if (shown.length) announce(hook(this.page.root, "live"), fill(text, { by, what: shown[0].words, count: shown.length }));
    this.page.sheet.live.soon();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), CALM);
  }

  async refresh() {
    const answer = await get(this.data.load).catch(() => null);
    if (answer) this.page.worked(answer);
  }
}
