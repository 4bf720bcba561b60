"""Taking charts and pages away: pictures that say what they show, and a workbook under the filters of the page."""

from __future__ import annotations

import io
import struct
import urllib.request
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl

from tests.browser.driving import Browser

QUERY = "?region=africa-middle-east&theme=open-data&lang=fr"
CHART = "completion-by-level"


def _taken(browser: Browser, downloads: Path, label: str, ending: str) -> bytes:
    """What the button of a card downloads."""
    file = downloads / f"{CHART}{ending}"
    file.unlink(missing_ok=True)
    [button] = [b for b in browser.find_elements(f"#{CHART} .actions button") if b.text == label]
    browser.click(button)
    browser.until(file.exists, label)
    return file.read_bytes()


def _size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG, which stand in its first chunk."""
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)


class TestTakingAway:
    def test_pictures_have_one_or_two_dots_a_pixel_and_say_what_they_show(
        self, browser: Browser, downloads: Path
    ) -> None:
        browser.open("/" + QUERY)
        once, twice = (_taken(browser, downloads, *kind) for kind in (("PNG", ".png"), ("PNG 2×", "@2x.png")))
        assert _size(twice) == (2 * _size(once)[0], 2 * _size(once)[1])
        drawing = ET.fromstring(_taken(browser, downloads, "SVG", ".svg"))
        name = "{http://www.w3.org/2000/svg}"
        title, desc = (drawing.findtext(f"{name}{tag}") or "" for tag in ("title", "desc"))
        card = f"#{CHART} "
        assert (title, drawing.get("lang")) == (browser.text(card + "h2"), "fr")
        told = [browser.text(card + css) for css in (".card-subtitle", ".source")]
        assert [text for text in [*told, f"{browser.server_url}/{QUERY}#{CHART}"] if text not in desc] == []
        drawn = " ".join("".join(text.itertext()) for text in drawing.iter(f"{name}text"))
        assert [text for text in [title, *told] if text not in drawn] == []
        assert browser.console() == []

    def test_the_workbook_of_a_page_has_its_filters(self, browser: Browser) -> None:
        browser.open("/?lang=en")
        browser.run("document.querySelector('[data-current=region]').closest('details').open = true")
        [box] = (
            browser.find_elements('.choice[open] input[value="africa-middle-east"]')
            or browser.find_elements(".choice[open] input")[:1]
        )
        browser.click(box)
        browser.until(lambda: "region=" in browser.search(), "the choice")
        link = '[data-nav="workbook"]'
        browser.until(lambda: browser.search()[1:8] in browser.attribute(link, "href"), "the link")
        with urllib.request.urlopen(browser.attribute(link, "href")) as answer:
            book = openpyxl.load_workbook(io.BytesIO(answer.read()))
        shown = browser.text(f"#{CHART} .card-subtitle")
        assert shown in [row[0].value for row in book["Government level"].iter_rows()]
