"""A chart on another site, in a real browser: allowed or refused, as high as it is, pinned or live, and small."""

from __future__ import annotations

import html
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import sqlalchemy as sa
from selenium.webdriver.common.keys import Keys

from tests.browser.conftest import serving
from tests.browser.driving import Browser
from tests.dashboard import databases, hand

BYTES_AT_MOST = 600_000
CHART = "/embed/completion-by-theme?lang=en"
MENU = "#completion-by-region .share"
_BYTES = """
const entries = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
return entries.reduce((sum, {transferSize}) => sum + transferSize, 0);
"""
_DRAWN = "return document.querySelector('.slide .main-svg path, .slide .main-svg text') !== null"


@contextmanager
def another_site(code: str) -> Iterator[str]:
    """The address of a page of another origin that holds `code`."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!DOCTYPE html><title>Elsewhere</title>{code}".encode())

        def log_message(self, *_: object) -> None:
            """Quietly."""

    site = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{site.server_port}/"
    finally:
        site.shutdown()
        site.server_close()


def framed(root: str, path: str = CHART) -> str:
    """The code of a chart, with the script that follows its height."""
    script = f'<script src="{root}/assets/standalone/height.js"></script>'
    return f'{script}<iframe src="{html.escape(root + path)}" title="A chart" width="700" height="300"></iframe>'


class TestOnAnotherSite:
    def test_the_chart_is_drawn_and_its_frame_as_high_as_it_is(self, clean: Browser, browser: Browser) -> None:
        with another_site(framed(browser.server_url)) as address:
            clean.driver.get(address)
            frame = browser.wait_for_element("iframe")
            browser.until(lambda: frame.size["height"] > 900, "the height of 44 themes")
            clean.driver.switch_to.frame(frame)
            browser.until(lambda: browser.run(_DRAWN), "the chart")
            needed = browser.run("return Math.ceil(document.body.getBoundingClientRect().height)")
            browser.run("document.querySelector('.slide-table summary').click()")
            clean.driver.switch_to.default_content()
            browser.until(lambda: frame.size["height"] > needed + 100, "the height of the open table")

    def test_the_chart_is_refused_where_the_setting_does_not_name_the_site(
        self, clean: Browser, reference_url: str
    ) -> None:
        with (
            serving(reference_url, MONITOR_FRAME_ANCESTORS="https://example.org") as root,
            another_site(framed(root)) as address,
        ):
            there = clean.at(root)
            clean.driver.get(address)
            there.until(lambda: any("frame-ancestors" in said for said in there.console()), "the refusal")
            clean.driver.switch_to.frame(there.wait_for_element("iframe"))
            assert there.find_elements(".slide") == []


class TestAlone:
    @pytest.fixture
    def alone(self, browser: Browser) -> Browser:
        browser.driver.execute_cdp_cmd("Network.clearBrowserCache", {})
        browser.driver.get(browser.server_url + CHART)
        browser.until(lambda: browser.run(_DRAWN), "the chart")
        return browser

    def test_the_first_load_is_at_most_600_kb(self, alone: Browser) -> None:
        assert 100_000 < alone.run(_BYTES) <= BYTES_AT_MOST

    def test_so_is_that_of_the_map_with_its_world(self, browser: Browser) -> None:
        browser.driver.execute_cdp_cmd("Network.clearBrowserCache", {})
        browser.driver.get(f"{browser.server_url}/embed/members-map?lang=en")
        browser.until(lambda: browser.run("return document.querySelector('.choroplethlayer path') !== null"), "the map")
        assert browser.run(_BYTES) <= BYTES_AT_MOST

    def test_axe_finds_nothing_in_light_and_dark_with_the_table_open(self, alone: Browser) -> None:
        alone.click(".slide-table summary")
        found = alone.axe()
        alone.run("document.documentElement.dataset.bsTheme = 'dark'")
        assert [*found, *alone.axe()] == []

    def test_the_table_opens_by_keyboard(self, alone: Browser) -> None:
        alone.run("document.querySelector('.slide-table summary').focus()")
        alone.press(Keys.ENTER)
        alone.until(lambda: alone.wait_for_element(".slide-table tbody tr").is_displayed(), "the table")
        alone.press(Keys.TAB)
        assert alone.focused(".slide-table .table-scroll")

    def test_it_fits_a_phone(self, browser: Browser) -> None:
        browser.width(360)
        browser.driver.get(browser.server_url + CHART)
        browser.until(lambda: browser.run(_DRAWN), "the chart")
        assert browser.sideways() == 0

    def test_it_says_nothing_in_the_console_and_asks_no_other_host(self, alone: Browser) -> None:
        assert [said for said in alone.console() if "404" in said or "Refused" in said] == []
        assert [url for url in alone.requests() if not url.startswith(alone.server_url)] == []


class TestWhenNewDataAreThere:
    def test_a_live_chart_follows_with_its_table_open_and_a_pinned_one_never_changes(
        self, clean: Browser, tmp_path: Path
    ) -> None:
        url = f"sqlite:///{tmp_path / 'monitor.sqlite'}"
        engine = sa.create_engine(url)
        databases.write(engine, hand.TABLES)
        with serving(url, MONITOR_VERSION_CHECK_SECONDS="0") as root:
            there = clean.at(root)
            clean.driver.get(f"{root}/embed/completion-by-theme?lang=en&version=1")
            there.wait_for_element(".slide-table summary")
            pinned, before = clean.driver.current_window_handle, there.text(".slide")
            clean.driver.switch_to.new_window("tab")
            live = clean.driver.current_window_handle
            try:
                with clean.hurried():
                    clean.driver.get(f"{root}/embed/completion-by-theme?lang=en")
                there.click(".slide-table summary")
                databases.write(engine, {**hand.TABLES, "commitments": hand.TABLES["commitments"][:-1]}, version=2)
                there.wait_for_contains_text(".slide-source", "data version 2")
                assert there.run("return document.querySelector('.slide-table').open")
                assert there.focused(".slide-table summary")
                clean.driver.switch_to.window(pinned)
                assert there.text(".slide") == before
                clean.driver.get(f"{root}/embed/completion-by-theme?lang=en&version=1")
                there.wait_for_element(".slide-table summary")
                assert there.text(".slide") == before
            finally:
                clean.driver.switch_to.window(live)
                clean.driver.close()
                clean.driver.switch_to.window(pinned)
        engine.dispose()


class TestShareMenu:
    @pytest.mark.parametrize(("place", "kind"), [(6, "embed"), (7, "cite")])
    def test_opens_a_dialog_by_keyboard_and_gives_focus_back(self, browser: Browser, place: int, kind: str) -> None:
        browser.open("/?region=europe&lang=en")
        browser.run(f"document.querySelector('{MENU} summary').focus()")
        browser.press(Keys.ENTER, *[Keys.TAB] * place, Keys.ENTER)
        browser.wait_for_element("dialog.share-dialog[open]")
        assert browser.focused("dialog.share-dialog *")
        assert browser.axe() == []
        browser.press(Keys.ESCAPE)
        browser.wait_for_no_elements("dialog.share-dialog")
        assert browser.focused(f"{MENU} summary")

    def test_escape_closes_the_menu_alone(self, browser: Browser) -> None:
        browser.open("/?lang=en")
        browser.click(f"{MENU} summary")
        browser.press(Keys.TAB, Keys.ESCAPE)
        assert (browser.find_elements(f"{MENU}[open]"), browser.focused(f"{MENU} summary")) == ([], True)

    def test_the_code_follows_the_choices_and_is_copied(self, browser: Browser) -> None:
        grant = {"origin": browser.server_url, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
        browser.driver.execute_cdp_cmd("Browser.grantPermissions", grant)
        browser.open("/?region=europe&lang=en")
        browser.click(f"{MENU} summary")
        browser.click(f"{MENU} [data-share=embed]")
        for value in ("pinned", "fr", "dark"):
            browser.click(f'.share-dialog input[value="{value}"]')
        browser.click(".share-follows input")
        browser.click(".share-dialog .share-copy")
        browser.wait_for_text_to_equal(".share-dialog [role=status]", "Copied.")
        script = "const done = arguments[0]; navigator.clipboard.readText().then(done, (fault) => done(String(fault)))"
        code = str(browser.driver.execute_async_script(script))
        address = html.escape(
            f"{browser.server_url}/embed/completion-by-region?region=europe&version=1&lang=fr&appearance=dark"
        )
        assert f'<iframe src="{address}" ' in code
        assert code.endswith(f'<script src="{browser.server_url}/assets/standalone/height.js" async></script>')
