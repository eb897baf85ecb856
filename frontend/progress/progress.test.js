import assert from "node:assert/strict";
import { test } from "node:test";
import start from "./index.js";

test("a page out of the back button's memory is loaded anew, a fresh one is not", () => {
  const listeners = [];
  let reloads = 0;
  globalThis.addEventListener = (name, listener) => listeners.push([name, listener]);
  globalThis.location = { reload: () => (reloads += 1) };
  start();
  const [[name, listener]] = listeners;
  assert.equal(name, "pageshow");
  listener({ persisted: false });
  assert.equal(reloads, 0);
  listener({ persisted: true });
  assert.equal(reloads, 1);
});
