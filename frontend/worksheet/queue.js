// What was typed and is not saved yet. Pure bookkeeping: no timers, no page, no network.
//
// An edit is { id, cell, base, value }. Once sent it never changes, since the server may have taken it although the
// answer was lost: it is sent again as it was, and the server counts an id once. What is typed meanwhile waits as a new edit,
// its base open (null) until the earlier one is answered.
import { uuid } from "../common/dom.js";

const MOST_EDITS = 100;
const MOST_TEXT = 60000;

export class Queue {
  constructor() {
    this.sent = []; // in flight, or to be sent again as they are
    this.fresh = new Map(); // cell -> edit that was never sent
    this.held = new Map(); // cell -> { edit, conflict }: waits for the person's choice
    this.wrong = new Map(); // cell -> edit that the server refused
  }

  // The person typed. `base` is the canonical value that the server holds as far as this page knows.
  put(cell, base, value) {
    this.wrong.delete(cell);
    if (this.held.has(cell)) {
      this.held.get(cell).edit.value = value;
      return;
    }
    const earlier = this.fresh.get(cell);
    const open = this.sent.some((edit) => edit.cell === cell);
    const id = earlier ? earlier.id : uuid();
    this.fresh.set(cell, { id, cell, base: open ? null : earlier ? earlier.base : base, value });
  }

  // The person typed what the server holds already. False when an edit of the cell is on its way, which must be undone.
  drop(cell) {
    this.wrong.delete(cell);
    if (this.held.has(cell) || this.sent.some((edit) => edit.cell === cell)) return false;
    this.fresh.delete(cell);
    return true;
  }

  // The edits to send now; the same again until they are settled.
  next() {
    if (this.sent.length) return this.sent;
    let text = 0;
    for (const edit of this.fresh.values()) {
      text += edit.cell.length + edit.base.length + edit.value.length;
      if (this.sent.length && (this.sent.length === MOST_EDITS || text > MOST_TEXT)) break;
      this.sent.push(edit);
    }
    for (const edit of this.sent) this.fresh.delete(edit.cell);
    return this.sent;
  }

  // The server's answer to what next() gave: { applied, conflicts, refused, cells }. Tells, by cell, what to show:
  // saved: [edit], conflicts: [conflict of the answer, with the newest `value`], refused: [{ edit, message }].
  settle(answer) {
    const applied = new Set(answer.applied);
    const conflicts = new Map(answer.conflicts.map((conflict) => [conflict.id, conflict]));
    const refused = new Map(answer.refused.map((refusal) => [refusal.id, refusal]));
    const told = { saved: [], conflicts: [], refused: [] };
    for (const edit of this.sent) {
      const newer = this.fresh.get(edit.cell);
      if (applied.has(edit.id)) {
        if (newer && newer.base === null) newer.base = answer.cells[edit.cell];
        told.saved.push(edit);
      } else if (conflicts.has(edit.id)) {
        const conflict = { ...conflicts.get(edit.id) };
        if (newer) {
          conflict.value = conflict.value_shown = newer.value;
          this.fresh.delete(edit.cell);
        }
        this.held.set(edit.cell, { edit: { ...edit, value: conflict.value }, conflict });
        told.conflicts.push(conflict);
      } else if (newer) {
        if (newer.base === null) newer.base = edit.base;
      } else {
        this.wrong.set(edit.cell, edit);
        told.refused.push({ edit, message: refused.has(edit.id) ? refused.get(edit.id).message : "" });
      }
    }
    this.sent = [];
    return told;
  }

  // The person chose between the two values of a conflict.
  resolve(cell, mine) {
    const { edit, conflict } = this.held.get(cell);
    this.held.delete(cell);
    if (mine) this.fresh.set(cell, { id: uuid(), cell, base: conflict.current, value: edit.value });
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

  // Take back what was kept, here or in another tab, oldest first. A second value for a cell comes back as a conflict.
  restore({ sent, fresh }) {
    const known = new Set([...this.sent, ...this.fresh.values()].map((edit) => edit.id));
    for (const edit of sent) if (!known.has(edit.id)) this.sent.push(edit);
    for (const edit of fresh) {
      if (known.has(edit.id)) continue;
      const earlier = this.fresh.get(edit.cell);
      if (earlier && earlier.base !== null) this.sent.push(earlier);
      this.fresh.set(edit.cell, edit);
    }
  }
}
