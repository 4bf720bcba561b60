"""Open pages follow the data: soon, where the reader is, without taking anything away; and not where they shall not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from data_loader.load import REFERENCE
from tests import reference
from tests.browser.conftest import serving
from tests.browser.driving import Browser
from tests.browser.test_journeys import opened
from tests.reference import copied, without_last

CARD = "#completion-by-region"


@pytest.fixture
def publish(tmp_path: Path, own_database: str) -> Callable[[str, str], None]:
    """Publishes a table as the next version."""
    return partial(reference.publish, own_database, tmp_path)


@pytest.fixture
def address(own_database: str) -> Iterator[str]:
    """A server with its settings as they come."""
    with serving(own_database) as address:
        yield address


@pytest.fixture
def reader(impatient: Browser, address: str) -> Browser:
    return impatient.at(address)


@pytest.fixture
def other(start_browser: Callable[[], Browser], address: str) -> Iterator[Browser]:
    """A second browser."""
    with start_browser() as browser, browser.hurried():
        yield browser.at(address)


def version(browser: Browser) -> str:
    return browser.text("[data-version]")


def asked(browser: Browser) -> int:
    """How often the page has asked for the version since it was last counted."""
    return sum(url.endswith("/version.json") for url in browser.requests())


def asks(browser: Browser) -> None:
    """Wait until the page has asked once more."""
    asked(browser)
    browser.until(lambda: asked(browser), "a question for the version")


def place(browser: Browser) -> tuple[object, ...]:
    """Where the reader is: address, scroll, focus, open tables, history."""
    focus = "document.activeElement.closest('[id]')?.id + document.activeElement.textContent"
    tables = f"document.querySelectorAll('{CARD} .card-table tbody tr').length"
    return tuple(browser.run(f"return [location.search, Math.round(scrollY), {focus}, {tables}, history.length]"))


def with_an_open_table(browser: Browser, query: str) -> tuple[object, ...]:
    """A reader far down the Overview, at the button of a table that is open."""
    browser.open("/" + query).click(f"{CARD} .actions button")
    browser.wait_for_element(f"{CARD} table")
    return place(browser.settled())


class TestTwoBrowsersOnTheOverviewWithDifferentFilters:
    def test_a_publish_reaches_both_and_takes_nothing_away(
        self, reader: Browser, other: Browser, publish: Callable[[str, str], None]
    ) -> None:
        filters = {reader: "?region=europe", other: "?level=local&lang=fr"}
        places = {browser: with_an_open_table(browser, query) for browser, query in filters.items()}
        numbers = {browser: browser.text(f"{CARD} tbody") for browser in filters}
        assert all(where[1] for where in places.values())
        header, *rows = (REFERENCE / "assessments.csv").read_text("utf-8").splitlines(keepends=True)
        publish("assessments", "".join([header, *rows[::2]]))
        for browser in filters:
            browser.wait_for_element('[data-version="2"]')
        assert reader.text(".live-news[role=status]") == "The data were updated: version 2."
        assert {browser: place(browser.settled()) for browser in filters} == places
        for browser in filters:
            assert browser.text(f"{CARD} tbody") != numbers[browser]
            assert told(browser) == fresh(browser)
        assert (reader.axe(), reader.console()) == ([], [])


def told(browser: Browser) -> list[str]:
    """What a page says: headline, figures, and around each chart."""
    return browser.texts("h1, .figures .value, .card-subtitle, .source")


def fresh(browser: Browser) -> list[str]:
    """The same of a page loaded now at the same address."""
    query = browser.run("return location.search")
    browser.driver.switch_to.new_window("tab")
    said = told(browser.open("/" + query))
    browser.driver.close()
    browser.driver.switch_to.window(browser.driver.window_handles[0])
    return said


class TestWhatIsNewInTheData:
    def test_is_among_the_options_with_its_count_and_nothing_typed_is_lost(
        self, reader: Browser, publish: Callable[[str, str], None]
    ) -> None:
        themes = (REFERENCE / "themes.csv").read_text("utf-8")
        header, first = themes.splitlines()[:2]
        new = dict(zip(header.split(","), first.split(","), strict=False)) | {"id": "new-theme", "name_en": "New"}
        reader.open("/commitments?region=europe")
        opened(reader, "Theme")
        box = reader.wait_for_element("details.choice[open] input[type=search]")
        box.send_keys("bud")
        publish("themes", themes + ",".join(new[name] for name in header.split(",")) + "\n")
        option = 'input[value="new-theme"]'
        reader.wait_for_element(option)
        counted = (
            "return document.querySelector(arguments[0]).closest('label').querySelector('.option-count')?.textContent"
        )
        reader.until(lambda: reader.run(counted, option) == "0", "its count")
        assert box.get_attribute("value") == "bud"
        assert reader.run("return document.activeElement === arguments[0]", box)

    def test_shows_on_a_page_without_filters(self, reader: Browser, publish: Callable[[str, str], None]) -> None:
        reader.open("/data")
        publish("assessments", without_last("assessments", 100))
        reader.until(lambda: reader.text("h1").startswith("Data version 2:"), "the page to follow")

    def test_makes_the_page_of_an_empty_database_a_page_of_data(
        self, impatient: Browser, tmp_path: Path, reference_url: str
    ) -> None:
        path = tmp_path / "later.sqlite"
        with serving(f"sqlite:///{path}") as address:
            reader = impatient.at(address).open("/")
            assert reader.find_elements(".chart-card") == []
            copied(reference_url, path)
            reader.wait_for_element(".chart-card")


class TestAPageThatIsNotConcerned:
    def test_names_the_newer_version_and_does_not_ask_for_its_content_again(
        self, reader: Browser, publish: Callable[[str, str], None]
    ) -> None:
        where = with_an_open_table(reader, "?region=europe")
        said = told(reader)
        reader.requests()
        publish("roles", without_last("roles", 1))
        reader.wait_for_element('[data-version="2"]')
        a_round(reader)
        a_round(reader)
        assert {url.rpartition("/")[2] for url in reader.requests()} == {"version.json"}
        assert told(reader) == [text.replace("data version 1", "data version 2") for text in said] == fresh(reader)
        assert (version(reader), place(reader), reader.text(".live-news")) == ("Data version 2", where, "")

    def test_has_the_newer_version_of_a_table_and_of_other_filters_without_being_told_of_it(
        self, reader: Browser, publish: Callable[[str, str], None]
    ) -> None:
        reader.open("/")
        publish("roles", without_last("roles", 1))
        reader.wait_for_element('[data-version="2"]')
        reader.click(f"{CARD} .actions button")
        reader.wait_for_element(f"{CARD} table")
        opened(reader, "Region")
        reader.click('input[value="europe"]')
        reader.until(lambda: reader.run("return location.search") == "?region=europe", "the choice")
        assert (version(reader.settled()), reader.text(".live-news")) == ("Data version 2", "")
        assert told(reader) == fresh(reader)
        assert reader.console() == []


class TestNothingIsAsked:
    def test_while_the_tab_is_hidden_and_at_once_when_it_is_seen_again(
        self, reader: Browser, publish: Callable[[str, str], None]
    ) -> None:
        reader.open("/data")
        asks(reader)
        hide(reader, hidden=True)
        publish("assessments", without_last("assessments", 100))
        a_round(reader)
        assert (asked(reader), version(reader)) == (0, "Data version 1")
        hide(reader, hidden=False)
        reader.until(lambda: version(reader) == "Data version 2", "the new version")

    def test_once_the_reader_has_switched_it_off_on_this_page_and_the_next(self, reader: Browser) -> None:
        reader.open("/data").click(".live-switch")
        assert reader.attribute(".live-switch", "aria-checked") == "false"
        reader.settled().open("/agenda")
        asked(reader)
        assert reader.attribute(".live-switch", "aria-checked") == "false"
        a_round(reader)
        assert asked(reader) == 0
        reader.click(".live-switch")
        reader.until(lambda: asked(reader), "a question at once")

    def test_on_a_page_of_one_version(self, reader: Browser, publish: Callable[[str, str], None]) -> None:
        reader.open("/?version=1")
        said = reader.text("h1")
        publish("assessments", without_last("assessments", 100))
        a_round(reader)
        assert (asked(reader), reader.find_elements(".live-switch"), reader.text("h1")) == (0, [], said)


def hide(browser: Browser, *, hidden: bool) -> None:
    """What a page sees when its tab goes behind another, and comes back."""
    value = str(hidden).lower()
    browser.run(
        f"Object.defineProperty(document, 'hidden', {{configurable: true, value: {value}}});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )


def a_round(browser: Browser) -> None:
    """Wait until a page that asks would have asked once more: its own clock says so."""
    browser.driver.execute_async_script("const [done] = arguments; setTimeout(function look() { done(); }, 6000)")
