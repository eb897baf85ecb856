// When to send: soon after typing, again when it failed, at once when the page is left. `changed(state, reason)` tells the
// page: "saving", "saved", "network", "session", "refused".
import { post } from "../common/post.js";

const PAUSE = 600;
const LONGEST_PAUSE = 4000;
const RETRIES = [2000, 5000, 15000, 30000, 60000];

export class Sender {
  constructor({ queue, url, user, settled, changed }) {
    Object.assign(this, { queue, url, user, settled, changed, busy: false, failures: 0, timer: 0, since: 0 });
  }

  soon() {
    const now = Date.now();
    if (!this.since) this.since = now;
    this.wait(Math.max(0, Math.min(PAUSE, this.since + LONGEST_PAUSE - now)));
  }

  wait(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), delay);
  }

  async now() {
    clearTimeout(this.timer);
    if (this.busy || !this.queue.waiting) return;
    this.busy = true;
    this.since = 0;
    this.changed("saving");
    let answer;
    try {
      answer = await post(this.url, { edits: this.queue.next(), user: this.user });
    } catch (failure) {
      this.busy = false;
      this.failed(failure);
      return;
    }
    this.busy = false;
    this.failures = 0;
    this.settled(answer);
    if (this.queue.waiting) this.soon();
    else this.changed("saved");
  }

  failed(failure) {
    if (failure.kind === "network") {
      this.wait(RETRIES[Math.min(this.failures, RETRIES.length - 1)]);
      this.failures += 1;
    }
    this.changed(failure.kind || "network", failure.message);
  }
}
