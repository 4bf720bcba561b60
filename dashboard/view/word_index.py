"""Finds texts by their words: accents and case aside, by the beginning of a word, forgiving one typing error a word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

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
_NOWHERE = 1000  # farther than a text that holds all of them with errors
_SHORTEST_WITHIN = 3  # letters of a word that is looked for inside others
_SHORTEST_MISTYPED, _SHORTEST_MISTYPED_BEGINNING = 4, 5  # in fewer letters, one error makes any word any other

_Distances = npt.NDArray[np.int16]


@dataclass(frozen=True)
class Found:
    """The places of texts, the closest first; the first `as_typed` of them hold every word without an error."""

    places: npt.NDArray[np.intp]
    as_typed: int


class WordIndex:
    """The words of some texts. A text is a name, and what stands beside it by which it is found too."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        vocabulary: dict[str, int] = {}
        held: list[tuple[int, int, int]] = []
        self._texts = 0
        for place, text in enumerate(texts):
            self._texts += 1
            for aside, part in zip((0, _ASIDE), text, strict=True):
                held += [(vocabulary.setdefault(word, len(vocabulary)), place, aside) for word in _words(part)]
        self._vocabulary = list(vocabulary)
        self._word, self._place, self._aside = np.array(held, dtype=np.int32).reshape(-1, 3).T

    def find(self, text: str, among: npt.NDArray[np.bool_]) -> Found:
        """The texts that hold every word of `text`.

        Beginnings are forgiven an error only when nothing else is found: they look like too much.
        """
        wanted = list(dict.fromkeys(_words(text)))[:_MOST_WORDS]
        reached = among & bool(wanted)
        for beginnings in (False, True):
            distance = np.where(reached, self._distance(wanted, beginnings=beginnings), _NOWHERE)
            if (distance < _NOWHERE).any():
                break
        places = np.argsort(distance, kind="stable")[: np.count_nonzero(distance < _NOWHERE)]
        return Found(places, int(np.count_nonzero(distance < _MISTYPED)))

    def _distance(self, wanted: list[str], *, beginnings: bool) -> _Distances:
        """How far each text is from all words together."""
        distance = np.zeros(self._texts, dtype=np.int16)
        for word in wanted:
            distance += self._of_texts(self._mistyped(word, beginnings=beginnings))
        return distance

    def _of_texts(self, distances: _Distances) -> _Distances:
        """How far each text is from a word, given how far each word of the vocabulary is."""
        nearest = np.full(self._texts, _NOWHERE, dtype=np.int16)
        np.minimum.at(nearest, self._place, distances[self._word] + self._aside.astype(np.int16))
        return nearest

    def _as_typed(self, word: str) -> _Distances:
        """The distance of each word of the vocabulary that holds `word`."""
        within = _WITHIN if len(word) >= _SHORTEST_WITHIN else _NOWHERE

        def distance(known: str) -> int:
            if known.startswith(word):
                return _EXACT if known == word else _BEGINNING
            return within if word in known else _NOWHERE

        return np.fromiter(map(distance, self._vocabulary), dtype=np.int16, count=len(self._vocabulary))

    def _mistyped(self, word: str, *, beginnings: bool) -> _Distances:
        """The same, and of each that holds it but for one letter more, less, other or changed with the next."""
        distances = self._as_typed(word)
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
