"""Five minutes of the Support Unit, in French: bring a file, see its faults and its changes, publish, undo."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import requests
from selenium.webdriver.common.keys import Keys

from dashboard.language.words import words
from data_loader import column_names
from data_loader.load import REFERENCE
from tests.browser.conftest import serving
from tests.browser.driving import Browser
from tests.dashboard import signing_in
from tests.reference import copied

FR = words("fr")
NARROWEST = 360
CHOSEN = "input[type=file]"
STANDS = "#load-now"
HOLDER = "Ministère de la Fonction publique"
_DROP = """
const [box, name, text] = arguments;
const data = new DataTransfer();
data.items.add(new File([text], name, {type: "text/csv"}));
const dropped = {bubbles: true, cancelable: true, dataTransfer: data};
box.dispatchEvent(new DragEvent("dragover", dropped));
box.dispatchEvent(new DragEvent("drop", dropped));
"""


@pytest.fixture(scope="module")
def office(reference_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on which editors load into a database of their own."""
    folder = tmp_path_factory.mktemp("office")
    database = copied(reference_url, folder / "monitor.sqlite")
    accounts = {f"MONITOR_{name.upper()}": value for name, value in signing_in.options(folder).items()}
    own = {**accounts, "MONITOR_UPLOADS": str(folder / "uploads"), "MONITOR_UPLOAD_BYTES": str(2**20)}
    with serving(database, **own) as address:
        yield address


@pytest.fixture
def support_unit(clean: Browser, office: str) -> Browser:
    """Somebody of the Support Unit, signed in, at the page for loading data."""
    clean.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
    browser = clean.at(office).open("/data/load?lang=fr")
    browser.click(".load a.send")
    browser.fill("#name", signing_in.NAMES["editor"])
    browser.fill("#password", signing_in.PASSWORD, Keys.ENTER)
    browser.wait_for_element(CHOSEN)
    return browser.settled()


def rows_of(name: str) -> list[list[str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def written(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def roles(**values: str) -> list[list[str]]:
    """The roles that ship with the product, the first of them with other values."""
    header, first, *rest = rows_of("roles")
    return [header, [*(dict(zip(header, first, strict=True)) | values).values()], *rest]


def stands(browser: Browser, message: str, **values: object) -> bool:
    """The page tells, in French, how the load stands, and the keyboard is there."""
    verdict = FR(message, **values)
    browser.until(lambda: verdict in browser.text(f"{STANDS} .verdict"), verdict)
    return bool(browser.until(lambda: browser.focused(STANDS) or browser.focused("#main"), "the focus"))


def well_made(browser: Browser) -> bool:
    """Nothing that axe finds, light and dark, and nothing wider than the narrowest phone."""
    found = []
    for mode in ("light", "dark"):
        browser.appear(mode)
        found += browser.axe()
    browser.width(NARROWEST)
    found += [*browser.axe(), *(["sideways"] if browser.sideways() else [])]
    browser.width(1440)
    assert found == []
    return True


def test_five_minutes_of_the_support_unit(support_unit: Browser, tmp_path: Path) -> None:
    browser = support_unit
    assert well_made(browser)

    # A file with two faults is dropped on the page: both are told where they stand.
    two = roles(holder=HOLDER, confidence="quite high", end_date="2017-02-30")
    file = written(tmp_path / "roles.csv", two)
    browser.run(_DROP, browser.wait_for_element(CHOSEN), "roles.csv", file.read_text("utf-8"))
    browser.click("form.choose .send")
    assert stands(browser, "These files cannot be published yet: please correct the errors.")
    assert browser.texts(f"{STANDS} .address")[:2] == ["roles!N2", "roles!J2"]
    assert well_made(browser)

    # The second is corrected in the spreadsheet, and the file brought again.
    file = written(tmp_path / "roles.csv", roles(holder=HOLDER, confidence="quite high"))
    browser.fill(CHOSEN, str(file))
    browser.click("form.choose .send")
    browser.until(lambda: "roles!J2" not in (browser.texts(f"{STANDS} .address") or ["roles!J2"]), "the fault left")

    # The first is a word that nobody knows yet: it is said what it stands for.
    browser.choose("form.word select", "high")
    browser.click("form.word .send")
    assert stands(browser, "These files can be published.")
    assert HOLDER in browser.text(f"{STANDS} .changes")
    assert well_made(browser)

    # What was seen is published with a note, and every reader sees it.
    browser.fill(f"{STANDS} input[name=note]", "Un nouveau titulaire")
    browser.click(f"{STANDS} .send.strong")
    assert stands(browser, "Version {n} is published.", n=2)
    assert well_made(browser)
    address = browser.driver.current_url.removeprefix(browser.server_url)
    browser.open("/data?lang=fr")
    browser.wait_for_contains_text("h1", "2")

    # It is undone.
    browser.open(address)
    browser.click(f"{STANDS} .posted .send")
    assert stands(browser, "Version {n} is published.", n=3)
    assert browser.console() == []


def test_a_bad_file_leaves_the_server_answering_others(support_unit: Browser, tmp_path: Path) -> None:
    browser = support_unit
    large = tmp_path / "large.csv"
    large.write_bytes(b"x" * (2**20 + 1))
    browser.fill(CHOSEN, str(large))
    browser.click("form.choose .send")
    browser.until(
        lambda: FR("The files are too large: together they may have {size} MB.", size=1) == browser.text(".load-alert")
    )
    assert well_made(browser)
    assert browser.open("/").text("h1")


def test_a_page_of_another_sign_in_is_told_to_sign_in(clean: Browser, office: str) -> None:
    clean.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
    browser = clean.at(office).open("/data/load?lang=fr")
    assert browser.find_elements(CHOSEN) == []
    assert well_made(browser)


ES = words("es")
TYPO = "Co-ancor"
"""What no list has, and what it means is clear."""


@pytest.fixture
def spanish(clean: Browser, office: str) -> Browser:
    """Somebody of the Support Unit who reads Spanish, signed in, at the page for loading data."""
    clean.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
    browser = clean.at(office).open("/data/load?lang=es")
    browser.click(".load a.send")
    browser.fill("#name", signing_in.NAMES["editor"])
    browser.fill("#password", signing_in.PASSWORD, Keys.ENTER)
    browser.wait_for_element(CHOSEN)
    return browser.settled()


def downloaded(browser: Browser, path: Path) -> Path:
    """The roles, downloaded to edit from the page."""
    links = [one.get_attribute("href") for one in browser.find_elements("#download-to-edit a")]
    cookies = {one["name"]: one["value"] for one in browser.driver.get_cookies()}
    address = next(link for link in links if "roles" in str(link))
    path.write_bytes(requests.get(str(address), cookies=cookies, timeout=60).content)
    return path


def roles_of(office: str) -> list[str]:
    """The roles as they are current, but for the data version that ends each row."""
    rows = requests.get(f"{office}/data/roles.csv", timeout=60).text.splitlines()
    return [row.rpartition(",")[0] for row in rows]


def edit(path: Path, *changes: tuple[str, str, str]) -> None:
    """Change cells as a spreadsheet program would: the id of a row, a field, the new value."""
    book, names = openpyxl.load_workbook(path), column_names.COLUMNS["roles"]
    sheet, header = next(
        (sheet, row)
        for sheet in book.worksheets
        for row in sheet.iter_rows(max_row=5)
        if names["holder"].es in {cell.value for cell in row}
    )
    columns = {cell.value: cell.column for cell in header}
    rows = {row[columns[names["id"].es] - 1].value: row[0].row for row in sheet.iter_rows(min_row=header[0].row + 1)}
    for of, field, value in changes:
        sheet.cell(rows[of], columns[names[field].es], value)
    book.save(path)


def published(browser: Browser) -> bool:
    """The page says in Spanish that there is a new version."""
    before, _, after = ES("Version {n} is published.", n=0).partition("0")
    return bool(browser.until(
        lambda: (text := browser.text(f"{STANDS} .verdict")).startswith(before) and after in text, "a new version"
    ))  # fmt: skip


def test_a_handover_from_the_download_to_its_undoing_in_spanish(spanish: Browser, office: str, tmp_path: Path) -> None:
    browser = spanish
    before = roles_of(office)

    # The roles are downloaded to edit; Croatia takes over from Mexico, and a word is misspelt twice.
    path = downloaded(browser, tmp_path / "roles.xlsx")
    edit(path, ("role-01", "steering_member_id", "Croatia"), ("role-01", "holder", "Croatia"),
         ("role-01", "kind", TYPO), ("role-02", "kind", TYPO))  # fmt: skip
    browser.fill(CHOSEN, str(path))
    browser.click("form.choose .send")

    # The two faults are one line, with one answer.
    verdict = ES("These files cannot be published yet: please correct the errors.")
    browser.until(lambda: verdict in browser.text(f"{STANDS} .verdict"), verdict)
    assert sum(TYPO in text for text in browser.texts(f"{STANDS} .data-table tbody tr")) == 1
    assert well_made(browser)
    browser.click("form[action*='/accept'] .send")
    verdict = ES("These files can be published.")
    browser.until(lambda: verdict in browser.text(f"{STANDS} .verdict"), verdict)

    # It is published with a note, shows on the page of the leadership, and row by row in what changed.
    browser.fill(f"{STANDS} input[name=note]", "Croacia releva a México")
    browser.click(f"{STANDS} .send.strong")
    assert published(browser)
    changed = browser.attribute(f"{STANDS} a[href*='changes?']", "href")
    browser.click(f"{STANDS} a[href*='/leadership']")
    browser.until(lambda: any("Croacia" in text for text in browser.texts("main table tr")), "Croatia to lead")

    # One row is undone, and the roles are as before.
    browser.open(str(changed).removeprefix(browser.server_url))
    assert "Croacia releva a México" in browser.text("main")
    browser.click("form.undo .send")
    assert published(browser)
    browser.until(lambda: roles_of(office) == before, "the roles as they were")
    assert browser.console() == []
