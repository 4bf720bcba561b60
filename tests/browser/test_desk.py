"""The Leadership desk as an editor sees it: on a wide screen and a phone, by the keyboard, in a browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import serving
from tests.browser.driving import WIDE, Browser
from tests.browser.test_every_page import PHONE
from tests.conftest import copied
from tests.dashboard import signing_in


@pytest.fixture(scope="module")
def address(reference_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard with accounts, over a database of its own."""
    url = copied(reference_url, tmp_path_factory.mktemp("own") / "monitor.sqlite")
    given = signing_in.options(tmp_path_factory.mktemp("accounts"))
    with serving(url, **{f"MONITOR_{name.upper()}": value for name, value in given.items()}) as found:
        yield found


@pytest.fixture
def editor(clean: Browser, address: str) -> Iterator[Browser]:
    reader = clean.at(address)
    reader.driver.get(f"{address}/signin?lang=en")
    reader.fill("[name=name]", signing_in.NAMES["editor"])
    reader.fill("[name=password]", signing_in.PASSWORD)
    reader.click("main [type=submit]")
    reader.until(lambda: "/signin" not in reader.driver.current_url, "the way in")
    yield reader
    reader.driver.delete_all_cookies()


def test_ticked_rows_become_a_text_and_a_note_of_who_was_asked(editor: Browser) -> None:
    reader = editor.open("/desk?asof=2018-12-31&lang=en")
    for width in (WIDE, PHONE):
        reader.width(width)
        assert (width, reader.sideways(), reader.axe()) == (width, 0, [])
    ticked = "return document.querySelectorAll('[name=row]:checked').length"
    reader.click(".desk-list summary")
    reader.click(".desk-list [data-tick=all]")
    n = reader.until(lambda: reader.run(ticked), "ticked rows")
    first_list = "return document.querySelector('.desk-list').querySelectorAll('[name=row]').length"
    assert n == reader.run(first_list)
    reader.click("[name=asked]")
    reader.click("[name=make][value=text]")
    reader.wait_for_element(".text-to-copy textarea")
    reader.settled()
    assert reader.driver.current_url.partition("?")[2] == "asof=2018-12-31&lang=en"
    assert reader.run("return document.querySelector('textarea').value.match(/^- /gm).length") == n
    assert f"by {signing_in.NAMES['editor']}" in reader.text("#main")
    for width in (WIDE, PHONE):
        reader.width(width)
        assert (width, reader.sideways(), reader.axe()) == (width, 0, [])
