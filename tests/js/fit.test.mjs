// A chart on a stage: as large as fits, with no more rows than have room.
import assert from "node:assert/strict";
import { test } from "node:test";
import { onStage } from "../../assets/js/figure/fit.js";

const rows = (n) => {
  const middles = Array.from({ length: n }, (_, i) => 14 + 28 * i);
  return {
    data: [{ type: "bar", width: 22, y: middles, x: middles.map((_, i) => i) }],
    layout: {
      height: 28 * n + 20,
      margin: { l: 8, t: 10, b: 10 },
      yaxis: { tickvals: middles, ticktext: middles.map((_, i) => `Row ${i}`) },
      meta: {
        rows: [[0, 0], [28 * n, 50 * n], ...middles.map((y, i) => [y, 33 + 50 * i])],
        narrow: { height: 50 * n },
      },
    },
  };
};
const ROOM = { width: 1600, height: 700, type: 24, narrow: false };

test("all rows of a short chart are shown, evenly", () => {
  const { shown, all, from, layout } = onStage(rows(6), ROOM);
  assert.deepEqual([shown, all, from], [6, 6, 0]);
  const steps = layout.yaxis.tickvals.slice(1).map((y, i) => y - layout.yaxis.tickvals[i]);
  assert.ok(steps.every((step) => Math.abs(step - steps[0]) < 1e-9));
});

test("of a long chart as many rows are shown as have room, from the one that is asked for", () => {
  const { shown, all, from, data, layout } = onStage(rows(80), { ...ROOM, from: 30 });
  assert.ok(shown < all);
  assert.equal(from, 30);
  assert.equal(layout.yaxis.ticktext[0], "Row 30");
  assert.equal(data[0].x.length, shown);
});

test("the last rows fill the stage", () => {
  const { shown, all, from } = onStage(rows(80), { ...ROOM, from: 79 });
  assert.equal(from + shown, all);
});

test("what is drawn is as large as its room", () => {
  const { scale, layout } = onStage(rows(80), ROOM);
  assert.equal(Math.round(layout.width * scale), 1600);
  assert.ok(layout.height * scale <= 700 + 1);
});

test("a narrow room takes the shape for a phone", () => {
  const { layout, shown } = onStage(rows(6), { ...ROOM, narrow: true });
  assert.equal(layout.height, 300);
  assert.equal(shown, undefined);
});

test("a map keeps room for its scale", () => {
  const map = { data: [], layout: { height: 440, geo: { domain: {} } } };
  const { layout } = onStage(map, ROOM);
  assert.equal(layout.geo.domain.y[0], 100 / layout.height);
});
