"""Documents to take away: a brief and a deck in one file each, and what the command says."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from typer.testing import CliRunner

from dashboard.__main__ import app
from dashboard.blocks import FILES as IN_FILES
from dashboard.blocks import Block, Card, Chart, Heading, Items, Paragraph, Sentences, Table, Text, leaves
from dashboard.charts.registry import numbers
from dashboard.cli.commands import NO_CHROMIUM
from dashboard.data import clock
from dashboard.decks.deck import SHIPPED
from dashboard.decks.documents import deck_html
from dashboard.exports.slides import chart_slide
from dashboard.language.languages import LANGUAGES
from dashboard.language.vocabulary import DOWNLOADS
from dashboard.pages import brief
from dashboard.view.text import plain
from dashboard.view.view import View, Views
from dashboard.web.api import FILES
from tests.dashboard import blocks
from tests.english import in_english

SITE = "https://data.example.org"
DAY = dt.date(2026, 11, 23)
BRIEFS = ("?asof=2016-12-31&since=2015-12-31", "?asof=2016-12-07&lang=fr&region=europe", "?lang=es", "?asof=2012-01-01")
FETCHED = re.compile(r"<(img|link|iframe|script src|source|object|embed)\b|@import|url\((?!\"data:)")


class Reader(HTMLParser):
    """What a browser makes of HTML: its elements with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def brief_file(view: View, site: str, day: dt.date) -> str:
    return FILES["brief", "html"].write(view, site, day).decode()


def brief_of(views: Views, query: str, site: str = SITE) -> tuple[View, str]:
    view = views.of(query, path="brief")
    return view, brief_file(view, site, DAY)


def sections(view: View) -> list[Table | Card]:
    """The tables and cards that the page shows, and its chart as the table that a document has of it."""
    shown = leaves(view, brief.blocks(view), whole=(Card,))
    return [*filter(None, (_section(view, one) for one in shown))]


def _section(view: View, block: Block) -> Table | Card | None:
    if isinstance(block, Chart):
        return numbers(view, block.name)
    is_shown = isinstance(block, Card) or (isinstance(block, Table) and block.only != IN_FILES)
    return block if is_shown else None  # type: ignore[return-value]


def cells(view: View) -> list[str]:
    """The cells that the page shows, its headers among them."""
    found = []
    every = (_section(view, block) for block in blocks.every(view, brief.blocks(view)))
    for table in (one for one in every if isinstance(one, Table) and (len(one) or not one.empty)):
        places = [place for place, column in enumerate(table.columns) if column.only != IN_FILES]
        heads = [table.columns[place] for place in places]
        found += [plain(column.head, view.words) or view.words(column.header) for column in heads]
        found += [written(view, row[place]) for row in table.read(table.first) for place in places]
    return found


def written(view: View, cell: Text) -> str:
    """A cell in words; the items of a list are elements of their own."""
    return "".join(plain(item, view.words) for item in (cell.items if isinstance(cell, Items) else [cell]))


def paragraphs(view: View) -> list[str]:
    """What the page says besides its tables, in words."""
    top = blocks.header(view, brief.blocks(view))
    said: list[Text] = [top.headline, top.lede]
    for block in blocks.every(view, brief.blocks(view)):
        said += _said(block)
    return [plain(one, view.words) for one in said if one]


def in_a_row(text: str) -> str:
    """A text without what stands between its parts: a document may have them in lines."""
    return re.sub(r"[\s·]+", "", text)


def _said(block: Block) -> list[Text]:
    if isinstance(block, Sentences):
        return list(block.items)
    if isinstance(block, Table):
        return [] if block.only else [block.title, block.more if len(block) else block.empty, *block.notes]
    if isinstance(block, Paragraph | Heading):
        return [block.text]
    return [block.title] if isinstance(block, Card) else []


def body(text: str) -> str:
    return text[text.index("<body") :]


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
@pytest.mark.parametrize("deck", ["", *SHIPPED])
def test_no_file_has_english_in_it(reference: Views, deck: str, lang: str) -> None:
    """The brief, and each deck with what its script writes; the texts of the data are in the language of the data."""
    view = reference.of(f"?deck={deck}&lang={lang}&asof=2017-12-31", path="present" if deck else "brief")
    text = (deck_html if deck else brief_file)(view, SITE, DAY)
    words = re.findall(r">([^<>]+)<", body(re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.DOTALL)))
    payload = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', text, re.DOTALL)
    written = json.loads(payload[1]) if payload else {}
    words += written.get("words", {}).values()
    assert (len(words) > 20, bool(written)) == (True, bool(deck))
    said = {html.unescape(part).strip() for word in words for part in [word, *word.split(" · "), *word.split(" : ")]}
    assert in_english(said, lang) == set()


@pytest.mark.parametrize("query", BRIEFS)
class TestBrief:
    def test_has_every_word_of_the_page(self, reference: Views, query: str) -> None:
        view, text = brief_of(reference, query)
        told, said = in_a_row(Reader(body(text)).text), paragraphs(view)
        assert [part for part in said if in_a_row(part) not in told] == []
        assert len(said) > 8

    def test_has_the_tables_of_the_page_cell_by_cell(self, reference: Views, query: str) -> None:
        view, text = brief_of(reference, query)
        written = re.findall(r"<t[dh][ >].*?</t[dh]>", text)
        assert sorted(cells(view)) == sorted(Reader(cell).text for cell in written)

    def test_lists_its_sections_and_leads_to_them(self, reference: Views, query: str) -> None:
        view, text = brief_of(reference, query)
        titles = [html.escape(one.title) for one in sections(view)]
        assert titles
        for n, title in enumerate(titles, start=1):
            assert f'<a href="#section-{n}">{title}</a>' in text
            assert f'<h2 id="section-{n}">{title}</h2>' in text

    def test_has_nothing_that_only_a_running_page_can_do(self, reference: Views, query: str) -> None:
        _, text = brief_of(reference, query)
        tags = {tag for tag, _ in Reader(body(text)).elements}
        assert not tags & {"button", "form", "input", "select", "label"}
        assert "brief.xlsx" not in text

    def test_says_day_version_source_and_when_it_was_made(self, reference: Views, query: str) -> None:
        view, text = brief_of(reference, query)
        words, cover = view.words, Reader(body(text)[: body(text).index("</header>")]).text
        told = (view.asof, words("Data version {version}", version=1), words.date("2026-11-23"), "1")
        assert [one for one in told if one not in cover] == []

    def test_every_link_names_version_day_and_language(self, reference: Views, query: str) -> None:
        view, text = brief_of(reference, query)
        links = re.findall(rf'href="({SITE}[^"]*)"', text)
        assert links
        assert [link for link in links if "version=1" not in link or f"lang={view.lang}" not in link] == []

    def test_without_a_site_has_no_link_that_leads_nowhere(self, reference: Views, query: str) -> None:
        _, text = brief_of(reference, query, site="")
        assert set(re.findall(r'href="(.)', text)) <= {"#"}

    def test_fetches_nothing(self, reference: Views, query: str) -> None:
        _, text = brief_of(reference, query)
        assert FETCHED.search(text) is None


def test_a_hostile_text_stays_text_in_a_brief(all_views: dict[str, Views]) -> None:
    _, text = brief_of(all_views["hostile"], "?asof=2018-12-31&since=2011-01-01")
    tags = {tag for tag, _ in Reader(body(text)).elements}
    assert tags & {"script", "img", "svg", "iframe"} <= {"script"}
    assert Reader(body(text)).elements[-1] == ("script", {"type": "application/json", "id": "payload"})


class TestDeck:
    DECK = "?deck=completion-by-theme;completion-by-region(region=europe);members-map&asof=2016-12-07&lang=fr"

    @pytest.fixture(scope="class")
    def view(self, reference: Views) -> View:
        return reference.of(self.DECK, path="present")

    @pytest.fixture(scope="class")
    def text(self, view: View) -> str:
        return deck_html(view, SITE, DAY)

    @pytest.fixture(scope="class")
    def payload(self, text: str) -> dict[str, Any]:
        found = re.search(r'<script type="application/json" id="payload">(.*?)</script>', text, re.DOTALL)
        assert found
        return dict(json.loads(found[1]))

    def test_has_every_slide_with_the_numbers_of_its_chart(self, reference: Views, payload: dict[str, Any]) -> None:
        queries = ("", "&region=europe", "")
        names = ("completion-by-theme", "completion-by-region", "members-map")
        shown = [entry["slide"] for entry in payload["deck"]["slides"]]
        for told, name, query in zip(shown, names, queries, strict=True):
            slide = chart_slide(reference.of(f"?asof=2016-12-07&lang=fr{query}"), name)
            assert (told["rows"], told["headline"], told["source"]) == (slide.rows, slide.headline, slide.source)

    def test_a_slide_leads_to_its_chart_in_the_version_shown(self, payload: dict[str, Any]) -> None:
        assert [entry["slide"]["href"] for entry in payload["deck"]["slides"]] == [
            f"{SITE}/?asof=2016-12-07&version=1&lang=fr#completion-by-theme",
            f"{SITE}/?region=europe&asof=2016-12-07&version=1&lang=fr#completion-by-region",
            f"{SITE}/?asof=2016-12-07&version=1&lang=fr#members-map",
        ]

    def test_holds_the_land_of_its_map_and_asks_nobody_for_it(self, payload: dict[str, Any]) -> None:
        assert payload["config"]["topojsonURL"] == ""
        assert "objects" in json.loads(payload["land"]["world_110m"])

    def test_has_a_place_for_each_slide(self, text: str) -> None:
        places = [given["id"] for tag, given in Reader(body(text)).elements if tag == "section"]
        assert places == ["section-1", "section-2", "section-3"]

    def test_a_deck_of_nothing_says_so(self, reference: Views) -> None:
        text = deck_html(reference.of("?deck=nonsense", path="present"), SITE, DAY)
        assert "This presentation has no slides." in text


class TestAddresses:
    @pytest.mark.parametrize("address", ["/brief.html?asof=2016-12-07&lang=fr", "/present.html?deck=pilots&lang=es"])
    def test_answer_with_a_file_that_names_its_version(self, files: FlaskClient, address: str) -> None:
        answer = files.get(address)
        assert (answer.status_code, answer.mimetype, answer.headers["Data-Version"]) == (200, "text/html", "1")
        assert re.fullmatch(
            r"attachment; filename=(brief|deck)-\d{4}-\d\d-\d\d-(fr|es)\.html", answer.headers["Content-Disposition"]
        )

    def test_link_to_the_host_that_was_asked(self, files: FlaskClient) -> None:
        text = files.get("/brief.html", base_url="https://monitor.example.org/").text
        assert 'href="https://monitor.example.org/commitments?' in text

    def test_have_nothing_to_give_of_an_empty_database(self, empty_url: str) -> None:
        from tests.dashboard.conftest import make_client

        client = make_client(empty_url)
        assert [client.get(path).status_code for path in ("/brief.html", "/present.html")] == [404, 404]

    def test_the_brief_page_offers_them(self, reference: Views) -> None:
        view, page = blocks.page(reference, "brief", "?region=europe")
        files = [link.href for link in blocks.links(view, page) if link.to == "file"]
        assert files == [f"/brief.{form}?region=europe&lang=en" for form in DOWNLOADS]


class TestCommand:
    @pytest.fixture
    def run(self, reference_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
        monkeypatch.chdir(tmp_path)

        def call(*arguments: str, **environment: str) -> Any:
            return CliRunner().invoke(
                app, ["export", *arguments], env={"MONITOR_DATABASE_URL": reference_url, **environment}
            )

        return call

    def test_writes_what_the_address_gives(self, run: Any, reference: Views, tmp_path: Path) -> None:
        told = run("brief", "?asof=2016-12-07&lang=fr", "--format", "html", MONITOR_SITE_URL=SITE)
        assert (told.exit_code, told.stdout) == (0, "Written: brief.html\n")
        written = (tmp_path / "brief.html").read_text("utf-8")
        assert written == brief_file(reference.of("?asof=2016-12-07&lang=fr", path="brief"), SITE, clock.today())

    def test_writes_nothing_where_the_data_do_not_have_what_is_asked_for(self, run: Any, tmp_path: Path) -> None:
        refused = run("brief", "?region=atlantis", "--format", "html")
        assert (refused.exit_code, [*tmp_path.iterdir()]) == (2, [])
        assert refused.stderr.startswith("region cannot be 'atlantis': write one or more of africa")

    @pytest.mark.parametrize("what", ["brief", "deck", "page"])
    def test_without_chromium_says_what_to_do(self, run: Any, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
        monkeypatch.setattr(shutil, "which", lambda *_: None)
        told = run(what)
        assert (told.exit_code, told.stderr) == (2, f"{NO_CHROMIUM}\n")

    @pytest.mark.parametrize(
        ("status", "arguments", "sentence"),
        [
            (2, ("page", "--format", "html"), "A page can be exported as pdf or xlsx"),
            (1, ("brief", "--format", "html", "--out", "no/brief.html"), "no/brief.html cannot be written: No such"),
        ],
    )
    def test_refuses_in_a_sentence(self, run: Any, status: int, arguments: tuple[str, ...], sentence: str) -> None:
        told = run(*arguments)
        assert told.exit_code == status
        assert told.stderr.startswith(sentence)

    def test_a_page_there_is_not_is_told(self, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(shutil, "which", lambda name: name)
        told = run("page", "/nowhere")
        assert (told.exit_code, told.stderr) == (2, "There is no page at '/nowhere'.\n")

    def test_an_empty_database_is_told(self, run: Any, empty_url: str) -> None:
        told = run("brief", "--format", "html", MONITOR_DATABASE_URL=empty_url)
        assert told.exit_code == 1
        assert "ogm load --if-empty" in told.stderr

    def test_a_chromium_that_ends_at_once_is_told(
        self, run: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(shutil, "which", lambda name: "/bin/true")
        told = run("brief")
        assert (told.exit_code, told.stderr) == (1, "Chromium ended before the document was printed.\n")
        assert [path.name for path in tmp_path.iterdir()] == []
