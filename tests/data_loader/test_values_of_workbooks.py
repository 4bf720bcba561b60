"""Values of workbooks (.xlsx): calamine's are those of openpyxl, or openpyxl's are taken."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from data_loader import calculated, read
from data_loader.calculated import Values
from data_loader.spreadsheet import File, Grid

FORMATS = (
    "General", "0", "0.00", "#,##0.00", '0.0" days"', "[Red]0;[Blue]-0", "# ?/?", "0%", "0.00E+00", "@", '"day "0',
    "yyyy", "yyyy-mm-dd", "dd/mm/yyyy;@", "[$-409]mmm\\-yy;@", "d. mmmm yyyy", "h:mm", "hh:mm:ss", "m/d/yy h:mm",
    "[h]:mm", "mm:ss.0", '_-* #,##0.00\\ "€"_-', "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "h:mm AM/PM", "\\d0",
)  # fmt: skip
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=12
)
NUMBERS = st.one_of(
    st.integers(-(10**6), 10**6), st.integers(0, 60_000), st.floats(-1e6, 1e6), st.floats(0, 60_000),
    st.sampled_from((0, 0.5, 1, 59, 60, 61, 0.1 + 0.2, 1e15, 1e16, 12345678901234567890, 1e300, 1 / 3, 43525.99999999)),
)  # fmt: skip
CELLS = st.tuples(st.one_of(TEXTS, NUMBERS, st.booleans(), st.none()), st.sampled_from(range(len(FORMATS))))
ROWS = st.lists(st.lists(CELLS, max_size=4), max_size=6)


def written(rows: list[list[tuple[Any, int]]], formats: tuple[str, ...] = FORMATS) -> bytes:
    """A workbook by xlsxwriter, in which only formats that are used are declared."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False})
    sheet, known = book.add_worksheet("values"), {}
    for number, row in enumerate(rows):
        for column, (value, which) in enumerate(row):
            style = known.setdefault(which, book.add_format({"num_format": formats[which]}))
            if isinstance(value, str):
                sheet.write_string(number, column, value, style)
            else:
                sheet.write(number, column, value, style)
    book.close()
    return out.getvalue()


def grids(content: bytes) -> list[Grid]:
    return read.read(File("book.xlsx", content, ""))[0]


def slowly(content: bytes) -> list[Grid]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Values, "quickly", lambda *_: None)
        return grids(content)


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_every_value_is_that_of_openpyxl(rows: list[list[tuple[Any, int]]]) -> None:
    content = written(rows)
    assert grids(content) == slowly(content)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.one_of(TEXTS, NUMBERS), min_size=1, max_size=4), min_size=1, max_size=5),
    st.sampled_from((0, 2, 11, 12, 15, 18)),
)
def test_values_of_one_format_are_those_of_openpyxl(rows: list[list[Any]], which: int) -> None:
    content = written([[(value, which) for value in row] for row in rows])
    assert grids(content) == slowly(content)


def sheet(rows: str, strings: str = "") -> bytes:
    """A workbook whose sheet and shared texts are this XML."""
    content = written([[("one", 0), (42_000, 11)], [("two", 0)]])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name).decode()
            if name.endswith("sheet1.xml"):
                part = part[: part.index("<sheetData>")] + f"<sheetData>{rows}</sheetData></worksheet>"
            if name.endswith("sharedStrings.xml") and strings:
                part = part[: part.index("<si>")] + strings + "</sst>"
            target.writestr(name, part)
    return out.getvalue()


CELL_FORMS = {
    "text with blanks": '<c r="A1" t="inlineStr"><is><t>  a  b </t></is></c>',
    "text with kept blanks": '<c r="A1" t="inlineStr"><is><t xml:space="preserve">  a </t></is></c>',
    "runs": '<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><rPr><b/></rPr><t xml:space="preserve"> b</t></r></is></c>',
    "reading aid": '<c r="A1" t="inlineStr"><is><t>a</t><rPh sb="0" eb="1"><t>x</t></rPh></is></c>',
    "lines": '<c r="A1" t="inlineStr"><is><t>a\nb</t></is></c>',
    "lines of Windows": '<c r="A1" t="inlineStr"><is><t>a\r\nb</t></is></c>',
    "escape": '<c r="A1" t="inlineStr"><is><t>a_x000D_b _x0041_</t></is></c>',
    "reference": '<c r="A1" t="inlineStr"><is><t>a&#10;b&#x41;&amp;&lt;</t></is></c>',
    "section": '<c r="A1" t="inlineStr"><is><t><![CDATA[<b> & ]]></t></is></c>',
    "shared": '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>',
    "shared that is not there": '<c r="A1" t="s"><v>9</v></c>',
    "text of a formula": '<c r="A1" t="str"><f>"a"</f><v>a</v></c>',
    "text without a formula": '<c r="A1" t="str"><v> a </v></c>',
    "formulas": '<c r="A1" t="b"><f>1=1</f><v>1</v></c><c r="B1"><f t="array" ref="B1">A1&amp;"x"</f><v>2</v></c>',
    "formulas that share": '<c r="A1"><f t="shared" si="0"/><v>3</v></c><c r="B1" s="1"><f ca="1">2</f><v>4200</v></c>',
    "formula of an empty text": '<c r="A1" t="str"><f>""</f><v></v></c>',
    "one formula of two without a value": '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f><v/></c>',
    "formula without a value": '<c r="A1"><f>1+1</f></c>',
    "error": '<c r="A1" t="e"><v>#N/A</v></c>',
    "truth": '<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c>',
    "date as text": '<c r="A1" s="1" t="d"><v>2016-05-03T00:00:00</v></c>',
    "date": '<c r="A1" s="1"><v>42493</v></c><c r="B1" s="1"><v>42493.75</v></c><c r="C1" s="1"><v>0.5</v></c>',
    "early date": '<c r="A1" s="1"><v>0</v></c><c r="B1" s="1"><v>1</v></c><c r="C1" s="1"><v>60</v></c>',
    "date before all": '<c r="A1" s="1"><v>-5</v></c>',
    "date after all": '<c r="A1" s="1"><v>9999999</v></c>',
    "last moment of a day": '<c r="A1" s="1"><v>42493.999999999</v></c>',
    "very long number": '<c r="A1"><v>12345678901234567890</v></c>',
    "long fraction": '<c r="A1"><v>0.1234567890123456789</v></c>',
    "exponent": '<c r="A1"><v>1.5E3</v></c><c r="B1"><v>1e21</v></c><c r="C1"><v>2E-7</v></c>',
    "plus": '<c r="A1"><v>+5</v></c>',
    "nothing": '<c r="A1"/><c r="B1" s="1"/><c r="C1" t="s"/>',
    "no places": "<c><v>1</v></c><c><v>2</v></c>",
    "another row than it stands in": '<c r="B7"><v>1</v></c>',
    "other prefix": '<x:c xmlns:x="MAIN" r="A1"><x:v>1</x:v></x:c>'.replace(
        "MAIN", "http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
}  # fmt: skip


@pytest.mark.parametrize("form", CELL_FORMS)
def test_every_form_of_a_cell_is_read_as_openpyxl_reads_it(form: str) -> None:
    content = sheet(f'<row r="1">{CELL_FORMS[form]}</row><row r="3"><c r="B3" t="s"><v>1</v></c></row>')
    assert read.read(File("book.xlsx", content, "")) == _slow_with_findings(content)


def _slow_with_findings(content: bytes) -> Any:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Values, "quickly", lambda *_: None)
        return read.read(File("book.xlsx", content, ""))


STRINGS = {
    "runs": '<si><r><t>a</t></r><r><t xml:space="preserve"> b</t></r></si><si><t>x</t></si>',
    "reading aid": '<si><t>a</t><rPh sb="0" eb="1"><t>x</t></rPh></si><si><t>x</t></si>',
    "escape": "<si><t>_x000D_a</t></si><si><t>_x005F_x000D_</t></si>",
    "blanks": "<si><t> a </t></si><si><t/></si>",
    "reference": "<si><t>a&#10;b &amp;</t></si><si><t>x</t></si>",
    "empty": "<si></si><si><t>x</t></si>",
}


@pytest.mark.parametrize("form", STRINGS)
def test_every_form_of_a_shared_text_is_read_as_openpyxl_reads_it(form: str) -> None:
    content = sheet('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>', STRINGS[form])
    assert grids(content) == slowly(content)


def test_an_ordinary_sheet_is_read_by_calamine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Values, "slowly", None)
    content = sheet('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>')
    assert [grid.rows for grid in grids(content)] == [[["2"]]]
    content = written([[("one", 0), (dt.date(2016, 5, 3), 11), (7, 0), (0.5, 2)], [("two", 0), (True, 0)]])
    assert [grid.rows for grid in grids(content)] == [[["one", "2016-05-03", "7", "0.5"], ["two", "1"]]]


def test_a_cell_far_away_does_not_make_calamine_keep_all_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calculated, "python_calamine", None)
    content = sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="900000"><c r="SF900000"><v>2</v></c></row>')
    [grid] = grids(content)
    assert (len(grid.rows), grid.rows[-1][-1]) == (900_000, "2")
