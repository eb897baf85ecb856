// The result of an attempt, beside what was answered: each judgement by a sign and by words.
import { all, fill, make } from "../common/dom.js";

const SIGNS = { right: "✓", partly: "◐", wrong: "✗", missed: "→" };

const judged = (kind, text) =>
  make("p", { class: `score-judged score-${kind}` }, make("span", { class: "score-sign", "aria-hidden": "true" }, SIGNS[kind]), ` ${text}`);

// The HTML comes from the course's author, through the server's Markdown, which lets no tags pass.
const authored = (html) => {
  const box = make("div", { class: "score-authored" });
  box.innerHTML = html;
  return box;
};

export class Result {
  constructor(root, form, texts) {
    this.root = root;
    this.form = form;
    this.texts = texts;
    this.box = root.querySelector("[data-result-box]");
    this.title = root.querySelector("[data-summary]");
  }

  show(result) {
    const [summary, best] = result.summary;
    this.title.textContent = summary;
    this.say("[data-best]", best);
    this.say("[data-passing]", result.passing);
    this.say("[data-gain]", result.gain);
    this.say("[data-later]", result.later);
    this.say("[data-left]", result.left);
    this.box.classList.toggle("score-passed", result.best_passed);
    this.box.hidden = false;
    for (const again of all(this.root, "[data-again]")) again.hidden = result.attempts_left === 0;
    this.root.querySelector("[data-submit]").hidden = true;
    this.form.lock(true);
    for (const question of result.questions) this.showQuestion(question);
  }

  say(selector, text) {
    const place = this.root.querySelector(selector);
    place.textContent = text || "";
    place.hidden = !text;
  }

  sentence() {
    return [...all(this.box, "h4, p")].filter((part) => !part.hidden).map((part) => part.textContent).join(" ");
  }

  focus() {
    this.title.focus();
  }

  // Gives what was said of the question.
  showQuestion(result) {
    const question = this.form.questions.get(result.id);
    if (!question) return "";
    this.form.clearError(question);
    const verdict = question.querySelector("[data-verdict]");
    const kind = result.correct ? "right" : result.points > 0 ? "partly" : "wrong";
    verdict.replaceChildren(judged(kind, result.verdict));
    if (result.answer && !result.correct) verdict.append(make("p", {}, fill(this.texts.right_answer, result)));
    verdict.hidden = false;
    for (const choice of result.choices) this.showChoice(question, choice);
    const explanation = question.querySelector("[data-explanation]");
    explanation.replaceChildren(authored(result.explanation_html));
    explanation.hidden = !result.explanation_html;
    return verdict.textContent;
  }

  showChoice(question, choice) {
    const place = all(question, "[data-choice]").find((item) => item.dataset.choice === choice.id);
    if (!place) return;
    const remark = place.querySelector("[data-remark]");
    const kind = !choice.ticked ? "missed" : choice.right ? "right" : "wrong";
    remark.replaceChildren(judged(kind, choice.told));
    if (choice.feedback_html) remark.append(authored(choice.feedback_html));
    remark.hidden = false;
  }

  hide() {
    this.box.hidden = true;
    for (const place of all(this.root, "[data-remark], [data-verdict], [data-explanation]")) {
      place.replaceChildren();
      place.hidden = true;
    }
    for (const again of all(this.root, "[data-again]")) again.hidden = true;
    this.root.querySelector("[data-submit]").hidden = false;
  }
}
