"""The slider of time: its days are those of the files, and each frame has the numbers of its day, by `csv` alone."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from dashboard.data.filters import as_day
from dashboard.queries import days as query
from dashboard.view.view import Views
from tests.dashboard.test_expected import found
from tests.dashboard.test_measures import DONE, SCALE, read

LAST = "2018-12-31"


def by_region(asof: str) -> dict[str, tuple[int, int]]:
    """Region -> its completed and its assessed commitments on a day."""
    regions = {one["id"]: one["region"] for one in read("members")}
    begun = {one["id"] for one in read("action_plans") if as_day(one["start_date"] or one["year_submitted"]) <= asof}
    levels, counts = found(asof), dict[str, tuple[int, int]]()
    for one in read("commitments"):
        if one["action_plan_id"] in begun:
            level, (done, n) = levels.get(one["id"], ""), counts.get(regions[one["member_id"]], (0, 0))
            counts[regions[one["member_id"]]] = (done + (level in DONE), n + (level in SCALE))
    return counts


def test_its_steps_are_the_days_on_which_anything_moved(reference: Views) -> None:
    published = {as_day(one["published"]) for one in read("assessments") if one["assessor"] != "self_assessment"}
    plans = {one["action_plan_id"] for one in read("commitments")}
    begun = {as_day(one["start_date"] or one["year_submitted"]) for one in read("action_plans") if one["id"] in plans}
    expected = sorted({day for day in published | begun if day < LAST} | {LAST})
    assert [day.isoformat() for day in query.days(reference.of("").snapshot)] == expected


def test_of_very_many_days_there_is_the_last_of_each_year(reference: Views, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "MOST", 3)
    every = query.days.__wrapped__(reference.of("").snapshot)  # type: ignore[attr-defined]
    assert [day.year for day in every[:-1]] == sorted({day.year for day in every[:-1]})
    assert every[-1].isoformat() == LAST


@pytest.mark.parametrize("asof", ["2013-12-31", "2014-12-31", "2016-12-31", LAST])
def test_a_frame_has_the_numbers_of_its_day(files: FlaskClient, asof: str) -> None:
    answer = files.get(f"/charts/completion-by-region.json?asof={asof}&lang=en").json
    told = {}
    for trace in answer["figure"]["data"]:
        for (region, *_), text in zip(trace.get("customdata", ()), trace.get("hovertext", ()), strict=True):
            counts = re.search(r"(\d+) of (\d+)", text.replace("<br>", " "))
            assert counts or "no level known" in text
            told[region] = (int(counts[1]), int(counts[2])) if counts else (0, 0)
    assert told == by_region(asof)
    assert f"n={sum(n for _, n in told.values()):,} assessed" in answer["subtitle"]


def test_a_frame_of_no_chart_is_not_found(files: FlaskClient) -> None:
    assert files.get("/charts/none.json").status_code == 404
