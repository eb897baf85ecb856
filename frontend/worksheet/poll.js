// Asks what others changed: often while somebody works, seldom when nobody does, never while the page is hidden.
import { get } from "../common/post.js";

const OFTEN = 5000;
const SELDOM = 30000;
const WORKING = 60000;

export class Poll {
  // `data`: addresses and `record`; `take(told)` gets each answer with something new in it, `failed` a PostError, or "" when all is well.
  constructor(data, revision, { take, failed }) {
    Object.assign(this, { data, revision, take, failed, step: -1, worked: 0, timer: 0 });
    document.addEventListener("visibilitychange", () => this.wait(0));
    this.wait(OFTEN);
  }

  // Somebody works: this person or another.
  works() {
    const slow = Date.now() - this.worked > WORKING;
    this.worked = Date.now();
    if (slow) this.wait(OFTEN);
  }

  wait(delay) {
    clearTimeout(this.timer);
    if (this.data.changes) this.timer = setTimeout(() => this.ask(), delay);
  }

  async ask() {
    if (document.hidden) return;
    const { data, revision, step } = this;
    const since = `&since=${revision}${step < 0 ? "" : `&step=${step}`}`;
    try {
      if (!data.record) data.record = (await get(data.find)).record;
      if (data.record) this.told(await get(data.changes.replace("/0/", `/${data.record}/`) + since));
      this.failed("");
    } catch (failure) {
      if (!failure.kind) throw failure;
      if (failure.kind !== "network") return this.failed(failure);
    }
    return this.wait(Date.now() - this.worked > WORKING ? SELDOM : OFTEN);
  }

  told(told) {
    const stepped = this.step >= 0 && told.step !== this.step;
    this.revision = told.revision;
    this.step = told.step;
    if (told.reload || stepped || Object.keys(told.cells).length) this.take({ ...told, stepped });
  }
}
