// The vectors that the core's tests run, too: the page gives what the server gives, in text and to the last digit.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { run } from "../worksheet/formulas.js";
import { numberText, readNumber, rounded, showNumber } from "../worksheet/values.js";

const { shared, cases } = JSON.parse(readFileSync(new URL("../../tests/core/formula_vectors.json", import.meta.url), "utf8"));

for (const each of cases) {
  test(`${each.name} (${each.language})`, () => {
    const program = {
      today: shared.today,
      language: shared.languages[each.language],
      sections: each.sections || shared.sections,
      formulas: each.formulas || [],
      conditions: each.conditions || [],
      others: each.others || {},
    };
    // A case with sections of its own brings all of its cells.
    const cells = each.sections ? each.cells : { ...shared.cells, ...each.cells };
    const { shown, canonical, hidden } = run(program, new Map(Object.entries(cells)));
    for (const [address, expected] of Object.entries(each.expect)) {
      assert.deepEqual([canonical[address], shown[address]], expected, address);
    }
    if (each.hidden) assert.deepEqual([...hidden].sort(), [...each.hidden].sort());
  });
}

const { en, id } = shared.languages;

test("numbers are written with the language's marks, without exponents", () => {
  for (const [number, expected] of [
    [1250.5, "1,250.5"], [-1234567.891, "-1,234,567.891"], [1e21, "1,000,000,000,000,000,000,000"], [1.5e-7, "0.00000015"], [-0, "0"],
  ]) assert.equal(showNumber(number, en), expected);
  assert.equal(showNumber(1250.5, id), "1.250,5");
  assert.equal(showNumber(2.675, en, 2), "2.68");
  assert.equal(showNumber(-0.004, en, 2), "0.00");
  assert.equal(showNumber(0.999, en, null, 2), "1");
  assert.equal(numberText(1e-7), "0.0000001");
  assert.deepEqual([rounded(1.005, 2), rounded(-2.5, 0), rounded(99.95, 1)], [1.01, -3, 100]);
});

test("numbers are read as the server reads them", () => {
  for (const [typed, language, expected] of [
    ["1,250.5", en, 1250.5], ["1.250,5", id, 1250.5], ["1.250", id, 1250], ["12.5", id, 12.5], ["1,25", en, 1.25], [" -3 ", en, -3],
    ["\u22123", en, -3], ["1,250,5", en, null], ["1e5", en, null], ["abc", en, null], ["", en, null], ["-", en, null],
  ]) assert.equal(readNumber(typed, language), expected, typed);
});
