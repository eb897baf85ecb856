// A sheet that is filled in several times: choose a filling, begin a new one, compare two.
import { hook, trouble } from "../common/dom.js";
import { get, post } from "../common/post.js";

// `ready()` waits until all is saved: another filling is another page.
export function choosing(root, data, ready) {
  const box = hook(root, "fillings");
  if (!box || !data.fillings) return;
  const tell = (failure) => {
    const error = hook(box, "filling-error");
    error.textContent = trouble(failure, data.texts);
    error.hidden = false;
  };

  async function choose(occasion) {
    try {
      if (!(await ready())) throw new Error(data.texts.unsent);
      await post(data.choose, { occasion });
      root.dispatchEvent(new CustomEvent("score-reload"));
    } catch (failure) {
      tell(failure);
    }
  }

  async function compare(value) {
    const place = hook(box, "comparison");
    place.textContent = "";
    if (!value) return;
    try {
      place.innerHTML = (await get(`${data.compare}?with=${encodeURIComponent(value.slice(1))}`)).html;
    } catch (failure) {
      tell(failure);
    }
  }

  box.addEventListener("change", ({ target }) => {
    if (target.matches("[data-filling]")) choose(target.value);
    if (target.matches("[data-compare]")) compare(target.value);
  });
  box.addEventListener("click", ({ target }) => {
    if (target.closest("[data-filling-new]")) choose(hook(box, "filling-day").value);
  });
  get(data.fillings).then(
    ({ html }) => (box.innerHTML = html),
    () => {} // The sheet itself is there all the same.
  );
}
