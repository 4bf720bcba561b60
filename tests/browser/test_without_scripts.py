"""Without JavaScript all can be read, filtered, followed and downloaded; with it, Dash takes over without a jump."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator

import pytest

from tests.browser.driving import Browser

PAGES = ("/", "/commitments", "/members", "/members/ALB", "/themes", "/themes/open-data", "/leadership", "/pilots")
PAGES += ("/agenda", "/brief", "/data")


@pytest.fixture
def silent(browser: Browser) -> Iterator[Browser]:
    """The browser with JavaScript off in its pages."""
    browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    yield browser
    browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_a_filter_is_applied_a_link_followed_a_csv_taken(silent: Browser) -> None:
    driver = silent.driver
    driver.get(f"{silent.server_url}/?lang=fr")
    before = silent.find_element("h1").text
    silent.find_element(".filters .choice summary").click()
    silent.find_element("input[name=region][value=europe]").click()
    silent.find_element("noscript button, button[form=plain-filters]").click()
    silent.until(lambda: "region=europe" in driver.current_url, "the filtered page")
    assert "lang=fr" in driver.current_url
    assert silent.find_element("h1").text != before
    csv = silent.find_element('a[href*=".csv"]').get_attribute("href")
    with urllib.request.urlopen(csv) as answer:
        assert answer.read().decode().startswith("id,label,")
    silent.find_element(".main-nav a[data-nav=members]").click()
    silent.until(lambda: "/members" in driver.current_url, "the page of the members")
    assert "region=europe" in driver.current_url
    assert silent.find_elements("table")


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_wrong(silent: Browser, path: str) -> None:
    silent.driver.get(f"{silent.server_url}{path}")
    silent.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert silent.axe() == []


class TestTakingOver:
    def test_nothing_jumps(self, browser: Browser) -> None:
        for path in ("/", "/pilots", "/brief"):
            browser.open(path)
            assert browser.shift() < 0.02, path

    def test_only_one_page_is_left(self, browser: Browser) -> None:
        browser.open("/brief")
        assert len(browser.find_elements("h1")) == 1
        assert browser.console() == []
