"""What a table must keep to, column by column: by the declarations in schema.py."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from data_loader import dates, schema
from data_loader.phrases import Phrase, phrase
from data_loader.report import Finding
from data_loader.schema import LIST_SEPARATOR, Field, Kind
from data_loader.tables import Table
from data_loader.values import suggested

_INTEGER = re.compile(r"[+-]?[0-9]{1,10}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,16}(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?")  # whatever repr(float) writes
_ADDRESS = re.compile(r"https?://(?:[\w-]+\.)+[\w-]+(?::[0-9]{1,5})?(?:[/?#][^\s<>\"\\^`{|}]*)?")
"""A host with a point in it and no user before it: nothing that runs, and nothing that hides where it leads."""
LONGEST_ADDRESS = 2_000  # letters; what every browser opens
LARGEST_INTEGER = 2**31 - 1  # what every SQL database holds in an INTEGER

Test = Callable[[str, Field], bool]


def _is_integer(text: str, _field: Field) -> bool:
    return _INTEGER.fullmatch(text) is not None


def _is_number(text: str, _field: Field) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _is_flag(text: str, _field: Field) -> bool:
    return text in ("0", "1")


def _is_date(text: str, _field: Field) -> bool:
    """Whether it is written as we write dates, or in another way that gives a day no calendar has."""
    read = dates.read(text)
    return read is not None and (read.value == text or (read.value != "" and not dates.exists(read.value)))


def _exists(text: str, field: Field) -> bool:
    return dates.exists(text) or not _is_date(text, field)


def is_address(text: str, _field: Field | None = None) -> bool:
    """Whether it is an address that a browser may be led to."""
    return len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None and text.isprintable()


def _is_allowed(text: str, field: Field) -> bool:
    return not _strangers(text, field)


def _strangers(text: str, field: Field) -> list[str]:
    """The parts of a value that its list does not have; a value is one part, a list several."""
    parts = text.split(LIST_SEPARATOR) if field.kind == "list" else [text]
    return [part for part in parts if field.allowed and part not in field.allowed]


def _in_range(text: str, field: Field) -> bool:
    if not _READABLE[field.kind](text, field):
        return True
    low, high = _bounds(field)
    return low <= float(text) <= high


_READABLE: dict[Kind, Test] = {"integer": _is_integer, "number": _is_number}


def _bounds(field: Field) -> tuple[float, float]:
    widest = float(LARGEST_INTEGER) if field.kind == "integer" else float("1e99")
    low = -widest if field.minimum is None else field.minimum
    return low, widest if field.maximum is None else field.maximum


TESTS: dict[Kind, dict[str, Test]] = {
    "text": {"not-allowed": _is_allowed},
    "list": {"not-allowed": _is_allowed},
    "flag": {"not-a-flag": _is_flag},
    "date": {"not-a-date": _is_date, "impossible-date": _exists},
    "integer": {"not-an-integer": _is_integer, "out-of-range": _in_range},
    "number": {"not-a-number": _is_number, "out-of-range": _in_range},
    "url": {"not-an-address": is_address},
}
"""Kind of column → what its cells, when not empty, must pass, and the code if not; at most one fails for a cell."""

SENTENCES: dict[str, Callable[[dict[str, Any]], Phrase]] = {
    "missing-value": lambda of: phrase("{field} is empty; every row of {table} needs one.", **of),
    "not-an-integer": lambda of: phrase("{value} is not a whole number.", **of),
    "not-a-number": lambda of: phrase("{value} is not a number.", **of),
    "not-a-flag": lambda of: phrase("{value} says neither yes (1) nor no (0).", **of),
    "not-a-date": lambda of: phrase("{value} is not a date like 2016, 2016-05 or 2016-05-03.", **of),
    "impossible-date": lambda of: phrase("{value} is not in the calendar.", **of),
    "not-an-address": lambda of: phrase("{value} is no address that begins with http:// or https://.", **of),
    "not-allowed": lambda of: phrase("{value} is not one of: {allowed}.", **of),
    "out-of-range": lambda of: phrase("{value} is not between {low} and {high}.", **of),
}
"""Code → the sentence, made of what is known of the cell and its column."""


def check_columns(table: Table) -> list[Finding]:
    """Every cell that breaks the rule of its column; cells already known to be bad are passed over."""
    fields = schema.fields(schema.DATA_TABLES[table.name])
    return [finding for field in fields for finding in _check(table, field)]


def _check(table: Table, field: Field) -> Iterator[Finding]:
    """Each different value is tested once: columns repeat themselves, and tables may be long."""
    column = table.frame[field.name]
    failed = {text: code for text in column.unique() if (code := _broken(text, field))}
    for position in column.index[column.isin(failed)] if failed else ():
        if position not in table.bad[field.name]:
            yield _finding(table, int(position), field, failed[column[position]])


def _broken(text: str, field: Field) -> str:
    """The code of the rule that a value breaks; "" when it keeps to all."""
    if not text:
        return "missing-value" if field.required else ""
    return next((code for code, test in TESTS[field.kind].items() if not test(text, field)), "")


def _finding(table: Table, position: int, field: Field, code: str) -> Finding:
    value = str(table.frame.at[position, field.name])
    shown = (_strangers(value, field) or [value])[0]
    low, high = (f"{bound:,.0f}" if abs(bound) >= 10_000 else f"{bound:g}" for bound in _bounds(field))
    known = {"field": field.name, "table": table.name, "value": shown, "low": low, "high": high}
    sentence = SENTENCES[code](known | {"allowed": [*field.allowed]})
    return table.fault(position, field.name, code, sentence, suggested(shown, field), shown)
