// Figures as a screen shows them, and how Plotly is asked for them.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import {
  draw,
  inMode,
  isDrawable,
  onPhone,
  plotly,
  shapeOf,
  useLand,
  withLabelRoom,
} from "../../assets/js/figure/figure.js";

const dark = { "#ffffff": "#000000", "#16706a": "#2f9e92" };
const ladder = {
  data: [{ type: "bar", y: [10, 30], marker: { color: "#16706a" }, text: ["#16706a", "b"] }],
  layout: {
    height: 100,
    paper_bgcolor: "#ffffff",
    font: { family: "Public Sans", size: 13 },
    margin: { l: 8, t: 4, b: 4 },
    yaxis: { automargin: true, tickfont: { size: 12 }, ticktext: ["A<br>bb", "c &amp; d"], ticklabelstandoff: 8 },
    meta: {
      narrow: { height: 160, margin: { l: 0, t: 8, b: 4 }, yaxis: { showticklabels: false } },
      rows: [
        [10, 33],
        [30, 83],
      ],
      labels: { type: "scatter", y: [12, 62], text: ["A bb", "c & d"] },
    },
  },
};

let calls;
beforeEach(() => {
  calls = [];
  globalThis.window = { Plotly: { react: (...all) => calls.push(all) } };
});

test("a light figure is itself in light mode", () => {
  assert.equal(inMode(ladder, "light", dark), ladder);
});

test("colours turn dark, and a text that reads like a colour stays", () => {
  const { data, layout } = inMode(ladder, "dark", dark);
  assert.equal(layout.paper_bgcolor, "#000000");
  assert.equal(data[0].marker.color, "#2f9e92");
  assert.deepEqual(data[0].text, ["#16706a", "b"]);
  assert.equal(ladder.layout.paper_bgcolor, "#ffffff");
});

test("on a phone the labels are a trace above their marks", () => {
  const { data, layout } = onPhone(ladder);
  assert.deepEqual(data[0].y, [33, 83]);
  assert.equal(data.at(-1), ladder.layout.meta.labels);
  assert.equal(layout.height, 160);
  assert.equal(layout.yaxis.automargin, undefined);
});

test("a figure without a narrow shape is the same on a phone", () => {
  const map = { data: [], layout: { height: 300 } };
  assert.equal(onPhone(map), map);
});

test("the widest line of the labels has room at the left, measured once", () => {
  const { layout } = withLabelRoom(ladder, (line, font) => {
    assert.equal(font, "12px Public Sans");
    return line.length * 6.4;
  });
  assert.equal(layout.margin.l, 8 + Math.ceil("c &amp; d".length * 6.4) + 8);
  assert.equal(layout.yaxis.automargin, false);
});

test("a chart is a phone's below 600 px", () => {
  assert.deepEqual([599, 600].map(shapeOf), ["phone", "wide"]);
});

test("Plotly gets a copy, in the shape, colours and size that are asked for", () => {
  const place = {};
  const config = { staticPlot: true };
  draw(place, ladder, { shape: "phone", mode: "dark", dark, config, width: 320 });
  const [[where, data, layout, given]] = calls;
  assert.equal(where, place);
  assert.equal(given, config);
  assert.deepEqual([layout.width, layout.height, layout.autosize], [320, 160, false]);
  assert.equal(layout.paper_bgcolor, "#000000");
  assert.equal(data.length, 2);
  data[1].text.push("changed");
  assert.equal(ladder.layout.meta.labels.text.length, 2);
});

test("a figure has its own size where none is given", () => {
  draw({}, { data: [], layout: { height: 300 } }, {});
  assert.deepEqual(calls[0][2], { height: 300 });
});

test("a map can be drawn once there is what maps need, too", () => {
  const [chart, map] = [{ layout: {} }, { layout: { geo: {} } }];
  assert.deepEqual([chart, map].map(isDrawable), [true, false]);
  window.Plotly.hasMaps = true;
  assert.equal(isDrawable(map), true);
  window.Plotly = undefined;
  assert.equal(isDrawable(chart), false);
});

test("each script is asked for once, what maps need after the rest, and again where it did not come", async () => {
  const asked = [];
  const missing = new Set(["/maps"]);
  const run = (script) => {
    asked.push(script.src);
    queueMicrotask(missing.has(script.src) ? script.onerror : script.onload);
  };
  const make = (tag) => ({ tag, setAttribute() {}, append() {}, remove() {} });
  globalThis.document = { createElement: make, head: { append: (node) => node.tag === "script" && run(node) } };
  const addresses = { charts: "/charts", maps: "/maps" };
  await plotly(addresses, { layout: {} });
  assert.deepEqual(asked, ["/charts"]);
  await assert.rejects(plotly(addresses, { layout: { geo: {} } }));
  missing.clear();
  await plotly(addresses, { layout: { geo: {} } });
  await plotly(addresses, { layout: { geo: {} } });
  assert.deepEqual(asked, ["/charts", "/maps", "/maps"]);
});

test("land is added to what Plotly has", () => {
  window.PlotlyGeoAssets = { topojson: { here: 1 } };
  useLand({ there: 2 });
  assert.deepEqual(window.PlotlyGeoAssets.topojson, { here: 1, there: 2 });
});
