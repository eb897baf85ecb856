// A worksheet's page: what people type goes through the queue to the server, and its answer comes back to the fields.
import { all, announce, fill, hook, make } from "../common/dom.js";
import { post } from "../common/post.js";
import { clear, setValue, showClear, showError, shownOf, valueOf } from "./cells.js";
import { hideConflict, showConflict } from "./conflict.js";
import { Others } from "./others.js";
import { Photos } from "./photos.js";
import { Poll } from "./poll.js";
import { Queue } from "./queue.js";
import { Rows } from "./rows.js";
import { Sender } from "./sender.js";
import { Sheet } from "./sheet.js";
import { State } from "./state.js";
import { Store } from "./store.js";

const ATTACHED = ["photo", "file"];

class Page {
  constructor(root, data) {
    this.root = root;
    this.texts = data.texts;
    this.people = new Map(all(root, "[data-person]").map((option) => [option.value, option.dataset.person]));
    this.wrappers = new Map();
    this.outputs = new Map();
    this.shown = {};
    this.saved = new Map(); // cell -> { canonical, typed }: what the server holds, and how an input shows it
    this.queue = new Queue(data.version);
    this.store = new Store(root.dataset.storage);
    const shown = () => this.sheet.attachments;
    this.photos = new Photos({ data, store: this.store, shown, changed: () => this.sender.soon() });
    this.sender = new Sender({
      queue: this.queue,
      photos: this.photos,
      url: data.save,
      user: data.user,
      keep: () => this.keep(),
      settled: (answer) => this.settled(answer),
      changed: () => this.tell(),
    });
    this.state = new State(root, data, () => this.sender.again());
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
    this.others = new Others(this, data);
    for (const rows of this.rows.values()) rows.begin();
    this.listen();
    this.store.adopt((left, photos, alive) => this.restore(left, photos, alive));
    this.poll = new Poll(data, this.sheet.revision, {
      take: (told) => {
        this.poll.works();
        this.others.take(told);
      },
      failed: (failure) => this.session(failure),
    });
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
    window.addEventListener("online", () => this.sender.again());
    window.addEventListener("offline", () => this.tell());
    window.addEventListener("pagehide", () => this.sender.now(true));
    document.addEventListener("visibilitychange", () => (document.hidden ? this.sender.now(true) : this.sender.again()));
    window.addEventListener("beforeunload", (event) => {
      if ((this.unkept && !this.queue.empty) || this.photos.unkept) event.preventDefault();
    });
  }

  // A field's inputs changed.
  typed(wrapper) {
    if (!wrapper) return;
    const box = hook(wrapper, "not-measured");
    if (box) hook(wrapper, "input").disabled = box.checked;
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
    const kind = this.wrappers.has(cell) ? this.wrappers.get(cell).dataset.kind : "";
    if (changed) this.queue.put(cell, saved.canonical, value);
    if (ATTACHED.includes(kind)) this.photos.held(cell, value.split(","));
    this.sheet.changed(cell, kind, value);
    this.mark(cell, changed ? "saving" : "");
    this.used = true;
    this.keep();
    this.poll.works();
    this.sender.soon();
    this.tell();
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

  // Keep it all on the device, once for all that is typed in one go; resolves when it is kept.
  keep() {
    this.keeping =
      this.keeping ||
      Promise.resolve().then(() => {
        this.keeping = null;
        return this.store.keep(this.queue).then((kept) => (this.unkept = !kept));
      });
    return this.keeping;
  }

  get waiting() {
    return this.queue.waiting + this.photos.waiting.size;
  }

  // What an earlier page typed and could not save stands in the fields again, and is sent.
  restore(left, photos, alive) {
    const edits = [...left.sent, ...left.fresh];
    for (const { cell, value } of edits) {
      const [section, id, field] = cell.split("/");
      const rows = this.rows.get(section);
      if (rows && field === "#at" && !rows.find(id)) {
        rows.giveWay();
        rows.make(id, value);
      }
      if (rows && rows.find(id)) rows.build(rows.find(id));
      if (rows && field === "#gone" && rows.find(id)) rows.find(id).hidden = value === "1";
    }
    this.photos.restore(photos);
    for (const edit of edits) {
      const wrapper = this.wrappers.get(edit.cell);
      if (!wrapper) continue;
      const { kind } = wrapper.dataset;
      // A photo that was not made small before the page died is not there any more.
      if (ATTACHED.includes(kind) && left.fresh.includes(edit)) edit.value = this.sheet.attachments.there(edit.value);
      if (!this.queue.has(edit.cell)) setValue(wrapper, edit.value, this.people);
      this.sheet.changed(edit.cell, kind, edit.value);
    }
    this.queue.restore(left, alive);
    this.used = true;
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
    this.others.saved(answer);
    this.worked(answer);
    this.others.apply();
    this.keep();
  }

  // What follows from the cells, as the server works it out.
  worked(answer) {
    this.shown = answer.shown;
    this.compute();
    this.sheet.settled(answer);
    this.progress(answer);
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
    // The field may show one more value that an earlier page left.
    const typed = this.queue.isSent(cell) ? "" : shownOf(wrapper);
    const mine = { ...conflict, value_shown: typed || conflict.value_shown };
    showConflict(wrapper, mine, this.texts, (keepMine) => {
      this.queue.resolve(cell, keepMine);
      this.mark(cell, keepMine ? "saving" : "");
      this.saved.set(cell, { canonical: conflict.current, typed: conflict.current_typed });
      if (!keepMine) setValue(wrapper, conflict.current_typed, this.people);
      hideConflict(wrapper);
      this.keep();
      this.sender.wait(0);
      this.tell();
      hook(wrapper, "input").focus();
    });
  }

  progress({ filled, wanted, done }) {
    const text = hook(this.root, "filled");
    if (!text) return;
    text.textContent = fill(this.texts.filled, { filled, wanted });
    const bar = hook(this.root, "bar");
    bar.max = wanted;
    bar.value = filled;
    hook(this.root, "done").hidden = !done;
  }

  notice(...text) {
    this.root.querySelector(".score-head").append(make("p", { class: "score-notice", role: "alert" }, ...text));
  }

  // Something that only a fresh page shows; said once.
  reload(text) {
    if (this.outdated) return;
    this.outdated = true;
    this.notice(text, " ", make("a", { class: "score-button", href: window.location.href }, this.texts.reload));
  }

  // What the poll learns about who is signed in; "" when it is this person.
  session(failure) {
    const known = ["session", "other"];
    if (known.includes(failure.kind)) this.sender.problem = failure;
    else if (!failure && known.includes(this.sender.problem.kind)) this.sender.again();
    this.tell();
  }

  tell() {
    const { held, wrong } = this.queue;
    const { used, waiting } = this;
    this.state.tell({ waiting, problem: this.sender.problem, held: held.size, wrong: wrong.size, used });
  }
}

export default function start({ element, data }) {
  const root = element.querySelector(".score-worksheet");
  if (data.complete) post(data.publish, {}).catch(() => {});
  if (root && root.dataset.storage) root.page = new Page(root, data);
  else if (root) new Sheet(root, data, null);
}
