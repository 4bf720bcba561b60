"""The first load of the Overview: small, in few requests, and nothing jumps."""

from __future__ import annotations

import re

import pytest

from tests.browser.driving import Browser

BYTES_AT_MOST = 900_000
REQUESTS_AT_MOST = 25

_BYTES = """
const entries = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
return entries.reduce((sum, {transferSize}) => sum + transferSize, 0);
"""


@pytest.fixture
def first(browser: Browser) -> Browser:
    """The Overview opened by a browser that has kept nothing."""
    browser.driver.execute_cdp_cmd("Network.clearBrowserCache", {})
    return browser.open("/")


def test_is_at_most_900_kb(first: Browser) -> None:
    assert first.run(_BYTES) <= BYTES_AT_MOST


def test_takes_few_requests(first: Browser) -> None:
    assert len(first.requests()) <= REQUESTS_AT_MOST


@pytest.mark.parametrize("path", ["/", "/commitments", "/members", "/members/ALB", "/data"])
def test_nothing_jumps(browser: Browser, path: str) -> None:
    assert browser.open(path).shift() < 0.02


@pytest.mark.parametrize("path", ["/", "/members"])
def test_nothing_jumps_on_a_phone(browser: Browser, path: str) -> None:
    browser.width(390)
    assert browser.open(path).shift() < 0.02


def test_a_second_load_fetches_no_script_or_style_again(first: Browser) -> None:
    first.scroll_through()  # the world's map comes when the reader nears it
    first.open("/members")
    fetched = first.run(
        "return performance.getEntriesByType('resource').filter((entry) => entry.transferSize).map(({name}) => name)"
    )
    assert [url for url in fetched if re.search(r"/vendor/|\.(css|js)\b", url)] == []


def test_a_change_of_filters_fetches_only_what_changes(first: Browser) -> None:
    first.requests()
    first.click("details.choice > summary")
    first.click('details.choice[open] input[value="europe"]')
    first.until(lambda: first.search() == "?region=europe", "the filter")
    first.settled()
    # Whether there are newer data is asked every few seconds, whatever the reader does.
    assert not [url for url in first.requests() if not re.search(r"_dash-update-component|/version\.json$", url)]
