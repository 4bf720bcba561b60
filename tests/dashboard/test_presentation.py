"""PowerPoint files: native charts with the numbers of the CSV, in our colours, in the reader's language."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Pt

from dashboard.blocks import FILES as IN_FILES
from dashboard.blocks import Block, Card, Chart, Heading, Link, Paragraph, Table, leaves
from dashboard.charts.registry import CHARTS, numbers
from dashboard.decks.deck import SHIPPED
from dashboard.decks.documents import deck_pptx
from dashboard.exports.pptx import chart_pptx, pptx
from dashboard.exports.pptx_chart import KINDS
from dashboard.exports.pptx_page import About
from dashboard.exports.slides import Slide, chart_slide
from dashboard.language.languages import LANGUAGES
from dashboard.language.words import words
from dashboard.pages import brief
from dashboard.pages.reported import CHART as REPORTED  # of which the shipped data have nothing: test_reported.py
from dashboard.theme import colours
from dashboard.view.text import plain
from dashboard.view.view import View, Views
from dashboard.web.api import FILES
from dashboard.web.files import chart_numbers
from tests.dashboard import blocks
from tests.dashboard.conftest import make_client
from tests.english import in_english

SITE = "https://monitor.example.org"
DAY = dt.date(2026, 11, 23)
FILTERS = {"completion-by-plan": "&member=GBR", "member-compared": "&member=GBR"}
_BY_KIND = {name: chart.figure.__module__.rpartition(".")[2] for name, chart in CHARTS.items()}
RATES = {name for name, kind in _BY_KIND.items() if kind in ("intervals", "world")}
"""Charts of rates; the others are stacks of counts."""
RATED_ONLY = {name for name, kind in _BY_KIND.items() if kind == "world"}
"""Charts of those with a rate only; the others are counted in a line."""
TABLES = {"pilots-map"}
"""Charts of which no row has a rate in the data that ship with the product: then there is nothing to draw."""
DRAWN = [name for name, kind in _BY_KIND.items() if kind in KINDS and name not in TABLES]
LEVELS = ("not_started", "limited", "substantial", "complete")
DIVERGING = {name for name, kind in _BY_KIND.items() if kind == "diverging"}
"""Charts of shares to either side of the line between limited and substantial."""
SIDES = {"limited": -1, "not_started": -1, "substantial": 1, "complete": 1}
TAGS = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES"}


def read(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


def brief_pptx(view: View) -> bytes:
    return FILES["brief", "pptx"].write(view, SITE, DAY)


def view_of(views: Views, name: str, lang: str) -> View:
    return views.of(f"?lang={lang}{FILTERS.get(name, '')}")


@pytest.fixture(scope="module")
def chart(reference: Views) -> Any:
    """The file of a chart in a language, made once."""

    @cache
    def made(name: str, lang: str) -> Any:
        return read(chart_pptx(view_of(reference, name, lang), SITE, DAY, name=name))

    return made


@pytest.fixture(scope="module")
def deck(reference: Views) -> Any:
    """The file of a deck that ships in a language, made once."""

    @cache
    def made(name: str, lang: str) -> Any:
        return read(deck_pptx(reference.of(f"?deck={name}&lang={lang}"), SITE, DAY))

    return made


def frames(file: Any, kind: str = "chart") -> list[Any]:
    return [shape for page in file.slides for shape in page.shapes if getattr(shape, f"has_{kind}")]


def texts(file: Any, *, notes: bool = True) -> Iterator[str]:
    """Every text that a reader of the file can come upon, by paragraph, and the alternative texts."""
    for page in file.slides:
        trees_of_page = [page.element, *([page.notes_slide.element] if notes else [])]
        for paragraph in (one for tree in trees_of_page for one in tree.iter(qn("a:p"))):
            yield "".join(node.text or "" for node in paragraph.iter(qn("a:t")))
        for shape in page.shapes:
            yield alternative(shape)
            if shape.has_chart:
                yield from (node.text for node in shape.chart.element.iter(qn("c:v")) if node.text)
                yield from (str(cell) for row in sheet(shape) for cell in row if isinstance(cell, str))


def alternative(shape: Any) -> str:
    return str(shape.element.xpath(".//p:cNvPr")[0].get("descr") or "")


def sheet(frame: Any) -> list[tuple[Any, ...]]:
    """The rows of the workbook inside a chart."""
    book = openpyxl.load_workbook(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))
    return list(book.worksheets[0].iter_rows(values_only=True))


def records(view: View, name: str) -> list[dict[str, str]]:
    """The CSV of a chart, of the rows a presentation draws and in its order."""
    found = list(csv.DictReader(io.StringIO(chart_numbers(view, name))))
    if name not in RATED_ONLY:
        return found
    rated = [row for row in found if int(row["assessed"]) >= 5]
    return sorted(rated, key=lambda row: (-float(row["completion_rate"]), row["label"]))


def number(text: str) -> float | None:
    return float(text) if text else None


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in DRAWN if name != REPORTED])
class TestEveryChart:
    def test_is_native_and_draws_the_numbers_of_the_csv(
        self, reference: Views, chart: Any, name: str, lang: str
    ) -> None:
        rows = records(view_of(reference, name, lang), name)
        drawn: dict[str, list[float | None]] = {}
        for frame in frames(chart(name, lang)):
            for series in frame.chart.plots[0].series:
                drawn.setdefault(series.name, []).extend(series.values)
        headers = dict(zip((*LEVELS,), sheet(frames(chart(name, lang))[0])[0][1:], strict=False))
        words_of = words(lang).codes("completion")
        if name in RATES:
            enough = [int(row["assessed"]) >= 5 for row in rows]
            rates = [number(row["completion_rate"]) if has else None for row, has in zip(rows, enough, strict=True)]
            assert [pytest.approx(rate) for rate in rates] == next(iter(drawn.values()))
            assert len(drawn) == 1
        elif name in DIVERGING:
            assert len(drawn) == len(SIDES)
            for level, side in SIDES.items():
                assert drawn[words_of[level]] == [
                    pytest.approx(side * int(row[level]) / int(row["assessed"])) if int(row["assessed"]) else None
                    for row in rows
                ]
        else:
            for level in LEVELS:
                assert drawn[headers[level]] == [float(row[level]) for row in rows]

    def test_has_every_number_of_the_csv_in_its_workbook(
        self, reference: Views, chart: Any, name: str, lang: str
    ) -> None:
        view = view_of(reference, name, lang)
        slide, kept = chart_slide(view, name), []
        for frame in frames(chart(name, lang)):
            header, *rows = sheet(frame)
            start = len(header) - len(slide.columns)
            assert list(header[start:]) == slide.columns
            kept += [row[start:] for row in rows]
        columns = [key for key in records(view, name)[0] if key not in {"id", "chosen"}]
        stands = {"True": view.words("chosen"), "False": view.words("for comparison")}
        assert {row[len(columns) :] for row in kept} <= {(), *((word,) for word in stands.values())}
        if len(slide.columns) > len(columns):  # some of its rows stand beside the others
            assert [row[-1] for row in kept] == [stands[row["chosen"]] for row in records(view, name)]
        wanted = [(row["label"], *(number(row[key]) for key in columns[1:])) for row in records(view, name)]
        in_order = [(label, *map(pytest.approx, numbers)) for label, *numbers in wanted]
        assert [row[: len(columns)] for row in kept] == in_order

    def test_draws_what_its_workbook_holds(self, chart: Any, name: str, lang: str) -> None:
        for frame in frames(chart(name, lang)):
            header, *rows = sheet(frame)
            plot = frame.chart.plots[0]
            assert [row[0] for row in rows] == list(plot.categories)
            for place, series in enumerate(plot.series, start=1):
                assert header[place] == series.name
                assert [row[place] for row in rows] == [pytest.approx(value) for value in series.values]

    def test_is_in_the_colours_of_the_theme(self, chart: Any, name: str, lang: str) -> None:
        for frame in frames(chart(name, lang)):
            shades = [_shade(series) for series in frame.chart.plots[0].series]
            if name in RATES:
                assert shades == [colours.LIGHT["accent"]]
            else:
                order = SIDES if name in DIVERGING else LEVELS
                assert shades[: len(LEVELS)] == [colours.LIGHT[level] for level in order]
                assert set(shades) <= set(colours.LIGHT.values())

    def test_says_what_it_shows_to_those_who_do_not_see_it(
        self, reference: Views, chart: Any, name: str, lang: str
    ) -> None:
        summary = chart_slide(view_of(reference, name, lang), name).summary
        assert {alternative(frame) for frame in frames(chart(name, lang))} == {summary}

    def test_gives_the_speaker_source_link_filters_n_and_note(
        self, reference: Views, chart: Any, name: str, lang: str
    ) -> None:
        slide = chart_slide(view_of(reference, name, lang), name)
        for page in list(chart(name, lang).slides)[1:]:
            notes = page.notes_slide.notes_text_frame.text
            for said in (slide.source, slide.subtitle, slide.note, slide.summary, f"{SITE}/", "version=1", "n="):
                assert said in notes

    def test_names_source_and_address_on_every_page(self, reference: Views, chart: Any, name: str, lang: str) -> None:
        slide = chart_slide(view_of(reference, name, lang), name)
        for page in list(chart(name, lang).slides)[1:]:
            shown = "\n".join(shape.text_frame.text for shape in page.shapes if shape.has_text_frame)
            assert all(said in shown for said in (slide.source, slide.headline, slide.subtitle))
            assert [link for link in _links(page) if link.startswith(f"{SITE}/")]

    def test_is_marked_with_its_language(self, chart: Any, name: str, lang: str) -> None:
        file = chart(name, lang)
        parts = [tree for page in file.slides for tree in (page.element, page.notes_slide.element)]
        parts += [frame.chart.element for frame in frames(file)]
        said = {run.get("lang") for tree in parts for tag in ("a:rPr", "a:defRPr") for run in tree.iter(qn(tag))}
        assert said == {TAGS.get(lang, words(lang).tag)} == {file.core_properties.language}

    def test_has_at_most_fourteen_rows_a_page(self, reference: Views, chart: Any, name: str, lang: str) -> None:
        rows = [len(frame.chart.plots[0].categories) for frame in frames(chart(name, lang))]
        assert max(rows) <= 14
        assert sum(rows) == len(records(view_of(reference, name, lang), name))


def _shade(series: Any) -> str:
    fill = series.format.fill
    return f"#{fill.back_color.rgb if fill.type == 2 else fill.fore_color.rgb}".lower()


def _links(page: Any) -> list[str]:
    return [part.target_ref for part in page.part.rels.values() if part.is_external]


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_has_no_english(chart: Any, name: str, lang: str) -> None:
    said = {part for text in texts(chart(name, lang)) for part in [text, *text.split(" · "), *text.split(" : ")]}
    assert in_english(said, lang) == set()


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
@pytest.mark.parametrize("name", SHIPPED)
def test_a_deck_has_no_english(deck: Any, name: str, lang: str) -> None:
    said = {part for text in texts(deck(name, lang)) for part in [text, *text.split(" · "), *text.split(" : ")]}
    assert in_english(said, lang) == set()


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_the_brief_has_no_english(reference: Views, lang: str) -> None:
    file = read(brief_pptx(reference.of(f"?lang={lang}&asof=2017-12-31", path="brief")))
    said = {part for text in texts(file) for part in [text, *text.split(" · "), *text.split(" : ")]}
    assert in_english(said, lang) == set()


class TestWhereThereIsNoRate:
    def test_few_are_told_as_counts_and_have_no_bar(self, chart: Any) -> None:
        plot = frames(chart("completion-by-level", "en"))[0].chart.plots[0]
        labels = list(plot.categories)
        place = labels.index("Regional · 1 of 2")
        assert plot.series[0].values[place] is None

    def test_members_without_a_rate_are_counted_under_the_ranking_and_named_in_the_notes(
        self, reference: Views, chart: Any
    ) -> None:
        few = [
            row for row in csv.DictReader(io.StringIO(chart_numbers(reference.of(""), "members-map")))
            if int(row["assessed"]) < 5
        ]  # fmt: skip
        page = chart("members-map", "en").slides[2]
        told = f"{len(few)} more with fewer than five assessed have no rate and no bar here."
        assert told in [shape.text_frame.text for shape in page.shapes if shape.has_text_frame]
        notes = page.notes_slide.notes_text_frame.text
        assert [row["label"] for row in few if row["label"] not in notes] == []

    def test_a_chart_of_none_with_a_rate_is_a_table_of_all(self, reference: Views, chart: Any) -> None:
        slide = chart_slide(reference.of("?lang=fr"), "pilots-map")
        file = chart("pilots-map", "fr")
        assert frames(file) == []
        assert [row for frame in frames(file, "table") for row in _cells(frame)[1:]] == slide.rows

    def test_a_chart_of_nothing_says_so(self, reference: Views) -> None:
        view = reference.of("?region=europe&member=BRA")
        file = read(chart_pptx(view, SITE, DAY, name="completion-by-theme"))
        assert file.slides[1].shapes.title.text == "No commitments under these filters."


def _cells(frame: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in frame.table.rows]


class TestNumbersAreWrittenAsTheLanguageDoes:
    @pytest.mark.parametrize(
        ("lang", "wanted"),
        [
            ("en", '[>=1000]0","000;[>0]0;""'),
            ("fr", '[>=1000]0"\u202f"000;[>0]0;""'),
            ("es", '[>=1000]0"."000;[>0]0;""'),
        ],
    )
    def test_counts(self, chart: Any, lang: str, wanted: str) -> None:
        formats = frames(chart("completion-by-year", lang))[0].chart.element.iter(qn("c:formatCode"))
        assert {node.text for node in formats} == {wanted}

    @pytest.mark.parametrize(("lang", "wanted"), [("en", "0%"), ("fr", '0"\xa0"%'), ("es", '0"\xa0"%')])
    def test_rates(self, chart: Any, lang: str, wanted: str) -> None:
        axis = frames(chart("completion-by-region", lang))[0].chart.value_axis
        assert axis.tick_labels.number_format == wanted


class TestHostileText:
    @pytest.fixture(scope="class")
    def file(self, all_views: dict[str, Views]) -> Any:
        view = all_views["hostile"].of("?lang=en")
        slides = [chart_slide(view, name) for name in CHARTS]
        return read(pptx(slides, view.words, About("=1+1\x00\x1b", ["\x07"], f"{SITE}/", SITE)))

    def test_is_never_a_formula(self, file: Any) -> None:
        books = [io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob) for frame in frames(file)]
        kinds = {
            cell.data_type
            for book in books
            for row in openpyxl.load_workbook(book).worksheets[0].iter_rows()
            for cell in row
        }
        assert kinds <= {"s", "inlineStr", "n"}

    def test_stays_the_text_it_is(self, file: Any) -> None:
        kept = {cell for frame in frames(file) for row in sheet(frame) for cell in row}
        assert {"=cmd|'/C calc'!A1", "+1+1", "@SUM(A1)"} <= kept
        assert "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'>" in kept

    def test_that_no_file_can_hold_is_left_out(self, file: Any) -> None:
        slide = Slide("x", "a\x00b", "c\x1bd", "", "\ufffe", "/", points=["\x08e"])
        made = read(pptx([slide], _words(), About("t", [], f"{SITE}/", SITE)))
        assert made.slides[1].shapes.title.text == "cd"


def _words() -> Any:
    return words("en")


class TestADeck:
    @pytest.fixture(scope="class")
    def view(self, reference: Views) -> View:
        return reference.of("?deck=overview(note=Ask them);completion-by-theme(region=europe);overdue&lang=en")

    @pytest.fixture(scope="class")
    def file(self, view: View) -> Any:
        return read(deck_pptx(view, SITE, DAY))

    def test_begins_with_what_it_is(self, file: Any) -> None:
        shown = [shape.text_frame.text for shape in file.slides[0].shapes if shape.has_text_frame]
        assert shown[:2] == ["Open Government Monitor", "Presentation"] or "Presentation" in shown
        told = "\n".join(shown)
        assert all(part in told for part in ("As of 31 December 2018", "Data version 1", "Made on: 23 November 2026"))
        assert _links(file.slides[0])[0].startswith(f"{SITE}/present?asof=2018-12-31&deck=overview(")

    def test_is_wide(self, file: Any) -> None:
        assert round(file.slide_width / file.slide_height, 2) == 1.78

    def test_gives_the_presenter_their_own_note_first(self, file: Any) -> None:
        assert file.slides[1].notes_slide.notes_text_frame.text.startswith("Ask them\n")

    def test_has_the_filters_of_each_slide(self, file: Any) -> None:
        assert "Region: Europe" in file.slides[2].notes_slide.notes_text_frame.text

    def test_links_to_the_version_it_was_made_of(self, file: Any) -> None:
        assert {link for page in file.slides for link in _links(page) if "version=1" not in link} == set()

    def test_that_is_too_long_says_what_it_leaves_out(self, view: View, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("dashboard.exports.pptx.MOST_PAGES", 2)
        slide = Slide("x", "Question", "", "", "Source", "/", points=["Answer"])
        file = read(pptx([slide] * 5, view.words, About("t", [], f"{SITE}/", SITE)))
        assert len(file.slides) == 3
        assert "3 slides are left out: a file has at most 2 pages." in set(texts(file))

    def test_of_a_long_address_says_its_start_and_leads_to_all_of_it(self, view: View) -> None:
        about = About("Title " * 60, ["Region: Europe " * 40], f"{SITE}/present?deck={'overview;' * 60}", SITE)
        file = read(pptx([], view.words, about))
        assert file.core_properties.comments == f"{about.href[:254]}…"
        assert _links(file.slides[0]) == [about.href]

    @pytest.mark.parametrize("name", SHIPPED)
    def test_is_readable_from_the_back(self, deck: Any, name: str) -> None:
        sizes = {
            int(run.get("sz"))
            for page in deck(name, "fr").slides
            for tree in (page.element, *(shape.chart.element for shape in page.shapes if shape.has_chart))
            for tag in ("a:rPr", "a:defRPr")
            for run in tree.iter(qn(tag))
            if run.get("sz")
        }
        assert min(sizes) == Pt(12).pt * 100

    def test_shows_every_row_of_a_long_table_on_as_many_pages_as_it_takes(self, reference: Views) -> None:
        words = reference.of("?lang=fr").words
        rows = [[f"Ligne {n}", "mot " * (n % 40), str(n)] for n in range(1, 61)]
        slide = Slide("x", "Titre", "", "", "Source", "/", columns=["Nom", "Texte", "Nombre"], rows=rows)
        file = read(pptx([slide], words, About("t", [], f"{SITE}/", SITE)))
        shown = [_cells(frame) for frame in frames(file, "table")]
        assert {tuple(cells[0]) for cells in shown} == {("Nom", "Texte", "Nombre")}
        assert [row for cells in shown for row in cells[1:]] == rows
        titles = [page.shapes.title.text for page in list(file.slides)[1:]]
        assert titles[0] == f"Titre (1\xa0sur\xa0{len(shown)})"
        for frame in frames(file, "table"):
            assert frame.top + sum(row.height for row in frame.table.rows) <= file.slide_height * 0.905


class TestTheBrief:
    @pytest.fixture(scope="class")
    def view(self, reference: Views) -> View:
        return reference.of("?asof=2017-12-31&lang=fr", path="brief")

    @pytest.fixture(scope="class")
    def shown(self, view: View) -> list[Block]:
        """The cards, charts and tables of the page, in their order; what is in a card after it."""
        found: list[Block] = []
        for one in leaves(view, brief.blocks(view), whole=(Card,)):
            found += [one, *leaves(view, one.blocks)] if isinstance(one, Card) else [one]
        return [
            one for one in found
            if isinstance(one, Card | Chart) or (isinstance(one, Table) and one.only != IN_FILES)
        ]  # fmt: skip

    @pytest.fixture(scope="class")
    def file(self, view: View) -> Any:
        return read(brief_pptx(view))

    def test_has_every_sentence(self, view: View, file: Any) -> None:
        said, wanted = set(texts(file)), [plain(one, view.words) for one in brief.sentences(view)]
        assert [text for text in wanted if text not in said] == []
        assert len(wanted) >= 3

    def test_has_every_section_and_every_cell_of_the_page(self, view: View, shown: list[Any], file: Any) -> None:
        titles = [re.sub(r" \(\d\xa0sur\xa0\d\)", "", page.shapes.title.text) for page in list(file.slides)[2:]]
        sections = [title for title in dict.fromkeys(titles) if title != brief.headline(view)]
        assert sections == [
            chart_slide(view, one.name).headline if isinstance(one, Chart) else one.title for one in shown
        ]
        told = [numbers(view, one.name) if isinstance(one, Chart) else one for one in shown]
        tables = [replace(one, rows=list(one.read(one.first))) for one in told if isinstance(one, Table)]
        on_page = [[cell.strip() for cell in row] for table in tables for row in blocks.rows(view, table)]
        assert [row for frame in frames(file, "table") for row in _cells(frame)[1:]] == on_page

    def test_has_every_paragraph_that_is_no_link(self, view: View, shown: list[Any], file: Any) -> None:
        said = "\n".join(texts(file))
        of_cards = [one.text for card in shown if isinstance(card, Card) for one in card.blocks if _is_told(one)]
        of_tables = [note for table in shown if isinstance(table, Table) for note in (table.more, *table.notes)]
        paragraphs = [plain(one, view.words) for one in (*of_cards, *of_tables) if one and not isinstance(one, Link)]
        assert [one for one in paragraphs if one not in said] == []
        assert len(paragraphs) > 4

    def test_heads_its_tables_with_the_days_as_the_page_does(self, view: View, file: Any) -> None:
        heads = [_cells(frame)[0] for frame in frames(file, "table")]
        assert [view.words("Completion"), view.since, view.asof, view.words("Difference")] in heads


def _is_told(block: Block) -> bool:
    return isinstance(block, Paragraph | Heading)


class TestTheAddresses:
    @pytest.mark.parametrize(
        ("address", "name", "pages"),
        [
            ("/present.pptx?deck=pilots&lang=fr", "deck-2018-12-31-fr", 8),
            ("/present.pptx?deck=overview;completion-by-level", "deck-2018-12-31-en", 3),
            ("/brief.pptx?asof=2016-12-07", "brief-2016-12-07-en", 8),
            ("/charts/completion-by-region.pptx?lang=es", "completion-by-region-2018-12-31-es", 2),
        ],
    )
    def test_answer_with_a_file_of_the_version_they_name(
        self, files: FlaskClient, address: str, name: str, pages: int
    ) -> None:
        answer = files.get(address)
        assert answer.headers["Content-Disposition"] == f"attachment; filename={name}.pptx"
        assert answer.headers["Data-Version"] == "1"
        assert answer.mimetype.endswith("presentationml.presentation")
        assert len(read(answer.data).slides) >= pages

    def test_of_no_chart_is_not_found(self, files: FlaskClient) -> None:
        assert files.get("/charts/nonsense.pptx").status_code == 404

    @pytest.mark.parametrize("address", ["/present.pptx?deck=pilots", "/brief.pptx", "/charts/members-map.pptx"])
    def test_without_data_is_not_found(self, empty_url: str, address: str) -> None:
        assert make_client(empty_url).get(address).status_code == 404

    def test_name_the_host_that_readers_see(self, reference_url: str) -> None:
        file = read(make_client(reference_url, site_url=SITE).get("/charts/members-map.pptx").data)
        assert {link.startswith(f"{SITE}/") for page in file.slides for link in _links(page)} == {True}


@pytest.mark.skipif(
    not (shutil.which("loimpress") and shutil.which("pdftotext")),
    reason="expected: LibreOffice Impress and poppler's tools are installed by those who want to look at the pages",
)
def test_libreoffice_shows_every_page(reference: Views, tmp_path: Path) -> None:
    made = deck_pptx(reference.of("?deck=committee&lang=fr"), SITE, DAY)
    (tmp_path / "deck.pptx").write_bytes(made)
    office = ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*office, "--outdir", tmp_path, tmp_path / "deck.pptx"], check=True, timeout=240, capture_output=True
    )
    printed = subprocess.run(["pdftotext", tmp_path / "deck.pdf", "-"], check=True, capture_output=True, timeout=60)
    *pages, _ = printed.stdout.decode().split("\f")
    titles = [page.shapes.title.text for page in read(made).slides]
    assert [title for title, page in zip(titles, pages, strict=True) if _bare(title) not in _bare(page)] == []


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)
