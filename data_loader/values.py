"""Values as people and spreadsheet programs write them: dates, numbers, flags and names of codes, put in our own form.

What only a person can know is asked once for a column: whether its dates have the day or the month first.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import pandas as pd

from data_loader import countries, dates, schema
from data_loader.phrases import N_, phrase
from data_loader.questions import Asking, Option, Question
from data_loader.report import Finding
from data_loader.schema import LIST_SEPARATOR, Field, fold
from data_loader.suggest import Suggestions, among_codes
from data_loader.tables import Source, Table

DAY_FIRST, MONTH_FIRST, LEAVE = "day-first", "month-first", "leave"
"""The answers to how the dates of a column are to be read."""

_YES = ("1", "true", "yes", "y", "t", "x", "vrai", "oui", "verdadero", "si", "wahr", "ja", "да", "✓", "✔", "☑", "✅")
_NO = ("0", "false", "no", "n", "f", "faux", "non", "falso", "falsch", "nein", "нет", "✗", "✘", "☐", "❌")
_FLAGS = {**dict.fromkeys(_YES, "1"), **dict.fromkeys(_NO, "0")}
_ONE_OR_ZERO = re.compile(r"([01])[.,]0+")


def flag(text: str) -> str:
    """1 for yes and 0 for no, however they are written; "" where the text is neither."""
    word = fold(text)
    match = _ONE_OR_ZERO.fullmatch(word)
    return match[1] if match else _FLAGS.get(word, "")


_GROUPED = re.compile(r"([+-]?)([0-9]{1,3}(?:([ .,'’])[0-9]{3})(?:\3[0-9]{3})*)(?:([.,])([0-9]+))?")
_PLAIN = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_THOUSANDS_OR_FRACTION = re.compile(r"[+-]?[0-9]{1,3}[.,][0-9]{3}")
_COMMA = re.compile(r"([+-]?[0-9]+),([0-9]+)")
_ZEROS = re.compile(r"([+-]?[0-9]+)[.,]0+")
_BLANKS = re.compile(r"[\u00a0\u2007\u2009\u202f]")


def numbers(text: str) -> tuple[str, ...]:
    """What a text may mean as a number, with a point before decimals; two where a sign may stand before either."""
    text = _BLANKS.sub(" ", text).replace("−", "-").strip()
    if _PLAIN.fullmatch(text):
        return (text,)
    meanings = []
    grouped = _GROUPED.fullmatch(text)
    if grouped and grouped[3] != grouped[4]:
        whole = re.sub("[^0-9]", "", grouped[2])
        meanings.append(f"{grouped[1]}{whole}" + (f".{grouped[5]}" if grouped[5] else ""))
    comma = _COMMA.fullmatch(text)
    if comma:
        meanings.append(f"{comma[1]}.{comma[2]}")
    return tuple(meanings)


def number(text: str, field: Field) -> str:
    """`text` as the number of a column, where it can mean but one that the column takes; "" else.

    1,234 and 1.234 in a column of whole numbers may be thousands or a fraction out of place: nobody can tell.
    """
    if field.kind == "integer" and _THOUSANDS_OR_FRACTION.fullmatch(text):
        return ""
    meant = {_whole(value) if field.kind == "integer" else value for value in numbers(text)}
    fitting = [value for value in meant if _fits(value, field)]
    return fitting[0] if len(fitting) == 1 else ""


def _whole(text: str) -> str:
    match = _ZEROS.fullmatch(text)
    return match[1] if match else text


def _fits(text: str, field: Field) -> bool:
    try:
        value = int(text) if field.kind == "integer" else float(text)
    except ValueError:
        return False
    low, high = field.minimum, field.maximum
    return (low is None or low <= value) and (high is None or value <= high)


@cache
def codes_of(allowed: tuple[str, ...]) -> Suggestions:
    """The values of a list, by what people call them."""
    return among_codes(allowed)


def understood(text: str, field: Field, meant: Callable[[str], str]) -> str:
    """A cell with the values that its parts stand for, by `meant`, which gives "" for what stands for none.

    A list may be separated by commas, slashes and line breaks, too, where all that they separate stands for a value.
    """
    if field.kind != "list":
        return meant(text) or text
    values: list[str] = []
    for part in text.split(LIST_SEPARATOR):
        whole = meant(part)
        smaller = [meant(one) for one in _BETWEEN.split(part)]
        values += [whole] if whole else smaller if all(smaller) else [part]
    return LIST_SEPARATOR.join(dict.fromkeys(values))


_BETWEEN = re.compile(r"\s*[,/|\n]\s*")


def _code(text: str, field: Field) -> str:
    return understood(text, field, lambda part: part if part in field.allowed else codes_of(field.allowed).exact(part))


def _country(text: str, _field: Field) -> str:
    return text if countries.is_code(text) else countries.code_of(text) or text


_READ: dict[str, Callable[[str, Field], str]] = {
    "flag": lambda text, _field: flag(text),
    "integer": number,
    "number": number,
    "country": _country,
}
"""Kind or name of a column → how its cells are read; those of a list of codes are read by the names of the codes."""


def understand(table: Table, asking: Asking) -> list[Finding]:
    """Puts the values of `table` in our own form; what cannot be understood stays, for the checks to find."""
    findings: list[Finding] = []
    rewritten: list[Rewritten] = []
    for field in schema.fields(schema.DATA_TABLES[table.name]):
        if field.name not in table.source.headers:
            continue
        if field.kind == "date":
            findings += _dates(table, field, asking, rewritten)
        elif field.allowed or {field.kind, field.name} & _READ.keys():
            read = _code if field.allowed else _READ.get(field.kind) or _READ[field.name]
            _put(table, field.name, {text: read(text, field) for text in table.frame[field.name].unique() if text})
    return findings + _rewritten(table, rewritten)


def suggested(text: str, field: Field) -> str:
    """What a value that a column does not take probably means; "" when there is no telling."""
    if field.kind == "integer" and _THOUSANDS_OR_FRACTION.fullmatch(text):
        return re.sub("[.,]", "", text)
    read = dates.read(text) if field.kind == "date" else None
    if read and _is_year(text, read):
        days = {dt.date.fromisoformat(value) for value in read if dates.exists(value)}
        years = [year for day in days if (year := (day - dates.DAY_0).days) in _YEARS_MEANT]
        return str(years[0]) if len(years) == 1 else ""
    return codes_of(field.allowed).of(text)


def _put(table: Table, name: str, meant: Mapping[str, str]) -> None:
    """Other texts in the place of those that mean something else."""
    changed = {text: value for text, value in meant.items() if value and value != text}
    if changed:
        column = table.frame[name]
        table.frame[name] = pd.Series([changed.get(text, text) for text in column], index=column.index, dtype=object)


def _dates(table: Table, field: Field, asking: Asking, rewritten: list[Rewritten]) -> list[Finding]:
    """The dates of a column; `rewritten` gets those that were in another form."""
    column = table.frame[field.name]
    readings = {
        text: read for text in column.unique() if text and (read := dates.read(text)) and not _is_year(text, read)
    }
    order = date_order(readings, table.source, table.source.headers[field.name][0], asking)
    meant = {text: in_order(read, order) for text, read in readings.items()}
    changed = {text: value for text, value in meant.items() if value != text and dates.exists(value)}
    positions = column.index[column.isin(changed)]
    if len(positions):
        first = positions[0]
        text, row = column[first], int(table.frame.at[first, "row"])
        rewritten.append(Rewritten(len(positions), row, field.name, text, changed[text]))
    findings = _undecided(table, field, [text for text, value in meant.items() if not value], order)
    _put(table, field.name, changed)
    return findings


_YEARS_MEANT = range(1990, 2040)


def _is_year(text: str, read: dates.Reading) -> bool:
    """Whether a year was typed into a cell that a spreadsheet program shows as a date: 2016 becomes 7/8/1905."""
    meant = (read.value, read.day_first, read.month_first)
    return not dates.is_written(text) and any(value.startswith("1905-") and dates.exists(value) for value in meant)


def in_order(read: dates.Reading, order: str) -> str:
    """The date that is meant, once the order of day and month is known; "" while it is not, or is left alone."""
    return read.value or {DAY_FIRST: read.day_first, MONTH_FIRST: read.month_first}.get(order, "")


def date_order(readings: Mapping[str, dates.Reading], source: Source, header: str, asking: Asking) -> str:
    """Whether day or month come first in the dates of a column, by text; asked where it cannot be seen.

    Dates that only one order makes sense of propose that order. "" stands for no answer, and for no question.
    """
    either = [text for text, read in readings.items() if not read.value]
    if not either:
        return ""
    return asking.ask(_question(either, readings, source, header))


def _question(either: list[str], readings: Mapping[str, dates.Reading], source: Source, header: str) -> Question:
    example = readings[either[0]]
    many = len(either) > 1
    sentence = phrase(
        N_("{n} dates of {header} in {file}, such as {value}, have the day or the month first: which of the two?")
        if many else N_("A date of {header} in {file}, {value}, has the day or the month first: which of the two?"),
        n=len(either), header=header, file=str(source), value=either[0],
    )  # fmt: skip
    options = (
        Option(DAY_FIRST, phrase("Day first: {value} is {date}", value=either[0], date=example.day_first)),
        Option(MONTH_FIRST, phrase("Month first: {value} is {date}", value=either[0], date=example.month_first)),
        Option(LEAVE, phrase("Leave these dates empty")),
    )
    return Question(f"dates:{source}:{header}", sentence, options, _proposed(readings.values()))


def _proposed(readings: Iterable[dates.Reading]) -> str:
    """The order of the dates that make sense in one order alone; "" where there are of both, or none."""
    sure = [read for read in readings if dates.exists(read.value)]
    orders = {
        DAY_FIRST: any(read.day_first for read in sure),
        MONTH_FIRST: any(read.month_first for read in sure),
    }
    seen = [order for order, is_seen in orders.items() if is_seen]
    return seen[0] if len(seen) == 1 else ""


_LEFT_EMPTY = (
    N_("{n} dates such as {value} may be read in two ways; they are left empty."),
    N_("The date {value} may be read in two ways; it is left empty."),
)
_UNDECIDED = (
    N_("{n} dates such as {value} may be read in two ways; say whether the day or the month is first."),
    N_("The date {value} may be read in two ways; say whether the day or the month is first."),
)
"""What is said of many such dates, and of one."""


def _undecided(table: Table, field: Field, either: list[str], order: str) -> list[Finding]:
    """One finding for all dates of a column that may be read in two ways: they were left out, or wait for an answer."""
    if not either:
        return []
    column = table.frame[field.name]
    positions = [int(position) for position in column.index[column.isin(either)]]
    first, row = column[positions[0]], int(table.frame.at[positions[0], "row"])
    if order == LEAVE:
        table.frame[field.name] = column.mask(column.isin(either), "")
        sentence = phrase(_LEFT_EMPTY[len(positions) == 1], n=len(positions), value=first)
        return [table.source.finding("undecidable-date", sentence, row=row, field=field.name, value=first)]
    table.bad[field.name].update(positions)
    sentence = phrase(_UNDECIDED[len(positions) == 1], n=len(positions), value=first)
    return [table.source.finding("undecided-dates", sentence, row=row, field=field.name, value=first)]


@dataclass(frozen=True)
class Rewritten:
    """Dates of a column that were in another form: how many, and the first of them with what it is read as."""

    count: int
    row: int
    field: str
    text: str
    value: str


def _rewritten(table: Table, columns: list[Rewritten]) -> list[Finding]:
    """One warning for all dates of a table that were in another form, at the first of them."""
    if not columns:
        return []
    first = min(columns, key=lambda column: column.row)
    n = sum(column.count for column in columns)
    many = N_(
        "A spreadsheet program wrote {n} dates in its own way: {value} is read as {date}. Workbooks (.xlsx) keep dates "
        "as they are."
    )
    one = N_(
        "A spreadsheet program wrote a date in its own way: {value} is read as {date}. Workbooks (.xlsx) keep dates as "
        "they are."
    )
    sentence = phrase(one if n == 1 else many, n=n, value=first.text, date=first.value)
    return [table.source.finding("rewritten-dates", sentence, row=first.row, field=first.field, value=first.text)]
