"""A table as a workbook that is made to be edited: names for ids, lists to choose from, dates that stay as they are.

Loaded back it is the very same rows: what stands in the cells are words that the reader knows (labels.py), under
headers in the language of the person (column_names.py), and with the mark of the data version (marker.py).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import chain, islice
from tempfile import TemporaryDirectory
from typing import IO, Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from data_loader import column_names, formula_text, labels, marker, schema
from data_loader.phrases import Phrase, phrase
from data_loader.schema import LIST_SEPARATOR, Field

Cells = Callable[[str], Iterable[Sequence[object]]]
"""The rows of a table, each with its cells in the order of the schema."""

MOST_ROWS, MOST_LETTERS = 1_048_575, 32_767  # of a sheet below its header, and of a cell: Excel's limits
SMALL = 500  # rows: tables up to that many are together in one workbook
LONG = 20_000  # rows: tables with more are written without holding them in memory
COLOURS = {
    "accent": "#0f4c81", "on_accent": "#fdfeff", "accent_soft": "#e7f0f8", "ink": "#1c2530", "quiet": "#5d6875",
    "sunken": "#f1f3f5", "line": "#e3e6ea",
}  # fmt: skip
"""Of the dashboard's palette (dashboard/theme/colours.py)."""
LISTS = "_lists"
"""The sheet that nobody sees, with what drop-downs offer: a list a column."""

_FONT = {"font_name": "Calibri", "font_size": 11}
_SAMPLE = 200  # rows looked at to choose the widths of columns
_NARROWEST, _WIDEST = 10, 48  # width of a column, in letters
_LONGEST_NAME = 31  # letters of a sheet's name
_LONGEST_HINT, _LONGEST_TITLE = 255, 32  # letters of what a cell says when it is chosen
_NAMED = 60  # so many names of a list are written out in the sheet of words about the table
_PROTECTION = dict.fromkeys(
    ("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter"), True
)
_WIDTHS_OF_WORDS = (30, 46, 46, 60)  # of the columns of the sheet of words about a table, in letters
_LINE, _MOST_LINES = 15, 24  # height of a line, in points; lines of a row
_NUMBERS: dict[str, object] = {"align": "right", "indent": 1}
_TEXTS: dict[str, object] = {"num_format": "@", "text_wrap": True}
_OF_IDS: dict[str, object] = {"locked": True, "bg_color": COLOURS["sunken"]}
"""The look of the ids of rows that are there."""
RULE_OF_DATES = (
    '=OR(AND(LEN({0})=4,ISNUMBER(DATEVALUE({0}&"-01-01"))),'
    'AND(LEN({0})=7,MID({0},5,1)="-",ISNUMBER(DATEVALUE({0}&"-01"))),'
    'AND(LEN({0})=10,MID({0},5,1)="-",MID({0},8,1)="-",ISNUMBER(DATEVALUE({0}))))'
)
"""What a cell of dates takes, as spreadsheet programs say it."""


class TooLarge(Exception):  # noqa: N818  a verdict on the table
    """Why there can be no such workbook of a table, as a sentence."""

    def __init__(self, sentence: Phrase) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass
class Edition:
    """A data version in a language: what its tables hold, and how a sentence is said."""

    version: int
    published: dt.datetime | None
    lang: str
    say: Callable[[str], str]
    cells: Cells
    _names: dict[str, dict[str, str]] = field(default_factory=dict)

    def names(self, table: str) -> dict[str, str]:
        """Id → what the row is called; nothing where there are too many rows to tell by their names."""
        if table not in self._names:
            rows = [*islice(map(partial(_as_row, table), self.cells(table)), labels.NAMED_ROWS + 1)]
            others = self.names("members") if table == "action_plans" else {}
            few = len(rows) <= labels.NAMED_ROWS
            self._names[table] = labels.of_rows(rows, self.lang, others) if few else {}
        return self._names[table]

    def words(self, column: Field) -> dict[str, str]:
        """Value → what it is called, for a column that has a list of values; in the order of the list."""
        if column.refers_to:
            return dict(sorted(self.names(column.refers_to).items(), key=lambda pair: schema.fold(pair[1])))
        if column.allowed:
            return labels.of_codes(column, self.lang)
        return labels.of_flags(self.lang) if column.kind == "flag" else {}

    def header(self, table: str, name: str) -> str:
        """What a column is headed."""
        return column_names.header(table, name, self.lang)

    def title(self, table: str) -> str:
        """What a table is called."""
        return column_names.TABLES[table].in_language(self.lang)


def _as_row(table: str, cells: Sequence[object]) -> dict[str, str]:
    names = (column.name for column in schema.fields(schema.DATA_TABLES[table]))
    return dict(zip(names, map(_text, cells), strict=True))


def _text(value: object) -> str:
    """A value as a CSV file has it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return repr(value) if isinstance(value, float) else str(value)


def write(edition: Edition, tables: Sequence[str], file: IO[bytes]) -> None:
    """Writes the workbook; the rows of long tables pass through one by one, and wait on the disk meanwhile."""
    is_long = any(sum(1 for _ in islice(edition.cells(name), LONG + 1)) > LONG for name in tables)
    with TemporaryDirectory() as scratch:
        book = xlsxwriter.Workbook(file, {"constant_memory": is_long, "tmpdir": scratch})
        try:
            _fill(book, edition, tables)
            book.close()
        finally:
            for sheet in book.worksheets():
                if sheet.row_data_fh:
                    sheet.row_data_fh.close()


def _fill(book: xlsxwriter.Workbook, edition: Edition, tables: Sequence[str]) -> None:
    book.set_properties({"title": ", ".join(map(edition.title, tables)), "author": "Open Government Monitor"})
    formats = _Formats(book)
    lists = _Lists()
    for name in tables:
        _Sheet(edition, name, book.add_worksheet(_shortened(edition.title(name))), formats, lists).write()
    about = edition.say(phrase("Read me"))
    _write_about(edition, tables, book.add_worksheet(about), formats)
    lists.write(book.add_worksheet(LISTS))
    mark = book.add_worksheet(marker.SHEET)
    mark.very_hidden()
    for row, cells in enumerate(marker.sheet_rows(edition.version, [about, LISTS])):
        mark.write_row(row, 0, cells)


def _shortened(title: str) -> str:
    """A title as the name of a sheet, without the words that do not fit."""
    return title if len(title) <= _LONGEST_NAME else title[: _LONGEST_NAME + 1].rpartition(" ")[0]


class _Formats:
    """How cells look, each look once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._known: dict[tuple[tuple[str, object], ...], Format] = {}

    def of(self, **properties: object) -> Format:
        """The look with these properties; a cell may be edited unless it says otherwise."""
        wanted = {**_FONT, "font_color": COLOURS["ink"], "valign": "top", "locked": False, **properties}
        key = tuple(sorted(wanted.items()))
        if key not in self._known:
            self._known[key] = self._book.add_format(wanted)
        return self._known[key]

    def header(self, *, required: bool) -> Format:
        """Columns that must be filled stand out."""
        ground, text = ("accent", "on_accent") if required else ("accent_soft", "ink")
        return self.of(
            bold=True, bg_color=COLOURS[ground], font_color=COLOURS[text], text_wrap=True, locked=True, border=1,
            border_color=COLOURS["line"], valign="vcenter",
        )  # fmt: skip


class _Lists:
    """What drop-downs offer, each list once, however many columns offer it."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str, ...], int] = {}

    def source(self, words: Iterable[str]) -> str:
        """Where the cells of a drop-down will stand."""
        key = tuple(words)
        letter = xlsxwriter.utility.xl_col_to_name(self._columns.setdefault(key, len(self._columns)))
        return f"='{LISTS}'!${letter}$1:${letter}${len(key)}"

    def write(self, sheet: Worksheet) -> None:
        sheet.very_hidden()
        for row in range(max(map(len, self._columns), default=0)):
            for words, column in self._columns.items():
                if row < len(words):
                    sheet.write_string(row, column, formula_text.mark_apostrophes(words[row]))


class _Sheet:
    """The sheet of a table: its header with notes, its rows, and what each column takes."""

    def __init__(self, edition: Edition, name: str, sheet: Worksheet, formats: _Formats, lists: _Lists) -> None:
        self._edition, self._name, self._sheet, self._formats, self._lists = edition, name, sheet, formats, lists
        self._fields = [*schema.fields(schema.DATA_TABLES[name])]
        self._words = [edition.words(column) for column in self._fields]
        self._widths: list[int] = []

    def write(self) -> None:
        """Everything that is said of a sheet as a whole comes before its first row, as the rows are not kept."""
        rows = iter(map(self._shown, self._edition.cells(self._name)))
        sample = [*islice(rows, _SAMPLE)]
        self._lay_columns(sample)
        self._write_header()
        number = 0
        for number, row in enumerate(chain(sample, rows), 1):
            if number > MOST_ROWS:
                title = self._edition.title(self._name)
                raise TooLarge(phrase("{name} has more rows than a sheet holds: take the CSV file.", name=title))
            self._write_row(number, row)
        self._sheet.autofilter(0, 0, max(number, 1), len(self._fields) - 1)
        self._sheet.freeze_panes(1, 1)
        self._sheet.protect("", _PROTECTION)
        self._sheet.ignore_errors({"number_stored_as_text": f"A1:{_letter(len(self._fields) - 1)}{MOST_ROWS + 1}"})
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)

    def _shown(self, cells: Sequence[object]) -> list[str]:
        texts = map(_text, cells)
        return [write(text) if text else "" for write, text in zip(self._writers, texts, strict=True)]

    @cached_property
    def _writers(self) -> list[Callable[[str], str]]:
        return [labels.written(words, column) for words, column in zip(self._words, self._fields, strict=True)]

    @cached_property
    def _looks(self) -> list[Format]:
        return [self._look(column, **(_OF_IDS if column.name == "id" else {})) for column in self._fields]

    def _look(self, column: Field, **more: object) -> Format:
        """Text is said to be text, so that no program makes a date of 3-1 or a number of 007."""
        return self._formats.of(**(_NUMBERS if column.kind in ("integer", "number") else _TEXTS), **more)

    def _lay_columns(self, sample: Sequence[Sequence[str]]) -> None:
        for place, column in enumerate(self._fields):
            header = self._edition.header(self._name, column.name)
            lengths = [len(row[place]) for row in sample]
            width = min(max([_NARROWEST, *lengths, *(len(word) + 4 for word in header.split())]) + 2, _WIDEST)
            self._widths.append(width)
            self._sheet.set_column(place, place, width, self._look(column))
            rule = self._rule(place, column)
            if rule:
                self._sheet.data_validation(1, place, MOST_ROWS, place, rule)
        hidden = len(self._fields)
        self._sheet.set_column(hidden, hidden, None, self._formats.of(), {"hidden": True})

    def _write_header(self) -> None:
        self._sheet.set_row(0, 34)
        for place, column in enumerate(self._fields):
            look = self._formats.header(required=column.required)
            self._sheet.write_string(0, place, self._edition.header(self._name, column.name), look)
            note = "\n".join(about(self._edition, column))
            size = {"width": 260, "height": 40 + 16 * (len(note) // 36)}  # pixels
            self._sheet.write_comment(0, place, note, {"author": "", **size})
        self._sheet.write_string(0, len(self._fields), schema.VERSION_COLUMN, self._formats.header(required=False))

    def _write_row(self, number: int, row: Sequence[str]) -> None:
        _heighten(self._sheet, number, row, self._widths)
        for place, (column, text) in enumerate(zip(self._fields, row, strict=True)):
            value = _number(text) if column.kind in ("integer", "number") else None
            if value is not None:
                self._sheet.write_number(number, place, value, self._looks[place])
            elif text:
                self._write_text(number, place, formula_text.mark_apostrophes(text), column)
        self._sheet.write_number(number, len(row), self._edition.version, self._formats.of())

    def _write_text(self, number: int, place: int, text: str, column: Field) -> None:
        """Text that begins like a formula goes on being text when it is edited."""
        look = self._looks[place]
        if formula_text.is_like_formula(text):
            look = self._look(column, quote_prefix=True, **(_OF_IDS if column.name == "id" else {}))
        if self._sheet.write_string(number, place, text, look):
            sentence = phrase("{column} of {name} has more text than a cell of a workbook holds: take the CSV file.",
                              column=self._edition.header(self._name, column.name),
                              name=self._edition.title(self._name))  # fmt: skip
            raise TooLarge(sentence)

    def _rule(self, place: int, column: Field) -> dict[str, Any]:
        """What the cells of a column take, and what is said when one is chosen, or refused."""
        say, how = self._edition.say, labels.kind_of(column)
        rule = _RULES.get(how, _none)(self, place, column)
        if not rule and how != "list":
            return {}
        texts = {
            "error_title": self._edition.header(self._name, column.name)[:_LONGEST_TITLE],
            "error_message": say(labels.HOW[how])[:_LONGEST_HINT],
        }
        if how in ("list", "date"):
            texts["input_title"] = texts["error_title"]
            texts["input_message"] = say(labels.HOW[how])[:_LONGEST_HINT]
        return {"validate": "any", **rule, **texts}

    def choice(self, place: int) -> dict[str, Any]:
        """A drop-down; none where there is nothing to choose from."""
        words = self._words[place]
        return {"validate": "list", "source": self._lists.source(words.values())} if words else {}

    def reference(self, place: int) -> dict[str, Any]:
        """A drop-down that also takes, when asked to, the id of a row that comes with the same load."""
        choice = self.choice(place)
        return {**choice, "error_type": "warning"} if choice else {}


def _none(_sheet: _Sheet, _place: int, _column: Field) -> dict[str, Any]:
    return {}


def _between(kind: str) -> Callable[[_Sheet, int, Field], dict[str, Any]]:
    def rule(_sheet: _Sheet, _place: int, column: Field) -> dict[str, Any]:
        low = -(2**31) if column.minimum is None else column.minimum
        high = 2**31 - 1 if column.maximum is None else column.maximum
        return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}

    return rule


_RULES: dict[str, Callable[[_Sheet, int, Field], dict[str, Any]]] = {
    "reference": lambda sheet, place, _column: sheet.reference(place),
    "code": lambda sheet, place, _column: sheet.choice(place),
    "flag": lambda sheet, place, _column: sheet.choice(place),
    "date": lambda _sheet, place, _column: {"validate": "custom", "value": RULE_OF_DATES.format(f"{_letter(place)}2")},
    "integer": _between("integer"),
    "number": _between("decimal"),
}
"""What a cell takes, by the kind of its column."""


def _heighten(sheet: Worksheet, row: int, texts: Sequence[str], widths: Sequence[int]) -> None:
    """Room for the text that takes most lines: not every program makes it by itself."""
    lines = max(1 + len(text) // (width - 1) + text.count("\n") for text, width in zip(texts, widths, strict=True))
    if lines > 1:
        sheet.set_row(row, _LINE * min(lines, _MOST_LINES))


def _letter(place: int) -> str:
    return str(xlsxwriter.utility.xl_col_to_name(place))


def _number(text: str) -> float | int | None:
    """As a number where the workbook, which has 16 digits for it, gives back the same; else it stays text."""
    if not text:
        return None
    value = float(text)
    return value if float(f"{value:.16g}") == value and abs(value) < 1e15 else None


def about(edition: Edition, column: Field) -> list[str]:
    """What is to be known of a column: its meaning, what it takes, and whether it may be empty."""
    say = edition.say
    meaning = say(column.meaning)
    unit = f" ({say(column.unit)})" if column.unit else ""
    lines = [f"{meaning[:1].upper()}{meaning[1:]}{unit}.", say(labels.HOW[labels.kind_of(column)])]
    if column.minimum is not None and column.maximum is not None:
        lines.append(say(phrase("From {low} to {high}.", low=f"{column.minimum:g}", high=f"{column.maximum:g}")))
    return [*lines, say(_MUST if column.required else _MAY)]


_MUST, _MAY = phrase("Must be filled."), phrase("May be empty: not known.")


def _write_about(edition: Edition, tables: Sequence[str], sheet: Worksheet, formats: _Formats) -> None:
    """The sheet that says what the workbook is, how to load it back, and what each column means."""
    text = formats.of(text_wrap=True)
    for place, width in enumerate(_WIDTHS_OF_WORDS):
        sheet.set_column(place, place, width, text)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, ", ".join(map(edition.title, tables)), formats.of(bold=True, font_size=16))
    row = 1
    for sentence in _sentences(edition):
        row += 1
        sheet.merge_range(row, 0, row, len(_WIDTHS_OF_WORDS) - 1, "", text)
        sheet.write_string(row, 0, sentence, text)
        sheet.set_row(row, 16 * (1 + len(sentence) // sum(_WIDTHS_OF_WORDS)))
    for name in tables:
        row = _write_columns(edition, name, sheet, formats, row + 2)


def _sentences(edition: Edition) -> list[str]:
    date = edition.published.date().isoformat() if edition.published else ""
    sentences = (
        phrase("Open Government Monitor, data version {version} of {date}.", version=str(edition.version), date=date),
        phrase("Change cells, add rows below the last one, save the file, and load it: on the page Load data, or with "
               "ogm load. It is checked first, and you see what would change."),
        phrase("An empty cell means that something is not known. It is never zero."),
        phrase("Columns with a dark header must be filled. Grey cells tell rows apart and cannot be changed; in a new "
               "row, give an id that no other row has."),
        phrase("Should others publish in the meantime, nothing of theirs is undone: the file knows its version."),
        phrase("The sheet is protected without a password. To sort it or to delete rows, take the protection off "
               "(Review, Unprotect Sheet)."),
        phrase("The file may be saved as .xlsx, .ods or .csv."),
    )  # fmt: skip
    return [edition.say(sentence) for sentence in sentences]


def _write_columns(edition: Edition, name: str, sheet: Worksheet, formats: _Formats, row: int) -> int:
    """A line a column of a table: meaning, how it is filled, and what may be chosen; gives the row of the last."""
    meaning = edition.say(str(schema.DATA_TABLES[name].comment))
    heads = (edition.title(name), f"{meaning[:1].upper()}{meaning[1:]}", "", "")
    for place, head in enumerate(heads):
        sheet.write_string(row, place, head, formats.header(required=True))
    for column in schema.fields(schema.DATA_TABLES[name]):
        row += 1
        words = [*edition.words(column).values()]
        values = LIST_SEPARATOR.join(words) if column.kind != "flag" and len(words) <= _NAMED else ""
        what, *how = about(edition, column)
        texts = (edition.header(name, column.name), what, " ".join(how), values)
        _heighten(sheet, row, texts, _WIDTHS_OF_WORDS)
        for place, text in enumerate(texts):
            sheet.write_string(row, place, text, formats.of(text_wrap=True, bold=place == 0))
    return row
