// Rows that people add, copy, move and remove. A row exists for the server from its first edit on.
import { all, announce, fill, uuid } from "../common/dom.js";
import { numberText } from "./values.js";

const BLANK = "__row__";
const SUMMARY = ["text", "long_text", "person", "date", "month", "choice"];
const ATTACHED = ["photo", "file"];

export class Rows {
  // `added(row)` is called for every row that the script makes, `fill(cell, canonical, typed)` to give a cell its value
  // without saving it, `copy(cell, wrapper)` a value as if a person had typed it; `known(address, value)` says what the
  // server holds in a cell that no input shows.
  constructor(section, texts, { added, change, fill, copy, known }) {
    this.section = section;
    this.texts = texts;
    this.added = added;
    this.change = change;
    this.fill = fill;
    this.copied = copy;
    this.known = known;
    this.list = section.querySelector("[data-rows]");
    this.key = this.list.dataset.rows;
    this.blank = section.querySelector("[data-blank]").innerHTML;
    this.tools = section.querySelector("[data-tools]");
    this.undo = section.querySelector("[data-undo]");
    this.button = section.querySelector("[data-add]");
    this.gone = [];
    this.button.addEventListener("click", () => this.focus(this.make()));
    this.undo.querySelector("[data-undo-button]").addEventListener("click", () => this.restore());
    this.list.addEventListener("toggle", (event) => this.build(event.target), true);
    this.list.addEventListener("click", (event) => this.clicked(event.target));
    this.list.addEventListener("keydown", (event) => this.pressed(event));
    section.addEventListener("click", ({ target }) => {
      if (target.closest("[data-restore]")) this.bringBack(target.closest("[data-gone-row]"));
    });
  }

  get every() {
    return Array.from(this.list.children).filter((row) => row.dataset.row);
  }

  // The rows that there are, in their own order, whatever the page sorts by.
  get shown() {
    return this.every.filter((row) => !row.hidden).sort(before);
  }

  get room() {
    return Number(this.list.dataset.maximum) - this.shown.length;
  }

  clicked(target) {
    const row = target.closest("[data-row]");
    if (!row) return;
    if (target.closest("summary")) this.build(row);
    if (target.closest("[data-menu]")) this.menu(row);
    if (target.closest("[data-remove]")) this.remove(row);
    if (target.closest("[data-up]")) this.move(row, -1, "[data-up]");
    if (target.closest("[data-down]")) this.move(row, 1, "[data-down]");
    if (target.closest("[data-copy]")) this.duplicate(row);
  }

  pressed(event) {
    const row = event.target.closest("[data-row]");
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (row && event.altKey && step) {
      event.preventDefault();
      this.move(row, step, null, event.target);
    }
    const menu = row && row.querySelector("[data-menu]");
    if (event.key === "Escape" && menu && menu.getAttribute("aria-expanded") === "true") {
      this.menu(row);
      menu.focus();
    }
  }

  // The rows that a section begins with, when nobody has written in it.
  begin() {
    for (let missing = Number(this.list.dataset.start) - this.every.length; missing > 0; missing--) this.make();
    this.shown.forEach((row, index, { length }) => {
      this.lock(row);
      if (row.tagName !== "DETAILS") return;
      row.open = index === 0 && (length === 1 || Boolean(row.dataset.fresh));
      if (row.open) this.build(row);
    });
    this.count();
  }

  find(id) {
    return this.every.find((row) => row.dataset.row === id);
  }

  copy(id) {
    const template = document.createElement("template");
    template.innerHTML = this.blank.split(BLANK).join(id).trim();
    return template.content.firstElementChild;
  }

  // The inputs of a card that was closed until now, with the values that the server wrote on it.
  build(row) {
    if (!row || !row.dataset.cells) return;
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
    this.lock(row);
  }

  // An accepted row is read, not written.
  lock(row) {
    if (!row.dataset.locked) return;
    for (const control of all(row, "[data-cell] input, [data-cell] select, [data-cell] textarea, [data-cell] button")) {
      control.disabled = true;
    }
    for (const button of all(row, "[data-remove]")) button.hidden = true;
  }

  make(id = uuid(), at = null) {
    const row = this.copy(id);
    const last = Math.max(0, ...this.every.map((other) => Number(other.dataset.at)));
    row.dataset.at = at || String(last + 1);
    if (!at) row.dataset.fresh = "1";
    this.insert(row);
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

  // Where a row belongs by its position.
  insert(row) {
    const next = this.every.find((other) => other !== row && before(row, other) < 0);
    this.list.insertBefore(row, next || null);
  }

  // A position between two rows: nobody else's row is touched.
  between(one, two) {
    const [low, high] = [one && Number(one.dataset.at), two && Number(two.dataset.at)];
    if (!one && !two) return "1";
    return numberText(!one ? high - 1 : !two ? low + 1 : (low + high) / 2);
  }

  move(row, step, button, focused) {
    if (this.sorted) return;
    const rows = this.shown;
    const to = rows.indexOf(row) + step;
    if (to < 0 || to >= rows.length) return;
    this.place(row, step < 0 ? this.between(rows[to - 1], rows[to]) : this.between(rows[to], rows[to + 1]));
    (focused || row.querySelector(button)).focus();
    this.say(fill(this.texts.moved, { number: to + 1 }));
  }

  place(row, at) {
    const address = `${this.key}/${row.dataset.row}/#at`;
    if (!row.dataset.fresh) this.known(address, row.dataset.at);
    delete row.dataset.fresh;
    row.dataset.at = at;
    this.change(address, at);
    this.insert(row);
    this.count();
  }

  duplicate(row) {
    if (this.room < 1) return;
    this.build(row);
    const rows = this.shown;
    const copy = this.make(uuid(), this.between(row, rows[rows.indexOf(row) + 1]));
    copy.dataset.fresh = "1";
    if (this.menuOf) this.menu(this.menuOf);
    this.touch(copy);
    for (const cell of all(row, "[data-cell]")) {
      const [, , field] = cell.dataset.cell.split("/");
      if (!ATTACHED.includes(cell.dataset.kind)) this.copied(`${this.key}/${copy.dataset.row}/${field}`, cell);
    }
    this.focus(copy);
    this.say(fill(this.texts.copied, { number: this.shown.indexOf(copy) + 1 }));
  }

  // A row of a table has its tools behind a button.
  menu(row) {
    const open = this.menuOf;
    if (open) {
      open.querySelector("[data-opened]").remove();
      open.querySelector("[data-menu]").setAttribute("aria-expanded", "false");
      this.menuOf = null;
    }
    if (open === row) return;
    const tools = document.createElement("div");
    tools.dataset.opened = "";
    tools.className = "score-row-tools";
    tools.innerHTML = this.tools.innerHTML;
    row.append(tools);
    row.querySelector("[data-menu]").setAttribute("aria-expanded", "true");
    this.menuOf = row;
    this.count();
    this.lock(row);
    tools.querySelector("button").focus();
  }

  remove(row) {
    const number = row.querySelector("[data-number]").textContent;
    if (this.menuOf === row) this.menu(row);
    row.hidden = true;
    this.gone.push({ row, number });
    if (!row.dataset.fresh) this.change(`${this.key}/${row.dataset.row}/#gone`, "1");
    this.count();
    this.offer();
    this.undo.querySelector("[data-undo-button]").focus();
  }

  // Undo stands where the row was, for as long as there is one to bring back.
  offer() {
    const last = this.gone[this.gone.length - 1];
    this.undo.hidden = !last;
    if (!last) return;
    last.row.after(this.undo);
    announce(this.undo.querySelector("[data-undo-text]"), fill(this.texts.removed, { number: last.number }));
  }

  restore() {
    const { row } = this.gone.pop();
    row.hidden = false;
    if (!row.dataset.fresh) this.change(`${this.key}/${row.dataset.row}/#gone`, "");
    this.count();
    this.offer();
    this.focus(row);
  }

  // A row that was removed before this page was loaded.
  bringBack(told) {
    if (this.room < 1) return;
    const address = `${this.key}/${told.dataset.goneRow}/#gone`;
    const row = this.appear(told.dataset.goneRow, told.dataset.at, told.dataset.cells);
    this.known(address, "1");
    this.change(address, "");
    const list = told.closest("details");
    told.remove();
    list.hidden = !list.querySelector("[data-gone-row]");
    this.focus(row);
    this.say(fill(this.texts.restored, { number: this.shown.indexOf(row) + 1 }));
  }

  // A row that the server has and this page had not.
  appear(id, at, cells = "{}") {
    const row = this.copy(id);
    row.dataset.at = at;
    row.dataset.cells = cells;
    row.open = false;
    const rest = Array.from(row.children).slice(1);
    const card = row.tagName === "DETAILS";
    if (card) rest.forEach((part) => part.remove());
    this.insert(row);
    if (card) return row;
    delete row.dataset.cells;
    for (const [field, [canonical, typed]] of Object.entries(JSON.parse(cells))) {
      const cell = row.querySelector(`[data-cell$="/${field}"]`);
      if (cell) this.fill(cell, canonical, typed);
    }
    this.added(row);
    return row;
  }

  // Numbers, and whether another row fits.
  count() {
    if (this.busy) return;
    const { title, maximum } = this.list.dataset;
    this.shown.forEach((row, index) => {
      for (const number of all(row, "[data-number]")) number.textContent = index + 1;
      if (title) row.setAttribute("aria-label", `${title} ${index + 1}`);
    });
    this.button.disabled = this.room < 1;
    this.button.title = this.button.disabled ? fill(this.texts.full, { maximum }) : "";
    if (this.counted) this.counted();
  }

  focus(row) {
    this.build(row);
    if (row.tagName === "DETAILS") row.open = true;
    const input = row.querySelector("[data-input]:not([type=hidden])");
    if (input) input.focus();
  }

  say(text) {
    announce(this.section.parentNode.querySelector("[data-live]"), text);
  }

  // What a closed card is recognised by; `shown` tells the value of a cell.
  summarise(row, shown) {
    const summary = row.querySelector("[data-summary]");
    if (!summary || this.busy) return;
    const told = all(row, "[data-cell]")
      .filter((cell) => SUMMARY.includes(cell.dataset.kind))
      .map(shown)
      .filter((text) => text);
    const short = told.slice(0, 2).map((text) => (text.length > 60 ? `${text.slice(0, 59)}…` : text));
    summary.textContent = short.join(" · ") || this.texts.blank;
    summary.classList.toggle("score-blank", !short.length);
  }
}

const before = (one, two) => Number(one.dataset.at) - Number(two.dataset.at) || (one.dataset.row < two.dataset.row ? -1 : 1);
