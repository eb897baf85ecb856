// Rows that people add and remove. A row exists for the server from its first edit on.
import { all, announce, fill, uuid } from "../common/dom.js";

const BLANK = "__row__";
const SUMMARY = ["text", "long_text", "person", "date", "month", "choice"];

export class Rows {
  // `added(row)` is called for every row that the script makes, `fill(cell, canonical, typed)` to give a cell its value.
  constructor(section, texts, { added, change, fill }) {
    this.section = section;
    this.texts = texts;
    this.added = added;
    this.change = change;
    this.fill = fill;
    this.list = section.querySelector("[data-rows]");
    this.key = this.list.dataset.rows;
    this.blank = section.querySelector("[data-blank]").innerHTML;
    this.undo = section.querySelector("[data-undo]");
    this.button = section.querySelector("[data-add]");
    this.button.addEventListener("click", () => this.focus(this.make()));
    this.undo.querySelector("[data-undo-button]").addEventListener("click", () => this.restore());
    this.list.addEventListener("toggle", (event) => this.build(event.target), true);
    this.list.addEventListener("click", (event) => {
      if (event.target.closest("summary")) this.build(event.target.closest("[data-row]"));
      if (event.target.closest("[data-remove]")) this.remove(event.target.closest("[data-row]"));
    });
  }

  get shown() {
    return Array.from(this.list.children).filter((row) => !row.hidden);
  }

  // The rows that a section begins with, when nobody has written in it.
  begin() {
    for (let missing = Number(this.list.dataset.start) - this.list.children.length; missing > 0; missing--) this.make();
    this.shown.forEach((row, index, { length }) => {
      if (row.tagName !== "DETAILS") return;
      row.open = index === 0 && (length === 1 || Boolean(row.dataset.fresh));
      if (row.open) this.build(row);
    });
    this.count();
  }

  find(id) {
    return Array.from(this.list.children).find((row) => row.dataset.row === id);
  }

  copy(id) {
    const template = document.createElement("template");
    template.innerHTML = this.blank.split(BLANK).join(id).trim();
    return template.content.firstElementChild;
  }

  // The inputs of a card that was closed until now, with the values that the server wrote on it.
  build(row) {
    if (!row.dataset.cells) return;
    const values = JSON.parse(row.dataset.cells);
    delete row.dataset.cells;
    const number = row.querySelector("[data-number]").textContent;
    row.append(...Array.from(this.copy(row.dataset.row).children).slice(1));
    for (const told of all(row, "[data-number]")) told.textContent = number;
    for (const place of all(row, "[data-cell], [data-shown]")) {
      const [canonical, typed] = values[(place.dataset.cell || place.dataset.shown).split("/")[2]] || ["", ""];
      if (place.dataset.shown) place.textContent = typed || this.texts.notyet;
      else this.fill(place, canonical, typed);
    }
    this.added(row);
  }

  make(id = uuid(), at = null) {
    const row = this.copy(id);
    const last = Math.max(0, ...Array.from(this.list.children, (other) => Number(other.dataset.at)));
    row.dataset.at = at || String(last + 1);
    if (!at) row.dataset.fresh = "1";
    this.list.append(row);
    this.added(row);
    this.count();
    return row;
  }

  // Before the first edit of a new row, the edit that makes it.
  touch(row) {
    if (!row.dataset.fresh) return;
    delete row.dataset.fresh;
    this.change(`${this.key}/${row.dataset.row}/#at`, row.dataset.at);
  }

  remove(row) {
    const number = row.querySelector("[data-number]").textContent;
    row.hidden = true;
    this.gone = row;
    if (!row.dataset.fresh) this.change(`${this.key}/${row.dataset.row}/#gone`, "1");
    this.count();
    this.undo.hidden = false;
    announce(this.undo.querySelector("[data-undo-text]"), fill(this.texts.removed, { number }));
    this.undo.querySelector("[data-undo-button]").focus();
  }

  restore() {
    const row = this.gone;
    row.hidden = false;
    if (!row.dataset.fresh) this.change(`${this.key}/${row.dataset.row}/#gone`, "");
    this.undo.hidden = true;
    this.count();
    this.focus(row);
  }

  // Numbers, and whether another row fits.
  count() {
    const rows = this.shown;
    rows.forEach((row, index) => {
      for (const number of all(row, "[data-number]")) number.textContent = index + 1;
    });
    const maximum = Number(this.list.dataset.maximum);
    this.button.disabled = rows.length >= maximum;
    this.button.title = this.button.disabled ? fill(this.texts.full, { maximum }) : "";
  }

  focus(row) {
    this.build(row);
    if (row.tagName === "DETAILS") row.open = true;
    const input = row.querySelector("[data-input]");
    if (input) input.focus();
  }

  // What a closed card is recognised by; `shown` tells the value of a cell.
  summarise(row, shown) {
    const summary = row.querySelector("[data-summary]");
    if (!summary) return;
    const told = all(row, "[data-cell]")
      .filter((cell) => SUMMARY.includes(cell.dataset.kind))
      .map(shown)
      .filter((text) => text);
    const short = told.slice(0, 2).map((text) => (text.length > 60 ? `${text.slice(0, 59)}…` : text));
    summary.textContent = short.join(" · ") || this.texts.blank;
    summary.classList.toggle("score-blank", !short.length);
  }
}
