// Joining a team by its code, and taking along what was filled in alone, cell by cell.
import { fill, make } from "../common/dom.js";
import { post } from "../common/post.js";

const KEPT = "score/bring";

export class Join {
  constructor(root, data) {
    Object.assign(this, { root, data, texts: data.texts });
    this.form = root.querySelector("[data-join]");
    this.box = root.querySelector("[data-bring]");
    if (this.form) this.form.addEventListener("submit", (event) => this.join(event));
    this.offer(this.kept());
  }

  // What is on offer outlives the reload that shows the team's sheet; on this device, to this person.
  kept() {
    try {
      const kept = JSON.parse(window.localStorage.getItem(KEPT) || "{}");
      return kept.user === this.data.user ? kept.records : [];
    } catch (failure) {
      return [];
    }
  }

  keep(records) {
    try {
      if (records.length) window.localStorage.setItem(KEPT, JSON.stringify({ user: this.data.user, records }));
      else window.localStorage.removeItem(KEPT);
    } catch (failure) {
      // Without storage the offer ends with this page.
    }
  }

  async join(event) {
    event.preventDefault();
    const { code, side, gender } = this.form.elements;
    const body = { org: this.data.org, code: code.value, side: side.value, gender: gender.value };
    try {
      this.keep((await post(this.data.join, body)).own_records);
    } catch (failure) {
      const error = this.form.querySelector("[data-join-error]");
      error.textContent = failure.message || this.texts.network;
      error.hidden = false;
      code.focus();
      return;
    }
    this.reload();
  }

  offer(records) {
    if (!this.box || !records.length) return;
    this.box.hidden = false;
    const lines = records.map((record) => this.line(record, records));
    const end = this.button(this.texts.bringnone, () => {
      this.keep([]);
      this.box.hidden = true;
    });
    this.box.replaceChildren(make("p", {}, this.texts.bring), make("ul", { class: "score-bring" }, ...lines), end);
  }

  line(record, records) {
    const line = make("li", {}, make("span", {}, fill(this.texts.bringone, record)));
    const rest = records.filter((other) => other !== record);
    const done = () => {
      this.keep(rest);
      this.reload();
    };
    const take = async (more) => {
      let told;
      try {
        told = await post(this.data.bring, { record: record.record, ...more });
      } catch (failure) {
        line.append(make("p", { class: "score-error", role: "alert" }, failure.message || this.texts.network));
        return;
      }
      if (told.done) done();
      else line.replaceChildren(make("strong", {}, record.title), this.conflicts(told, take));
    };
    line.append(" ", this.button(this.texts.bringtake, () => take({})));
    return line;
  }

  // The team wrote something else: keep it, or put one's own in its place.
  conflicts({ conflicts, refused }, take) {
    const boxes = conflicts.map((one) => {
      const box = make("input", { type: "checkbox" });
      const label = fill(this.texts.bringover, { ...one, by: one.by || this.texts.somebody, theirs: one.theirs || this.texts.nothing });
      return { one, box, line: make("li", {}, make("label", { class: "score-check" }, box, make("span", {}, label))) };
    });
    const notes = refused.map((text) => make("li", { class: "score-help" }, text));
    const end = this.button(this.texts.bringend, () => {
      const over = Object.fromEntries(boxes.filter(({ box }) => box.checked).map(({ one }) => [one.cell, one.current]));
      take({ over, finish: true });
    });
    return make("div", {}, make("ul", { class: "score-bring" }, ...boxes.map(({ line }) => line), ...notes), end);
  }

  button(text, act) {
    const made = make("button", { type: "button", class: "score-button" }, text);
    made.addEventListener("click", act);
    return made;
  }

  reload() {
    this.root.dispatchEvent(new CustomEvent("score-reload"));
  }
}
