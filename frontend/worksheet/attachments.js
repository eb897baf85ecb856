// Photos and files of a field: shown with their captions, added, removed. Sending them is the network's part (`photos`).
import { all, fill, hook, make, trouble, uuid } from "../common/dom.js";
import { post } from "../common/post.js";
import { showError } from "./cells.js";

export class Attachments {
  // `typed(wrapper)` saves the cell; `photos` sends: add({ cell, id, file }), caption(id, text) -> whether it still waits.
  constructor(root, data, { typed, photos }) {
    this.root = root;
    this.data = data;
    this.texts = data.texts;
    this.typed = typed;
    this.photos = photos;
    this.known = JSON.parse(root.dataset.attachments || "{}");
    root.addEventListener("change", ({ target }) => {
      const wrapper = target.closest("[data-cell]");
      if (target.matches("[data-file]")) this.chosen(wrapper, target);
      if (target.matches("[data-caption]")) this.caption(wrapper, target);
    });
    root.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-detach]");
      if (button) this.detach(button.closest("[data-cell]"), button.closest("[data-attachment]").dataset.attachment);
    });
  }

  added(part) {
    for (const wrapper of all(part, "[data-kind=photo], [data-kind=file]")) {
      wrapper.redraw = () => this.draw(wrapper);
      this.draw(wrapper);
    }
  }

  ids(wrapper) {
    return input(wrapper).value.split(",").filter((id) => id);
  }

  draw(wrapper) {
    const ids = this.ids(wrapper);
    hook(wrapper, "attached").replaceChildren(...ids.map((id, at) => this.item(wrapper, id, at + 1)));
    const full = ids.length >= Number(input(wrapper).dataset.maximum);
    hook(wrapper, "file").closest("label").hidden = full;
  }

  item(wrapper, id, number) {
    const told = this.known[id] || { caption: "", name: "" };
    const name = told.caption || told.name || fill(this.texts.photo, { number });
    const item = make("li", { "data-attachment": id });
    const url = told.url || this.url(id);
    if (wrapper.dataset.kind === "photo") {
      const image = make("img", { src: url, alt: name, loading: "lazy" });
      item.append(told.waiting ? image : make("a", { href: url, target: "_blank", rel: "noopener" }, image));
      const label = fill(this.texts.caption, { number });
      const caption = { type: "text", class: "score-caption", maxlength: 300, "data-caption": true, "aria-label": label };
      item.append(make("input", { ...caption, value: told.caption, placeholder: this.texts.captionhint }));
    } else {
      item.append(told.waiting ? make("span", {}, name) : make("a", { href: url, target: "_blank", rel: "noopener" }, name));
    }
    if (told.waiting) item.append(make("span", { class: "score-help" }, this.texts.waiting));
    const detach = { type: "button", class: "score-button score-small", "data-detach": true };
    item.append(make("button", { ...detach, "aria-label": fill(this.texts.detach, { name }) }, this.texts.remove));
    return item;
  }

  url(id) {
    return (this.data.attachment || "").replace("ID", id);
  }

  // The address of a cell's first photo, "" when there is none.
  first(ids) {
    const [id] = ids.split(",");
    return id ? (this.known[id] || {}).url || this.url(id) : "";
  }

  chosen(wrapper, picker) {
    const maximum = Number(input(wrapper).dataset.maximum);
    const files = Array.from(picker.files);
    const fitting = files.slice(0, maximum - this.ids(wrapper).length);
    const added = fitting.map((file) => ({ cell: wrapper.dataset.cell, id: uuid(), file }));
    picker.value = "";
    for (const { id, file } of added) {
      this.known[id] = { url: URL.createObjectURL(file), caption: "", name: file.name, waiting: true };
    }
    this.put(wrapper, [...this.ids(wrapper), ...added.map(({ id }) => id)]);
    if (files.length > fitting.length) showError(wrapper, fill(this.texts.many, { maximum }));
    for (const one of added) this.photos.add({ ...one, photo: wrapper.dataset.kind === "photo" });
  }

  detach(wrapper, id) {
    this.put(wrapper, this.ids(wrapper).filter((other) => other !== id));
    hook(wrapper, "file").focus();
  }

  put(wrapper, ids) {
    input(wrapper).value = ids.join(",");
    this.draw(wrapper);
    this.typed(wrapper);
  }

  async caption(wrapper, typed) {
    const { attachment: id } = typed.closest("[data-attachment]").dataset;
    const told = (this.known[id] = this.known[id] || { caption: "", name: "" });
    const base = told.caption;
    told.caption = typed.value;
    if (this.photos.caption(id, typed.value)) return;
    try {
      told.caption = (await post(this.data.caption, { id, base, caption: typed.value })).caption;
      showError(wrapper, "");
    } catch (failure) {
      told.caption = base;
      showError(wrapper, trouble(failure, this.texts));
    }
  }

  // The network's part tells: a photo that waits since an earlier page, one that is stored, one that is refused for good.
  shown(cell, id, url) {
    this.known[id] = { caption: "", name: "", ...this.known[id], url, waiting: true };
    for (const wrapper of this.holding(id)) this.draw(wrapper);
  }

  stored(id, { url = "", caption = "" } = {}) {
    this.known[id] = { ...this.known[id], url: url || (this.known[id] || {}).url, caption, waiting: false };
    this.redraw(id);
  }

  failed(id, message) {
    for (const wrapper of this.holding(id)) {
      this.put(wrapper, this.ids(wrapper).filter((other) => other !== id));
      showError(wrapper, message);
    }
  }

  progress(id, text) {
    for (const item of all(this.root, `[data-attachment="${id}"]`)) item.querySelector(".score-help").textContent = text;
  }

  // The ids of a cell whose photos there are, on the server or on this device.
  there(ids) {
    return ids.split(",").filter((id) => this.known[id]).join(",");
  }

  redraw(id) {
    for (const wrapper of this.holding(id)) this.draw(wrapper);
  }

  holding(id) {
    return all(this.root, "[data-kind=photo], [data-kind=file]").filter((wrapper) => this.ids(wrapper).includes(id));
  }
}

const input = (wrapper) => hook(wrapper, "input");
