// Reading and writing the inputs of one cell, whatever its kind.
import { all, hook } from "../common/dom.js";

const control = (wrapper) => hook(wrapper, "input");
const notMeasured = (wrapper) => hook(wrapper, "not-measured");
const isRadio = (wrapper) => control(wrapper).type === "radio";

// The value as typed: what the server reads in the sheet's language. A member's name becomes `user:<id>`.
export function valueOf(wrapper, people) {
  const box = notMeasured(wrapper);
  if (box && box.checked) return "nm";
  const input = control(wrapper);
  if (wrapper.dataset.kind === "choices") {
    return all(wrapper, "[data-input]:checked").map((chosen) => chosen.value).join(",");
  }
  if (isRadio(wrapper)) {
    const chosen = wrapper.querySelector("[data-input]:checked");
    return chosen ? chosen.value : "";
  }
  if (wrapper.dataset.kind === "person") return people.get(input.value.trim()) || input.value;
  return input.value;
}

// Show a value: `typed` as the server writes it for an input, or as valueOf gave it.
export function setValue(wrapper, typed, people) {
  const box = notMeasured(wrapper);
  const input = control(wrapper);
  if (box) {
    box.checked = typed === "nm";
    input.disabled = box.checked;
    if (box.checked) {
      input.value = "";
      return;
    }
  }
  if (wrapper.dataset.kind === "choices") {
    const chosen = typed.split(",");
    for (const option of all(wrapper, "[data-input]")) option.checked = chosen.includes(option.value);
  } else if (isRadio(wrapper)) {
    for (const option of all(wrapper, "[data-input]")) option.checked = option.value === typed;
    showClear(wrapper);
  } else if (wrapper.dataset.kind === "person") {
    const member = Array.from(people).find(([, key]) => key === typed);
    input.value = member ? member[0] : typed;
  } else {
    input.value = typed;
    if (input.value !== typed && input.tagName === "SELECT") {
      input.add(new Option(typed, typed)); // an answer that is no longer offered stays readable
      input.value = typed;
    }
  }
  if (wrapper.redraw) wrapper.redraw();
}

// What a reader sees of the value that the inputs hold now.
export function shownOf(wrapper) {
  const box = notMeasured(wrapper);
  if (box && box.checked) return box.parentNode.textContent.trim();
  const labels = all(wrapper, "[data-input]:checked").map((chosen) => chosen.parentNode.textContent.trim());
  if (labels.length) return labels.join(", ");
  const input = control(wrapper);
  if (["radio", "checkbox", "hidden"].includes(input.type)) return "";
  if (input.tagName === "SELECT") return input.value ? input.selectedOptions[0].textContent : "";
  return input.value;
}

// A choice can be taken back: its button shows while there is one.
export function showClear(wrapper) {
  const button = hook(wrapper, "clear");
  if (button) button.hidden = !wrapper.querySelector("[data-input]:checked");
}

export function clear(wrapper) {
  for (const option of all(wrapper, "[data-input]")) option.checked = false;
  showClear(wrapper);
  control(wrapper).focus();
}

// The message beside a field; "" takes it away.
export function showError(wrapper, message) {
  const error = hook(wrapper, "error");
  error.textContent = message;
  error.hidden = !message;
  const marked = hook(wrapper, "group") ? all(wrapper, "[data-input]") : [control(wrapper)];
  for (const input of marked) {
    if (message) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
}
