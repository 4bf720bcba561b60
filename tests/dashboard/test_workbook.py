"""Workbooks: the numbers of the page as numbers, every text as text, in the reader's language, and all explained."""

from __future__ import annotations

import csv
import datetime as dt
import io
from functools import cache
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from dashboard.blocks import Chart, Count, Day, Link, Points, Share, Unknown
from dashboard.charts.registry import CHARTS, numbers, subtitle
from dashboard.components.tables import table
from dashboard.exports.workbook import write_workbook
from dashboard.exports.xlsx import LONGEST_NAME, Sheet, named, write
from dashboard.language.languages import LANGUAGES
from dashboard.language.words import words
from dashboard.view.view import View, Views
from dashboard.web.files import chart_numbers
from dashboard.web.frame import workbook
from dashboard.web.pages import PAGES
from data_loader import formula_text
from tests.dashboard import hostile, trees
from tests.dashboard.conftest import make_client
from tests.dashboard.test_pages import build
from tests.english import in_english

EN = words("en")
WORKBOOKS = [page.name for page in PAGES if page.workbook]
SITE = "https://monitor.example.org"
ABOUT = ("A page", "All of it", dt.datetime(2020, 1, 2, 3, 4, 5, tzinfo=dt.UTC))
FILTERS = {"completion-by-plan": "&member=GBR", "member-compared": "&member=GBR"}
ITEMS = {
    "member": {"reference": "members/GBR", "by hand": "members/FRA", "hostile": "members/L-X1"},
    "theme": {"reference": "themes/open-data", "by hand": "themes/water", "hostile": "themes/t1"},
    "meeting": {"reference": "meetings/sc-2016-05", "by hand": "meetings", "hostile": "meetings/m0"},
}
QUERY = "since=2015-12-31&asof=2016-12-31"


def read(body: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(body))


def written(*sheets: Sheet, lang: str = "en") -> Any:
    file = io.BytesIO()
    write(sheets, words(lang), file, *ABOUT)
    return read(file.getvalue())


def of_values(*values: Any, lang: str = "en") -> list[Any]:
    """The cells that a row of values becomes."""
    book = written(Sheet("s", "Title", (), [str(place) for place in range(len(values))], [values]), lang=lang)
    return list(book.active[4][: len(values)])


def chart_sheet(view: View, name: str) -> Any:
    """The sheet of a chart in a workbook of its own."""
    file = io.BytesIO()
    write_workbook(view, "A page", [Chart(name)], SITE, file)
    return openpyxl.load_workbook(file).worksheets[1]


def header_of(sheet: Any) -> int:
    """The row of a sheet's header: the last one above what scrolls."""
    return int(sheet.freeze_panes[1:]) - 1


def table_of(sheet: Any) -> list[list[Any]]:
    """Header and rows of a sheet, as values."""
    wide = len([cell for cell in sheet[header_of(sheet)] if cell.value is not None])
    return [[cell.value for cell in row[:wide]] for row in sheet.iter_rows(min_row=header_of(sheet))]


def records_of(sheet: Any) -> list[dict[str, Any]]:
    header, *rows = table_of(sheet)
    return [dict(zip(header, row, strict=True)) for row in rows]


def cells_of(book: Any) -> list[Any]:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


class TestValues:
    @pytest.mark.parametrize("text", [*hostile.TEXTS, "#N/A", "'quoted", "=", "2016-12-31", "\x00=1+1"])
    def test_a_text_stays_text_whatever_it_looks_like(self, text: str) -> None:
        [cell] = of_values(text)
        assert (cell.data_type, cell.value) == ("s", text.replace("\x00", ""))

    @pytest.mark.parametrize("text", [f"{sign}1" for sign in formula_text.SIGNS])
    def test_what_could_be_read_as_more_is_marked_as_text_for_whoever_edits_it(self, text: str) -> None:
        assert of_values(text)[0].quotePrefix

    @pytest.mark.parametrize(("lang", "counts"), [("en", "3 of 4"), ("fr", "3 sur 4"), ("es", "3 de 4")])
    def test_a_rate_of_few_is_shown_as_counts_and_is_still_the_exact_number(self, lang: str, counts: str) -> None:
        [cell] = of_values(Share(3, 4), lang=lang)
        assert (cell.value, cell.number_format) == (0.75, f'"{counts}"')

    def test_a_rate_of_enough_is_a_percentage(self) -> None:
        [cell] = of_values(Share(1, 8))
        assert (cell.value, cell.number_format) == (0.125, "0%")

    def test_the_unknown_is_an_empty_cell_and_never_zero(self) -> None:
        assert [cell.value for cell in of_values(Share(0, 0), Unknown(), Day(""), "", Count(0))] == [
            None,
            None,
            None,
            None,
            0,
        ]

    def test_a_whole_date_is_a_date_and_less_of_one_is_text(self) -> None:
        found = [cell.value for cell in of_values(Day("2016-12-07"), Day("2016-12"), Day("2016"), Day("1066-10-14"))]
        assert found == [dt.datetime(2016, 12, 7), "2016-12", "2016", "1066-10-14"]  # noqa: DTZ001

    def test_a_date_reads_the_same_in_every_country(self) -> None:
        assert of_values(Day("2016-12-07"))[0].number_format == "yyyy-mm-dd"

    def test_a_difference_has_its_sign(self) -> None:
        assert [cell.number_format.partition(";")[0] for cell in of_values(Points(3), Points(1.5))] == ["+0", "+0.0"]

    def test_a_link_can_be_followed(self) -> None:
        assert of_values(Link(f"{SITE}/?a=b", f"{SITE}/?a=b"))[0].hyperlink.target == f"{SITE}/?a=b"


class TestSheets:
    def test_say_first_what_they_are_and_keep_the_header_in_sight(self) -> None:
        sheet = written(Sheet("tab", "Title", ["one", "two"], ["a", "b"], [["x", Count(1)]])).active
        assert [sheet.cell(row, 1).value for row in range(1, 7)] == ["Title", "one", "two", None, "a", "x"]
        assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B6", "A5:B6")

    def test_hold_no_more_rows_than_there_is_room_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("dashboard.exports.xlsx.MOST_ROWS", 300)
        sheet = written(Sheet("tab", "Title", ["one"], ["a"], ([Count(number)] for number in range(1_000)))).active
        assert (sheet.max_row, sheet.cell(300, 1).value) == (300, 295)

    def test_tell_the_program_their_language_and_title(self) -> None:
        told = written(Sheet("tab", "Title"), lang="fr").properties
        assert (told.title, told.subject, told.language) == ("A page", "All of it", "fr")

    @given(st.lists(st.text(max_size=60), max_size=12))
    def test_have_names_that_every_program_takes_and_none_twice(self, wanted: list[str]) -> None:
        names = list(named([Sheet(name, "") for name in [*wanted, *wanted]]))
        assert len({name.casefold() for name in names}) == len(names)
        assert [name for name in names if not 0 < len(name) <= LONGEST_NAME] == []
        assert [name for name in names if set(name) & set("[]:*?/\\") or "'" in (name[0], name[-1])] == []

    def test_are_named_by_whole_words_where_they_fit(self) -> None:
        long = "How did each year's action plans turn out?"
        assert list(named([Sheet(long, ""), Sheet(long, ""), Sheet("Which?", "")])) == [
            "How did each year's action…",
            "How did each year's… (2)",
            "Which",
        ]


@pytest.mark.parametrize("lang", LANGUAGES, scope="class")
@pytest.mark.parametrize("name", CHARTS, scope="class")
@pytest.mark.parametrize("more", ["", "&region=africa-middle-east&theme=open-data"], scope="class")
class TestEveryChart:
    """The CSV of a chart is its table is its sheet."""

    @pytest.fixture(scope="class")
    def asked(self, reference: Views, name: str, lang: str, more: str) -> tuple[Any, Any]:
        """The view, and the chart's sheet in it, made once for all that is asked of it."""
        view = reference.of(f"?lang={lang}{FILTERS.get(name, '')}{more}")
        return view, chart_sheet(view, name)

    def test_has_the_numbers_of_its_csv(self, asked: tuple[Any, Any], name: str) -> None:
        view, sheet = asked
        _, *rows = table_of(sheet)
        numbers_of = CHARTS[name].numbers
        told = list(csv.DictReader(io.StringIO(chart_numbers(view, name))))
        first = 1 + len(numbers_of.coded)
        rate_at = first + len(numbers_of.counts)
        assert [[row[0], *row[first:rate_at]] for row in rows] == [
            [record["label"], *(int(record[count]) for count in numbers_of.counts)] for record in told
        ]
        # A spreadsheet holds fifteen digits.
        rates = [float(rate) if rate else None for rate in (record[numbers_of.share] for record in told)]
        assert [row[rate_at] for row in rows] == [rate and pytest.approx(rate, rel=1e-15) for rate in rates]
        said = {"True": view.words("chosen"), "False": view.words("for comparison")}
        stands = [said[record["chosen"]] for record in told]
        assert [row[rate_at + 1 :] for row in rows] == [[one] if said["False"] in stands else [] for one in stands]

    def test_has_the_words_of_its_table(self, asked: tuple[Any, Any], name: str, lang: str) -> None:
        view, sheet = asked
        header, *rows = trees.table(table(view, numbers(view, name)))
        said = [[_read(cell, lang) for cell in row] for row in sheet.iter_rows(min_row=header_of(sheet) + 1)]
        assert [table_of(sheet)[0], *said] == [header, *rows]

    def test_says_its_filters_its_n_and_its_source(self, asked: tuple[Any, Any], name: str) -> None:
        view, sheet = asked
        above = [sheet.cell(row, 1).value for row in range(1, header_of(sheet))]
        assert {subtitle(view, name), view.source()} <= set(above)


def _read(cell: Any, lang: str) -> str:
    """A cell of a chart's sheet as a reader sees it."""
    said = words(lang)
    if cell.value is None:
        return said("no level known")
    if cell.number_format == "0%":
        return said.percent(cell.value)
    if cell.number_format.startswith('"'):
        return str(cell.number_format).strip('"')
    return said.number(cell.value) if isinstance(cell.value, int) else cell.value


def address(page: str, database: str = "reference") -> str:
    return ITEMS[page][database] if page in ITEMS else page


@pytest.fixture(scope="module")
def asked(reference_url: str, hand_url: str, hostile_url: str) -> Any:
    """The workbook at an address, made once."""
    urls = {"reference": reference_url, "by hand": hand_url, "hostile": hostile_url}
    clients = {name: make_client(url, site_url=SITE) for name, url in urls.items()}

    @cache
    def ask(path: str, query: str = "", database: str = "reference") -> Any:
        answer = clients[database].get(f"/{path}.xlsx?{query}", buffered=True)
        assert answer.status_code == 200
        return read(answer.data)

    return ask


@pytest.mark.parametrize("page", WORKBOOKS)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("database", ITEMS["member"])
class TestEveryPage:
    @pytest.fixture
    def book(self, asked: Any, page: str, lang: str, database: str) -> Any:
        return asked(address(page, database), f"lang={lang}", database)

    def test_begins_with_what_it_is_and_ends_with_what_its_columns_mean(self, book: Any, lang: str) -> None:
        said = words(lang)
        assert (book.sheetnames[0], book.sheetnames[-1]) == (said("Read me"), said("Dictionary"))
        assert len(book.sheetnames) > 2

    def test_explains_every_column_once(self, book: Any) -> None:
        _, *sheets, last = book
        used = {header for sheet in sheets for header in table_of(sheet)[0]}
        explained = [row[0] for row in table_of(last)[1:]]
        assert (set(explained), len(set(explained))) == (used, len(explained))
        assert [row for row in table_of(last) if not row[1]] == []

    def test_says_source_as_of_and_version_on_every_sheet(
        self, book: Any, all_views: Any, lang: str, database: str
    ) -> None:
        expected = all_views[database].of(f"?lang={lang}").source()
        _, *sheets, _ = book
        assert [sheet.title for sheet in sheets if expected not in [row[0].value for row in sheet.iter_rows()]] == []

    def test_holds_no_formula_and_no_fault(self, book: Any) -> None:
        assert {cell.data_type for cell in cells_of(book)} <= {"s", "n", "d"}

    def test_has_names_of_sheets_that_every_program_takes(self, book: Any) -> None:
        assert [name for name in book.sheetnames if len(name) > LONGEST_NAME] == []


@pytest.mark.parametrize("page", WORKBOOKS)
@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_a_workbook_has_no_english(asked: Any, page: str, lang: str) -> None:
    book = asked(address(page), f"lang={lang}&{QUERY}")
    of_the_record = ("Commitment", "Lead institution", "What was found", "Source", "Why", "Paper", "Document")
    as_recorded = {words(lang)(header) for header in of_the_record}
    columns = [column for sheet in book for column in sheet.iter_cols(max_row=60, values_only=True)]
    ours = [column for column in columns if not as_recorded & set(column[1:])]
    texts = {value for column in ours for value in column if isinstance(value, str)} | set(book.sheetnames)
    said = {part for text in texts for part in [text, *text.split(" · "), *text.split("; ")]}
    assert in_english(said, lang) == set()


class TestTheNumbers:
    def test_the_check_figures_stand_in_the_overview(self, asked: Any) -> None:
        book = asked("overview", "region=africa-middle-east&theme=open-data")
        [row] = [row for row in records_of(book["Region"]) if row["Stands here as"] == "chosen"]
        assert (row["Region"], row["Commitments"], row["Assessed"]) == ("Africa and the Middle East", 21, 19)

    def test_the_list_of_commitments_has_all_its_pages(self, asked: Any) -> None:
        found = records_of(asked("commitments", "asof=2014-12-31&page=3")["Commitments"])
        done = [row for row in found if row["Completion"] in {"Substantial", "Complete"}]
        assert (len(found), len(done)) == (1927, 467)

    def test_the_list_of_commitments_is_searched_and_sorted_as_on_the_page(self, asked: Any) -> None:
        found = records_of(asked("commitments", "theme=water&sort=-completion&page=3", "by hand")["Commitments"])
        assert [row["Number in the data"] for row in found] == ["f1", "s1", "f4", "k2"]

    def test_the_brief_lists_every_commitment_that_changed(self, asked: Any) -> None:
        book = asked("brief", QUERY)
        changed = records_of(book["Commitments"])
        sums = {row["Change"]: row["Commitments"] for row in records_of(book["Changes"])}
        assert (len(changed), sums["All commitments"]) == (589, 1927)
        assert sums["Slipped back"] == len([row for row in changed if row["Change"] == "Slipped back"]) == 7

    def test_the_brief_says_its_sentences(self, asked: Any) -> None:
        said = [row[0].value for row in asked("brief", QUERY)["Read me"].iter_rows()]
        assert (
            "Since 31 December 2015: 568 commitments newly assessed, 10 moved forward, 7 slipped back and 4 came onto "
            "or off the scale."
        ) in said
        assert any("7 slipped back; 4 came onto" in str(text) and "(known to the year)" in str(text) for text in said)

    def test_the_agenda_has_every_promise_and_every_finding(self, asked: Any) -> None:
        book = asked("agenda")
        assert (len(records_of(book["Promises"])), len(records_of(book["Findings"]))) == (40, 16)

    def test_the_roles_of_the_committee_add_up_to_its_seats(self, asked: Any) -> None:
        book = asked("leadership", "asof=2016-12-07")
        roles, seats = records_of(book["Roles"]), records_of(book["Terms"])
        seated = [row for row in roles if row["Seat on the committee"] == "Yes"]
        assert sum(row["Roles on record"] for row in seats) == len(seated) > 0
        without = records_of(book["Without a role"])
        assert len(without) == len([row for row in seats if row["Roles on record"] == 0])

    def test_a_pilot_has_its_commitments_and_its_peers(self, asked: Any) -> None:
        book = asked("pilots", "pilot=L-ELG")
        names = [row["Pilot"] for row in records_of(book["Peers"])]
        assert names[0] in book["Commitments"].cell(1, 1).value

    def test_a_member_has_what_it_owes_in_full(self, asked: Any, reference: Views) -> None:
        late = reference.of("?member=ALB&due=overdue").selection.commitments
        assert len(records_of(asked("members/ALB")["Overdue"])) == late > 0


class TestReadMe:
    @pytest.fixture
    def facts(self, asked: Any) -> dict[str, Any]:
        sheet = asked("overview", "region=europe,americas&lang=en")["Read me"]
        return {row[0].value: row[1].value for row in sheet.iter_rows() if row[0].value and len(row) > 1}

    def test_names_every_filter_in_full(self, facts: dict[str, Any]) -> None:
        assert facts["Filters"] == "Region: Americas and Europe"

    def test_links_to_the_very_same_figures(self, facts: dict[str, Any]) -> None:
        assert facts["Link"] == f"{SITE}/?region=americas,europe&asof=2018-12-31&version=1&lang=en"

    def test_counts_what_the_page_rests_on(self, facts: dict[str, Any], reference: Views) -> None:
        assert facts["Commitments"] == reference.of("?region=europe,americas").selection.commitments

    def test_lists_the_sheets_by_their_names(self, asked: Any) -> None:
        for page in WORKBOOKS:
            first, *sheets = asked(address(page), "lang=en")
            listed = {row[0].value for row in first.iter_rows()}
            assert {sheet.title for sheet in sheets} <= listed


def test_a_list_too_long_for_a_sheet_says_how_much_of_it_is_there(
    files: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.exports.xlsx.MOST_ROWS", 100)
    sheet = read(files.get("/commitments.xlsx", buffered=True).data)["Commitments"]
    shown = len(table_of(sheet)) - 1
    assert sheet.max_row == 100
    assert sheet.cell(2, 1).value.startswith(f"The first {shown} of 2,018 rows are here")


class TestAddresses:
    def test_every_page_with_a_workbook_offers_it(self, reference: Views) -> None:
        view = reference.of("")
        offered = {page.name for page in PAGES if workbook(page, view)}
        assert offered | {"brief"} == set(WORKBOOKS)
        assert "/brief.xlsx?lang=en" in trees.hrefs(build(reference, "brief")[2])

    @pytest.mark.parametrize("name", [name for name in WORKBOOKS if name != "brief"])
    def test_the_link_of_a_page_leads_to_its_workbook(self, client: FlaskClient, reference: Views, name: str) -> None:
        path = "" if name == "overview" else address(name)
        view = reference.of("?region=europe&lang=fr&page=2", path=path)
        [one] = [page for page in PAGES if page.name == name]
        href = workbook(one, view)
        assert href == f"/{address(name)}.xlsx?region=europe&lang=fr"
        assert client.get(href, buffered=True).mimetype.endswith("spreadsheetml.sheet")

    def test_the_link_follows_the_filters(self, reference: Views) -> None:
        from dashboard.web.frame import shown

        view = reference.of("?region=europe", path="members/GBR", scope="?member=GBR", item="GBR")
        assert shown(view, filtered=True)["nav"]["workbook"] == "/members/GBR.xlsx?region=europe&lang=en"

    def test_a_file_says_of_which_version_it_is(self, files: FlaskClient) -> None:
        answer = files.get("/members/GBR.xlsx?version=1", buffered=True)
        assert answer.headers["Data-Version"] == "1"
        assert answer.headers["Content-Disposition"] == "attachment; filename=member-GBR-version-1.xlsx"

    @pytest.mark.parametrize("path", ["data", "commitment", "nowhere", "members/XXX", "members/%00", "signin"])
    def test_a_workbook_there_is_not_has_the_status_404(self, files: FlaskClient, path: str) -> None:
        assert files.get(f"/{path}.xlsx").status_code == 404

    def test_an_empty_database_has_none(self, empty_url: str) -> None:
        assert make_client(empty_url).get("/overview.xlsx").status_code == 404
