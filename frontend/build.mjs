// Builds assets/vendor/: each file named by its content, with a .br and a .gz beside it, and manifest.json to find it by.
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { createHash } from "node:crypto";
import { build } from "esbuild";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const vendor = join(here, "../assets/vendor");
const locales = join(here, "../dashboard/locale");
const require = createRequire(import.meta.url);

// Only what the charts are made of; scatter is part of the core. A language of ours brings plotly's own words for it.
const traces = ["bar", "choropleth", "scattergeo"];
const languages = existsSync(locales) ? readdirSync(locales) : [];
const modules = [
  ...traces.map((trace) => `plotly.js/lib/${trace}`),
  ...languages
    .map((language) => `plotly.js/lib/locales/${language.toLowerCase().replace("_", "-")}`)
    .filter((module) => existsSync(join(here, "node_modules", `${module}.js`))),
];
const plotly = `
const Plotly = require("plotly.js/lib/core");
Plotly.register([${modules.map((module) => `require("${module}")`).join(", ")}]);
module.exports = Plotly;`;

const scss = {
  name: "scss",
  setup({ onLoad }) {
    onLoad({ filter: /\.scss$/ }, ({ path }) => ({
      contents: compile(path, { loadPaths: [join(here, "node_modules")], quietDeps: true, logger: { warn() {} } }).css,
      loader: "css",
    }));
  },
};

const common = {
  absWorkingDir: here,
  outdir: vendor,
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  minify: true,
  charset: "utf8",
  metafile: true,
  legalComments: "none",
  logLevel: "warning",
  target: ["chrome111", "firefox113", "safari16.4"],
};

function hash(content) {
  return createHash("sha256").update(content).digest("hex").slice(0, 8);
}

async function write(path, content) {
  await mkdir(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function compress(path) {
  const content = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
}

rmSync(vendor, { recursive: true, force: true });

const manifest = {};
const results = await Promise.all([
  build({
    ...common,
    stdin: { contents: plotly, resolveDir: here, sourcefile: "plotly.js" },
    entryNames: "plotly-[hash]",
    format: "iife",
    globalName: "Plotly",
    // The map style sheet belongs to the tile maps, which the bundle leaves out; charts bring their own styles.
    loader: { ".css": "empty" },
    define: { global: "window", "define.amd": "false" },
    // The first line has browsers that know it compile everything beside the page, and not in its way function by function.
    banner: { js: "//# allFunctionsCalledOnLoad\n/*! plotly.js | (c) Plotly, Inc. | MIT licence */" },
  }),
  // Dash's own scripts use generators in the old way and take their runtime from Dash's polyfill, which pages leave out.
  build({
    ...common,
    stdin: { contents: 'import "regenerator-runtime/runtime";', resolveDir: here, sourcefile: "generators.js" },
    entryNames: "generators-[hash]",
  }),
  build({ ...common, entryPoints: ["base.css"], plugins: [scss], loader: { ".woff2": "file", ".svg": "dataurl" } }),
]);
for (const { metafile } of results) {
  for (const output of Object.keys(metafile.outputs)) {
    const name = basename(output);
    manifest[name.replace(/-[0-9A-Z]{8}(?=\.\w+$)/, "")] = name;
  }
}

// plotly.js asks for <topojsonURL>world_110m.json; the folder carries the hash. The package's own file expects a browser.
globalThis.window = {};
const { topojson } = require("plotly.js/dist/plotly-geo-assets.js");
const { objects, arcs, ...rest } = topojson.world_110m;
// Lakes, rivers and provinces are never drawn; their lines are emptied in place, as the others count on their numbers.
const layers = Object.fromEntries(["coastlines", "countries", "land", "ocean"].map((name) => [name, objects[name]]));
const drawn = new Set();
for (const { geometries } of Object.values(layers)) {
  for (const arc of geometries.flatMap((geometry) => (geometry.arcs ?? []).flat(Infinity))) drawn.add(arc < 0 ? ~arc : arc);
}
const world = JSON.stringify({ ...rest, objects: layers, arcs: arcs.map((arc, i) => (drawn.has(i) ? arc : [])) });
manifest["un/"] = `un-${hash(world)}/`;
await write(join(vendor, manifest["un/"], "world_110m.json"), world);
compress(join(vendor, manifest["un/"], "world_110m.json"));

for (const name of Object.values(manifest)) {
  if (/\.(js|css)$/.test(name)) compress(join(vendor, name));
}
await write(join(vendor, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
