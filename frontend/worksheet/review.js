// A sheet's review as its team sees it: what was returned stands where it belongs; submitting, withdrawing, signing.
import { all, fill, make } from "../common/dom.js";
import { get, post } from "../common/post.js";

export class Review {
  // `ready()` waits until all is saved, and says whether it is; `revision()` is what the page shows.
  constructor(root, data, { ready, revision }) {
    Object.assign(this, { root, data, texts: data.texts, ready, revision });
    this.box = root.querySelector("[data-review-box]");
    this.read();
    this.place(root);
    this.box.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-step]");
      if (button) this.step(button);
      const link = target.closest("[data-about]");
      if (link) this.show(link.dataset.about);
    });
  }

  read() {
    const panel = this.box.querySelector("[data-review]");
    this.told = panel ? JSON.parse(panel.dataset.review) : { comments: [], earlier: [], changed: [] };
    const list = this.box.querySelector("[data-comments]");
    if (!panel) return;
    const line = (comment) =>
      make("li", {}, comment.about ? this.link(comment) : "", make("span", { class: "score-comment-text" }, comment.text), by(comment));
    const lines = (comments) => make("ul", { class: "score-comment-list" }, ...comments.map(line));
    if (this.told.comments.length) list.append(lines(this.told.comments));
    if (this.told.earlier.length) list.append(make("details", {}, make("summary", {}, this.texts.earlier), lines(this.told.earlier)));
  }

  link({ target, about }) {
    return make("button", { type: "button", class: "score-link", "data-about": target }, about);
  }

  // Comments and marks in a part of the page: all of it, or a row that was made just now.
  place(part) {
    for (const comment of this.told.comments) {
      const { target, text } = comment;
      const [section, row, field] = target.split("/");
      if (!section) continue;
      const within = (selector) => (part.matches(selector) ? part : part.querySelector(selector));
      const cell = field && (within(`[data-cell="${target}"]`) || within(`[data-place="${target}"]`));
      const home = row && (within(`[data-row="${row}"]`) || within(`[data-item="${section}/${row}"]`));
      if (cell) cell.append(this.note(text, comment));
      else if (home && home.matches("[data-item]")) home.append(this.note(text, comment));
      else if (home) this.inRow(home, comment);
      else if (!row) {
        const title = within(`[data-section="${section}"] > h4`);
        if (title) title.after(this.note(text, comment));
      }
    }
    for (const address of this.told.changed) {
      for (const cell of all(part, "[data-cell], [data-place]")) {
        if ((cell.dataset.cell || cell.dataset.place) === address && !cell.querySelector("[data-since]")) {
          const label = cell.querySelector(".score-label");
          label.append(" ", make("span", { class: "score-since", "data-since": true }, this.texts.changed));
        }
      }
    }
  }

  // A closed card says how many there are; those of its cells come with the cells.
  inRow(row, comment) {
    const { target, text } = comment;
    const whole = target.split("/").length === 2;
    if (whole && !row.querySelector("[data-of-row]")) row.firstElementChild.after(this.note(text, comment, true));
    const summary = row.querySelector("summary");
    if (!summary || !row.dataset.cells) return;
    const key = target.split("/", 2).join("/");
    const count = this.told.comments.filter((one) => `${one.target}/`.startsWith(`${key}/`)).length;
    if (!summary.querySelector("[data-count]")) {
      summary.append(" ", make("span", { class: "score-badge score-returned", "data-count": true }, fill(this.texts.comments, { count })));
    }
  }

  note(text, comment, ofRow = false) {
    return make("div", { class: "score-comment", "data-of-row": ofRow }, make("p", {}, text), by(comment));
  }

  show(target) {
    this.root.dispatchEvent(new CustomEvent("score-show", { detail: target }));
  }

  // The panel anew: after the first save there is something to submit.
  async refresh() {
    const { html } = await get(this.data.review);
    this.box.innerHTML = html;
    this.read();
  }

  async step(button) {
    const error = this.box.querySelector("[data-review-error]");
    error.hidden = true;
    const buttons = all(this.box, "[data-step]");
    for (const one of buttons) one.disabled = true;
    try {
      if (!(await this.ready())) throw new Error(this.texts.unsent);
      await post(this.data.step, { step: button.dataset.step, revision: this.revision() });
    } catch (failure) {
      for (const one of buttons) one.disabled = false;
      return this.fail(error, fill(this.texts.failed, { reason: failure.message || this.texts.network }));
    }
    return this.root.dispatchEvent(new CustomEvent("score-reload"));
  }

  fail(error, text) {
    error.textContent = text;
    error.hidden = false;
  }
}

const by = (comment) => make("p", { class: "score-help" }, comment.by);
