import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { JSDOM } from "jsdom";
import start from "./index.js";

const choice = (question, type, id) => `
  <li data-choice="${id}"><label><input type="${type}" name="q.${question}" value="${id}" data-input>${id}</label>
    <div data-remark hidden></div></li>`;

const fieldset = (id, kind, inner) => `
  <fieldset data-question="${id}" data-kind="${kind}"><legend>${id}</legend><p data-error hidden></p>${inner}
    <div data-verdict hidden></div><div data-explanation hidden></div></fieldset>`;

const page = (attributes = `data-storage="7/q"`, more = "") => `<div><div class="score-quiz" ${attributes}>
  <p data-left></p>
  <section data-result-box hidden><h4 data-summary tabindex="-1"></h4><p data-best hidden></p><p data-passing></p><p data-gain hidden></p><p data-later hidden></p>
    <button type="button" data-again hidden></button></section>
  <form data-form>
    ${fieldset("who", "single", choice("who", "radio", "both") + choice("who", "radio", "managers"))}
    ${fieldset("ppm", "numeric", `<input type="text" name="ppm" data-input>`)}
    ${fieldset("losses", "multiple", ["waiting", "rework", "teaching"].map((id) => choice("losses", "checkbox", id)).join(""))}
    <div data-questions>${more}</div>
    <button type="submit" data-submit></button><button type="button" data-again hidden></button><p data-trouble hidden></p>
  </form><p data-live></p></div></div>`;

const texts = {
  placed: "{thing}: place {place} of {count}",
  right_answer: "The right answer: {answer}", open: "Still open.", some_open: "Some are open.", checking: "Checking",
  network: "No connection.", session: "Signed out.", refused: "Refused: {reason}",
};

const result = (more = {}) => ({
  score: 1, max_score: 3, passed: false, attempts_used: 1, attempts_left: 2, best: { score: 2, max_score: 3 }, best_passed: false,
  summary: ["You have 1 of 3 points.", "Your best stays: 2."], passing: "Not passed yet.", left: "Attempts left: 2",
  questions: [
    { id: "who", correct: false, points: 0, verdict: "Not right", answer: "", explanation_html: "<p>Because.</p>",
      choices: [{ id: "both", ticked: false, right: true, told: "The right one", feedback_html: "<p>Both!</p>" },
        { id: "managers", ticked: true, right: false, told: "Your answer: not right", feedback_html: "<p>Half.</p>" }] },
    { id: "ppm", correct: false, points: 0, verdict: "Not right", answer: "250 ppm", explanation_html: "", choices: [] },
    { id: "losses", correct: true, points: 1, verdict: "Right", answer: "", explanation_html: "",
      choices: [{ id: "waiting", ticked: true, right: true, told: "Your answer: right", feedback_html: "" },
        { id: "rework", ticked: false, right: true, told: "Right, not chosen", feedback_html: "" }] },
  ],
  ...more,
});

let dom, calls, answers;
const one = (selector) => dom.window.document.querySelector(selector);
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

function open(attributes, data = {}, more = "") {
  one("body").innerHTML = page(attributes, more);
  start({ element: one("body > div"), data: { submit: "/submit", publish: "/publish", texts, ...data } });
}

function tick(name, value) {
  const input = one(`[name="${name}"][value="${value}"]`);
  input.checked = true;
  input.dispatchEvent(new dom.window.Event("input", { bubbles: true }));
}

function type(value) {
  one(`[name="ppm"]`).value = value;
  one(`[name="ppm"]`).dispatchEvent(new dom.window.Event("input", { bubbles: true }));
}

function fillIn() {
  tick("q.who", "managers");
  type(" 200 ");
  tick("q.losses", "waiting");
}

async function send() {
  one("[data-form]").dispatchEvent(new dom.window.Event("submit", { bubbles: true, cancelable: true }));
  await settled();
}

const sent = () => calls.map(([, options]) => JSON.parse(options.body));

beforeEach(() => {
  dom = new JSDOM("<!doctype html><body></body>", { url: "https://lms.example/" });
  globalThis.document = dom.window.document;
  globalThis.localStorage = dom.window.localStorage;
  calls = [];
  answers = [];
  globalThis.fetch = async (url, options) => {
    calls.push([url, options]);
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    const { status = 200, ...body } = answer;
    return { ok: status < 300, status, redirected: false, text: async () => JSON.stringify(body) };
  };
});

afterEach(() => {
  delete globalThis.document;
  delete globalThis.localStorage;
  delete globalThis.fetch;
});

test("an attempt sends what was answered under an id of its own", async () => {
  open();
  fillIn();
  answers = [result()];
  await send();
  assert.equal(calls[0][0], "/submit");
  assert.match(sent()[0].attempt, /^[0-9a-f-]{36}$/);
  assert.deepEqual(sent()[0].answers, { who: ["managers"], ppm: "200", losses: ["waiting"] });
});

test("the result is shown beside the answers by sign and words, focused and announced", async () => {
  open();
  fillIn();
  answers = [result()];
  await send();
  assert.equal(one("[data-result-box]").hidden, false);
  assert.equal(dom.window.document.activeElement, one("[data-summary]"));
  assert.equal(one("[data-live]").textContent, "You have 1 of 3 points. Your best stays: 2. Not passed yet.");
  assert.equal(one("[data-left]").textContent, "Attempts left: 2");
  const remark = (id) => one(`[data-choice="${id}"] [data-remark]`);
  assert.match(remark("managers").textContent, /✗ Your answer: not right.*Half\./s);
  assert.match(remark("both").textContent, /→ The right one.*Both!/s);
  assert.match(remark("waiting").textContent, /✓ Your answer: right/);
  assert.match(remark("rework").textContent, /→ Right, not chosen/);
  assert.equal(remark("teaching").hidden, true);
  assert.equal(remark("managers").querySelector(".score-sign").getAttribute("aria-hidden"), "true");
  assert.match(one(`[data-question="ppm"] [data-verdict]`).textContent, /✗ Not right.*The right answer: 250 ppm/s);
  assert.equal(one(`[data-question="who"] [data-explanation]`).textContent, "Because.");
  assert.equal(one(`[data-question="ppm"] [data-explanation]`).hidden, true);
  assert.equal(one(`[name="ppm"]`).disabled, true);
  assert.equal(one("[data-submit]").hidden, true);
});

test("open questions are told beside them, the first is focused, nothing is sent", async () => {
  open();
  tick("q.who", "both");
  await send();
  assert.equal(calls.length, 0);
  assert.equal(one(`[data-question="who"] [data-error]`).hidden, true);
  assert.equal(one(`[data-question="ppm"] [data-error]`).textContent, "Still open.");
  assert.equal(dom.window.document.activeElement, one(`[name="ppm"]`));
  assert.equal(one(`[name="ppm"]`).getAttribute("aria-invalid"), "true");
  assert.equal(one("[data-live]").textContent, "Some are open.");
  type("3");
  assert.equal(one(`[data-question="ppm"] [data-error]`).hidden, true);
  assert.equal(one(`[name="ppm"]`).hasAttribute("aria-invalid"), false);
});

test("what the server can't read is told beside the question", async () => {
  open();
  fillIn();
  answers = [{ refused: [{ id: "ppm", message: "Type a number." }] }];
  await send();
  assert.equal(one(`[data-question="ppm"] [data-error]`).textContent, "Type a number.");
  assert.equal(one("[data-result-box]").hidden, true);
  assert.equal(one("[data-submit]").hidden, false);
});

test("an attempt that got lost is sent again under the same id, also after a reload", async () => {
  open();
  fillIn();
  answers = [new TypeError("offline"), result()];
  await send();
  assert.equal(one("[data-trouble]").textContent, "No connection.");
  open();
  assert.equal(one(`[name="ppm"]`).value, "200");
  assert.equal(one(`[value="managers"]`).checked, true);
  await send();
  assert.deepEqual(sent()[1], sent()[0]);
  assert.equal(localStorage.length, 0);
});

test("two presses send once", async () => {
  open();
  fillIn();
  answers = [result()];
  await Promise.all([send(), send()]);
  assert.equal(calls.length, 1);
});

for (const [status, told] of [[403, "Refused: no more"], [401, "Signed out."], [500, "No connection."]]) {
  test(`a ${status} is told and keeps the answers`, async () => {
    open();
    fillIn();
    answers = [{ status, error: "no more" }];
    await send();
    assert.equal(one("[data-trouble]").textContent, told);
    assert.equal(one(`[name="ppm"]`).disabled, false);
    assert.equal(localStorage.length, 1);
  });
}

test("try again empties the form and begins another attempt", async () => {
  open();
  fillIn();
  answers = [result(), result()];
  await send();
  one("[data-again]").click();
  assert.equal(one("[data-result-box]").hidden, true);
  assert.equal(one(`[value="managers"]`).checked, false);
  assert.equal(one(`[name="ppm"]`).value, "");
  assert.equal(one(`[data-choice="both"] [data-remark]`).textContent, "");
  assert.equal(dom.window.document.activeElement, one(`[value="both"]`));
  fillIn();
  await send();
  assert.notEqual(sent()[1].attempt, sent()[0].attempt);
});

test("without attempts left there is nothing to try again", async () => {
  open();
  fillIn();
  answers = [result({ attempts_left: 0 })];
  await send();
  assert.equal(one("[data-again]").hidden, true);
});

const escaped = (value) => JSON.stringify(value).replaceAll("&", "&amp;").replaceAll('"', "&quot;");
const reloaded = (more) =>
  `data-storage="7/q" data-result="${escaped(result(more))}" data-answers="${escaped({ who: ["managers"], ppm: "200", losses: ["waiting"] })}"`;

test("the last result is shown again without moving the focus", () => {
  open(reloaded());
  assert.equal(one("[data-result-box]").hidden, false);
  assert.equal(one(`[value="managers"]`).checked, true);
  assert.equal(one(`[name="ppm"]`).value, "200");
  assert.equal(dom.window.document.activeElement, one("body"));
});

test("an attempt begun after the last result comes back, unless none is left", async () => {
  open(reloaded());
  one("[data-again]").click();
  type("9");
  open(reloaded());
  assert.equal(one("[data-result-box]").hidden, true);
  assert.equal(one(`[name="ppm"]`).value, "9");
  open(reloaded({ attempts_left: 0 }));
  assert.equal(one("[data-result-box]").hidden, false);
  assert.equal(one(`[name="ppm"]`).value, "200");
});

test("an attempt made elsewhere is told to the server once the page is open", async () => {
  answers = [{ published: true }];
  open(reloaded(), { untold: true });
  await settled();
  assert.deepEqual(calls.map(([url]) => url), ["/publish"]);
});

test("broken or forbidden storage never stops the quiz", async () => {
  localStorage.setItem("score-quiz/7/q", "{broken");
  open();
  Object.defineProperty(globalThis, "localStorage", { configurable: true, get: () => { throw new Error("forbidden"); } });
  fillIn();
  answers = [result()];
  await send();
  assert.equal(one("[data-result-box]").hidden, false);
});

test("a page to look at, and a notice, are left alone", async () => {
  open("");
  await send();
  assert.equal(calls.length, 0);
  one("body").innerHTML = "<div><p>Notice</p></div>";
  start({ element: one("body > div"), data: {} });
});

// The other kinds, beside the three above.
const thing = (id) => `<li data-choice="${id}" data-words="${id}!"><button type="button" data-move="-1" data-input></button>
  <button type="button" data-move="1" data-input></button><div data-remark hidden></div></li>`;
const term = (id) => `<li data-choice="${id}"><select name="q.what.${id}" data-input><option value=""></option>
  <option value="light">A light</option><option value="card">A card</option></select><div data-remark hidden></div></li>`;
const others =
  fieldset("cycle", "ordering", `<ol data-things>${["act", "plan", "do"].map(thing).join("")}</ol>`) +
  fieldset("what", "matching", `<ul>${["andon", "kanban"].map(term).join("")}</ul>`) +
  fieldset("owner", "truth", `<input type="radio" name="q.owner.truth" value="true" data-truth data-input>
    <input type="radio" name="q.owner.truth" value="false" data-truth data-input>
    ${choice("owner", "radio", "team")}${choice("owner", "radio", "oldest")}`) +
  fieldset("where", "text", `<input type="text" name="where" data-input>`);
const all = (selector) => [...dom.window.document.querySelectorAll(selector)];
const order = () => all(`[data-question="cycle"] [data-choice]`).map((item) => item.dataset.choice);
const press = (id, way) => one(`[data-choice="${id}"] [data-move="${way}"]`).click();
const changed = (field) => field.dispatchEvent(new dom.window.Event("input", { bubbles: true }));

function choose(id, value) {
  one(`[data-choice="${id}"] select`).value = value;
  changed(one(`[data-choice="${id}"] select`));
}

function fillInOthers() {
  press("act", 1);
  press("act", 1);
  choose("andon", "light");
  choose("kanban", "card");
  tick("q.owner.truth", "false");
  tick("q.owner", "team");
  one(`[name="where"]`).value = " the gemba ";
  changed(one(`[name="where"]`));
}

const kept = () => JSON.parse(localStorage.getItem("score-quiz/7/q")).answers;

test("every kind is sent as the server takes it", async () => {
  open(undefined, {}, others);
  fillIn();
  fillInOthers();
  answers = [result()];
  await send();
  const { cycle, what, owner, where } = sent()[0].answers;
  assert.deepEqual(cycle, ["plan", "do", "act"]);
  assert.deepEqual(what, { andon: "light", kanban: "card" });
  assert.deepEqual(owner, { truth: "false", reason: "team" });
  assert.equal(where, "the gemba");
});

test("a thing moves by its buttons, keeps the focus, and its place is told", () => {
  open(undefined, {}, others);
  press("act", 1);
  assert.deepEqual(order(), ["plan", "act", "do"]);
  assert.equal(dom.window.document.activeElement, one(`[data-choice="act"] [data-move="1"]`));
  assert.equal(one("[data-live]").textContent, "act!: place 2 of 3");
  press("do", -1);
  press("do", -1);
  press("do", -1);
  assert.deepEqual(order(), ["do", "plan", "act"]);
  assert.equal(one(`[data-choice="do"] [data-move="-1"]`).getAttribute("aria-disabled"), "true");
  assert.equal(one(`[data-choice="plan"] [data-move="-1"]`).getAttribute("aria-disabled"), "false");
  assert.equal(one(`[data-choice="act"] [data-move="1"]`).getAttribute("aria-disabled"), "true");
});

test("an order nobody gave, half a match and a judgement without its reason are open", async () => {
  open(undefined, {}, others);
  fillIn();
  choose("andon", "light");
  tick("q.owner.truth", "true");
  await send();
  assert.equal(calls.length, 0);
  for (const id of ["cycle", "what", "owner", "where"]) assert.equal(one(`[data-question="${id}"] [data-error]`).hidden, false);
  assert.equal(dom.window.document.activeElement, one(`[data-choice="act"] [data-move="-1"]`));
  assert.equal(one(`[data-choice="kanban"] select`).getAttribute("aria-invalid"), "true");
  assert.equal(one(`[data-choice="andon"] select`).hasAttribute("aria-invalid"), false);
  assert.deepEqual(kept().what, { andon: "light" });
});

test("a reload brings back every kind, half answered ones too", () => {
  open(undefined, {}, others);
  fillInOthers();
  choose("kanban", "");
  open(undefined, {}, others);
  assert.deepEqual(order(), ["plan", "do", "act"]);
  assert.equal(one(`[data-choice="andon"] select`).value, "light");
  assert.equal(one(`[name="q.owner.truth"][value="false"]`).checked, true);
  assert.equal(one(`[name="q.owner"][value="team"]`).checked, true);
  assert.equal(one(`[name="where"]`).value, "the gemba");
});

test("kept answers that fit no longer are left out", () => {
  const broken = { cycle: ["plan", "do", "gone"], what: { andon: "gone", kanban: "card" }, owner: "x", where: ["y"] };
  localStorage.setItem("score-quiz/7/q", JSON.stringify({ attempt: "a", answers: broken }));
  open(undefined, {}, others);
  assert.deepEqual(order(), ["act", "plan", "do"]);
  assert.equal(one(`[data-choice="andon"] select`).value, "");
  assert.equal(one(`[data-choice="kanban"] select`).value, "card");
  assert.equal(one(`[name="where"]`).value, "");
});

test("what is said of things and terms stands beside them; another try begins as the first", async () => {
  open(undefined, {}, others);
  fillIn();
  fillInOthers();
  const told = [
    { id: "cycle", correct: false, points: 0.5, verdict: "Partly", answer: "", explanation_html: "",
      choices: [{ id: "act", ticked: true, right: false, told: "Its right place: 1", feedback_html: "<p>Why</p>" },
        { id: "do", ticked: true, right: true, told: "In its right place", feedback_html: "" }] },
    { id: "where", correct: false, points: 0, verdict: "Not right", answer: "the line", explanation_html: "", choices: [] },
  ];
  answers = [result({ questions: told })];
  await send();
  assert.match(one(`[data-choice="act"] [data-remark]`).textContent, /✗ Its right place: 1.*Why/s);
  assert.match(one(`[data-choice="do"] [data-remark]`).textContent, /✓ In its right place/);
  assert.match(one(`[data-question="where"] [data-verdict]`).textContent, /The right answer: the line/);
  assert.equal(one(`[data-choice="act"] [data-move="1"]`).disabled, true);
  one("[data-again]").click();
  assert.deepEqual(order(), ["act", "plan", "do"]);
  assert.equal(one(`[data-choice="andon"] select`).value, "");
  assert.equal(one(`[data-choice="act"] [data-move="1"]`).disabled, false);
});

// Attempts that draw their questions.
const asks = (...ids) => ids.map((id) => fieldset(id, "single", choice(id, "radio", `${id}-yes`) + choice(id, "radio", `${id}-no`))).join("");
const only = (html) => html.replace(/<form data-form>[^]*?<div data-questions>/, "<form data-form><div data-questions>");
const drawn = (number, ids, more = {}) => {
  one("body").innerHTML = only(page(`data-storage="7/q" data-number="${number}"${more.attributes || ""}`, asks(...ids)));
  start({ element: one("body > div"), data: { submit: "/submit", publish: "/publish", next: "/next", check: "/check", texts } });
};
const toldOf = (...ids) => result({
  questions: ids.map((id) => ({ id, correct: true, points: 1, verdict: "Right", answer: "", explanation_html: "", choices: [] })),
});
const again = () => one("[data-again]").click();
const questions = () => all("[data-question]").map((question) => question.dataset.question);

test("an attempt tells which draw it answers; the next one asks for its own questions", async () => {
  drawn(0, ["a", "b"]);
  tick("q.a", "a-yes");
  tick("q.b", "b-no");
  answers = [toldOf("a", "b"), { html: asks("c", "d"), number: 1 }, toldOf("c", "d")];
  await send();
  assert.deepEqual([sent()[0].number, Object.keys(sent()[0].answers)], [0, ["a", "b"]]);
  again();
  await settled();
  assert.deepEqual([calls[1][0], calls[1][1].method], ["/next", "GET"]);
  assert.deepEqual(questions(), ["c", "d"]);
  assert.equal(one("[data-result-box]").hidden, true);
  assert.equal(dom.window.document.activeElement, one(`[value="c-yes"]`));
  tick("q.c", "c-yes");
  tick("q.d", "d-yes");
  await send();
  const last = JSON.parse(calls[2][1].body);
  assert.deepEqual([last.number, last.answers], [1, { c: ["c-yes"], d: ["d-yes"] }]);
});

test("without a connection the result stays, and trying again is told to wait", async () => {
  drawn(1, ["a"], { attributes: ` data-result="${escaped(toldOf("a"))}" data-answers="${escaped({ a: ["a-yes"] })}"` });
  answers = [new TypeError("offline")];
  again();
  await settled();
  assert.equal(one("[data-trouble]").textContent, "No connection.");
  assert.equal(one("[data-result-box]").hidden, false);
  assert.deepEqual(questions(), ["a"]);
});

test("what was begun of another draw comes back after a reload, and of a past one does not", async () => {
  const attributes = ` data-result="${escaped(toldOf("a"))}" data-answers="${escaped({ a: ["a-yes"] })}"`;
  const begun = (number) =>
    localStorage.setItem("score-quiz/7/q", JSON.stringify({ attempt: "x", number, answers: { c: ["c-no"] } }));
  begun(1);
  answers = [{ html: asks("c"), number: 1 }];
  drawn(1, ["a"], { attributes });
  await settled();
  assert.deepEqual(questions(), ["c"]);
  assert.equal(one(`[value="c-no"]`).checked, true);
  assert.equal(one("[data-result-box]").hidden, true);
  begun(0);
  drawn(1, ["a"], { attributes });
  await settled();
  assert.deepEqual(questions(), ["a"]);
  assert.equal(one("[data-result-box]").hidden, false);
  assert.equal(localStorage.length, 0);
  assert.equal(calls.length, 1);
});

test("one question is checked before the attempt is sent", async () => {
  const button = `<button type="button" data-check></button>`;
  open(undefined, {}, fieldset("x", "single", choice("x", "radio", "x-yes") + button).replace("data-verdict", `data-verdict tabindex="-1"`));
  one("[data-check]").click();
  await settled();
  assert.equal(calls.length, 0);
  assert.equal(one(`[data-question="x"] [data-error]`).textContent, "Still open.");
  tick("q.x", "x-yes");
  answers = [{ questions: toldOf("x").questions }];
  one("[data-check]").click();
  await settled();
  assert.deepEqual(sent()[0], { question: "x", answer: ["x-yes"] });
  assert.match(one(`[data-question="x"] [data-verdict]`).textContent, /✓ Right/);
  assert.equal(one("[data-live]").textContent, "✓ Right");
  assert.equal(dom.window.document.activeElement, one(`[data-question="x"] [data-verdict]`));
  assert.equal(one(`[value="x-yes"]`).disabled, true);
  assert.equal(one("[data-check]").hidden, true);
  assert.equal(one(`[value="both"]`).disabled, false);
  fillIn();
  answers = [result()];
  await send();
  assert.deepEqual(sent()[1].answers.x, ["x-yes"]);
  again();
  assert.equal(one("[data-check]").hidden, false);
});

test("what is told later and what was learnt are said", async () => {
  open();
  fillIn();
  answers = [result({ questions: [], gain: "Before: 40%.", later: "Told tomorrow." })];
  await send();
  assert.equal(one("[data-gain]").textContent, "Before: 40%.");
  assert.equal(one("[data-later]").textContent, "Told tomorrow.");
  assert.match(one("[data-live]").textContent, /Before: 40%\. Told tomorrow\./);
});
