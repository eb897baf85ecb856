import assert from "node:assert/strict";
import { test } from "node:test";
import { Queue } from "../worksheet/queue.js";

const NOTHING = { applied: [], conflicts: [], refused: [], cells: {} };
const ids = (edits) => edits.map((edit) => edit.id);
const applied = (edits, cells) => ({ ...NOTHING, applied: ids(edits), cells });

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

test("the same value told once more makes no second edit", () => {
  const queue = new Queue();
  queue.put("a//b", "", "1");
  queue.next();
  queue.put("a//b", "", "1");
  assert.equal(queue.waiting, 1);
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

const again = (queue, alive = false) => {
  const next = new Queue(queue.version);
  next.restore(JSON.parse(JSON.stringify(queue)), alive);
  return next;
};

test("a reload loses nothing: sent, unsent, typed since", () => {
  const queue = new Queue(3);
  queue.put("a//sent", "", "1");
  const [sent] = queue.next();
  queue.put("a//fresh", "", "2");
  queue.put("a//sent", "", "1b");
  const after = again(queue);
  const first = [...after.next()];
  assert.deepEqual(first.map(({ id, cell, value, version }) => [id === sent.id, cell, value, version]), [
    [true, "a//sent", "1", 3],
    [false, "a//fresh", "2", 3],
  ]);
  after.settle(applied(first, { "a//sent": "1", "a//fresh": "2" }));
  assert.deepEqual(after.next().map(({ cell, base, value }) => [cell, base, value]), [["a//sent", "1", "1b"]]);
});

test("what a closed page may have sent with its last breath goes as it was, however one types on", () => {
  const queue = new Queue();
  queue.put("a//b", "", "one");
  const [kept] = queue.toJSON().fresh;
  const after = again(queue);
  after.put("a//b", "", "one, two");
  assert.deepEqual(after.next().map(({ id, value }) => [id === kept.id, value]), [[true, "one"]]);
  after.settle(applied(after.flying, { "a//b": "one" }));
  assert.deepEqual(after.next().map(({ base, value }) => [base, value]), [["one", "one, two"]]);
});

test("of a page that may be alive the unsent edits get other ids, the sent ones keep theirs", () => {
  const queue = new Queue();
  queue.put("a//sent", "", "1");
  const [sent] = queue.next();
  queue.put("a//fresh", "", "2");
  const [one, two] = again(queue, true).next();
  assert.equal(one.id, sent.id);
  assert.notEqual(two.id, queue.toJSON().fresh[0].id);
});

test("what was typed before the kept edits came is lost as little as they are", () => {
  const queue = new Queue();
  queue.put("a//b", "", "kept");
  const after = new Queue();
  after.put("a//b", "", "typed at once");
  after.restore(JSON.parse(JSON.stringify(queue)), false);
  const values = [];
  while (after.waiting) {
    values.push(...after.next().map((edit) => edit.value));
    after.settle(applied(after.flying, {}));
  }
  assert.deepEqual(values.sort(), ["kept", "typed at once"]);
});

test("two values for one cell go one after the other; while one is in conflict the other waits", () => {
  const queue = new Queue();
  for (const value of ["one", "two"]) {
    const old = new Queue();
    old.put("a//b", "", value);
    queue.restore(JSON.parse(JSON.stringify(old)), false);
  }
  const [first, ...rest] = queue.next();
  assert.deepEqual([first.value, rest.length], ["one", 0]);
  queue.settle({ ...NOTHING, conflicts: [{ id: first.id, cell: "a//b", current: "theirs", value: "one" }] });
  assert.deepEqual(queue.next(), []);
  queue.resolve("a//b", false);
  assert.deepEqual(queue.next().map((edit) => edit.value), ["two"]);
});

test("edits of cells that wait for something else stay behind; the others go", () => {
  const queue = new Queue();
  queue.put("a//photo", "", "p1");
  queue.put("a//b", "", "x");
  const blocked = (cell) => cell === "a//photo";
  assert.deepEqual(queue.next(blocked).map((edit) => edit.cell), ["a//b"]);
  queue.settle(applied(queue.flying, { "a//b": "x" }));
  assert.deepEqual(queue.next(blocked), []);
  assert.equal(queue.waiting, 1);
  assert.deepEqual(queue.next().map((edit) => edit.cell), ["a//photo"]);
});

test("edits typed in another version of the sheet go in a request of their own", () => {
  const old = new Queue(1);
  old.put("a//b", "", "x");
  const queue = new Queue(2);
  queue.restore(JSON.parse(JSON.stringify(old)), false);
  queue.put("a//c", "", "y");
  assert.deepEqual(queue.next().map((edit) => edit.version), [1]);
  queue.settle(applied(queue.flying, { "a//b": "x" }));
  assert.deepEqual(queue.next().map((edit) => edit.version), [2]);
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
  assert.deepEqual(again(queue).next().map(({ base, value }) => [base, value]), [["", "mine"], ["", "abc"]]);
});
