// Joining a team by its code, and taking along what was filled in alone, cell by cell.
import { button, fill, hook, make, trouble } from "../common/dom.js";
import { post } from "../common/post.js";

const KEPT = "score/bring";

// What is on offer outlives the reload that shows the team's sheet: on this device, for this person.
function offered(user, records) {
  try {
    if (records) window.localStorage.setItem(KEPT, JSON.stringify({ user, records }));
    const told = JSON.parse(window.localStorage.getItem(KEPT) || "{}");
    return told.user === user ? told.records : [];
  } catch (failure) {
    return []; // without storage the offer ends with this page
  }
}

export function joining(root, data) {
  const { texts, user } = data;
  const form = hook(root, "join");
  const box = hook(root, "bring");
  const reload = () => root.dispatchEvent(new CustomEvent("score-reload"));

  async function join(event) {
    event.preventDefault();
    const { code, side, gender } = form.elements;
    const body = { org: data.org, code: code.value, side: side.value, gender: gender.value };
    try {
      offered(user, (await post(data.join, body)).own_records);
      reload();
    } catch (failure) {
      const error = hook(form, "join-error");
      error.textContent = trouble(failure, texts);
      error.hidden = false;
      code.focus();
    }
  }

  // The team wrote something else: keep it, or put one's own in its place.
  function conflicting({ conflicts, refused }, take) {
    const boxes = conflicts.map((one) => [make("input", { type: "checkbox" }), one]);
    const lines = boxes.map(([check, one]) => {
      const words = fill(texts.bringover, { ...one, by: one.by || texts.somebody, theirs: one.theirs || texts.nothing });
      return make("li", {}, make("label", { class: "score-check" }, check, make("span", {}, words)));
    });
    const notes = refused.map((text) => make("li", { class: "score-help" }, text));
    const end = button(texts.bringend, () => {
      const chosen = boxes.filter(([check]) => check.checked).map(([, one]) => [one.cell, one.current]);
      take({ over: Object.fromEntries(chosen), finish: true });
    });
    return make("div", {}, make("ul", { class: "score-bring" }, ...lines, ...notes), end);
  }

  function offer(records) {
    const lines = records.map((record) => {
      const take = async (more) => {
        try {
          const told = await post(data.bring, { record: record.record, ...more });
          if (!told.done) return line.replaceChildren(make("strong", {}, record.title), conflicting(told, take));
          offered(user, records.filter((other) => other !== record));
          return reload();
        } catch (failure) {
          return line.append(make("p", { class: "score-error", role: "alert" }, trouble(failure, texts)));
        }
      };
      const line = make("li", {}, make("span", {}, fill(texts.bringone, record)), " ", button(texts.bringtake, () => take({})));
      return line;
    });
    const end = button(texts.bringnone, () => {
      offered(user, []);
      box.hidden = true;
    });
    box.hidden = false;
    box.replaceChildren(make("p", {}, texts.bring), make("ul", { class: "score-bring" }, ...lines), end);
  }

  if (form) form.addEventListener("submit", join);
  const left = offered(user);
  if (left.length) offer(left);
}
