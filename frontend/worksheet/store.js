// Keeps what is not saved on this device, under a name that holds the person and the record: nobody else finds it.
import { uuid } from "../common/dom.js";

const PREFIX = "score/";

export class Store {
  // `name` from the server; each open page has a key of its own under it, so that two tabs don't overwrite each other.
  constructor(name, storage) {
    this.prefix = `${PREFIX}${name}/`;
    this.key = `${this.prefix}${uuid()}`;
    this.storage = storage;
  }

  // False when the device keeps nothing (private mode, full).
  keep(queue) {
    try {
      if (queue.empty) this.storage.removeItem(this.key);
      else this.storage.setItem(this.key, JSON.stringify({ at: Date.now(), ...queue.toJSON() }));
      return true;
    } catch (failure) {
      return false;
    }
  }

  // Everything that earlier pages left, oldest first; it is this page's from now on.
  adopt() {
    const left = [];
    try {
      for (const key of Object.keys(this.storage).filter((key) => key.startsWith(this.prefix))) {
        const rest = key.slice(this.prefix.length);
        if (rest.includes("/") || key === this.key) continue;
        left.push(JSON.parse(this.storage.getItem(key)));
        this.storage.removeItem(key);
      }
    } catch (failure) {
      return left;
    }
    return left.sort((one, other) => one.at - other.at);
  }
}
