// Keeps what is not saved on this device, edits and photos, under a name that holds the person and the record: nobody else
// finds it. In IndexedDB; where there is none (private windows) edits in localStorage; where there is neither, not at all.
import { uuid } from "../common/dom.js";

const PREFIX = "score/";
const PATIENCE = 3000;

const forever = () => new Promise(() => {});

const done = (request, event = "onsuccess") =>
  new Promise((resolve, reject) => {
    request[event] = () => resolve(request.result);
    request.onerror = request.onabort = () => reject(request.error);
  });

export class Store {
  // Each open page keeps under a key of its own, and holds a lock of that name while it is open: two tabs neither overwrite
  // nor send each other's edits.
  constructor(name, scope = window) {
    this.name = name;
    this.tab = uuid();
    this.gone = [];
    this.locks = scope.navigator.locks;
    try {
      this.storage = scope.localStorage;
    } catch (failure) {
      this.storage = null;
    }
    this.ready = this.open(scope);
    if (this.locks) this.locks.request(this.key(this.tab), forever);
  }

  key(tab) {
    return `${PREFIX}${this.name}/${tab}`;
  }

  async open(scope) {
    try {
      const request = scope.indexedDB.open("score", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("kept");
      this.base = await Promise.race([done(request), new Promise((_, late) => setTimeout(late, PATIENCE))]);
    } catch (failure) {
      this.base = null;
    }
  }

  // One transaction: all of `work(kept)` or nothing. Edits lie under [name, tab], photos under [name, tab, id].
  async change(work, mode = "readwrite") {
    const transaction = this.base.transaction("kept", mode);
    const [finished, result] = [done(transaction, "oncomplete"), work(transaction.objectStore("kept"))];
    await finished;
    return result;
  }

  // Resolves to false when the device keeps nothing (private window, full).
  async keep(queue) {
    await this.ready;
    const left = !queue.empty && { at: Date.now(), ...queue.toJSON() };
    const gone = this.gone.splice(0);
    try {
      if (this.base) {
        await this.change((kept) => {
          if (left) kept.put(left, [this.name, this.tab]);
          for (const tab of left ? gone : [this.tab, ...gone]) kept.delete([this.name, tab]);
        });
      } else if (left) this.storage.setItem(this.key(this.tab), JSON.stringify(left));
      else this.storage.removeItem(this.key(this.tab));
      for (const tab of gone) if (this.storage) this.storage.removeItem(this.key(tab));
      return true;
    } catch (failure) {
      this.gone.push(...gone);
      return false;
    }
  }

  // Keep a photo until it is sent, and not any more then.
  async photo(photo, waits) {
    await this.ready;
    photo.tab = photo.tab || this.tab;
    const key = [this.name, photo.tab, photo.id];
    return this.change((kept) => (waits ? kept.put(photo, key) : kept.delete(key))).then(
      () => true,
      () => false
    );
  }

  // What lies here under this name, as [key, value].
  async found() {
    const found = [];
    for (const key of Object.keys(this.storage || {})) {
      const tab = key.slice(this.key("").length);
      if (key === this.key(tab) && !tab.includes("/")) found.push([[this.name, tab], JSON.parse(this.storage.getItem(key))]);
    }
    const read = (ask) => this.change((kept) => done(ask(kept)), "readonly");
    for (const key of this.base ? await read((kept) => kept.getAllKeys()) : []) {
      if (key[0] === this.name) found.push([key, await read((kept) => kept.get(key))]);
    }
    return found.filter(([[, tab], value]) => tab !== this.tab && value);
  }

  // Gives `take({ sent, fresh }, photos, alive)` what other pages left, each as soon as it is closed; it is this page's from
  // then on. A browser without locks does not know when: then at once, `alive` being true.
  async adopt(take) {
    await this.ready;
    const left = async (tab, alive) => {
      const found = (await this.found()).filter(([key]) => key[1] === tab);
      const edits = found.filter(([key]) => !key[2]).map(([, value]) => value);
      if (edits.length) this.gone.push(tab);
      const all = (name) => edits.flatMap((one) => one[name]);
      const photos = found.filter(([key]) => key[2]).map(([, value]) => value);
      if (found.length) take({ sent: all("sent"), fresh: all("fresh") }, photos, alive);
    };
    for (const tab of new Set((await this.found()).map(([key]) => key[1]))) {
      if (this.locks) this.locks.request(this.key(tab), () => left(tab, false).then(forever));
      else await left(tab, true);
    }
  }
}
