"""The value a person probably meant: the one they name in another language or spelling, or the one clearly nearest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from rapidfuzz import fuzz, process

from data_loader import countries, spoken

NEAR = 75  # of 100: below this likeness, a guess is wrong more often than right
AHEAD = 4  # how much nearer than any other value the nearest must be: between equals there is no telling
BUDGET = 3_000_000  # comparisons a list of words is good for, about a second
SHORTEST = 4  # letters; a shorter text is like too many codes
LONGEST = 100  # letters; a longer text is no misspelt name
MOST_ROWS = 50_000  # a table with more has numbers for ids, of which any two are alike
_NAMES = ("id", "name", "name_en", "name_fr", "name_es", "title_en", "title_fr", "title_es", "iso_3166_2")


class Suggestions:
    """Words for values, asked for the value a text means; the same text always gets the same answer.

    A word for "" is known to mean none of the values: it is no misspelling of any.
    """

    def __init__(self, words: Mapping[str, str], others: Callable[[str], str | None] = lambda _text: None) -> None:
        self._words, self._others = words, others
        self._left = BUDGET
        self._known: dict[str, str] = {}

    def exact(self, text: str) -> str:
        """The value that `text` names in full; "" when it names none."""
        key = spoken.key(text)
        if key in self._words:
            return self._words[key]
        meant = self._others(text)
        return meant if meant and self._words.get(spoken.key(meant)) == meant else ""

    def of(self, text: str) -> str:
        """The value that `text` names or nearly names; "" when none is clearly the one."""
        if text not in self._known:
            key = spoken.key(text)
            self._known[text] = self._words[key] if key in self._words else self.exact(text) or self._nearest(key)
        return self._known[text]

    def _nearest(self, wanted: str) -> str:
        if not SHORTEST <= len(wanted) <= LONGEST or len(self._words) > self._left:
            return ""
        self._left -= len(self._words)
        best: dict[str, float] = {}
        for word, likeness, _ in process.extract(
            wanted, self._words.keys(), scorer=fuzz.ratio, score_cutoff=NEAR, limit=10
        ):
            if _alike_at_heart(word, wanted):
                best[self._words[word]] = max(likeness, best.get(self._words[word], 0))
        first, second = [*sorted(best.values(), reverse=True), 0.0, 0.0][:2]
        return max(best, key=lambda value: best[value]) if first - second >= AHEAD else ""


_COMMON = frozenset(
    word
    for words in (
        "republic kingdom state states united federal democratic islamic the of and",
        "republique royaume etat etats unis democratique de du des le la les et",
        "republica reino estado estados unidos democratica del el los las y",
    )
    for word in words.split()
)
"""Words that many names share: two names that are alike in these alone are not alike."""


def _alike_at_heart(word: str, wanted: str) -> bool:
    """Whether what sets two names apart is alike too, so that Korea is not offered for Moldova, a republic as well."""
    hearts = [" ".join(part for part in text.split() if part not in _COMMON) for text in (word, wanted)]
    if not all(hearts):
        return len(word.split()) == len(wanted.split())
    return hearts == [word, wanted] or fuzz.ratio(*hearts) >= NEAR


def among_codes(codes: Iterable[str]) -> Suggestions:
    return Suggestions(spoken.of_codes(codes))


def among_rows(rows: Iterable[Mapping[str, str]]) -> Suggestions:
    """Of ids of rows, by id, by name in any language and, where the id is a country's, by its code and usual names."""
    words: dict[str, str] = {}
    shared: set[str] = set()
    ids: dict[str, str] = {}
    kinds: set[str] = set()
    for row in rows:
        kinds.add(row.get("kind", ""))
        own = row["id"]
        ids[spoken.key(own)] = own
        names = {spoken.key(name) for name in (*(row.get(name, "") for name in _NAMES), *_country_names(row))}
        shared |= {name for name in names if words.get(name, own) != own}
        words |= dict.fromkeys(names, own)
    unambiguous = {name: own for name, own in words.items() if name and name not in shared}
    if "country" in kinds:
        return Suggestions(_other_countries(ids.values()) | unambiguous | ids, countries.code_of)
    return Suggestions(unambiguous | ids)


def _other_countries(ids: Collection[str]) -> dict[str, str]:
    """Names of countries that are none of these: whoever writes Niger does not mean Nigeria."""
    others = {code for code in countries.codes() if code not in ids}
    return {spoken.key(name): "" for code in others for name in countries.names_of(code)}


def _country_names(row: Mapping[str, str]) -> Iterable[str]:
    return countries.names_of(row["id"]) if row.get("kind") == "country" else ()
