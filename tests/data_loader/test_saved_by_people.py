"""OGP's exports and our tables as people save them: other spellings of headers, totals, titles, Excel's dates."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from data_loader import store
from data_loader.load import Prepared, prepare
from data_loader.spreadsheet import File
from data_loader.store import Current
from tests.data_loader import exports
from tests.data_loader.corpus import Rows, rows_of, text_of, whole


@pytest.fixture(scope="module")
def connection(loaded_once: Path) -> Iterator[sa.Connection]:
    with store.reading(f"sqlite:///{loaded_once}") as connection:
        yield connection


def prepared(connection: sa.Connection, name: str, rows: Rows, separator: str = ",") -> Prepared:
    content = text_of(rows, separator).encode()
    return prepare([File(name, content, hashlib.sha256(content).hexdigest())], Current(connection), lambda *_: None)


def content(of: Prepared, table: str) -> pd.DataFrame:
    return of.tables[table].frame.drop(columns=["row", "file"])


EXPLORER, DATABASE = rows_of(exports.explorer({}, {"Comm No": "2"})), rows_of(exports.database({}))


def spelt(rows: Rows, old: str, new: str) -> Rows:
    return [[new if cell == old else cell for cell in row] for row in rows]


@pytest.mark.parametrize(
    ("rows", "old", "new"),
    [
        (EXPLORER, "Year of submission", "Year of\nsubmission"),
        (EXPLORER, "Action Plan Number", "Action  Plan Number"),
        (EXPLORER, "Completion (end of term)", "COMPLETION (END OF TERM)"), (EXPLORER, "Value -Info", "Value - Info"),
        (DATABASE, "Year Of Submission", "Year of Submission"), (DATABASE, "Country/Locality", "Country / Locality"),
        (DATABASE, "Completion (End Of Term)", "Completion (End of Term) "),
    ],
)  # fmt: skip
def test_the_header_of_an_export_may_be_spelt_otherwise(
    connection: sa.Connection, rows: Rows, old: str, new: str
) -> None:
    plain, other = (prepared(connection, "export.csv", each) for each in (rows, spelt(rows, old, new)))
    assert other.findings == []
    for table in ("commitments", "assessments", "action_plans"):
        assert content(plain, table).equals(content(other, table))


@pytest.mark.parametrize(
    ("more", "code"), [(["Total", "", "2"], "total-row"), (EXPLORER[1], "repeated-header")], ids=["total", "header"]
)
def test_rows_of_an_export_that_are_no_data_change_nothing(
    connection: sa.Connection, more: list[str], code: str
) -> None:
    plain, other = (prepared(connection, "export.csv", rows) for rows in (EXPLORER, [*EXPLORER, more]))
    assert [finding.code for finding in other.findings] == [code]
    assert content(plain, "commitments").equals(content(other, "commitments"))


@pytest.mark.parametrize(
    ("country", "member"),
    [("Republic of Moldova", "MDA"), ("Republic of Kenya", "KEN"), ("Republic of Croatia", "HRV"),
     ("United Mexican States", "MEX"), ("Macédoine du Nord", "MKD")],
)  # fmt: skip
def test_a_country_of_an_export_may_have_its_official_name(
    connection: sa.Connection, country: str, member: str
) -> None:
    rows = rows_of(exports.explorer({"Country": country}))
    (commitment,) = prepared(connection, "export.csv", rows).tables["commitments"].frame["member_id"]
    assert commitment == member


def test_a_country_that_is_no_member_gets_no_suggestion(connection: sa.Connection) -> None:
    for country in ("Democratic People's Republic of Korea", "Republic of Austria", "Republic of Atlantis"):
        (finding,) = prepared(connection, "export.csv", rows_of(exports.explorer({"Country": country}))).findings
        assert (finding.code, finding.suggestion) == ("unknown-country", "")


ROLES = whole("roles", [
    ["id", "steering_member_id", "holder", "constituency", "kind", "theme_id", "title", "start_date", "end_date",
     "confidence"],
    ["role-99", "", "Ana Example", "civil_society", "co_anchor", "open-data", "Anchor", "2016", "", "low"],
])  # fmt: skip


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("above", [[["Roles of the Steering Committee, May 2017"]], [["Roles"], [], ["May 2017"]], []])
def test_our_table_may_have_titles_above_its_header(connection: sa.Connection, above: Rows, separator: str) -> None:
    found = prepared(connection, "roles.csv", [*above, *ROLES], separator)
    assert found.findings == []
    (role,) = content(found, "roles").to_dict("records")
    assert role == dict(zip(*ROLES, strict=True))


def test_excels_line_about_the_separator_may_stand_above(connection: sa.Connection) -> None:
    for separator in ";|":
        found = prepared(connection, "roles.csv", [[f"sep={separator}"], *ROLES], separator)
        assert (found.findings, [*content(found, "roles")["id"]]) == ([], ["role-99"])


def test_excels_dates_are_read_and_said_once(connection: sa.Connection) -> None:
    rows = whole("meetings", [
        ["id", "start_date", "end_date", "place", "kind"],
        ["sc-x1", "4/22/2015", "4/23/2015", "Mexico City, Mexico", "working"],
        ["sc-x2", "Dec-16", "Dec-16", "Paris, France", "event"],
    ])  # fmt: skip
    found = prepared(connection, "meetings.csv", rows)
    assert [finding.code for finding in found.findings] == ["rewritten-dates"]
    dates = content(found, "meetings")[["start_date", "end_date"]]
    assert dates.to_numpy().tolist() == [["2015-04-22", "2015-04-23"], ["2016-12", "2016-12"]]
