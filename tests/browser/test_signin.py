"""Signing in and out as a reader does: by keyboard, in every language, light and dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.keys import Keys

from dashboard.language.languages import LANGUAGES
from tests.browser.conftest import serving
from tests.browser.driving import HIGH, WIDE, Browser
from tests.browser.test_every_page import NARROWEST, PHONE
from tests.dashboard import signing_in


@pytest.fixture(scope="module")
def address(reference_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard with accounts."""
    given = signing_in.options(tmp_path_factory.mktemp("accounts"))
    with serving(reference_url, **{f"MONITOR_{name.upper()}": value for name, value in given.items()}) as found:
        yield found


@pytest.fixture
def reader(clean: Browser, address: str) -> Iterator[Browser]:
    """A stranger."""
    yield clean.at(address)
    clean.driver.delete_all_cookies()


def plain(reader: Browser, path: str) -> Browser:
    """Open a page that comes without the dashboard's scripts."""
    reader.driver.get(reader.server_url + path)
    reader.wait_for_element("main h1")
    return reader


def wide(reader: Browser, pixels: int) -> None:
    """As wide as a screen of so many pixels; there is nothing to wait for."""
    metrics = {"width": pixels, "height": HIGH, "deviceScaleFactor": 1, "mobile": pixels < 600}
    reader.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def send(reader: Browser, name: str, password: str) -> None:
    """Fill in the form as the keyboard does: the name has the focus already."""
    reader.driver.switch_to.active_element.send_keys(name, Keys.TAB, password, Keys.ENTER)


@pytest.mark.parametrize(("lang", "refused"), [*((lang, False) for lang in LANGUAGES), (LANGUAGES[-1], True)])
def test_the_page_has_nothing_axe_finds(reader: Browser, lang: str, refused: bool) -> None:
    plain(reader, f"/signin?lang={lang}")
    if refused:
        send(reader, "edith", "wrong")
        reader.wait_for_element("[role=alert]")
    for width in (WIDE, PHONE):
        wide(reader, width)
        for mode in ("light", "dark"):
            reader.run("document.documentElement.setAttribute('data-bs-theme', arguments[0])", mode)
            assert (width, mode, reader.axe()) == (width, mode, [])
    wide(reader, NARROWEST)
    assert (reader.sideways(), len(reader.find_elements("h1"))) == (0, 1)


def test_the_page_leaves_the_console_empty(reader: Browser) -> None:
    assert plain(reader, "/signin").console() == []


def test_a_wrong_password_is_said_and_asked_for_again(reader: Browser) -> None:
    send(plain(reader, "/signin"), "edith", "wrong")
    assert reader.wait_for_element("[role=alert]").is_displayed()
    assert reader.attribute("#name", "value") == "edith"
    assert reader.driver.switch_to.active_element.get_attribute("id") == "password"


def test_from_a_page_and_back_to_it_and_out_again(reader: Browser) -> None:
    reader.open("/members?lang=fr").wait_for_element(".site-footer a[href*=signin]").click()
    reader.wait_for_element("#password")
    send(reader, "edith", signing_in.PASSWORD)
    reader.until(lambda: reader.driver.current_url.endswith("/members?lang=fr"), "the page one came from")
    assert "edith" in reader.settled().text(".signed-in")
    reader.fill(".signed-in button", Keys.ENTER)
    reader.wait_for_element(".site-footer a[href*=signin]")
    assert reader.driver.get_cookie("monitor_session") is None


def test_no_script_sees_the_cookie(reader: Browser) -> None:
    send(plain(reader, "/signin"), "edith", signing_in.PASSWORD)
    reader.wait_for_element(".signed-in")
    assert reader.run("return document.cookie") == ""
