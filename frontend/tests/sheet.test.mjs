// What people do with a sheet besides typing, in jsdom: rows and their tools, photos, pins, live formulas, reviews.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { JSDOM } from "jsdom";
import { Attachments } from "../worksheet/attachments.js";
import start from "../worksheet/index.js";
import { cellsOf, plan } from "../worksheet/paste.js";

const TEXTS = new Proxy({ found: "{count} of {all}", removed: "Row {number} is removed.", moved: "Row {number} now.",
  photo: "Photo {number}", caption: "Caption {number}", detach: "Remove {name}", many: "At most {maximum}",
  pinned: "{x} / {y}", pasteadd: "Add {count}", pastefull: "Only {count} fit", pasterefused: "{number} {label} {value}",
  pasteskip: "Skip {name}", pasted: "{count} added", comments: "Comments: {count}", failed: "No: {reason}",
  bringone: "{title}: {filled}", bringover: "{label}: {mine} for {theirs}", notyet: "not yet", filled: "{filled}/{wanted}",
  refused: "Not saved: {reason}" }, { get: (texts, name) => texts[name] ?? name });

const LANGUAGE = { decimal: ".", group: ",", months: ["Jan"], yes: "Yes", no: "No", somebody: "?" };
const FIELDS = [
  { key: "what", kind: "text", label: "What" },
  { key: "type", kind: "choice", label: "Kind", options: [["waste", "Waste"], ["risk", "Risk"]] },
  { key: "cost", kind: "money", label: "Cost" },
  { key: "day", kind: "date", label: "Day" },
  { key: "double", kind: "number", label: "Double", formula: true },
];
const PROGRAM = {
  today: "2026-11-24", language: LANGUAGE, others: {},
  sections: {
    map: { kind: "single", fields: { size: "number", union: "text", plan: "photo" } },
    rows: { kind: "rows", fields: { what: "text", type: "choice", cost: "money", day: "date", spot: "pin" } },
  },
  formulas: [["rows", "double", ["math", 2, "*", ["name", "cost"]], { as: "number", decimals: null }]],
  conditions: [["map", "union", [">=", ["name", "size"], 50]], ["rows", "day", ["==", ["name", "type"], "risk"]]],
};
const attribute = (value) => JSON.stringify(value).replace(/"/g, "&quot;");

const cell = (address, kind, control, value = "", more = "") =>
  `<div class="score-field" data-cell="${address}" data-kind="${kind}" data-value="${value}" ${more}>
    <span class="score-label">L</span>${control}<p data-error hidden></p></div>`;
const text = (value = "") => `<input type="text" data-input value="${value}">`;
const photo = (value, maximum) => `<fieldset data-group><ul data-attached></ul><label><input type="file" data-file></label>
  <input type="hidden" data-input value="${value}" data-maximum="${maximum}"></fieldset>`;
const pin = (value = "") => `<div data-pin="map//plan"><img data-pin-image hidden><button type="button" data-pin-mark></button></div>
  <p data-pin-none></p><div data-axes><input data-pin-x><input data-pin-y><button type="button" data-unpin></button></div>
  <input type="hidden" data-input value="${value}">`;
const row = (id, at, [what, type, cost] = []) => `<div class="score-row" role="group" data-row="${id}" data-at="${at}">
  <span data-number></span>${cell(`rows/${id}/what`, "text", text(what), what)}
  ${cell(`rows/${id}/type`, "choice", `<select data-input><option value=""></option><option value="waste"${type === "waste" ? " selected" : ""}>Waste</option>
    <option value="risk"${type === "risk" ? " selected" : ""}>Risk</option></select>`, type)}
  ${cell(`rows/${id}/cost`, "money", text(cost), cost)}
  ${cell(`rows/${id}/day`, "date", text(), "", `data-when="rows/${id}/day" hidden`)}
  ${cell(`rows/${id}/spot`, "pin", pin())}
  <output data-shown="rows/${id}/double"></output>
  <div><button type="button" data-menu aria-expanded="false"></button></div></div>`;
const TOOLS = ["up", "down", "copy", "row-history", "promote", "remove"].map((name) => `<button type="button" data-${name}></button>`).join("");

const sheet = (rows = "", { head = "", root = "", maximum = 20 } = {}) => `
  <div class="score-worksheet" data-storage="7/plan" data-revision="3" data-program="${attribute(PROGRAM)}" ${root}>
    <header class="score-head"><details data-missing hidden><summary></summary><ul></ul></details>
      <div data-review-box>${head}</div><div data-fillings></div><div data-bring hidden></div></header>
    <section data-section="map"><h4>Map</h4>${cell("map//size", "number", text())}
      ${cell("map//union", "text", text(), "", 'data-when="map//union" hidden')}
      ${cell("map//plan", "photo", photo("", 2))}</section>
    <section data-section="rows"><h4>Rows</h4>
      <div data-finder hidden><input data-search><select data-filter><option value=""></option><option value="type=waste"></option><option value="type=risk"></option></select>
        <select data-sort><option value=""></option>${["what", "cost", "double"].map((key) => `<option value="${key}"></option>`).join("")}</select><span data-found></span></div>
      <div data-rows="rows" data-title="Rows" data-start="0" data-maximum="${maximum}" data-fields="${attribute(FIELDS)}">${rows}</div>
      <template data-blank="rows">${row("__row__", "0")}</template><template data-tools>${TOOLS}</template>
      <p data-undo hidden><span data-undo-text></span><button type="button" data-undo-button></button></p>
      <button type="button" data-add></button>
      <details data-paste><summary></summary><textarea data-paste-text></textarea><div data-paste-shown></div>
        <button type="button" data-paste-add hidden></button></details>
      <details data-removed><ul><li data-gone-row="g1" data-at="1.5"
        data-cells="${attribute({ what: ["Gone", "Gone"] })}"><button type="button" data-restore></button></li></ul></details></section>
    <details data-history><summary></summary><p data-history-about hidden></p><ul data-history-list></ul><button data-history-more hidden></button></details>
    <footer data-state=""><span data-state-text></span><button type="button" data-retry hidden></button></footer><p data-live></p></div>`;

const DATA = { save: "/save", publish: "/publish", step: "/step", review: "/review", history: "/history", charts: "", caption: "/caption",
  promote: "/promote", fillings: "", choose: "/choose", compare: "/compare", join: "/join", bring: "/bring", org: "SCORE",
  attachment: "/score/photo/ID/", user: 7, record: 5, texts: TEXTS };

let window, asked, answer;

const applies = ({ edits = [] }) => {
  const cells = Object.fromEntries(edits.map((edit) => [edit.cell, edit.value]));
  return { applied: edits.map((e) => e.id), conflicts: [], refused: [], cells, typed: cells, shown: {}, revision: 4, record: 5,
    filled: 1, wanted: 2, done: false, missing: [], hidden: [] };
};

function open(html, data = {}) {
  document.body.innerHTML = html;
  start({ element: document.body, data: { ...DATA, ...data } });
}
const $ = (selector) => document.querySelector(selector);
const $$ = (selector) => Array.from(document.querySelectorAll(selector));
const ids = () => $$("[data-rows] > [data-row]").filter((one) => !one.hidden).map((one) => one.dataset.row);
const of = (url) => asked.filter(([at]) => at.startsWith(url)).map(([, body]) => body);
const edits = () => of("/save").flatMap((body) => body.edits).map(({ cell: at, base, value }) => [at, base, value]);
const said = () => $("[data-live]").textContent;
const event = (name, more = {}) => Object.assign(new window.Event(name, { bubbles: true }), more);

function type(input, value) {
  input.value = value;
  input.dispatchEvent(event("input"));
  input.dispatchEvent(event("change"));
}
async function pass(ms = 800) {
  mock.timers.tick(ms);
  for (let n = 0; n < 30; n++) await Promise.resolve();
}

beforeEach(() => {
  ({ window } = new JSDOM("<!doctype html>", { url: "https://lms.example/" }));
  Object.assign(globalThis, { window, document: window.document, CustomEvent: window.CustomEvent, Option: window.Option });
  window.Element.prototype.scrollIntoView = () => {};
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  asked = [];
  answer = (url, body) => applies(body);
  globalThis.fetch = async (url, { body }) => {
    const sent = JSON.parse(body || "{}");
    asked.push([url, sent]);
    const told = answer(url, sent);
    if (told instanceof Error) throw told;
    const ok = !told.error;
    return { ok, status: ok ? 200 : 403, redirected: false, text: async () => JSON.stringify(told) };
  };
});
afterEach(() => {
  mock.timers.reset();
  for (const name of ["window", "document", "CustomEvent", "Option"]) delete globalThis[name];
});

const THREE = row("a", "1", ["Hose", "waste", "1000"]) + row("b", "2", ["Tap", "risk", "500"]) + row("c", "3", ["Lamp", "waste", "2000"]);
const SIX = THREE + row("d", "4", ["Fan", "risk", ""]) + row("e", "5", ["Belt", "", "70"]) + row("f", "6", ["Oil", "risk", "9"]);

test("formulas and conditions follow what is typed, before anything is saved", async () => {
  open(sheet(THREE));
  type($('[data-cell="map//size"] input'), "60");
  type($('[data-cell="rows/a/type"] select'), "risk");
  type($('[data-cell="rows/a/cost"] input'), "1,250.5");
  await pass(200);
  assert.deepEqual(of("/save"), []);
  assert.equal($('[data-cell="map//union"]').hidden, false);
  assert.equal($('[data-cell="rows/a/day"]').hidden, false);
  assert.equal($('[data-shown="rows/a/double"]').textContent, "2,501");
  type($('[data-cell="rows/a/cost"] input'), "not a number");
  await pass(200);
  assert.equal($('[data-shown="rows/a/double"]').textContent, "not yet");
});

test("what the server works out replaces what the page did, but for rows that it does not know", async () => {
  open(sheet(THREE));
  $("[data-add]").click();
  await pass(200);
  const [, , , fresh] = ids();
  assert.equal($(`[data-cell="rows/${fresh}/day"]`).hidden, true);
  answer = (url, body) => ({ ...applies(body), shown: { "rows/a/double": "7" }, hidden: ["map//union"] });
  type($('[data-cell="map//size"] input'), "60");
  await pass(1000);
  assert.equal($('[data-shown="rows/a/double"]').textContent, "7");
  assert.equal($('[data-cell="map//union"]').hidden, true);
  assert.equal($(`[data-cell="rows/${fresh}/day"]`).hidden, true);
});

test("a row moves between two others, by button and by keyboard, and nothing else is touched", async () => {
  open(sheet(THREE));
  $('[data-row="c"] [data-menu]').click();
  $('[data-row="c"] [data-up]').click();
  assert.deepEqual(ids(), ["a", "c", "b"]);
  assert.equal(said(), "Row 2 now.");
  assert.deepEqual($$("[data-rows] > [data-row] [data-number]").map((one) => one.textContent).filter(Boolean), ["1", "2", "3"]);
  $('[data-row="a"] [data-input]').dispatchEvent(event("keydown", { key: "ArrowDown", altKey: true }));
  assert.deepEqual(ids(), ["c", "a", "b"]);
  await pass();
  assert.deepEqual(edits(), [["rows/c/#at", "3", "1.5"], ["rows/a/#at", "1", "1.75"]]);
});

test("the first row can't go up; a sorted view moves nothing", async () => {
  open(sheet(SIX));
  const up = (id) => $(`[data-row="${id}"] [data-input]`).dispatchEvent(event("keydown", { key: "ArrowUp", altKey: true }));
  up("a");
  $("[data-sort]").value = "cost";
  $("[data-sort]").dispatchEvent(event("change"));
  up("c");
  await pass();
  assert.deepEqual(edits(), []);
});

test("a copy stands below its row with all but its photos", async () => {
  open(sheet(THREE));
  $('[data-row="a"] [data-menu]').click();
  $('[data-row="a"] [data-copy]').click();
  const [, copy] = ids();
  assert.deepEqual([ids().length, $(`[data-row="${copy}"]`).dataset.at], [4, "1.5"]);
  await pass();
  assert.deepEqual(edits().filter(([at]) => at.includes(copy)).map(([at, , value]) => [at.split("/")[2], value]),
    [["#at", "1.5"], ["what", "Hose"], ["type", "waste"], ["cost", "1000"]]);
});

test("undo stands where the row was, for each row that was removed", async () => {
  open(sheet(THREE));
  for (const id of ["a", "b"]) {
    $(`[data-row="${id}"] [data-menu]`).click();
    $(`[data-row="${id}"] [data-remove]`).click();
  }
  assert.deepEqual(ids(), ["c"]);
  assert.equal($("[data-undo]").previousElementSibling.dataset.row, "b");
  $("[data-undo-button]").click();
  assert.deepEqual(ids(), ["b", "c"]);
  assert.equal($("[data-undo]").hidden, false);
  $("[data-undo-button]").click();
  assert.deepEqual([ids(), $("[data-undo]").hidden], [["a", "b", "c"], true]);
});

test("a row that was removed before comes back where it stood", async () => {
  open(sheet(THREE));
  $("[data-restore]").click();
  assert.deepEqual(ids(), ["a", "g1", "b", "c"]);
  assert.equal($('[data-cell="rows/g1/what"] input').value, "Gone");
  await pass();
  assert.deepEqual(edits(), [["rows/g1/#gone", "1", ""]]);
});

test("the menu of a row opens, closes by Escape, and gives the focus back", () => {
  open(sheet(THREE));
  const menu = $('[data-row="b"] [data-menu]');
  menu.click();
  assert.equal(menu.getAttribute("aria-expanded"), "true");
  $("[data-opened] button").dispatchEvent(event("keydown", { key: "Escape" }));
  assert.equal(menu.getAttribute("aria-expanded"), "false");
  assert.equal(document.activeElement, menu);
});

test("few rows have no tools to find them; six have", () => {
  open(sheet(THREE));
  assert.equal($("[data-finder]").hidden, true);
  open(sheet(SIX));
  assert.equal($("[data-finder]").hidden, false);
});

test("search, filter and sort change the view alone", async () => {
  open(sheet(SIX));
  const shown = () => $$("[data-rows] > [data-row]:not(.score-hidden)").map((one) => one.dataset.row);
  type($("[data-search]"), "RISK");
  assert.deepEqual([shown(), $("[data-found]").textContent], [["b", "d", "f"], "3 of 6"]);
  type($("[data-search]"), "");
  type($("[data-filter]"), "type=waste");
  assert.deepEqual(shown(), ["a", "c"]);
  type($("[data-filter]"), "");
  type($("[data-sort]"), "cost");
  assert.deepEqual(shown(), ["f", "e", "b", "a", "c", "d"]);
  type($("[data-sort]"), "double");
  await pass(200);
  type($("[data-sort]"), "what");
  assert.deepEqual(shown(), ["e", "d", "a", "c", "f", "b"]);
  type($("[data-sort]"), "");
  assert.deepEqual(shown(), ["a", "b", "c", "d", "e", "f"]);
  await pass();
  assert.deepEqual(edits(), []);
});

test("cells of a spreadsheet: tabs, quotes with lines in them, commas, semicolons", () => {
  assert.deepEqual(cellsOf('a\t"two\nlines"\t"say ""hi"""\r\nb\t\tc\n'), [["a", "two\nlines", 'say "hi"'], ["b", "", "c"]]);
  assert.deepEqual(cellsOf("a;b,c\n1;2"), [["a", "b,c"], ["1", "2"]]);
  assert.deepEqual(cellsOf('a,"b,c"'), [["a", "b,c"]]);
  assert.deepEqual(cellsOf("\n \n"), []);
});

test("columns go by their headings, else by their order; what does not fit is named", () => {
  const found = plan("cost\tKIND\tColour\tWhat\n1,000\trisk\tred\tHose\nmuch\tthing\t\tTap", FIELDS, LANGUAGE);
  assert.deepEqual(found.rows, [{ cost: "1,000", type: "risk", what: "Hose" }, { what: "Tap" }]);
  assert.deepEqual(found.skipped, ["Colour"]);
  assert.deepEqual(found.refused.map(({ number, label, value }) => [number, label, value]), [[2, "Cost", "much"], [2, "Kind", "thing"]]);
  const plain = plan("Hose\tWaste\t5\t3/11/2026\nTap\trisk\t6\t31/2/2026", FIELDS, LANGUAGE);
  assert.deepEqual(plain.rows[0], { what: "Hose", type: "waste", cost: "5", day: "2026-11-03" });
  assert.deepEqual(plain.refused.map((one) => one.value), ["31/2/2026"]);
});

test("pasted rows are shown first, then added, as many as fit", async () => {
  open(sheet(THREE, { maximum: 5 }));
  type($("[data-paste-text]"), "Belt\trisk\t70\nOil\twaste\t9\nFan\twaste\t1\nOdd\tnone\t1");
  assert.deepEqual($$("[data-paste-shown] td").slice(0, 3).map((one) => one.textContent), ["Belt", "Risk", "70"]);
  assert.deepEqual($$("[data-paste-shown] li").map((one) => one.textContent), ["4 Kind none", "Only 2 fit"]);
  assert.equal($("[data-paste-add]").textContent, "Add 2");
  await pass();
  assert.deepEqual(edits(), []);
  $("[data-paste-add]").click();
  assert.equal(ids().length, 5);
  await pass();
  const [belt] = ids().slice(3);
  assert.deepEqual(edits().filter(([at]) => at.includes(belt)).map(([at, , value]) => [at.split("/")[2], value]),
    [["#at", "4"], ["what", "Belt"], ["type", "risk"], ["cost", "70"]]);
  assert.equal($("[data-paste-shown]").textContent, "2 added");
});

test("pasted text is never markup", () => {
  open(sheet(THREE));
  type($("[data-paste-text]"), "<img src=x onerror=alert(1)>\t<b>x</b>");
  assert.equal($("[data-paste-shown] img, [data-paste-shown] b"), null);
});

test("a pin is set by a tap, moved by arrow keys, typed, removed", async () => {
  open(sheet(THREE, { root: `data-attachments="${attribute({ p1: { url: "/p1.jpg", caption: "", name: "" } })}" data-unseen="${attribute({ "map//plan": "p1" })}"` })
    .replace('data-kind="photo" data-value=""', 'data-kind="photo" data-value="p1"'));
  const field = $('[data-cell="rows/a/spot"]');
  const image = field.querySelector("img");
  assert.equal(image.getAttribute("src"), "/p1.jpg");
  image.getBoundingClientRect = () => ({ left: 100, top: 50, width: 200, height: 100 });
  image.dispatchEvent(event("click", { clientX: 150, clientY: 80 }));
  assert.equal(field.querySelector("[data-input]").value, "25.0,30.0");
  assert.equal(said(), "25.0 / 30.0");
  const mark = field.querySelector("[data-pin-mark]");
  assert.equal(document.activeElement, mark);
  mark.dispatchEvent(event("keydown", { key: "ArrowRight" }));
  mark.dispatchEvent(event("keydown", { key: "ArrowUp", shiftKey: true }));
  assert.equal(field.querySelector("[data-input]").value, "25.5,25.0");
  type(field.querySelector("[data-pin-y]"), "140");
  assert.deepEqual([field.querySelector("[data-input]").value, mark.style.top], ["25.5,100.0", "100%"]);
  await pass();
  field.querySelector("[data-unpin]").click();
  await pass();
  assert.deepEqual(edits(), [["rows/a/spot", "", "25.5,100.0"], ["rows/a/spot", "25.5,100.0", ""]]);
  assert.equal(mark.hidden, true);
});

function attachments(value, maximum, calls) {
  document.body.innerHTML = `<div>${cell("map//plan", "photo", photo(value, maximum), value)}</div>`;
  const known = { p1: { url: "/p1.jpg", caption: "Hall", name: "a.jpg" } };
  document.body.firstElementChild.dataset.attachments = JSON.stringify(known);
  globalThis.URL.createObjectURL = () => "blob:1";
  const photos = { add: (one) => calls.push(one), caption: (id, told) => calls.push([id, told]) && id !== "p1" };
  const typed = (wrapper) => calls.push(wrapper.querySelector("[data-input]").value);
  const made = new Attachments(document.body.firstElementChild, DATA, { typed, photos });
  made.added(document.body);
  return made;
}

test("photos show with their captions; new ones are sent, as many as fit; some are taken away", async () => {
  const calls = [];
  const made = attachments("p1", 2, calls);
  const item = () => $$("[data-attachment]");
  assert.deepEqual([$("img").getAttribute("src"), $("img").alt, $("[data-caption]").value], ["/p1.jpg", "Hall", "Hall"]);
  const picker = $("[data-file]");
  const file = { name: "b.jpg" };
  Object.defineProperty(picker, "files", { value: [file, { name: "c.jpg" }] });
  picker.dispatchEvent(event("change"));
  const [value, sent] = calls;
  assert.deepEqual([value, sent.cell, sent.file], [`p1,${sent.id}`, "map//plan", file]);
  assert.equal(calls.length, 2);
  assert.equal($("[data-error]").textContent, "At most 2");
  assert.deepEqual([item()[1].querySelector("img").src, picker.closest("label").hidden], ["blob:1", true]);
  assert.match(item()[1].textContent, /waiting/);
  made.stored(sent.id, { url: "/new.jpg" });
  assert.doesNotMatch(item()[1].textContent, /waiting/);
  assert.equal(item()[1].querySelector("a").getAttribute("href"), "/new.jpg");
  made.failed(sent.id, "Too large");
  assert.deepEqual([item().length, $("[data-error]").textContent], [1, "Too large"]);
  item()[0].querySelector("[data-detach]").click();
  assert.deepEqual([item().length, calls.pop()], [0, ""]);
});

test("a caption of a stored photo is saved, and put back when it is refused", async () => {
  attachments("p1", 2, []);
  const caption = $("[data-caption]");
  answer = () => ({ caption: "The hall" });
  caption.value = "The hall";
  caption.dispatchEvent(event("change"));
  await pass();
  assert.deepEqual(of("/caption"), [{ id: "p1", base: "Hall", caption: "The hall" }]);
  answer = () => ({ error: "It has changed." });
  caption.value = "x";
  caption.dispatchEvent(event("change"));
  await pass();
  assert.equal($("[data-error]").textContent, "No: It has changed.");
});

test("comments stand at their cells and rows, what changed is marked", () => {
  const told = { comments: [{ target: "map//size", text: "Count <b>again</b>", by: "Tina", about: "Map: People" },
    { target: "rows/b", text: "Who does it?", by: "Tina", about: "Rows" }, { target: "map", text: "Photo?", by: "Tina", about: "Map" },
    { target: "", text: "Good", by: "Tina", about: "" }], changed: ["rows/a/what"] };
  open(sheet(THREE, { head: `<div data-review="${attribute(told)}"><button type="button" data-about="map//size"></button><button type="button" data-step="submit"></button><p data-review-error hidden></p></div>` }));
  assert.match($('[data-cell="map//size"] .score-comment').textContent, /Count <b>again<\/b>/);
  assert.match($('[data-row="b"]').textContent, /Who does it\?/);
  assert.equal($('[data-section="map"] > h4').nextElementSibling.querySelector("p").textContent, "Photo?");
  assert.equal($('[data-cell="rows/a/what"] [data-since]').textContent, "changed");
  assert.equal($$("[data-since]").length, 1);
  $$("[data-about]")[0].click();
  assert.equal(document.activeElement, $('[data-cell="map//size"] input'));
});

const SUBMIT = `<div data-review="${attribute({ comments: [], changed: [] })}">
  <button type="button" data-step="submit"></button><p data-review-error hidden></p></div>`;

test("submitting waits until all is saved, names what the person sees, and says why it was refused", async () => {
  open(sheet(THREE, { head: SUBMIT }));
  let reloads = 0;
  $(".score-worksheet").addEventListener("score-reload", (one) => { reloads += 1; one.stopImmediatePropagation(); }, true);
  answer = () => new TypeError("offline");
  type($('[data-cell="map//size"] input'), "60");
  $("[data-step]").click();
  for (let n = 0; n < 20; n++) await pass(250);
  assert.deepEqual([$("[data-review-error]").textContent, of("/step")], ["No: unsent", []]);
  answer = (url, body) => (url === "/step" ? { error: "changed" } : applies(body));
  $("[data-step]").click();
  for (let n = 0; n < 20; n++) await pass(250);
  assert.deepEqual([$("[data-review-error]").textContent, $("[data-step]").disabled, reloads], ["No: changed", false, 0]);
  answer = () => ({ state: "submitted", round: 1 });
  $("[data-step]").click();
  await pass();
  assert.deepEqual(of("/step").pop(), { step: "submit", revision: 4 });
  assert.equal(reloads, 1);
});

test("after the first save the review's panel comes", async () => {
  answer = (url, body) => (url === "/review" ? { html: SUBMIT } : applies(body));
  open(sheet(THREE), { record: null });
  type($('[data-cell="map//size"] input'), "60");
  await pass();
  assert.ok($("[data-step]"));
});

test("what others wrote stands in fields and rows, but never over what waits here", async () => {
  open(sheet(THREE));
  const page = $(".score-worksheet").page;
  type($('[data-cell="rows/a/what"] input'), "Mine");
  const told = (value, typed = value) => ({ value, typed, by: "Budi", at: "today" });
  const cells = {
    "rows/a/what": told("Theirs"), "rows/b/cost": told("1500", "1,500"), "rows/n/#at": told("1.5"), "rows/n/what": told("New"),
    "rows/c/#gone": told("1"), "map//size": told("60"),
  };
  page.others.take({ revision: 2, cells });
  await pass(200);
  assert.deepEqual(ids(), ["a", "n", "b"]);
  assert.equal($('[data-cell="rows/a/what"] input').value, "Mine");
  assert.equal($('[data-cell="rows/b/cost"] input').value, "1,500");
  assert.equal($('[data-shown="rows/b/double"]').textContent, "3,000");
  assert.equal($('[data-cell="rows/n/what"] input').value, "New");
  assert.equal($('[data-cell="map//union"]').hidden, false);
  await pass();
  assert.deepEqual(edits(), [["rows/a/what", "Hose", "Mine"]]);
  type($('[data-cell="rows/b/cost"] input'), "1600");
  await pass();
  assert.deepEqual(edits()[1], ["rows/b/cost", "1500", "1600"]);
});

test("what is missing is named, and leads there", async () => {
  answer = (url, body) => ({ ...applies(body), missing: [{ place: "rows/b/cost", text: "Rows, row 2: <b>Cost</b>" }] });
  open(sheet(THREE));
  type($('[data-cell="map//size"] input'), "60");
  await pass();
  assert.equal($("[data-missing]").hidden, false);
  assert.equal($("[data-to]").textContent, "Rows, row 2: <b>Cost</b>");
  $("[data-to]").click();
  assert.equal(document.activeElement, $('[data-cell="rows/b/cost"] input'));
});

test("the history of a row is asked for when somebody wants it", async () => {
  open(sheet(THREE));
  answer = () => ({ html: "<li>one</li>", next: 9 });
  $('[data-row="b"] [data-menu]').click();
  $("[data-row-history]").click();
  await pass();
  assert.equal(asked.pop()[0], "/history?row=rows%2Fb&before=");
  assert.deepEqual([$("[data-history]").open, $("[data-history-list]").textContent, $("[data-history-more]").hidden], [true, "one", false]);
  $("[data-history-more]").click();
  await pass();
  assert.match(asked.pop()[0], /before=9/);
  assert.equal($("[data-history-list]").children.length, 2);
});

test("a row is taken over into another sheet and says where it is", async () => {
  open(sheet(THREE));
  answer = () => ({ link: "In the plan: row 2" });
  $('[data-row="b"] [data-menu]').click();
  $("[data-promote]").click();
  await pass();
  assert.deepEqual(of("/promote"), [{ section: "rows", row: "b" }]);
  assert.equal($('[data-row="b"] [data-link]').textContent, "In the plan: row 2");
  assert.equal(said(), "In the plan: row 2");
});

test("another filling is chosen once all is saved", async () => {
  answer = (url, body) => (url === "/fillings"
    ? { html: '<select data-filling><option value="">1</option><option value="2026-11-24">2</option></select><p data-filling-error hidden></p>' }
    : url === "/choose" ? { occasion: body.occasion } : applies(body));
  open(sheet(THREE), { fillings: "/fillings" });
  await pass(0);
  let reloads = 0;
  $(".score-worksheet").addEventListener("score-reload", (one) => { reloads += 1; one.stopImmediatePropagation(); }, true);
  type($("[data-filling]"), "2026-11-24");
  await pass();
  assert.deepEqual([of("/choose"), reloads], [[{ occasion: "2026-11-24" }], 1]);
});

test("joining keeps what can be brought along, and conflicts are decided one by one", async () => {
  const own = { record: 3, title: "Audit", filled: 4, changed: "today" };
  const form = `<form data-join><input name="code"><input type="radio" name="side" value="worker" checked>
    <select name="gender"><option value=""></option></select><p data-join-error hidden></p></form>`;
  open(sheet(THREE).replace("<div data-bring", `${form}<div data-bring`));
  const reloaded = () => $(".score-worksheet").addEventListener("score-reload", (one) => one.stopImmediatePropagation(), true);
  reloaded();
  answer = () => ({ error: "No such code." });
  const submit = () => $("[data-join]").dispatchEvent(new window.Event("submit", { bubbles: true, cancelable: true }));
  submit();
  await pass();
  assert.equal($("[data-join-error]").textContent, "No: No such code.");
  answer = () => ({ own_records: [own] });
  $("[name=code]").value = "ABCD2345";
  submit();
  await pass();
  assert.deepEqual(of("/join")[1], { org: "SCORE", code: "ABCD2345", side: "worker", gender: "" });

  open(sheet(THREE));
  reloaded();
  assert.match($("[data-bring]").textContent, /Audit: 4/);
  const conflict = { cell: "map//size", label: "People", mine: "40", theirs: "41", current: "41", by: "Budi", at: "today" };
  answer = (url, { finish }) => ({ done: Boolean(finish), conflicts: [conflict], refused: [] });
  $("[data-bring] li button").click();
  await pass();
  assert.match($("[data-bring]").textContent, /People: 40 for 41/);
  $("[data-bring] input").checked = true;
  $("[data-bring] li button, [data-bring] div button").click();
  await pass();
  assert.deepEqual(of("/bring"), [{ record: 3 }, { record: 3, over: { "map//size": "41" }, finish: true }]);
  assert.deepEqual(JSON.parse(window.localStorage.getItem("score/bring")).records, []);
});

test("what one may bring along is nobody else's", () => {
  window.localStorage.setItem("score/bring", JSON.stringify({ user: 8, records: [{ record: 3, title: "Secret", filled: 1, changed: "" }] }));
  open(sheet(THREE));
  assert.equal($("[data-bring]").hidden, true);
});

test("on a page that is only read, rows can be found and comments stand", () => {
  const read = sheet(SIX).replace('data-storage="7/plan"', "").replaceAll("data-cell=", "data-place=");
  open(read);
  type($("[data-filter]"), "type=waste");
  assert.equal($$("[data-rows] > [data-row].score-hidden").length, 4);
});

test("an accepted row can be read, not written or removed", () => {
  open(sheet(THREE.replace('data-row="b"', 'data-row="b" data-locked="Accepted"')));
  assert.equal($('[data-row="b"] [data-input]').disabled, true);
  $('[data-row="b"] [data-menu]').click();
  assert.equal($('[data-row="b"] [data-remove]').hidden, true);
});
