"""Send: by the phone's own sheet, by e-mail, by a messenger, by the clipboard, by a camera: what is shown now."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

from selenium.webdriver.common.keys import Keys

from tests.browser.driving import Browser

MENU, CARD = ".send-menu", "#completion-by-region .share"
_A_PHONE = "navigator.share = async (what) => { window.shared = JSON.stringify(what); };"
_CLIPBOARD = "const done = arguments[0]; navigator.clipboard.readText().then(done, (fault) => done(String(fault)))"


def text(browser: Browser, menu: str, way: str) -> list[str]:
    """The lines that a way has its reader send."""
    asked = parse_qs(urlsplit(browser.attribute(f"{menu} [data-send={way}]", "href")).query)
    return (asked.get("body") or asked["text"])[0].splitlines()


def test_a_page_sends_what_it_shows_now(browser: Browser) -> None:
    grant = {"origin": browser.server_url, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    browser.driver.execute_cdp_cmd("Browser.grantPermissions", grant)
    with browser.beforehand(_A_PHONE):
        browser.open("/?lang=fr")
    before = browser.text("h1")
    browser.click("details.choice > summary:has([data-current=region])")
    browser.click("details.choice[open] input[value=europe]")
    browser.until(lambda: browser.text("h1") != before, "the new headline")
    browser.settled()
    headline, link = browser.text("h1"), f"{browser.server_url}/?region=europe&asof=2018-12-31&lang=fr"
    browser.press(Keys.ESCAPE)
    browser.run(f"document.querySelector('{MENU} summary').focus()")
    browser.press(Keys.ENTER)
    for way in ("mail", "whatsapp"):
        lines = text(browser, MENU, way)
        assert (lines[0], lines[-1]) == (headline, link)
        assert "au 31 décembre 2018" in lines[1]
    assert browser.axe() == []
    browser.press(Keys.TAB, Keys.ENTER)  # the first way is the phone's own
    shared = json.loads(browser.until(lambda: browser.run("return window.shared"), "what was shared"))
    assert (shared["url"], shared["text"].splitlines()[0]) == (link, headline)
    browser.click(f"{MENU} [data-send=text]")
    browser.until(lambda: browser.text(f"{MENU} [role=status]"), "that it is copied")
    assert browser.driver.execute_async_script(_CLIPBOARD).splitlines() == [*text(browser, MENU, "whatsapp")]
    assert browser.console() == []


def test_a_chart_sends_its_answer_and_shows_its_code(browser: Browser) -> None:
    browser.open("/?region=europe&lang=en")
    browser.click(f"{CARD} summary")
    browser.until(lambda: len(text(browser, CARD, "whatsapp")) == 3, "its answer")
    sentence, _, link = text(browser, CARD, "whatsapp")
    assert sentence.startswith("Where do commitments get finished? Europe")
    assert link == f"{browser.server_url}/?region=europe&asof=2018-12-31&lang=en#completion-by-region"
    browser.click(f"{CARD} [data-send=qr]")
    code = ".share-dialog .send-code"
    browser.until(lambda: browser.run(f"return document.querySelector('{code}')?.naturalWidth > 0"), "the code")
    assert parse_qs(urlsplit(browser.attribute(code, "src")).query)["to"] == [link.removeprefix(browser.server_url)]
    assert browser.text(".send-address") == link
    assert browser.axe() == []
    browser.press(Keys.ESCAPE)
    browser.wait_for_no_elements("dialog.share-dialog")
    assert browser.focused(f"{CARD} summary")
    assert browser.console() == []
