// Builds assets/vendor/: each file named by its content, with a .br and a .gz beside it, and manifest.json to find it by.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { compile } from "sass";
import { notices, packages } from "./licences.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const assets = join(here, "../assets");
const vendor = join(assets, "vendor");
const modules = join(here, "node_modules");
const require = createRequire(import.meta.url);
const HASH = /-[0-9A-Z]{8}(?=\.\w+$)/;
const STALE = 24 * 3600 * 1000; // ms that a file of an earlier build stays, for the pages and servers that know it

const sassFiles = []; // that a style sheet was made of, which esbuild is not shown
const scss = {
  name: "scss",
  setup({ onLoad }) {
    onLoad({ filter: /\.scss$/ }, ({ path }) => {
      const { css, loadedUrls } = compile(path, { loadPaths: [modules], quietDeps: true, logger: { warn() {} } });
      sassFiles.push(...loadedUrls.map(fileURLToPath));
      return { contents: css, loader: "css" };
    });
  },
};

/**
 * Plotly's own style sheet, as `@import "plotly"`: what it says of charts. Plotly itself would write it rule by rule into
 * a page that has been laid out, and has to be laid out again for it; the later rules first.
 */
const PLOTLY_STYLES = /plotly\.js\/build\/plotcss\.js$/;
const WITHOUT = /modebar|data-title|cloud-dialog/; // its buttons, which our charts do not have
const plotlyStyles = {
  name: "plotly-styles",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^plotly$/ }, () => ({ path: join(modules, "plotly.js/build/plotcss.js") }));
    onLoad({ filter: PLOTLY_STYLES }, ({ path }) => {
      const rules = [...readFileSync(path, "utf8").matchAll(/^ *("X.*"): (".*"),?$/gm)];
      const read = rules.map(([, ...texts]) => texts.map((text) => JSON.parse(text)));
      const shown = read.filter(([selector]) => !WITHOUT.test(selector)).reverse();
      const written = shown.map(
        ([selector, style]) => `${selector.replaceAll("X", ".js-plotly-plot .plotly")}{${style}}`,
      );
      return { contents: written.join("\n"), loader: "css" };
    });
  },
};

const common = {
  absWorkingDir: here,
  nodePaths: [modules],
  outdir: vendor,
  write: false,
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  minify: true,
  charset: "utf8",
  legalComments: "none", // they are in licences.txt
  metafile: true,
  logLevel: "warning",
  target: ["chrome111", "firefox113", "safari16.4"],
};

/** What Plotly draws charts with, all but maps; scatter is part of its core. */
const CHARTS = ["plotly.js/lib/bar"];
const MAPS = ["plotly.js/lib/choropleth", "plotly.js/lib/scattergeo"];

/** Parts of Plotly's core that no figure has, in place of which it gets their names alone: a tenth of it. */
const UNUSED = [
  "annotations",
  "annotations3d",
  "grid",
  "images",
  "rangeselector",
  "rangeslider",
  "sliders",
  "updatemenus",
];
const unused = {
  name: "unused",
  setup({ onLoad }) {
    onLoad({ filter: PLOTLY_STYLES }, () => ({ contents: "" }));
    onLoad({ filter: new RegExp(`plotly\\.js/src/components/(${UNUSED.join("|")})/index\\.js$`) }, ({ path }) => ({
      contents: `module.exports = { moduleType: "component", name: "${basename(dirname(path))}" };`,
    }));
  },
};

/** The library of colours with those spaces alone that a style sheet can name; Plotly asks it for these functions. */
const colours = {
  name: "colours",
  setup({ onLoad }) {
    onLoad({ filter: /culori\/bundled\/culori\.cjs$/ }, ({ path }) => ({
      contents: `import "culori/css";
        export { converter, formatHex, formatRgb, wcagContrast, wcagLuminance } from "culori/fn";`,
      resolveDir: dirname(path),
    }));
  },
};

/** Modules that another script has loaded before, as it shows them; each [path, name]. */
const loaded = (shared) => ({
  name: "loaded",
  setup({ onLoad }) {
    const names = new Map(shared);
    onLoad({ filter: /\.c?js$/ }, ({ path }) =>
      names.has(path) ? { contents: `module.exports = Plotly.shared["${names.get(path)}"];` } : undefined,
    );
  },
});

const script = (name, contents, plugins, more = {}) =>
  build({
    ...common,
    stdin: { contents, resolveDir: here, sourcefile: `${name}.js` },
    entryNames: `${name}-[hash]`,
    format: "iife",
    // The map style sheet belongs to the tile maps, which the bundle leaves out; charts bring their own styles.
    loader: { ".css": "empty" },
    define: { global: "window", "define.amd": "false" },
    // The first line has browsers that know it compile everything beside the page, and not in its way function by function.
    banner: { js: "//# allFunctionsCalledOnLoad\n/*! plotly.js | (c) Plotly, Inc. | MIT licence */" },
    plugins,
    ...more,
  });

const required = (names) => names.map((module) => `require("${module}")`).join(", ");

/** The modules that maps ask for and charts have brought: each [path, name]. */
const sharedByBoth = async (charts, maps) => {
  const [ofCharts, ofMaps] = await Promise.all(
    [charts, maps].map(async (contents) => {
      const { metafile } = await script("plotly", contents, [unused, colours], { minify: false });
      return metafile.inputs;
    }),
  );
  const asked = Object.entries(ofMaps).flatMap(([path, { imports }]) => (path in ofCharts ? [] : imports));
  const paths = [...new Set(asked.map(({ path }) => path))].filter((path) => path in ofCharts).sort();
  const nameOf = (path) => path.split("node_modules/").at(-1);
  return paths.map((path) => [join(here, path), nameOf(path)]);
};

/** Plotly, of only what the charts are made of, and what it draws maps with, which it is given when there is one. */
const plotly = async () => {
  // A language of ours brings plotly's own words for it.
  const locales = join(here, "../dashboard/locale");
  const words = (existsSync(locales) ? readdirSync(locales) : [])
    .map((language) => `plotly.js/lib/locales/${language.toLowerCase().replace("_", "-")}`)
    .filter((module) => existsSync(join(modules, `${module}.js`)));
  const charts = `module.exports = require("plotly.js/lib/core"); module.exports.register([${required([...CHARTS, ...words])}]);`;
  const maps = required(MAPS);
  const shared = await sharedByBoth(charts, maps);
  const shown = shared.map(([path, name]) => `"${name}": require(${JSON.stringify(path)})`).join(", ");
  return Promise.all([
    script("plotly", `${charts} module.exports.shared = { ${shown} };`, [unused, colours], { globalName: "Plotly" }),
    script("plotly-map", `Plotly.register([${maps}]); Plotly.hasMaps = true;`, [loaded(shared)]),
  ]);
};

/** Our own scripts and styles: each file that stands right in assets/js or assets/css is an entry, and one bundle. */
const own = () => {
  const entries = ["js", "css"].flatMap((kind) =>
    readdirSync(join(assets, kind))
      .filter((name) => name.endsWith(`.${kind}`))
      .map((name) => join(assets, kind, name)),
  );
  return build({
    ...common,
    entryPoints: entries,
    format: "iife",
    minifyIdentifiers: false, // who reads a fault in the console reads our names, for a kilobyte
    plugins: [scss, plotlyStyles],
    loader: { ".woff2": "file", ".svg": "dataurl" },
  });
};

/** The world that maps are drawn on; plotly.js asks for world_110m.json in a folder, whose name carries the hash. */
const world = () => {
  globalThis.window = {}; // the package's own file expects a browser
  const { topojson } = require("plotly.js/dist/plotly-geo-assets.js");
  const { objects, arcs, ...rest } = topojson.world_110m;
  // Lakes, rivers and provinces are never drawn; their lines are emptied in place, as the others count on their numbers.
  const layers = Object.fromEntries(["coastlines", "countries", "land", "ocean"].map((name) => [name, objects[name]]));
  const drawn = new Set();
  for (const { geometries } of Object.values(layers)) {
    const lines = geometries.flatMap((geometry) => (geometry.arcs ?? []).flat(Infinity));
    for (const arc of lines) drawn.add(arc < 0 ? ~arc : arc);
  }
  return JSON.stringify({ ...rest, objects: layers, arcs: arcs.map((arc, i) => (drawn.has(i) ? arc : [])) });
};

/** Write a file and its compressed copies, where they are not there yet: its name says what is in it. */
const write = (path, content) => {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  if (/\.(js|css|json|txt)$/.test(path)) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  }
  writeFileSync(path, content); // last: where it is, its copies are
};

/** Remove what earlier builds left and no page can know any more. */
const sweep = (manifest) => {
  const current = Object.values(manifest).map((name) => name.replace(/\/$/, ""));
  for (const name of readdirSync(vendor)) {
    const path = join(vendor, name);
    const isCurrent = name === "manifest.json" || current.some((one) => name.startsWith(one));
    if (!isCurrent && Date.now() - statSync(path).mtimeMs > STALE) rmSync(path, { recursive: true });
  }
};

const digest = (content) => createHash("sha256").update(content).digest("hex").slice(0, 8);

const manifest = {};
/** Write a file under a name with a hash of its content; `name` has a % where it goes. */
const add = (name, content) => {
  manifest[name.replace("-%", "")] = name.replace("%", digest(content).toUpperCase());
  write(join(vendor, manifest[name.replace("-%", "")]), Buffer.from(content));
};

const builds = [...(await plotly()), await own()];
for (const { path, contents } of builds.flatMap(({ outputFiles }) => outputFiles)) {
  manifest[basename(path).replace(HASH, "")] = basename(path);
  write(path, contents);
}
const land = world();
manifest["un/"] = `un-${digest(land)}/`;
write(join(vendor, manifest["un/"], "world_110m.json"), Buffer.from(land));

/** The files that are in what a build wrote; of the tile maps there is but the empty place of their style sheet. */
const sources = ({ metafile }) =>
  Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.keys(inputs)
      .filter((path) => inputs[path].bytesInOutput && !path.endsWith("maplibre-gl.css"))
      .map((path) => join(here, path)),
  );
const ofOthers = packages([...builds.flatMap(sources), ...sassFiles]);
add("licences-%.txt", notices(ofOthers));
const components = ofOthers.map(({ text, ...about }) => about);
add("components-%.json", `${JSON.stringify(components, null, 2)}\n`);

// A server that starts meanwhile finds the files of the one build or of the other, all of them.
const sorted = Object.fromEntries(Object.entries(manifest).sort());
writeFileSync(join(vendor, "manifest.json.new"), `${JSON.stringify(sorted, null, 2)}\n`);
renameSync(join(vendor, "manifest.json.new"), join(vendor, "manifest.json"));
sweep(manifest);
