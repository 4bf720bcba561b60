// The text of a deck: what dashboard/decks/deck.py makes of the same slides (tests/deck_cases.py).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  ACTS,
  deckText,
  history,
  MOST_SLIDES,
  moved,
  named,
  namePart,
  namesOf,
  ownText,
  slidesOf,
  slideText,
  withDeck,
} from "../../assets/js/page/deck_text.js";

const cases = JSON.parse(readFileSync(new URL("deck_cases.json", import.meta.url)));

test("a slide is written as Python writes it", () => {
  for (const { name, query, own, words, note, text } of cases.slides) {
    if (query) assert.equal(ownText(query), own);
    assert.equal(slideText(name, own, [...words, ["note", note]]), text);
  }
});

test("the names of a deck are those that Python reads", () => {
  for (const { text, names } of cases.decks) assert.deepEqual(namesOf(text), names);
});

test("an address with another deck is the one that Python writes", () => {
  for (const { before, deck, after } of cases.addresses) assert.equal(withDeck(before, deck), after);
});

test("an address without a deck gets one", () => {
  assert.equal(withDeck("/present", "brief"), "/present?deck=brief");
  assert.equal(withDeck("/present?lang=fr", "brief"), "/present?lang=fr&deck=brief");
});

test("a deck holds as many slides as in Python", () => {
  assert.equal(MOST_SLIDES, cases.mostSlides);
});

test("slides go up, down and away", () => {
  const slides = slidesOf("a;b;c");
  assert.equal(deckText(ACTS.up(slides, 1)), "b;a;c");
  assert.equal(deckText(ACTS.down(slides, 1)), "a;c;b");
  assert.equal(deckText(ACTS.remove(slides, 1)), "a;c");
  assert.equal(deckText(slides), "a;b;c");
});

test("a deck has a name beside its slides", () => {
  const text = deckText(slidesOf("a;b"), named("Spring (2017)"));
  assert.equal(text, "deck(name=Spring %282017%29);a;b");
  assert.deepEqual(slidesOf(text), ["a", "b"]);
  assert.equal(deckText(slidesOf(text), namePart(text)), text);
  assert.equal(deckText(slidesOf("a"), named("")), "a");
});

test("a slide is moved to another place", () => {
  assert.deepEqual(moved(["a", "b", "c"], 0, 2), ["b", "c", "a"]);
  assert.deepEqual(moved(["a", "b", "c"], 2, 0), ["c", "a", "b"]);
});

test("what was done is undone and done again, until something else is done", () => {
  const now = history("a").became("b").became("b").became("c");
  assert.deepEqual([now.undo().now, now.undo().undo().now, now.undo().undo().before], ["b", "a", []]);
  assert.equal(now.undo().redo().now, "c");
  assert.deepEqual(now.undo().became("d").after, []);
});
