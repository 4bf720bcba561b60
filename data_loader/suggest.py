"""The value a person probably meant: the one they name in another language or spelling, or the one clearly nearest."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from data_loader import countries, spoken

NEAR = 0.75  # below this likeness, a guess is wrong more often than right
AHEAD = 0.04  # how much nearer than any other value the nearest must be: between equals there is no telling
BUDGET = 300_000  # comparisons a list of words is good for, about two seconds
SHORTEST = 4  # letters; a shorter text is like too many codes
LONGEST = 100  # letters; a longer text is no misspelt name
MOST_ROWS = 50_000  # a table with more has numbers for ids, of which any two are alike
_NAMES = ("id", "name", "name_en", "name_fr", "name_es", "iso_3166_2")


class Suggestions:
    """Words for values, asked for the value a text means; the same text always gets the same answer."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        self._left = BUDGET
        self._known: dict[str, str] = {}

    def exact(self, text: str) -> str:
        """The value that `text` names in full; "" when it names none."""
        return self._words.get(spoken.key(text), "")

    def of(self, text: str) -> str:
        """The value that `text` names or nearly names; "" when none is clearly the one."""
        if text not in self._known:
            self._known[text] = self.exact(text) or self._nearest(spoken.key(text))
        return self._known[text]

    def _nearest(self, wanted: str) -> str:
        if not SHORTEST <= len(wanted) <= LONGEST or len(self._words) > self._left:
            return ""
        self._left -= len(self._words)
        best: dict[str, float] = {}
        for word in difflib.get_close_matches(wanted, self._words, n=10, cutoff=NEAR):
            likeness = difflib.SequenceMatcher(None, word, wanted).ratio()
            best[self._words[word]] = max(likeness, best.get(self._words[word], 0))
        first, second = [*sorted(best.values(), reverse=True), 0.0, 0.0][:2]
        return max(best, key=lambda value: best[value]) if first - second >= AHEAD else ""


def among_codes(codes: Iterable[str]) -> Suggestions:
    return Suggestions(spoken.of_codes(codes))


def among_rows(rows: Iterable[Mapping[str, str]]) -> Suggestions:
    """Of ids of rows, by id, by name in any language and, where the id is a country's, by its code and usual names."""
    words: dict[str, str] = {}
    shared: set[str] = set()
    ids: dict[str, str] = {}
    for row in rows:
        own = row["id"]
        ids[spoken.key(own)] = own
        names = {spoken.key(name) for name in (*(row.get(name, "") for name in _NAMES), *_country_names(row))}
        shared |= {name for name in names if words.get(name, own) != own}
        words |= dict.fromkeys(names, own)
    unambiguous = {name: own for name, own in words.items() if name and name not in shared}
    return Suggestions(unambiguous | ids)


def _country_names(row: Mapping[str, str]) -> Iterable[str]:
    return countries.names_of(row["id"]) if row.get("kind") == "country" else ()
