"""What a table must keep to, column by column: pandera schemas made from the declarations in schema.py."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from data_loader import dates, schema
from data_loader.report import Finding
from data_loader.schema import LIST_SEPARATOR, Field, Kind
from data_loader.suggest import Suggestions, among_codes
from data_loader.tables import Table

_INTEGER = re.compile(r"[+-]?[0-9]{1,10}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,16}(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?")  # whatever repr(float) writes
LARGEST_INTEGER = 2**31 - 1  # what every SQL database holds in an INTEGER

Test = Callable[[str, Field], bool]


def _is_integer(text: str, _field: Field) -> bool:
    return _INTEGER.fullmatch(text) is not None


def _is_number(text: str, _field: Field) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _is_flag(text: str, _field: Field) -> bool:
    return text in ("0", "1")


def _is_date(text: str, _field: Field) -> bool:
    return dates.is_written(text)


def _exists(text: str, _field: Field) -> bool:
    return dates.exists(text) or not dates.is_written(text)


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
}
"""Kind of column → what its cells, when not empty, must pass, and the code if not; at most one fails for a cell."""

SENTENCES = {
    "missing-value": "{field} is empty; every row of {table} needs one.",
    "not-an-integer": "{value} is not a whole number.",
    "not-a-number": "{value} is not a number.",
    "not-a-flag": "{value} is neither 1 nor 0.",
    "not-a-date": "{value} is not a date like 2016, 2016-05 or 2016-05-03.",
    "impossible-date": "{value} is not in the calendar.",
    "not-allowed": "{value} is not one of: {allowed}.",
    "out-of-range": "{value} is not between {low} and {high}.",
}


def check_columns(table: Table) -> list[Finding]:
    """Every cell that breaks the rule of its column; cells already known to be bad are passed over."""
    try:
        _pandera(table.name).validate(table.frame, lazy=True)
    except SchemaErrors as errors:
        return [*_findings(table, errors.failure_cases)]
    return []


@cache
def _pandera(name: str) -> pa.DataFrameSchema:
    columns = {field.name: _column(field) for field in schema.fields(schema.DATA_TABLES[name])}
    return pa.DataFrameSchema(columns, strict=False)


def _column(field: Field) -> pa.Column:
    checks = [pa.Check(_each(test, field), error=code) for code, test in TESTS[field.kind].items()]
    if field.required:
        checks.append(pa.Check(lambda column: column != "", error="missing-value"))
    return pa.Column(checks=checks)


def _each(test: Test, field: Field) -> Callable[[pd.Series], pd.Series]:
    """The test as pandera wants it, run once for each different value."""

    def run(column: pd.Series) -> pd.Series:
        return ~column.isin([text for text in column.unique() if text and not test(text, field)])

    return run


@cache
def _suggestions(allowed: tuple[str, ...]) -> Suggestions:
    return among_codes(allowed)


def _findings(table: Table, failures: pd.DataFrame) -> Iterator[Finding]:
    declared = {field.name: field for field in schema.fields(schema.DATA_TABLES[table.name])}
    for failure in failures.itertuples():
        field, position = declared[str(failure.column)], int(failure.index)
        if position not in table.bad[field.name]:
            yield _finding(table, position, field, str(failure.check))


def _finding(table: Table, position: int, field: Field, code: str) -> Finding:
    value = str(table.frame.at[position, field.name])
    shown = (_strangers(value, field) or [value])[0]
    low, high = (f"{bound:,.0f}" if abs(bound) >= 10_000 else f"{bound:g}" for bound in _bounds(field))
    sentence = SENTENCES[code].format(
        field=field.name, table=table.name, value=shown, allowed=", ".join(field.allowed), low=low, high=high
    )
    return table.fault(position, field.name, code, sentence, _suggestions(field.allowed).of(shown), shown)
