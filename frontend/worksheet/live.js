// The record as the page knows it: canonical values by address, as the server holds them or as they are being typed.
// From them formulas and conditions are worked out at once; the server's results replace these after each save.
import { all } from "../common/dom.js";
import { run } from "./formulas.js";
import { numberText, readNumber } from "./values.js";

const NUMBERS = ["number", "money", "percent"];
const PAUSE = 120;

export class Live {
  // `show(shown, hidden)` is called with what formulas show and what conditions hide.
  constructor(root, people, show) {
    this.root = root;
    this.people = Object.fromEntries(Array.from(people, ([name, key]) => [key, name]));
    this.show = show;
    this.program = root.dataset.program ? JSON.parse(root.dataset.program) : null;
    this.cells = new Map(Object.entries(JSON.parse(root.dataset.unseen || "{}")));
    this.read(root);
  }

  get language() {
    return this.program && this.program.language;
  }

  // The values on the page as the server wrote them, those of closed cards included.
  read(root) {
    for (const { dataset } of all(root, "[data-cell], [data-place]")) {
      this.cells.set(dataset.cell || dataset.place, dataset.value || "");
    }
    for (const { dataset, parentNode } of all(root, "[data-row]")) {
      const key = `${parentNode.dataset.rows}/${dataset.row}`;
      this.cells.set(`${key}/#at`, dataset.at);
      for (const [field, [canonical]] of Object.entries(JSON.parse(dataset.cells || "{}"))) {
        if (canonical) this.cells.set(`${key}/${field}`, canonical);
      }
    }
  }

  // A value as typed in a field of this kind.
  typed(cell, kind, value) {
    let canonical = value;
    if (NUMBERS.includes(kind) && value !== "nm" && this.program) {
      const number = readNumber(value.replace(/%\s*$/, ""), this.program.language);
      canonical = number === null ? "" : numberText(number);
    }
    this.set(cell, canonical);
  }

  set(cell, canonical) {
    this.cells.set(cell, canonical);
    this.soon();
  }

  soon() {
    if (!this.program) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), PAUSE);
  }

  now() {
    if (!this.program) return;
    const { shown, canonical, hidden } = run(this.program, this.cells, this.people);
    this.results = canonical;
    this.show(shown, hidden);
  }
}
