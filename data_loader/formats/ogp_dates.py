"""The dates of OGP's exports, which mix orders, precisions, words and the numbers Excel keeps dates as."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from data_loader import dates
from data_loader.clean import is_missing, one_line
from data_loader.formats.ogp_sheet import Sheet, whole
from data_loader.phrases import phrase
from data_loader.questions import Option, Question
from data_loader.schema import fold
from data_loader.values import DAY_FIRST, LEAVE, MONTH_FIRST

UNDECIDABLE = "undecidable-date"
EXAMPLES = 3  # of the dates that are unsure, in a sentence

_OPEN = frozenset({"continuous", "ongoing", "underway", "in progress", "permanent activity", "unclear", "tbd"})
"""Words of plans whose work has no date; they say that nothing is known, so nobody is asked to act."""
_FIRST_OF_MONTH = re.compile(r"([0-9]{1,2})[/.]0?1[/.]([0-9]{4}|[0-9]{2})")
_QUARTER = r"(?:i|ii|iii|iv|1st|2nd|3rd|4th|first|second|third|fourth) (?:quarter|half)(?: of)?"
_ROUGH = re.compile(
    rf"(?:quarter [1-4]|[qt][1-4]|{_QUARTER}|spring|summer|autumn|fall|winter|early|mid|late|end of)[ ,-]+([0-9]{{4}})"
    r"|([0-9]{4})[ ,-]+[qt][1-4]"
)


class Read(NamedTuple):
    """A date ("" where none is known), and the warning it needs: code, sentence, suggestion."""

    value: str
    code: str = ""
    sentence: str = ""
    suggestion: str = ""


def date_column(sheet: Sheet, header: str, *, first_is_month: bool) -> list[str]:
    """The dates of a column: those that cannot be told are one question and one finding, all other faults one each."""
    texts = [one_line(sheet.cell(position, header)) for position in range(len(sheet.rows))]
    reads = {text: read_date(text, first_is_month) for text in dict.fromkeys(texts)}
    unsure = [position for position, text in enumerate(texts) if reads[text].code == UNDECIDABLE]
    if unsure:
        order = _order(sheet, header, [texts[position] for position in unsure])
        reads |= {texts[position]: read_date(texts[position], first_is_month, order) for position in unsure}
    for position, text in enumerate(texts):
        read = reads[text]
        if read.code and read.code != UNDECIDABLE:
            sheet.note(position, header, read.code, read.sentence, text, read.suggestion)
    return [reads[text].value for text in texts]


def _order(sheet: Sheet, header: str, texts: list[str]) -> str:
    """How the unsure dates of a column are to be read; left empty, they are one finding at the first."""
    examples = ", ".join([*dict.fromkeys(texts)][:EXAMPLES])
    sentence = phrase("In the column {header} of {file}, day and month of {count} dates cannot be told apart, such as "
                      "{examples}. How are they meant?",
                      header=header, file=str(sheet.source), count=len(texts), examples=examples)  # fmt: skip
    options = (
        Option(DAY_FIRST, phrase("The day stands first")),
        Option(MONTH_FIRST, phrase("The month stands first")),
        Option(LEAVE, phrase("Leave them empty")),
    )
    order = sheet.vocabulary.asking.ask(Question(f"dates:{sheet.source}:{header}", sentence, options, LEAVE))
    if order == LEAVE:
        first = next(position for position in range(len(sheet.rows)) if one_line(sheet.cell(position, header)) in texts)
        verdict = read_date(texts[0], first_is_month=False).sentence
        if len(texts) > 1:
            verdict = phrase("Day and month of {count} dates of the column {header} cannot be told apart, such as "
                              "{examples}; they are left empty.",
                              count=len(texts), header=header, examples=examples)  # fmt: skip
        sheet.note(first, header, UNDECIDABLE, verdict, texts[0])
    return order


def read_date(text: str, first_is_month: bool, order: str = LEAVE) -> Read:
    """`text` as a date at the precision known; with `first_is_month`, 7/1/2016 is July as a whole, not its 1st day.

    `order` decides what may be read with the day or with the month first.
    """
    if not text or is_missing(text) or text.lower() in _OPEN:
        return Read("")
    first = _FIRST_OF_MONTH.fullmatch(text)
    if first and int(first[1]) <= 12:
        month = f"{first[2] if len(first[2]) == 4 else f'20{first[2]}'}-{int(first[1]):02}"
        return _checked(text, month if first_is_month else f"{month}-01")
    if match := _ROUGH.fullmatch(fold(text)):
        year = match[1] or match[2]
        sentence = phrase("{value} is kept as {year}: a date is a year, a month or a day.", value=text, year=year)
        return Read(year, "rounded-date", sentence)
    reading = dates.read(whole(text))
    if reading is None:
        return Read("", "unread-date", phrase("{value} is not a date; it is left empty.", value=text))
    value = reading.value or {DAY_FIRST: reading.day_first, MONTH_FIRST: reading.month_first}.get(order, "")
    if value:
        return _checked(text, value)
    sentence = phrase("{value} may be {one} or {other}; it is left empty.",
                      value=text, one=reading.month_first, other=reading.day_first)  # fmt: skip
    return Read("", UNDECIDABLE, sentence)


def _checked(text: str, value: str) -> Read:
    if not dates.exists(value):
        sentence = phrase("{value} is not in the calendar; it is left empty.", value=text)
        return Read("", "unreal-date", sentence)
    if value.startswith("1905"):  # a year typed into a cell that is formatted as a date
        day = dt.date.fromisoformat(dates.earliest(value))
        sentence = phrase("{value} cannot be meant; it is left empty.", value=text)
        return Read("", "unreal-date", sentence, str((day - dates.DAY_0).days))
    return Read(value)
