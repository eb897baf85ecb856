// What was typed and is not saved yet. Pure bookkeeping: no timers, no page, no network.
//
// An edit is { id, cell, base, value, version }. Once sent it never changes, since the server may have taken it although the
// answer was lost: it is sent again as it was, and the server counts an id once. What is typed meanwhile waits as a new edit,
// its base open (null) until the one that it comes `after` is answered. `version` is that of the sheet in which it was typed.
import { uuid } from "../common/dom.js";

const MOST_EDITS = 100;
const MOST_TEXT = 40000;

export class Queue {
  constructor(version) {
    this.version = version;
    this.sent = []; // in flight, or to be sent again as they are
    this.flying = []; // those of them that the request under way carries
    this.fresh = new Map(); // cell -> edit that was never sent
    this.held = new Map(); // cell -> { edit, conflict }: waits for the person's choice
    this.wrong = new Map(); // cell -> edit that the server refused
  }

  // The last edit of a cell that was sent and is not answered yet.
  isSent(cell) {
    return this.sent.filter((edit) => edit.cell === cell).pop();
  }

  // Whether this person's own value of a cell is not saved yet.
  has(cell) {
    return Boolean(this.isSent(cell)) || [this.fresh, this.held, this.wrong].some((kept) => kept.has(cell));
  }

  // The person typed. `base` is the canonical value that the server holds as far as this page knows.
  put(cell, base, value) {
    this.wrong.delete(cell);
    const open = (this.held.get(cell) || {}).edit || this.fresh.get(cell);
    const sent = this.isSent(cell);
    if (open) open.value = value;
    else if (!sent) this.fresh.set(cell, { id: uuid(), cell, base, value, version: this.version });
    // A field tells its value once more when it is left: that is no news.
    else if (sent.value !== value) this.fresh.set(cell, { id: uuid(), cell, base: null, after: sent.id, value, version: this.version });
  }

  // The person typed what the server holds already. False when an edit of the cell is on its way, which must be undone.
  drop(cell) {
    this.wrong.delete(cell);
    if (this.held.has(cell) || this.isSent(cell)) return false;
    this.fresh.delete(cell);
    return true;
  }

  // The edits to send now: of one version, one a cell; the same again until they are settled. Cells that `blocked` names wait
  // for something else, those in conflict for the person.
  next(blocked = () => false) {
    const waits = ({ cell, base }) => base === null || this.held.has(cell) || blocked(cell);
    const sent = this.sent.filter((edit) => !waits(edit));
    const fresh = sent.length ? [] : Array.from(this.fresh.values()).filter((edit) => !waits(edit));
    const batch = new Map();
    let text = 0;
    for (const edit of [...sent, ...fresh]) {
      const [first = edit] = batch.values();
      if (batch.has(edit.cell) || edit.version !== first.version) continue;
      text += edit.cell.length + edit.base.length + edit.value.length;
      if (batch.size && (batch.size === MOST_EDITS || text > MOST_TEXT)) break;
      batch.set(edit.cell, edit);
    }
    this.flying = Array.from(batch.values());
    if (!sent.length) {
      this.sent.push(...this.flying);
      for (const { cell } of this.flying) this.fresh.delete(cell);
    }
    return this.flying;
  }

  // The server's answer to what next() gave: { applied, conflicts, refused, cells }. Tells, by cell, what to show:
  // saved: [edit], conflicts: [conflict of the answer, with the newest `value`], refused: [{ edit, message }].
  settle(answer) {
    const applied = new Set(answer.applied);
    const conflicts = new Map(answer.conflicts.map((conflict) => [conflict.id, conflict]));
    const refused = new Map(answer.refused.map((refusal) => [refusal.id, refusal]));
    const told = { saved: [], conflicts: [], refused: [] };
    this.remove(this.flying);
    for (const edit of this.flying) {
      const newer = this.after(edit);
      if (applied.has(edit.id)) {
        if (newer) newer.base = answer.cells[edit.cell];
        told.saved.push(edit);
      } else if (conflicts.has(edit.id)) {
        const conflict = { ...conflicts.get(edit.id) };
        for (let last = newer; last; last = this.after(last)) {
          conflict.value = conflict.value_shown = last.value;
          this.remove([last]);
        }
        this.held.set(edit.cell, { edit: { ...edit, id: uuid(), value: conflict.value }, conflict });
        told.conflicts.push(conflict);
      } else if (newer) {
        newer.base = edit.base;
      } else {
        this.wrong.set(edit.cell, edit);
        told.refused.push({ edit, message: refused.has(edit.id) ? refused.get(edit.id).message : "" });
      }
    }
    this.flying = [];
    return told;
  }

  // The newest of what was typed after an edit. Where pages left several such, the others are judged on their own.
  after({ id, base }) {
    const all = [...this.sent, ...this.fresh.values()].filter((edit) => edit.after === id && edit.base === null);
    const newest = all.pop();
    for (const edit of all) edit.base = base || "";
    return newest;
  }

  remove(edits) {
    this.sent = this.sent.filter((edit) => !edits.includes(edit));
    for (const edit of edits) if (this.fresh.get(edit.cell) === edit) this.fresh.delete(edit.cell);
  }

  // The person chose between the two values of a conflict. Where another page left one more value, that comes next.
  resolve(cell, mine) {
    const { edit, conflict } = this.held.get(cell);
    this.held.delete(cell);
    if (mine) this.sent.unshift({ id: uuid(), cell, base: conflict.current, value: edit.value, version: this.version });
  }

  get waiting() {
    return this.sent.length + this.fresh.size;
  }

  get empty() {
    return !(this.waiting + this.held.size + this.wrong.size);
  }

  // All that is not saved, for keeping.
  toJSON() {
    const held = Array.from(this.held.values(), ({ edit }) => edit);
    return { sent: this.sent, fresh: [...this.fresh.values(), ...held, ...this.wrong.values()] };
  }

  // Take back what an earlier page kept: to be sent as it is, since the page may have sent it with its last breath. Of a page
  // that may be `alive` the unsent edits get ids of their own, since there they may still change. When there are two values
  // for a cell, one comes back as a conflict.
  restore({ sent, fresh }, alive) {
    const known = new Set([...this.sent, ...this.fresh.values()].map((edit) => edit.id));
    for (const edit of this.fresh.values()) {
      if (edit.base !== null && [...sent, ...fresh].some((old) => old.cell === edit.cell)) {
        this.fresh.delete(edit.cell);
        this.sent.push(edit);
      }
    }
    for (const edit of [...sent, ...fresh].filter(({ id }) => !known.has(id))) {
      const before = sent.filter((old) => old.cell === edit.cell).pop() || {};
      const after = edit.base === null ? edit.after || before.id : undefined;
      const base = edit.base === null && !this.sent.some(({ id }) => id === after) ? "" : edit.base;
      this.sent.push({ version: this.version, ...edit, base, after, id: alive && fresh.includes(edit) ? uuid() : edit.id });
    }
  }
}
