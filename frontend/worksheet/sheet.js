// What people see and do with the sheet besides typing: wires the parts to the page. `page` is null where one only reads.
import { all } from "../common/dom.js";
import { get } from "../common/post.js";
import { Attachments } from "./attachments.js";
import { setValue, shownOf } from "./cells.js";
import { choosing } from "./fillings.js";
import { finder } from "./find.js";
import { historian } from "./history.js";
import { joining } from "./join.js";
import { Live } from "./live.js";
import { missing } from "./missing.js";
import { pasting } from "./paste.js";
import { pins } from "./pins.js";
import { promoting } from "./promote.js";
import { reviewing } from "./review.js";

const CALM = 1500;
const MOMENT = 250;
const TRIES = 16;

export class Sheet {
  constructor(root, data, page) {
    this.root = root;
    this.data = data;
    this.page = page;
    this.people = page ? page.people : new Map(all(root, "[data-person]").map((one) => [one.value, one.dataset.person]));
    this.revision = Number(root.dataset.revision);
    this.live = new Live(root, this.people, (shown, hidden) => this.show(shown, hidden));
    const ready = () => this.ready();
    this.review = reviewing(root, data, { ready, revision: () => this.revision });
    promoting(root, data, ready);
    choosing(root, data, ready);
    joining(root, data);
    this.missing = missing(root, (row) => this.open(row));
    historian(root, data);
    if (page) this.prepare();
    this.finders = all(root, "[data-rows]").map((list) => this.finder(list));
    root.addEventListener("score-reload", () => window.location.reload());
  }

  prepare() {
    const typed = (wrapper) => this.page.typed(wrapper);
    this.attachments = new Attachments(this.root, this.data, { typed, photos: this.page.photos });
    const picture = (cell) => this.attachments.first(this.live.cells.get(cell) || "");
    this.pins = pins(this.root, this.data.texts, { picture, typed });
    this.added(this.root);
    this.live.soon();
    for (const [key, rows] of this.page.rows) {
      const paste = { language: this.live.language, add: (added) => this.paste(rows, added) };
      pasting(rows.section, rows, this.data.texts, paste);
      rows.counted = () => this.finders.find(({ list }) => list.dataset.rows === key).offer();
    }
  }

  // Whether all is saved, once what waits was given the time to be.
  async ready() {
    const { queue, sender } = this.page || { queue: { empty: true } };
    for (let tries = 0; tries < TRIES && !queue.empty; tries++) {
      sender.now();
      await new Promise((go) => setTimeout(go, MOMENT));
    }
    return queue.empty;
  }

  finder(list) {
    const names = new Map(Array.from(this.people, ([name, key]) => [key, name]));
    const find = {
      valueOf: (address) => (this.live.results || {})[address] ?? this.live.cells.get(address) ?? "",
      named: (value) => names.get(value) || value,
    };
    const rows = this.page && this.page.rows.get(list.dataset.rows);
    return finder(list.closest("[data-section]"), rows, this.data.texts, find);
  }

  // A row, or the whole page, has inputs now.
  added(part) {
    if (!this.attachments) return;
    this.attachments.added(part);
    this.pins(part);
    if (part === this.root) return;
    this.review.place(part);
    if (part.dataset.fresh) this.live.set(`${part.parentNode.dataset.rows}/${part.dataset.row}/#at`, part.dataset.at);
    if (this.hidden) this.hide(this.hidden, false, part);
    this.live.soon();
  }

  // An edit was made: of a field (`kind`) or of a row's place.
  changed(cell, kind, value) {
    this.live.typed(cell, kind, value);
    if (kind === "photo") this.pins(this.root);
  }

  settled(answer) {
    for (const [cell, value] of Object.entries(answer.cells || {})) {
      if (!this.page.queue.fresh.has(cell)) this.live.cells.set(cell, value);
    }
    this.revision = answer.revision;
    if (answer.missing) this.missing(answer.missing);
    if (answer.hidden) this.hide(new Set(answer.hidden), true);
    if (this.page.queue.waiting) this.live.soon();
    this.draw();
    if (!this.data.record && answer.record) {
      this.data.record = answer.record;
      this.review.refresh().catch(() => {});
    }
  }

  // The charts anew, once nothing was saved for a moment.
  draw() {
    if (!this.data.charts) return;
    clearTimeout(this.drawing);
    this.drawing = setTimeout(async () => {
      const { charts } = await get(this.data.charts).catch(() => ({ charts: {} }));
      for (const place of all(this.root, "[data-chart-of]")) {
        const html = charts[place.dataset.chartOf];
        if (html === undefined) continue;
        const open = place.querySelector("details[open]");
        place.innerHTML = html;
        const table = open && place.querySelector("details");
        if (table) table.open = true;
      }
    }, CALM);
  }

  show(shown, hidden) {
    this.page.shown = shown;
    this.page.compute();
    this.hide(hidden);
  }

  // The server knows nothing yet of rows that nobody has written in.
  hide(hidden, fromServer = false, within = this.root) {
    this.hidden = hidden;
    for (const part of all(within, "[data-when]")) {
      if (!fromServer || !part.closest("[data-fresh]")) part.hidden = hidden.has(part.dataset.when);
    }
  }

  open(row) {
    const rows = this.page && this.page.rows.get(row.parentNode.dataset.rows);
    if (rows) rows.build(row);
    if (row.tagName === "DETAILS") row.open = true;
  }

  paste(rows, added) {
    rows.busy = true;
    const made = added.map((values) => {
      const row = rows.make();
      for (const [field, value] of Object.entries(values)) this.type(`${rows.key}/${row.dataset.row}/${field}`, value);
      if (row.tagName === "DETAILS") row.open = false;
      return row;
    });
    rows.busy = false;
    for (const row of made) rows.summarise(row, shownOf);
    rows.count();
  }

  // Give a cell a value as if a person had typed it.
  type(cell, typed) {
    const wrapper = this.page.wrappers.get(cell);
    if (!wrapper) return;
    setValue(wrapper, typed, this.people);
    this.page.typed(wrapper);
  }
}
