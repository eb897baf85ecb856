// When to send: soon after typing, again when it failed, at once when the page is left or comes back. What is sent is kept on
// the device before, as sent. `changed()` is told whenever there is something new to say; `problem` is why nothing goes:
// "" (it does), or a PostError.
import { post } from "../common/post.js";

const PAUSE = 600;
const LONGEST_PAUSE = 4000;
const RETRIES = [2000, 5000, 15000, 30000, 60000];

export class Sender {
  // `photos` sends what it has by its own send(); the edits of a cell wait while photos.blocks(cell).
  constructor({ queue, photos, url, user, keep, settled, changed }) {
    Object.assign(this, { queue, photos, url, user, keep, settled, changed, busy: false, failures: 0, timer: 0, since: 0 });
    this.problem = "";
  }

  soon() {
    if (this.problem && this.problem.kind !== "refused") return;
    const now = Date.now();
    if (!this.since) this.since = now;
    this.wait(Math.max(0, Math.min(PAUSE, this.since + LONGEST_PAUSE - now)));
  }

  wait(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), delay);
  }

  // The person, or the network, asks for another try.
  again() {
    this.failures = 0;
    this.now();
  }

  // `leaving`: the page has no time to wait for the device.
  now(leaving = false) {
    this.since = 0;
    if (!leaving) {
      clearTimeout(this.timer);
      this.pictures();
    }
    this.edits(leaving);
  }

  async edits(leaving) {
    if (this.busy) return;
    const edits = this.queue.next((cell) => this.photos.blocks(cell));
    if (!edits.length) return;
    this.busy = true;
    if (!leaving) await this.keep();
    this.changed();
    const { version } = edits[0];
    await this.attempt(async () => {
      const answer = await post(this.url, { edits, version, user: this.user }, { keepalive: leaving });
      this.busy = false;
      this.settled(answer);
    });
    this.busy = false;
    this.changed();
    if (!this.problem && this.queue.waiting) this.soon();
  }

  async pictures() {
    if (await this.attempt(() => this.photos.send())) this.soon();
    this.changed();
  }

  async attempt(work) {
    try {
      const done = await work();
      if (done !== false) {
        this.problem = "";
        this.failures = 0;
      }
      return done;
    } catch (failure) {
      if (!failure.kind) throw failure;
      this.problem = failure;
      if (failure.kind === "network") {
        const delay = RETRIES[Math.min(this.failures, RETRIES.length - 1)];
        this.wait(delay * (0.5 + Math.random() / 2));
        this.failures += 1;
      }
      return false;
    }
  }
}
