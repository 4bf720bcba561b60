"""Putting a deck together: charts from their cards, order and notes by keyboard, all of it in the address."""

from __future__ import annotations

import io
import json
from urllib.parse import parse_qs, urlsplit

import pptx
import requests
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.driving import HIGH, WIDE, Browser

CARD = "#completion-by-theme"
NARROWEST = 360
SMALLEST = 20  # px, of a text on a screen of 1920 by 1080
_HELD = """
window.held = [];
const ask = window.fetch;
window.fetch = async (...asked) => {
  if (String(asked[0]).includes("_dash-update")) await new Promise((letGo) => window.held.push(letGo));
  return ask(...asked);
};
"""
"""Holds what is asked of the server until it is let go."""


_SMALLEST = """
const scale = (element) => new DOMMatrix(getComputedStyle(element.closest(".plot") || document.body).transform).a;
const sizes = [];
const walker = document.createTreeWalker(document.querySelector(".stage"), NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const {parentElement: element, nodeValue} = walker.currentNode;
  if (!nodeValue.trim() || !element.checkVisibility() || element.closest(".visually-hidden")) continue;
  sizes.push(parseFloat(getComputedStyle(element).fontSize) * scale(element));
}
return Math.min(...sizes);
"""
"""The smallest text on the stage, px."""
_DRAWN_SMALL = """
return [...document.querySelectorAll(".slide-thumbnail")]
  .map((place) => place.shadowRoot?.querySelector(".headline")?.textContent ?? "");
"""


def add_text(browser: Browser, headline: str, *points: str) -> None:
    """A text slide of one's own, by its form."""
    form = ".own-slide:has([value=text])"
    browser.run("arguments[0].closest('details').open = true", browser.wait_for_element(form))
    browser.fill(f"{form} [name=headline]", headline)
    browser.fill(f"{form} [name=text]", "\n".join(points))
    n = len(browser.find_elements("[data-slide]"))
    browser.click(f"{form} [type=submit]")
    browser.until(lambda: len(browser.find_elements("[data-slide]")) == n + 1, "the slide")


def drag(browser: Browser, slide: int, to: int) -> None:
    """Drag a slide by its handle above another one."""
    handle, above = (browser.wait_for_element(f"[data-slide='{n}'] [data-act=grab]") for n in (slide, to))
    browser.run("arguments[0].scrollIntoView({block: 'end', behavior: 'instant'})", handle)
    top = "return arguments[0].getBoundingClientRect().top"
    far = browser.run(top, above) - browser.run(top, handle)
    ActionChains(browser.driver).click_and_hold(handle).move_by_offset(0, int(far) - 20).release().perform()


def presented(href: str) -> list[str]:
    """The headlines of what is presented: a named deck of eight slides, none of them empty."""
    answer = requests.get(href.replace("/present?", "/present.json?"), timeout=60).json()
    slides = [entry["slide"] for entry in answer["slides"]]
    assert answer["title"] == "Rabat"
    assert [slide["remark"] for slide in slides] == ["", "Smile", *[""] * 6]
    assert all(slide["look"] or slide["points"] or slide["rows"] for slide in slides)
    headlines = [slide["headline"] for slide in slides]
    assert headlines[1] == "What we offer"
    return headlines


def handed_out(hrefs: dict[str, str], headlines: list[str]) -> None:
    """The files have these slides in this order."""
    file = pptx.Presentation(io.BytesIO(requests.get(hrefs["Slides (PPTX)"], timeout=60).content))
    titles = [page.shapes.title.text_frame.text for page in file.slides][1:]
    shown_there = [next(headline for headline in headlines if title.startswith(headline)) for title in titles]
    assert [*dict.fromkeys(shown_there)] == headlines  # a long one goes on on a second page
    assert "Smile" in file.slides[2].notes_slide.notes_text_frame.text
    html, at = requests.get(hrefs["One HTML file"], timeout=60).text, 0
    html = html[html.index('id="payload"') :]
    for headline in headlines:
        at = html.index(json.dumps(headline.split("&")[0], ensure_ascii=False)[1:-1], at)
    assert hrefs["PDF: print"].endswith("#print")


def shown(browser: Browser, href: str, headlines: list[str]) -> None:
    """On the stage everything can be read from the last row."""
    screen = {"width": 1920, "height": 1080, "deviceScaleFactor": 1, "mobile": False}
    browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    try:
        browser.driver.get(href)
        for n, headline in enumerate(headlines, start=1):
            browser.wait_for_element(f"#main[data-drawn='{n}']")
            assert browser.text(".stage .headline") == headline
            assert browser.run(_SMALLEST) >= SMALLEST
            browser.press(Keys.ARROW_RIGHT)
        assert browser.console() == []
    finally:
        browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


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
    assert browser.focused("[data-slide='2'] [data-act=grab]")
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


def test_a_deck_for_tomorrow_with_words_of_ones_own_is_the_same_in_every_hand_out(browser: Browser) -> None:
    browser.driver.set_window_size(WIDE, HIGH)
    browser.open("/present?lang=en")
    for name, value in (("audience", "committee"), ("region", "africa-middle-east"), ("minutes", "10")):
        browser.click(f".for-tomorrow [name={name}][value='{value}']")
    browser.click(".for-tomorrow [type=submit]")
    browser.settled()
    browser.until(lambda: len(browser.find_elements("[data-slide]")) == 1 + 10 // 2, "a slide for every two minutes")
    assert "region=africa-middle-east" in browser.search()
    add_text(browser, "What we ask for", "A date for every promise", "A minister at the table")
    add_text(browser, "What we offer", "Peers & their time")
    told(browser, ".deck-told", "Text is now slide 8 of 8.")
    assert browser.focused("[data-slide='7'] [data-act=grab]")

    # Ordered by keys, and back: the second of one's own goes before the first.
    browser.press(Keys.SPACE, Keys.ARROW_UP)
    told(browser, ".deck-told", "Text: What we offer: slide 7 of 8.")
    browser.press(Keys.SPACE)
    told(browser, ".deck-told", "Text: What we offer is now slide 7 of 8.")
    browser.until(lambda: browser.focused("[data-slide='6'] [data-act=grab]"))
    ordered = deck(browser)
    assert ordered.index("What we offer") < ordered.index("What we ask for")
    browser.click("[data-history=undo]")
    told(browser, ".deck-told", "Undone.")
    assert deck(browser).index("What we ask for") < deck(browser).index("What we offer")
    browser.click("[data-history=redo]")
    told(browser, ".deck-told", "Done again.")
    assert deck(browser) == ordered

    go_to(browser, "[data-slide='6'] [data-act=grab]")
    browser.press(Keys.SPACE, *[Keys.ARROW_UP] * 3, Keys.SPACE)
    told(browser, ".deck-told", "is now slide 4 of 8.")
    browser.until(lambda: browser.focused("[data-slide='3'] [data-act=grab]"))
    drag(browser, 3, 1)
    told(browser, ".deck-told", "is now slide 2 of 8.")
    browser.fill("[data-slide='1'] [data-word=note]", "Smile", Keys.TAB)
    told(browser, ".deck-told", "The note was kept in the address.")
    browser.wait_for_element("[data-deck*='note=Smile']")
    browser.fill("[data-deck-name]", Keys.CONTROL + "a" + Keys.NULL, "Rabat", Keys.TAB)
    told(browser, ".deck-told", "The name was kept in the address.")
    assert deck(browser).startswith("deck(name=Rabat);title(")
    assert browser.axe() == []

    hrefs = {link.text: str(link.get_attribute("href")) for link in browser.find_elements("a[data-whole]")}
    headlines = presented(hrefs["Start presenting"])
    for place in browser.find_elements(".slide-thumbnail"):
        browser.run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", place)
    browser.until(lambda: browser.run(_DRAWN_SMALL) == headlines, "the slides drawn small")
    handed_out(hrefs, headlines)
    assert browser.console() == []
    shown(browser, hrefs["Start presenting"], headlines)
