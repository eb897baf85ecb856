// The editor in Studio: source and settings go to the server, which takes them or names what is wrong.
import { all, fill, make } from "../common/dom.js";
import { post } from "../common/post.js";

export default function start({ element, data, runtime }) {
  const told = element.querySelector("[data-told]");
  const notify = (name, detail) => runtime.notify && runtime.notify(name, detail);
  const { texts } = data;

  const problem = ({ line, message, remedy }) =>
    make("li", {}, `${line ? `${fill(texts.line, { line })} ` : ""}${message} ${remedy}`);

  async function save() {
    const body = {};
    for (const input of all(element, "[name]")) body[input.name] = input.value;
    told.replaceChildren();
    notify("save", { state: "start" });
    try {
      const answer = await post(data.url, body);
      if (answer.saved) {
        notify("save", { state: "end" });
        return;
      }
      told.append(make("p", {}, texts.refused), make("ul", {}, ...answer.problems.map(problem)));
    } catch (failure) {
      told.append(make("p", {}, fill(texts.failed, { reason: texts[failure.kind] || failure.message })));
    }
    notify("save", { state: "cancel" });
  }

  element.querySelector("[data-save]").addEventListener("click", (event) => {
    event.preventDefault();
    save();
  });
  element.querySelector("[data-cancel]").addEventListener("click", (event) => {
    event.preventDefault();
    notify("cancel", {});
  });
}
