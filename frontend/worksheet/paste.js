// Rows pasted from Excel: shown first, with what does not fit, then added.
import { announce, fill, make } from "../common/dom.js";
import { readNumber } from "./values.js";

const NUMBERS = ["number", "money", "percent"];
const PASTED = [...NUMBERS, "text", "long_text", "date", "month", "time", "yes_no", "choice", "choices", "scale", "person"];
const SHOWN = 5;

// The cells of a text that a spreadsheet copied (tabs) or a CSV holds (commas or semicolons), quotes understood.
export function cellsOf(text) {
  const first = text.split("\n", 1)[0];
  const mark = ["\t", ";", ","].find((one) => first.includes(one)) || "\t";
  const rows = [[""]];
  let quoted = false;
  for (let n = 0; n < text.length; n++) {
    const row = rows[rows.length - 1];
    const letter = text[n];
    if (quoted && letter === '"' && text[n + 1] === '"') row[row.length - 1] += text[n++];
    else if (letter === '"' && (quoted || row[row.length - 1] === "")) quoted = !quoted;
    else if (!quoted && letter === mark) row.push("");
    else if (!quoted && letter === "\n") rows.push([""]);
    else if (letter !== "\r") row[row.length - 1] += letter;
  }
  return rows.map((row) => row.map((cell) => cell.trim())).filter((row) => row.some((cell) => cell));
}

const same = (one, other) => one.trim().toLocaleLowerCase() === other.trim().toLocaleLowerCase();

// A pasted text as an input of this field takes it; null when it does not fit.
function valueOf({ kind, options }, text, language) {
  if (!text) return "";
  if (options) {
    const found = (kind === "choices" ? text.split(/[,;]/) : [text]).map((part) =>
      options.find(([key, label]) => same(label, part) || same(key, part))
    );
    return found.every((one) => one) ? found.map(([key]) => key).join(",") : null;
  }
  if (NUMBERS.includes(kind)) return readNumber(text.replace(/%\s*$/, ""), language) === null ? null : text;
  if (kind === "date") return dateOf(text);
  if (kind === "month") return /^\d{4}-\d\d$|^\d{1,2}\/\d{4}$/.test(text) ? monthOf(text) : null;
  if (kind === "time") return /^\d{1,2}[:.]\d\d$/.test(text) ? text.replace(".", ":").padStart(5, "0") : null;
  return text;
}

function dateOf(text) {
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) || [];
  const iso = year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : text;
  const date = /^\d{4}-\d\d-\d\d$/.test(iso) ? new Date(iso) : new Date(NaN);
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(iso) ? iso : null;
}

function monthOf(text) {
  const [, month, year] = /^(\d{1,2})\/(\d{4})$/.exec(text) || [];
  return year ? `${year}-${month.padStart(2, "0")}` : text;
}

// What a paste would add: { fields: [field per column or null], rows: [{field: value}], skipped: [heading],
// refused: [{ number, label, value }] }. Columns go by their headings when the first row is one, else by their order.
export function plan(text, fields, language) {
  const table = cellsOf(text);
  const taken = fields.filter(({ kind, formula }) => !formula && PASTED.includes(kind));
  const headings = (table[0] || []).map((cell) => taken.find(({ key, label }) => same(label, cell) || same(key, cell)));
  const headed = headings.some((field) => field);
  const columns = headed ? headings : taken;
  const skipped = headed ? table[0].filter((cell, at) => cell && !headings[at]) : [];
  const refused = [];
  const rows = table.slice(headed ? 1 : 0).map((cells, at) => {
    const row = {};
    cells.forEach((cell, column) => {
      const field = columns[column];
      const value = field ? valueOf(field, cell, language) : "";
      if (value === null) refused.push({ number: at + 1, label: field.label, value: cell });
      else if (value) row[field.key] = value;
    });
    return row;
  });
  return { fields: columns.filter((field) => field), rows: rows.filter((row) => Object.keys(row).length), skipped, refused };
}

export class Paste {
  // `add([{field: value}])` makes the rows.
  constructor(section, rows, texts, { language, add }) {
    Object.assign(this, { rows, texts, language, add });
    this.box = section.querySelector("[data-paste]");
    this.fields = JSON.parse(section.querySelector("[data-rows]").dataset.fields || "[]");
    this.text = this.box.querySelector("[data-paste-text]");
    this.told = this.box.querySelector("[data-paste-shown]");
    this.button = this.box.querySelector("[data-paste-add]");
    this.text.addEventListener("input", () => this.preview());
    this.button.addEventListener("click", () => this.take());
  }

  preview() {
    const found = plan(this.text.value, this.fields, this.language);
    this.found = { ...found, rows: found.rows.slice(0, this.rows.room) };
    const count = this.found.rows.length;
    this.button.hidden = !count;
    this.button.textContent = fill(this.texts.pasteadd, { count });
    const lines = [
      ...found.skipped.map((name) => fill(this.texts.pasteskip, { name })),
      ...found.refused.map((one) => fill(this.texts.pasterefused, one)),
    ];
    if (found.rows.length > count) lines.push(fill(this.texts.pastefull, { count }));
    this.told.replaceChildren();
    if (!this.text.value.trim()) return;
    if (!count) lines.push(this.texts.pastenone);
    if (count) this.told.append(this.table(this.found));
    if (lines.length) this.told.append(make("ul", { class: "score-paste-notes" }, ...lines.map((line) => make("li", {}, line))));
  }

  table({ fields, rows }) {
    const shown = ({ options }, value = "") => {
      const names = value.split(",").map((key) => ((options || []).find(([option]) => option === key) || [])[1] || key);
      return names.join(", ");
    };
    const head = make("tr", {}, ...fields.map(({ label }) => make("th", { scope: "col" }, label)));
    const body = rows
      .slice(0, SHOWN)
      .map((row) => make("tr", {}, ...fields.map((field) => make("td", {}, shown(field, row[field.key])))));
    if (rows.length > SHOWN) body.push(make("tr", {}, make("td", { colspan: fields.length }, fill(this.texts.found, { count: SHOWN, all: rows.length }))));
    const table = make("table", {}, make("thead", {}, head), make("tbody", {}, ...body));
    return make("div", { class: "score-paste-table", tabindex: "0", role: "group", "aria-label": this.texts.preview }, table);
  }

  take() {
    const { rows } = this.found;
    this.add(rows);
    this.text.value = "";
    this.preview();
    announce(this.told, fill(this.texts.pasted, { count: rows.length }));
    this.box.querySelector("summary").focus();
  }
}
