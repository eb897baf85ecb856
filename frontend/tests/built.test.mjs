import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { buildAll, scripts, styles } from "../build.mjs";

const shipped = new URL("../../score_xblocks/public/", import.meta.url);
let fresh;

before(async () => {
  fresh = mkdtempSync(join(tmpdir(), "score-"));
  await buildAll(fresh);
});

after(() => rmSync(fresh, { recursive: true }));

const files = [...scripts().map((name) => `js/${name}.js`), ...styles().map((name) => `css/${name}.css`)];

for (const file of files) {
  test(`${file} is what its sources say (npm run build)`, () => {
    assert.equal(readFileSync(new URL(file, shipped), "utf8"), readFileSync(join(fresh, file), "utf8"));
  });

  test(`${file} is at most 20 KB on the wire`, () => {
    const size = gzipSync(readFileSync(join(fresh, file))).length;
    assert.ok(size <= 20 * 1024, `${size} bytes`);
  });
}

test("the pages under /score/ have the style for paper, too", () => {
  const copy = new URL("../pages/static/score_pages/print.css", shipped);
  assert.equal(readFileSync(copy, "utf8"), readFileSync(new URL("css/print.css", shipped), "utf8"));
});

for (const name of scripts()) {
  test(`${name}: the style leaves the platform's page alone`, () => {
    const css = readFileSync(join(fresh, `css/${name}.css`), "utf8");
    assert.doesNotMatch(css, /100vh|position:fixed|@import|url\(/);
    const selectors = css.replace(/@[^{;]+\{/g, "").match(/[^{}]+(?=\{)/g);
    for (const selector of selectors.flatMap((group) => group.split(/,(?![^(]*\))/))) {
      assert.match(selector.trim(), /^(\.score-|from|to|\d+%)/);
    }
  });
}
