// What of others stands in assets/vendor/, and under which licences: their words are delivered with it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const PACKAGE = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/; // the innermost
const LICENCE = /^(licen[cs]e|copying|notice)/i;
const SECTION = /^#+ *licen[cs]e *\n+([\s\S]*?copyright[\s\S]*?)(?=\n#|$(?![\s\S]))/im;
const RULE = "=".repeat(80);

/** The words of a licence for packages that name it and bring no copy. */
const STANDARD = {
  MIT: `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`,
};

const MAP = `The world map
The coastlines and boundaries of the world map are those that plotly.js ships: United Nations Geodata, with Natural
Earth, which is in the public domain; what is not drawn has been left out. The designations employed and the
presentation of material on the map do not imply the expression of any opinion whatsoever on the part of the
Secretariat of the United Nations concerning the legal status of any country, territory, city or area or of its
authorities, or concerning the delimitation of its frontiers or boundaries.`;

const INTRODUCTION = `What browsers load of this dashboard holds work of others, under the licences below. The dashboard itself is under the
Apache License 2.0.`;

const read = (folder, name) => readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n").trim();

const textsIn = (folder) =>
  readdirSync(folder)
    .filter((name) => LICENCE.test(name))
    .sort()
    .map((name) => read(folder, name));

/** The section of a read-me that has the licence in full. */
const sectionIn = (folder) =>
  readdirSync(folder)
    .filter((name) => /^readme/i.test(name))
    .map((name) => SECTION.exec(read(folder, name))?.[1].trim())
    .filter(Boolean);

const standard = ({ name, license, author }) => {
  if (!STANDARD[license]) throw new Error(`${name} ships no words of its licence (${license}): write them down here.`);
  return [`Copyright (c) ${author?.name ?? author ?? `the authors of ${name}`}\n\n${STANDARD[license]}`];
};

/** Each package in which one of `paths` lies, by name: {name, version, licence, text}; an error where a text is missing. */
export const packages = (paths) => {
  const folders = new Set(paths.map((path) => PACKAGE.exec(path)?.[0]).filter(Boolean));
  const described = [...folders].map((folder) => {
    const about = JSON.parse(read(folder, "package.json"));
    const text = [textsIn, sectionIn].map((texts) => texts(folder)).find(({ length }) => length) ?? standard(about);
    return { name: about.name, version: about.version, licence: about.license, text: text.join("\n\n") };
  });
  const once = new Map(described.map((one) => [`${one.name} ${one.version}`, one]));
  return [...once].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
};

/** All licences as one text. */
export const notices = (described) => {
  const sections = described.map(({ name, version, licence, text }) => `${name} ${version} (${licence})\n\n${text}`);
  return `${[INTRODUCTION, MAP, ...sections].join(`\n\n${RULE}\n\n`)}\n`;
};
