"""The first five minutes of a city's coordinator: our city, its commitments, its peers, a lesson, our rows."""

from __future__ import annotations

import csv
import io
import urllib.request

import pytest

from tests.browser.driving import WIDE, Browser

PILOT = ".pilot-controls select"


def named(browser: Browser, start: str) -> bool:
    return browser.text("h1").startswith(start)


class TestPilots:
    def test_a_coordinator_finds_the_city_its_peers_a_lesson_and_takes_the_rows(self, browser: Browser) -> None:
        browser.open("/")
        [way] = [
            link for link in browser.find_elements(".main-nav a") if link.get_attribute("href").endswith("/pilots")
        ]
        browser.click(way)
        browser.until(lambda: named(browser, "Tbilisi: "), "the page")
        browser.settled().choose(PILOT, "L-BOJ")
        browser.until(lambda: named(browser, "Bojonegoro: 5 commitments"), "our city")
        assert browser.search() == "?pilot=L-BOJ"
        assert len(browser.texts(".own tbody th a")) == 5
        [seoul] = [text for text in browser.texts(".peers tbody tr") if text.startswith("Seoul")]
        assert "same government level · same region" in seoul
        address = browser.attribute(".own-csv", "href")
        with urllib.request.urlopen(address) as answer:
            rows = list(csv.DictReader(io.StringIO(answer.read().decode())))
        assert {row["member_id"] for row in rows} == {"L-BOJ"}
        assert len(rows) == 5
        lesson = browser.text(".lessons tbody th a")
        browser.click(".lessons tbody th a")
        browser.until(lambda: browser.texts("h1") == [lesson], "the peer's commitment")
        assert browser.search() == ""

    def test_other_peers_are_chosen_and_back_undoes_it(self, browser: Browser) -> None:
        browser.open("/pilots?pilot=L-SCO")
        browser.click(".pilot-controls summary")
        browser.click('.pilot-controls input[value="L-MAD"]')
        browser.until(lambda: browser.search() == "?pilot=L-SCO&peer=L-MAD", "the address")
        browser.until(lambda: browser.texts(".peers tbody th") == ["Scotland", "Madrid", "Median of 1 peer"], "peers")
        browser.wait_for_text_to_equal('[data-current="peer"]', "Madrid")
        browser.settled().driver.back()
        browser.until(lambda: len(browser.texts(".peers tbody th")) == 5, "the fair peers")

    def test_a_row_of_the_maps_table_chooses_the_pilot(self, browser: Browser) -> None:
        browser.open("/pilots").scroll_through()
        browser.click("#pilots-map .actions button")
        browser.wait_for_element("#pilots-map tbody th a")
        [paris] = [link for link in browser.find_elements("#pilots-map tbody th a") if link.text == "Paris"]
        browser.click(paris)
        browser.until(lambda: browser.search() == "?pilot=L-PAR", "the address")
        browser.until(lambda: named(browser, "Paris: "), "the pilot")
        browser.wait_for_text_to_equal(PILOT, "L-PAR")

    def test_a_cell_leads_to_its_commitments(self, browser: Browser) -> None:
        browser.open("/pilots?pilot=L-SCO")
        browser.click(".pilot-themes tbody td:nth-child(2) a")
        browser.wait_for_text_to_equal("h1", "3 commitments")
        assert browser.search() == "?theme=fiscal-openness&member=L-SCO"

    @pytest.mark.parametrize("width", [WIDE, 360])
    def test_axe_finds_nothing_and_nothing_scrolls_sideways(self, browser: Browser, width: int) -> None:
        browser.open("/pilots?pilot=L-SCO").width(width)
        assert (browser.axe(), browser.sideways()) == ([], 0)
