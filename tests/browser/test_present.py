"""The player of presentations: what its help promises, on a stage, without a network, while the data change."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from dashboard.decks.deck import MOST_SLIDES, TITLES
from tests.browser.conftest import serving
from tests.browser.driving import Browser
from tests.reference import publish, without_last

COMMITTEE = "/present?deck=committee"
CHARTS = "/present?deck=completion-by-theme;completion-by-region;completion-by-year"

_CHOOSE_EACH = """
const [count, done] = arguments;
const main = document.getElementById("main");
const frame = () => new Promise((next) => requestAnimationFrame(next));
const choose = async (place) => {
  document.querySelector(`dialog input[value="${place}"]`).click();
  while (!main.dataset.drawn) await frame();
  return ["h1", ".subtitle"].map((css) => main.querySelector(css).textContent);
};
(async () => {
  const told = [];
  for (const place of [...Array(count).keys(), -1]) told.push(await choose(place));
  done(told);
})();
"""
_SMALLEST = """
const seen = (element) => element.checkVisibility({opacityProperty: true, visibilityProperty: true});
const scale = (element) => new DOMMatrix(getComputedStyle(element.closest(".plot") || document.body).transform).a;
const sizes = [];
const walker = document.createTreeWalker(document.getElementById("main"), NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const {parentElement: element, nodeValue} = walker.currentNode;
  if (!nodeValue.trim() || !seen(element) || element.closest(".visually-hidden")) continue;
  sizes.push([parseFloat(getComputedStyle(element).fontSize) * scale(element), nodeValue]);
}
return sizes.sort(([one], [two]) => one - two)[0];
"""
_CUT_OFF = """
const cut = [];
const stage = document.querySelector(".stage");
const content = stage.querySelector(".content");
const inside = (inner, outer) => inner.left >= outer.left - 1 && inner.right <= outer.right + 1
  && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
if (stage.scrollHeight > stage.clientHeight + 1 || stage.scrollWidth > stage.clientWidth + 1) cut.push("the slide");
if (content.scrollHeight > content.clientHeight + 1 && content.tabIndex !== 0) cut.push("the content");
if (content.scrollWidth > content.clientWidth + 1) cut.push("sideways");
const room = content.getBoundingClientRect();
for (const part of content.querySelectorAll(".plot svg.main-svg, .plot text"))
  if (part.getBoundingClientRect().width && !inside(part.getBoundingClientRect(), room))
    cut.push(part.textContent || "the drawing");
for (const part of stage.querySelectorAll(":scope > p, .headline, .legend, footer p"))
  if (part.scrollWidth > part.clientWidth + 1 || !inside(part.getBoundingClientRect(), stage.getBoundingClientRect()))
    cut.push(part.textContent);
return cut;
"""


def started(browser: Browser, address: str = COMMITTEE, width: int = 1920, height: int = 1080) -> Browser:
    """The player at an address, its first slide drawn."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    browser.driver.get(browser.server_url + address)
    return drawn(browser)


def drawn(browser: Browser) -> Browser:
    """The slide is drawn, whichever it is."""
    browser.until(lambda: browser.run("return document.getElementById('main').dataset.drawn"), "a slide")
    return browser


def at(browser: Browser, number: int) -> None:
    """Waits until slide `number` is drawn."""
    drawing = "return document.getElementById('main').dataset.drawn"
    browser.until(lambda: browser.run(drawing) == str(number), f"slide {number}")


def headline(browser: Browser) -> str:
    return drawn(browser).text(".stage h1")


def news(browser: Browser, start: str) -> None:
    browser.until(lambda: browser.text(".news").startswith(start), start)


def said(browser: Browser) -> str:
    return browser.text(".flash")


def slides(browser: Browser, address: str = COMMITTEE) -> list[dict[str, Any]]:
    """What the server says of a deck."""
    script = "return fetch(arguments[0]).then((answer) => answer.text())"
    address = address.replace("/present?", "/present.json?")
    read: list[dict[str, Any]] = json.loads(browser.run(script, address))["slides"]
    return read


@pytest.fixture
def stoppable(reference_url: str) -> Iterator[Callable[[], str]]:
    """Stops the server if it runs, else starts it again at the same address."""
    running = ExitStack()
    address = running.enter_context(serving(reference_url))
    port = int(address.rpartition(":")[2])
    state = {"running": True}

    def switch() -> str:
        if state["running"]:
            running.close()
        else:
            running.enter_context(serving(reference_url, port=port))
        state["running"] = not state["running"]
        return address

    with running:
        switch.address = address  # type: ignore[attr-defined]
        yield switch


def test_twelve_slides_their_tables_and_filters_go_on_without_the_server(
    impatient: Browser, stoppable: Callable[[], str]
) -> None:
    browser = started(impatient.at(stoppable.address))  # type: ignore[attr-defined]
    expected = slides(browser)
    assert len(expected) == 12
    browser.until(lambda: browser.run("return document.documentElement.dataset.kept") == "yes", "the deck to be kept")
    stoppable()
    news(browser, "The server cannot be reached.")
    for number, entry in enumerate(expected, 1):
        at(browser, number)
        assert headline(browser) == entry["slide"]["headline"]
        assert browser.text(".source") == entry["slide"]["source"]
        show_its_table(browser, entry)
        show_its_filters(browser, entry)
        browser.press(Keys.ARROW_RIGHT)
    browser.press(Keys.ESCAPE)
    browser.until(lambda: said(browser).endswith("the presentation stays open."), "why it cannot be left")
    browser.press("5", Keys.ENTER)
    at(browser, 5)
    browser.driver.refresh()  # there is no network, and the deck is there again
    at(drawn(browser), 5)
    assert headline(browser) == expected[4]["slide"]["headline"]
    show_its_table(browser, expected[4])
    show_its_filters(browser, expected[4])
    news(browser, "The server cannot be reached.")
    stoppable()
    browser.until(lambda: browser.run("return document.querySelector('.news').textContent") == "", "the server again")


def show_its_table(browser: Browser, entry: dict[str, Any]) -> None:
    """The table beside a chart has every row."""
    if not entry["slide"]["figure"].get("data"):
        return
    assert browser.find_elements(".stage .main-svg")
    browser.press("t")
    cells = browser.texts(".stage tbody tr > *")
    assert cells == [cell.strip() for row in entry["slide"]["rows"] for cell in row]
    browser.press("t")
    drawn(browser)


def show_its_filters(browser: Browser, entry: dict[str, Any]) -> None:
    """Every prepared choice shows its own slide; the deck's own comes back."""
    if not entry["choices"]:
        return
    browser.press("f")
    expected = [[choice["slide"]["headline"], choice["slide"]["subtitle"]] for choice in [*entry["choices"], entry]]
    assert browser.driver.execute_async_script(_CHOOSE_EACH, len(entry["choices"])) == expected
    browser.press("f")
    browser.wait_for_no_elements("dialog")


def test_newer_data_change_no_slide_until_asked(impatient: Browser, own_database: str, tmp_path: Path) -> None:
    with serving(own_database, MONITOR_VERSION_CHECK_SECONDS="0") as address:
        browser = started(impatient.at(address), CHARTS)
        assert browser.search() == f"{CHARTS.removeprefix('/present')}&version=1"
        before = browser.text(".subtitle")
        publish(own_database, tmp_path, "assessments", without_last("assessments", 300))
        news(browser, "Newer data are there: version 2.")
        browser.press("t", "t", Keys.ARROW_RIGHT, Keys.ARROW_LEFT)
        at(browser, 1)
        assert browser.text(".subtitle") == before
        assert "data version 1" in browser.text(".source")
        browser.press("u")
        browser.until(lambda: "data version 2" in browser.text(".source"), "the newer data")
        assert browser.text(".subtitle") != before
        assert browser.search().endswith("&version=2")
        assert drawn(browser).focused(".stage")
        started(browser, f"{CHARTS}&version=1")
        assert browser.text(".subtitle") == before


@pytest.fixture
def player(clean: Browser, server: str) -> Browser:
    """The committee's deck on a stage."""
    return started(clean.at(server))


WAYS = [
    ((Keys.ARROW_RIGHT,), 2),
    ((Keys.PAGE_DOWN,), 3),  # a clicker
    ((" ",), 4),
    ((Keys.ARROW_LEFT,), 3),
    ((Keys.PAGE_UP,), 2),  # a clicker
    ((Keys.END,), 12),
    ((Keys.ARROW_RIGHT,), 12),
    ((Keys.HOME,), 1),
    ((Keys.ARROW_LEFT,), 1),
    (("1", "1", Keys.ENTER), 11),
    (("9", "9", Keys.ENTER), 12),
    (("4", Keys.ESCAPE), 12),  # a number that is taken back
    (("4", Keys.ENTER), 4),
]


def test_every_key_does_what_the_help_says(player: Browser) -> None:
    for keys, number in WAYS:
        player.press(*keys)
        at(player, number)
        assert player.text(".number") == f"{number} of 12"
        assert player.focused(".stage")
    assert player.text("[aria-live]") == f"Slide 4 of 12: {headline(player)}"
    for key in ("b", "."):
        player.press(key)
        player.until(lambda: player.run("return !document.querySelector('.blank').hidden"), "a blank screen")
        assert player.focused(".blank")
        player.press(key)
        player.until(lambda: player.run("return document.querySelector('.blank').hidden"), "the slide")
        assert player.focused(".stage")
    first = player.texts(".stage .ytick text")
    player.press(Keys.ARROW_DOWN)
    player.until(lambda: drawn(player).texts(".stage .ytick text")[:1] != first[:1], "other rows")
    player.press(Keys.ARROW_UP)
    player.until(lambda: drawn(player).texts(".stage .ytick text") == first, "the first rows")
    mode = player.run("return document.documentElement.dataset.bsTheme")
    player.press("d")
    assert player.run("return document.documentElement.dataset.bsTheme") != mode
    player.press("s")
    player.until(lambda: player.run("return document.fullscreenElement !== null"), "the full screen")
    player.press("s")
    player.until(lambda: player.run("return document.fullscreenElement === null"), "the window")
    player.press("p")
    assert said(player) == "Playing: 20 s a slide"
    assert player.text('[data-act="play"]') == "Pause"
    player.press("p")
    assert said(player) == "Paused"
    player.press("q")
    player.until(lambda: player.run("return document.querySelector('dialog .code')?.naturalWidth > 0"), "the code")
    assert player.text(".code-address").endswith("#completion-by-theme")
    player.press("q")
    player.wait_for_no_elements("dialog")
    player.press("?")
    assert player.wait_for_element("dialog h2").text == "Keys"
    player.press(Keys.ESCAPE)
    player.until(
        lambda: not player.find_elements("dialog") and player.focused(".stage"), "the slide to have the focus again"
    )


def test_plays_by_itself_and_pauses(clean: Browser, server: str) -> None:
    browser = started(clean.at(server), f"{CHARTS}&every=1")
    browser.wait_for_text_to_equal(".number", "3 of 3")
    browser.wait_for_text_to_equal(".number", "1 of 3")
    browser.click('[data-act="play"]')
    assert browser.text('[data-act="play"]') == "Play"


def test_escape_leads_back_to_where_it_was_opened(clean: Browser, server: str) -> None:
    browser = clean.at(server).open("/data")
    browser.run("location.href = arguments[0]", COMMITTEE)
    browser.until(lambda: "/present" in browser.driver.current_url, "the player")
    drawn(browser).press(Keys.ARROW_RIGHT, Keys.ESCAPE)
    browser.until(lambda: browser.driver.current_url == f"{server}/data", "the page before")


def swipe(browser: Browser, start: tuple[int, int], end: tuple[int, int]) -> None:
    """A finger that moves from one place to another."""
    for kind, points in (("touchStart", [start]), ("touchMove", [end]), ("touchEnd", [])):
        touches = [{"x": x, "y": y} for x, y in points]
        browser.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})


def test_a_swipe_turns_the_slide_on_a_phone(clean: Browser, server: str) -> None:
    clean.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})
    try:
        browser = started(clean.at(server), width=390, height=844)
        swipe(browser, (300, 400), (60, 410))
        at(browser, 2)
        swipe(browser, (60, 400), (300, 410))
        at(browser, 1)
    finally:
        clean.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})


def test_the_presenters_window_has_notes_the_next_slide_and_the_keys(clean: Browser, server: str) -> None:
    deck = "/present?deck=completion-by-region(note=Thank Kenya);completion-by-level;completion-by-year"
    browser = started(clean.at(server), deck)
    stage, *_ = clean.driver.window_handles
    browser.press("n")
    browser.until(lambda: len(clean.driver.window_handles) == 2, "a second window")
    [own] = [handle for handle in clean.driver.window_handles if handle != stage]
    try:
        clean.driver.switch_to.window(own)
        browser.wait_for_text_to_equal(".remark", "Thank Kenya")
        assert (browser.text(".place"), browser.texts(".preview .question")) == (
            "1 of 3",
            ["Where do commitments get finished?", "Which level of government delivers?"],
        )
        browser.until(lambda: browser.text(".elapsed"), "the time")
        browser.until(lambda: len(browser.find_elements(".preview .main-svg")) >= 2, "both charts")
        assert browser.axe() == []
        browser.press(Keys.ARROW_RIGHT)
        browser.wait_for_text_to_equal(".place", "2 of 3")
        assert browser.text(".remark") == "No notes for this slide."
    finally:
        clean.driver.close()
        clean.driver.switch_to.window(stage)
    at(browser, 2)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_slide_can_be_read_from_the_back_of_a_room(clean: Browser, server: str, mode: str) -> None:
    preference = {"features": [{"name": "prefers-color-scheme", "value": mode}]}
    clean.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", preference)
    names = list(TITLES) if mode == "light" else list(TITLES)[::4]  # the colours of the dark are the same on all
    wrong: dict[str, Any] = {}
    for place, name in enumerate(names):
        number = place % MOST_SLIDES + 1
        if number == 1:  # a deck has no room for all
            browser = started(clean.at(server), f"/present?deck={';'.join(names[place : place + MOST_SLIDES])}")
        at(browser, number)
        size, text = browser.run(_SMALLEST)
        if size < 20:
            wrong[f"{name}: {size} px"] = text
        if cut := browser.run(_CUT_OFF):
            wrong[f"{name}: cut off"] = cut
        if found := browser.axe():
            wrong[name] = found
        browser.press(Keys.ARROW_RIGHT)
    assert wrong == {}
    assert browser.run("return document.documentElement.dataset.bsTheme") == mode
    assert browser.console() == []


def test_every_slide_can_be_read_on_a_phone(clean: Browser, server: str) -> None:
    browser = started(clean.at(server), width=360, height=740)
    wrong: dict[str, Any] = {}
    for number in range(1, 13):
        at(browser, number)
        size, text = browser.run(_SMALLEST)
        if size < 14:
            wrong[f"{number}: {size} px"] = text
        if (sideways := browser.sideways()) or browser.run("return document.querySelector('.stage').scrollWidth > 360"):
            wrong[f"{number}: wider"] = sideways
        if number in {1, 4} and (found := browser.axe()):
            wrong[str(number)] = found
        browser.press(Keys.ARROW_RIGHT)
    assert wrong == {}


def test_a_presenter_answers_a_question_from_the_hall(player: Browser) -> None:
    """The journey of PRODUCT.md: full screen, keys, all printed, a question answered, on with the deck."""
    player.press("s", "5", Keys.ENTER)
    at(player, 5)
    assert player.text(".subtitle").endswith("n=1,798 assessed")
    assert "as of 31 December 2018 · data version 1" in player.text(".source")
    player.press("f")
    player.press(Keys.ARROW_DOWN)  # the first of the prepared choices
    player.wait_for_contains_text(".subtitle", "Region: Africa and the Middle East")
    only = "Africa and the Middle East: Completion rate: Africa and the Middle East, 36% of 139."
    assert headline(player) == only
    player.press(Keys.ESCAPE)
    player.until(lambda: player.focused(".stage"), "the slide")
    player.press("t")
    assert player.texts(".stage tbody tr > *")[0] == "Africa and the Middle East"
    player.press("t", Keys.ARROW_RIGHT, Keys.ARROW_LEFT)
    at(player, 5)
    assert "Region: Africa and the Middle East" in player.text(".subtitle")
