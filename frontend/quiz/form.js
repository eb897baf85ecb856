// The questions as a form: what is answered, what is open, and messages beside the questions.
import { all } from "../common/dom.js";
import { inputs, kindOf } from "./kinds.js";

export class Form {
  constructor(element) {
    this.element = element;
    this.find();
  }

  find() {
    const element = this.element;
    this.questions = new Map(all(element, "[data-question]").map((question) => [question.dataset.question, question]));
  }

  // Other questions instead of these; their HTML is the server's.
  take(html) {
    this.element.querySelector("[data-questions]").innerHTML = html;
    this.find();
    this.fill({});
  }

  // By question, as the server takes them. Unanswered questions are left out, half answered ones are not.
  answers() {
    const answers = {};
    for (const [id, question] of this.questions) {
      const answer = kindOf(question).read(question);
      if (Object.keys(answer).length) answers[id] = answer;
    }
    return answers;
  }

  fill(answers) {
    for (const [id, question] of this.questions) kindOf(question).write(question, answers[id]);
  }

  open() {
    const whole = (question) => kindOf(question).whole(question, kindOf(question).read(question));
    return [...this.questions].filter(([, question]) => !whole(question)).map(([id]) => id);
  }

  showErrors(refused) {
    const messages = new Map(refused.map(({ id, message }) => [id, message]));
    let first = null;
    for (const [id, question] of this.questions) {
      const message = messages.get(id);
      if (!message) {
        this.clearError(question);
        continue;
      }
      const place = question.querySelector("[data-error]");
      place.textContent = message;
      place.hidden = false;
      const marked = kindOf(question).marked?.(question) || [];
      for (const input of marked) input.setAttribute("aria-invalid", "true");
      first = first || marked[0] || inputs(question)[0];
    }
    if (first) first.focus();
  }

  clearError(question) {
    if (!question) return;
    const place = question.querySelector("[data-error]");
    place.hidden = true;
    place.textContent = "";
    for (const input of inputs(question)) input.removeAttribute("aria-invalid");
  }

  lock(locked, ...questions) {
    for (const question of questions.length ? questions : this.questions.values()) {
      for (const input of inputs(question)) input.disabled = locked;
      for (const check of all(question, "[data-check]")) check.hidden = locked;
    }
  }

  reset() {
    for (const question of this.questions.values()) this.clearError(question);
    this.fill({});
    this.lock(false);
  }

  focusFirst() {
    const [first] = this.questions.values();
    if (first) inputs(first)[0].focus();
  }
}
