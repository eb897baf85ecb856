// How each kind of question is answered in the form: read an answer, whether it is whole, write it back.
// A question is its fieldset; `inputs` are what can be focused or locked in it.
import { all } from "../common/dom.js";

export const inputs = (question) => all(question, "[data-input]");

const typed = {
  read: (question) => inputs(question)[0].value.trim(),
  whole: (question, answer) => answer !== "",
  write: (question, answer) => {
    inputs(question)[0].value = typeof answer === "string" ? answer : "";
  },
  marked: (question) => inputs(question),
};

const ticked = {
  read: (question) => inputs(question).filter((input) => input.checked).map((input) => input.value),
  whole: (question, answer) => answer.length > 0,
  write: (question, answer) => {
    for (const input of inputs(question)) input.checked = Array.isArray(answer) && answer.includes(input.value);
  },
};

const part = (input) => ("truth" in input.dataset ? "truth" : "reason");

const truth = {
  read: (question) =>
    Object.fromEntries(inputs(question).filter((input) => input.checked).map((input) => [part(input), input.value])),
  whole: (question, answer) => inputs(question).every((input) => part(input) in answer),
  write: (question, answer) => {
    for (const input of inputs(question)) input.checked = Boolean(answer) && answer[part(input)] === input.value;
  },
};

const things = (question) => all(question, "[data-choice]");

// Untouched things stand in an order that nobody gave: that is no answer.
const ordering = {
  read: (question) => ("given" in question.dataset ? things(question).map((thing) => thing.dataset.choice) : []),
  whole: (question, answer) => answer.length > 0,
  write: (question, answer) => {
    question.first = question.first || things(question);
    const given = Array.isArray(answer) ? answer.map((id) => question.first.find((thing) => thing.dataset.choice === id)) : [];
    const known = given.length === question.first.length && given.every(Boolean);
    question.querySelector("[data-things]").append(...(known ? given : question.first));
    if (known) question.dataset.given = "";
    else delete question.dataset.given;
    ends(question);
  },
};

const matching = {
  read: (question) =>
    Object.fromEntries(
      things(question)
        .map((term) => [term.dataset.choice, term.querySelector("select").value])
        .filter(([, match]) => match),
    ),
  whole: (question, answer) => Object.keys(answer).length === things(question).length,
  write: (question, answer) => {
    for (const term of things(question)) {
      const select = term.querySelector("select");
      const wanted = answer ? answer[term.dataset.choice] : "";
      select.value = all(select, "option").some((option) => option.value === wanted) ? wanted : "";
    }
  },
  marked: (question) => inputs(question).filter((select) => !select.value),
};

const KINDS = { single: ticked, multiple: ticked, numeric: typed, text: typed, truth, ordering, matching };

export const kindOf = (question) => KINDS[question.dataset.kind];

// Move the thing of a button by one place; gives what to say of it, or null when it stands at the end already.
export function move(button) {
  const question = button.closest("[data-question]");
  const thing = button.closest("[data-choice]");
  question.first = question.first || things(question);
  const down = button.dataset.move === "1";
  const next = down ? thing.nextElementSibling : thing.previousElementSibling;
  if (!next) return null;
  if (down) next.after(thing);
  else next.before(thing);
  question.dataset.given = "";
  ends(question);
  button.focus();
  const standing = things(question);
  return { thing: thing.dataset.words, place: standing.indexOf(thing) + 1, count: standing.length };
}

// The first thing can't move up, nor the last one down; the buttons stay where the focus may be.
function ends(question) {
  const standing = things(question);
  standing.forEach((thing, place) => {
    thing.querySelector('[data-move="-1"]').setAttribute("aria-disabled", String(place === 0));
    thing.querySelector('[data-move="1"]').setAttribute("aria-disabled", String(place === standing.length - 1));
  });
}
