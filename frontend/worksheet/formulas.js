// Formulas and conditions, worked out as the server does: `program` is what score_core/programs.py gives, `cells` a map of
// canonical values by address. A value that is missing is null, "not yet".
import * as values from "./values.js";

const NUMBERS = ["number", "money", "percent"];
const DECIMALS = { number: 2, percent: 1, money: 2 };

const least = (list) => list.reduce((one, other) => (other < one ? other : one));
const greatest = (list) => list.reduce((one, other) => (other > one ? other : one));
const finite = (number) => (Number.isFinite(number) ? number : null);

function total(list) {
  let sum = 0;
  for (const value of list) sum += value;
  return finite(sum);
}

function mean(list) {
  const sum = total(list);
  return sum === null ? null : sum / list.length;
}

function median(list) {
  const sorted = [...list].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : mean(sorted.slice(middle - 1, middle + 1));
}

const AGGREGATES = {
  sum: total,
  mean,
  median,
  min: least,
  max: greatest,
  first: (list) => list[0],
  last: (list) => list[list.length - 1],
};

const compare = (x, y) => ({ "==": x === y, "!=": x !== y, "<": x < y, "<=": x <= y, ">": x > y, ">=": x >= y });

const minutes = (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

// Functions that give nothing as soon as one of their parts is missing.
const STRICT = {
  neg: (x) => -x,
  not: (x) => !x,
  abs: Math.abs,
  round: (x, decimals = 0) => values.rounded(x, Math.min(Math.max(Math.trunc(decimals), 0), 10)),
  least: (...list) => least(list),
  greatest: (...list) => greatest(list),
  days: values.days,
  months: values.months,
  minutes: (from, to) => minutes(to) - minutes(from),
  add_days: values.addDays,
  add_months: values.addMonths,
  has: (chosen, key) => chosen.includes(key),
  score: (key, scores) => scores[key],
  band(value, ...rest) {
    for (let n = 0; n + 1 < rest.length; n += 2) if (value <= rest[n + 1]) return rest[n];
    return rest[rest.length - 1];
  },
};

function math(first, rest) {
  let result = first;
  for (let n = 0; n < rest.length; n += 2) {
    const other = rest[n + 1];
    if (rest[n] === "+") result += other;
    else if (rest[n] === "-") result -= other;
    else if (rest[n] === "*") result *= other;
    else if (other === 0) return null;
    else result /= other;
  }
  return finite(result);
}

const ofOneRow = (tree) => Array.isArray(tree) && (tree[0] === "this" || tree.some(ofOneRow));

class Frame {
  constructor(today, rows) {
    this.today = today;
    this.rows = rows; // section -> [values by field]
    this.each = new Map(); // what an aggregate gives that is the same for every row
  }

  value(tree, own) {
    this.own = own;
    return this.work(tree, own);
  }

  work(tree, row) {
    if (!Array.isArray(tree)) return tree;
    const [name, ...parts] = tree;
    const part = (n) => this.work(parts[n], row);
    switch (name) {
      case "name":
        return row[parts[0]] ?? null;
      case "this":
        return this.own[parts[0]] ?? null;
      case "of":
        return (this.rows[parts[0]] || [])[0]?.[parts[1]] ?? null;
      case "today":
        return this.today;
      case "each":
        return this.aggregate(tree, parts);
      case "and":
      case "or":
        return this.logic(parts, row, name === "or");
      case "if": {
        const decided = part(0);
        return decided === null ? null : part(decided ? 1 : 2);
      }
      case "default":
        return part(0) ?? part(1);
      case "measured":
        return part(0) !== null;
    }
    const found = [];
    for (const each of parts) {
      const value = this.work(each, row);
      if (value === null) return null;
      found.push(value);
    }
    if (name === "math") return math(found[0], found.slice(1));
    return (STRICT[name] ? STRICT[name](...found) : compare(...found)[name]) ?? null;
  }

  logic(parts, row, deciding) {
    let missing = false;
    for (const part of parts) {
      const value = this.work(part, row);
      if (value === deciding) return deciding;
      if (value === null) missing = true;
    }
    return missing ? null : !deciding;
  }

  aggregate(tree, [name, section, value, where]) {
    if (this.each.has(tree)) return this.each.get(tree);
    let rows = this.rows[section] || [];
    if (where !== null) rows = rows.filter((row) => this.work(where, row));
    let result;
    if (name === "count") result = rows.length;
    else {
      const found = rows.map((row) => this.work(value, row)).filter((one) => one !== null);
      if (name === "distinct") result = new Set(found.map(String)).size;
      else result = found.length ? AGGREGATES[name](found) : null;
    }
    if (!ofOneRow(tree)) this.each.set(tree, result);
    return result;
  }
}

// A canonical value as formulas use it.
function computable(kind, text) {
  if (!text) return null;
  if (NUMBERS.includes(kind) || kind === "scale") return values.numberOf(text);
  if (kind === "date") return values.dateOf(text);
  if (kind === "month") return values.dateOf(`${text}-01`);
  if (kind === "time") return /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? text : null;
  return kind === "choices" ? text.split(",") : text;
}

const position = (cells) => values.numberOf(cells["#at"] || "") ?? Infinity;

// The rows of a section in their order, without deleted ones: [id, canonical values by field].
export function rowsOf({ kind, items }, byRow) {
  if (items) return items.map(([key]) => [key, byRow[key] || {}]);
  if (kind !== "rows") return [["", byRow[""] || {}]];
  const living = Object.entries(byRow).filter(([id, cells]) => id && !cells["#gone"]);
  return living.sort(([id, one], [key, other]) => position(one) - position(other) || (id < key ? -1 : 1));
}

export function bySection(cells) {
  const found = {};
  for (const [cell, value] of cells) {
    const [section, row, field] = cell.split("/");
    if (value) (((found[section] ||= {})[row] ||= {})[field] = value);
  }
  return found;
}

function rowValues({ fields, items }, id, cells) {
  const found = {};
  for (const field of Object.keys(fields)) found[field] = computable(fields[field], cells[field]);
  if (items) {
    found.item = id;
    found.group = items.find(([key]) => key === id)[1] || null;
  }
  return found;
}

function canonical(value, as) {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return values.numberText(value);
  if (Array.isArray(value)) return [...value].sort().join(",");
  return as === "month" ? value.slice(0, 7) : value;
}

function show(value, { as, decimals, unit, options }, language, people) {
  const text = canonical(value, as);
  if (as === "date") return values.showDate(text, language);
  if (as === "month") return values.showMonth(text, language);
  if (as === "yes_no") return language[text] || text;
  if (as === "choice") return (options || {})[text] ?? text;
  if (typeof value !== "number") return /^user:[1-9]\d{0,17}$/.test(text) ? (people[text] ?? language.somebody) : text;
  const number = values.showNumber(value, language, decimals, DECIMALS[as]);
  if (as === "percent") return `${number}%`;
  if (!unit) return number;
  return as === "money" ? `${unit} ${number}` : `${number} ${unit}`;
}

// { shown: { address: text }, canonical: { address: text }, hidden: Set of sections and addresses }
export function run(program, cells, people = {}) {
  const { sections, formulas, conditions, language } = program;
  const stored = bySection(cells);
  const rows = {};
  const known = {};
  for (const [key, section] of Object.entries(sections)) {
    rows[key] = rowsOf(section, stored[key] || {}).map(([id, own]) => {
      const counts = section.kind !== "rows" || Object.keys(section.fields).some((field) => own[field]);
      return { id, counts, values: rowValues(section, id, own) };
    });
    known[key] = rows[key].filter((row) => row.counts).map((row) => row.values);
  }
  const frame = new Frame(program.today, { ...program.others, ...known });
  const result = { shown: {}, canonical: {}, hidden: new Set() };
  for (const [section, field, tree, as] of formulas) {
    for (const row of rows[section]) {
      const value = row.counts ? frame.value(tree, row.values) : null;
      const address = `${section}/${row.id}/${field}`;
      row.values[field] = value;
      result.canonical[address] = value === null ? "" : canonical(value, as.as);
      result.shown[address] = value === null ? "" : show(value, as, language, people);
    }
  }
  for (const [section, field, tree] of conditions) {
    if (!field) {
      if (frame.value(tree, {}) !== true) result.hidden.add(section);
      continue;
    }
    for (const row of rows[section]) {
      if (frame.value(tree, row.values) !== true) result.hidden.add(`${section}/${row.id}/${field}`);
    }
  }
  return result;
}
