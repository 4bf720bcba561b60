// A chart on paper: no piece is higher than a sheet, and no row is cut or lost.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pieces } from "../../assets/js/figure/pieces.js";

const ladder = (heights) => {
  const middles = [];
  let end = 0;
  for (const height of heights) {
    middles.push(end + height / 2);
    end += height;
  }
  const yaxis = { tickvals: middles, range: [end, 0] };
  return { data: [], layout: { height: end + 30, margin: { l: 8, t: 10, b: 20 }, yaxis } };
};

test("a chart that fits stays whole", () => {
  const figure = ladder([28, 28, 42]);
  assert.deepEqual(pieces(figure, 420), [figure]);
});

test("a high chart is cut between rows, each piece on one sheet", () => {
  const heights = Array.from({ length: 44 }, (_, i) => (i % 5 ? 28 : 56));
  const parts = pieces(ladder(heights), 420);
  const ends = new Set([0]);
  heights.reduce((end, height) => ends.add(end + height) && end + height, 0);
  let from = 0;
  for (const { layout } of parts) {
    const [to, start] = layout.yaxis.range;
    assert.equal(start, from);
    assert.ok(ends.has(to));
    assert.ok(layout.height <= 420);
    assert.equal(layout.margin.l, 200);
    from = to;
  }
  assert.equal(from, Math.max(...ends));
});

test("the pieces are about equally high", () => {
  const parts = pieces(ladder(Array(40).fill(28)), 420).map(({ layout }) => layout.height);
  assert.ok(Math.max(...parts) - Math.min(...parts) <= 56);
});

test("a map is as high as a sheet allows", () => {
  const [{ layout }] = pieces({ data: [], layout: { height: 600, geo: {} } }, 420);
  assert.equal(layout.height, 440);
});
