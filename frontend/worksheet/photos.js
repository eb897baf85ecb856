// Photos and files on their way to the server: made small, kept on the device, sent one after the other until each is there.
// The edit that puts a photo into its cell waits for that; nobody else sees a photo that is not there yet.
import { fill } from "../common/dom.js";
import { post, upload } from "../common/post.js";
import { resized } from "./resize.js";

const LARGEST_FILE = 2000000;

export class Photos {
  // `shown()` gives what draws them; `changed()` is called when one came or went.
  constructor({ data, store, shown, changed }) {
    Object.assign(this, { data, store, shown, changed, waiting: new Map(), busy: false });
  }

  blocks(cell) {
    return Boolean(this.data.record) && Array.from(this.waiting.values()).some((photo) => photo.cell === cell);
  }

  async add({ cell, id, file, photo: isPhoto }) {
    const photo = { cell, id, name: file.name, caption: "" };
    this.waiting.set(id, photo);
    try {
      photo.blob = isPhoto ? await resized(file) : file;
    } catch (failure) {
      this.refuse(photo, this.data.texts.nophoto);
      return;
    }
    if (photo.blob.size > LARGEST_FILE) this.refuse(photo, this.data.texts.largefile);
    else await this.keep(photo);
  }

  async keep(photo) {
    photo.kept = await this.store.photo(photo, true);
    this.changed();
  }

  // Whether one waits that the device does not keep.
  get unkept() {
    return Array.from(this.waiting.values()).some((photo) => !photo.kept);
  }

  // What an earlier page could not send.
  restore(photos) {
    for (const photo of photos) {
      this.waiting.set(photo.id, { ...photo, kept: true });
      this.shown().shown(photo.cell, photo.id, URL.createObjectURL(photo.blob));
    }
  }

  // The caption of a photo that still waits goes with it.
  caption(id, text) {
    const photo = this.waiting.get(id);
    if (!photo) return false;
    photo.caption = text;
    if (photo.blob) this.keep(photo);
    return true;
  }

  // A cell holds these ids now: what it does not hold needs not be sent.
  held(cell, ids) {
    for (const photo of this.waiting.values()) if (photo.cell === cell && !ids.includes(photo.id)) this.done(photo);
  }

  // Send all there is. False when there was nothing; rejects with a PostError when it is worth another try.
  async send() {
    const ready = Array.from(this.waiting.values()).filter((photo) => photo.blob);
    if (this.busy || !this.data.record || !ready.length) return false;
    this.busy = true;
    try {
      for (const photo of ready) if (this.waiting.has(photo.id)) await this.one(photo);
    } finally {
      this.busy = false;
    }
    return true;
  }

  async one(photo) {
    const { cell, id, caption, name, blob } = photo;
    const values = { record: this.data.record, cell, id, caption, file: [blob, name] };
    const told = (percent) => this.shown().progress(id, fill(this.data.texts.sending, { percent }));
    try {
      const stored = await upload(this.data.photo, values, told);
      this.done(photo);
      this.shown().stored(id, { ...stored, caption: photo.caption });
      if (photo.caption !== caption) await post(this.data.caption, { id, base: stored.caption, caption: photo.caption });
    } catch (failure) {
      if (failure.kind !== "refused") throw failure;
      this.refuse(photo, failure.message);
    }
  }

  refuse(photo, message) {
    this.done(photo);
    this.shown().failed(photo.id, message);
  }

  done(photo) {
    this.waiting.delete(photo.id);
    this.store.photo(photo, false);
    this.changed();
  }
}
