"""Open pages while the server or its database is away: they say so, go on, and follow once it is back."""

from __future__ import annotations

import urllib.parse
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.browser.conftest import serving
from tests.browser.driving import Browser
from tests.browser.test_journeys import opened, tick

CALL, AWAY = ".call-notice", ".away-notice"


def shown(browser: Browser) -> list[str]:
    """What a page says under its filters: headline, figures, and around each chart."""
    return browser.texts("h1, .figures .value, .card-subtitle, .source")


class TestAServerThatIsAway:
    def test_leaves_no_choice_without_a_word_and_makes_good_for_it(
        self, impatient: Browser, reference_url: str
    ) -> None:
        with serving(reference_url) as address:
            reader = impatient.at(address).open("/")
            opened(reader, "Region")
            before = shown(reader)
        tick(reader, "europe")
        reader.until(lambda: reader.text(CALL), "the page to say that it is behind")
        assert reader.text(f"{CALL}[role=alert] span").startswith("The server does not answer")
        assert (shown(reader), reader.search(), reader.axe()) == (before, "", [])
        with serving(reference_url, port=urllib.parse.urlsplit(address).port or 0):
            reader.click(f"{CALL} button")
            reader.until(lambda: reader.search() == "?region=europe", "the choice to be shown")
            reader.settled()
            assert (reader.text(CALL), shown(reader) != before) == ("", True)
            now = shown(reader)
            assert shown(reader.open("/?region=europe")) == now
        reader.console()  # that nobody answered stands there

    def test_is_tried_again_without_being_asked(self, impatient: Browser, reference_url: str) -> None:
        with serving(reference_url) as address:
            reader = impatient.at(address).open("/")
            opened(reader, "Region")
        tick(reader, "europe")
        reader.until(lambda: reader.text(CALL), "the page to say that it is behind")
        with serving(reference_url, port=urllib.parse.urlsplit(address).port or 0):
            reader.until(lambda: reader.search() == "?region=europe", "the choice to be shown")
            reader.until(lambda: not reader.text(CALL), "the page to be silent")
        reader.console()


class TestADatabaseThatIsAway:
    @pytest.fixture
    def path(self, own_database: str) -> Path:
        return Path(sa.make_url(own_database).database or "")

    def test_is_told_on_a_page_that_is_open_until_it_is_back(
        self, impatient: Browser, own_database: str, path: Path
    ) -> None:
        with serving(own_database) as address:
            reader = impatient.at(address).open("/?lang=en")
            assert reader.text(AWAY) == ""
            path.rename(path.with_suffix(".away"))
            reader.until(lambda: reader.text(AWAY), "the page to say so")
            assert reader.text(f"{AWAY}[role=status]").startswith(
                "As of data version 1: the database cannot be reached since"
            )
            opened(reader, "Region")
            tick(reader, "europe")
            reader.until(lambda: "region=europe" in reader.search(), "the choice to be shown all the same")
            assert reader.settled().axe() == []
            path.with_suffix(".away").rename(path)
            reader.until(lambda: not reader.text(AWAY), "the page to be silent")
            assert reader.console() == []

    def test_is_made_good_for_where_its_rows_were_missing(
        self, impatient: Browser, own_database: str, path: Path
    ) -> None:
        with serving(own_database) as address:
            reader = impatient.at(address).open("/commitments?lang=en")
            path.rename(path.with_suffix(".away"))
            reader.until(lambda: reader.text(AWAY), "the page to say so")
            opened(reader, "Region")
            tick(reader, "europe")
            reader.wait_for_element("main .alert-warning")
            assert reader.find_elements("main table") == []
            path.with_suffix(".away").rename(path)
            reader.wait_for_element("main table")
            assert (reader.text(AWAY), reader.find_elements("main .alert-warning")) == ("", [])

    def test_shows_a_page_that_needs_it_as_what_the_server_says(
        self, impatient: Browser, own_database: str, path: Path
    ) -> None:
        with serving(own_database) as address:
            reader = impatient.at(address).open("/commitments?lang=en")
            path.rename(path.with_suffix(".away"))
            reader.click("main a[href*='/commitments/']")
            reader.until(lambda: not reader.find_elements("#react-entry-point"), "a document without scripts")
            assert "The database cannot be reached just now." in reader.text("main")
        reader.console()  # the answer of 503 stands there
