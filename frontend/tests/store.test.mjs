// Where the queue is kept: in IndexedDB, under the person's and the record's name, each tab on its own.
import assert from "node:assert/strict";
import { test } from "node:test";
import { IDBFactory } from "fake-indexeddb";
import { Queue } from "../worksheet/queue.js";
import { Store } from "../worksheet/store.js";

// Like a browser's localStorage: what is kept are the object's own keys.
class MapStorage {
  constructor() {
    Object.defineProperty(this, "setItem", { value: (key, value) => (this[key] = value) });
    Object.defineProperty(this, "getItem", { value: (key) => (key in this ? this[key] : null) });
    Object.defineProperty(this, "removeItem", { value: (key) => delete this[key] });
  }
}

const phone = () => ({ indexedDB: new IDBFactory(), localStorage: new MapStorage(), navigator: {} });
const typed = (value = "x") => {
  const queue = new Queue(1);
  queue.put("a//b", "", value);
  return queue;
};
const adopted = async (name, scope) => {
  const found = [];
  const store = new Store(name, scope);
  await store.adopt((left, photos, alive) => found.push({ values: [...left.sent, ...left.fresh].map((one) => one.value), photos, alive }));
  return { store, found };
};
const MINE = "7/SCORE/person//plan/";

test("what one page keeps the next one finds; once it is that page's it lies under its name alone", async () => {
  const scope = phone();
  assert.equal(await new Store(MINE, scope).keep(typed()), true);
  const { store, found } = await adopted(MINE, scope);
  assert.deepEqual(found, [{ values: ["x"], photos: [], alive: true }]);
  await store.keep(typed("y"));
  assert.deepEqual((await adopted(MINE, scope)).found.map((one) => one.values), [["y"]]);
  assert.equal(Object.keys(scope.localStorage).length, 0);
});

test("what is saved is no longer kept", async () => {
  const scope = phone();
  const store = new Store(MINE, scope);
  await store.keep(typed());
  await store.keep(new Queue(1));
  assert.deepEqual((await adopted(MINE, scope)).found, []);
});

test("nobody else finds what is kept, nor does another record", async () => {
  const scope = phone();
  const store = new Store(MINE, scope);
  await store.keep(typed("secret"));
  await store.photo({ id: "p1", blob: "bytes" }, true);
  for (const name of ["8/SCORE/person//plan/", "7/SCORE/enterprise/PT Maju/plan/", `${MINE}baseline`, "7", ""]) {
    assert.deepEqual((await adopted(name, scope)).found, [], name);
  }
});

test("photos are kept beside the edits, until they are sent", async () => {
  const scope = phone();
  const store = new Store(MINE, scope);
  assert.equal(await store.photo({ id: "p1", cell: "a//photo", blob: "bytes" }, true), true);
  await store.keep(typed("p1"));
  const { store: second, found } = await adopted(MINE, scope);
  assert.deepEqual(found[0].photos.map(({ id, blob }) => [id, blob]), [["p1", "bytes"]]);
  await second.photo(found[0].photos[0], false);
  assert.deepEqual((await adopted(MINE, scope)).found.map((one) => one.photos), [[]]);
});

test("with Web Locks a page's edits are its own as long as it is open", async () => {
  const asked = [];
  const scope = { ...phone(), navigator: { locks: { request: (name, work) => asked.push({ name, work }) } } };
  const first = new Store(MINE, scope);
  await first.keep(typed());
  assert.equal(asked.length, 1);
  const { found } = await adopted(MINE, scope);
  assert.deepEqual(found, []);
  const waiting = asked.filter(({ name }) => name === first.key(first.tab));
  assert.equal(waiting.length, 2);
  waiting[1].work(); // the first page is closed
  for (let n = 0; n < 12; n++) await new Promise(setImmediate);
  assert.deepEqual(found, [{ values: ["x"], photos: [], alive: false }]);
});

test("what pages of before kept in localStorage comes along", async () => {
  const scope = phone();
  const old = { at: 1, sent: [{ id: "e1", cell: "a//b", base: "", value: "sent" }], fresh: [{ id: "e2", cell: "a//b", base: null, value: "fresh" }] };
  scope.localStorage.setItem(`score/${MINE}/tab`, JSON.stringify(old));
  scope.localStorage.setItem(`score/${MINE}x/tab`, JSON.stringify(old));
  scope.localStorage.setItem("score/bring", "{}");
  const { store, found } = await adopted(MINE, scope);
  assert.deepEqual(found.map((one) => one.values), [["sent", "fresh"]]);
  await store.keep(typed());
  assert.deepEqual(Object.keys(scope.localStorage).sort(), [`score/${MINE}x/tab`, "score/bring"]);
});

const BROKEN = { open: () => { throw new Error("no"); } };

test("without IndexedDB edits lie in localStorage, photos in no place", async () => {
  const scope = { ...phone(), indexedDB: BROKEN };
  const store = new Store(MINE, scope);
  assert.equal(await store.keep(typed()), true);
  assert.equal(await store.photo({ id: "p1" }, true), false);
  assert.deepEqual((await adopted(MINE, scope)).found.map((one) => one.values), [["x"]]);
});

test("a device that keeps nothing is told", async () => {
  const full = { setItem: () => { throw new Error("full"); }, getItem: () => null, removeItem: () => {} };
  assert.equal(await new Store(MINE, { indexedDB: BROKEN, localStorage: full, navigator: {} }).keep(typed()), false);
  const none = { indexedDB: undefined, navigator: {}, get localStorage() { throw new Error("blocked"); } };
  const { store, found } = await adopted(MINE, none);
  assert.equal(await store.keep(typed()), false);
  assert.deepEqual(found, []);
});

test("an IndexedDB that never answers does not hold the page up", { timeout: 10000 }, async () => {
  const scope = { ...phone(), indexedDB: { open: () => ({}) } };
  assert.equal(await new Store(MINE, scope).keep(typed()), true);
  assert.equal(Object.keys(scope.localStorage).length, 1);
});
