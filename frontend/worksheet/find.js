// Search, filter and sort the rows of a section: the view alone, never the record.
import { announce, fill, hook } from "../common/dom.js";

const FEW = 6;
const NUMBERS = ["number", "money", "percent", "scale"];

// `valueOf(address)` gives a canonical value, `named(value)` how it reads where it is no option. Tells { list, offer }.
export function finder(section, rows, texts, { valueOf, named }) {
  const box = hook(section, "finder");
  const list = hook(section, "rows");
  const fields = JSON.parse(list.dataset.fields || "[]");
  const [search, filter, sort] = ["search", "filter", "sort"].map((name) => hook(box, name));
  const every = () => Array.from(list.children).filter((row) => row.dataset.row);
  const cell = (row, key) => valueOf(`${list.dataset.rows}/${row.dataset.row}/${key}`) || "";

  const words = (row) =>
    fields
      .map(({ key, options }) => {
        const value = cell(row, key);
        if (!options) return named(value);
        return options.filter(([option]) => value.split(",").includes(option)).map(([, label]) => label).join(" ");
      })
      .join(" ")
      .toLocaleLowerCase();

  function apply() {
    const wanted = search.value.trim().toLocaleLowerCase();
    const [key, option] = filter.value.split("=");
    const there = every().filter((row) => !row.hidden);
    let count = 0;
    for (const row of there) {
      const fits = (!key || cell(row, key).split(",").includes(option)) && (!wanted || words(row).includes(wanted));
      row.classList.toggle("score-hidden", !fits);
      count += fits;
    }
    announce(hook(box, "found"), wanted || key ? fill(texts.found, { count, all: there.length }) : "");
  }

  function arrange() {
    const key = sort.value;
    const { kind, options } = fields.find((field) => field.key === key) || {};
    const order = options && new Map(options.map(([option], at) => [option, at]));
    const sign = (row) => {
      const value = key ? cell(row, key) : row.dataset.at;
      if (value === "" || value === "nm") return null;
      if (NUMBERS.includes(kind) || !key) return Number(value);
      return order ? order.get(value.split(",")[0]) : named(value).toLocaleLowerCase();
    };
    const signed = every().map((row) => [row, sign(row), row.dataset.row]);
    const rank = (one, two) => (one > two) - (one < two);
    signed.sort(([, one, id], [, two, other]) => (one === null) - (two === null) || rank(one, two) || rank(id, other));
    list.append(...signed.map(([row]) => row));
    if (rows) rows.sorted = Boolean(key);
    list.classList.toggle("score-sorted", Boolean(key));
  }

  // A few rows need no tools.
  function offer() {
    const used = search.value || filter.value || sort.value;
    box.hidden = every().filter((row) => !row.hidden).length < FEW && !used;
  }

  search.addEventListener("input", apply);
  filter.addEventListener("change", apply);
  sort.addEventListener("change", arrange);
  offer();
  return { list, offer };
}
