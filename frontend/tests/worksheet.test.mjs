// The worksheet's page in jsdom: a small sheet as the server writes it, and a server that answers as told.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { JSDOM } from "jsdom";
import start from "../worksheet/index.js";

const TEXTS = {
  saved: "Saved", saving: "Saving", unsaved: "No connection", offline: "Offline: {count}", login: "Sign in", reload: "Load", refused: "Not saved: {reason}", session: "Signed out",
  mistakes: "See the fields", conflicts: "Somebody changed it", filled: "{filled} of {wanted} filled", notyet: "not yet",
  blank: "not filled in yet", conflict: "{by} wrote {theirs} ({at}), you {mine}", somebody: "Somebody", nothing: "nothing",
  keep: "Keep mine", take: "Take theirs", removed: "Row {number} is removed.", full: "No more than {maximum}", lost: "Lost:",
};

const cell = (address, kind, control, value = "") => `
  <div class="score-field" data-cell="${address}" data-kind="${kind}" data-value="${value}">
    ${control}<p data-error hidden></p>
  </div>`;
const row = (id, at) => `<div class="score-row" data-row="${id}" data-at="${at}"><span data-number></span>
  ${cell(`rows/${id}/what`, "text", '<input type="text" data-input>')}<button type="button" data-remove>Remove</button></div>`;
const SHEET = `
  <div class="score-worksheet" data-storage="7/plan">
    <header class="score-head"><span data-filled></span><progress data-bar></progress><span data-done hidden></span>
      <div data-review-box></div></header>
    <datalist><option value="Budi" data-person="user:8"></option></datalist>
    <section data-section="facts">
      ${cell("facts//name", "text", '<input type="text" data-input value="Line 1">', "Line 1")}
      ${cell("facts//output", "number", '<input type="text" data-input><input type="checkbox" data-not-measured>')}
      ${cell("facts//who", "person", '<input type="text" data-input>')}
      ${cell("facts//side", "choice", `<fieldset data-group><label><input type="radio" name="s" value="a" data-input>A</label>
        <label><input type="radio" name="s" value="b" data-input>B</label><button type="button" data-clear hidden></button></fieldset>`)}
      ${cell("facts//days", "choices", `<label><input type="checkbox" value="mon" data-input>M</label>
        <label><input type="checkbox" value="tue" data-input>T</label>`)}
      <output data-shown="facts//rate">not yet</output>
    </section>
    <section data-section="rows">
      <div data-finder hidden><input data-search><select data-filter></select><select data-sort></select><span data-found></span></div>
      <div data-rows="rows" data-start="1" data-maximum="3"></div>
      <template data-blank="rows">${row("__row__", "0")}</template>
      <p data-undo hidden><span data-undo-text></span><button type="button" data-undo-button>Undo</button></p>
      <button type="button" data-add>Add</button>
      <details data-paste><summary></summary><textarea data-paste-text></textarea><div data-paste-shown></div>
        <button type="button" data-paste-add hidden></button></details></section>
    <footer data-state=""><span data-state-text></span><button type="button" data-retry hidden>Try again</button></footer>
    <p data-live></p>
  </div>`;

let window, posted, answer;

function open({ html = SHEET, ...data } = {}) {
  document.body.innerHTML = html;
  start({ element: document.body, data: { save: "/save", publish: "/publish", user: 7, texts: TEXTS, ...data } });
}

const find = (address, selector = "[data-input]") => document.querySelector(`[data-cell="${address}"] ${selector}`);
const state = () => document.querySelector("[data-state-text]").textContent;
const sent = () => posted.filter(([url]) => url === "/save").map(([, body]) => body.edits);
const flat = () => sent().flat().map(({ cell, base, value }) => [cell, base, value]);

function type(input, value) {
  if (input.type === "radio" || input.type === "checkbox") input.checked = value;
  else input.value = value;
  input.dispatchEvent(new window.Event("input", { bubbles: true }));
}

async function pass(ms = 700) {
  const settle = () => new Promise(setImmediate);
  await settle();
  mock.timers.tick(ms);
  for (let n = 0; n < 5; n++) await settle();
}

// The server applies everything as it is typed, unless a test says otherwise.
const applies = ({ edits }) => {
  const cells = Object.fromEntries(edits.map((edit) => [edit.cell, edit.value]));
  return { applied: edits.map((e) => e.id), conflicts: [], refused: [], cells, typed: cells, shown: {}, filled: 1, wanted: 2, done: false };
};
const refuses = (status, body) => () => ({ status, body });

beforeEach(() => {
  ({ window } = new JSDOM("<!doctype html>", { url: "https://lms.example/" }));
  Object.assign(globalThis, { window, document: window.document });
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  posted = [];
  answer = applies;
  globalThis.fetch = async (url, { body }) => {
    const sentBody = JSON.parse(body);
    posted.push([url, sentBody]);
    const told = answer(sentBody);
    if (told instanceof Error) throw told;
    const { status = 200, body: text = JSON.stringify(told) } = told.status ? told : {};
    return { ok: status < 300, status, redirected: false, text: async () => text };
  };
});

afterEach(() => {
  mock.timers.reset();
  delete globalThis.window;
  delete globalThis.document;
});

test("typing is saved after a pause, with who typed it", async () => {
  open();
  type(find("facts//name"), "Line 2");
  assert.deepEqual(sent(), []);
  await pass();
  assert.deepEqual(flat(), [["facts//name", "Line 1", "Line 2"]]);
  assert.equal(posted[0][1].user, 7);
  assert.equal(state(), "Saved");
  assert.equal(find("facts//name").closest("[data-cell]").dataset.mark, "saved");
});

test("typing without a pause is saved in between", async () => {
  open();
  for (let n = 0; n < 12; n++) {
    type(find("facts//name"), `Line ${n}x`);
    await pass(400);
  }
  assert.ok(sent().length >= 1);
});

test("each kind gives its own value", async () => {
  open();
  type(find("facts//who"), "Budi");
  type(find("facts//side", "[value=b]"), true);
  type(find("facts//days", "[value=tue]"), true);
  type(find("facts//days", "[value=mon]"), true);
  type(find("facts//output", "[data-not-measured]"), true);
  assert.equal(find("facts//output").disabled, true);
  await pass();
  assert.deepEqual(flat(), [
    ["facts//who", "", "user:8"],
    ["facts//side", "", "b"],
    ["facts//days", "", "mon,tue"],
    ["facts//output", "", "nm"],
  ]);
});

test("a choice can be taken back", async () => {
  open();
  type(find("facts//side", "[value=b]"), true);
  await pass();
  const clear = find("facts//side", "[data-clear]");
  assert.equal(clear.hidden, false);
  clear.click();
  await pass();
  assert.deepEqual(flat()[1], ["facts//side", "b", ""]);
  assert.equal(clear.hidden, true);
});

test("formulas, completeness and the number's own writing come from the server", async () => {
  open();
  answer = (body) => ({
    ...applies(body), cells: { "facts//output": "1250" }, typed: { "facts//output": "1,250" },
    shown: { "facts//rate": "2%" }, filled: 2, done: true,
  });
  type(find("facts//output"), "1250");
  await pass();
  assert.equal(document.querySelector("[data-shown]").textContent, "2%");
  assert.equal(document.querySelector("[data-filled]").textContent, "2 of 2 filled");
  assert.equal(document.querySelector("[data-done]").hidden, false);
  assert.equal(find("facts//output").value, "1,250");
  type(find("facts//output"), "1251");
  await pass();
  assert.deepEqual(flat()[1], ["facts//output", "1250", "1251"]);
});

test("a refused value has its message beside the field until it is typed anew", async () => {
  open();
  answer = ({ edits }) => ({ ...applies({ edits: [] }), refused: [{ id: edits[0].id, cell: edits[0].cell, message: "Type a number." }] });
  type(find("facts//output"), "abc");
  await pass();
  const error = find("facts//output", "[data-error]");
  assert.deepEqual([error.hidden, error.textContent], [false, "Type a number."]);
  assert.equal(find("facts//output").getAttribute("aria-invalid"), "true");
  assert.equal(find("facts//output").value, "abc");
  assert.equal(state(), "See the fields");
  answer = applies;
  type(find("facts//output"), "5");
  await pass();
  assert.equal(error.hidden, true);
  assert.equal(find("facts//output").hasAttribute("aria-invalid"), false);
});

function conflicting(current) {
  return ({ edits: [edit] }) => ({
    ...applies({ edits: [] }),
    conflicts: [{ ...edit, value_shown: edit.value, current, current_shown: current, current_typed: current, by: "Budi", at: "today" }],
  });
}

for (const [button, expected, after] of [
  ["Keep mine", [["facts//name", "Line 9", "Line 2"]], "Line 2"],
  ["Take theirs", [], "Line 9"],
]) {
  test(`a conflict shows both values; ${button}`, async () => {
    open();
    answer = conflicting("Line 9");
    type(find("facts//name"), "Line 2");
    await pass();
    assert.equal(find("facts//name").value, "Line 2");
    const told = document.querySelector("[data-conflict]");
    assert.match(told.textContent, /Budi wrote Line 9 \(today\), you Line 2/);
    assert.equal(state(), "Somebody changed it");
    posted = [];
    answer = applies;
    Array.from(told.querySelectorAll("button")).find((b) => b.textContent === button).click();
    await pass();
    assert.deepEqual(flat(), expected);
    assert.equal(find("facts//name").value, after);
    assert.equal(document.querySelector("[data-conflict]"), null);
    assert.equal(document.activeElement, find("facts//name"));
  });
}

test("names and values in a conflict are text", async () => {
  open();
  answer = conflicting("<img src=x onerror=alert(1)>");
  type(find("facts//name"), "x");
  await pass();
  assert.equal(document.querySelector("[data-conflict] img"), null);
});

test("without a network it is told, tried again, and lost by no reload", async () => {
  open();
  answer = () => new TypeError("offline");
  type(find("facts//name"), "Line 2");
  await pass();
  assert.equal(state(), "No connection");
  assert.equal(document.querySelector("[data-retry]").hidden, false);
  await pass(2000);
  assert.equal(sent().length, 2);
  assert.equal(sent()[0][0].id, sent()[1][0].id);
  const [{ id }] = sent()[0];

  posted = [];
  answer = applies;
  open();
  await pass(0);
  assert.equal(find("facts//name").value, "Line 2");
  assert.deepEqual(sent()[0].map((edit) => edit.id), [id]);
  assert.equal(Object.keys(window.localStorage).length, 0);
});

test("being signed out is told in plain words, keeps what was typed, and the button tries again", async () => {
  open();
  answer = refuses(403, "<html>Login</html>");
  type(find("facts//name"), "Line 2");
  await pass();
  assert.equal(state(), "Signed out");
  await pass(120000);
  assert.equal(sent().length, 1);
  answer = applies;
  document.querySelector("[data-retry]").click();
  await pass();
  assert.equal(state(), "Saved");
});

test("a refusal of the whole save gives the server's reason", async () => {
  open();
  answer = refuses(403, '{"error": "You are viewing as a learner."}');
  type(find("facts//name"), "Line 2");
  await pass();
  assert.equal(state(), "Not saved: You are viewing as a learner.");
});

test("a sheet begins with blank rows that exist for the server from their first edit", async () => {
  open();
  const rows = () => Array.from(document.querySelectorAll("[data-rows] [data-row]"));
  assert.equal(rows().length, 1);
  await pass();
  assert.deepEqual(sent(), []);
  type(rows()[0].querySelector("[data-input]"), "first");
  await pass();
  const id = rows()[0].dataset.row;
  assert.deepEqual(flat(), [[`rows/${id}/#at`, "", "1"], [`rows/${id}/what`, "", "first"]]);
});

test("rows are added with the focus in them, removed with an undo, and no more than fit", async () => {
  open();
  const add = document.querySelector("[data-add]");
  add.click();
  add.click();
  const rows = Array.from(document.querySelectorAll("[data-rows] [data-row]"));
  assert.equal(document.activeElement, rows[2].querySelector("[data-input]"));
  assert.deepEqual(rows.map((r) => r.querySelector("[data-number]").textContent), ["1", "2", "3"]);
  assert.equal(add.disabled, true);
  type(rows[1].querySelector("[data-input]"), "second");
  await pass();
  posted = [];
  rows[1].querySelector("[data-remove]").click();
  const undo = document.querySelector("[data-undo-button]");
  assert.equal(document.activeElement, undo);
  assert.equal(document.querySelector("[data-undo-text]").textContent, "Row 2 is removed.");
  await pass();
  undo.click();
  assert.equal(rows[1].hidden, false);
  await pass();
  const gone = `rows/${rows[1].dataset.row}/#gone`;
  assert.deepEqual(flat(), [[gone, "", "1"], [gone, "1", ""]]);
});

test("rows that could not be saved are there again after a reload", async () => {
  open();
  answer = () => new TypeError("offline");
  type(document.querySelector("[data-rows] [data-input]"), "kept");
  await pass();
  answer = applies;
  open();
  await pass(0);
  const inputs = Array.from(document.querySelectorAll("[data-rows] [data-input]"));
  assert.deepEqual(inputs.map((input) => input.value), ["kept"]);
});

test("values that found no place are told, not dropped in silence", async () => {
  window.localStorage.setItem("score/7/plan/x", JSON.stringify({ at: 1, sent: [], fresh: [{ id: "i", cell: "old//x", base: "", value: "my text" }] }));
  open();
  answer = ({ edits }) => ({ ...applies({ edits: [] }), refused: [{ id: edits[0].id, cell: edits[0].cell, message: "no" }] });
  await pass(0);
  assert.match(document.querySelector("[role=alert]").textContent, /Lost: my text/);
});

test("a complete sheet reports this person's completion once; a read-only one saves nothing", async () => {
  open({ html: SHEET.replace(' data-storage="7/plan"', ""), complete: true });
  await pass();
  assert.deepEqual(posted, [["/publish", {}]]);
});

const CARDS = SHEET.replace(
  '<div data-rows="rows" data-start="1" data-maximum="3"></div>',
  `<div data-rows="rows" data-start="1" data-maximum="300">${Array.from({ length: 200 }, (_, n) => `
    <details class="score-row" data-row="r${n}" data-at="${n}"
      data-cells='{"what": ["action ${n}", "action ${n}"], "sum": ["", "${n} days"]}'>
      <summary><span data-number>${n + 1}</span><span data-summary>action ${n}</span></summary></details>`).join("")}</div>`
).replace(row("__row__", "0"), `<details class="score-row" data-row="__row__" data-at="0" open>
    <summary><span data-number></span><span data-summary></span></summary>
    ${cell("rows/__row__/what", "text", '<input type="text" data-input>')}
    <output data-shown="rows/__row__/sum">not yet</output>
    <button type="button" data-remove>Remove <span data-number></span></button></details>`);

test("a closed card gets its inputs when it opens, with its values and the newest results", async () => {
  globalThis.Option = window.Option;
  open({ html: CARDS });
  assert.equal(document.querySelectorAll("[data-rows] [data-input]").length, 0);
  const card = document.querySelector('[data-row="r7"]');
  card.querySelector("summary").click();
  const input = card.querySelector("[data-input]");
  assert.equal(input.value, "action 7");
  assert.equal(card.querySelector("output").textContent, "7 days");
  assert.equal(card.querySelector("[data-remove]").textContent, "Remove 8");
  answer = (body) => ({ ...applies(body), shown: { "rows/r7/sum": "9 days", "rows/r9/sum": "11 days" } });
  type(input, "another");
  await pass();
  assert.deepEqual(flat(), [["rows/r7/what", "action 7", "another"]]);
  assert.equal(card.querySelector("[data-summary]").textContent, "another");
  document.querySelector('[data-row="r9"] summary').click();
  assert.equal(document.querySelector('[data-row="r9"] output').textContent, "11 days");
});

test("what a reload restores opens no conflict in a closed card", async () => {
  open({ html: CARDS });
  answer = () => new TypeError("offline");
  document.querySelector('[data-row="r3"] summary').click();
  type(document.querySelector('[data-row="r3"] [data-input]'), "kept");
  await pass();
  posted = [];
  answer = applies;
  open({ html: CARDS });
  await pass(0);
  assert.deepEqual(flat(), [["rows/r3/what", "action 3", "kept"]]);
  assert.equal(document.querySelector('[data-row="r3"] [data-input]').value, "kept");
});
