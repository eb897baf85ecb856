// The quiz: collects answers, sends an attempt, shows its result. What is right comes from the server, after the attempt.
import { all, announce, fill, uuid } from "../common/dom.js";
import { get, post } from "../common/post.js";
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
    this.number = root.dataset.number ? Number(root.dataset.number) : null; // of attempts before this one
  }

  async open() {
    this.form.fill({});
    if (!this.root.dataset.storage) return; // only to look at
    this.listen();
    // An attempt made in another block counts here, too; if this fails, the next visit tells it again.
    if (this.data.untold) post(this.data.publish, {}).catch(() => {});
    const kept = this.draft.read();
    const last = this.root.dataset.result && JSON.parse(this.root.dataset.result);
    if (last) this.show(last);
    if (kept && (!last || last.attempts_left !== 0)) await this.goOn(kept, last);
  }

  show(last) {
    this.form.fill(JSON.parse(this.root.dataset.answers));
    this.result.show(last);
  }

  // An attempt that was begun after the last result. Where attempts draw their questions, it must be the one to come.
  async goOn(kept, last) {
    if (this.number !== (kept.number ?? null)) return this.draft.drop();
    if (this.number !== null && last && !(await this.drawNext())) return;
    if (last) this.clear();
    this.attempt = kept.attempt;
    this.form.fill(kept.answers);
  }

  listen() {
    this.form.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.form.element.addEventListener("input", (event) => this.changed(event));
    this.form.element.addEventListener("click", (event) => {
      this.moved(event.target.closest("[data-move]"));
      this.check(event.target.closest("[data-check]"));
    });
    for (const again of all(this.root, "[data-again]")) again.addEventListener("click", () => this.again());
  }

  // What is right of one question, before the attempt is sent.
  async check(button) {
    if (!button || this.sending) return;
    const question = button.closest("[data-question]");
    const id = question.dataset.question;
    if (this.form.open().includes(id)) return this.form.showErrors([{ id, message: this.data.texts.open }]);
    this.busy(true);
    try {
      const answer = await post(this.data.check, { question: id, answer: this.form.answers()[id] });
      if (answer.refused) return this.form.showErrors(answer.refused);
      this.form.lock(true, question);
      for (const checked of answer.questions) announce(this.live, this.result.showQuestion(checked));
      question.querySelector("[data-verdict]").focus();
    } catch (failure) {
      this.fail(failure);
    } finally {
      this.busy(false);
    }
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
    this.draft.write({ ...this.sent(), number: this.number });
  }

  sent() {
    return { attempt: this.attempt, answers: this.form.answers() };
  }

  async send() {
    if (this.sending) return;
    const open = this.form.open();
    if (open.length) return this.refuse(open.map((id) => ({ id, message: this.data.texts.open })));
    this.busy(true);
    this.keep();
    try {
      const answer = await post(this.data.submit, this.number === null ? this.sent() : { ...this.sent(), number: this.number });
      if (answer.refused) return this.refuse(answer.refused);
      this.draft.drop();
      this.result.show(answer);
      this.result.focus();
      announce(this.live, this.result.sentence());
    } catch (failure) {
      this.fail(failure);
    } finally {
      this.busy(false);
    }
  }

  fail(failure) {
    const texts = this.data.texts;
    this.tell((texts[failure.kind] || texts.network).replace("{reason}", failure.message || failure.status));
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

  // Where attempts draw their questions, ask for the next ones; gives whether they came.
  async drawNext() {
    try {
      const { html, number } = await get(this.data.next);
      this.form.take(html);
      this.number = number;
      return true;
    } catch (failure) {
      this.fail(failure);
      return false;
    }
  }

  async again() {
    if (this.number !== null && !(await this.drawNext())) return;
    this.draft.drop();
    this.clear();
    this.form.focusFirst();
  }

  clear() {
    this.attempt = uuid();
    this.result.hide();
    this.form.reset();
    this.tell("");
  }
}
