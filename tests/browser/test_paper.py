"""Any page prints whole, as a reader prints it who has not scrolled: every section, number and chart, and no menu."""

from __future__ import annotations

import base64
import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from selenium.webdriver.common.keys import Keys

from dashboard.charts.registry import CHARTS
from dashboard.web.pages import PAGES
from tests.browser.driving import Browser
from tests.dashboard.test_pages import address

A4 = {"printBackground": True, "preferCSSPageSize": True, "paperWidth": 8.27, "paperHeight": 11.69}
A_NUMBER = re.compile(r"\d+")
OF_A_MAP = 20_000
"""So many lines has the world; no page without a map comes near."""
ENOUGH = 3
"""So many labels of a chart are to be read, as a long one may say the others on demand: words alone name two."""

_PAGE = """
const done = arguments[0];
const texts = (css, root = document) => [...root.querySelectorAll(css)].map(({textContent}) => textContent.trim());
const main = document.querySelector("main").cloneNode(true);
for (const part of main.querySelectorAll(".chart, .actions, .breadcrumb")) part.remove();
const menu = texts(".skip-link, .main-nav a, .site-tools *, .filter-bar summary, main .actions *, .site-pages a");
const said = new Set(texts("*", main));
const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
const cells = [];
while (walker.nextNode()) {
  const {parentElement, nodeValue} = walker.currentNode;
  if (parentElement.closest("td, tbody th, .figure dd")) cells.push(nodeValue);
}
const charts = [...document.querySelectorAll(".chart:not([hidden])")].map((frame) => frame.closest("article"));
const numbers = charts.map(async (card) =>
  [card.id, await (await fetch(card.querySelector("a[download]").href)).text()]);
Promise.all(numbers).then((answers) => done({
  sections: texts(":is(h1, h2, h3)", main),
  cells,
  menu: menu.filter((text) => text && !said.has(text)),
  outside: main.textContent,
  charts: Object.fromEntries(answers),
}));
"""
_READY = "return [...document.querySelectorAll('.chart')].length === 0 || window.Plotly !== undefined"
_LAND = "return window.PlotlyGeoAssets?.topojson.world_110m !== undefined"


def plain(text: str) -> str:
    """Words and numbers in their order, however a line of paper breaks them."""
    return re.sub(r"\s+", "", text)


def printed(browser: Browser) -> PdfReader:
    """The sheets that the browser makes of the page as it stands."""
    answer = browser.driver.execute_cdp_cmd("Page.printToPDF", A4)
    return PdfReader(io.BytesIO(base64.b64decode(answer["data"])))


def lacking(page: dict[str, Any], sheets: PdfReader) -> Iterator[str]:
    """What the page says and paper does not, and what paper should not say."""
    lines = [line.strip() for sheet in sheets.pages for line in sheet.extract_text().splitlines()]
    text = plain(" ".join(lines))
    yield from (f"section: {told}" for told in page["sections"] if plain(told) not in text)
    numbers = {number for told in page["cells"] for number in A_NUMBER.findall(told)}
    yield from (f"number: {number}" for number in numbers - set(A_NUMBER.findall(" ".join(lines))))
    menu = set(lines) & set(page["menu"])  # a line of text may end as a word of it does
    yield from (f"menu: {line}" for line in menu if len(menu) >= ENOUGH)
    outside = plain(page["outside"])
    for name, numbers_of in page["charts"].items():
        labels = [plain(row["label"])[:10] for row in csv.DictReader(io.StringIO(numbers_of))]
        to_read = [label for label in labels if text.count(label) > outside.count(label)]
        if not CHARTS[name].is_map and len(to_read) < min(ENOUGH, len(labels)):
            yield f"chart: {name}"
    if any(CHARTS[name].is_map for name in page["charts"]):
        drawn = sum(len(re.findall(rb"[\d.] l\s", sheet.get_contents().get_data())) for sheet in sheets.pages)
        yield from [] if drawn > OF_A_MAP else ["map"]


def test_of_every_page_holds_all_it_says_and_no_menu(browser: Browser) -> None:
    wrong = {}
    for page in PAGES:
        if not page.public:
            continue
        browser.open(f"/{address(page)}?lang=en")
        shown = browser.driver.execute_async_script(_PAGE)
        if shown["charts"]:
            browser.press(Keys.CONTROL)  # with which printing begins
            browser.until(lambda: browser.run(_READY), "what charts are drawn with")
        if any(CHARTS[name].is_map for name in shown["charts"]):
            browser.until(lambda: browser.run(_LAND), "the land of the map")
        wrong[page.name] = [*lacking(shown, printed(browser))]
        assert browser.run("return document.querySelector('.chart-piece')") is None
        assert browser.console() == []
    assert {name: found for name, found in wrong.items() if found} == {}


def test_of_a_member_or_city_on_one_page_is_one_sheet_of_a4_with_a_code(browser: Browser) -> None:
    for place in ("CHL?lang=fr", "BRA?lang=es", "GBR?lang=fr", "FRA?lang=en", "L-TBI?lang=es"):
        browser.open(f"/one-page/{place}")
        browser.until(lambda: browser.run("return document.querySelector('.qr-code').naturalWidth > 0"), "the code")
        browser.press(Keys.CONTROL)
        browser.until(lambda: browser.run(_READY), "what charts are drawn with")
        document = printed(browser)
        [sheet] = document.pages
        assert [round(float(side) / 72 * 25.4) for side in sheet.mediabox[2:]] == [210, 297]
        text = plain(sheet.extract_text())
        told = [browser.text("h1"), *browser.texts(".one-page :is(h2, .figure .value, td, tbody th)")]
        assert [one for one in told if plain(one) not in text] == []
