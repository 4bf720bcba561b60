"""What readers come for, with real clicks and keys, from the question to the numbers taken away."""

from __future__ import annotations

import csv
import io
import re
import urllib.request
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from typer.testing import CliRunner

from dashboard.__main__ import app as command_line
from dashboard.language.languages import LANGUAGES
from tests.browser.driving import Browser

QUERY = "?region=africa-middle-east&theme=open-data"
SUMMARY = ".filter-summary"
THEMES = "#completion-by-theme"
_HELD = """
let plotly;
let held = [];
window.begun = () => held.length;
window.letGo = () => { const all = held; held = null; for (const go of all) go(); };
Object.defineProperty(window, "Plotly", {
  get: () => plotly,
  set: (library) => {
    const {react} = plotly = library;
    library.react = (...all) => new Promise((go) => held ? held.push(go) : go()).then(() => react(...all));
  },
});
"""
"""Holds the first drawing of every chart until it is let go."""
_FAILING = """
let plotly;
Object.defineProperty(window, "Plotly", {
  get: () => plotly,
  set: (library) => {
    const {react} = plotly = library;
    library.react = (plot, data, ...more) => {
      if (data.length && plot.closest("article").id === "completion-by-theme") throw new Error("no such chart");
      return react(plot, data, ...more);
    };
  },
});
"""
"""The chart of themes cannot be drawn."""


def opened(browser: Browser, label: str) -> None:
    """Opens the disclosure of a filter with the mouse."""
    [summary] = [s for s in browser.find_elements("details.choice > summary") if s.text.startswith(label)]
    browser.click(summary)


def tick(browser: Browser, value: str) -> None:
    """Ticks the box of a value in the disclosure that is open."""
    browser.click(f'details.choice[open] input[type=checkbox][value="{value}"]')


def summary(browser: Browser, count: str) -> bool:
    return browser.text(SUMMARY).startswith(f"{count} of 2,018 commitments")


def assessed(browser: Browser, card: str) -> int:
    """The n that a card prints."""
    said = re.search(r"n\s*=\s*([\d,]+)", browser.text(f"#{card} .card-subtitle"))
    return int(said[1].replace(",", "")) if said else -1


def largest(browser: Browser, css: str) -> WebElement:
    """Of several marks the one that is easiest to hit."""
    area = "const {width, height} = e.getBoundingClientRect(); return width * height"
    script = f"const area = (e) => {{ {area} }}; return [...document.querySelectorAll(arguments[0])]"
    browser.wait_for_element(css)
    return browser.run(f"{script}.reduce((one, two) => (area(one) < area(two) ? two : one))", css)


class TestOverview:
    def test_shows_how_the_partnership_is_doing(self, browser: Browser) -> None:
        browser.open("/")
        assert browser.text("h1").startswith("53% of assessed commitments")
        assert browser.texts(".figures .value")[:2] == ["2,018", "53%"]

    def test_draws_every_chart(self, browser: Browser) -> None:
        browser.open("/").scroll_through()
        drawn = [
            card
            for card in browser.find_elements(".chart-card")
            if card.find_elements(By.CSS_SELECTOR, ".main-svg path")
        ]
        folded = browser.find_elements("details:not([open]) .chart-card")
        assert len(drawn) == len(browser.find_elements(".chart-card")) - len(folded) == 6

    def test_shows_the_ends_of_a_long_ranking_and_all_of_it_when_asked_by_keyboard(self, browser: Browser) -> None:
        rows = f"return document.querySelector('{THEMES} .js-plotly-plot').layout.yaxis.ticktext.length"
        browser.open("/")
        assert browser.run(rows) == 10
        assert browser.text(f"{THEMES} .ranking button") == "All 42"
        browser.run("arguments[0].focus()", browser.find_element(f"{THEMES} .ranking button"))
        browser.press(Keys.ENTER)
        browser.until(lambda: browser.run(rows) == 42, "all themes")
        assert browser.attribute(f"{THEMES} .ranking button", "aria-expanded") == "true"
        assert browser.focused(f"{THEMES} .ranking button")
        browser.press(Keys.ENTER)
        browser.until(lambda: browser.run(rows) == 10, "the ends again")

    def test_says_in_one_sentence_that_a_card_has_no_data(self, browser: Browser) -> None:
        browser.open("/?region=europe&asof=2011-01-01")
        cards = ".chart-card:not(details .chart-card)"
        shown = f"return [...document.querySelectorAll('{cards}')].map((card) => card.innerText)"
        assert {text.rpartition("?")[2].strip() for text in browser.run(shown)} == {
            "No commitments under these filters. Reset the filters"
        }

    def test_draws_the_others_where_one_cannot_be_drawn(self, browser: Browser) -> None:
        with browser.beforehand(_FAILING):
            browser.driver.get(browser.server_url)
        drawn = "const {data} = document.querySelector(`${arguments[0]} .js-plotly-plot`) || {}; return data?.length"
        browser.until(lambda: browser.run(drawn, "#completion-by-region"), "the chart after the one that fails")
        assert not browser.run(drawn, THEMES)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_cuts_no_label_of_a_chart_off(self, browser: Browser, lang: str) -> None:
        browser.open(f"/?lang={lang}").scroll_through()
        cut = """
            return [...document.querySelectorAll(".ytick text")].filter((label) =>
              label.getBoundingClientRect().left < label.closest(".chart").getBoundingClientRect().left)
              .map((label) => label.textContent)"""
        assert len(browser.find_elements(".ytick text")) > 20
        assert browser.run(cut) == []

    def test_shows_the_numbers_of_a_chart_as_a_table(self, browser: Browser) -> None:
        browser.open("/" + QUERY)
        browser.click("#completion-by-region .actions button")
        browser.wait_for_element("#completion-by-region table")
        texts = "[...row.querySelectorAll('td')].map((cell) => cell.innerText)"
        rows = f"return [...document.querySelectorAll('#completion-by-region tbody tr')].map((row) => {texts})"
        chosen = [row for row in browser.run(rows) if row[-1] == "chosen"]
        assert [(row[0], row[-3], row[-2]) for row in chosen] == [("21%", "21", "19")]  # the rate beside the name


class TestFiltering:
    def test_a_box_changes_every_number_of_the_page(self, browser: Browser) -> None:
        browser.open("/")
        opened(browser, "Region")
        tick(browser, "africa-middle-east")
        browser.until(lambda: browser.search() == "?region=africa-middle-east", "the address to follow")
        opened(browser, "Theme")
        tick(browser, "open-data")
        browser.until(lambda: summary(browser, "21"), "21 commitments")
        browser.until(lambda: assessed(browser, "completion-by-theme") == 19, "n in the card")
        browser.until(lambda: browser.texts(".figures .value")[0] == "21", "the figure")
        assert browser.search() == QUERY

    def test_the_filters_go_along_to_another_page(self, browser: Browser) -> None:
        browser.open("/" + QUERY)
        browser.click(".main-nav a:nth-child(2)")
        browser.wait_for_text_to_equal("h1", "21 commitments")
        assert (browser.search(), summary(browser.settled(), "21")) == (QUERY, True)

    def test_a_click_on_a_bar_narrows_to_it(self, browser: Browser) -> None:
        browser.open("/")
        browser.click(largest(browser, f"{THEMES} .barlayer .point path"))
        browser.until(lambda: browser.search().startswith("?theme="), "the filter")
        browser.wait_for_contains_text(f"{THEMES} .card-subtitle", "Theme: ")

    def test_a_second_click_lets_go(self, browser: Browser) -> None:
        browser.open("/?region=europe")
        points = "#completion-by-region .scatterlayer path.point"
        browser.wait_for_element(points)
        browser.click(browser.find_elements(points)[-1])  # drawn above the others, which stand beside it in grey
        browser.until(lambda: browser.search() == "", "all again")

    def test_the_link_in_a_table_does_the_same_by_keyboard(self, browser: Browser) -> None:
        browser.open("/")
        browser.click(f"{THEMES} .actions button")
        link = browser.wait_for_element(f"{THEMES} tbody th a")
        browser.run("arguments[0].focus()", link)
        browser.press(Keys.ENTER)
        browser.until(lambda: browser.search().startswith("?theme="), "the filter")

    def test_a_day_of_the_past_shows_what_was_known_then(self, browser: Browser) -> None:
        browser.open("/?asof=2014-12-31")
        assert browser.texts(".figures .value")[0] == "1,927"
        assert "467 of 920 assessed" in browser.texts(".figures .note")[1]

    def test_a_meeting_can_be_chosen_by_name(self, browser: Browser) -> None:
        browser.open("/")
        opened(browser, "As of")
        browser.click('.asof-day ~ * input[value="2017-06-27"], input[type=radio][value="2017-06-27"]')
        browser.until(lambda: browser.search() == "?asof=2017-06-27", "the address")

    def test_reset_leaves_nothing_chosen_but_the_language(self, browser: Browser) -> None:
        browser.open("/" + QUERY + "&lang=es")
        browser.click(f"{SUMMARY} a")
        browser.until(lambda: browser.search() == "?lang=es", "the address")
        browser.wait_for_contains_text(SUMMARY, "2.018 de 2.018")

    def test_a_link_that_asks_for_what_is_not_there_says_so(self, browser: Browser) -> None:
        browser.open("/?region=atlantis")
        assert "region=atlantis" in browser.text(".notice")

    def test_an_empty_selection_offers_the_way_back(self, browser: Browser) -> None:
        browser.open("/?region=europe&asof=2011-01-01")
        browser.click(".chart-card .empty a")
        browser.until(lambda: summary(browser, "2,018"), "all commitments")


class TestTheAddress:
    def test_back_and_forward_undo_and_redo(self, browser: Browser) -> None:
        browser.open("/")
        opened(browser, "Region")
        tick(browser, "europe")
        browser.until(lambda: not summary(browser, "2,018"), "fewer commitments")
        narrowed = browser.text(SUMMARY)
        browser.driver.back()
        browser.until(lambda: summary(browser, "2,018"), "all commitments")
        browser.driver.forward()
        browser.wait_for_text_to_equal(SUMMARY, narrowed)

    def test_back_unticks_the_box(self, browser: Browser) -> None:
        browser.open("/")
        opened(browser, "Region")
        tick(browser, "europe")
        browser.until(lambda: browser.search() == "?region=europe", "the address")
        browser.settled().driver.back()
        browser.until(
            lambda: browser.run("return document.querySelectorAll('.choice :checked[type=checkbox]').length") == 0
        )

    def test_a_reload_shows_the_same(self, browser: Browser) -> None:
        browser.open("/" + QUERY)
        before = (browser.text("h1"), browser.texts(".card-subtitle"))
        browser.driver.refresh()
        browser.settled()
        assert (browser.text("h1"), browser.texts(".card-subtitle")) == before

    def test_a_copied_link_shows_the_same(self, browser: Browser) -> None:
        browser.open("/")
        opened(browser, "Theme")
        tick(browser, "open-data")
        browser.until(lambda: browser.search() == "?theme=open-data", "the address")
        browser.until(lambda: not summary(browser, "2,018"), "fewer commitments")
        link, seen = browser.driver.current_url, browser.settled().text("h1")
        browser.driver.get("about:blank")
        browser.driver.get(link)
        assert browser.settled().text("h1") == seen


class TestLanguage:
    def test_the_switch_keeps_the_filters(self, browser: Browser) -> None:
        browser.open("/" + QUERY)
        browser.click(".languages a[lang=fr]")
        browser.until(lambda: browser.run("return document.documentElement.lang") == "fr", "French")
        assert browser.settled().search() == QUERY + "&lang=fr"
        assert "21 engagements" in browser.text(SUMMARY)


class TestCommitments:
    def test_the_search_does_not_mind_accents(self, browser: Browser) -> None:
        everything = _found(browser.open("/commitments?lang=fr"))
        of_brazil = _found(browser.open("/commitments?lang=fr&q=bresil"))
        assert "" != of_brazil != everything
        browser.open("/commitments?lang=fr").click(".search-row input")
        browser.until(lambda: browser.focused(".search-row input"), "the search box to have the focus")
        browser.press("BRÉSIL", Keys.ENTER)
        browser.until(lambda: "q=" in browser.search() and _found(browser) == of_brazil, "the same commitments")

    def test_a_header_sorts_and_says_so(self, browser: Browser) -> None:
        browser.open("/commitments")
        browser.click("th[scope=col] a")
        browser.until(lambda: browser.search() == "?sort=title", "the address")
        browser.wait_for_element('th[aria-sort="ascending"]')
        titles = browser.settled().texts("tbody th")
        assert titles == sorted(titles, key=str.lower)

    def test_the_next_page_goes_on_where_the_first_ends(self, browser: Browser) -> None:
        browser.open("/commitments?sort=title")
        last = browser.texts("tbody th")[-1]
        browser.click(".pagination a")
        browser.until(lambda: "page=2" in browser.search(), "the address")
        browser.wait_for_contains_text(".pagination", "Page 2 of 41")
        assert last.lower() <= browser.texts("tbody th")[0].lower()

    def test_a_title_leads_to_its_commitment(self, browser: Browser) -> None:
        browser.open("/commitments?sort=title&asof=2016-12-31")
        title = browser.text("tbody th a")
        browser.click("tbody th a")
        browser.until(lambda: browser.texts("h1") == [title], "the commitment")
        assert browser.search() == "?asof=2016-12-31"

    def test_a_commitment_tells_what_was_found_and_where_it_stands(self, browser: Browser) -> None:
        browser.open("/commitments/ALB-1-001")
        assert browser.texts(".timeline .chip") == ["Complete"]
        assert "commitments.csv" in browser.text("main")


class TestMembers:
    def test_a_member_without_data_is_said_to_have_none_yet(self, browser: Browser) -> None:
        assert browser.open("/members/FRA").text("h1") == "France: No assessed commitments yet."

    def test_totals_published_for_a_plan_are_shown_apart(self, browser: Browser) -> None:
        browser.open("/members/L-BOJ")
        assert "not added to them" in browser.text("main")

    def test_a_name_leads_to_its_page(self, browser: Browser) -> None:
        browser.open("/members")
        name = browser.text("section tbody th a")
        browser.click("section tbody th a")
        browser.until(lambda: browser.text("h1").startswith(f"{name}: "), "the member")


class TestOtherPages:
    def test_the_data_page_says_what_was_loaded(self, browser: Browser) -> None:
        browser.open("/data")
        assert browser.text("h1").startswith("Data version 1: ")

    def test_an_address_that_leads_nowhere_offers_the_way_home(self, browser: Browser) -> None:
        browser.open("/nowhere")
        browser.click("main p a")
        browser.until(lambda: browser.text("h1").startswith("53%"), "the overview")

    def test_an_empty_database_explains_itself_under_a_path_of_its_own(self, clean: Browser, empty_server: str) -> None:
        browser = clean.at(empty_server).open("/monitor/")
        assert "ogm load" in browser.text("main")
        assert browser.console() == []


class TestTakingAway:
    def test_the_csv_is_what_the_command_line_prints(self, browser: Browser, reference_url: str) -> None:
        browser.open("/" + QUERY)
        address = browser.attribute(f"{THEMES} a[download]", "href")
        with urllib.request.urlopen(address) as answer:
            downloaded = answer.read()
        arguments = ["chart", "completion-by-theme", QUERY]
        printed = CliRunner().invoke(command_line, arguments, env={"MONITOR_DATABASE_URL": reference_url})
        assert downloaded == printed.stdout_bytes

    def test_the_csv_has_the_n_of_the_card(self, browser: Browser) -> None:
        browser.open("/" + QUERY)
        address = browser.attribute("#completion-by-region a[download]", "href")
        with urllib.request.urlopen(address) as answer:
            rows = csv.DictReader(io.StringIO(answer.read().decode()))
            [row] = [row for row in rows if row["chosen"] == "True"]  # the others stand beside it
        assert assessed(browser, "completion-by-region") == int(row["assessed"])

    @pytest.mark.parametrize(("label", "start"), [("PNG", b"\x89PNG"), ("SVG", b"<svg")])
    def test_a_chart_becomes_a_picture(self, browser: Browser, downloads: Path, label: str, start: bytes) -> None:
        browser.open("/")
        [button] = [b for b in browser.find_elements("#completion-by-region .actions button") if b.text == label]
        browser.click(button)
        file = downloads / f"completion-by-region.{label.lower()}"
        browser.until(file.exists, "the picture")
        assert file.read_bytes().startswith(start)

    def test_the_link_button_copies_this_view_of_this_chart(self, browser: Browser) -> None:
        grant = {"origin": browser.server_url, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
        browser.driver.execute_cdp_cmd("Browser.grantPermissions", grant)
        browser.open("/" + QUERY)
        browser.click("#completion-by-level .share summary")
        browser.click("#completion-by-level [data-share=link]")
        browser.wait_for_text_to_equal("#completion-by-level .share-told", "Link copied.")
        script = "const done = arguments[0]; navigator.clipboard.readText().then(done, (fault) => done(String(fault)))"
        assert browser.driver.execute_async_script(script) == f"{browser.server_url}/{QUERY}#completion-by-level"


class TestAppearance:
    def test_dark_is_remembered(self, browser: Browser) -> None:
        browser.open("/").appear("dark")
        browser.open("/members")
        assert browser.run("return document.documentElement.dataset.bsTheme") == "dark"
        assert browser.run("return document.querySelector('select.appearance').value") == "dark"

    def test_charts_turn_dark_with_the_page(self, browser: Browser) -> None:
        ground = f"return document.querySelector('{THEMES} .main-svg').style.background"
        light = browser.open("/").run(ground)
        browser.appear("dark")
        browser.until(lambda: browser.run(ground) != light, "a dark chart")

    def test_without_a_choice_the_system_decides(self, browser: Browser) -> None:
        dark = [{"name": "prefers-color-scheme", "value": "dark"}]
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": dark})
        assert browser.open("/data").run("return document.documentElement.dataset.bsTheme") == "dark"

    def test_a_screen_turned_while_charts_are_drawn_is_filled_by_them(self, browser: Browser) -> None:
        with browser.beforehand(_HELD):
            browser.driver.get(browser.server_url)
        browser.until(lambda: browser.run("return window.begun?.()"), "a chart that is about to be drawn")
        drawn = browser.run("return document.querySelector('.chart').clientWidth")
        browser.resize(390)
        browser.until(lambda: browser.run("return document.querySelector('.chart').clientWidth") < drawn)
        browser.run("window.letGo()")
        assert browser.settled().fits()

    def test_paper_is_light_and_without_buttons(self, browser: Browser) -> None:
        browser.open("/").appear("dark")
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": []})
        shown = "return document.querySelector(arguments[0]).getClientRects().length > 0"
        assert [css for css in (".actions", ".main-nav", ".site-tools") if browser.run(shown, css)] == []
        assert browser.run("return getComputedStyle(document.body).backgroundColor") in {
            "rgb(255, 255, 255)", "rgb(246, 247, 248)", "rgba(0, 0, 0, 0)",
        }  # fmt: skip


def _found(browser: Browser) -> str:
    browser.wait_for_contains_text("main h1", " engagement")
    browser.settled()
    return " ".join(browser.texts("main [role=status]"))
