"""Dash's own test browser, and what a reader does with it: open, wait until it is settled, click, type, look."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from dash.testing import browser as dash_browser
from dash.testing.errors import TestingTimeoutError
from dash.testing.wait import until
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import Chrome
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

from benchmarks import chromium

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PATIENCE = 60  # seconds until a condition that never comes true is given up
POLL = 0.05  # seconds between two looks at a condition
WIDE, HIGH = 1440, 900

_SETTLED = """
// A phone draws a chart once half of it is in view, or it fills a quarter of the window.
const most = (height) => Math.min(height, window.innerHeight / 2);
const least = window.matchMedia("(max-width: 599.98px)").matches ? 0.5 : 0;
const inView = (element) => element.checkVisibility() && [...element.getClientRects()].some(({top, bottom, height}) => {
  const seen = Math.min(bottom, window.innerHeight) - Math.max(top, 0);
  return height > 0 && seen > 0 && seen >= least * most(height);
});
const drawn = (frame) => frame.querySelector(".js-plotly-plot")?.data?.length > 0;
return document.readyState === "complete"
  && window.store !== undefined
  && !window.store.getState().isLoading
  && document.getElementById("first-paint") === null
  && document.querySelector("main h1") !== null
  && [...document.querySelectorAll(".chart:not([hidden]):has(> .graph)")].filter(inView).every(drawn)
  && document.fonts.status === "loaded";
"""
_UNFITTING = """
const charts = [...document.querySelectorAll(".js-plotly-plot")].filter(({data}) => data?.length);
const widths = charts.map((chart) =>
  [chart.closest("article")?.id, chart.querySelector(".main-svg").getBoundingClientRect().width, chart.clientWidth]);
return widths.filter(([, drawn, room]) => Math.abs(drawn - room) >= 2).map((found) => found.join(" "));
"""
# The drawing inside a chart is one image with a name; the contrast of its colours is held by the tests of the figures.
_AXE = """
const done = arguments[arguments.length - 1];
const everything = {include: document, exclude: [".main-svg"]};
// What is inside is taken out meanwhile: axe would walk over it for half of its time. What can have the focus stays.
const drawings = [...document.querySelectorAll(".main-svg")].filter((svg) => !svg.querySelector("a, [tabindex]"));
const drawn = drawings.map((svg) => [svg, [...svg.childNodes]]);
for (const svg of drawings) svg.replaceChildren();
const finish = (found) => {
  for (const [svg, parts] of drawn) svg.append(...parts);
  done(found);
};
// The size of targets is among the rules that axe leaves out unless it is asked for them.
const passed = Object.fromEntries(arguments[1].map((rule) => [rule, {enabled: false}]));
const rules = arguments[0]
  ? {runOnly: {type: "rule", values: arguments[0]}}
  : {rules: {"target-size": {enabled: true}, ...passed}};
axe.run(everything, {resultTypes: ["violations"], preload: false, ...rules}).then(
  ({violations}) => finish(violations.flatMap(({id, nodes}) => nodes.map(({target}) => `${id}: ${target.join(" ")}`))),
  (fault) => finish([String(fault)]));
"""
_SHIFTS = """
const done = arguments[arguments.length - 1];
new PerformanceObserver((list) => done(list.getEntries()
  .filter((entry) => !entry.hadRecentInput).reduce((sum, {value}) => sum + value, 0)))
  .observe({type: "layout-shift", buffered: true});
new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))).then(() => done(0));
"""
_TEXTS = """
const skipped = (element) => element.closest("script, style, code, noscript, svg")
  || element.closest("[lang]").lang !== document.documentElement.lang;
const found = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const {parentElement, nodeValue} = walker.currentNode;
  if (nodeValue.trim() && !skipped(parentElement)) found.push(nodeValue.trim());
}
for (const name of ["aria-label", "placeholder", "title", "alt"])
  for (const element of document.body.querySelectorAll(`[${name}]`))
    if (!skipped(element)) found.push(element.getAttribute(name));
for (const text of document.querySelectorAll("svg text")) found.push(text.textContent);
return [...found, document.title];
"""

_HURRIED = """
const later = window.setTimeout;
window.setTimeout = (what, time, ...more) => later(what, what.name === "look" ? time / 10 : time, ...more);
"""


def options() -> Options:
    """A Chromium that talks to nobody by itself and keeps its console and its requests for us."""
    chosen = chromium.options(
        *(f"--window-size={WIDE},{HIGH}", "--force-prefers-reduced-motion", "--lang=en-GB"),
        "--process-per-site",  # a new process for each page would compile every script anew
        "--js-flags=--no-opt",  # to optimise scripts of pages that are open for a second takes more than it gives
    )
    chosen.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return chosen


class Browser(dash_browser.Browser):
    """A reader at one server at a time. Every `open` and every wait is for a condition, never for a time."""

    def __init__(self, options: list[Options], downloads: Path) -> None:
        super().__init__(
            "chrome", options=options, download_path=str(downloads), percy_run=False, wait_timeout=PATIENCE
        )
        self.driver.implicitly_wait(0)  # Dash's own two seconds would pass at every look for what is not there
        self._wd_wait = WebDriverWait(self.driver, PATIENCE, poll_frequency=POLL)

    def get_webdriver(self) -> Chrome:
        """Dash's own way keeps neither requests nor what is less than severe, and knows a driver of one name only."""
        chosen = self._get_wd_options()
        chosen.add_experimental_option("prefs", {"download.default_directory": self.download_path})
        return Chrome(service=Service(chromium.driver()), options=chosen)

    def at(self, server_url: str) -> Browser:
        """The reader goes to another server; setting `server_url` would open its first page at once."""
        self._url = server_url
        return self

    def open(self, address: str = "/") -> Browser:
        """Go to an address of the server and wait until nothing moves any more."""
        self.driver.get(self.server_url + address)
        return self.settled()

    def settled(self) -> Browser:
        """Nothing is being fetched or drawn."""
        self.until(lambda: self.run(_SETTLED), "the page to settle")
        return self

    def until(self, condition: Callable[[], Any], what: str = "a condition") -> Any:
        """Wait for `condition`; its value. An element that vanishes meanwhile is asked for again."""
        vain = f"waited in vain for {what} at {self.driver.current_url}"
        return until(lambda: _patiently(condition), PATIENCE, POLL, vain)

    @contextmanager
    def beforehand(self, script: str) -> Iterator[None]:
        """Pages that the tab opens meanwhile run `script` before their own scripts."""
        added = self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})
        try:
            yield
        finally:
            self.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)

    def hurried(self) -> AbstractContextManager[None]:
        """Pages that the tab opens meanwhile look for newer data ten times as often."""
        return self.beforehand(_HURRIED)

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def text(self, css: str) -> str:
        """The text a selector's first element holds, shown or not, as soon as there is one."""
        return str(self.until(lambda: self.texts(css), css)[0])

    def texts(self, css: str) -> list[str]:
        script = "return [...document.querySelectorAll(arguments[0])].map((element) => element.textContent.trim())"
        return list(self.run(script, css))

    def attribute(self, css: str, name: str) -> str:
        """What an attribute of a selector's first element holds, as soon as there is one."""
        return str(self.until(lambda: [self.wait_for_element(css).get_attribute(name) or ""], css)[0])

    def fill(self, css: str, *keys: str) -> None:
        """Keys for a field, or a file for it; one that is replaced meanwhile is looked for again."""
        self.until(lambda: [self.wait_for_element(css).send_keys(*keys)], css)

    def scroll_through(self) -> None:
        """Bring every chart into view, as only those are drawn, and go back to the top."""
        for card in self.find_elements(".chart-card"):
            self.run("arguments[0].scrollIntoView({behavior: 'instant'})", card)
            self.settled()
        self.run("window.scrollTo({top: 0, behavior: 'instant'})")

    def click(self, target: str | WebElement) -> None:
        """A real click of the mouse in the middle of an element; one that is replaced meanwhile is looked for again."""

        def clicked() -> bool:
            element = self.wait_for_element(target) if isinstance(target, str) else target
            self.run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
            ActionChains(self.driver).move_to_element(element).click().perform()
            return True

        self.until(clicked, f"a click on {target}")

    def press(self, *keys: str) -> None:
        """Keys, one after the other, to whatever has the focus."""
        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def choose(self, css: str, value: str) -> None:
        """Choose in a select; one that is replaced meanwhile is looked for again."""

        def chosen() -> bool:
            Select(self.wait_for_element(css)).select_by_value(value)
            return True

        self.until(chosen, f"{value} in {css}")

    def appear(self, mode: str) -> None:
        """Light or dark, by the control on the page where it is not so yet."""
        shown = "return document.documentElement.dataset.bsTheme"
        if self.run(shown) != mode:
            self.choose("select.appearance", mode)
            self.until(lambda: self.run(shown) == mode, mode)
            self.settled()

    def width(self, pixels: int) -> None:
        """As wide as a screen of so many pixels, with all charts drawn for it."""
        self.resize(pixels)
        if self.driver.current_url.startswith(self.server_url):
            self.settled().fits()

    def resize(self, pixels: int) -> None:
        """Change the width of the screen, and wait for no chart."""
        metrics = {"width": pixels, "height": HIGH, "deviceScaleFactor": 1, "mobile": pixels < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.until(lambda: self.run("return window.innerWidth") == pixels or pixels < 600, f"{pixels} px")

    def fits(self) -> bool:
        """Every chart takes the width it has."""
        try:
            return bool(self.until(lambda: not self.run(_UNFITTING), "the charts to take the new width"))
        except TestingTimeoutError as fault:
            raise AssertionError(f"Drawn for another width (chart, drawn, room): {self.run(_UNFITTING)}") from fault

    def search(self) -> str:
        """The query string of the address."""
        return str(self.run("return decodeURIComponent(location.search)"))

    def focused(self, css: str) -> bool:
        return bool(self.run("return document.activeElement.matches(arguments[0])", css))

    def axe(self, *rules: str, but: Sequence[str] = ()) -> list[str]:
        """What axe finds wrong now, rule and place; by `rules` alone where some are named, else by all `but` some."""
        if not self.run("return window.axe !== undefined"):
            self.run(AXE.read_text("utf-8"))
        return list(self.driver.execute_async_script(_AXE, list(rules) or None, list(but)))

    def shift(self) -> float:
        """How much has jumped since the page was opened (CLS)."""
        return float(self.driver.execute_async_script(_SHIFTS))

    def visible_texts(self) -> list[str]:
        """Every text of the page in the page's own language: shown, spoken or drawn."""
        return list(self.run(_TEXTS))

    def sideways(self) -> int:
        """By how many pixels the page is wider than the screen."""
        return int(self.run("return document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"))

    def console(self) -> list[str]:
        """What the console has said since it was last asked."""
        return [entry["message"] for entry in self.get_logs()]

    def requests(self) -> list[str]:
        """Every address asked for since it was last asked."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        sent = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
        return [url for url in sent if not url.startswith(("data:", "blob:"))]


def _patiently(condition: Callable[[], Any]) -> Any:
    try:
        return condition()
    except StaleElementReferenceException:
        return None
