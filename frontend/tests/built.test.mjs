import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { blocks, buildAll } from "../build.mjs";

const shipped = new URL("../../score_xblocks/public/", import.meta.url);
let fresh;

before(async () => {
  fresh = mkdtempSync(join(tmpdir(), "score-"));
  await buildAll(fresh);
});

after(() => rmSync(fresh, { recursive: true }));

for (const name of blocks()) {
  for (const file of [`js/${name}.js`, `css/${name}.css`]) {
    test(`${file} is what its sources say (npm run build)`, () => {
      assert.equal(readFileSync(new URL(file, shipped), "utf8"), readFileSync(join(fresh, file), "utf8"));
    });
  }

  test(`${name}: script and style together are at most 20 KB on the wire`, () => {
    const size = [`js/${name}.js`, `css/${name}.css`]
      .map((file) => gzipSync(readFileSync(new URL(file, shipped))).length)
      .reduce((sum, length) => sum + length);
    assert.ok(size <= 20 * 1024, `${size} bytes`);
  });

  test(`${name}: the style leaves the platform's page alone`, () => {
    const css = readFileSync(join(fresh, `css/${name}.css`), "utf8");
    assert.doesNotMatch(css, /100vh|position:fixed|@import|url\(/);
    const selectors = css.replace(/@[^{;]+\{/g, "").match(/[^{}]+(?=\{)/g);
    for (const selector of selectors.flatMap((group) => group.split(/,(?![^(]*\))/))) {
      assert.match(selector.trim(), /^(\.score-|from|to|\d+%)/);
    }
  });
}
