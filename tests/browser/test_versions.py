"""Looking at an older version in a browser: said on every page, carried along, left by one click, lost in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from data_loader import versions
from tests.browser.conftest import serving
from tests.browser.driving import WIDE, Browser
from tests.browser.test_every_page import NARROWEST, PHONE
from tests.browser.test_journeys import opened, tick
from tests.reference import publish, without_last


@pytest.fixture
def database(tmp_path: Path, own_database: str) -> str:
    """The reference data, and two more versions with fewer assessments each."""
    for fewer in (100, 200):
        publish(own_database, tmp_path, "assessments", without_last("assessments", fewer))
    return own_database


@pytest.fixture
def reader(clean: Browser, database: str) -> Iterator[Browser]:
    """The browser at a dashboard over three versions."""
    with serving(database) as address:
        yield clean.at(address)


def footer(browser: Browser) -> str:
    return browser.text("[data-version]")


def test_from_the_list_of_versions_through_the_pages_and_back(reader: Browser) -> None:
    current = reader.open("/").text("h1")
    reader.open("/data").click('section a[href="/data?version=1"]')
    reader.until(lambda: footer(reader) == "Data version 1", "version 1")
    reader.settled().click('.main-nav [data-nav="overview"]')
    reader.until(lambda: reader.text("h1") != current and reader.search() == "?version=1", "the old figures")
    opened(reader.settled(), "Region")
    tick(reader, "europe")
    reader.until(lambda: reader.search() == "?region=europe&version=1", "the address to follow")
    assert reader.text(".version-notice").startswith("You are looking at version 1 of ")
    reader.click(".version-notice a")
    reader.until(lambda: reader.search() == "?region=europe" and footer(reader) == "Data version 3", "the current one")
    assert reader.settled().find_elements(".version-notice") == []
    assert reader.console() == []


def test_a_version_that_is_let_go_meanwhile_is_said_to_be_and_the_page_goes_on(reader: Browser, database: str) -> None:
    reader.open("/?version=1")
    engine = sa.create_engine(database)
    with engine.begin() as connection:
        versions.drop_beyond(connection, 2)
    engine.dispose()
    opened(reader, "Region")
    tick(reader, "europe")
    reader.until(lambda: reader.search() == "?region=europe", "the address without a version")
    reader.until(lambda: footer(reader) == "Data version 3", "the current version")
    assert reader.text(".notice").startswith("There is no data version 1, or it is no longer kept.")
    assert reader.find_elements(".version-notice") == []


@pytest.mark.parametrize("path", ["/data?version=1", "/?version=9"])
def test_what_is_said_of_versions_has_nothing_axe_finds_and_fits_a_phone(reader: Browser, path: str) -> None:
    reader.open(path)
    wrong = {}
    for width, mode in ((WIDE, "light"), (PHONE, "dark")):
        reader.width(width)
        reader.appear(mode)
        wrong[f"{width} {mode}"] = reader.axe()
    reader.width(NARROWEST)
    assert ({where: found for where, found in wrong.items() if found}, reader.sideways()) == ({}, 0)
