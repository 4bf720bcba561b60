"""By keyboard from anywhere: the slash key, a few letters, the arrow keys, Enter, and the filters come along."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from tests.browser.driving import WIDE, Browser

DIALOG, BOX = ".search-dialog[open]", ".search-box"
OPTIONS = ".search-results [role=option]"


def search(browser: Browser, text: str) -> None:
    """Opens the search, types, and waits for what is told of it."""
    browser.press("/")
    browser.until(lambda: browser.focused(BOX), "the box")
    browser.press(text)
    browser.wait_for_contains_text(".search-told", f"“{text}”")


def active(browser: Browser) -> WebElement:
    """The result that the box points to."""
    [option] = browser.find_elements(f"#{browser.attribute(BOX, 'aria-activedescendant')}")
    return option


def closed(browser: Browser) -> bool:
    return not browser.find_elements(".search-dialog")


class TestByKeyboard:
    def test_a_word_typed_wrong_leads_to_the_page_and_the_filters_come_along(self, browser: Browser) -> None:
        browser.open("/?theme=open-data")
        search(browser, "tunsia")
        assert active(browser).text.startswith("Tunisia")
        browser.press(Keys.ENTER)
        browser.wait_for_contains_text("h1", "Tunisia")
        assert (browser.search(), closed(browser)) == ("?theme=open-data", True)
        browser.until(lambda: browser.focused("#main"), "the content")

    def test_the_arrow_keys_go_round_the_results(self, browser: Browser) -> None:
        browser.open("/data")
        search(browser, "education")
        options = browser.texts(OPTIONS)
        browser.press(Keys.ARROW_DOWN)
        assert active(browser).text.split() == options[1].split()
        browser.press(Keys.ARROW_UP, Keys.ARROW_UP)
        assert active(browser).text.split() == options[-1].split()
        assert browser.texts(f"{OPTIONS}[aria-selected=true]") == [options[-1]]

    def test_a_theme_leads_to_its_page_and_the_filters_go_along(self, browser: Browser) -> None:
        browser.open("/commitments?region=europe")
        search(browser, "open data")
        browser.press(Keys.ENTER)
        browser.until(lambda: browser.text("h1").startswith("Open data: "), "the page of the theme")
        assert browser.search() == "?region=europe"

    def test_enter_waits_for_the_results_of_what_was_typed(self, browser: Browser) -> None:
        browser.open("/data")
        browser.press("/")
        browser.until(lambda: browser.focused(BOX), "the box")
        browser.press("Albania" + Keys.ENTER)
        browser.wait_for_contains_text("h1", "Albania")

    def test_escape_closes_it_and_the_focus_is_where_it_was(self, browser: Browser) -> None:
        browser.open("/data")
        browser.press(Keys.TAB)
        search(browser, "water")
        browser.press(Keys.ESCAPE)
        browser.until(lambda: closed(browser), "the search to close")
        assert browser.focused(".skip-link")

    def test_a_slash_that_is_written_opens_nothing(self, browser: Browser) -> None:
        browser.open("/commitments")
        browser.click(".search-row input")
        browser.press("a/b")
        assert (browser.attribute(".search-row input", "value"), closed(browser)) == ("a/b", True)

    def test_nothing_found_is_said(self, browser: Browser) -> None:
        browser.open("/data")
        search(browser, "qqqq")
        assert browser.text(".search-told") == "Nothing found for “qqqq”."
        assert (browser.find_elements(OPTIONS), browser.attribute(BOX, "aria-expanded")) == (
            [],
            "false",
        )


class TestByHand:
    @pytest.mark.parametrize("width", [360, 390, WIDE])
    def test_a_button_opens_it_and_nothing_is_wider_than_the_screen(self, browser: Browser, width: int) -> None:
        browser.open("/data")
        browser.width(width)
        assert browser.sideways() == 0
        browser.click(".search-open")
        browser.wait_for_element(DIALOG)
        browser.press("education")
        browser.wait_for_element(OPTIONS)
        assert browser.sideways() == 0
        browser.click(f"{DIALOG} button")
        browser.until(lambda: closed(browser), "the search to close")

    def test_a_click_on_a_result_follows_it(self, browser: Browser) -> None:
        browser.open("/data?lang=fr")
        browser.click(".search-open")
        browser.wait_for_element(DIALOG)
        browser.press("allemagne")
        browser.click(OPTIONS)
        browser.wait_for_contains_text("h1", "Allemagne")
        assert browser.search() == "?lang=fr"

    @pytest.mark.parametrize("mode", ["light", "dark"])
    def test_has_nothing_axe_finds(self, browser: Browser, mode: str) -> None:
        browser.open("/data")
        browser.appear(mode)
        browser.click("h1")
        search(browser, "open")
        assert browser.axe() == []


def test_hostile_names_are_read_as_they_are_written(clean: Browser, hostile_server: str) -> None:
    browser = clean.at(hostile_server).open("/")
    search(browser, "script hacked")
    assert browser.texts(f"{OPTIONS} .search-name")[0].startswith("<script>window.hacked=1</script>")
    assert browser.run("return window.hacked === undefined")
    assert browser.console() == []


def test_it_works_under_a_path_of_its_own_before_anything_was_loaded(clean: Browser, empty_server: str) -> None:
    browser = clean.at(empty_server).open("/monitor/")
    search(browser, "open")
    assert browser.text(".search-told") == "Nothing found for “open”."
