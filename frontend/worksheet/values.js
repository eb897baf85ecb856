// Numbers, dates and months as people type, records keep and readers see them: as score_core/values.py has it.
// `language` is { decimal, group, months, yes, no, … }. Dates are "2026-11-24", months the date of their first day.

const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;
const FARTHEST = 110000; // days
const DAY = 864e5;

// The shortest decimal text of a number, without sign and exponent.
function plain(number) {
  const [digits, exponent] = String(Math.abs(number)).split("e");
  if (!exponent) return digits;
  const [whole, fraction = ""] = digits.split(".");
  const all = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `0.${"0".repeat(-point)}${all}`;
  return all.length <= point ? all.padEnd(point, "0") : `${all.slice(0, point)}.${all.slice(point)}`;
}

const signed = (number, text) => (number < 0 && /[1-9]/.test(text) ? `-${text}` : text);

export const numberText = (number) => signed(number, plain(number));

// With exactly so many decimals, half away from zero on the shortest decimal text; without sign.
function quantized(number, decimals) {
  const [whole, fraction = ""] = plain(number).split(".");
  let digits = whole + fraction.slice(0, decimals).padEnd(decimals, "0");
  if (fraction[decimals] >= "5") digits = String(BigInt(digits) + 1n).padStart(digits.length, "0");
  const point = digits.length - decimals;
  return decimals ? `${digits.slice(0, point)}.${digits.slice(point)}` : digits;
}

export const rounded = (number, decimals) => Number(signed(number, quantized(number, decimals)));

// `decimals` fixes their number; `most` rounds and drops zeros at the end; with neither all digits show.
export function showNumber(number, language, decimals, most) {
  const rest = most == null ? number : rounded(number, most);
  const text = decimals == null ? plain(rest) : quantized(number, decimals);
  const [whole, fraction] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language.group);
  return signed(number, text).slice(0, -text.length) + grouped + (fraction ? language.decimal + fraction : "");
}

// A number as typed in a language; null when it is none.
export function readNumber(typed, { group, decimal }) {
  const text = typed.trim().replace("\u2212", "-");
  const [g, d] = [`\\${group}`, `\\${decimal}`];
  if (/\d/.test(text) && new RegExp(`^[+-]?([1-9]\\d{0,2}(${g}\\d{3})+|\\d+)?(${d}\\d+)?$`).test(text)) {
    return Number(text.split(group).join("").replace(decimal, "."));
  }
  return new RegExp(`^[+-]?\\d+${g}\\d+$`).test(text) ? Number(text.replace(group, ".")) : null;
}

// The number of a canonical text, null for anything else.
export function numberOf(text) {
  const number = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  return Number.isFinite(number) ? number : null;
}

const dayOf = (iso) => Date.parse(iso) / DAY;

function isoOf(day) {
  const date = new Date(day * DAY);
  return Number.isNaN(date.valueOf()) ? null : date.toISOString().slice(0, 10);
}

// A date itself, null when there is none such.
export const dateOf = (text) => (/^\d{4}-\d\d-\d\d$/.test(text) && isoOf(dayOf(text)) === text ? text : null);

const parts = (iso) => iso.split("-").map(Number);

export const days = (from, to) => dayOf(to) - dayOf(from);

export function months(from, to) {
  const [[year, month], [lastYear, lastMonth]] = [parts(from), parts(to)];
  return (lastYear - year) * 12 + lastMonth - month;
}

const allowed = (iso) => (iso && iso.slice(0, 4) >= FIRST_YEAR && iso.slice(0, 4) <= LAST_YEAR ? iso : null);

export const addDays = (iso, count) =>
  Math.abs(count) > FARTHEST || !allowed(iso) ? null : allowed(isoOf(dayOf(iso) + Math.trunc(count)));

// The same day some months later, or the last day of that month when it has none of that number.
export function addMonths(iso, count) {
  const [year, month, day] = parts(iso);
  if (Math.abs(count) > FARTHEST || !allowed(iso)) return null;
  const end = new Date(Date.UTC(year, month + Math.trunc(count), 0));
  end.setUTCDate(Math.min(day, end.getUTCDate()));
  return allowed(isoOf(end / DAY));
}

export function showDate(iso, language) {
  const [year, month, day] = parts(iso);
  return `${day} ${language.months[month - 1]} ${year}`;
}

export const showMonth = (iso, language) => `${language.months[parts(iso)[1] - 1]} ${iso.slice(0, 4)}`;
