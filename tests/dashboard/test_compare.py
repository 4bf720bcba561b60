"""Two members side by side: like with like alone, numbers by SQL, and only what differs where that is asked."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.blocks import Count, Share
from dashboard.pages.compare import beside, choice
from dashboard.view.view import Views
from tests.dashboard import trees
from tests.dashboard.independent import Numbers
from tests.dashboard.test_pages import build, headings

LATE = {"Overdue", "Past its promised end, result not known", "Promised end not known"}
PAIRS = [
    ("ALB", "KEN", ""),
    ("GBR", "USA", "&theme=open-data"),
    ("L-BOJ", "L-SEO", ""),
    ("BRA", "MEX", "&asof=2014-12-31"),
]


def rows(views: Views, query: str) -> dict[str, tuple[Any, Any]]:
    [grid] = beside(views.of(query))
    [table] = grid.blocks  # type: ignore[union-attr]
    return {name: (one, other) for name, one, other in table.read()}  # type: ignore[union-attr,misc]


@pytest.mark.parametrize(("first", "second", "more"), PAIRS)
def test_the_numbers_are_those_of_the_tables(
    reference: Views, reference_url: str, first: str, second: str, more: str
) -> None:
    shown, sql = rows(reference, f"?member={first},{second}{more}"), Numbers(reference_url)
    order = [member for member in reference.of("").snapshot.choices["member"] if member in (first, second)]
    for place, member in enumerate(order):
        chosen = {"member": member, **dict(part.split("=") for part in more.split("&") if part)}
        commitments, assessed, completed = sql.totals(chosen)
        assert shown["Commitments"][place].n == commitments
        assert (shown["Completion rate"][place].part, shown["Completion rate"][place].whole) == (completed, assessed)
        late = ("Overdue", "Past its promised end, result not known", "Promised end not known")
        assert {*late} == LATE
        assert tuple(shown[name][place].n for name in late) == sql.late(chosen)
        names = reference.of("").names
        for theme, counts in sql.breakdown("theme", chosen).items():
            assert shown[names.of("theme", theme)][place].n == sum(counts.values())


@pytest.mark.parametrize(("first", "second", "more"), PAIRS)
def test_only_differences_are_all_the_rows_that_differ(reference: Views, first: str, second: str, more: str) -> None:
    query = f"?member={first},{second}{more}"
    every, different = rows(reference, query), rows(reference, f"{query}&only=differences")

    def number(cell: Any) -> Any:
        return {Count: lambda: cell.n, Share: lambda: (cell.part, cell.whole)}.get(type(cell), lambda: str(cell))()

    differ = {name for name, both in every.items() if number(both[0]) != number(both[1])}
    shown = differ | (LATE if differ & LATE else set())  # none of the three without the others (rule 11)
    assert different == {name: both for name, both in every.items() if name in shown}
    assert 0 < len(different) < len(every)


class TestThePage:
    def test_says_the_rate_of_both_and_how_much_differs(self, reference: Views) -> None:
        _, view, tree = build(reference, "compare", "?member=ALB,KEN")
        assert headings(tree) == ["Completion rate: Albania, 49% of 43 assessed; Kenya, 22% of 9 assessed."]
        every = rows(reference, "?member=ALB,KEN")
        differ = [name for name, (one, other) in every.items() if view.plain(one) != view.plain(other)]
        assert f"{len(differ)} of {len(every)} facts differ" in trees.text(tree)
        assert rows(reference, "?member=ALB,KEN&only=differences").keys() >= LATE
        assert view.chosen.query() == "?member=ALB,KEN"

    def test_names_the_other_filters_first(self, reference: Views) -> None:
        assert headings(build(reference, "compare", "?member=ALB,KEN&theme=open-data")[2])[0].startswith(
            "Theme: Open data"
        )

    @pytest.mark.parametrize("query", ["?member=ALB,L-BOJ", "?member=ALB", "", "?member=ALB,KEN,FRA"])
    def test_compares_like_with_like_alone(self, reference: Views, query: str) -> None:
        _, _, tree = build(reference, "compare", query)
        assert trees.of_type(tree, "Table") == []
        assert "not of the same level" in headings(tree)[0] or "Choose two" in headings(tree)[0]

    def test_offers_to_a_city_no_country(self, reference: Views) -> None:
        [form] = choice(reference.of("?member=L-BOJ"))
        picks = [part for part in form.parts if part.name == "member"]  # type: ignore[union-attr]
        offered = [{value for value, _ in pick.options} for pick in picks]  # type: ignore[union-attr]
        assert ("ALB" in offered[0], "ALB" in offered[1], "L-SEO" in offered[1]) == (True, False, True)

    def test_two_of_a_form_are_an_address(self, client: FlaskClient) -> None:
        answered = client.get("/compare?member=KEN&member=ALB&only=differences&lang=en")
        assert "Only differences" in answered.text
        assert "facts are the same of both and not shown" in answered.text

    @pytest.mark.parametrize(("path", "member"), [("members/KEN", "KEN"), ("pilots?pilot=L-BOJ", "L-BOJ")])
    def test_is_offered_by_the_page_of_a_member_and_of_a_pilot(self, reference: Views, path: str, member: str) -> None:
        place, _, query = path.partition("?")
        assert f"/compare?member={member}" in trees.hrefs(build(reference, place, f"?{query}")[2])


def test_page_json_and_csv_hold_the_same_rows(client: FlaskClient, reference: Views) -> None:
    query = "?member=ALB,KEN&only=differences"
    table = next(
        block for block in client.get(f"/api/v1/compare.json{query}").json["blocks"] if block["type"] == "table"
    )
    names = [row[0] for row in table["rows"]]
    assert names == list(rows(reference, query))
    lines = client.get(f"/api/v1/compare/compare.csv{query}").text.splitlines()
    assert len(lines) == len(names) + 1
