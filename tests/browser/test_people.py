"""Inviting somebody, on a phone and without scripts: by the forms of the page, to a password and a first sign-in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.conftest import serving
from tests.browser.driving import Browser
from tests.browser.test_every_page import PHONE
from tests.dashboard import signing_in

NEW = "tulipe tapis dix-neuf"


@pytest.fixture
def administrator(clean: Browser, own_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Ada, on a phone."""
    given = signing_in.options(tmp_path_factory.mktemp("accounts"))
    with serving(own_database, **{f"MONITOR_{name.upper()}": value for name, value in given.items()}) as address:
        clean.at(address).resize(PHONE)
        plain(clean, f"{address}/signin?lang=en&next=/people%3Flang%3Den")
        clean.driver.switch_to.active_element.send_keys("ada", Keys.TAB, signing_in.PASSWORD, Keys.ENTER)
        clean.wait_for_element(".people-form")
        yield clean
        clean.driver.delete_all_cookies()


def plain(browser: Browser, address: str) -> None:
    """Open a page that comes without the dashboard's scripts."""
    browser.driver.get(address)
    browser.wait_for_element("main h1")


def is_fine(browser: Browser) -> bool:
    """Nothing is wrong for those who cannot see, and nothing wider than the phone."""
    return (browser.axe(), browser.sideways()) == ([], 0)


def test_an_invitation_leads_to_a_password_and_a_first_sign_in(administrator: Browser) -> None:
    browser = administrator.settled()
    browser.click(".people-form summary")
    assert is_fine(browser)
    browser.fill(".people-form [name=name]", "rosa")
    browser.click("[name=member][value=L-SAO]")
    browser.click(".people-form button")
    link = browser.attribute("#link", "value")
    assert is_fine(browser)
    browser.driver.delete_all_cookies()
    plain(browser, link.replace("lang=en", "lang=es"))
    assert is_fine(browser)
    browser.driver.switch_to.active_element.send_keys("short-short-1", Keys.TAB, "other-other-1", Keys.ENTER)
    browser.wait_for_element("[role=alert]")
    assert is_fine(browser)
    browser.driver.switch_to.active_element.send_keys(NEW, Keys.TAB, NEW, Keys.ENTER)
    assert "rosa" in browser.text(".signed-in")
    plain(browser, link)
    assert browser.find_elements("#password") == []
    assert is_fine(browser)


def test_an_account_is_changed_and_removed_without_scripts(administrator: Browser) -> None:
    browser = administrator
    browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        plain(browser, f"{browser.server_url}/people/vera?lang=en")
        browser.driver.find_element("css selector", "[name=role][value=editor]").click()
        browser.driver.find_element("css selector", "form[action*=change] button").click()
        browser.wait_for_element("form[action*=invite]")
        plain(browser, f"{browser.server_url}/people/vera?lang=en")
        editor = browser.driver.find_element("css selector", "[name=role][value=editor]")
        assert editor.is_selected()
        browser.driver.find_element("css selector", "[name=sure]").click()
        browser.driver.find_element("css selector", "form[action*=remove] button").click()
        browser.wait_for_element("form[action*=invite]")
        assert "vera" not in browser.driver.find_element("css selector", "main").text
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
