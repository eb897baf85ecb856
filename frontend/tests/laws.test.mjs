// The laws of the queue, by chance: people type in several tabs, tabs die and are opened again, requests and answers get
// lost, come twice or late, somebody else writes meanwhile. In the end nothing is lost and nothing is doubled.
import assert from "node:assert/strict";
import { test } from "node:test";
import { IDBFactory } from "fake-indexeddb";
import { uuid } from "../common/dom.js";
import { Queue } from "../worksheet/queue.js";
import { Store } from "../worksheet/store.js";

const CELLS = ["a//x", "a//y", "rows/r1/z"];
const STEPS = 40;

function chance(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return { one: (list) => list[Math.floor(next() * list.length)], next };
}

// The law of merging, as records keep it: an edit applies where its base still stands, and once.
class Server {
  constructor() {
    Object.assign(this, { cells: {}, history: [], seen: new Set() });
  }

  save(edits) {
    const told = { applied: [], conflicts: [], refused: [], cells: {} };
    for (const { id, cell, base, value } of edits) {
      const current = this.cells[cell] || "";
      if (this.seen.has(id)) told.applied.push(id);
      else if (value.startsWith("bad")) told.refused.push({ id, cell, message: "no" });
      else if (current === base || current === value) {
        this.seen.add(id);
        this.history.push({ id, cell, before: current, value });
        this.cells[cell] = value;
        told.applied.push(id);
      } else told.conflicts.push({ id, cell, base, value, current });
    }
    for (const { cell } of edits) told.cells[cell] = this.cells[cell] || "";
    return told;
  }
}

// Web Locks of one browser: held as long as the callback's promise is open and the tab lives.
class Locks {
  constructor() {
    this.waiting = [];
  }

  of(tab) {
    return { request: (name, work) => this.ask({ name, work, tab, held: false }) };
  }

  ask(request) {
    this.waiting.push(request);
    this.serve();
  }

  serve() {
    for (const request of this.waiting) {
      const first = this.waiting.find((other) => other.name === request.name);
      if (request !== first || request.held) continue;
      request.held = true;
      Promise.resolve(request.work()).then(() => this.drop((other) => other === request));
    }
  }

  drop(which) {
    this.waiting = this.waiting.filter((request) => !which(request));
    this.serve();
  }
}

const breathe = async () => {
  for (let n = 0; n < 12; n++) await new Promise(setImmediate);
};

// A phone: one IndexedDB, tabs that come and go. What was typed and must not be lost is in `owed`.
class Phone {
  constructor(server, locks) {
    Object.assign(this, { server, locks, indexedDB: new IDBFactory(), tabs: [], owed: new Map(), late: [], count: 0 });
  }

  async open() {
    const tab = { queue: new Queue(1), saved: {} };
    const navigator = this.locks ? { locks: this.locks.of(tab) } : {};
    tab.store = new Store("7/plan", { indexedDB: this.indexedDB, localStorage: null, navigator });
    tab.saved = { ...this.server.cells };
    this.tabs.push(tab);
    await tab.store.ready;
    await tab.store.adopt((left, photos, alive) => {
      tab.queue.restore(left, alive);
      tab.store.keep(tab.queue);
    });
    await breathe();
    return tab;
  }

  async kill(tab) {
    this.tabs = this.tabs.filter((other) => other !== tab);
    if (this.locks) this.locks.drop((request) => request.tab === tab);
    await breathe();
  }

  // What this tab has of a cell is replaced by what is typed over it.
  over(tab, cell) {
    const { sent, fresh, held, wrong } = tab.queue;
    const mine = [...sent.filter((edit) => edit.cell === cell), fresh.get(cell), (held.get(cell) || {}).edit, wrong.get(cell)];
    for (const edit of mine) if (edit) this.owed.delete(edit.value);
  }

  async type(tab, cell, bad = false) {
    const value = `${bad ? "bad" : "v"}${++this.count}`;
    this.over(tab, cell);
    tab.queue.put(cell, tab.saved[cell] || "", value);
    if (!bad) this.owed.set(value, cell);
    await tab.store.keep(tab.queue);
  }

  async send(tab, fate) {
    const edits = tab.queue.next().map((edit) => ({ ...edit }));
    if (!edits.length) return;
    if (fate !== "last breath") await tab.store.keep(tab.queue);
    if (fate === "late") this.late.push(edits);
    if (fate === "lost" || fate === "late") return;
    if (fate === "doubled") this.server.save(edits);
    const answer = this.server.save(edits);
    if (fate === "last breath") return void (await this.kill(tab));
    if (fate === "unanswered") return;
    tab.queue.settle(answer);
    Object.assign(tab.saved, answer.cells);
    await tab.store.keep(tab.queue);
  }

  async choose(tab, mine) {
    for (const [cell, { edit, conflict }] of [...tab.queue.held]) {
      tab.saved[cell] = conflict.current;
      if (!mine) this.owed.delete(edit.value);
      tab.queue.resolve(cell, mine);
    }
    await tab.store.keep(tab.queue);
  }
}

async function live(seed, locks) {
  const { one, next } = chance(seed);
  const server = new Server();
  const phone = new Phone(server, locks);
  await phone.open();
  const tab = () => one(phone.tabs);
  const steps = {
    type: () => phone.type(tab(), one(CELLS), next() < 0.1),
    again: () => phone.type(tab(), one(CELLS)),
    send: () => phone.send(tab(), one(["well", "well", "lost", "unanswered", "doubled", "late", "last breath"])),
    other: () => server.save([{ id: uuid(), cell: one(CELLS), base: "", value: "" }].map((edit) => ({
      ...edit, base: server.cells[edit.cell] || "", value: `other${next()}`,
    }))),
    arrive: () => phone.late.length && server.save(phone.late.splice(Math.floor(next() * phone.late.length), 1)[0]),
    kill: () => phone.kill(tab()),
    open: () => phone.tabs.length < 3 && phone.open(),
    choose: () => phone.choose(tab(), next() < 0.7),
  };
  for (let step = 0; step < STEPS; step++) {
    if (!phone.tabs.length) await phone.open();
    await steps[one(Object.keys(steps))]();
  }
  // Everything comes to rest: all tabs close but one, whose owner insists on the own values.
  for (const edits of phone.late) server.save(edits);
  for (const open of [...phone.tabs]) await phone.kill(open);
  const last = await phone.open();
  for (let tries = 0; tries < 100 && !last.queue.empty; tries++) {
    await phone.send(last, "well");
    await phone.choose(last, true);
    for (const cell of [...last.queue.wrong.keys()]) last.queue.drop(cell);
    await last.store.keep(last.queue);
  }
  assert.ok(last.queue.empty, "all is sent");
  assert.deepEqual(await last.store.found(), [], "nothing is kept any more");
  for (const [value, cell] of phone.owed) {
    assert.ok(server.history.some((entry) => entry.cell === cell && entry.value === value), `${value} is lost`);
  }
  const ids = server.history.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length, "an edit counts once");
  for (const [cell, value] of Object.entries(server.cells)) {
    const entries = server.history.filter((entry) => entry.cell === cell);
    entries.forEach((entry, at) => assert.equal(entry.before, at ? entries[at - 1].value : ""));
    assert.equal(entries[entries.length - 1].value, value, "the record is the sum of its history");
  }
}

for (const [name, locks] of [["Web Locks", () => new Locks()], ["no locks", () => null]]) {
  test(`whatever happens, nothing is lost and nothing is doubled, with ${name}`, async () => {
    for (let seed = 1; seed <= 120; seed++) {
      await live(seed, locks()).catch((failure) => {
        failure.message = `seed ${seed}: ${failure.message}`;
        throw failure;
      });
    }
  });
}
