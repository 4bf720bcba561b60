"""What is taken away opens anywhere: one file without a network, and paper with every number and no chart cut."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pypdf import PdfReader
from selenium.webdriver.common.keys import Keys

from tests.browser.conftest import ROOT
from tests.browser.driving import Browser

YEAR = "?since=2015-12-31&asof=2016-12-31"
DECK = "?deck=overview;completion-by-theme;members-map;leadership-gaps&asof=2016-12-31&lang=en"
A_NUMBER = re.compile(r"\d[\d,]*")
OFFLINE = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
_DRAWN = "return document.documentElement.dataset.drawn === 'yes'"


def export(url: str, *arguments: str) -> bytes:
    """What the command writes; Chromium keeps a socket among its files, whose path must be short."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        out = folder / "document"
        own = {"MONITOR_DATABASE_URL": url, "TMPDIR": place}
        command = [sys.executable, "-m", "dashboard", "export", *arguments, "--out", str(out)]
        subprocess.run(command, cwd=ROOT, env=os.environ | own, check=True, capture_output=True)
        assert [path.name for path in folder.iterdir()] == ["document"]  # neither a profile nor a file in between
        return out.read_bytes()


def requests(browser: Browser) -> list[str]:
    """What the browser asked anybody for."""
    return [url for url in browser.requests() if not url.startswith("file:")]


def numbers(texts: list[str]) -> list[str]:
    return [number for text in texts for number in A_NUMBER.findall(text)]


def plain(text: str) -> str:
    """Words and numbers in their order, however a line of paper breaks them."""
    return re.sub(r"\s+", "", text)


class TestOneFile:
    @pytest.fixture
    def offline(self, clean: Browser) -> Any:
        """The browser without a network."""
        clean.driver.execute_cdp_cmd("Network.enable", {})
        clean.driver.execute_cdp_cmd("Network.emulateNetworkConditions", OFFLINE)
        yield clean.at("of no server")
        clean.driver.execute_cdp_cmd("Network.emulateNetworkConditions", OFFLINE | {"offline": False})

    def test_of_the_brief_opens_without_a_network_and_shows_the_numbers_of_the_page(
        self, browser: Browser, reference_url: str, tmp_path: Path, request: pytest.FixtureRequest
    ) -> None:
        browser.open("/brief" + YEAR)
        browser.click("#movers .actions button")  # in a file, which cannot draw it, the chart is its table
        browser.wait_for_element("#movers table")
        page = numbers(browser.texts("main .sentences li, main td"))
        file = tmp_path / "brief.html"
        file.write_bytes(export(reference_url, "brief", YEAR, "--format", "html"))
        offline: Browser = request.getfixturevalue("offline")
        requests(offline)  # those of the page are forgotten
        offline.driver.get(file.as_uri())
        assert sorted(numbers(offline.texts("main .sentences li, main td"))) == sorted(page)
        assert len(page) > 100
        assert (offline.axe(), offline.get_logs(), requests(offline)) == ([], [], [])
        offline.width(360)
        assert offline.sideways() == 0

    def test_of_a_deck_draws_its_charts_and_its_map_without_a_network(
        self, offline: Browser, reference_url: str, tmp_path: Path
    ) -> None:
        file = tmp_path / "deck.html"
        file.write_bytes(export(reference_url, "deck", DECK, "--format", "html"))
        offline.driver.get(file.as_uri())
        offline.until(lambda: offline.run(_DRAWN), "the first slide")
        headlines = [offline.text(".stage h1")]
        for _ in range(3):
            offline.press(Keys.ARROW_RIGHT)
            offline.until(lambda: offline.text(".stage h1") != headlines[-1], "the next slide")
            headlines.append(offline.text(".stage h1"))
        offline.press("3", Keys.ENTER)
        offline.until(lambda: len(offline.find_elements(".stage .main-svg .geo path")) > 75, "the countries of the map")
        assert (offline.axe(), offline.get_logs(), requests(offline)) == ([], [], [])
        offline.width(360)
        assert offline.sideways() == 0


def test_what_is_handed_out_of_a_deck_has_the_same_slides_in_the_same_order(reference_url: str) -> None:
    page = export(reference_url, "deck", DECK, "--format", "html").decode()
    payload = re.search(r'<script type="application/json" id="payload">(.*?)</script>', page, re.DOTALL)
    assert payload
    slides = [entry["slide"]["headline"] for entry in json.loads(payload[1])["deck"]["slides"]]
    assert len(slides) == 4
    _cover, *pages = Presentation(io.BytesIO(export(reference_url, "deck", DECK, "--format", "pptx"))).slides
    titles = [re.sub(r" \(\d+ \S+ \d+\)$", "", page.shapes.title.text.replace("\xa0", " ")) for page in pages]
    assert list(dict.fromkeys(titles)) == slides
    _cover, *sheets = PdfReader(io.BytesIO(export(reference_url, "deck", DECK))).pages
    paper = plain("".join(sheet.extract_text() for sheet in sheets))
    places = [paper.find(plain(headline)) for headline in slides]
    assert places[0] >= 0
    assert places == sorted(set(places))


class TestPaper:
    def test_of_the_brief_has_every_section_and_number(
        self, browser: Browser, reference_url: str, tmp_path: Path
    ) -> None:
        browser.open("/brief" + YEAR)
        sections = browser.texts("main :is(h1, h2, h3, .sentences li)")
        cells = browser.texts("main :is(td, tbody th)")
        document = PdfReader(io.BytesIO(export(reference_url, "brief", YEAR)))
        sheets = [page.extract_text() for page in document.pages]
        text = plain("".join(sheets))
        assert [told for told in (*sections, *cells) if plain(told) not in text] == []
        for place, sheet in enumerate(sheets, start=1):
            assert "data version 1" in sheet
            assert plain(f"{place} / {len(sheets)}") in plain(sheet)

    def test_of_a_page_cuts_no_chart_and_says_what_it_shows(self, browser: Browser) -> None:
        browser.open("/?asof=2016-12-31&region=europe")
        browser.appear("dark")
        settings = {"media": "print", "features": []}
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", settings)
        browser.driver.execute_async_script("const [done] = arguments; window.monitor.onPaper().then(() => done());")
        pieces = browser.run(
            "return [...document.querySelectorAll('.chart-piece')].map((piece) => {"
            "  const { width, height } = piece.getBoundingClientRect();"
            "  const ground = piece.querySelector('.main-svg').style.background;"
            "  return [width, piece._fullLayout.width, height, ground, piece.closest('article').id]; })"
        )
        assert {name for *_, name in pieces} == {card.get_attribute("id") for card in browser.find_elements("article")}
        assert [piece for piece in pieces if piece[1] > 645 or piece[2] > 450] == []
        assert {ground for *_, ground, _ in pieces} == {"rgb(255, 255, 255)"}
        drawn = browser.texts("#completion-by-theme .chart-piece .ytick text")
        on_screen = browser.texts("#completion-by-theme .graph .ytick text")  # the ends of a long ranking
        assert [label for label in drawn if label in on_screen] == on_screen
        assert len(drawn) > 2 * len(on_screen)  # paper has all of it
        assert "Region: Europe" in browser.text(".cover")
        assert browser.text(".cover-source") == "Source: OGP and IRM · as of 31 December 2016 · data version 1"
        browser.run("window.dispatchEvent(new Event('afterprint'))")
        assert browser.find_elements(".chart-piece") == []

    def test_follows_the_filters(self, browser: Browser) -> None:
        browser.open("/")
        browser.click("details.choice > summary:has([data-current=region])")
        browser.click("details.choice[open] input[value=europe]")
        browser.until(lambda: "Region: Europe" in browser.text(".cover"), "the cover line")
