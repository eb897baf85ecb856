// A sheet that is filled in several times: choose a filling, begin a new one, compare two.
import { fill } from "../common/dom.js";
import { get, post } from "../common/post.js";

export class Fillings {
  // `ready()` waits until all is saved: another filling is another page.
  constructor(root, data, ready) {
    Object.assign(this, { root, data, ready });
    this.box = root.querySelector("[data-fillings]");
    if (!this.box || !data.fillings) return;
    this.box.addEventListener("change", ({ target }) => {
      if (target.matches("[data-filling]")) this.choose(target.value);
      if (target.matches("[data-compare]")) this.compare(target.value);
    });
    this.box.addEventListener("click", ({ target }) => {
      if (target.closest("[data-filling-new]")) this.choose(this.box.querySelector("[data-filling-day]").value);
    });
    this.load();
  }

  async load() {
    const { html } = await get(this.data.fillings).catch(() => ({ html: "" }));
    this.box.innerHTML = html;
  }

  async choose(occasion) {
    try {
      if (!(await this.ready())) throw new Error(this.data.texts.unsent);
      await post(this.data.choose, { occasion });
    } catch (failure) {
      return this.fail(fill(this.data.texts.failed, { reason: failure.message || this.data.texts.network }));
    }
    return this.root.dispatchEvent(new CustomEvent("score-reload"));
  }

  async compare(value) {
    const place = this.box.querySelector("[data-comparison]");
    place.textContent = "";
    if (!value) return;
    try {
      const { html } = await get(`${this.data.compare}?with=${encodeURIComponent(value.slice(1))}`);
      place.innerHTML = html;
    } catch (failure) {
      this.fail(fill(this.data.texts.failed, { reason: failure.message || this.data.texts.network }));
    }
  }

  fail(text) {
    const error = this.box.querySelector("[data-filling-error]");
    error.textContent = text;
    error.hidden = false;
  }
}
