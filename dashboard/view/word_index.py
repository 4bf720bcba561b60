"""Finds texts by their words: accents and case aside, by the beginning of a word, forgiving one typing error a word."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from data_loader.schema import fold

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 6
_EXACT, _BEGINNING, _WITHIN = 0, 2, 4
"""How far a word of a text is from one that is looked for."""
_ASIDE = 1  # how much farther the words are that stand beside a name
_MISTYPED = 40  # farther than a text that holds all words of a search as they were typed
NOWHERE = 1000  # farther than a text that holds all of them with errors
_SHORTEST_WITHIN = 3  # letters of a word that is looked for inside others
_SHORTEST_MISTYPED, _SHORTEST_MISTYPED_BEGINNING = 4, 5  # in fewer letters, one error makes any word any other

Distances = npt.NDArray[np.int16]
"""How far each text is from a word."""


@dataclass(frozen=True)
class Matches:
    """The places of texts, the closest first; the first `as_typed` of them hold every word without an error."""

    places: npt.NDArray[np.intp]
    as_typed: int


class Index(Protocol):
    """What can be searched by words."""

    def distance(self, word: str, *, beginnings: bool) -> Distances:
        """How far each text is from `word`; with `beginnings` those of words are forgiven an error as well."""


def find(index: Index, text: str, among: npt.NDArray[np.bool_]) -> Matches:
    """The texts that hold every word of `text`.

    Beginnings are forgiven an error only when nothing else is found: they look like too much.
    """
    wanted = list(dict.fromkeys(_words(text)))[:_MOST_WORDS]
    reached = among & bool(wanted)
    for beginnings in (False, True):
        total = np.zeros(len(among), dtype=np.int16)
        for word in wanted:
            total += index.distance(word, beginnings=beginnings)
        distance = np.where(reached, total, NOWHERE)
        if (distance < NOWHERE).any():
            break
    places = np.argsort(distance, kind="stable")[: np.count_nonzero(distance < NOWHERE)]
    return Matches(places, int(np.count_nonzero(distance < _MISTYPED)))


class WordIndex:
    """The words of some texts. A text is a name, and what stands beside it by which it is found too."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        vocabulary: dict[str, int] = {}
        # Arrays, since the texts may be a million with ten words each.
        words, places, asides = array("i"), array("i"), array("b")
        self._texts = 0
        for place, (name, beside) in enumerate(texts):
            self._texts += 1
            for aside, part in ((0, name), (_ASIDE, beside)):
                known = [vocabulary.setdefault(word, len(vocabulary)) for word in _words(part)]
                words.extend(known)
                places.extend([place] * len(known))
                asides.extend([aside] * len(known))
        self._vocabulary = list(vocabulary)
        self._word, self._place, self._aside = np.array(words), np.array(places), np.array(asides)

    def distance(self, word: str, *, beginnings: bool) -> Distances:
        """How far each text is from `word`, which is as far as the nearest of its words."""
        distances = self._known(word, beginnings=beginnings)[self._word]
        near = np.flatnonzero(distances < NOWHERE)  # few, as a rule
        nearest = np.full(self._texts, NOWHERE, dtype=np.int16)
        np.minimum.at(nearest, self._place[near], distances[near] + self._aside[near])
        return nearest

    def _known(self, word: str, *, beginnings: bool) -> Distances:
        """How far each known word is that holds `word`, or does but for one letter more, less, other or swapped."""
        within = _WITHIN if len(word) >= _SHORTEST_WITHIN else NOWHERE

        def distance(known: str) -> int:
            if known.startswith(word):
                return _EXACT if known == word else _BEGINNING
            return within if word in known else NOWHERE

        distances = np.fromiter(map(distance, self._vocabulary), dtype=np.int16, count=len(self._vocabulary))
        if len(word) < _SHORTEST_MISTYPED or word.isdecimal():  # a number with another digit is another number
            return distances
        near = _one_error(word, self._vocabulary)
        if beginnings and len(word) >= _SHORTEST_MISTYPED_BEGINNING:
            for letters in (len(word) - 1, len(word), len(word) + 1):
                near |= _one_error(word, [known[:letters] for known in self._vocabulary])
        return np.where(near, np.minimum(distances, _MISTYPED), distances).astype(np.int16)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _one_error(word: str, known: list[str]) -> npt.NDArray[np.bool_]:
    """Which words are at most one insertion, deletion, substitution or swap of neighbours away."""
    errors = cdist([word], known, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)
    return np.asarray(errors[0] <= 1, dtype=np.bool_)
