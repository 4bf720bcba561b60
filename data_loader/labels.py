"""What ids, codes and flags are called in a file for people to edit: in words that are read back as the same values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from data_loader import clean, code_names, countries, names, values
from data_loader.column_names import Names
from data_loader.phrases import phrase
from data_loader.schema import LIST_SEPARATOR, Field
from data_loader.suggest import MOST_ROWS, among_rows

Row = Mapping[str, str]
FLAGS = {"1": Names("yes", "oui", "sí"), "0": Names("no", "non", "no")}
NAMED_ROWS = MOST_ROWS
"""Of tables with more rows, ids are written: the names of that many are not told apart when they are read."""
_LONGEST = 100  # letters of a name; longer ones are cut, with the id behind them
_BY_NAME = ("name_{lang}", "name_en", "name", "title_{lang}", "title_en", "title")


def of_rows(rows: Iterable[Row], lang: str, others: Mapping[str, str]) -> dict[str, str]:
    """Id → what the row is called in `lang`; `others` are the names of the members, which plans are called by.

    A name that several rows have, or that stands for something else, has its id behind it in brackets.
    """
    rows = [*rows]
    ids = frozenset(row["id"] for row in rows)
    exact = among_rows(rows).exact

    def label(row: Row) -> str:
        own, name = row["id"], _shortened(_name(row, lang, others))
        candidates = (name, f"{name} ({own})") if name else ()
        return next((text for text in candidates if _is_plain(text) and names.id_of(text, ids, exact) == own), own)

    return {row["id"]: label(row) for row in rows}


def _name(row: Row, lang: str, others: Mapping[str, str]) -> str:
    """By its fields; a country by its name in the language, a plan by whose it is and the year."""
    if row.get("kind") == "country" and lang != "en":
        return countries.name_in(row["id"], lang) or row["name"]
    if "year_submitted" in row:
        return f"{others.get(row['member_id'], row['member_id'])}, {row['year_submitted']}"
    return next((row[name] for field in _BY_NAME if row.get(name := field.format(lang=lang))), "")


def _shortened(name: str) -> str:
    """On one line, cut between words where that is possible."""
    name = " ".join(name.split())
    if len(name) <= _LONGEST:
        return name
    start = name[:_LONGEST]
    return f"{start.rpartition(' ')[0] or start}…"


def _is_plain(text: str) -> bool:
    """Whether a text stays whole in a list, and is no word for what is not known."""
    return LIST_SEPARATOR.strip() not in text and not clean.is_missing(text)


def of_codes(field: Field, lang: str) -> dict[str, str]:
    """Code → the word for it, for each of the values of `field`."""
    exact = values.codes_of(field.allowed).exact

    def label(code: str) -> str:
        word = code_names.name(code, lang)
        return word if exact(word) == code and not clean.is_missing(word) else code

    return {code: label(code) for code in field.allowed}


def of_flags(lang: str) -> dict[str, str]:
    """1 and 0 → yes and no."""
    return {flag: word.in_language(lang) for flag, word in FLAGS.items()}


def written(labels: Mapping[str, str], field: Field) -> Callable[[str], str]:
    """What a cell of `field` shows for a value; what has no label stays as it is."""
    if field.kind != "list":
        return lambda text: labels.get(text, text)
    return lambda text: LIST_SEPARATOR.join(labels.get(part, part) for part in text.split(LIST_SEPARATOR))


HOW: dict[str, str] = {
    "reference": phrase("Choose a name from the list."),
    "code": phrase("Choose a word from the list."),
    "flag": phrase("Choose yes or no."),
    "list": phrase("One or more, separated by a semicolon."),
    "date": phrase("A date as precise as it is known: 2016, 2016-05 or 2016-05-03."),
    "integer": phrase("A whole number."),
    "number": phrase("A number."),
    "url": phrase("An address that begins with http:// or https://."),
    "text": phrase("Text."),
}
"""How a cell is filled, by the kind of its column."""


def kind_of(field: Field) -> str:
    """The key of `HOW` for a column."""
    if field.kind == "text":
        return "reference" if field.refers_to else "code" if field.allowed else "text"
    return field.kind
