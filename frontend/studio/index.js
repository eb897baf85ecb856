// The editor in Studio: checks a source while it is written, shows what is wrong and how it will look, and saves it.
import { all, fill } from "../common/dom.js";
import { post } from "../common/post.js";
import { mirrored } from "./lines.js";
import { mistakeList } from "./mistakes.js";
import { previewIn } from "./preview.js";

const PAUSE = 500; // ms without typing, before the server is asked

export default function start({ element, data, runtime }) {
  const { texts } = data;
  const find = (selector) => element.querySelector(selector);
  const [textarea, state, button] = [find("[data-source]"), find("[data-state]"), find("[data-save]")];
  const lines = mirrored(textarea, find("[data-mirror]"));
  const list = mistakeList({ element, texts, goTo: lines.goTo });
  const preview = previewIn(element);
  const notify = (name, detail) => runtime.notify && runtime.notify(name, detail);
  const reason = ({ kind, message }) => (kind === "refused" && message) || texts[kind === "session" ? "session" : "network"];
  const read = () => Object.fromEntries(all(element, "[name]").map((input) => [input.name, input.value]));

  let saved = JSON.stringify(read());
  let timer = 0;
  let asked = 0; // answers to earlier questions come too late
  let mistakes = 0;
  let saving = false;

  function tell(text) {
    if (state.textContent !== text) state.textContent = text;
  }

  // The button says why it does not save.
  function label() {
    const text = saving ? texts.saving : mistakes ? fill(texts.blocked, { count: mistakes }) : texts.save;
    if (button.textContent !== text) button.textContent = text;
    if (saving || mistakes) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }

  function show(problems) {
    mistakes = problems.filter(({ level }) => level === "error").length;
    const told = mistakes ? texts.mistakes : problems.length ? texts.warnings : texts.right;
    lines.mark(problems);
    list.show(problems);
    tell(fill(told, { count: mistakes || problems.length }));
    label();
  }

  async function check() {
    const mine = (asked += 1);
    tell(texts.checking);
    try {
      const answer = await post(data.check, read());
      if (mine !== asked) return;
      show(answer.problems);
      preview(answer.preview);
    } catch (failure) {
      if (mine !== asked) return;
      tell(fill(texts.unchecked, { reason: reason(failure) }));
    }
  }

  function checkSoon() {
    asked += 1;
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE);
  }

  async function save() {
    if (saving) return;
    if (mistakes) {
      list.focus();
      return;
    }
    clearTimeout(timer);
    asked += 1;
    saving = true;
    label();
    const body = read();
    notify("save", { state: "start", message: texts.saving });
    try {
      const answer = await post(data.save, body);
      saving = false;
      show(answer.problems);
      if (answer.saved) {
        saved = JSON.stringify(body);
        tell(texts.saved);
        notify("save", { state: "end" });
      } else {
        notify("error", { title: texts.refused, message: state.textContent });
        list.focus();
      }
    } catch (failure) {
      saving = false;
      label();
      tell(fill(texts.failed, { reason: reason(failure) }));
      notify("error", { title: texts.refused, message: reason(failure) });
    }
  }

  function close() {
    if (JSON.stringify(read()) === saved || window.confirm(texts.leave)) notify("cancel", {});
  }

  for (const input of all(element, "[name]")) input.addEventListener("input", checkSoon);
  for (const [target, act] of [[button, save], [find("[data-cancel]"), close]]) {
    target.addEventListener("click", (event) => {
      event.preventDefault();
      act();
    });
  }
  check();
}
