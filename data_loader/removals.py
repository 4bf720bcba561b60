"""A column by which a file takes single rows out: where it says yes, the row of that key goes and no other does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from data_loader.column_names import Names, key
from data_loader.diff import key_names
from data_loader.headers import Expected
from data_loader.phrases import phrase
from data_loader.report import Finding
from data_loader.tables import Table, field_names
from data_loader.values import flag

REMOVE = "remove"
"""The column: `yes` takes the row out, `no` and an empty cell leave it."""
NAMES = Names("Remove row", "Supprimer la ligne", "Eliminar la fila")
_KEYS = frozenset(map(key, (REMOVE, *NAMES)))


def is_there(header: Iterable[str]) -> bool:
    """Whether a header has the column."""
    return any(key(cell) in _KEYS for cell in header if cell)


def expected(columns: Expected) -> Expected:
    """The columns of a table with this one beside them."""
    others = {**columns.others, **dict.fromkeys(NAMES, REMOVE)}
    return replace(columns, optional=columns.optional | {REMOVE}, others=others)


def mark(table: Table, cells: dict[int, str]) -> Iterator[Finding]:
    """Notes which rows are to go; of these nothing counts but the key, so nothing else of them is checked."""
    header, _ = table.source.headers.get(REMOVE, (REMOVE, 0))
    texts = {position: (text.strip(), flag(text.strip())) for position, text in cells.items()}
    for position, (text, meant) in texts.items():
        if text and not meant:
            sentence = phrase("{value} says neither yes (1) nor no (0).", value=text)
            row = int(table.frame.at[position, "row"])
            yield table.source.finding("not-a-flag", sentence, row=row, field=header, value=text)
    table.removes = frozenset(position for position, (_, meant) in texts.items() if meant == "1")
    going = [*table.removes]
    for name in {*field_names(table.name)} - {*key_names(table.name)} if going else ():
        table.frame.loc[going, name] = ""
        table.bad[name].update(going)


def split(table: Table) -> tuple[Table, Table]:
    """The rows that a file brings, and those that it takes out."""
    goes = table.frame.index.isin([*table.removes])
    return replace(table, frame=table.frame[~goes]), replace(table, frame=table.frame[goes])


def not_there(table: Table, keys: Iterable[str], stored: frozenset[str]) -> Iterator[Finding]:
    """Rows to be taken out that are not there."""
    for row, one in zip(table.frame.to_dict("records"), keys, strict=True):
        if one not in stored:
            shown = ", ".join(str(row[name]) for name in key_names(table.name) if row[name])
            sentence = phrase("{table} has no row {key}: there is nothing to remove.", table=table.name, key=shown)
            yield table.source.finding("nothing-to-remove", sentence, row=int(row["row"]), value=shown)
