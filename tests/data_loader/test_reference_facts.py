"""The shipped facts: whole, with addresses that lead somewhere, never of low confidence, and true on any day.

Everything is read with `csv` alone, and counted here again without the code of the product.
"""

from __future__ import annotations

import calendar
import csv
from collections import Counter, defaultdict
from itertools import pairwise
from urllib.parse import urlsplit

import pytest

from data_loader import schema
from data_loader.load import REFERENCE
from tests.reference import SHIPPED

Row = dict[str, str]


def rows(table: str) -> list[Row]:
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


ROWS = {
    "priorities": 7, "policy_areas": 10, "themes": 44, "tags": 65, "members": 96, "action_plans": 228,
    "commitments": 2018, "assessments": 1949, "milestones": 28, "plan_results": 112, "plan_process": 99,
    "standing": 107, "eligibility": 95, "review_steps": 117, "recommendations": 127, "steering_members": 29,
    "seats": 32, "roles": 36, "meetings": 16, "documents": 295, "representatives": 36, "decisions": 20,
    "agenda_items": 40, "agenda_updates": 16, "events": 51, "published_figures": 27,
}  # fmt: skip


def test_each_table_has_as_many_rows_as_were_taken() -> None:
    assert {name: len(rows(name)) for name in SHIPPED} == ROWS


def _addresses() -> list[tuple[str, str]]:
    found = []
    for name in SHIPPED:
        urls = [field.name for field in schema.fields(schema.DATA_TABLES[name]) if field.kind == "url"]
        for row in rows(name):
            found += [(name, row[url]) for url in urls if row[url]]
            cells = (row.get("source", ""), row.get("francophonie_source", ""))
            found += [(name, part) for cell in cells for part in cell.split("; ") if "://" in part]
    return found


def test_every_address_is_of_the_web_and_has_a_site() -> None:
    addresses = _addresses()
    assert len(addresses) > 2_500
    for table, address in addresses:
        parts = urlsplit(address)
        assert parts.scheme in ("http", "https"), (table, address)
        assert "." in (parts.hostname or ""), (table, address)
        assert not set(address) & set(" <>\"'\\") - ({"'"} if "cote-d'ivoire" in address else set()), (table, address)


FROM_THE_RELEASE_BEFORE = {
    "members": {"L-ELG", "L-LAL", "L-PAR", "L-SEO"},
    "seats": {"cso-heller", "cso-gonzalez", "cso-bahagijo"},
}


def test_nothing_of_low_confidence_came_in() -> None:
    """Those that were there before are marked wherever they are shown."""
    for name in SHIPPED:
        columns = [one for one in ("confidence", "url_confidence", "ids_confidence") if one in rows(name)[0]]
        low = {
            row.get("id") or row.get("steering_member_id") for row in rows(name) for one in columns if row[one] == "low"
        }
        assert low == FROM_THE_RELEASE_BEFORE.get(name, set()), name


@pytest.mark.parametrize("table", ["standing", "eligibility", "review_steps", "decisions", "events", "representatives",
                                   "recommendations", "published_figures", "tags", "milestones"])  # fmt: skip
def test_every_fact_says_where_it_was_found_and_how_sure_it_is(table: str) -> None:
    unsaid = [row for row in rows(table) if not row["source"] or row["confidence"] not in ("high", "medium")]
    assert unsaid == []


def test_no_text_speaks_of_how_the_facts_were_gathered() -> None:
    inner = ("facts.md", "sources/", "reference/members", "find_string", "the stored", "earlier research")
    for name in SHIPPED:
        for row in rows(name):
            plain = [cell for cell in row.values() if "://" not in cell]
            assert not [cell for cell in plain for word in inner if word in cell.lower()]


def last_day(date: str) -> str:
    """The day from which a date counts that is known to the month or the year alone."""
    if len(date) == 10:
        return date
    year, month = int(date[:4]), int(date[5:7] or 12)
    return f"{year}-{month:02}-{calendar.monthrange(year, month)[1]}"


def standing_on(day: str) -> dict[str, str]:
    """Member → what it was on a day."""
    found: dict[str, tuple[str, str]] = {}
    for row in rows("standing"):
        began = last_day(row["start_date"])
        if began <= day and began >= found.get(row["member_id"], ("", ""))[0]:
            found[row["member_id"]] = (began, row["status"])
    return {member: status for member, (_, status) in found.items()}


def national(day: str) -> Counter[str]:
    return Counter(status for member, status in standing_on(day).items() if not member.startswith("L-"))


DAYS = {
    "2011-09-20": (30, 0, 0, 0),
    "2011-12-31": (49, 0, 0, 0),
    "2012-04-17": (53, 0, 0, 0),
    "2012-04-19": (54, 0, 0, 0),
    "2012-12-31": (57, 0, 0, 0),
    "2013-12-31": (61, 0, 0, 0),
    "2014-12-31": (65, 0, 0, 0),
    "2015-12-31": (69, 0, 0, 0),
    "2016-04-30": (69, 0, 0, 15),
    "2016-05-04": (68, 1, 0, 15),
    "2016-10-01": (68, 2, 0, 15),
    "2016-12-05": (68, 2, 0, 15),
    "2016-12-06": (67, 2, 1, 15),
    "2016-12-09": (73, 2, 1, 15),
    "2017-02-01": (73, 2, 1, 15),
    "2017-06-29": (72, 3, 1, 15),
    "2017-09-30": (71, 2, 3, 15),
    "2018-07-31": (75, 2, 3, 15),
    "2018-11-20": (76, 1, 3, 15),
    "2018-12-31": (75, 3, 3, 15),
    "2019-12-31": (75, 2, 4, 15),
    "2023-12-31": (75, 1, 5, 15),
}
"""Day → national members active, inactive and withdrawn, and pilots: counted from the days that the facts say each
joined, and the leavings listed by hand."""


@pytest.mark.parametrize("day", DAYS)
def test_as_many_were_members_on_a_day_as_were_counted_by_hand(day: str) -> None:
    count = national(day)
    pilots = sum(member.startswith("L-") for member in standing_on(day))
    assert (count["active"], count["inactive"], count["withdrawn"], pilots) == DAYS[day]


def test_the_standing_of_each_member_begins_once_a_day_and_changes_each_time() -> None:
    of: dict[str, list[Row]] = defaultdict(list)
    for row in rows("standing"):
        of[row["member_id"]].append(row)
    assert of.keys() == {row["id"] for row in rows("members")}
    for spans in of.values():
        days = [last_day(row["start_date"]) for row in spans]
        assert days == sorted(set(days))
        assert all(row["end_date"] == "" for row in spans)  # the next one ends it
        assert all(a["status"] != b["status"] for a, b in pairwise(spans))
        assert spans[0]["status"] == "active"


def test_the_status_of_a_member_is_its_last_standing_of_2018() -> None:
    now = standing_on("2018-12-31")
    assert {row["id"]: row["status"] for row in rows("members")} == now
    changed = {member for member, status in now.items() if status != "active"}
    assert changed == {"AZE", "BIH", "HUN", "TTO", "TUR", "TZA"}


def test_what_the_release_before_had_wrong_is_right() -> None:
    assert {standing_on("2014-12-31")[member] for member in ("AZE", "HUN")} == {"active"}
    assert not [member for member in standing_on("2014-12-31") if member.startswith("L-")]
    in_2017 = standing_on("2017-02-01")
    assert ("PRT" in in_2017, in_2017["AFG"]) == (False, "active")
    assert sum(national("2017-02-01").values()) - national("2017-02-01")["withdrawn"] == 75
    assert (standing_on("2017-07-31")["TZA"], standing_on("2017-07-31")["MNE"]) == ("withdrawn", "inactive")
    at_the_end = standing_on("2018-12-31")
    assert [at_the_end[member] for member in ("TZA", "TUR", "MNE")] == ["withdrawn", "withdrawn", "active"]
    assert standing_on("2019-12-31")["TTO"] == "withdrawn"


def test_six_joined_at_the_paris_summit_and_were_from_68_to_74() -> None:
    joined = {row["id"] for row in rows("members") if "2016-12-07" <= row["joined"] <= "2016-12-09"}
    assert joined == {"AFG", "BFA", "DEU", "JAM", "LUX", "PAK"}


def test_plans_and_documents_lead_to_each_other() -> None:
    plans = {row["id"]: row for row in rows("action_plans")}
    papers = [row for row in rows("documents") if row["kind"] == "action_plan"]
    for plan in plans.values():
        assert plan["id"] == f"{plan['member_id']}-{plan['number']}"
        own = [row["url"] for row in papers if row["action_plan_id"] == plan["id"]]
        assert plan["url"] in ("", *own)
    assert all(
        row["member_id"] == plans[row["action_plan_id"]]["member_id"]
        for row in rows("documents")
        if row["action_plan_id"]
    )


def test_no_commitment_and_no_finding_changed() -> None:
    commitments, assessments = rows("commitments"), rows("assessments")
    with_plan = Counter(row["action_plan_id"] for row in commitments)
    assert (len(commitments), len(assessments), len(with_plan)) == (2_018, 1_949, 124)
    totals = [row for row in rows("action_plans") if row["id"] not in with_plan]
    assert len(totals) == 104
    assert all(row["year_submitted"] for row in totals)


def test_codes_of_commitments_are_of_their_member_and_marked_where_they_are_derived() -> None:
    coded = [row for row in rows("commitments") if row["code"]]
    assert Counter(row["url_confidence"] for row in coded) == {"high": 243, "medium": 936}
    assert all(row["url_confidence"] == "" for row in rows("commitments") if not row["code"])
    assert all(row["url"] == "" or row["url"].rstrip("/").lower().endswith(row["code"].lower()) for row in coded)


def test_totals_of_a_plan_are_no_more_than_its_commitments() -> None:
    for row in rows("plan_results"):
        if row["commitments"]:
            parts = [int(row[name] or 0) for name in ("not_started", "limited", "substantial", "complete", "withdrawn")]
            assert sum(parts) <= int(row["commitments"]) or row["note"], row


def test_themes_that_the_explorer_of_2016_did_not_tag_are_known_from_2017() -> None:
    later = {row["id"] for row in rows("themes") if row["known_from"]}
    assert later == {"environment-climate", "energy", "sustainable-development", "lobbying", "beneficial-ownership"}
    assert {row["known_from"] for row in rows("themes")} == {"", "2017"}
    of_2016 = {row["id"] for row in rows("action_plans") if int(row["year_submitted"]) < 2017}
    tagged = {
        theme for row in rows("commitments") if row["action_plan_id"] in of_2016 for theme in row["themes"].split("; ")
    }
    assert not later & tagged


def test_the_24_themes_that_a_tag_leads_to_have_an_area() -> None:
    areas = [row["policy_areas"] for row in rows("themes") if row["policy_areas"]]
    known = {row["id"] for row in rows("policy_areas")}
    assert len(areas) == 24
    assert {area for cell in areas for area in cell.split("; ")} <= known
    assert not known & {row["id"] for row in rows("themes")}


def test_every_promise_has_an_event() -> None:
    served = {promise for row in rows("events") for promise in row["promises"].split("; ")}
    assert served == {row["id"] for row in rows("agenda_items")}
