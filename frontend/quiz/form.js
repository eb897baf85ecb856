// The questions as a form: what is answered, what is open, and messages beside the questions.
import { all } from "../common/dom.js";

export class Form {
  constructor(element) {
    this.element = element;
    this.questions = new Map(all(element, "[data-question]").map((question) => [question.dataset.question, question]));
  }

  inputs(question) {
    return all(question, "[data-input]");
  }

  // By question: a list of choices, or what was typed. Unanswered questions are left out.
  answers() {
    const answers = {};
    for (const [id, question] of this.questions) {
      const answer = this.answer(question);
      if (answer.length) answers[id] = answer;
    }
    return answers;
  }

  answer(question) {
    const inputs = this.inputs(question);
    if (question.dataset.kind === "numeric") return inputs[0].value.trim();
    return inputs.filter((input) => input.checked).map((input) => input.value);
  }

  fill(answers) {
    for (const [id, question] of this.questions) {
      const answer = answers[id];
      for (const input of this.inputs(question)) {
        if (question.dataset.kind === "numeric") input.value = typeof answer === "string" ? answer : "";
        else input.checked = Array.isArray(answer) && answer.includes(input.value);
      }
    }
  }

  open() {
    return [...this.questions].filter(([, question]) => !this.answer(question).length).map(([id]) => id);
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
      if (question.dataset.kind === "numeric") this.inputs(question)[0].setAttribute("aria-invalid", "true");
      first = first || question;
    }
    if (first) this.inputs(first)[0].focus();
  }

  clearError(question) {
    if (!question) return;
    const place = question.querySelector("[data-error]");
    place.hidden = true;
    place.textContent = "";
    for (const input of this.inputs(question)) input.removeAttribute("aria-invalid");
  }

  lock(locked) {
    for (const question of this.questions.values()) {
      for (const input of this.inputs(question)) input.disabled = locked;
    }
  }

  reset() {
    for (const question of this.questions.values()) this.clearError(question);
    this.fill({});
    this.lock(false);
  }

  focusFirst() {
    const [first] = this.questions.values();
    if (first) this.inputs(first)[0].focus();
  }
}
