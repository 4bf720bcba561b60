// Walking the marks of a chart: what is spoken in which order, and where a key leads.
import assert from "node:assert/strict";
import { test } from "node:test";
import { marksOf, reached } from "../../assets/js/figure/walk.js";

const trace = (ids, hovertext) => ({ customdata: ids.map((id) => [id]), hovertext });

test("a row of several bars speaks once, in the order of the table, with what is added", () => {
  const sentences = ["<b>A &amp; B</b><br>1 of 2<br>assessed", "<b>C</b><br>3 of 4"];
  const data = [trace(["a", "c"], sentences), trace(["a", "c"], sentences), { text: ["n=2"] }];
  const marks = [
    ["c", "Complete: 3"],
    ["a", ""],
    ["gone", "x"],
  ];
  assert.deepEqual(marksOf({ data, layout: { meta: { marks } } }), [
    ["c", "C. 3 of 4. Complete: 3"],
    ["a", "A & B. 1 of 2 assessed"],
  ]);
});

test("a figure that names no marks is walked in its own order", () => {
  assert.deepEqual(marksOf({ data: [trace(["b", "a"], ["<b>B</b>", "<b>A</b>"])], layout: {} }), [
    ["b", "B"],
    ["a", "A"],
  ]);
});

test("keys lead to the next and the last, and stop at both ends", () => {
  assert.equal(reached("ArrowRight", undefined, 3), 0);
  assert.equal(reached("ArrowUp", undefined, 3), 2);
  assert.equal(reached("ArrowDown", 2, 3), 2);
  assert.equal(reached("ArrowLeft", 0, 3), 0);
  assert.equal(reached("Home", 2, 3), 0);
  assert.equal(reached("End", 0, 3), 2);
  assert.equal(reached("Tab", 1, 3), undefined);
  assert.equal(reached("ArrowRight", undefined, 0), undefined);
});
