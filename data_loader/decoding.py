"""Text in the encodings of old: which it is, how sure that is, and how the words read in each that is possible.

chardet knows how letters follow each other in the languages of the world. Of a handful of words it cannot be sure; so
its judgement is joined with what no language writes (two alphabets or a sign within a word, a capital after a small
letter, letters that no alphabet of the encoding has together) and with how common an encoding is.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from dataclasses import dataclass
from functools import cache

import chardet

AHEAD = 1.25
"""How many times as good as the next reading the best must be to be proposed."""
_SURE = ((4, 1.7), (2, 2.0), (1, 2.5))
"""Number of words, and how many times as good the best must be to be taken without a question."""
SHOWN = 8  # readings among which a person chooses
_SHOWN_WORDS = 4

_CELLS, _BYTES = 2000, 2**16  # of the text that is looked at
_FEW = 0.004  # what chardet's confidence is worth at least
_SPOILT = 0.4  # what remains of a reading's worth with each word that is no word
_FOREIGN = 0.6  # of such a word, one with letters of another alphabet
_MOST_SPOILT = 8
_SEPARATOR = re.compile(rb'[,;\t\r\n"]')
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_BETWEEN_WORDS = re.compile(r"[\s!-&(-,./:-@\[-`{-~]+")

_WEST = "àâäáãåçéèêëíîïìñóôöõòúûüùœßºª"
_NOT_WESTERN = re.compile(
    r"ã(?!o|e|s|i|n|$)|(?<!\birm)(?<!nh)(?<!\balem)(?<!\bcrist)(?<!\bl)(?<!\bir)(?<!maç)(?<!vietn)(?<!cidad)ã$"
    r"|ñ(?=[bcdfghjklmnpqrstvwxz])|è(?=[aiouáíéý])|ì(?=\w)|ù(?=\w)|œ(?=[bkmprwz])"
)
"""Letters of French, Spanish, Portuguese and Italian where Romanian ă, Polish ń and ś, Czech č, ě and ů would stand."""
_NORTH = "åøæäöáéèêóòôüëçíñõšž"
_ICELAND = "áðéíóúýþæö"
_EAST = ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüűä", "ăâîşţéö", "čćđšžéáö", "äöüßé", "ëçé")
_TURKISH = "çğıi̇öşüâîûé"
_BALTIC = ("āčēģīķļņšūžō", "ąčęėįšųūž", "äöõüšž", "ąćęłńóśźż")


@dataclass(frozen=True)
class Encoding:
    """An encoding: what people call it, how common it is, and the alphabets it was made for (none: not Latin)."""

    title: str
    common: float
    alphabets: tuple[str, ...] = ()


ENCODINGS = {
    "cp1252": Encoding("Windows-1252", 1.0, (_WEST, _NORTH, _ICELAND)),
    "cp1250": Encoding("Windows-1250", 1.0, _EAST),
    "cp1251": Encoding("Windows-1251", 1.0),
    "cp1253": Encoding("Windows-1253", 1.0),
    "cp1254": Encoding("Windows-1254", 1.0, (_WEST, _TURKISH)),
    "cp1255": Encoding("Windows-1255", 0.9),
    "cp1256": Encoding("Windows-1256", 1.0),
    "cp1257": Encoding("Windows-1257", 0.9, _BALTIC),
    "mac_roman": Encoding("Mac Roman", 0.8, (_WEST, _NORTH, _ICELAND)),
    "mac_latin2": Encoding("Mac Central European", 0.5, _EAST),
    "mac_cyrillic": Encoding("Mac Cyrillic", 0.5),
    "mac_greek": Encoding("Mac Greek", 0.5),
    "mac_turkish": Encoding("Mac Turkish", 0.5, (_WEST, _TURKISH)),
    "koi8_r": Encoding("KOI8-R", 0.8),
    "koi8_u": Encoding("KOI8-U", 0.8),
    "cp850": Encoding("DOS 850, Western", 0.6, (_WEST, _NORTH, _ICELAND)),
    "cp437": Encoding("DOS 437", 0.5, (_WEST, _NORTH)),
    "cp852": Encoding("DOS 852, Central European", 0.5, _EAST),
    "cp866": Encoding("DOS 866, Cyrillic", 0.7),
    "iso8859_2": Encoding("ISO 8859-2", 0.8, _EAST),
    "iso8859_5": Encoding("ISO 8859-5", 0.6),
    "iso8859_7": Encoding("ISO 8859-7", 0.7),
    "iso8859_9": Encoding("ISO 8859-9", 0.7, (_WEST, _TURKISH)),
    "cp874": Encoding("Windows-874, Thai", 0.8),
    "cp932": Encoding("Shift-JIS", 1.0),
    "cp949": Encoding("EUC-KR", 1.0),
    "gb18030": Encoding("GB 18030", 1.0),
    "big5hkscs": Encoding("Big5", 1.0),
}
_EVERYDAY = 2.0  # Windows-1252 whose letters are those of French, Spanish, Portuguese, Italian and German
_STANDARD = {"cp949": "euc_kr", "gb18030": "gb2312"}
"""What nearly all text of a large character set stays within."""


@dataclass(frozen=True)
class Reading:
    """How the words read in an encoding, and what that is worth beside other readings."""

    encoding: str
    words: tuple[str, ...]
    worth: float


def readings(content: bytes) -> list[Reading]:
    """The possible readings that differ in their words, best first."""
    cells = _evidence(content)
    confidence = _confidence(cells)
    possible = {name: words for name in ENCODINGS if (words := _words(cells, name)) is not None}
    spoilt = {name: _spoilt(words, name) for name, words in possible.items()}
    least = min(spoilt.values(), default=0)
    best: dict[tuple[str, ...], Reading] = {}
    for name, words in possible.items():
        worth = _common(name, words) * (_FEW + confidence.get(name, 0.0))
        worth *= _SPOILT ** min(spoilt[name] - least, _MOST_SPOILT)
        if words not in best or best[words].worth < worth:
            best[words] = Reading(name, words, worth)
    return sorted(best.values(), key=lambda reading: -reading.worth)


def lead(readings: list[Reading]) -> float:
    """How many times as good as the next reading the best one is."""
    return readings[0].worth / readings[1].worth if len(readings) > 1 else 99.0


def is_sure(readings: list[Reading]) -> bool:
    """Whether the best reading may be taken without a question; the fewer words there are, the less is it sure."""
    words = max(len(readings[0].words), 1)
    return lead(readings) >= next(least for number, least in _SURE if words >= number)


def sample(reading: Reading) -> str:
    """A few of its words, for a person to see whether they are right."""
    words = sorted(reading.words, key=len, reverse=True)[:_SHOWN_WORDS]
    shown = [word for word in reading.words if word in words]
    return f"{', '.join(shown)} ({ENCODINGS[reading.encoding].title})"


def _evidence(content: bytes) -> bytes:
    """Different cells that are not all ASCII, a line each: what else there is would only drown them."""
    cells: dict[bytes, None] = {}
    at = size = 0
    while len(cells) < _CELLS and size < _BYTES and (high := _NOT_ASCII.search(content, at)):
        end = _SEPARATOR.search(content, high.start())
        at = end.start() if end else len(content)
        before = content[max(high.start() - 200, 0) : high.start()]
        cell = _SEPARATOR.split(before)[-1] + content[high.start() : min(at, high.start() + 400)]
        size += len(cell)
        cells.setdefault(cell)
    return b"\n".join(cells)


def _confidence(cells: bytes) -> dict[str, float]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that its way out, Windows-1252, is one of the encodings or not
        detected = chardet.detect_all(
            cells, ignore_threshold=True, include_encodings=[*_DETECTED], compat_names=False, no_match_encoding="cp1252"
        )
    return {_DETECTED[one["encoding"]]: one["confidence"] for one in detected if one["encoding"] in _DETECTED}


_DETECTED = {re.sub("(?<=mac|oi8|859)_", "-", name): name for name in ENCODINGS}
"""chardet's names, and Python's."""


def _words(cells: bytes, encoding: str) -> tuple[str, ...] | None:
    """The different words that are not all ASCII; None where the text cannot be in this encoding."""
    try:
        text = cells.decode(encoding)
    except UnicodeDecodeError:
        return None
    if any("\x7f" <= letter <= "\x9f" or "\ue000" <= letter <= "\uf8ff" for letter in text):
        return None
    return tuple(dict.fromkeys(word for word in _BETWEEN_WORDS.split(text) if not word.isascii()))


def _common(encoding: str, words: tuple[str, ...]) -> float:
    everyday = encoding == "cp1252" and all(map(_is_everyday, words))
    return ENCODINGS[encoding].common * (_EVERYDAY if everyday else 1.0)


def _is_everyday(word: str) -> bool:
    return _within(word, _WEST)


def _spoilt(words: tuple[str, ...], encoding: str) -> float:
    """How many of the words are none; each with letters of another alphabet counts in part."""
    none = sum(not is_word(word) for word in words)
    alphabets = ENCODINGS[encoding].alphabets
    foreign = min((sum(not _within(word, alphabet) for word in words) for alphabet in alphabets), default=0)
    return none + _FOREIGN * (foreign + _beyond(words, _STANDARD.get(encoding, "")))


def _within(word: str, alphabet: str) -> bool:
    if alphabet is _WEST and _NOT_WESTERN.search(word.lower()):
        return False
    return all(letter.isascii() or not letter.isalpha() or letter in alphabet for letter in word.lower())


def _beyond(words: tuple[str, ...], standard: str) -> int:
    """How many words do not stay within what nearly all text of a large character set does."""
    return sum(word.encode(standard, "ignore").decode(standard) != word for word in words) if standard else 0


def is_word(word: str) -> bool:
    """Whether people write so: one alphabet, no capital after a small letter, no sign beside or within the letters."""
    alphabets = {_alphabet(letter) for letter in word if letter.isalpha() and letter not in "ºª"}
    return len(alphabets) <= 1 and not any(map(_jars, word, word[1:], f"{word[2:]} "))


def _jars(one: str, two: str, three: str) -> bool:
    """Whether two letters or signs never stand side by side; `three` comes after them."""
    if one.isascii() and two.isascii():
        return False
    kinds = unicodedata.category(one), unicodedata.category(two)
    if kinds == ("Ll", "Lu") or (_is_sign(one) and two.isalpha()) or (one.isalpha() and _is_sign(two)):
        return True
    if not one.isalpha() or not three.isalpha():
        return one.isalpha() and two in "‚„"
    return not _elides(one, three) if two in "’'" else (kinds[1][0] == "P" and two not in "-·‑־׳״") or two in "ºª"


def _is_sign(letter: str) -> bool:
    kind = unicodedata.category(letter)
    return kind[0] == "S" or kind == "No" or letter in "†‡•‰‹›¶§"


def _elides(before: str, after: str) -> bool:
    """As in d’Ivoire, O’Neil, it’s."""
    return before == "O" or unicodedata.normalize("NFD", after.lower())[0] in "aeiouyhst"


@cache
def _alphabet(letter: str) -> str:
    name = unicodedata.name(letter, "").partition(" ")[0].partition("-")[0]
    return _ALIKE.get(name, name)


_ALIKE = dict.fromkeys(("HIRAGANA", "KATAKANA", "IDEOGRAPHIC", "CJK", "HALFWIDTH"), "CJK") | {"FULLWIDTH": "LATIN"}
