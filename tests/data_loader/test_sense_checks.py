"""Sense checks: what is possible and hardly meant is a warning; the data that ship with the product give none."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_loader import read, schema
from data_loader.load import REFERENCE, prepare
from data_loader.report import Finding
from data_loader.sense_checks import RULES
from data_loader.store import Current
from tests.data_loader.corpus import csv_bytes, rows_of

CODES = {
    "two-seats", "role-beyond-term", "role-in-future", "other-holder", "other-constituency", "overlapping-leads",
    "odd-status", "far-end",
}  # fmt: skip


def silent(_step: str, _done: int, _all: int) -> None:
    pass


def sense(folder: Path, name: str, *rows: dict[str, str], of: str = "") -> list[Finding]:
    """The sense checks on the shipped data with rows added to a table, or the row whose first cell is `of` changed."""
    for path in REFERENCE.glob("*.csv"):
        table = rows_of(path.read_text("utf-8"))
        if path.stem == name:
            header = table[0]
            if of:
                table = [[row.get(h, c) for h, c in zip(header, one, strict=True)] if one[0] == of else one
                         for one in table for row in rows]  # fmt: skip
            else:
                table += [[row.get(field, "") for field in header] for row in rows]
        (folder / path.name).write_bytes(csv_bytes(table))
    files, _ = read.open_files([folder])
    return [finding for finding in prepare(files, Current(None), silent).findings if finding.code in CODES]


def role(**values: str) -> dict[str, str]:
    usual = {"id": "role-99", "constituency": "government", "kind": "co_chair", "title": "Co-chair", "holder": "France",
             "steering_member_id": "gov-fra", "start_date": "2016-10-01", "end_date": "2017-09-30"}  # fmt: skip
    return usual | values


def test_the_shipped_data_make_sense(tmp_path: Path) -> None:
    assert sense(tmp_path, "roles") == []


def test_every_rule_is_about_tables_there_are() -> None:
    assert {name for names, _ in RULES for name in names} <= schema.DATA_TABLES.keys()


LATER = {"start_date": "2017-01-01", "end_date": "2019-12-31"}
ANCHOR = {"kind": "co_anchor", "theme_id": "access-to-information", "start_date": "2017-10-01", "end_date": ""}


@pytest.mark.parametrize(
    ("table", "row", "code", "part"),
    [
        ("seats", {"steering_member_id": "gov-fra", **LATER}, "two-seats", "France has a seat from 2017-01-01"),
        ("roles", role(end_date="2030-01"), "role-beyond-term", "ends on 2030-01, after the last term"),
        ("roles", role(start_date="2012", end_date="2015"), "role-beyond-term", "begins on 2012, before the first"),
        ("roles", role(steering_member_id="", start_date="2090", end_date=""), "role-in-future", "on 2090"),
        ("roles", role(holder="Germany"), "other-holder", "Germany, and the Steering Committee member France"),
        ("roles", role(holder="Manish Bapna", steering_member_id="cso-bapna"), "other-constituency", "the other side"),
        ("roles", role(constituency="civil_society", steering_member_id="", holder="Croatia"),
         "other-constituency", "Croatia is a government"),
        ("roles", role(holder="Croatia", steering_member_id="gov-hrv", **ANCHOR), "overlapping-leads",
         "Croatia leads the theme from 2017-10-01, while Mexico"),
        ("seats", {"steering_member_id": "gov-bra", "start_date": "2018-10-01", "end_date": "2099-12-31"}, "far-end",
         "2099-12-31 lies far"),
    ],
)  # fmt: skip
def test_what_is_hardly_meant_is_a_warning(
    tmp_path: Path, table: str, row: dict[str, str], code: str, part: str
) -> None:
    found = {finding.code: finding for finding in sense(tmp_path, table, row)}
    assert part in found[code].sentence
    assert found[code].severity == "warning"


@pytest.mark.parametrize(
    ("member", "since", "part"),
    [
        ("HUN", "2091", "begins in the future"),
        ("ARG", "2011-09", "before it joined in 2012"),
        ("HUN", "2012-12-06", "submitted a plan in"),
    ],
)
def test_a_status_that_its_dates_contradict_is_a_warning(tmp_path: Path, member: str, since: str, part: str) -> None:
    [finding] = sense(tmp_path, "members", {"status_date": since}, of=member)
    assert (finding.code, finding.cell[:1]) == ("odd-status", "K" if "plan" in part else "L")
    assert part in finding.sentence


@pytest.mark.parametrize(
    "row",
    [
        role(holder="République française"),
        role(holder="Frankreich", kind="delegation"),
        role(holder="Croatia", steering_member_id="gov-hrv", **ANCHOR | {"theme_id": "water-sanitation"}),
    ],
)
def test_what_may_well_be_meant_is_none(tmp_path: Path, row: dict[str, str]) -> None:
    allowed = {"other-holder"} if row["holder"].startswith("R") else set()
    assert {finding.code for finding in sense(tmp_path, "roles", row)} <= allowed
