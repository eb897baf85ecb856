import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { JSDOM } from "jsdom";
import { initialiser } from "../common/block.js";
import { fill, make, uuid } from "../common/dom.js";
import { post } from "../common/post.js";

beforeEach(() => {
  const { window } = new JSDOM("<!doctype html>", { url: "https://lms.example/" });
  window.document.cookie = "csrftoken=abc%3D";
  globalThis.document = window.document;
});

afterEach(() => {
  delete globalThis.document;
});

const answering = (status, text, { redirected = false } = {}) => {
  const calls = [];
  globalThis.fetch = async (url, options) => {
    calls.push([url, options]);
    return { ok: status < 300, status, redirected, text: async () => text };
  };
  return calls;
};

test("a post carries the token and gives the answer", async () => {
  const calls = answering(200, '{"a": 1}');
  assert.deepEqual(await post("/handler", { b: 2 }), { a: 1 });
  assert.equal(calls[0][1].headers["X-CSRFToken"], "abc=");
  assert.equal(calls[0][1].body, '{"b":2}');
});

for (const [name, status, text, redirected, kind] of [
  ["an unknown session", 401, "", false, "session"],
  ["a login page", 200, "<html>", false, "session"],
  ["a redirect to one", 200, "<html>", true, "session"],
  ["the platform's own 403", 403, "<html>", false, "session"],
  ["our 403 with its reason", 403, '{"error": "no"}', false, "refused"],
  ["a bad request", 400, '{"error": "no"}', false, "refused"],
  ["a broken server", 502, "<html>", false, "network"],
  ["a busy server", 429, "", false, "network"],
]) {
  test(`${name} is told as ${kind}`, async () => {
    answering(status, text, { redirected });
    await assert.rejects(post("/handler", {}), { kind });
  });
}

test("no network is told as network", async () => {
  globalThis.fetch = async () => {
    throw new TypeError("failed");
  };
  await assert.rejects(post("/handler", {}), { kind: "network" });
});

test("made elements take text as text", () => {
  const element = make("p", { class: "x", hidden: true, title: null }, "<b>");
  assert.equal(element.outerHTML, '<p class="x" hidden="">&lt;b&gt;</p>');
});

test("texts are filled, unknown names stay", () => {
  assert.equal(fill("{filled} of {wanted}, {x}", { filled: 7, wanted: 12 }), "7 of 12, {x}");
});

test("ids are random UUIDs", () => {
  const ids = new Set(Array.from({ length: 100 }, uuid));
  assert.equal(ids.size, 100);
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("an initialiser can be called in every way of the runtimes", () => {
  const got = [];
  const start = initialiser((given) => got.push(given));
  const element = document.createElement("div");
  start("runtime", element, { a: 1 });
  new start("runtime", { jquery: "3", 0: element });
  assert.deepEqual(got.map((given) => given.element), [element, element]);
  assert.deepEqual(got.map((given) => given.data), [{ a: 1 }, {}]);
});
