import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { JSDOM } from "jsdom";
import start from "../studio/index.js";
import { mirrored } from "../studio/lines.js";

const PAGE = `<div id="editor">
  <input name="display_name" value="A"><p data-error="display_name" hidden></p>
  <div data-mirror></div><textarea name="content" data-source>one\ntwo\nthree</textarea>
  <p data-state></p><ol data-mistakes hidden></ol><p data-stale hidden></p><div data-preview data-style="/x.css"></div>
  <button data-save>Save</button><button data-cancel>Cancel</button></div>`;
const texts = {
  line: "Line {line}:", warning: "Warning:", checking: "Checking", right: "Right", warnings: "Warnings: {count}", mistakes: "Mistakes: {count}",
  blocked: "Mend {count}", save: "Save", saving: "Saving", saved: "Saved", unchecked: "Not checked: {reason}", refused: "Refused",
  failed: "Failed: {reason}", network: "no server", session: "signed out", leave: "Leave?",
};
const wrong = { line: 2, column: 1, level: "error", message: "Wrong.", remedy: "Mend it." };
const doubt = { ...wrong, line: 3, level: "warning", message: "Doubtful." };
const setting = { setting: "display_name", line: 0, column: 0, level: "error", message: "No name.", remedy: "" };

let window, told, requests;
const find = (selector) => window.document.querySelector(selector);
const later = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  ({ window } = new JSDOM(PAGE, { url: "https://studio.example/" }));
  globalThis.window = window;
  globalThis.document = window.document;
  mock.timers.enable({ apis: ["setTimeout"] });
  [told, requests] = [[], []];
  globalThis.fetch = (url, { body }) =>
    new Promise((resolve) => {
      const answer = (value, status = 200) => {
        resolve({ ok: status < 300, status, redirected: false, text: async () => JSON.stringify(value) });
        return later();
      };
      requests.push({ url, body: JSON.parse(body), answer });
    });
});

afterEach(() => {
  mock.timers.reset();
  for (const name of ["window", "document", "fetch"]) delete globalThis[name];
});

function open() {
  const runtime = { notify: (name, detail) => told.push([name, detail.state || detail.message || ""]) };
  start({ element: find("#editor"), data: { save: "/save", check: "/check", texts }, runtime });
}

function type(text) {
  find("textarea").value = text;
  find("textarea").dispatchEvent(new window.Event("input", { bubbles: true }));
}

test("a source is checked when it is opened, then after a pause without typing", async () => {
  open();
  assert.deepEqual(requests[0].body, { display_name: "A", content: "one\ntwo\nthree" });
  await requests[0].answer({ problems: [], preview: "<p>1</p>" });
  assert.equal(find("[data-state]").textContent, "Right");
  assert.equal(find("[data-preview]").shadowRoot.querySelector("p").textContent, "1");
  type("a");
  mock.timers.tick(400);
  type("ab");
  mock.timers.tick(400);
  assert.equal(requests.length, 1);
  mock.timers.tick(100);
  assert.equal(requests.length, 2);
  assert.equal(requests[1].body.content, "ab");
});

test("an answer that comes too late is not shown", async () => {
  open();
  type("b");
  mock.timers.tick(500);
  await requests[1].answer({ problems: [], preview: "<p>new</p>" });
  await requests[0].answer({ problems: [wrong], preview: "" });
  assert.equal(find("[data-state]").textContent, "Right");
  assert.equal(find("[data-mistakes]").hidden, true);
});

test("mistakes are marked, listed, beside their setting, and stop the button", async () => {
  open();
  await requests[0].answer({ problems: [wrong, doubt, setting], preview: "" });
  assert.equal(find("[data-state]").textContent, "Mistakes: 2");
  const levels = [...find("[data-mirror]").children].map((line) => line.dataset.level || "");
  assert.deepEqual(levels, ["", "error", "warning"]);
  const listed = [...window.document.querySelectorAll("[data-mistakes] li")].map((item) => item.textContent);
  assert.deepEqual(listed, ["Line 2: Wrong. Mend it.", "Line 3: Warning: Doubtful. Mend it.", "No name."]);
  assert.equal(find("[data-error]").textContent, "No name.");
  assert.equal(find("[name=display_name]").getAttribute("aria-invalid"), "true");
  assert.equal(find("[data-save]").textContent, "Mend 2");
  find("[data-save]").click();
  assert.equal(window.document.activeElement.textContent, "Line 2: Wrong. Mend it.");
  assert.deepEqual([requests.length, told], [1, []]);
  window.document.querySelectorAll("[data-mistakes] button")[2].click();
  assert.equal(window.document.activeElement.name, "display_name");
});

test("warnings stop nobody", async () => {
  open();
  await requests[0].answer({ problems: [doubt], preview: "" });
  assert.equal(find("[data-state]").textContent, "Warnings: 1");
  find("[data-save]").click();
  assert.equal(requests[1].url, "/save");
  await requests[1].answer({ saved: true, problems: [doubt] });
  assert.deepEqual(told, [["save", "start"], ["save", "end"]]);
  assert.equal(find("[data-state]").textContent, "Saved");
});

test("a save is sent once, and one that is refused tells Studio and shows why", async () => {
  open();
  await requests[0].answer({ problems: [], preview: "" });
  type("new");
  find("[data-save]").click();
  find("[data-save]").click();
  assert.equal(find("[data-save]").textContent, "Saving");
  mock.timers.tick(600);
  assert.deepEqual(requests.map(({ url }) => url), ["/check", "/save"]);
  await requests[1].answer({ saved: false, problems: [wrong] });
  assert.deepEqual(told, [["save", "start"], ["error", "Mistakes: 1"]]);
  assert.equal(find("[data-save]").textContent, "Mend 1");
});

for (const [name, status, answer, reason] of [
  ["a server that is down", 502, {}, "no server"],
  ["a session that ended", 401, {}, "signed out"],
  ["a refusal", 403, { error: "Only authors." }, "Only authors."],
]) {
  test(`${name} is told, the text stays, and saving can be tried again`, async () => {
    open();
    await requests[0].answer(answer, status);
    assert.equal(find("[data-state]").textContent, `Not checked: ${reason}`);
    find("[data-save]").click();
    await requests[1].answer(answer, status);
    assert.equal(find("[data-state]").textContent, `Failed: ${reason}`);
    assert.deepEqual(told, [["save", "start"], ["error", reason]]);
    assert.equal(find("textarea").value, "one\ntwo\nthree");
    find("[data-save]").click();
    assert.equal(requests.length, 3);
  });
}

test("a preview that can't be drawn leaves the last one, told to be old", async () => {
  open();
  await requests[0].answer({ problems: [wrong], preview: "" });
  assert.equal(find("[data-stale]").hidden, true);
  type("x");
  mock.timers.tick(500);
  await requests[1].answer({ problems: [], preview: "<p>new</p>" });
  type("y");
  mock.timers.tick(500);
  await requests[2].answer({ problems: [wrong], preview: "" });
  assert.equal(find("[data-stale]").hidden, false);
  assert.equal(find("[data-preview]").shadowRoot.querySelector("p").textContent, "new");
});

const shown = () => [...find("[data-mirror]").children].map((line) => line.firstChild.textContent);

for (const text of ["", "one", "one\ntwo\nthree\nfour", "zero\none\ntwo\nthree", "one\nthree", "two\none\ntwo\nthree", "one\n\n\nthree\n", "x"]) {
  test(`the mirror holds the lines of ${JSON.stringify(text)}`, () => {
    mirrored(find("textarea"), find("[data-mirror]"));
    type(text);
    assert.deepEqual(shown(), text.split("\n"));
    type("one\ntwo\nthree");
    assert.deepEqual(shown(), ["one", "two", "three"]);
  });
}

test("a mark stays with its line while lines come above it", () => {
  const lines = mirrored(find("textarea"), find("[data-mirror]"));
  lines.mark([wrong]);
  type("zero\none\ntwo\nthree");
  assert.equal(find("[data-level=error]").firstChild.textContent, "two");
  lines.mark([]);
  assert.equal(find("[data-level]"), null);
  assert.deepEqual(shown(), ["zero", "one", "two", "three"]);
});

for (const [line, column, caret] of [[1, 1, 0], [2, 3, 6], [0, 0, 0], [3, 99, 13], [99, 1, 14]]) {
  test(`line ${line}, column ${column} is found`, () => {
    const lines = mirrored(find("textarea"), find("[data-mirror]"));
    lines.goTo(line, column);
    assert.equal(find("textarea").selectionStart, Math.min(caret, 13));
    assert.equal(window.document.activeElement, find("textarea"));
  });
}

test("columns count characters", () => {
  find("textarea").value = "😀😀x";
  const lines = mirrored(find("textarea"), find("[data-mirror]"));
  lines.goTo(1, 3);
  assert.equal(find("textarea").selectionStart, 4);
});
