"""Cells whose value is unknown but was once said to stand for a known one: the known one is put in their place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from data_loader import schema
from data_loader.aliases import VOCABULARIES, Aliases
from data_loader.phrases import phrase
from data_loader.report import Finding
from data_loader.schema import LIST_SEPARATOR, Field
from data_loader.tables import Source, Table

Ids = Callable[[str], Collection[str]]
"""The ids of a table as it will be after the load."""


def understand_lists(table: Table, aliases: Aliases) -> list[Finding]:
    """Puts known values into the columns of `table` that have a list of their own."""
    fields = [field for field in schema.fields(schema.DATA_TABLES[table.name]) if field.allowed]
    return [finding for field in fields for finding in _understand(table, field, field.allowed, aliases)]


def understand_references(table: Table, aliases: Aliases, ids: Ids) -> list[Finding]:
    """Puts ids into the columns of `table` that refer to another table."""
    findings: list[Finding] = []
    for field in schema.fields(schema.DATA_TABLES[table.name]):
        if field.refers_to and aliases.words(field.refers_to):
            findings += _understand(table, field, frozenset(ids(field.refers_to)), aliases)
    return findings


def _understand(table: Table, field: Field, valid: Collection[str], aliases: Aliases) -> Iterator[Finding]:
    """One finding for each word that was understood, at its first cell."""
    meant = _meant(table, field, valid, aliases)
    if not meant:
        return
    column = table.frame[field.name]
    places: dict[str, list[int]] = {}
    changed = column.copy()
    for position in column.index[table.good(field.name)]:
        parts = _parts(column[position], field)
        for part in parts:
            if part in meant:
                places.setdefault(part, []).append(position)
        if meant.keys() & set(parts):
            changed[position] = LIST_SEPARATOR.join(dict.fromkeys(meant.get(part, part) for part in parts))
    table.frame[field.name] = changed
    for word, positions in places.items():
        row = int(table.frame.at[positions[0], "row"])
        understood = used(table.source, row, field.name, word, meant[word], len(positions))
        yield replace(understood, field=f"{table.name}.{field.name}")


def _meant(table: Table, field: Field, valid: Collection[str], aliases: Aliases) -> dict[str, str]:
    """Unknown value → the known one it was said to stand for."""
    vocabulary = VOCABULARIES[table.name, field.name]
    words = {part for text in table.frame[field.name].unique() for part in _parts(text, field)}
    meant = {word: aliases.value(vocabulary, word) for word in words if word not in valid}
    return {word: value for word, value in meant.items() if value in valid}


def _parts(text: str, field: Field) -> list[str]:
    return text.split(LIST_SEPARATOR) if field.kind == "list" else [text]


def used(source: Source, row: int, field: str, word: str, value: str, count: int) -> Finding:
    """What a person is told of a word that was understood."""
    sentence = phrase("{word} is read as {value}, in 1 cell.", word=word, value=value)
    if count > 1:
        sentence = phrase("{word} is read as {value}, in {n} cells.", word=word, value=value, n=count)
    return source.finding("alias-used", sentence, row=row, field=field, value=word)
