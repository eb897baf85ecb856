// The page and its network in jsdom: states told, others' changes, photos on their way.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { IDBFactory } from "fake-indexeddb";
import { JSDOM } from "jsdom";
import start from "../worksheet/index.js";
import { Store } from "../worksheet/store.js";
import { fitting } from "../worksheet/resize.js";

const TEXTS = new Proxy({ offline: "Offline: {count} changes", offlineone: "Offline: 1 change", changedby: "{by} changed this",
  changedone: "{by} changed: {what}", changedmany: "{by} changed {count}", rowgone: "{by} removed it", sending: "Sending {percent}",
  conflict: "{by} wrote {theirs}, you {mine}", refused: "Not saved: {reason}" }, { get: (texts, name) => texts[name] ?? name });

const cell = (address, kind, control, value = "") => `<div data-cell="${address}" data-kind="${kind}" data-value="${value}">
  <span class="score-label">The ${address.split("/")[2]} <b>*</b></span>${control}<p data-error hidden></p></div>`;
const text = (value = "") => `<input type="text" data-input value="${value}">`;
const row = (id, at, what = "") => `<div data-row="${id}" data-at="${at}"><span data-number></span>
  ${cell(`rows/${id}/what`, "text", text(what), what)}<button type="button" data-remove></button></div>`;
const SHEET = `
  <div class="score-worksheet" data-storage="7/plan" data-revision="3">
    <header class="score-head"><span data-filled></span><progress data-bar></progress><span data-done hidden></span><details data-missing hidden><summary></summary><ul></ul></details><div data-review-box></div></header>
    <section data-section="facts">${cell("facts//name", "text", text("Line 1"), "Line 1")}${cell("facts//output", "number", text())}
      ${cell("facts//photo", "photo", `<ul data-attached></ul><label><input type="file" data-file></label><input type="hidden" data-input data-maximum="3">`)}</section>
    <section data-section="rows">
      <div data-finder hidden><input data-search><select data-filter></select><select data-sort></select><span data-found></span></div>
      <div data-rows="rows" data-start="0" data-maximum="9">${row("r1", 1, "one")}${row("r2", 2, "two")}</div>
      <template data-blank="rows">${row("__row__", "0")}</template><p data-undo hidden><span data-undo-text></span><button data-undo-button></button></p>
      <button type="button" data-add></button><details data-paste><summary></summary><textarea data-paste-text></textarea>
        <div data-paste-shown></div><button type="button" data-paste-add></button></details></section>
    <footer data-state=""><span data-state-text></span><button type="button" data-retry hidden></button></footer><p data-live></p></div>`;

let window, asked, answer, changes, uploads;

const applies = ({ edits = [] }) => {
  const cells = Object.fromEntries(edits.map((edit) => [edit.cell, edit.value]));
  return { applied: edits.map((edit) => edit.id), conflicts: [], refused: [], cells, typed: cells, shown: {}, revision: 4, record: 5,
    filled: 1, wanted: 2, done: false, missing: [], hidden: [] };
};
const LOADED = { shown: {}, revision: 5, filled: 2, wanted: 2, done: true, missing: [], hidden: [] };
const told = (cells, more = {}) => ({ record: 5, revision: 5, step: 1, version: 1, reload: false, ...more, cells: Object.fromEntries(
  Object.entries(cells).map(([at, value]) => [at, { value, typed: value, shown: value, by: "Budi", at: "now" }])) });
const status = (code, body = "<html>") => ({ status: code, body });

const $ = (selector) => document.querySelector(selector);
const input = (address) => $(`[data-cell="${address}"] [data-input]`);
const of = (url) => asked.filter(([at]) => at.startsWith(url));
const state = () => [$("[data-state]").dataset.state, $("[data-state-text]").textContent];
const said = () => $("[data-live]").textContent;

function open(data = {}) {
  document.body.innerHTML = SHEET;
  start({ element: document.body, data: { save: "/save", load: "/load", changes: "/changes/0/?user=7", find: "/find?user=7",
    photo: "/photo?user=7", attachment: "/photo/ID", caption: "/caption", login: "/login", publish: "/publish", user: 7, record: 5, version: 1,
    texts: TEXTS, ...data } });
}
function type(address, value) {
  input(address).value = value;
  input(address).dispatchEvent(new window.Event("input", { bubbles: true }));
}
async function pass(ms = 700) {
  const settle = async () => { for (let n = 0; n < 12; n++) await new Promise(setImmediate); };
  await settle();
  mock.timers.tick(ms);
  await settle();
}
const online = (is) => {
  Object.defineProperty(window.navigator, "onLine", { value: is, configurable: true });
  window.dispatchEvent(new window.Event(is ? "online" : "offline"));
};

class Upload {
  constructor() {
    Object.assign(this, { upload: {}, responseURL: "", headers: {} });
    uploads.push(this);
  }
  open(method, url) { this.url = url; }
  setRequestHeader() {}
  send(form) { this.form = form; }
  answers(code, body) {
    Object.assign(this, { status: code, responseURL: `https://lms.example${this.url}`, responseText: JSON.stringify(body) });
    this.onload();
  }
}

beforeEach(() => {
  ({ window } = new JSDOM("<!doctype html>", { url: "https://lms.example/courses/x?a=1", pretendToBeVisual: true }));
  Object.assign(globalThis, { window, document: window.document, XMLHttpRequest: Upload });
  window.indexedDB = new IDBFactory();
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1e12 });
  mock.method(URL, "createObjectURL", () => "blob:1");
  [asked, uploads, answer, changes] = [[], [], applies, () => told({})];
  globalThis.fetch = async (url, { body, keepalive }) => {
    const sent = JSON.parse(body || "{}");
    asked.push([url, sent, keepalive]);
    const found = url.startsWith("/changes") ? changes(url) : url === "/load" ? LOADED : url.startsWith("/find") ? { record: null } : answer(sent, url);
    if (found instanceof Error) throw found;
    const { status: code = 200, body: page = JSON.stringify(found) } = found.status ? found : {};
    return { status: code, redirected: false, text: async () => page };
  };
});
afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
  for (const name of ["window", "document", "XMLHttpRequest"]) delete globalThis[name];
});

test("offline counts what waits, is announced once, and goes by itself when the network is back", async () => {
  open();
  await pass();
  answer = () => new TypeError("offline");
  online(false);
  type("facts//name", "a");
  assert.deepEqual(state(), ["offline", "Offline: 1 change"]);
  assert.equal(said(), "Offline: 1 change");
  type("facts//output", "5");
  await pass();
  assert.deepEqual(state(), ["offline", "Offline: 2 changes"]);
  assert.equal(said(), "Offline: 1 change");
  assert.equal($("[data-retry]").hidden, false);
  answer = applies;
  online(true);
  await pass();
  assert.deepEqual(state(), ["saved", "saved"]);
  assert.equal(said(), "saved");
});

test("saving is not announced at each key", async () => {
  open();
  const heard = [];
  for (const value of ["a", "ab", "abc"]) {
    type("facts//name", value);
    heard.push(said());
    await pass();
    heard.push(said());
    $("[data-live]").textContent = "";
  }
  assert.deepEqual(heard, ["", "saved", "", "", "", ""]);
});

test("tries come again with growing pauses, and never at the same moment for all", async () => {
  open();
  await pass();
  answer = () => status(502);
  mock.method(Math, "random", () => 1);
  type("facts//name", "a");
  const tries = [];
  for (let second = 1; second <= 60; second++) {
    await pass(1000);
    if (of("/save").length > tries.length) tries.push(second);
  }
  assert.deepEqual(state()[0], "network");
  assert.deepEqual(tries, [1, 3, 8, 23, 53]);
});

test("an ended session asks to sign in, with a link that leads back here, and comes to life when the page is seen again", async () => {
  open();
  await pass();
  answer = changes = () => status(403);
  type("facts//name", "a");
  await pass();
  assert.equal(state()[0], "session");
  const link = $("[data-state] a");
  assert.equal(link.getAttribute("href"), "/login?next=%2Fcourses%2Fx%3Fa%3D1");
  type("facts//name", "ab");
  await pass(60000);
  assert.equal(of("/save").length, 1);
  answer = applies;
  document.dispatchEvent(new window.Event("visibilitychange"));
  await pass(0);
  await pass();
  assert.equal(state()[0], "saved");
  assert.equal($("[data-state] a"), null);
  assert.deepEqual(of("/save").at(-1)[1].edits.map(({ value }) => value), ["ab"]);
});

test("when somebody else is signed in nothing more is sent, also when the poll is told so first", async () => {
  open();
  changes = () => status(409, '{"error": "no", "code": "somebody-else"}');
  await pass(5000);
  assert.equal(state()[0], "other");
  type("facts//name", "a");
  await pass(60000);
  assert.deepEqual(of("/save"), []);
  assert.equal($("[data-state] a").getAttribute("href"), window.location.href);
});

test("a page that is left sends with its last breath", async () => {
  open();
  await pass();
  type("facts//name", "a");
  window.dispatchEvent(new window.Event("pagehide"));
  assert.deepEqual(of("/save").map(([, { edits, user, version }, keepalive]) => [edits[0].value, user, version, keepalive]), [["a", 7, 1, true]]);
});

test("it is kept on the device before it is sent, and as sent", async () => {
  open();
  await pass();
  let kept;
  answer = () => {
    const beside = new Store("7/plan");
    kept = beside.ready.then(() => beside.found());
    return new TypeError("offline");
  };
  type("facts//name", "a");
  await pass();
  assert.deepEqual((await kept).map(([, { sent, fresh }]) => [sent.length, fresh.length]), [[1, 0]]);
});

test("where nothing can be kept the browser asks before it leaves, and only then", async () => {
  const leaving = () => {
    const event = new window.Event("beforeunload", { cancelable: true });
    window.dispatchEvent(event);
    return event.defaultPrevented;
  };
  answer = () => new TypeError("offline");
  open();
  type("facts//name", "a");
  await pass();
  assert.equal(leaving(), false);
  window.indexedDB = undefined;
  window.Storage.prototype.setItem = () => { throw new Error("full"); };
  open();
  type("facts//name", "b");
  await pass();
  assert.equal(leaving(), true);
});

test("it is asked every 30 s, every 5 s while somebody works, and never while the page is hidden", async () => {
  open();
  const during = async (seconds) => {
    const before = of("/changes").length;
    for (let n = 0; n < seconds; n++) await pass(1000);
    return of("/changes").length - before;
  };
  assert.equal(await during(6), 1);
  assert.equal(await during(60), 2);
  type("facts//name", "a");
  assert.ok((await during(60)) >= 11);
  assert.ok((await during(120)) <= 6);
  Object.defineProperty(document, "hidden", { value: true, configurable: true });
  assert.ok((await during(60)) === 0);
  Object.defineProperty(document, "hidden", { value: false, configurable: true });
  document.dispatchEvent(new window.Event("visibilitychange"));
  assert.equal(await during(1), 1);
});

test("the first question names the page's revision, the next ones what was told", async () => {
  open();
  await pass(5000);
  await pass(30000);
  assert.deepEqual(of("/changes").map(([url]) => url), ["/changes/5/?user=7&since=3", "/changes/5/?user=7&since=5&step=1"]);
});

test("a sheet that nobody had filled in is looked for", async () => {
  open({ record: null });
  await pass(5000);
  assert.deepEqual(asked.map(([url]) => url), ["/find?user=7"]);
});

test("what another wrote stands there, marked, said once, and what follows from it is asked for", async () => {
  open();
  changes = () => told({ "facts//name": "Line 9" });
  await pass(5000);
  assert.equal(input("facts//name").value, "Line 9");
  assert.equal($("[data-others]").textContent, "Budi changed this");
  assert.equal(said(), "Budi changed: The name");
  await pass(1500);
  assert.equal(of("/load").length, 1);
  assert.equal($("[data-done]").hidden, false);
  changes = () => told({});
  await pass(20000);
  assert.equal($("[data-others]"), null);
  type("facts//name", "Line 10");
  await pass();
  assert.equal(of("/save")[0][1].edits[0].base, "Line 9");
});

test("one's own changes coming back are no news", async () => {
  open();
  type("facts//name", "mine");
  await pass();
  changes = () => told({ "facts//name": "mine" });
  await pass(5000);
  assert.deepEqual([$("[data-others]"), of("/load").length], [null, 0]);
});

test("a repeated edit that was overwritten meanwhile does not hide what stands there now", async () => {
  open();
  answer = (body) => ({ ...applies(body), cells: { "facts//name": "Budi's" }, typed: { "facts//name": "Budi's" } });
  type("facts//name", "mine");
  await pass();
  changes = () => told({ "facts//name": "Budi's" });
  await pass(5000);
  assert.equal(input("facts//name").value, "Budi's");
});

test("a field in which one is waits until one leaves it", async () => {
  open();
  input("facts//name").focus();
  changes = () => told({ "facts//name": "Line 9" });
  await pass(5000);
  assert.equal(input("facts//name").value, "Line 1");
  input("facts//output").focus();
  await pass(10);
  assert.equal(input("facts//name").value, "Line 9");
});

test("what is typed and not sent is left alone, and meets the other value with its own base", async () => {
  open();
  answer = () => new TypeError("offline");
  type("facts//name", "mine");
  await pass();
  changes = () => told({ "facts//name": "Line 9" });
  await pass(5000);
  assert.equal(input("facts//name").value, "mine");
  answer = ({ edits: [edit] }) => ({ ...applies({}), cells: { [edit.cell]: "Line 9" }, conflicts: [{ ...edit, value_shown: edit.value,
    current: "Line 9", current_shown: "Line 9", current_typed: "Line 9", by: "Budi", at: "now" }] });
  $("[data-retry]").click();
  await pass();
  assert.equal(of("/save").at(-1)[1].edits[0].base, "Line 1");
  assert.match($("[data-conflict]").textContent, /Budi wrote Line 9, you mine/);
  $("[data-conflict] button:last-child").click();
  await pass();
  assert.deepEqual([input("facts//name").value, state()[0]], ["Line 9", "saved"]);
});

test("rows that others add, move and remove follow", async () => {
  open();
  changes = () => told({ "rows/n/what": "new", "rows/n/#at": "1.5", "rows/r1/#at": "9", "rows/r2/#gone": "1" });
  await pass(5000);
  const rows = Array.from(document.querySelectorAll("[data-rows] [data-row]")).filter((one) => !one.hidden);
  assert.deepEqual(rows.map((one) => [one.dataset.row, one.querySelector("[data-input]").value]), [["n", "new"], ["r1", "one"]]);
  assert.equal(said(), "Budi changed 2");
});

test("a row that another removes while one is in it stays, and can be brought back", async () => {
  open();
  type("rows/r1/what", "mine");
  await pass();
  input("rows/r1/what").focus();
  changes = () => told({ "rows/r1/#gone": "1" });
  await pass(5000);
  const note = $("[data-row=r1] [role=alert]");
  assert.match(note.textContent, /Budi removed it/);
  assert.equal($("[data-row=r1]").hidden, false);
  note.querySelector("button").click();
  await pass();
  assert.deepEqual(of("/save").at(-1)[1].edits.map(({ cell: at, base, value }) => [at, base, value]), [["rows/r1/#gone", "1", ""]]);
});

test("what the page cannot show is told once, with a link to load it again", async () => {
  open();
  changes = () => told({}, { reload: true });
  await pass(5000);
  await pass(5000);
  assert.deepEqual(Array.from(document.querySelectorAll(".score-notice"), (one) => one.textContent), ["outdated reload"]);
});

test("names and values of others are text", async () => {
  open();
  const evil = "<img src=x onerror=alert(1)>";
  changes = () => {
    const found = told({ "facts//name": evil, "rows/n/#at": "3", "rows/n/what": evil });
    for (const change of Object.values(found.cells)) change.by = evil;
    return found;
  };
  await pass(5000);
  assert.equal($("img"), null);
});

// Photos

class Picture {
  async decode() {
    if (this.src === "blob:broken") throw new Error("no picture");
  }
}
const canvases = [];
function camera() {
  Object.assign(globalThis, { Image: Picture });
  Object.assign(Picture.prototype, { naturalWidth: 4000, naturalHeight: 3000 });
  window.HTMLCanvasElement.prototype.getContext = () => ({ fillRect() {}, drawImage() {} });
  window.HTMLCanvasElement.prototype.toBlob = function (give, kind, quality) {
    canvases.push([this.width, this.height, quality]);
    give(new Blob(["x".repeat(Math.round(this.width * this.height * quality * 0.15))], { type: kind }));
  };
  mock.method(URL, "revokeObjectURL", () => {});
}
async function choose(...names) {
  const picker = $("[data-file]");
  const files = names.map((name) => new File(["raw"], name, { type: "image/jpeg" }));
  Object.defineProperty(picker, "files", { value: files, configurable: true });
  Object.defineProperty(picker, "value", { value: "", writable: true, configurable: true });
  picker.dispatchEvent(new window.Event("change", { bubbles: true }));
  await pass();
}

test("sides are fitted, never enlarged", () => {
  assert.deepEqual(fitting(4000, 3000, 1600), [1600, 1200]);
  assert.deepEqual(fitting(300, 4000, 1600), [120, 1600]);
  assert.deepEqual(fitting(640, 480, 1600), [640, 480]);
  assert.deepEqual(fitting(9000, 1, 1600), [1600, 1]);
});

test("a photo is made small, shown at once, sent, and only then put into its cell", async () => {
  camera();
  open();
  await choose("press.jpg");
  assert.equal($("[data-attached] img").getAttribute("src"), "blob:1");
  assert.deepEqual(canvases[0], [1600, 1200, 0.85]);
  assert.deepEqual(of("/save"), []);
  const [sent] = uploads;
  assert.equal(sent.url, "/photo?user=7");
  const form = Object.fromEntries(sent.form);
  assert.deepEqual([form.record, form.cell, form.id, form.file.name], ["5", "facts//photo", input("facts//photo").value, "press.jpg"]);
  assert.ok(form.file.size <= 200 * 1024);
  sent.upload.onprogress({ loaded: 50, total: 100 });
  assert.match($("[data-attachment]").textContent, /Sending 50/);
  sent.answers(200, { id: form.id, url: "/photo/p", caption: "" });
  await pass();
  assert.deepEqual(of("/save").flatMap(([, { edits }]) => edits.map((edit) => [edit.cell, edit.value])), [["facts//photo", form.id]]);
  assert.equal(state()[0], "saved");
});

test("a photo that cannot be sent is tried again under the same id, also by the next page", async () => {
  camera();
  open();
  await choose("press.jpg");
  uploads[0].onerror();
  await pass(0);
  assert.equal(state()[0], "network");
  await pass(2000);
  assert.equal(uploads.length, 2);
  const id = uploads[0].form.get("id");
  open();
  await pass(0);
  await pass();
  assert.deepEqual(uploads.map(({ form }) => form.get("id")), [id, id, id]);
  assert.equal(input("facts//photo").value, id);
  uploads[2].answers(200, { id, url: "/photo/p", caption: "" });
  await pass();
  assert.equal(of("/save").at(-1)[1].edits[0].value, id);
  assert.deepEqual(await $(".score-worksheet").page.store.found(), []);
});

test("what is no photo, and what the server refuses, is told beside the field and taken out of the cell", async () => {
  camera();
  open();
  URL.createObjectURL = () => "blob:broken";
  await choose("a.jpg");
  assert.equal($("[data-cell='facts//photo'] [data-error]").textContent, "nophoto");
  URL.createObjectURL = () => "blob:1";
  await choose("b.jpg");
  uploads[0].answers(409, { error: "This sheet is full.", code: "files-many" });
  await pass();
  assert.equal($("[data-cell='facts//photo'] [data-error]").textContent, "This sheet is full.");
  assert.equal(input("facts//photo").value, "");
  assert.equal($(".score-worksheet").page.photos.waiting.size, 0);
});

test("a photo that is removed before it is sent is not sent", async () => {
  camera();
  answer = () => new TypeError("offline");
  open();
  await choose("a.jpg");
  uploads[0].onerror();
  await pass(0);
  $("[data-detach]").click();
  await pass(5000);
  assert.equal(uploads.length, 1);
});

test("a caption that is written while the photo waits goes with it", async () => {
  camera();
  open();
  await choose("a.jpg");
  uploads[0].onerror();
  await pass(0);
  const caption = $("[data-caption]");
  caption.value = "Press 2";
  caption.dispatchEvent(new window.Event("change", { bubbles: true }));
  await pass(2000);
  assert.equal(uploads[1].form.get("caption"), "Press 2");
  assert.deepEqual(of("/caption"), []);
});
