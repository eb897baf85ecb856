// Rows that people add, copy, move and remove. A row exists for the server from its first edit on.
import { all, announce, fill, hook, uuid } from "../common/dom.js";
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
    this.list = hook(section, "rows");
    this.key = this.list.dataset.rows;
    this.blank = hook(section, "blank").innerHTML;
    this.tools = hook(section, "tools");
    this.undo = hook(section, "undo");
    this.button = hook(section, "add");
    this.gone = [];
    this.button.addEventListener("click", () => this.focus(this.make()));
    hook(this.undo, "undo-button").addEventListener("click", () => this.restore());
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
    const acts = {
      menu: () => this.menu(row),
      remove: () => this.remove(row),
      up: () => this.move(row, -1, "[data-up]"),
      down: () => this.move(row, 1, "[data-down]"),
      copy: () => this.duplicate(row),
    };
    for (const name of Object.keys(acts)) if (target.closest(`[data-${name}]`)) acts[name]();
  }

  pressed(event) {
    const row = event.target.closest("[data-row]");
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (row && event.altKey && step) {
      event.preventDefault();
      this.move(row, step, null, event.target);
    }
    const menu = row && hook(row, "menu");
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
    const number = hook(row, "number").textContent;
    row.append(...Array.from(this.copy(row.dataset.row).children).slice(1));
    for (const told of all(row, "[data-number]")) told.textContent = number;
    this.write(row, values);
    this.added(row);
    this.lock(row);
  }

  // What the server holds, { field: [canonical, typed] }.
  write(row, values) {
    for (const place of all(row, "[data-cell], [data-shown]")) {
      const [canonical, typed] = values[(place.dataset.cell || place.dataset.shown).split("/")[2]] || ["", ""];
      if (place.dataset.shown) place.textContent = typed || this.texts.notyet;
      else this.fill(place, canonical, typed);
    }
  }

  // An accepted row is read, not written.
  lock(row) {
    if (!row.dataset.locked) return;
    for (const control of all(row, "[data-cell] input, [data-cell] select, [data-cell] textarea, [data-cell] button")) {
      control.disabled = true;
    }
    for (const button of all(row, "[data-remove]")) button.hidden = true;
  }

  // A new row at the end, or one that is there already: at its place, with what it holds.
  make(id = uuid(), at = null, values = null) {
    const row = this.copy(id);
    const last = Math.max(0, ...this.every.map((other) => Number(other.dataset.at)));
    row.dataset.at = at || String(last + 1);
    if (!at) row.dataset.fresh = "1";
    if (values) {
      this.write(row, values);
      row.open = false;
    }
    this.insert(row);
    this.added(row);
    this.count();
    return row;
  }

  // A blank row that nobody has touched goes when one with something in it comes.
  giveWay() {
    const blank = this.every.find((row) => row.dataset.fresh && !row.contains(document.activeElement));
    if (blank) blank.remove();
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
    this.say(this.texts.moved, row);
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
    this.say(this.texts.copied, copy);
  }

  // A row of a table has its tools behind a button.
  menu(row) {
    const open = this.menuOf;
    if (open) {
      hook(open, "opened").remove();
      hook(open, "menu").setAttribute("aria-expanded", "false");
      this.menuOf = null;
    }
    if (open === row) return;
    const tools = document.createElement("div");
    tools.dataset.opened = "";
    tools.className = "score-row-tools";
    tools.innerHTML = this.tools.innerHTML;
    row.append(tools);
    hook(row, "menu").setAttribute("aria-expanded", "true");
    this.menuOf = row;
    this.count();
    this.lock(row);
    tools.querySelector("button").focus();
  }

  remove(row) {
    const number = hook(row, "number").textContent;
    if (this.menuOf === row) this.menu(row);
    row.hidden = true;
    this.gone.push({ row, number });
    if (!row.dataset.fresh) this.change(`${this.key}/${row.dataset.row}/#gone`, "1");
    this.count();
    this.offer();
    hook(this.undo, "undo-button").focus();
  }

  // Undo stands where the row was, for as long as there is one to bring back.
  offer() {
    const last = this.gone[this.gone.length - 1];
    this.undo.hidden = !last;
    if (!last) return;
    last.row.after(this.undo);
    announce(hook(this.undo, "undo-text"), fill(this.texts.removed, { number: last.number }));
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
    const row = this.make(told.dataset.goneRow, told.dataset.at, JSON.parse(told.dataset.cells));
    this.known(address, "1");
    this.change(address, "");
    const list = told.closest("details");
    told.remove();
    list.hidden = !hook(list, "gone-row");
    this.focus(row);
    this.say(this.texts.restored, row);
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

  say(text, row) {
    const number = this.shown.indexOf(row) + 1;
    announce(hook(this.section.parentNode, "live"), fill(text, { number }));
  }

  // What a closed card is recognised by; `shown` tells the value of a cell.
  summarise(row, shown) {
    const summary = hook(row, "summary");
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

const before = ({ dataset: one }, { dataset: two }) => one.at - two.at || (one.row < two.row ? -1 : 1);
