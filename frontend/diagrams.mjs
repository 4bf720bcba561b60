// The diagrams of the documentation as SVG: a JSON list of Mermaid texts on stdin, one of SVG texts on stdout.
import { text } from "node:stream/consumers";
import { renderMermaidSVG } from "beautiful-mermaid";

const colours = { bg: "var(--md-default-bg-color)", fg: "var(--md-default-fg-color)" };
// The renderer asks another host for a font; a page of ours asks nobody, and has its own.
const ofOurs = (svg) =>
  svg.replace(/@import url\([^)]*\);/, "").replace(/font-family: [^;]*;/, "font-family: inherit;");

const diagrams = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(diagrams.map((diagram) => ofOurs(renderMermaidSVG(diagram, colours)))));
