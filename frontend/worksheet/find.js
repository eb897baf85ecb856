// Search, filter and sort the rows of a section: the view alone, never the record.
import { announce, fill, make } from "../common/dom.js";

const FEW = 6;
const CHOSEN = ["choice", "choices", "yes_no", "scale", "reference"];
const NUMBERS = ["number", "money", "percent", "scale"];

export class Finder {
  // `value(address)` gives a canonical value, `named(kind, value)` how it reads where it is no option.
  constructor(section, rows, texts, { value, named }) {
    Object.assign(this, { rows, texts, value, named });
    this.box = section.querySelector("[data-finder]");
    this.list = section.querySelector("[data-rows]");
    this.fields = JSON.parse(this.list.dataset.fields || "[]");
    this.search = this.box.querySelector("[data-search]");
    this.filter = this.box.querySelector("[data-filter]");
    this.sort = this.box.querySelector("[data-sort]");
    for (const { key, label, options, kind } of this.fields) {
      if (options && CHOSEN.includes(kind)) {
        const group = make("optgroup", { label });
        for (const [option, told] of options) group.append(make("option", { value: `${key}=${option}` }, told));
        this.filter.append(group);
      }
      this.sort.append(make("option", { value: key }, label));
    }
    this.search.addEventListener("input", () => this.apply());
    this.filter.addEventListener("change", () => this.apply());
    this.sort.addEventListener("change", () => this.arrange());
    this.offer();
  }

  get every() {
    return Array.from(this.list.children).filter((row) => row.dataset.row);
  }

  // A few rows need no tools.
  offer() {
    const used = this.search.value || this.filter.value || this.sort.value;
    this.box.hidden = this.every.filter((row) => !row.hidden).length < FEW && !used;
  }

  of(row, key) {
    return this.value(`${this.list.dataset.rows}/${row.dataset.row}/${key}`) || "";
  }

  words(row) {
    return this.fields
      .map(({ key, kind, options }) => {
        const value = this.of(row, key);
        if (!options) return this.named(kind, value);
        return options.filter(([option]) => value.split(",").includes(option)).map(([, label]) => label).join(" ");
      })
      .join(" ")
      .toLocaleLowerCase();
  }

  apply() {
    const wanted = this.search.value.trim().toLocaleLowerCase();
    const [key, option] = this.filter.value.split("=");
    const rows = this.every.filter((row) => !row.hidden);
    let count = 0;
    for (const row of rows) {
      const fits = (!key || this.of(row, key).split(",").includes(option)) && (!wanted || this.words(row).includes(wanted));
      row.classList.toggle("score-hidden", !fits);
      count += fits;
    }
    const told = wanted || key ? fill(this.texts.found, { count, all: rows.length }) : "";
    announce(this.box.querySelector("[data-found]"), told);
  }

  arrange() {
    const key = this.sort.value;
    const { kind, options } = this.fields.find((field) => field.key === key) || {};
    const order = options && new Map(options.map(([option], at) => [option, at]));
    const number = NUMBERS.includes(kind);
    const sign = (row) => {
      const value = key ? this.of(row, key) : row.dataset.at;
      if (value === "" || value === "nm") return null;
      return number || !key ? Number(value) : order ? order.get(value.split(",")[0]) : this.named(kind, value);
    };
    const compare = (one, two) => (typeof one === "string" ? one.localeCompare(two, document.documentElement.lang || "en") : one - two);
    const signed = this.every.map((row) => [row, sign(row)]);
    signed.sort(([row, one], [other, two]) => {
      if (one === null || two === null) return (one === null) - (two === null);
      return compare(one, two) || (row.dataset.row < other.dataset.row ? -1 : 1);
    });
    this.list.append(...signed.map(([row]) => row));
    if (this.rows) this.rows.sorted = Boolean(key);
    this.list.classList.toggle("score-sorted", Boolean(key));
  }
}
