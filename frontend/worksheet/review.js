// A sheet's review as its team sees it: what was returned stands where it belongs; submitting, withdrawing, signing.
import { all, fill, hook, make, trouble } from "../common/dom.js";
import { get, post } from "../common/post.js";

// `ready()` waits until all is saved, and says whether it is; `revision()` is what the page shows. Tells { place, refresh }.
export function reviewing(root, data, { ready, revision }) {
  const { texts } = data;
  const box = hook(root, "review-box");
  const panel = hook(box, "review");
  const { comments, changed } = panel ? JSON.parse(panel.dataset.review) : { comments: [], changed: [] };
  const note = ({ text, by }, more) =>
    make("div", { class: "score-comment", ...more }, make("p", {}, text), make("p", { class: "score-help" }, by));

  // A closed card says how many there are; those of its cells come with the cells.
  function inRow(row, comment) {
    const key = comment.target.split("/", 2).join("/");
    const whole = key === comment.target;
    if (whole && !hook(row, "of-row")) row.firstElementChild.after(note(comment, { "data-of-row": true }));
    const summary = row.querySelector("summary");
    if (!summary || !row.dataset.cells || hook(summary, "count")) return;
    const count = comments.filter((one) => `${one.target}/`.startsWith(`${key}/`)).length;
    const badge = { class: "score-badge score-returned", "data-count": true };
    summary.append(" ", make("span", badge, fill(texts.comments, { count })));
  }

  // Comments and marks in a part of the page: all of it, or a row that was made just now.
  function place(part) {
    const within = (selector) => (part.matches(selector) ? part : part.querySelector(selector));
    for (const comment of comments.filter(({ target }) => target)) {
      const { target } = comment;
      const [section, row, field] = target.split("/");
      const cell = field && within(`[data-cell="${target}"], [data-place="${target}"]`);
      const item = row && within(`[data-item="${section}/${row}"]`);
      const home = row && within(`[data-row="${row}"]`);
      const title = !row && !field && within(`[data-section="${section}"] > h4`);
      if (cell || item) (cell || item).append(note(comment));
      else if (home) inRow(home, comment);
      else if (title) title.after(note(comment));
    }
    for (const cell of all(part, "[data-cell], [data-place]")) {
      if (!changed.includes(cell.dataset.cell || cell.dataset.place) || hook(cell, "since")) continue;
      const mark = make("span", { class: "score-since", "data-since": true }, texts.changed);
      cell.querySelector(".score-label").append(" ", mark);
    }
  }

  async function take(button) {
    const error = hook(box, "review-error");
    const buttons = all(box, "[data-step]");
    error.hidden = true;
    for (const one of buttons) one.disabled = true;
    try {
      if (!(await ready())) throw new Error(texts.unsent);
      await post(data.step, { step: button.dataset.step, revision: revision() });
      root.dispatchEvent(new CustomEvent("score-reload"));
    } catch (failure) {
      for (const one of buttons) one.disabled = false;
      error.textContent = trouble(failure, texts);
      error.hidden = false;
    }
  }

  box.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-step]");
    if (button) take(button);
  });
  place(root);
  // After the first save there is something to submit.
  const refresh = () => get(data.review).then(({ html }) => (box.innerHTML = html));
  return { place, refresh };
}
