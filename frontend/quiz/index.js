// The quiz: collects answers, sends an attempt, shows its result. What is right comes from the server, after the attempt.
import { all, announce, fill, uuid } from "../common/dom.js";
import { post } from "../common/post.js";
import { Draft } from "./draft.js";
import { Form } from "./form.js";
import { move } from "./kinds.js";
import { Result } from "./result.js";

export default function start({ element, data }) {
  const root = element.querySelector(".score-quiz");
  if (!root) return; // a notice stands here instead
  new Quiz(root, data).open();
}

class Quiz {
  constructor(root, data) {
    this.root = root;
    this.data = data;
    this.form = new Form(root.querySelector("[data-form]"));
    this.result = new Result(root, this.form, data.texts);
    this.draft = new Draft(root.dataset.storage);
    this.live = root.querySelector("[data-live]");
    this.button = root.querySelector("[data-submit]");
    this.trouble = root.querySelector("[data-trouble]");
    this.sending = false;
    this.attempt = uuid();
  }

  open() {
    this.form.fill({});
    if (!this.root.dataset.storage) return; // only to look at
    const kept = this.draft.read();
    const last = this.root.dataset.result && JSON.parse(this.root.dataset.result);
    if (last && !(kept && last.attempts_left !== 0)) {
      this.form.fill(JSON.parse(this.root.dataset.answers));
      this.result.show(last);
    } else if (kept) {
      this.attempt = kept.attempt;
      this.form.fill(kept.answers);
    }
    this.form.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.form.element.addEventListener("input", (event) => this.changed(event));
    this.form.element.addEventListener("click", (event) => this.moved(event.target.closest("[data-move]")));
    for (const again of all(this.root, "[data-again]")) again.addEventListener("click", () => this.again());
    // An attempt made in another block counts here, too; if this fails, the next visit tells it again.
    if (this.data.untold) post(this.data.publish, {}).catch(() => {});
  }

  moved(button) {
    const place = button && move(button);
    if (!place) return;
    announce(this.live, fill(this.data.texts.placed, place));
    this.changed({ target: button });
  }

  changed({ target }) {
    this.form.clearError(target.closest("[data-question]"));
    this.keep();
  }

  keep() {
    this.draft.write({ attempt: this.attempt, answers: this.form.answers() });
  }

  async send() {
    if (this.sending) return;
    const open = this.form.open();
    if (open.length) return this.refuse(open.map((id) => ({ id, message: this.data.texts.open })));
    this.busy(true);
    this.keep();
    try {
      const answer = await post(this.data.submit, { attempt: this.attempt, answers: this.form.answers() });
      if (answer.refused) return this.refuse(answer.refused);
      this.draft.drop();
      this.result.show(answer);
      this.result.focus();
      announce(this.live, this.result.sentence());
    } catch (failure) {
      const texts = this.data.texts;
      this.tell((texts[failure.kind] || texts.network).replace("{reason}", failure.message || failure.status));
    } finally {
      this.busy(false);
    }
  }

  refuse(refused) {
    this.form.showErrors(refused);
    this.tell(this.data.texts.some_open);
  }

  tell(text) {
    this.trouble.textContent = text;
    this.trouble.hidden = !text;
    announce(this.live, text);
  }

  busy(sending) {
    this.sending = sending;
    this.button.setAttribute("aria-disabled", String(sending));
    if (sending) this.tell("");
    if (sending) announce(this.live, this.data.texts.checking);
  }

  again() {
    this.attempt = uuid();
    this.draft.drop();
    this.result.hide();
    this.form.reset();
    this.tell("");
    this.form.focusFirst();
  }
}
