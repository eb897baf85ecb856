// Packs every folder's index.js into one classic script, and its style.css into one style:
//   frontend/quiz/index.js   ->  score_xblocks/public/js/quiz.js,  which sets window.ScoreQuiz
//   frontend/quiz/style.css  ->  score_xblocks/public/css/quiz.css
// index.js exports as default `start({ element, data, runtime })`; common/block.js makes of it what XBlock calls.
// The style for paper is the pages' under /score/, too: they can't see a block's files.
// `node build.mjs DIR` writes to another folder than score_xblocks/public.
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { minify } from "terser";

const here = dirname(fileURLToPath(import.meta.url));

const having = (file) => readdirSync(here).filter((name) => name !== "common" && existsSync(join(here, name, file)));
export const scripts = () => having("index.js");
export const styles = () => having("style.css");

const common = { bundle: true, minify: true, charset: "utf8", legalComments: "none", logLevel: "warning" };
const target = ["chrome80", "firefox78", "safari14.1"];
// A second look at what esbuild packed: it makes the worksheet's script a few percent smaller.
const smaller = { ecma: 2019, toplevel: true, compress: { passes: 3, keep_fargs: false } };

export async function buildAll(out) {
  for (const name of scripts()) {
    const initialiser = `Score${name[0].toUpperCase()}${name.slice(1)}`;
    const { outputFiles } = await build({
      ...common,
      target,
      format: "iife",
      write: false,
      stdin: {
        contents: `import { initialiser } from "./common/block.js";
          import start from "./${name}/index.js";
          window.${initialiser} = initialiser(start);`,
        resolveDir: here,
        sourcefile: `${name}.js`,
      },
    });
    const { code } = await minify(outputFiles[0].text, smaller);
    mkdirSync(join(out, "js"), { recursive: true });
    writeFileSync(join(out, "js", `${name}.js`), `${code}\n`);
  }
  for (const name of styles()) {
    await build({ ...common, target, entryPoints: [join(here, name, "style.css")], outfile: join(out, "css", `${name}.css`) });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const out = process.argv[2] ? resolve(process.argv[2]) : join(here, "..", "score_xblocks", "public");
  await buildAll(out);
  if (!process.argv[2]) copyFileSync(join(out, "css", "print.css"), join(out, "..", "pages/static/score_pages/print.css"));
}
