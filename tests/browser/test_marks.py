"""The marks of every chart by keyboard: each is ringed, spoken with its n, chosen with Enter, left with Escape."""

from __future__ import annotations

import csv
import io
import re
from urllib.request import urlopen

from selenium.webdriver.common.keys import Keys

from dashboard.charts.registry import CHARTS
from tests.browser.driving import Browser

_ALBANIA = dict.fromkeys(("member-compared", "completion-by-plan", "progress-by-plan"), "/members/ALB")
ADDRESSES = {**_ALBANIA, "pilots-map": "/pilots"}
"""Where charts stand that need another page than their own, or a page about something."""
_UNFOLD = "for (const fold of document.querySelectorAll('details:has(.chart)')) fold.open = true"
_WALK = """
const done = arguments[arguments.length - 1];
const frame = document.querySelector(arguments[0]);
const press = (key) => frame.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
const around = () => {
  const ring = frame.querySelector(".mark-ring");
  const [inner, outer] = [ring.getBoundingClientRect(), frame.getBoundingClientRect()];
  return !ring.hidden && inner.left >= outer.left - 8 && inner.right <= outer.right + 8;
};
frame.focus();
press("Home");
const heard = [];
for (let last; ; press("ArrowRight")) {
  const said = frame.querySelector(".mark-said").textContent;
  if (said === last) break;
  heard.push([said, around()]);
  last = said;
}
press("Escape");
const traces = frame.querySelector(".js-plotly-plot").data.filter(({hovertext}) => Array.isArray(hovertext));
const drawn = new Set(traces.flatMap(({customdata}) => customdata.map(([id]) => id)));
done([heard, drawn.size, frame.querySelector(".mark-said").textContent, document.activeElement === frame]);
"""


def numbers(server: str, name: str) -> list[dict[str, str]]:
    """The rows of a chart as its CSV has them."""
    member = "?member=ALB" if "ALB" in ADDRESSES.get(name, "") else ""
    with urlopen(f"{server}/charts/{name}.csv{member}") as file:
        return list(csv.DictReader(io.TextIOWrapper(file, "utf-8-sig")))


def rows(server: str, name: str) -> dict[str, str]:
    """The n of each row by label; of a row in which nothing is known, all of it."""
    return {one["label"]: f"{int(_n(one)):,}" for one in numbers(server, name)}


def _n(record: dict[str, str]) -> str:
    known = record.get("assessed", record.get("known", "0"))
    return known if known != "0" else record["commitments"]


def is_drawn(server: str, name: str) -> bool:
    """A chart of which nothing is known is a sentence."""
    return any(row.get("assessed", row.get("known")) != "0" for row in numbers(server, name))


def walked(browser: Browser, frame: str) -> list[str]:
    """Walks all marks from the first to the last and leaves; what was spoken."""
    heard, drawn, left, focused = browser.driver.execute_async_script(_WALK, frame)
    assert (len(heard), left, focused) == (drawn, "", True)
    assert [said for said, ringed in heard if not ringed] == []
    return [said for said, _ in heard]


def speak_all(server: str, spoken: dict[str, list[str]]) -> None:
    """Each mark of each chart in the order of its CSV, with its n and its place among all."""
    assert len(spoken) > len(CHARTS) - 6  # one that is of reports alone, four of early results
    for name, sentences in spoken.items():
        listed = [(label, n) for label, n in rows(server, name).items() if any(_is_of(label, one) for one in sentences)]
        assert len(sentences) == len(listed) > 0, name  # a map has no place for who has none
        for place, (text, (label, n)) in enumerate(zip(sentences, listed, strict=True), 1):
            assert re.search(rf"\b{n}\b", text.removeprefix(label)), (name, text)
            assert text.endswith(f" ({place}/{len(sentences)})"), name


def at(browser: Browser, number: int) -> None:
    """Slide `number` is on the stage, and drawn."""
    drawing = "return document.getElementById('main').dataset.drawn"
    browser.until(lambda: browser.run(drawing) == str(number), f"slide {number}")


def _is_of(label: str, sentence: str) -> bool:
    return sentence.startswith(f"{label}. ")


def test_the_arrows_speak_each_mark_of_every_chart_with_its_n(browser: Browser, server: str) -> None:
    spoken: dict[str, list[str]] = {}
    pages: dict[str, list[str]] = {}
    for name in CHARTS:
        if is_drawn(server, name):
            pages.setdefault(ADDRESSES.get(name, f"/{CHARTS[name].page}"), []).append(name)
    for page, names in pages.items():
        browser.open(page).run(_UNFOLD)
        browser.scroll_through()
        spoken |= {name: walked(browser, f"#{name} .chart") for name in names}
    speak_all(server, spoken)
    assert "95% interval: " in spoken["completion-by-region"][0]
    assert "Not started: " in spoken["completion-by-theme"][0]


def test_the_arrows_speak_each_mark_of_every_chart_on_a_stage(browser: Browser, server: str) -> None:
    names = [name for name in CHARTS if is_drawn(server, name)]
    of_albania = [name for name in names if "ALB" in ADDRESSES.get(name, "")]
    spoken: dict[str, list[str]] = {}
    for deck, filters in ((of_albania, "&member=ALB"), ([one for one in names if one not in of_albania], "")):
        browser.driver.get(f"{server}/present?deck={';'.join(deck)}{filters}")
        for number, name in enumerate(deck, 1):
            at(browser, number)
            spoken[name] = walked(browser, "#main .figure")
            browser.press(Keys.PAGE_DOWN)  # which the chart leaves to the player
    speak_all(server, spoken)


def test_a_real_reader_walks_and_chooses(browser: Browser) -> None:
    browser.open("/")
    browser.run("document.querySelector('#completion-by-region .chart').focus()")
    browser.press(Keys.ARROW_RIGHT)
    first = browser.text("#completion-by-region .mark-said")
    browser.press(Keys.ARROW_DOWN, Keys.ARROW_LEFT)
    assert browser.text("#completion-by-region .mark-said") == first
    assert first.startswith("Africa and the Middle East. ")
    browser.press(Keys.ENTER)
    browser.until(lambda: browser.search() == "?region=africa-middle-east", "the filter")
    browser.settled()
    assert browser.focused("#completion-by-region .chart")
    browser.press(Keys.ESCAPE, Keys.TAB)
    assert browser.run("return document.activeElement.closest('#completion-by-region .actions') !== null")


def test_a_presenter_walks_a_chart_and_goes_on(browser: Browser) -> None:
    browser.driver.get(f"{browser.server_url}/present?deck=completion-by-region;completion-by-theme")
    at(browser, 1)
    browser.press(Keys.TAB)
    assert browser.focused("#main .figure")
    browser.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    assert browser.text("#main .mark-said").startswith("Americas. ")
    browser.press(Keys.ESCAPE)  # leaves the marks, not the presentation
    assert (browser.text("#main .mark-said"), browser.focused("#main .figure")) == ("", True)
    assert browser.axe() == []
    browser.press(Keys.PAGE_DOWN)
    at(browser, 2)


def test_a_chart_on_another_site_is_walked_too(browser: Browser) -> None:
    browser.driver.get(f"{browser.server_url}/embed/completion-by-theme?lang=fr")
    browser.wait_for_element(".slide-chart[tabindex]")
    said = walked(browser, ".slide-chart")
    assert len(said) == len(browser.find_elements(".slide-table tbody tr"))
    assert all(re.search(r"\d+ sur \d+|degré", text) for text in said)
    assert browser.axe() == []


def test_colours_that_say_something_stay_under_forced_ones_and_lines_grow_strong(browser: Browser) -> None:
    def shown(css: str, name: str) -> str:
        style = "getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]"
        return str(browser.run(f"return {style}", css, name))

    browser.open("/")
    swatch, edge = ("#completion-by-theme .swatch", "backgroundColor"), ("#completion-by-theme .bars path", "stroke")
    own, ink = shown(*swatch), shown("h1", "color")
    assert shown(*edge) != ink
    media = {"features": [{"name": "forced-colors", "value": "active"}]}
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    assert shown(*swatch) == own  # beside its word, where every other ground is the system's
    assert shown("#completion-by-theme .chart", "forcedColorAdjust") == "none"
    assert shown(*edge) == ink
    media = {"features": [{"name": "prefers-contrast", "value": "more"}]}
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    assert shown(*edge) == shown(".card-subtitle", "color") == ink
    assert browser.axe() == []


def test_shapes_that_are_nothing_but_their_ground_stay_under_forced_colours(browser: Browser) -> None:
    grounds = "return [...document.querySelectorAll(arguments[0])].map((one) => getComputedStyle(one).background)"
    shapes = {
        "/agenda": ".moment, .moment-key, .brand-mark",
        "/members": ".rate-bar > span",
        "/brief": ".small-bar > span",
    }
    own = {page: browser.open(page).run(grounds, css) for page, css in shapes.items()}
    media = {"features": [{"name": "forced-colors", "value": "active"}]}
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    forced = {page: browser.open(page).run(grounds, css) for page, css in shapes.items()}
    assert all(own.values())
    assert forced == own
