"""Long pages: what is on them, cards that fold on a phone, tables that are sorted and searched, heads that stay."""

from __future__ import annotations

from selenium.webdriver.common.keys import Keys

from tests.browser.driving import Browser

PHONE = 390
SHOWN = "[...document.querySelectorAll('.sortable > tr')].filter((row) => row.checkVisibility())"
NAMES = f"return {SHOWN}.map((row) => row.firstChild.textContent)"
RATES = f"return {SHOWN}.map((row) => row.lastChild.textContent)"
OPEN = "return document.querySelectorAll('.folds.card[data-open], .folds.chart-card[data-open]').length"
HIDDEN = """return [...document.querySelectorAll("main :is(.card, .chart-card)")].filter((card) =>
  ![...card.querySelectorAll("p, table, .chart, ul, dl")].some((inner) => inner.checkVisibility()))
  .map((card) => card.id)"""
STUCK = """
const [row, bar] = [document.querySelector(arguments[0]), document.querySelector(".filter-bar")];
const head = row.closest("table").querySelector("thead th").getBoundingClientRect();
return Math.abs(head.top - bar.getBoundingClientRect().bottom) < 2 && head.bottom <= row.getBoundingClientRect().bottom;
"""


class TestOnAPhone:
    def test_a_folded_page_opens_without_a_jump_and_by_the_keyboard(self, browser: Browser) -> None:
        browser.resize(PHONE)
        for path in ("/members/CHL", "/pilots", "/leadership"):
            browser.open(path)
            assert browser.shift() < 0.02, path
        assert browser.axe() == []
        toggle = browser.find_element(".folds.card > .fold-toggle")
        assert toggle.get_attribute("aria-label") == browser.run(
            "return arguments[0].parentElement.firstChild.textContent", toggle
        )
        browser.run("arguments[0].focus()", toggle)
        browser.press(Keys.ENTER)
        assert (toggle.get_attribute("aria-expanded"), browser.run(OPEN)) == ("true", 1)
        assert browser.axe() == []
        browser.press(Keys.SPACE)
        assert (toggle.get_attribute("aria-expanded"), browser.run(OPEN)) == ("false", 0)

    def test_the_list_of_what_is_on_the_page_leads_into_a_folded_card(self, browser: Browser) -> None:
        browser.resize(PHONE)
        browser.open("/members/CHL")
        assert browser.run(HIDDEN) != []
        titles = browser.texts("main :is(.card, .chart-card) :is(h2)")
        assert browser.texts(".on-this-page li:not([hidden])") == titles
        browser.click(".on-this-page .fold-toggle")
        browser.click(".on-this-page a[href='#documents']")
        browser.until(lambda: browser.run("return document.activeElement.id") == "documents", "the place")
        browser.settled()  # nothing is asked for, and nothing takes the place of what was opened
        assert browser.run("return document.activeElement.id") == "documents"
        assert browser.run("return document.activeElement.hasAttribute('data-open')")
        assert not browser.run("return document.querySelector('.on-this-page').hasAttribute('data-open')")
        browser.settled().open("/members/GBR#documents")  # and so does an address
        browser.until(lambda: browser.run(OPEN) == 1, "the card of the address")

    def test_the_list_follows_the_filters(self, browser: Browser) -> None:
        browser.open("/pilots?pilot=L-TBI")
        before = browser.texts(".on-this-page li:not([hidden])")
        browser.run("history.pushState({}, '', '?asof=2011-12-31'); dispatchEvent(new PopStateEvent('popstate'))")
        browser.until(lambda: browser.texts(".on-this-page li:not([hidden])") != before, "another list")
        assert browser.texts(".on-this-page li:not([hidden])") == browser.texts("main :is(.card, .chart-card)[id] h2")

    def test_all_of_it_is_open_on_paper_and_without_scripts(self, browser: Browser) -> None:
        browser.resize(PHONE)
        browser.open("/members/CHL")
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        assert browser.run(HIDDEN) == []
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
        browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        try:
            browser.driver.get(f"{browser.server_url}/members/CHL")
        finally:
            browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
        assert browser.run("return document.querySelectorAll('.folds.card').length") > 3


class TestALongTable:
    def test_shows_ten_rows_and_then_all(self, browser: Browser) -> None:
        browser.open("/members")
        total = browser.run("return document.querySelectorAll('.sortable > tr').length")
        assert (len(browser.run(NAMES)), browser.text(".show-all")) == (10, f"All {total}")
        browser.click(".show-all")
        assert len(browser.run(NAMES)) == total

    def test_is_sorted_by_a_column_with_what_is_not_known_last(self, browser: Browser) -> None:
        browser.open("/members")
        as_listed = browser.run(NAMES)
        browser.click("#members th:last-child .sort")
        browser.click(".show-all")
        rates = [int(text.removesuffix("%")) for text in browser.run(RATES) if text.endswith("%")]
        assert browser.attribute("#members th:last-child", "aria-sort") == "descending"
        assert rates == sorted(rates, reverse=True)
        assert all(text.endswith("%") for text in browser.run(RATES)[: len(rates)])
        browser.click("#members th:last-child .sort")
        assert list(browser.run(RATES))[: len(rates)] == [f"{rate}%" for rate in reversed(rates)]
        browser.run("const one = document.querySelector('.table-sort'); one.value = ''; "
                    "one.dispatchEvent(new Event('input', {bubbles: true}))")  # fmt: skip
        assert browser.run(NAMES)[:10] == as_listed

    def test_stays_sorted_when_a_filter_brings_other_rows(self, browser: Browser) -> None:
        browser.open("/members")
        browser.click("#members th:last-child .sort")
        browser.run("history.pushState({}, '', '?region=americas'); dispatchEvent(new PopStateEvent('popstate'))")
        browser.until(lambda: "Albania" not in browser.texts("#members tbody th"), "the members of a region")
        rates = [int(text.removesuffix("%")) for text in browser.run(RATES) if text.endswith("%")]
        assert rates == sorted(rates, reverse=True)
        assert rates[0] == 85

    def test_is_searched_with_accents_or_without_and_says_how_many_rows_are_left(self, browser: Browser) -> None:
        browser.open("/members")
        total = browser.run("return document.querySelectorAll('.sortable > tr').length")
        browser.fill("#members .table-find", "sao pau")
        assert browser.run(NAMES) == ["São Paulo"]
        assert browser.text("#members .table-count") == f"1 of {total} rows"
        browser.find_element("#members .table-find").clear()
        browser.run("document.querySelector('.table-find').dispatchEvent(new Event('input', {bubbles: true}))")
        assert len(browser.run(NAMES)) == 10
        assert browser.texts("#members .table-count") == [""]

    def test_keeps_its_heads_in_sight(self, browser: Browser) -> None:
        for path, row in (
            ("/members", ".sortable > tr:nth-child(9)"),
            ("/leadership", ".matrix tbody:nth-child(4) > tr:nth-child(9)"),
        ):
            browser.open(path)
            browser.run("document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", row)
            browser.until(lambda row=row: browser.run(STUCK, row), f"the heads of {path} under the filters")

    def test_shows_the_rate_of_a_chart_without_scrolling(self, browser: Browser) -> None:
        browser.open("/?region=africa-middle-east")
        browser.click("#completion-by-priority .actions button")
        browser.until(lambda: browser.find_elements("#completion-by-priority .card-table table"), "the table")
        edges = """const card = document.querySelector("#completion-by-priority");
          const bar = card.querySelector(".card-table .rated").getBoundingClientRect();
          return [bar.right, card.querySelector(".card-table .table-scroll").getBoundingClientRect().right]"""
        rate, edge = browser.run(edges)
        assert 0 < rate <= edge
