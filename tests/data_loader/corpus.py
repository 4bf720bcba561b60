"""Bad and odd files by name: what each holds, and exactly the findings it must give, each with its place."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from data_loader import column_names, marker
from data_loader.load import REFERENCE
from data_loader.spreadsheet import LIMITS
from data_loader.tables import field_names
from tests.data_loader import exports
from tests.data_loader.old_workbooks import Cell, compound, ods, ods_cell, ods_row, packed, record, strict, xls, xlsb

Rows = list[list[str]]
Found = tuple[str, str]
"""Code and place: the address of the cell, else the sheet, else the file."""


@dataclass(frozen=True)
class Case:
    """Files by name, made when asked for, what is to be found in them, and the encodings that are asked for."""

    files: dict[str, Callable[[], bytes]]
    expected: tuple[Found, ...] = ()
    asks: tuple[str, ...] = ()


def whole(name: str, rows: Rows) -> Rows:
    """The rows with every other column of the table behind them, empty."""
    lacking = [column for column in field_names(name) if column not in rows[0]]
    return [[*rows[0], *lacking], *([*row, *([""] * len(lacking))] for row in rows[1:])]


MEETINGS: Rows = whole(
    "meetings",
    [
        ["id", "start_date", "end_date", "place", "kind"],
        ["sc-1", "2016-05-03", "2016-05-04", "São Tomé", "working"],
        ["sc-2", "2016-12", "2016-12", "Málaga", "event"],
    ],
)
ROLES: Rows = whole("roles", [
    ["id", "steering_member_id", "holder", "constituency", "kind", "theme_id", "title", "start_date", "end_date",
     "confidence"],
    ["role-1", "gov-fra", "France", "government", "co_chair", "", "Co-chair", "2016-10", "2017-09", "high"],
    ["role-2", "", "Zoé Ngo", "civil_society", "co_anchor", "open-data", "Anchor", "2016", "", "low"],
])  # fmt: skip
ASSESSMENTS: Rows = whole(
    "assessments",
    [
        ["commitment_id", "assessor", "published", "completion", "did_it_open_government"],
        ["ALB-1-001", "irm_progress_report", "2014", "limited", ""],
        ["ALB-1-002", "irm_end_of_term", "2015-06", "complete", "major"],
    ],
)
RESULTS: Rows = whole(
    "plan_results",
    [
        ["action_plan_id", "assessor", "published", "not_started", "limited", "substantial", "complete"],
        ["ALB-1", "irm_progress_report", "2014", "1", "2", "3", "4"],
    ],
)
PROCESS: Rows = whole("plan_process", [
    ["action_plan_id", "consultation_steps_followed", "participation_level", "regular_forum",
     "self_assessment_published"],
    ["ALB-1", "4", "consult", "1", "0"],
])  # fmt: skip
TABLES: dict[str, Rows] = {
    "meetings": MEETINGS, "roles": ROLES, "assessments": ASSESSMENTS, "plan_results": RESULTS, "plan_process": PROCESS,
}  # fmt: skip
ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode("utf-8"),
    "utf-8 with bom": lambda text: text.encode("utf-8-sig"),
    "utf-16 le": lambda text: text.encode("utf-16-le"),
    "utf-16 be": lambda text: text.encode("utf-16-be"),
    "utf-16 le with bom": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "utf-16 be with bom": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "windows-1252": lambda text: text.encode("cp1252"),
}
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}


def text_of(rows: Sequence[Sequence[str]], separator: str = ",", end: str = "\r\n") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    return out.getvalue()


def rows_of(text: str) -> Rows:
    return [*csv.reader(io.StringIO(text, newline=""))]


def changed(rows: Rows, row: int, column: str, value: str) -> Rows:
    """A copy with another value in a cell; `row` as the spreadsheet shows it, `column` by its header."""
    copy = [[*line] for line in rows]
    copy[row - 1][rows[0].index(column)] = value
    return copy


def csv_bytes(rows: Sequence[Sequence[str]]) -> bytes:
    return text_of(rows).encode()


def book_bytes(sheets: dict[str, Rows], change: Callable[[Workbook], object] = lambda book: None) -> bytes:
    """A workbook of text cells, then changed."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for number, line in enumerate(rows, 1):
            for column, value in enumerate(line, 1):
                if value:
                    cell = sheet.cell(number, column, value)
                    cell.data_type = "s"
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def both(name: str, table: str, rows: Rows, *expected: Found) -> Iterator[tuple[str, Case]]:
    """The same rows as a CSV file and as a workbook: the same findings in the same places."""
    yield f"{name}, csv", Case({f"{table}.csv": partial(csv_bytes, rows)}, expected)
    yield f"{name}, xlsx", Case({f"{table}.xlsx": partial(book_bytes, {table: rows})}, expected)


def _encodings() -> Iterator[tuple[str, Case]]:
    """Each way to write text: sound it gives nothing, and a fault is found in its place."""
    faulty = changed(MEETINGS, 3, "kind", "fête")
    for number, (encoding, encode) in enumerate(ENCODINGS.items()):
        for name, separator in SEPARATORS.items():
            sound = partial(_encoded, encode, MEETINGS, separator, "\n")
            yield f"sound, {encoding}, {name}", Case({"meetings.csv": sound})
            wrong = partial(_encoded, encode, faulty, separator, "\r\n")
            yield f"fault, {encoding}, {name}", Case({"meetings.csv": wrong}, (("not-allowed", "meetings!E3"),))
        for name, text in (("explorer", exports.explorer), ("database", exports.database)):
            rows = rows_of(text({"Short Title": "Évaluation São Tomé", "Comm No": "é", "Commitment Number": "é",
                                 "Potential impact": "énorme", "Potential Impact": "énorme"}))  # fmt: skip
            header = 1 if name == "explorer" else 0
            column = next(i for i, title in enumerate(rows[header]) if title.lower() == "potential impact")
            place = f"{name}!{get_column_letter(column + 1)}{header + 2}"
            kind, separator = [*SEPARATORS.items()][number % 3]
            content = partial(_encoded, encode, rows, separator, "\r\n")
            yield f"{name}, {encoding}, {kind}", Case({f"{name}.csv": content}, (("not-allowed", place),))


WORDS: dict[str, tuple[str, ...]] = {
    "cp1250": ("Łódź, Żeromskiego", "Kraków, plac Świętej Łucji", "Białystok, Ratusz"),
    "cp1251": ("Київ, Хрещатик", "Голова підкомітету", "Львів"),
    "cp1252": ("Côte d’Ivoire, Comité à l’énergie", "Coordinación de participación", "Fundação, São Tomé"),
    "cp1253": ("Αθήνα, Σύνταγμα", "Πρόεδρος της επιτροπής", "Θεσσαλονίκη"),
    "cp1254": ("İstanbul, Beşiktaş", "Çalışma grubu başkanı", "Ağrı, Iğdır"),
    "cp1256": ("تونس العاصمة", "رئيس اللجنة", "الرباط"),
    "cp1257": ("Rīga, Brīvības iela", "Priekšsēdētājs", "Jānis Bērziņš"),
    "mac_roman": ("José Ejémplez, México", "Coordinación de participación", "Málaga"),
    "cp850": ("José Ejémplez, México", "Coordinación de participación", "Córdoba"),
    "koi8_r": ("Москва, Кремль", "Председатель комитета", "Казань"),
    "cp949": ("서울특별시", "열린정부 위원장", "부산"),
    "big5": ("臺北市", "開放政府委員會主席", "高雄"),
    "gb18030": ("北京市", "开放政府委员会主席", "上海"),
    "cp932": ("東京都", "オープンガバメント委員会の議長", "大阪"),
}
"""Places of meetings in encodings that are told apart without a question, also in a file so small."""


def in_words(words: Sequence[str]) -> Rows:
    """Meetings at these places."""
    return [MEETINGS[0], *([f"sc-{n}", "2016", "2016", word, "event"] for n, word in enumerate(words, 1))]


def _other_encodings() -> Iterator[tuple[str, Case]]:
    for encoding, words in WORDS.items():
        sound = partial(_encoded, partial(str.encode, encoding=encoding), in_words(words), ",", "\r\n")
        yield f"sound, {encoding}", Case({"meetings.csv": sound})
    for name, content in (("one word of two", "Łom".encode("cp1250")), ("no word of any", b"\x81\x8d\x8f")):
        rows = partial(_with_bytes, content)
        yield name, Case({"meetings.csv": rows}, asks=("encoding:meetings.csv",))


def _with_bytes(content: bytes) -> bytes:
    return csv_bytes(in_words(["?"])).replace(b"?", content)


def _encoded(encode: Callable[[str], bytes], rows: Rows, separator: str, end: str) -> bytes:
    return encode(text_of(rows, separator, end))


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _with_part(name: str, content: bytes) -> bytes:
    out = io.BytesIO(book_bytes({"meetings": MEETINGS}))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "file-empty"),
    "blank": (lambda: b" \r\n\n\t", "file-empty"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "not-text"),
    "pdf": (lambda: b"%PDF-1.7\n\x00\x01\x02\xe2\xe3", "not-text"),
    "nul in text": (lambda: csv_bytes(MEETINGS) + b"\x00", "not-text"),
    "escape in text": (lambda: csv_bytes(MEETINGS) + b"\x1b[31m", "not-text"),
    "open quote": (lambda: csv_bytes(MEETINGS) + b'sc-3,"2016,2016,x,working\n', "broken-quotes"),
    "quote in a cell": (lambda: csv_bytes(MEETINGS) + b'sc-3,"20"16,2016,x,working\n', "broken-quotes"),
    "long cell": (lambda: csv_bytes(MEETINGS) + b"x" * (LIMITS.letters + 1) + b",2016\n", "cell-too-long"),
    "wide": (lambda: b"id," + b"," * LIMITS.columns + b"\n", "too-many-columns"),
    "corrupt workbook": (lambda: b"PK\x03\x04" + b"nonsense" * 20, "workbook-corrupt"),
    "truncated workbook": (lambda: book_bytes({"meetings": MEETINGS})[:2_000], "workbook-corrupt"),
    "archive that is no workbook": (lambda: _zip({"readme.txt": b"hello"}), "workbook-corrupt"),
    "document in place of a workbook": (lambda: _zip({"word/document.xml": b"<w/>"}), "workbook-corrupt"),
    "doctype": (lambda: _with_part("xl/x.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'),
                "workbook-corrupt"),
    "zip bomb": (lambda: _with_part("xl/media/bomb.bin", b"\0" * (30 * 2**20)), "file-too-large"),
}  # fmt: skip


_XML_HEAD = '<?xml version="1.0"?>\n'
IMPOSTORS = {
    "web page": "<html><body>x</body></html>\n",
    "web page of a table alone": "<table><tr><td>id</td><td>kind</td></tr></table>",
    "web page with a document type": "\n<!DOCTYPE html>\n<html></html>",
    "web page of Excel": '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head></head></html>',
    "web page in XML": f"{_XML_HEAD}<html xmlns='http://www.w3.org/1999/xhtml'><table></table></html>",
    "web archive": "MIME-Version: 1.0\nContent-Type: multipart/related\n",
    "XML Spreadsheet 2003": f'{_XML_HEAD}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    "flat OpenDocument": f'{_XML_HEAD}<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
                         'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"/>',
    "other XML": f"{_XML_HEAD}<rows/>",
}  # fmt: skip


def _files() -> Iterator[tuple[str, Case]]:
    for name, (content, code) in FILES.items():
        yield name, Case({"meetings.csv": content}, ((code, "meetings.csv"),))
    for name, text in (("prose", "Dear all\nplease find attached\n"), ("mark-up", "<b>x</b>\n"),
                       ("json", '[{"id": 1}]\n'), ("one word", "x")):  # fmt: skip
        yield name, Case({"list.csv": text.encode}, (("unknown-table", "list!1:1"),))
    for name, text in IMPOSTORS.items():
        yield name, Case({"meetings.xls": text.encode}, (("not-a-table", "meetings.xls"),))
    for name, rows in (("header and no rows", []), ("header and blank rows", [[" ", ""], []])):
        nothing = [MEETINGS[0], *rows]
        yield f"{name}, csv", Case({"meetings.csv": partial(csv_bytes, nothing)}, (("no-rows", "meetings.csv"),))
        yield f"{name}, xlsx", Case({"b.xlsx": partial(book_bytes, {"meetings": nothing})}, (("no-rows", "meetings"),))
    damaged = csv_bytes(MEETINGS) + b"sc-3,2016,2016,\xff,working\n"
    yield "lost letter", Case({"meetings.csv": lambda: damaged}, (("damaged-text", "meetings.csv"),))


_HEADERS: dict[str, tuple[Callable[[Rows], object], Found]] = {
    "damaged column of the data version": (
        lambda rows: [row.append(text) for row, text in zip(rows, ("data_version", "1", "?"), strict=True)],
        ("mark-damaged", "meetings!H3"),
    ),
    "unknown column": (lambda rows: rows[0].append("budget"), ("unknown-column", "meetings!H1")),
    "unknown column in the middle": (
        lambda rows: [row.insert(2, text) for row, text in zip(rows, ("note", "a", "b"), strict=True)],
        ("unknown-column", "meetings!C1"),
    ),
    "misspelt column": (lambda rows: rows[0].__setitem__(4, "knd"), ("missing-column", "meetings!E1")),
    "misspelt column that may be empty": (
        lambda rows: rows[0].__setitem__(3, "palce"), ("absent-column", "meetings!D1")),
    "missing column": (lambda rows: [row.pop(4) for row in rows], ("missing-column", "meetings!1:1")),
    "absent column": (lambda rows: [row.pop(3) for row in rows], ("absent-column", "meetings!1:1")),
    "column twice": (lambda rows: rows[0].append("kind"), ("repeated-column", "meetings!H1")),
    "column without a name": (
        lambda rows: [row.insert(2, text) for row, text in zip(rows, ("", "a", "b"), strict=True)],
        ("unnamed-column", "meetings!C1"),
    ),
    "a row to take out that is not there": (
        lambda rows: [row.append(text) for row, text in zip(rows, ("remove", "yes", "no"), strict=True)],
        ("nothing-to-remove", "meetings!2:2"),
    ),
    "a row to take out, perhaps": (
        lambda rows: [row.append(text) for row, text in zip(rows, ("remove", "perhaps", ""), strict=True)],
        ("not-a-flag", "meetings!H2"),
    ),
    "a cell too many": (lambda rows: rows[1].append("x"), ("extra-cells", "meetings!H2")),
    "a cell far out": (lambda rows: rows[2].extend(["", "", "x"]), ("extra-cells", "meetings!J3")),
}  # fmt: skip


def _headers() -> Iterator[tuple[str, Case]]:
    for name, (change, expected) in _HEADERS.items():
        rows = [[*row] for row in MEETINGS]
        change(rows)
        yield from both(name, "meetings", rows, expected)


CELLS: tuple[tuple[str, int, str, str, str], ...] = (
    ("meetings", 2, "id", "", "missing-value A"),
    ("meetings", 2, "start_date", "", "missing-value B"),
    ("meetings", 2, "start_date", "NR", "missing-value B"),
    *(
        ("assessments", 2, "url", text, "not-an-address H")
        for text in (
            "javascript:alert(1)",
            "www.example.org",
            "ftp://example.org/x",
            "https://a b.org/",
            "//example.org",
            "https://example.org/a b",
            "https://user@example.org/",
            "data:text/html,x",
            "https://localhost/",
            "https://example.org/\u202egpj",
            "https://example.org/<b>",
            "HTTPS:example.org",
            "https://example.org/" + "a" * 2_000,
        )
    ),
    ("meetings", 2, "start_date", "3 May 2016", "rewritten-dates B"),
    ("meetings", 2, "start_date", "2016/05/03", "rewritten-dates B"),
    ("meetings", 2, "start_date", "05/03/2016", "undecided-dates B"),
    ("meetings", 2, "start_date", "2016-5-3", "rewritten-dates B"),
    ("meetings", 2, "start_date", "May-16", "rewritten-dates B"),
    ("meetings", 2, "start_date", "3-May-16", "rewritten-dates B"),
    ("meetings", 2, "start_date", "1er mai 2016", "rewritten-dates B"),
    ("meetings", 2, "start_date", "3 de mayo de 2016", "rewritten-dates B"),
    ("meetings", 2, "start_date", "mardi 3 mai 2016", "rewritten-dates B"),
    ("meetings", 2, "start_date", "42493", "rewritten-dates B"),
    ("meetings", 2, "start_date", "2016-05-03 00:00:00", "rewritten-dates B"),
    ("meetings", 2, "start_date", "2016.0", "rewritten-dates B"),
    ("meetings", 2, "start_date", "4/23/2016", "rewritten-dates B"),
    ("meetings", 2, "start_date", "23.4.16", "rewritten-dates B"),
    ("meetings", 2, "start_date", "3 May", "not-a-date B"),
    ("meetings", 2, "start_date", "spring 2016", "not-a-date B"),
    ("meetings", 2, "start_date", "7/8/1905", "not-a-date B"),
    ("meetings", 2, "start_date", "7/15/1905", "not-a-date B"),
    ("meetings", 2, "start_date", "2/30/2016", "impossible-date B"),
    ("meetings", 2, "start_date", "30/2/2016", "impossible-date B"),
    ("meetings", 2, "start_date", "45/45/2016", "impossible-date B"),
    ("meetings", 2, "start_date", "2016-02-30", "impossible-date B"),
    ("meetings", 2, "start_date", "2015-02-29", "impossible-date B"),
    ("meetings", 2, "start_date", "2016-13", "impossible-date B"),
    ("meetings", 2, "start_date", "0000", "impossible-date B"),
    ("meetings", 2, "start_date", "2017", "end-before-start C"),
    ("meetings", 3, "end_date", "2016-11", "end-before-start C"),
    ("meetings", 2, "kind", "party", "not-allowed E"),
    ("meetings", 2, "kind", "Worki", "not-allowed E"),
    ("meetings", 2, "kind", "=cmd|' /C calc'!A0", "not-allowed E"),
    ("meetings", 2, "kind", "<script>alert(1)</script>", "not-allowed E"),
    ("meetings", 2, "place", "#REF!", "error-cell D"),
    ("meetings", 2, "place", "#DIV/0!", "error-cell D"),
    ("meetings", 2, "place", "#N/A", "error-cell D"),
    ("meetings", 3, "id", "sc-1", "duplicate-key A"),
    ("roles", 2, "steering_member_id", "atlantis", "unknown-reference B"),
    ("roles", 2, "holder", "", "missing-value C"),
    ("roles", 2, "constituency", "company", "not-allowed D"),
    ("roles", 3, "theme_id", "open-dta", "unknown-reference F"),
    ("roles", 2, "confidence", "sure", "not-allowed J"),
    ("roles", 2, "end_date", "2010", "end-before-start I"),
    ("assessments", 2, "commitment_id", "ATLANTIS", "unknown-reference A"),
    ("assessments", 2, "assessor", "", "missing-value B"),
    ("assessments", 2, "published", "2009", "assessment-before-plan C"),
    ("assessments", 2, "completion", "complet", "not-allowed D"),
    ("assessments", 2, "completion", "In Progress", "not-allowed D"),
    ("assessments", 3, "did_it_open_government", "a lot", "not-allowed E"),
    ("plan_results", 2, "limited", "two", "not-an-integer E"),
    ("plan_results", 2, "limited", "1.5", "not-an-integer E"),
    ("plan_results", 2, "limited", "1,000", "not-an-integer E"),
    ("plan_results", 2, "limited", "-1", "out-of-range E"),
    ("plan_results", 2, "limited", "99999999999", "not-an-integer E"),
    ("plan_results", 2, "limited", "9999999999", "out-of-range E"),
    ("plan_results", 2, "action_plan_id", "ALB-99", "unknown-reference A"),
    ("plan_process", 2, "consultation_steps_followed", "7", "out-of-range B"),
    ("plan_process", 2, "participation_level", "shout", "not-allowed C"),
    ("plan_process", 2, "regular_forum", "maybe", "not-a-flag D"),
    ("plan_process", 2, "regular_forum", "2", "not-a-flag D"),
    ("plan_process", 2, "regular_forum", "10", "not-a-flag D"),
    ("plan_process", 2, "regular_forum", "-", "not-a-flag D"),
    ("plan_results", 2, "limited", "1.000", "not-an-integer E"),
    ("plan_results", 2, "limited", "1 2", "not-an-integer E"),
    ("roles", 2, "constituency", "Gouvernements et société civile", "not-allowed D"),
    ("roles", 2, "steering_member_id", "Republic of Atlantis", "unknown-reference B"),
)
"""Table, row, column, value; then the code and the letter of the column where the finding stands."""

ODD = {
    "formula": "=1+1", "plus": "+33 1 23", "minus": "-3", "at": "@here", "html": "<b>Paris</b>",
    "script": "<script>alert(1)</script>", "emoji": "Paris 🗼", "arabic": "تونس", "no-break": "São\xa0Tomé",
    "zero width": "Pa\u200bris", "decomposed": "Ma\u0301laga", "lines": "two\nlines", "quotes": 'the "Hall"',
    "separators": "a;b,c\td", "long": "x" * 30_000, "word for missing": "N/A", "blanks": "   ",
    "sql": "'; DROP TABLE members; --", "path": "../../etc/passwd", "markup of terminals": "[red]x[/red] [link=x]",
    "braces": "{0} {allowed} %s",
}  # fmt: skip
"""Odd text in a column of text: kept as it is, nothing said."""


def _cells() -> Iterator[tuple[str, Case]]:
    for number, (table, row, column, value, told) in enumerate(CELLS):
        code, letter = told.split()
        rows = changed(TABLES[table], row, column, value)
        place = f"{table}!{letter}{row}"
        yield from both(f"cell {number} {table}.{column} {value[:12]}", table, rows, (code, place))
    for address in ("https://www.opengovpartnership.org/documents/x/?a=1&b=é#top", " http://example.org ", "NR"):
        yield from both(f"address {address}", "assessments", changed(ASSESSMENTS, 2, "url", address))
    for name, value in ODD.items():
        yield from both(f"odd text {name}", "meetings", changed(MEETINGS, 2, "place", value))


SPELT: tuple[tuple[str, int, str, str], ...] = (
    *(("plan_process", 2, "regular_forum", word) for word in ("TRUE", "VRAI", "verdadero", "oui", "sí", "x", "✓")),
    *(("plan_process", 2, "regular_forum", word) for word in ("1.0", "FALSE", "Faux", "FALSO", "non", "✗", "0,0")),
    *(("plan_results", 2, "limited", word) for word in ("2.0", "2,0", "1 234", "1\u202f234", "1,234,567", "+2")),
    ("plan_process", 2, "participation_level", "Consult"), ("plan_process", 2, "participation_level", "Consulter"),
    ("roles", 3, "constituency", "Société civile"), ("roles", 2, "constituency", "Gobierno"),
    ("roles", 2, "kind", "Co-chair"), ("roles", 2, "confidence", "Élevée"),
    ("meetings", 2, "kind", "Reunión de trabajo"),
    ("roles", 3, "theme_id", "Open data"), ("roles", 3, "theme_id", "Données ouvertes"),
    ("roles", 3, "theme_id", "DATOS ABIERTOS"), ("roles", 2, "steering_member_id", "France"),
    ("assessments", 2, "completion", "Limité"), ("assessments", 3, "assessor", "IRM end of term"),
)  # fmt: skip
"""Table, row, column, value: other spellings of what the column takes, read without a word."""


def _spelt() -> Iterator[tuple[str, Case]]:
    for number, (table, row, column, value) in enumerate(SPELT):
        yield from both(f"spelt {number} {table}.{column} {value}", table, changed(TABLES[table], row, column, value))


def _other_headers() -> Iterator[tuple[str, Case]]:
    """Headers in other spellings and languages, below titles, and again among the rows; totals."""
    for lang in ("en", "fr", "es"):
        for table, rows in TABLES.items():
            header = [column_names.header(table, field, lang) for field in rows[0]]
            yield from both(f"headers of {table} in {lang}", table, [header, *rows[1:]])
    for spelling, change in {"capitals": str.upper, "blanks": lambda name: f" {name.replace('_', '  ')} ",
                             "line breaks": lambda name: name.replace("_", "\n")}.items():  # fmt: skip
        yield from both(f"headers in {spelling}", "roles", [[change(name) for name in ROLES[0]], *ROLES[1:]])
    yield from both("title above the header", "roles", [["Roles of the Steering Committee, May 2017"], *ROLES])
    yield from both("title and empty rows above the header", "roles", [["Roles"], [], ["as of", "2017"], [], *ROLES])
    sep = partial(_encoded, ENCODINGS["utf-8"], [["sep=;"], *ROLES], ";", "\r\n")
    yield "separator named above the header", Case({"roles.csv": sep})
    named = partial(_encoded, ENCODINGS["utf-8"], [["sep=|"], *ROLES], "|", "\r\n")
    yield "another separator named above the header", Case({"roles.csv": named})
    for name, separator in SEPARATORS.items():
        titles = [["Roles; of the Steering Committee, May 2017"], ["Made by us, for you; not for others"], []]
        content = partial(_encoded, ENCODINGS["utf-8"], [*titles, *ROLES], separator, "\r\n")
        yield f"titles above a header, {name}", Case({"roles.csv": content})
    again = [*ROLES[:2], ROLES[0], *ROLES[2:], ROLES[0]]
    yield from both("header again", "roles", again, ("repeated-header", "roles!3:3"))
    total = [*RESULTS, ["Total", "", "", "1", "2", "3", "4"]]
    yield from both("total", "plan_results", total, ("total-row", "plan_results!3:3"))
    general = [*RESULTS, [], ["Total général :", "", "", "1", "2", "3", "4 567,5"], ["Average", "", "", "0.5"]]
    yield from both("total in French, and an average", "plan_results", general, ("total-row", "plan_results!4:4"))
    for words in ("TOTAL:", "Grand Total", "Totaux", "Subtotal 2014", "Sum of plans", "Total of all members", "Итого"):
        yield from both(f"total called {words}", "plan_results", [*RESULTS, [words, "", "", "1 234", "50%", "-"]],
                        ("total-row", "plan_results!3:3"))  # fmt: skip
    capitals = [*ROLES, [name.upper() for name in ROLES[0]]]
    yield from both("header again in capitals", "roles", capitals, ("repeated-header", "roles!4:4"))
    notes = [*RESULTS, [], ["Source: IRM, 2017"], ["* without pilots"], ["", "Updated on 3 May 2017"]]
    yield from both("notes below", "plan_results", notes, ("note-row", "plan_results!4:4"))
    yield from both("total and a note below", "plan_results", [*total, ["Fuente: MRI"]],
                    ("note-row", "plan_results!4:4"), ("total-row", "plan_results!3:3"))  # fmt: skip
    text = [*MEETINGS, ["Total", "2016", "2016", "Total", "event"]]
    yield from both("a meeting called Total", "meetings", text)
    two = [[*row, text] for row, text in zip(MEETINGS, ("Lieu", "x", "y"), strict=True)]
    yield from both("two columns for one field", "meetings", two, ("repeated-column", "meetings!H1"))


def _other_headers_of_exports() -> Iterator[tuple[str, Case]]:
    """As people save OGP's exports: header in another spelling, once more among the rows, totals; official names."""
    for name, text, column in (("explorer", exports.explorer, "Year of submission"),
                               ("database", exports.database, "Year Of Submission")):  # fmt: skip
        rows = rows_of(text({}))
        header = 1 if name == "explorer" else 0
        for spelling in (column.upper(), column.replace(" ", "  "), column.replace(" ", "\n", 1), f"{column} "):
            spelt = [[spelling if cell == column else cell for cell in row] for row in rows]
            yield from both(f"{name} {spelling!r}", name, spelt)
        again = [*rows, rows[header]]
        yield from both(f"{name} header again", name, again, ("repeated-header", f"{name}!{len(again)}:{len(again)}"))
        total = [*rows, ["Total", "", "2"]]
        yield from both(f"{name} total", name, total, ("total-row", f"{name}!{len(total)}:{len(total)}"))
    for country in ("Republic of Moldova", "Republic of Kenya", "Republic of Croatia", "United Mexican States",
                    "United Republic of Tanzania", "Republic of Korea"):  # fmt: skip
        first = exports.explorer({"Country": country, "Action Plan Number": "1"})
        yield f"explorer {country}", Case({"explorer.csv": first.encode})


def shipped(table: str) -> Rows:
    return rows_of((REFERENCE / f"{table}.csv").read_text(encoding="utf-8"))


def _across() -> Iterator[tuple[str, Case]]:
    seats = partial(csv_bytes, shipped("seats"))
    yield "table twice", Case({"seats.csv": seats, "more.csv": seats}, (("table-twice", "more.csv"),))
    roles = shipped("roles")
    france = next(number for number, row in enumerate(roles, 1) if row[0] == "role-20")
    rows = changed(changed(roles, france, "start_date", "2012-01"), france, "end_date", "2012-12")
    letter = get_column_letter(roles[0].index("start_date") + 1)
    yield from both("role outside its term", "roles", rows, ("role-outside-term", f"roles!{letter}{france}"))
    commitments = changed(shipped("commitments"), 23, "member_id", "FRA")
    yield from both("member differs", "commitments", commitments, ("member-differs", "commitments!B23"))
    items = shipped("agenda_items")
    lost = [row for row in items if row[0] != items[1][0]]
    referring = [name for name, column in (("agenda_updates", 0), ("events", 7))
                 if any(items[1][0] in row[column].split("; ") for row in shipped(name))]  # fmt: skip
    expected = (("lost-reference", "agenda_items.csv"),) * len(referring)
    yield "a promise that is referred to is gone", Case({"agenda_items.csv": partial(csv_bytes, lost)}, expected)
    members = changed(shipped("members"), 5, "region", "Europa")
    yield from both("region in Spanish", "members", members)
    yield from both("region empty", "members", changed(shipped("members"), 5, "region", ""),
                    ("missing-value", "members!G5"))  # fmt: skip
    yield from both("latitude too far", "members", changed(shipped("members"), 7, "latitude", "95"),
                    ("out-of-range", "members!P7"))  # fmt: skip
    yield from both("latitude in words", "members", changed(shipped("members"), 7, "latitude", "north"),
                    ("not-a-number", "members!P7"))  # fmt: skip


HARDLY_MEANT = (
    ("roles", "role-20", "end_date", "2022-01", "role-beyond-term"),
    ("roles", "role-02", "start_date", "2090", "role-in-future"),
    ("roles", "role-20", "holder", "Germany", "other-holder"),
    ("roles", "role-10", "constituency", "civil_society", "other-constituency"),
    ("roles", "role-09", "start_date", "2017-02-01", "overlapping-leads"),
    ("members", "HUN", "status_date", "2091", "odd-status"),
    ("seats", "gov-rou", "end_date", "2018-11", "two-seats"),
    ("seats", "gov-hrv", "end_date", "2099-12-31", "far-end"),
)
"""Table, the first row of an id, column, value: what is possible and hardly meant."""


def _odd() -> Iterator[tuple[str, Case]]:
    for table, of, column, value, code in HARDLY_MEANT:
        rows = shipped(table)
        row = next(number for number, cells in enumerate(rows, 1) if cells[0] == of)
        at, field = (row + 1, "start_date") if code == "two-seats" else (row, column)
        place = f"{table}!{get_column_letter(rows[0].index(field) + 1)}{at}"
        yield from both(f"{code} {value}", table, changed(rows, row, column, value), (code, place))


def _put(address: str, value: object) -> Callable[[Workbook], object]:
    return lambda book: book["meetings"].__setitem__(address, value)


def _add(title: str, state: str, *rows: list[str]) -> Callable[[Workbook], object]:
    def change(book: Workbook) -> None:
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)

    return change


def _hide(*rows: int) -> Callable[[Workbook], object]:
    return lambda book: [book["meetings"].row_dimensions[row].__setattr__("hidden", True) for row in rows]


def _add_marked_lists(book: Workbook) -> None:
    _add("lists", "hidden", ["a", "b"])(book)
    _add(marker.SHEET, "veryHidden", *marker.sheet_rows(1, ["lists"]))(book)


BOOKS: dict[str, tuple[Callable[[Workbook], object], tuple[Found, ...]]] = {
    "sound book": (lambda book: None, ()),
    "formula without a value": (_put("D2", "=1+1"), (("formula-without-value", "meetings!D2"),)),
    "formula in a key": (_put("A2", '="a"&"b"'), (("formula-without-value", "meetings!A2"),)),
    "error in a cell": (_put("D2", "#NAME?"), (("error-cell", "meetings!D2"),)),
    "merged cells": (lambda book: book["meetings"].merge_cells("B2:C2"), (("merged-cells", "meetings!B2"),)),
    "merged rows": (lambda book: book["meetings"].merge_cells("D2:D3"), (("merged-cells", "meetings!D2"),)),
    "hidden sheet": (_add("roles", "hidden", ["id"]), (("hidden-sheet", "roles"),)),
    "very hidden sheet": (_add("roles", "veryHidden", ["id"]), (("hidden-sheet", "roles"),)),
    "mark of the data version": (_add(marker.SHEET, "veryHidden", *marker.sheet_rows(1)), ()),
    "mark and a sheet of lists": (_add_marked_lists, ()),
    "damaged mark": (_add(marker.SHEET, "hidden", ["data_version", "three"]), (("mark-damaged", "book.xlsx"),)),
    "sheet of notes": (_add("Notes", "visible", ["Please read"]), (("ignored-sheet", "Notes"),)),
    "empty sheet": (_add("Sheet1", "visible"), (("ignored-sheet", "Sheet1"),)),
    "nothing but an empty sheet": (lambda book: book["meetings"].delete_rows(1, 9), (("file-empty", "meetings"),)),
    "header without rows beside an empty sheet": (
        lambda book: (book["meetings"].delete_rows(2, 9), _add("Sheet1", "visible")(book)),
        (("no-rows", "meetings"), ("ignored-sheet", "Sheet1"))),
    "hidden rows": (_hide(2, 3), (("hidden-rows", "meetings"),)),
    "hidden row without a cell": (_hide(2, 9), (("hidden-rows", "meetings"),)),
    "same table on two sheets": (_add("again", "visible", *MEETINGS), (("table-twice", "again"),)),
    "number as a date": (_put("B2", 2016), ()),
    "truth as a kind": (_put("E2", value=True), (("not-allowed", "meetings!E2"),)),
    "fraction as a date": (_put("B2", 2016.5), (("not-a-date", "meetings!B2"),)),
    "formatted empty cells": (lambda book: [book["meetings"].cell(r, 9).__setattr__("number_format", "0.00")
                                            for r in range(1, 500)], ()),
    "title with an apostrophe": (lambda book: (book["meetings"].__setattr__("title", "it's"),
                                               book["it's"].__setitem__("E2", "x")), (("not-allowed", "'it''s'!E2"),)),
}  # fmt: skip


def _all_hidden() -> bytes:
    with zipfile.ZipFile(io.BytesIO(book_bytes({"meetings": MEETINGS}))) as archive:
        parts: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    book = parts["xl/workbook.xml"]
    assert isinstance(book, bytes)
    return packed({**parts, "xl/workbook.xml": book.replace(b'state="visible"', b'state="hidden"')})


def _books() -> Iterator[tuple[str, Case]]:
    for name, (change, expected) in BOOKS.items():
        yield name, Case({"book.xlsx": partial(book_bytes, {"meetings": MEETINGS}, change)}, expected)
    yield (
        "only hidden sheets",
        Case({"book.xlsx": _all_hidden}, (("hidden-sheet", "meetings"), ("file-empty", "book.xlsx"))),
    )
    macros = partial(_with_part, "xl/vbaProject.bin", b"x")
    yield "macros", Case({"book.xlsm": macros}, (("workbook-macros", "book.xlsm"),))


TYPED: list[list[Cell]] = [
    [*MEETINGS[0]],
    ["sc-1", dt.date(2016, 5, 3), 2016, "São Tomé", "working"],
    ["sc-2", "2016-12", 2016.0, 5, "event"],
]
"""Meetings with the types of cells that spreadsheet programs have: a date, whole numbers, a number as a place."""
FAULTY = [TYPED[0], TYPED[1], ["sc-2", 2016, 2016, "", "fête"]]
WRONG = [*TYPED[:2], ["sc-2", 2016, 2016, "#N/A", "event"]]
FAR: list[list[Cell]] = [[*MEETINGS[0]], *([[]] * 9), [*([""] * 600), "x"]]
_FAULT, _ERROR, _HIDDEN = ("not-allowed", "meetings!E3"), ("error-cell", "meetings!D3"), ("hidden-rows", "meetings")
_LOCK = record(0x2F, b"\x01\0\x01\0\x01\0" + b"\0" * 48)
XLS: dict[str, tuple[Callable[[], bytes], tuple[Found, ...]]] = {
    "sound": (lambda: xls({"meetings": TYPED}), ()),
    "fault": (lambda: xls({"meetings": FAULTY}), (_FAULT,)),
    "error": (lambda: xls({"meetings": WRONG}), (_ERROR,)),
    "error of a formula": (lambda: xls({"meetings": WRONG}, formulas=[(2, 3)]), (_ERROR, ("formulas", "meetings"))),
    "formula": (lambda: xls({"meetings": TYPED}, formulas=[(2, 3)]), (("formulas", "meetings"),)),
    "hidden rows": (lambda: xls({"meetings": TYPED}, hidden_rows=[1, 2]), (_HIDDEN,)),
    "hidden sheet": (lambda: xls({"meetings": TYPED, "x": [["id"]]}, hidden=["x"]), (("hidden-sheet", "x"),)),
    "merged": (lambda: xls({"meetings": TYPED}, merged=[(1, 1, 1, 2)]), (("merged-cells", "meetings!B2"),)),
    "two sheets": (lambda: xls({"Notes": [["Please read"]], "meetings": TYPED}), (("ignored-sheet", "Notes"),)),
    "header alone": (lambda: xls({"meetings": TYPED[:1]}), (("no-rows", "meetings"),)),
    "no cell": (lambda: xls({"meetings": []}), (("file-empty", "meetings"),)),
    "protected": (lambda: xls({"meetings": TYPED}, protection=_LOCK), (("workbook-protected", "book.xls"),)),
    "cut off": (lambda: xls({"meetings": TYPED})[:1500], (("workbook-corrupt", "book.xls"),)),
    "head alone": (lambda: _OLE, (("workbook-corrupt", "book.xls"),)),
    "chain without end": (lambda: _endless(xls({"meetings": TYPED})), (("workbook-corrupt", "book.xls"),)),
    "letter": (lambda: compound({"WordDocument": b"x"}), (("not-a-table", "book.xls"),)),
    "protected of today": (lambda: compound({"EncryptedPackage": b"x"}), (("workbook-protected", "book.xls"),)),
}  # fmt: skip
XLSB: dict[str, tuple[Callable[[], bytes], tuple[Found, ...]]] = {
    "sound": (lambda: xlsb({"meetings": [TYPED[0], *map(_undated, TYPED[1:])]}), ()),
    "fault": (lambda: xlsb({"meetings": [TYPED[0], *map(_undated, FAULTY[1:])]}), (_FAULT,)),
    "error": (lambda: xlsb({"meetings": [TYPED[0], *map(_undated, WRONG[1:])]}), (_ERROR,)),
    "hidden rows": (lambda: xlsb({"meetings": [TYPED[0], TYPED[2]]}, hidden_rows=[1]), (_HIDDEN,)),
    "hidden sheet": (lambda: xlsb({"meetings": [TYPED[0], TYPED[2]], "x": [["id"]]}, hidden=["x"]),
                     (("hidden-sheet", "x"),)),
    "merged": (lambda: xlsb({"meetings": [TYPED[0], TYPED[2]]}, merged=[(1, 1, 1, 2)]),
               (("merged-cells", "meetings!B2"),)),
    "header alone": (lambda: xlsb({"meetings": TYPED[:1]}), (("no-rows", "meetings"),)),
    "cell far out": (lambda: xlsb({"meetings": FAR}), (("too-many-columns", "book.xlsb"),)),
    "sheet that is nothing": (lambda: xlsb({"meetings": TYPED[:1]}, change={"xl/worksheets/sheet1.bin": b"\xff" * 99}),
                              (("workbook-corrupt", "book.xlsb"),)),
    "zip bomb": (lambda: xlsb({"meetings": TYPED[:1]}, change={"xl/x.bin": b"\0" * (30 * 2**20)}),
                 (("file-too-large", "book.xlsb"),)),
}  # fmt: skip
_EMPTY_ROWS = ods_row([""], 'table:number-rows-repeated="1048573"').replace(
    "<table:table-cell ", '<table:table-cell table:number-columns-repeated="16384"'
)
ODS: dict[str, tuple[Callable[[], bytes], tuple[Found, ...]]] = {
    "sound": (lambda: ods({"meetings": TYPED}), ()),
    "fault": (lambda: ods({"meetings": FAULTY}), (_FAULT,)),
    "error": (lambda: _ods_of(ods_cell("#N/A", 'calcext:value-type="error"')), (_ERROR,)),
    "error of LibreOffice": (lambda: _ods_of(ods_cell("Err:502", 'calcext:value-type="error"')), (_ERROR,)),
    "formula": (lambda: _ods_of(ods_cell(5, 'table:formula="of:=2+3"')), (("formulas", "meetings"),)),
    "formula without a value": (lambda: _ods_of('<table:table-cell table:formula="of:=2+3"/>'),
                                (("formula-without-value", "meetings!D3"),)),
    "hidden row": (lambda: _ods_of(ods_cell("x"), 'table:visibility="filter"'), (_HIDDEN,)),
    "hidden sheet": (lambda: ods({"meetings": TYPED, "x": [["id"]]}, hidden=["x"]), (("hidden-sheet", "x"),)),
    "merged": (lambda: _ods_of(ods_cell("x", 'table:number-columns-spanned="2"')), (("merged-cells", "meetings!D3"),)),
    "note in a cell": (lambda: _ods_of('<table:table-cell office:value-type="string"><office:annotation><text:p>fête'
                                       "</text:p></office:annotation><text:p>x</text:p></table:table-cell>"), ()),
    "a million empty rows below": (lambda: ods({"meetings": "".join(map(ods_row, TYPED)) + _EMPTY_ROWS}), ()),
    "header alone": (lambda: ods({"meetings": TYPED[:1]}), (("no-rows", "meetings"),)),
    "empty": (lambda: ods({"meetings": []}), (("file-empty", "meetings"),)),
    "protected": (lambda: ods({"meetings": TYPED}, manifest="<manifest:encryption-data/>"),
                  (("workbook-protected", "book.ods"),)),
    "protected as a whole": (lambda: packed({"META-INF/manifest.xml": "<a>encryption-data</a>", "x": ""}),
                             (("workbook-protected", "book.ods"),)),
    "one cell repeated": (lambda: _ods_of(ods_cell("x", 'table:number-columns-repeated="1000000000"')),
                          (("too-many-columns", "book.ods"),)),
    "one row repeated": (lambda: _ods_of(ods_cell("x"), 'table:number-rows-repeated="1000000000"'),
                         (("too-many-rows", "book.ods"),)),
    "zip bomb": (lambda: _ods_of(ods_cell(" " * (40 * 2**20))), (("file-too-large", "book.ods"),)),
    "document type": (lambda: packed({"mimetype": "x", "content.xml": "<!DOCTYPE a><a/>"}),
                      (("workbook-corrupt", "book.ods"),)),
    "letter": (lambda: packed({"content.xml": "<office:text xmlns:office='x'/>"}), (("not-a-table", "book.ods"),)),
    "cut off": (lambda: ods({"meetings": TYPED})[:300], (("workbook-corrupt", "book.ods"),)),
}  # fmt: skip
STRICT: dict[str, tuple[Callable[[Workbook], object], tuple[Found, ...]]] = {
    name: BOOKS[name]
    for name in ("sound book", "formula without a value", "error in a cell", "merged cells", "hidden sheet",
                 "number as a date", "header without rows beside an empty sheet")
}  # fmt: skip


def _undated(row: list[Cell]) -> list[Cell]:
    return [str(cell) if isinstance(cell, dt.date) else cell for cell in row]


def _ods_of(cell: str, row: str = "") -> bytes:
    """Meetings whose last row has this cell as its place."""
    last = ods_row(["sc-2", "2016-12", 2016, "#", "event"], row)
    hole = last.index("<table:table-cell", last.index("2,016"))
    end = last.index("</table:table-cell>", hole) + len("</table:table-cell>")
    return ods({"meetings": "".join(map(ods_row, TYPED[:2])) + last[:hole] + cell + last[end:]})


def _endless(content: bytes) -> bytes:
    """A compound file whose first stream leads back to itself."""
    return content[:516] + (1).to_bytes(4, "little") + content[520:]


def _kinds() -> Iterator[tuple[str, Case]]:
    for kind, cases in (("xls", XLS), ("xlsb", XLSB), ("ods", ODS)):
        for name, (content, expected) in cases.items():
            yield f"{name}, {kind}", Case({f"book.{kind}": content}, expected)
    for name, (change, expected) in STRICT.items():
        content = partial(_strict, change)
        yield f"{name}, strict", Case({"book.xlsx": content}, expected)


def _strict(change: Callable[[Workbook], object]) -> bytes:
    return strict(book_bytes({"meetings": MEETINGS}, change))


EXPLORER: tuple[tuple[dict[str, str], str, str], ...] = (
    ({}, "", ""),
    ({"Country": "Atlantis"}, "unknown-country", "Country"),
    ({"Country": ""}, "missing-value", "Country"),
    ({"Action Plan Number": "two"}, "not-an-integer", "Action Plan Number"),
    ({"Action Plan Number": ""}, "missing-value", "Action Plan Number"),
    ({"Year of submission": "20133"}, "not-an-integer", "Year of submission"),
    ({"Start Date": "31/9/2014"}, "unreal-date", "Start Date"),
    ({"Start Date": "03/07/2014"}, "undecidable-date", "Start Date"),
    ({"Start Date": "after the summer"}, "unread-date", "Start Date"),
    ({"Start Date": "Quarter 1 2014"}, "rounded-date", "Start Date"),
    ({"Start Date": "2015", "End Date": "2014"}, "end-dropped", "End Date"),
    ({"Potential impact": "e. Enormous"}, "not-allowed", "Potential impact"),
    ({"Specificity": "vague"}, "not-allowed", "Specificity"),
    ({"Completion (progress report)": "In Progress"}, "not-allowed", "Completion (progress report)"),
    ({"Report publication year (progress report)": "NR"}, "publication-year-assumed",
     "Report publication year (progress report)"),
    ({"Short Title": "NR", "Commitment Title": "NR"}, "title-missing", "Short Title"),
    ({"Short Title": "#REF!"}, "error-cell", "Short Title"),
    ({"Short Title": "<script>alert(1)</script>"}, "", ""),
    ({"Short Title": "=HYPERLINK(1)"}, "", ""),
    ({"Action Plan Number": "2.0", "Year of submission": "2013.0"}, "", ""),
    ({"Open Data": "TRUE", "Value -Info": "VRAI", "Value -Tech": "x", "Capacity Building": "1.0"}, "", ""),
    ({"Open Data": "perhaps"}, "not-a-flag", "Open Data"),
    ({"Value -Info": "2"}, "not-a-flag", "Value -Info"),
    ({"Starred (current formula) end of term": "star"}, "not-a-flag", "Starred (current formula) end of term"),
    ({"Start Date": "1er juillet 2012", "End Date": "Dec. 2014"}, "", ""),
    ({"Start Date": "Jul-12", "End Date": "31-12-2014"}, "", ""),
    ({"Start Date": "01-07-2014"}, "undecidable-date", "Start Date"),
    ({"Start Date": "Foo-12"}, "unread-date", "Start Date"),
)  # fmt: skip
DATABASE: tuple[tuple[dict[str, str], str, str], ...] = (
    ({}, "", ""),
    ({"Country/Locality": "Atlantis", "Code": "XXX"}, "unknown-country", "Country/Locality"),
    ({"Country/Locality": "", "Code": ""}, "unknown-country", "Country/Locality"),
    ({"Country/Locality": "Someplace, France", "Code": "SOM", "Commitment Unique Identifier": "SOM0001"},
     "member-added", "Country/Locality"),
    ({"Country/Locality": "Someplace, France", "Region": "Moon"}, "not-allowed", "Region"),
    ({"Action Plan Number": "x"}, "not-an-integer", "Action Plan Number"),
    ({"Year Of Submission": "", "Action Plan Number": "9"}, "missing-value", "Year Of Submission"),
    ({"Start Date": "9/31/2016"}, "unreal-date", "Start Date"),
    ({"Start Date": "IV quarter of 2016"}, "rounded-date", "Start Date"),
    ({"Start Date": "soon"}, "unread-date", "Start Date"),
    ({"Start Date": "43525", "End Date": "6/30/2018"}, "end-dropped", "End Date"),
    ({"Completion (End Of Term)": "Nearly"}, "not-allowed", "Completion (End Of Term)"),
    ({"Did It Open Government (Overall)": "Hugely"}, "not-allowed", "Did It Open Government (Overall)"),
    ({"Report Publication Year (End Of Term)": ""}, "publication-year-assumed",
     "Report Publication Year (End Of Term)"),
    ({"Short Title": "", "Commitment Title": ""}, "title-missing", "Short Title"),
    ({"Specificity": "#VALUE!"}, "error-cell", "Specificity"),
    ({"Commitment Unique Identifier": ""}, "missing-value", "Commitment Unique Identifier"),
    ({"Commitment Unique Identifier": "NA"}, "missing-value", "Commitment Unique Identifier"),
    ({"Open Parliament Plan": "YES", "Youth": "oui", "OGP Value Technology": "TRUE"}, "", ""),
    ({"Open Parliament Plan": "House"}, "not-a-flag", "Open Parliament Plan"),
    ({"Start Date": "2016/09/01", "End Date": "2018-06-30 00:00:00"}, "", ""),
    ({"Start Date": "15 July 2016", "End Date": "06/2018"}, "", ""),
    ({"Start Date": "2020 Q4", "End Date": "NA"}, "rounded-date", "Start Date"),
    ({"Start Date": "2016-09-31"}, "unreal-date", "Start Date"),
)  # fmt: skip
EARLIER: tuple[tuple[dict[str, str], str, str], ...] = (
    ({}, "", ""),
    ({"Comm Dummy": "0"}, "step-of-commitment", "Comm Dummy"),
    ({"Country": "Atlantis"}, "unknown-country", "Country"),
    ({"Year of submission": ""}, "", ""),
    ({"Year of submission": "NR", "Action Plan No": "8"}, "missing-value", "Year of submission"),
    ({"Actual Completion": "f. Nearly"}, "not-allowed", "Actual Completion"),
    ({"Report publication year": ""}, "publication-year-assumed", "Report publication year"),
    ({"<br/>Public Service Delivery": "?"}, "not-a-flag", "<br/>Public Service Delivery"),
    ({"Projected Completion": "nonsense", "On time": "nonsense"}, "", ""),
)  # fmt: skip
PROCESS_DATABASE: tuple[tuple[dict[str, str], str, str], ...] = (
    ({}, "", ""),
    ({"Country name": "Atlantis"}, "unknown-country", "Country name"),
    ({"_Number of steps followed (out of 6)": "7"}, "out-of-range", "_Number of steps followed (out of 6)"),
    ({"_Number of steps followed (out of 6)": "many"}, "not-an-integer", "_Number of steps followed (out of 6)"),
    ({"IAP2 level during development": "Shout"}, "not-allowed", "IAP2 level during development"),
    ({"_Regular forum": "sometimes"}, "not-a-flag", "_Regular forum"),
    ({"_Regular forum": "Unclear", "_Self assessment published": "TRUE"}, "", ""),
    ({"Action Plan Number": ""}, "missing-value", "Action Plan Number"),
)  # fmt: skip
ABSENT: dict[str, tuple[str, tuple[str, ...], str]] = {
    "explorer without stars": (exports.explorer({}), ("Starred (current formula) end of term",), "absent-column"),
    "explorer without dates": (exports.explorer({}), ("Start Date",), "absent-column"),
    "explorer without plans": (exports.explorer({}), ("Action Plan Number",), "missing-column"),
    "explorer without completions": (
        exports.explorer({}), ("Completion (progress report)", "Completion (end of term)"), "missing-column"),
    "database without values": (exports.database({}), ("OGP Value Technology",), "absent-column"),
    "database without identifiers": (exports.database({}), ("Commitment Unique Identifier",), "absent-column"),
    "database without years": (exports.database({}), ("Year Of Submission",), "missing-column"),
    "earlier without years of reports": (exports.earlier({}), ("Report publication year",), "absent-column"),
    "process without levels": (exports.process({}), ("IAP2 level during development",), "absent-column"),
}  # fmt: skip
"""Name, a file of OGP, the columns to take away, and the code of what is then said of each that has a finding."""
SPELLINGS: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "two blanks": lambda name: name.replace(" ", "  "),
    "line breaks": lambda name: name.replace(" ", "\n"),
}


HEADER_OF = {"explorer": 1, "database": 0, "earlier": 1, "process": 5}
"""The row of the header, from 0, in a file of ours in each of OGP's formats."""


def _exports() -> Iterator[tuple[str, Case]]:
    for name, text, faults in (("explorer", exports.explorer, EXPLORER), ("database", exports.database, DATABASE)):
        yield from _faults(name, text, faults)
        header = HEADER_OF[name]
        rows = rows_of(text({}, {}))
        yield from both(f"{name} the same row again", name, rows, *_twice(name, rows, header))
        more = [[*row, extra] for row, extra in zip(rows[: header + 2], ["1", "Climate Resilience", "0"][-header - 2 :],
                                                     strict=True)]  # fmt: skip
        at = get_column_letter(len(more[header]))
        yield from both(f"{name} a new tag", name, more, ("unknown-column", f"{name}!{at}{header + 1}"))


def _faults(
    name: str, text: Callable[..., str], faults: tuple[tuple[dict[str, str], str, str], ...]
) -> Iterator[tuple[str, Case]]:
    """A file with one row for each fault."""
    header = HEADER_OF[name]
    for number, (cells, code, column) in enumerate(faults):
        rows = rows_of(text(cells))
        row = header + 2
        at = get_column_letter([cell.strip() for cell in rows[header]].index(column) + 1) if column else ""
        yield from both(f"{name} {number} {code}", name, rows, *([(code, f"{name}!{at}{row}")] if code else []))


def _of_ogp() -> Iterator[tuple[str, Case]]:
    """OGP's older files, columns that are not there, and headers as people and programs write them."""
    yield from _faults("earlier", exports.earlier, EARLIER)
    yield from _faults("process", exports.process, PROCESS_DATABASE)
    for name, (text, headers, code) in ABSENT.items():
        kind = name.split()[0]
        row = HEADER_OF[kind] + 1
        found = [(code, f"{kind}!{row}:{row}")]
        if "completions" in name:
            found.append(("absent-column", f"{kind}!{row}:{row}"))  # one of the two is demanded, the other is not
        yield from both(name, kind, rows_of(exports.without(text, *headers)), *found)
    for spelling, spell in SPELLINGS.items():
        for kind, text in (("explorer", exports.explorer({})), ("database", exports.database({}))):
            rows = rows_of(text)
            rows[HEADER_OF[kind]] = [spell(name) for name in rows[HEADER_OF[kind]]]
            yield from both(f"{kind}, headers with {spelling}", kind, rows)
    wide = [{"Comm No": str(number), "Open Data": word, "Start Date": "03/07/2014"}
            for number, word in enumerate(("maybe", "1", "perhaps"))]  # fmt: skip
    rows = rows_of(exports.explorer(*wide))
    at = {name: get_column_letter(rows[1].index(name) + 1) for name in ("Open Data", "Start Date")}
    yield from both("explorer, the same faults in many rows", "explorer", rows,
                    ("not-a-flag", f"explorer!{at['Open Data']}3"),
                    ("undecidable-date", f"explorer!{at['Start Date']}3"))  # fmt: skip


def _twice(name: str, rows: Rows, header: int) -> list[Found]:
    """The explorer's rows have no id and stay two commitments; the database's have one, which comes twice."""
    number = get_column_letter(rows[header].index("Comm No" if name == "explorer" else "Commitment Number") + 1)
    found = [("repeated-number", f"{name}!{number}{header + 3}")]
    if name == "database":
        own_id = get_column_letter(rows[header].index("Commitment Unique Identifier") + 1)
        found += [("duplicate-key", f"{name}!{own_id}{header + 3}")] * 2
    return found


def _all() -> Iterator[tuple[str, Case]]:
    for part in (
        _encodings,
        _other_encodings,
        _files,
        _headers,
        _cells,
        _spelt,
        _other_headers,
        _other_headers_of_exports,
        _across,
        _odd,
        _books,
        _kinds,
        _exports,
        _of_ogp,
    ):
        yield from part()


CORPUS = dict(_all())
