"""Putting a deck together: charts from their cards, order and notes by keyboard, all of it in the address."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from selenium.webdriver.common.keys import Keys

from tests.browser.driving import HIGH, WIDE, Browser

CARD = "#completion-by-theme"
NARROWEST = 360
_HELD = """
window.held = [];
const ask = window.fetch;
window.fetch = async (...asked) => {
  if (String(asked[0]).includes("_dash-update")) await new Promise((letGo) => window.held.push(letGo));
  return ask(...asked);
};
"""
"""Holds what is asked of the server until it is let go."""


def deck(browser: Browser) -> str:
    """The deck in the address."""
    return parse_qs(urlsplit(str(browser.run("return location.href"))).query).get("deck", [""])[0]


def told(browser: Browser, css: str, text: str) -> None:
    """Wait until a screen reader is told so."""
    browser.wait_for_contains_text(css, text)


def go_to(browser: Browser, css: str) -> None:
    browser.run("document.querySelector(arguments[0]).focus()", css)


def test_a_chart_is_shown_at_once_or_kept_for_later(browser: Browser) -> None:
    browser.open("/?region=europe&lang=en")
    summary = f"{CARD} .present-menu > summary"
    go_to(browser, summary)
    browser.press(Keys.ENTER)
    show = browser.wait_for_element(f"{CARD} [data-show]")
    browser.until(lambda: "region=europe" in (show.get_attribute("href") or ""))
    query = parse_qs(urlsplit(show.get_attribute("href") or "").query)
    assert (query["deck"], query["region"]) == (["completion-by-theme"], ["europe"])
    for width in (WIDE, NARROWEST):
        browser.width(width)
        box = browser.run(
            "return document.querySelector(arguments[0]).getBoundingClientRect()", f"{CARD} .present-choice"
        )
        assert box["left"] >= 0
        assert box["right"] <= width
        assert browser.sideways() == 0
    assert browser.axe() == []
    browser.press(Keys.TAB, Keys.TAB, Keys.ENTER)
    told(browser, f"{CARD} .added", "Slides in your deck: 1")
    assert browser.text(f"{CARD} [data-add]") == "Add to my deck (1)"
    browser.press(Keys.ESCAPE)
    assert browser.focused(summary)
    browser.open("/present?lang=en")
    told(browser, ".my-deck [role=status]", "Slides: 1")
    browser.click(".my-deck [data-mine='present/edit']")
    browser.until(lambda: browser.texts(".slide-title") == ["Which themes deliver?"])
    assert deck(browser) == "completion-by-theme(region=europe)"


def test_slides_are_ordered_noted_and_removed_by_keyboard(browser: Browser) -> None:
    browser.driver.set_window_size(WIDE, HIGH)
    browser.open("/present/edit?deck=brief;overview;agenda-open&lang=en")
    go_to(browser, "[data-slide='2'] [data-act=up]")
    browser.press(Keys.ENTER)
    told(browser, ".deck-told", "is now slide 2 of 3")
    assert browser.focused("[data-slide='1'] [data-act=up]")
    browser.press(Keys.ENTER)
    told(browser, ".deck-told", "is now slide 1 of 3")
    assert browser.focused("[data-slide='0'] [data-act]")
    assert deck(browser) == "agenda-open;brief;overview"
    go_to(browser, "[data-slide='1'] textarea")
    browser.press("50 % (at last!)", Keys.TAB)
    told(browser, ".deck-told", "kept in the address")
    assert deck(browser) == "agenda-open;brief(note=50 %25 %28at last%21%29);overview"
    assert browser.focused("[data-slide='2'] [data-act=up]")
    go_to(browser, "[data-slide='0'] [data-act=remove]")
    browser.press(Keys.ENTER)
    told(browser, ".deck-told", "2 slides left")
    assert browser.focused("[data-slide='0'] [data-act=remove]")
    assert browser.run("return document.querySelector('[data-slide=\"0\"] textarea').value") == "50 % (at last!)"
    go_to(browser, "[data-act='add leadership-gaps']")
    browser.press(Keys.ENTER)
    told(browser, ".deck-told", "is now slide 3 of 3")
    assert browser.focused("[data-act='add leadership-gaps']")
    browser.driver.back()
    browser.until(lambda: len(browser.find_elements("[data-slide]")) == 2)
    browser.driver.refresh()
    browser.settled()
    assert browser.texts(".slide-title") == [
        "What moved since the last meeting, and what should worry us?",
        "How is the Partnership doing?",
    ]
    browser.click("[data-keep]")
    told(browser, ".deck-told", "This is now your deck.")
    assert browser.run("return localStorage.getItem('monitor-deck')") == deck(browser)
    assert browser.axe() == []


def test_what_is_done_before_the_answer_to_a_note_has_come_is_told_when_its_own_has(browser: Browser) -> None:
    browser.open("/present/edit?deck=brief;overview;agenda-open&lang=en")
    browser.run(_HELD)
    go_to(browser, "[data-slide='1'] textarea")
    browser.press("A note", Keys.TAB)
    go_to(browser, "[data-slide='0'] [data-act=remove]")
    browser.press(Keys.ENTER)
    browser.until(lambda: browser.run("return window.held.length === 2"), "the note and the removal to be asked for")
    for number, shown in enumerate(("brief;overview(note=A note);agenda-open", "overview(note=A note);agenda-open")):
        browser.run("window.held[arguments[0]]()", number)
        browser.wait_for_element(f"[data-deck='{shown}']")
    told(browser, ".deck-told", "2 slides left")
    assert browser.focused("[data-slide='0'] [data-act=remove]")
