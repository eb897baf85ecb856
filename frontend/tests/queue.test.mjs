import assert from "node:assert/strict";
import { test } from "node:test";
import { Queue } from "../worksheet/queue.js";
import { Store } from "../worksheet/store.js";

const NOTHING = { applied: [], conflicts: [], refused: [], cells: {} };
const ids = (edits) => edits.map((edit) => edit.id);
const applied = (edits, cells) => ({ ...NOTHING, applied: ids(edits), cells });

// Like a browser's localStorage: what is kept are the object's own keys.
class MapStorage {
  constructor() {
    Object.defineProperty(this, "setItem", { value: (key, value) => (this[key] = value) });
    Object.defineProperty(this, "getItem", { value: (key) => this[key] });
    Object.defineProperty(this, "removeItem", { value: (key) => delete this[key] });
  }
}

test("typing on replaces what was never sent", () => {
  const queue = new Queue();
  queue.put("a//b", "", "1");
  queue.put("a//b", "", "12");
  const sent = queue.next();
  assert.equal(sent.length, 1);
  assert.deepEqual([sent[0].base, sent[0].value], ["", "12"]);
});

test("an edit that may have arrived is sent again as it was, later typing waits for its answer", () => {
  const queue = new Queue();
  queue.put("a//b", "", "1,000");
  const first = [...queue.next()];
  queue.put("a//b", "", "2,000");
  assert.deepEqual(queue.next(), first);
  queue.settle(applied(first, { "a//b": "1000" }));
  const [second] = queue.next();
  assert.notEqual(second.id, first[0].id);
  assert.deepEqual([second.base, second.value], ["1000", "2,000"]);
});

test("typing back what is saved sends nothing", () => {
  const queue = new Queue();
  queue.put("a//b", "1", "12");
  assert.equal(queue.drop("a//b"), true);
  assert.equal(queue.empty, true);
});

test("typing back while an edit is on its way sends that, too", () => {
  const queue = new Queue();
  queue.put("a//b", "1", "12");
  const sent = [...queue.next()];
  assert.equal(queue.drop("a//b"), false);
  queue.put("a//b", "1", "1");
  queue.settle(applied(sent, { "a//b": "12" }));
  assert.deepEqual(queue.next().map((edit) => [edit.base, edit.value]), [["12", "1"]]);
});

test("a conflict waits for the person; what is typed meanwhile is the own value", () => {
  const queue = new Queue();
  queue.put("a//b", "", "mine");
  const [edit] = queue.next();
  const conflict = { id: edit.id, cell: "a//b", current: "theirs", value: "mine" };
  queue.settle({ ...NOTHING, conflicts: [conflict], cells: { "a//b": "theirs" } });
  assert.equal(queue.waiting, 0);
  queue.put("a//b", "", "mine, longer");
  assert.equal(queue.waiting, 0);
  assert.equal(queue.empty, false);
  queue.resolve("a//b", true);
  assert.deepEqual(queue.next().map(({ base, value }) => [base, value]), [["theirs", "mine, longer"]]);
});

test("taking the other value sends nothing", () => {
  const queue = new Queue();
  queue.put("a//b", "", "mine");
  const [edit] = queue.next();
  queue.settle({ ...NOTHING, conflicts: [{ id: edit.id, cell: "a//b", current: "theirs", value: "mine" }] });
  queue.resolve("a//b", false);
  assert.equal(queue.empty, true);
});

test("a conflict with typing on its way shows the newest own value", () => {
  const queue = new Queue();
  queue.put("a//b", "", "one");
  const [edit] = queue.next();
  queue.put("a//b", "", "two");
  const told = queue.settle({ ...NOTHING, conflicts: [{ id: edit.id, cell: "a//b", current: "x", value: "one" }] });
  assert.equal(told.conflicts[0].value, "two");
  assert.equal(queue.waiting, 0);
});

test("a refused value is kept until it is typed anew", () => {
  const queue = new Queue();
  queue.put("a//b", "5", "abc");
  const [edit] = queue.next();
  const told = queue.settle({ ...NOTHING, refused: [{ id: edit.id, cell: "a//b", message: "Type a number." }] });
  assert.equal(told.refused[0].message, "Type a number.");
  assert.equal(queue.empty, false);
  assert.equal(queue.waiting, 0);
  queue.put("a//b", "5", "6");
  assert.deepEqual(queue.next().map(({ base, value }) => [base, value]), [["5", "6"]]);
});

test("a refused value that was corrected meanwhile starts from the old base", () => {
  const queue = new Queue();
  queue.put("a//b", "5", "abc");
  const [edit] = queue.next();
  queue.put("a//b", "5", "6");
  const told = queue.settle({ ...NOTHING, refused: [{ id: edit.id, cell: "a//b", message: "no" }] });
  assert.deepEqual(told.refused, []);
  assert.deepEqual(queue.next().map(({ base, value }) => [base, value]), [["5", "6"]]);
});

test("a large sheet goes in batches, in order, each edit once", () => {
  const queue = new Queue();
  for (let n = 0; n < 250; n++) queue.put(`a/r${n}/b`, "", "x");
  const seen = [];
  while (queue.waiting) {
    const batch = [...queue.next()];
    assert.ok(batch.length <= 100);
    seen.push(...batch.map((edit) => edit.cell));
    queue.settle(applied(batch, {}));
  }
  assert.deepEqual(seen, Array.from({ length: 250 }, (_, n) => `a/r${n}/b`));
});

test("long texts do not make a body that the server refuses", () => {
  const queue = new Queue();
  for (let n = 0; n < 20; n++) queue.put(`a/r${n}/b`, "", "x".repeat(9000));
  assert.ok(JSON.stringify(queue.next()).length < 200000);
});

test("a reload loses nothing: sent, unsent, in conflict, refused", () => {
  const kept = new MapStorage();
  const store = new Store("7/SCORE/person//plan/", kept);
  const queue = new Queue();
  queue.put("a//sent", "", "1");
  queue.next();
  queue.put("a//fresh", "", "2");
  queue.put("a//sent", "", "1b");
  assert.equal(store.keep(queue), true);

  const again = new Queue();
  for (const left of new Store("7/SCORE/person//plan/", kept).adopt()) again.restore(left);
  assert.deepEqual(ids(again.next()), ids(queue.next()));
  again.settle(applied(again.next(), { "a//sent": "1" }));
  assert.deepEqual(again.next().map(({ cell, base, value }) => [cell, base, value]), [
    ["a//fresh", "", "2"],
    ["a//sent", "1", "1b"],
  ]);
  assert.deepEqual(Object.keys(kept), []);
});

test("conflicts and refusals are kept, too, and judged anew", () => {
  const queue = new Queue();
  queue.put("a//x", "", "mine");
  queue.put("a//y", "", "abc");
  const [x, y] = queue.next();
  queue.settle({
    ...NOTHING,
    conflicts: [{ id: x.id, cell: "a//x", current: "theirs", value: "mine" }],
    refused: [{ id: y.id, cell: "a//y", message: "no" }],
  });
  const again = new Queue();
  again.restore(JSON.parse(JSON.stringify(queue)));
  assert.deepEqual(again.next().map(({ base, value }) => [base, value]), [["", "mine"], ["", "abc"]]);
});

test("two tabs keep beside each other; their two values for one cell both reach the server", () => {
  const kept = new MapStorage();
  for (const value of ["one", "two"]) {
    const queue = new Queue();
    queue.put("a//b", "", value);
    new Store("7/x", kept).keep(queue);
  }
  const again = new Queue();
  for (const left of new Store("7/x", kept).adopt()) again.restore(left);
  const first = [...again.next()];
  again.settle(applied(first, { "a//b": first[0].value }));
  const [second] = again.next();
  assert.deepEqual([first[0].value, second.value].sort(), ["one", "two"]);
  assert.equal(second.base, "");
});

test("nobody else finds what is kept", () => {
  const kept = new MapStorage();
  const queue = new Queue();
  queue.put("a//b", "", "secret");
  new Store("7/SCORE/person//plan/", kept).keep(queue);
  for (const name of ["8/SCORE/person//plan/", "7/SCORE/enterprise/PT Maju/plan/", "7/SCORE/person//plan/baseline", "7"]) {
    assert.deepEqual(new Store(name, kept).adopt(), []);
  }
});

test("a device that keeps nothing is told", () => {
  const full = { setItem: () => { throw new Error("full"); } };
  const queue = new Queue();
  queue.put("a//b", "", "x");
  assert.equal(new Store("7/x", full).keep(queue), false);
  assert.deepEqual(new Store("7/x", { getItem: () => { throw new Error("no"); } }).adopt(), []);
});

test("what is saved is no longer kept", () => {
  const kept = new MapStorage();
  const store = new Store("7/x", kept);
  const queue = new Queue();
  queue.put("a//b", "", "x");
  store.keep(queue);
  queue.settle(applied(queue.next(), { "a//b": "x" }));
  store.keep(queue);
  assert.deepEqual(Object.keys(kept), []);
});
