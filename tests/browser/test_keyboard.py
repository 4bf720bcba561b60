"""By keyboard alone: skip to the content, reach a filter, open it, choose, leave it."""

from __future__ import annotations

from selenium.webdriver.common.keys import Keys

from tests.browser.driving import Browser

REGION = "details.choice:first-of-type"


def tab_to(browser: Browser, css: str, at_most: int = 40) -> None:
    """Presses Tab until the focus is on `css`."""
    for _ in range(at_most):
        browser.press(Keys.TAB)
        if browser.focused(css):
            return
    raise AssertionError(f"{css} is not reached with {at_most} tabs")


def opened(browser: Browser) -> bool:
    return bool(browser.run(f"return document.querySelector('{REGION}').open"))


def test_the_first_tab_offers_to_skip_to_the_content(browser: Browser) -> None:
    browser.open("/data").press(Keys.TAB)
    assert browser.focused(".skip-link")


def test_skipping_brings_the_focus_to_the_content(browser: Browser) -> None:
    browser.open("/data").press(Keys.TAB, Keys.ENTER)
    browser.until(lambda: browser.focused("#main"), "the content")


def test_the_focus_is_always_seen(browser: Browser) -> None:
    browser.open("/data")
    tab_to(browser, ".main-nav a")
    outline = "return getComputedStyle(document.activeElement).outlineStyle"
    assert browser.run(outline) != "none"


def test_enter_opens_a_filter_and_escape_closes_it_where_one_was(browser: Browser) -> None:
    browser.open("/commitments")
    tab_to(browser, f"{REGION} > summary")
    browser.press(Keys.ENTER)
    browser.until(lambda: opened(browser), "the filter to open")
    browser.press(Keys.TAB, Keys.ESCAPE)
    browser.until(lambda: not opened(browser), "the filter to close")
    assert browser.focused(f"{REGION} > summary")


def test_the_space_bar_chooses_a_value_and_the_focus_stays_on_it(browser: Browser) -> None:
    browser.open("/commitments")
    tab_to(browser, f"{REGION} > summary")
    browser.press(Keys.ENTER)
    browser.wait_for_element(f"{REGION} input[type=checkbox]")
    tab_to(browser, f"{REGION} input[type=checkbox]")
    browser.press(Keys.SPACE)
    browser.until(lambda: browser.search().startswith("?region="), "the filter")
    assert browser.settled().focused(f"{REGION} input[type=checkbox]:checked")


def test_a_table_is_opened_with_the_keyboard(browser: Browser) -> None:
    browser.open("/data")
    browser.open("/members")
    tab_to(browser, "#members-map .actions button", 60)
    browser.press(Keys.ENTER)
    browser.wait_for_element("#members-map table")
    assert browser.run("return document.activeElement.getAttribute('aria-expanded')") == "true"


def test_a_new_page_starts_at_its_content(browser: Browser) -> None:
    browser.open("/data")
    tab_to(browser, ".main-nav a:nth-child(2)")
    browser.press(Keys.ENTER)
    browser.wait_for_text_to_equal("h1", "2,018 commitments")
    browser.until(lambda: browser.focused("#main"), "the focus")


def test_on_a_phone_the_filters_open_behind_one_button(browser: Browser) -> None:
    browser.open("/commitments").width(390)
    browser.click(".filter-toggle")
    browser.until(lambda: browser.attribute(".filter-toggle", "aria-expanded") == "true", "the drawer")
    assert browser.wait_for_element(f"{REGION} > summary").is_displayed()
