// Rows pasted from Excel: shown first, with what does not fit, then added.
import { announce, fill, hook, make } from "../common/dom.js";
import { dateOf, readNumber } from "./values.js";

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
  if (kind === "date") return dateOf(iso(text));
  if (kind === "month") return (dateOf(iso(`1/${text}`)) || dateOf(`${text}-01`) || "").slice(0, 7) || null;
  if (kind === "time") return /^\d{1,2}[:.]\d\d$/.test(text) ? text.replace(".", ":").padStart(5, 0) : null;
  return text;
}

// "24/11/2026" and the like as an input of dates has it.
const two = (digits) => digits.padStart(2, "0");
const iso = (text) =>
  text.replace(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/, (all, day, month, year) => `${year}-${two(month)}-${two(day)}`);

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

// `add([{field: value}])` makes the rows.
export function pasting(section, rows, texts, { language, add }) {
  const box = hook(section, "paste");
  const fields = JSON.parse(hook(section, "rows").dataset.fields || "[]");
  const [text, told, button] = ["text", "shown", "add"].map((name) => hook(box, `paste-${name}`));
  let taken = [];

  function table(columns) {
    const shown = ({ options }, value = "") => {
      const names = value.split(",").map((key) => ((options || []).find(([option]) => option === key) || [])[1] || key);
      return names.join(", ");
    };
    const head = make("tr", {}, ...columns.map(({ label }) => make("th", { scope: "col" }, label)));
    const body = taken
      .slice(0, SHOWN)
      .map((row) => make("tr", {}, ...columns.map((field) => make("td", {}, shown(field, row[field.key])))));
    const all = taken.length;
    const rest = fill(texts.found, { count: SHOWN, all });
    if (all > SHOWN) body.push(make("tr", {}, make("td", { colspan: columns.length }, rest)));
    const made = make("table", {}, make("thead", {}, head), make("tbody", {}, ...body));
    return make("div", { class: "score-paste-table", tabindex: "0", role: "group", "aria-label": texts.preview }, made);
  }

  function preview() {
    const found = plan(text.value, fields, language);
    taken = found.rows.slice(0, rows.room);
    const count = taken.length;
    button.hidden = !count;
    button.textContent = fill(texts.pasteadd, { count });
    told.replaceChildren();
    if (!text.value.trim()) return;
    const lines = [
      ...found.skipped.map((name) => fill(texts.pasteskip, { name })),
      ...found.refused.map((one) => fill(texts.pasterefused, one)),
    ];
    if (found.rows.length > count) lines.push(fill(texts.pastefull, { count }));
    if (count) told.append(table(found.fields));
    else lines.push(texts.pastenone);
    told.append(make("ul", { class: "score-paste-notes" }, ...lines.map((line) => make("li", {}, line))));
  }

  text.addEventListener("input", preview);
  button.addEventListener("click", () => {
    const { length: count } = taken;
    add(taken);
    text.value = "";
    preview();
    announce(told, fill(texts.pasted, { count }));
    box.querySelector("summary").focus();
  });
}
