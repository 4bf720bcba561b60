// The text of a deck: what dashboard/decks/deck.py makes of the same slides (tests/deck_cases.py).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  ACTS,
  deckText,
  MOST_SLIDES,
  namesOf,
  ownText,
  slidesOf,
  slideText,
  withDeck,
} from "../../assets/js/page/deck_text.js";

const cases = JSON.parse(readFileSync(new URL("deck_cases.json", import.meta.url)));

test("a slide is written as Python writes it", () => {
  for (const { name, query, own, note, text } of cases.slides) {
    assert.equal(ownText(query), own);
    assert.equal(slideText(name, own, note), text);
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
