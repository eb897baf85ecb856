// Small helpers on elements.

// make("p", { class: "x", id: "y" }, "text", child…): text is text, never markup.
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

// A button that does something.
export function button(text, act) {
  const made = make("button", { type: "button", class: "score-button" }, text);
  made.addEventListener("click", act);
  return made;
}

// The first place in `root` that has the attribute `data-<name>`.
export const hook = (root, name) => root.querySelector(`[data-${name}]`);

export const all = (root, selector) => Array.from(root.querySelectorAll(selector));

// Say a text to a screen reader through a live region that the page already has.
export function announce(region, text) {
  if (region && region.textContent !== text) region.textContent = text;
}

// "{filled} of {wanted}" with { filled: 7, wanted: 12 }
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

// A random UUID, also where the page is no secure context.
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

// Why something did not work, in words for a person; `texts` has "failed" and "network".
export const trouble = (failure, texts) => fill(texts.failed, { reason: failure.message || texts.network });
