// A worksheet's page: what people type goes through the queue to the server, and its answer comes back to the fields.
import { all, announce, fill, make } from "../common/dom.js";
import { post } from "../common/post.js";
import { clear, setValue, showClear, showError, shownOf, valueOf } from "./cells.js";
import { hideConflict, showConflict } from "./conflict.js";
import { Queue } from "./queue.js";
import { Rows } from "./rows.js";
import { Sender } from "./sender.js";
import { Sheet } from "./sheet.js";
import { Store } from "./store.js";

class Page {
  constructor(root, data) {
    this.root = root;
    this.texts = data.texts;
    this.people = new Map(all(root, "[data-person]").map((option) => [option.value, option.dataset.person]));
    this.wrappers = new Map();
    this.outputs = new Map();
    this.shown = {};
    this.saved = new Map(); // cell -> { canonical, typed }: what the server holds, and how an input shows it
    this.queue = new Queue();
    this.store = new Store(root.dataset.storage, window.localStorage);
    this.sender = new Sender({
      queue: this.queue,
      url: data.save,
      user: data.user,
      settled: (answer) => this.settled(answer),
      changed: (state, reason) => this.tell(state, reason),
    });
    this.register(root);
    const handlers = {
      added: (row) => {
        this.register(row);
        if (this.sheet) this.sheet.added(row);
      },
      change: (cell, value) => this.change(cell, value),
      copy: (cell, wrapper) => this.sheet.type(cell, valueOf(wrapper, this.people)),
      known: (cell, value) => {
        if (!this.saved.has(cell)) this.saved.set(cell, { canonical: value, typed: value });
      },
      fill: (wrapper, canonical, typed) => {
        wrapper.dataset.value = canonical;
        setValue(wrapper, typed, this.people);
      },
    };
    this.rows = new Map(
      all(root, "[data-rows]").map((list) => [
        list.dataset.rows,
        new Rows(list.closest("[data-section]"), this.texts, handlers),
      ])
    );
    this.sheet = new Sheet(root, data, this);
    this.restore();
    for (const rows of this.rows.values()) rows.begin();
    this.listen();
  }

  register(part) {
    for (const wrapper of all(part, "[data-cell]")) {
      const cell = wrapper.dataset.cell;
      this.wrappers.set(cell, wrapper);
      this.saved.set(cell, { canonical: wrapper.dataset.value, typed: valueOf(wrapper, this.people) });
    }
    for (const output of all(part, "[data-shown]")) this.outputs.set(output.dataset.shown, output);
    this.compute();
  }

  listen() {
    this.root.addEventListener("input", (event) => this.typed(event.target.closest("[data-cell]")));
    this.root.addEventListener("change", (event) => this.typed(event.target.closest("[data-cell]")));
    this.root.addEventListener("focusout", (event) => this.left(event.target.closest("[data-cell]")));
    this.root.addEventListener("click", (event) => {
      if (!event.target.closest("[data-clear]")) return;
      const wrapper = event.target.closest("[data-cell]");
      clear(wrapper);
      this.typed(wrapper);
    });
    this.root.querySelector("[data-retry]").addEventListener("click", () => this.sender.now());
    window.addEventListener("online", () => this.sender.now());
    window.addEventListener("pagehide", () => this.sender.now());
    document.addEventListener("visibilitychange", () => this.sender.now());
  }

  // A field's inputs changed.
  typed(wrapper) {
    if (!wrapper) return;
    const box = wrapper.querySelector("[data-not-measured]");
    if (box) wrapper.querySelector("[data-input]").disabled = box.checked;
    showClear(wrapper);
    const row = wrapper.closest("[data-row]");
    if (row) {
      const rows = this.rows.get(row.parentNode.dataset.rows);
      rows.touch(row);
      rows.summarise(row, shownOf);
    }
    this.change(wrapper.dataset.cell, valueOf(wrapper, this.people));
    if (!this.queue.held.has(wrapper.dataset.cell)) showError(wrapper, "");
  }

  // A cell has a new value, typed or not.
  change(cell, value) {
    const saved = this.saved.get(cell) || { canonical: "", typed: "" };
    const changed = value !== saved.typed || !this.queue.drop(cell);
    if (changed) this.queue.put(cell, saved.canonical, value);
    this.sheet.changed(cell, this.wrappers.has(cell) ? this.wrappers.get(cell).dataset.kind : "", value);
    this.mark(cell, changed ? "saving" : "");
    this.keep();
    if (this.queue.waiting) this.sender.soon();
    else if (!this.sender.busy) this.tell("saved");
  }

  // A sign at the field itself: on a long page the line at the end may be out of sight.
  mark(cell, sign) {
    const wrapper = this.wrappers.get(cell);
    if (wrapper) wrapper.dataset.mark = sign;
  }

  // Someone left a field: show the number as the language writes it.
  left(wrapper) {
    const saved = wrapper && this.saved.get(wrapper.dataset.cell);
    if (!saved || saved.pretty === undefined || valueOf(wrapper, this.people) !== saved.typed) return;
    saved.typed = saved.pretty;
    delete saved.pretty;
    setValue(wrapper, saved.typed, this.people);
  }

  keep() {
    if (!this.store.keep(this.queue) && !this.warned) {
      this.warned = true;
      window.addEventListener("beforeunload", (event) => {
        if (!this.queue.empty) event.preventDefault();
      });
    }
  }

  // What an earlier page typed and could not save stands in the fields again, and is sent.
  restore() {
    for (const left of this.store.adopt()) this.queue.restore(left);
    if (this.queue.empty) return;
    const edits = [...this.queue.sent, ...this.queue.fresh.values()];
    for (const { cell, value } of edits) {
      const [section, id, field] = cell.split("/");
      const rows = this.rows.get(section);
      if (rows && field === "#at" && !rows.find(id)) rows.make(id, value);
      if (rows && rows.find(id)) rows.build(rows.find(id));
      if (rows && field === "#gone" && rows.find(id)) rows.find(id).hidden = value === "1";
    }
    for (const { cell, value } of edits) {
      const wrapper = this.wrappers.get(cell);
      if (wrapper) setValue(wrapper, value, this.people);
    }
    this.keep();
    this.sender.wait(0);
  }

  settled(answer) {
    const told = this.queue.settle(answer);
    for (const edit of told.saved) this.saveTold(edit, answer);
    for (const { edit } of told.refused) this.mark(edit.cell, "");
    for (const conflict of told.conflicts) this.conflict(conflict);
    const lost = [];
    for (const { edit, message } of told.refused) {
      const wrapper = this.wrappers.get(edit.cell);
      if (wrapper) {
        showError(wrapper, message || this.texts.mistakes);
      } else {
        this.queue.wrong.delete(edit.cell);
        if (!edit.cell.includes("#")) lost.push(edit.value);
      }
    }
    if (lost.length) this.notice(`${this.texts.lost} ${lost.join(" · ")}`);
    this.shown = answer.shown;
    this.compute();
    this.sheet.settled(answer);
    this.progress(answer);
    this.keep();
  }

  // What formulas give, since the last save.
  compute() {
    for (const [cell, text] of Object.entries(this.shown)) {
      const output = this.outputs.get(cell);
      if (output) output.textContent = text || this.texts.notyet;
    }
  }

  saveTold(edit, answer) {
    const wrapper = this.wrappers.get(edit.cell);
    const now = { canonical: answer.cells[edit.cell], typed: edit.value, pretty: answer.typed[edit.cell] };
    if (wrapper && wrapper.dataset.kind === "person") now.pretty = edit.value;
    this.saved.set(edit.cell, now);
    if (!wrapper) return;
    hideConflict(wrapper);
    this.mark(edit.cell, this.queue.fresh.has(edit.cell) ? "saving" : "saved");
    if (!wrapper.contains(document.activeElement)) this.left(wrapper);
  }

  conflict(conflict) {
    const { cell } = conflict;
    const wrapper = this.wrappers.get(cell);
    if (!wrapper) {
      this.queue.resolve(cell, false);
      return;
    }
    this.mark(cell, "");
    const mine = { ...conflict, value_shown: shownOf(wrapper) || conflict.value_shown };
    showConflict(wrapper, mine, this.texts, (keepMine) => {
      this.queue.resolve(cell, keepMine);
      this.mark(cell, keepMine ? "saving" : "");
      this.saved.set(cell, { canonical: conflict.current, typed: conflict.current_typed });
      if (!keepMine) setValue(wrapper, conflict.current_typed, this.people);
      hideConflict(wrapper);
      this.keep();
      if (keepMine) this.sender.wait(0);
      else this.tell("saved");
      wrapper.querySelector("[data-input]").focus();
    });
  }

  progress({ filled, wanted, done }) {
    const text = this.root.querySelector("[data-filled]");
    if (!text) return;
    text.textContent = fill(this.texts.filled, { filled, wanted });
    const bar = this.root.querySelector("[data-bar]");
    bar.max = wanted;
    bar.value = filled;
    this.root.querySelector("[data-done]").hidden = !done;
  }

  notice(text) {
    this.root.querySelector(".score-head").append(make("p", { class: "score-notice", role: "alert" }, text));
  }

  tell(state, reason = "") {
    let shown = state;
    if (state === "saved" && this.queue.held.size) shown = "conflicts";
    else if (state === "saved" && this.queue.wrong.size) shown = "mistakes";
    const line = this.root.querySelector("[data-state]");
    line.dataset.state = shown;
    const text = shown === "network" ? this.texts.unsaved : fill(this.texts[shown], { reason });
    announce(line.querySelector("[data-state-text]"), text);
    line.querySelector("[data-retry]").hidden = !["network", "session", "refused"].includes(shown);
  }
}

export default function start({ element, data }) {
  const root = element.querySelector(".score-worksheet");
  if (data.complete) post(data.publish, {}).catch(() => {});
  if (root && root.dataset.storage) root.page = new Page(root, data);
  else if (root) new Sheet(root, data, null);
}
