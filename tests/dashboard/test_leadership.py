"""Leadership: seats and roles of a day counted again from the files; nothing outside its dates, no unknown lost."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.blocks import (
    FILES,
    SCREEN,
    Block,
    Control,
    Count,
    Fold,
    Link,
    Sentences,
    Span,
    Styled,
    Table,
    leaves,
)
from dashboard.components.controls import CONTROLS
from dashboard.components.screen import screen
from dashboard.data.filters import Filters, as_day
from dashboard.decks.deck import Item, slides_of
from dashboard.language.languages import LANGUAGES
from dashboard.language.vocabulary import CONSTITUENCIES, ROLE_KINDS
from dashboard.pages import brief, leadership
from dashboard.queries.leadership import END_UNKNOWN, HELD, Committee, committee, government, record, themes
from dashboard.view.view import View, Views
from data_loader import schema
from tests.dashboard import blocks, databases, hand, hostile, trees
from tests.dashboard.conftest import make_views

REFERENCE = Path(__file__).parents[2] / "data_loader" / "reference"
DAYS = ("2011-01-01", "2011-09-29", "2015-10-01", "2016-05-30", "2016-05-31", "2017-01-15", "2017-06-27", "2017-09-30")
DAYS += ("2017-10-01", "2017-11-01", "2017-12-31", "2018-09-30", "2018-12-31", "2021-10-01", "2030-01-01")
LEADS = {"co_chair", "co_anchor", "subcommittee_chair"}


def read(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def first(row: dict[str, str]) -> str:
    return as_day(row["start_date"]) or "0000-01-01"


def last(row: dict[str, str]) -> str:
    return as_day(row["end_date"]) or "9999-12-31"


def leads_on(role: dict[str, str], day: str) -> bool:
    """A role leads what it names on a day."""
    return role["kind"] in LEADS and first(role) <= day <= last(role)


def seats_on(day: str) -> dict[str, dict[str, str]]:
    """Who sits on a day and in which term, from the file."""
    return {seat["steering_member_id"]: seat for seat in read("seats") if first(seat) <= day <= last(seat)}


def roles_of(seat: dict[str, str], day: str) -> list[str]:
    """The roles with a member's id that had begun by the day and overlap the term."""
    mine = [role for role in read("roles") if role["steering_member_id"] == seat["steering_member_id"]]
    return sorted(role["id"] for role in mine if first(role) <= min(day, last(seat)) and first(seat) <= last(role))


def on(views: Views, day: str, **chosen: Any) -> Committee:
    whole_of_it = committee(views.of("").snapshot, dt.date.fromisoformat(day))
    return whole_of_it.seen(Filters(**chosen)) if chosen else whole_of_it


def names(seats: Any) -> set[str]:
    return {seat.name for seat in seats}


def page(views: Views, query: str, path: str = "leadership") -> tuple[View, Sequence[Block]]:
    return blocks.page(views, path, query)


def headline(views: Views, query: str) -> str:
    return blocks.header(*page(views, query)).headline


def table(views: Views, query: str, name: str, way: str = SCREEN, path: str = "leadership") -> tuple[View, Table]:
    view, shown = page(views, query, path)
    return view, blocks.tables(view, shown, way)[name]


def sheet(views: Views, query: str, name: str) -> tuple[View, Table]:
    return table(views, query, name, FILES)


def groups(views: Views, query: str, name: str) -> dict[str, list[list[str]]]:
    return blocks.groups(*table(views, query, name))


GOVERNMENTS = {row["name"]: row["id"] for row in read("steering_members") if row["constituency"] == "government"}


class TestTheAcceptanceFigures:
    def test_january_2017(self, reference: Views) -> None:
        then = on(reference, "2017-01-15")
        balance = [len(then.of(constituency)) for constituency in schema.CONSTITUENCIES]
        assert (len(then.seats), balance) == (22, [11, 11])
        assert (len(then.with_role), len(then.without_role)) == (11, 11)

    def test_the_co_chairs_of_january_2017_are_known_to_hold_their_role(self, reference: Views) -> None:
        seats = on(reference, "2017-01-15").seats
        marked = {(seat.name, role.title) for seat in seats for role in seat.standing(HELD)}
        assert marked == {
            ("France", "Lead government co-chair"),
            ("Manish Bapna", "Lead civil-society co-chair"),
            ("Georgia", "Support government co-chair"),
            ("Mukelani Dimba", "Support civil-society co-chair"),
        }

    def test_in_june_2017_romania_has_one_too(self, reference: Views) -> None:
        january, june = on(reference, "2017-01-15"), on(reference, "2017-06-27")
        assert (len(june.with_role), len(june.without_role)) == (12, 10)
        assert names(june.with_role) - names(january.with_role) == {"Romania"}

    def test_in_november_2017_three_have_come_and_three_have_gone(self, reference: Views) -> None:
        june, november = on(reference, "2017-06-27"), on(reference, "2017-11-01")
        assert names(november.of("government")) - names(june.seats) == {"Canada", "Italy", "South Korea"}
        assert names(june.of("government")) - names(november.seats) == {"Brazil", "United Kingdom", "United States"}

    def test_at_the_end_of_2018_two_more_have_come_and_two_have_gone(self, reference: Views) -> None:
        sitting = names(on(reference, "2018-12-31").seats)
        assert {"Argentina", "Nigeria"} <= sitting
        assert not {"Chile", "Indonesia"} & sitting


@pytest.mark.parametrize("day", DAYS)
class TestAgainstTheFiles:
    def test_who_sits(self, reference: Views, day: str) -> None:
        assert {seat.steering_member_id for seat in on(reference, day).seats} == set(seats_on(day))

    def test_which_roles_are_on_record_for_a_seat(self, reference: Views, day: str) -> None:
        told = {
            seat.steering_member_id: sorted(role.id for role in seat.roles if role.id != "role-14")
            for seat in on(reference, day).seats
        }
        assert told == {id_: roles_of(seat, day) for id_, seat in seats_on(day).items()}

    def test_no_role_is_held_outside_its_dates(self, reference: Views, day: str) -> None:
        held = {role.id for role in on(reference, day).roles if role.held}
        assert held == {role["id"] for role in read("roles") if first(role) <= day <= last(role)}

    def test_themes_without_a_lead(self, reference: Views, day: str) -> None:
        led = {role["theme_id"] for role in read("roles") if role["kind"] in LEADS and first(role) <= day <= last(role)}
        areas = {role["policy_area_id"] for role in read("roles") if leads_on(role, day)} - {""}
        through = {theme["id"] for theme in read("themes") if areas & set(theme["policy_areas"].split("; "))}
        without = {theme["id"] for theme in read("themes")} - led - through
        assert set(on(reference, day).themes_without_lead) == without

    def test_policy_areas_without_a_lead(self, reference: Views, day: str) -> None:
        led = {role["policy_area_id"] for role in read("roles") if leads_on(role, day)}
        without = [area["id"] for area in read("policy_areas") if area["id"] not in led]
        assert [area.id for area in on(reference, day).areas_without_lead] == without

    def test_who_holds_a_role_on_the_day_and_whose_is_of_an_end_not_known(self, reference: Views, day: str) -> None:
        then, known, perhaps = on(reference, day), set(), set()
        for role in (role for role in read("roles") if first(role) <= day <= last(role)):
            (known if role["end_date"] else perhaps).add(role["steering_member_id"] or GOVERNMENTS.get(role["holder"]))
        sitting = set(seats_on(day))
        assert {seat.steering_member_id for seat in then.holding} == known & sitting
        assert {seat.steering_member_id for seat in then.perhaps_holding} == (perhaps - known) & sitting
        assert {seat.steering_member_id for seat in then.without_now} == sitting - known - perhaps

    def test_terms_that_end_soon(self, reference: Views, day: str) -> None:
        until = (dt.date.fromisoformat(day) + dt.timedelta(days=180)).isoformat()
        soon = {id_ for id_, seat in seats_on(day).items() if last(seat) <= until}
        assert {seat.steering_member_id for seat in on(reference, day).ending} == soon

    def test_ends_that_are_not_known(self, reference: Views, day: str) -> None:
        assert len(on(reference, day).unknown_ends) == sum(not seat["end_date"] for seat in seats_on(day).values())


class TestRules:
    def test_a_term_lasts_through_its_last_day(self, reference: Views) -> None:
        assert "Brazil" in names(on(reference, "2017-09-30").seats)
        assert "Brazil" not in names(on(reference, "2017-10-01").seats)

    def test_a_start_known_to_the_month_counts_from_its_last_day(self, reference: Views) -> None:
        assert "Aidan Eyakuze" not in names(on(reference, "2016-05-30").seats)
        assert "Aidan Eyakuze" in names(on(reference, "2016-05-31").seats)

    def test_a_role_known_to_the_year_counts_from_its_last_day(self, reference: Views) -> None:
        assert "Aidan Eyakuze" in names(on(reference, "2017-12-30").without_role)
        assert "Aidan Eyakuze" in names(on(reference, "2017-12-31").with_role)

    def test_priorities_of_the_co_chairs_come_first(self, reference: Views) -> None:
        of_cochairs = {row["id"] for row in read("priorities") if row["cochair_priority"] == "1"}
        priority = {theme["id"]: theme["priority_id"] for theme in read("themes")}
        order = [priority[theme] in of_cochairs for theme in themes(reference.of("").snapshot)]
        assert order == sorted(order, reverse=True)

    def test_a_government_that_had_its_role_before_its_seat_is_outside_until_it_sits(self, reference: Views) -> None:
        outside = [{role.holder for role in on(reference, day).outside} for day in ("2017-01-15", "2017-11-01")]
        assert ["Canada" in holders for holders in outside] == [True, False]
        assert ["Brazil" in holders for holders in outside] == [False, True]

    def test_a_government_without_a_seat_has_no_record(self, reference: Views) -> None:
        snapshot = reference.of("").snapshot
        assert government(snapshot, "ALB") == ""
        assert record(snapshot, dt.date(2018, 1, 1), "") == ([], [])

    def test_a_record_knows_nothing_before_its_day(self, reference: Views) -> None:
        snapshot = reference.of("").snapshot
        argentina = government(snapshot, "ARG")
        assert [len(record(snapshot, dt.date(year, 12, 31), argentina)[0]) for year in (2017, 2018)] == [0, 1]


class TestFilters:
    def test_a_region_leaves_its_members(self, reference: Views) -> None:
        region = {row["name"]: row["region"] for row in read("steering_members")}
        seats = on(reference, "2017-01-15", region=("europe",)).seats
        assert names(seats) == {name for name in names(on(reference, "2017-01-15").seats) if region[name] == "europe"}

    def test_a_constituency_leaves_its_own(self, reference: Views) -> None:
        then = on(reference, "2017-01-15", constituency=("civil_society",))
        assert {one.constituency for one in (*then.seats, *then.roles)} == {"civil_society"}

    def test_a_theme_leaves_its_roles_and_itself(self, reference: Views) -> None:
        then = on(reference, "2017-01-15", theme=("anti-corruption",))
        assert names(then.with_role) == {"Brazil", "Georgia", "Robin Hodess", "United Kingdom"}
        assert list(then.leads) == ["anti-corruption"]

    def test_a_theme_led_from_elsewhere_is_never_without_a_lead(self, reference: Views) -> None:
        everywhere = on(reference, "2017-01-15").themes_without_lead
        assert on(reference, "2017-01-15", region=("africa-middle-east",)).themes_without_lead == everywhere

    @pytest.mark.parametrize("query", ["completion=complete", "level=local", "year=2014", "starred=1"])
    def test_filters_of_commitments_leave_the_committee_alone(self, reference: Views, query: str) -> None:
        headlines = {headline(reference, f"?asof=2017-01-15&{more}") for more in ("", query)}
        assert len(headlines) == 1


class TestThePage:
    @pytest.mark.parametrize(
        ("query", "answer"),
        [
            (
                "?asof=2017-01-15",
                "4 of 10 policy areas have a lead on record; {} hold no role now that we know of.".format(
                    "11 of 22 Steering Committee members"
                ),
            ),
            (
                "?asof=2017-01-15&theme=legislature",
                "1 of 22 Steering Committee members has a role on record in the themes chosen.",
            ),
            ("?asof=2010-01-01&region=europe", "No Steering Committee members under these filters on 1 January 2010."),
        ],
    )
    def test_the_headline_is_true(self, reference: Views, query: str, answer: str) -> None:
        assert headline(reference, query) == answer

    @pytest.mark.parametrize("database", ["reference", "by hand", "hostile"])
    @pytest.mark.parametrize("query", ["", "?asof=2010-01-01", "?asof=2017-06-27&region=americas&theme=open-data"])
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_no_part_of_it_fails(self, all_views: dict[str, Views], database: str, query: str, lang: str) -> None:
        view, _ = page(all_views[database], query)
        view, shown = page(all_views[database], view.href(lang=lang).partition("leadership")[2])
        assert screen(view, shown)
        assert blocks.faults(view, shown) == []

    def test_the_matrix_has_a_row_a_seat_and_tells_those_outside(self, reference: Views) -> None:
        sizes = {heading: len(rows) for heading, rows in groups(reference, "?asof=2017-01-15", "who-leads").items()}
        assert sizes == {"Governments · 11 seats": 11, "Civil society · 11 seats": 11, "Outside the committee": 7}

    def test_a_row_of_the_matrix(self, reference: Views) -> None:
        rows = groups(reference, "?asof=2017-01-15", "who-leads")["Governments · 11 seats"]
        france = next(row for row in rows if row[0].startswith("France"))
        assert [cell for cell in france if cell] == [
            *("France", "Co-anchor?", "Co-chairLead government co-chair", "2", "30 September 2018")
        ]

    def test_a_theme_of_a_policy_area_stands_in_its_column_by_name_and_leads_the_area_not(
        self, reference: Views
    ) -> None:
        view, matrix = table(reference, "?asof=2017-01-15", "who-leads")
        place = [column.header for column in matrix.columns].index("Access to Information")
        cells = {row[0]: row[place] for row in blocks.rows(view, matrix)}
        assert (cells["Canada"], cells["The Carter Center"]) == ("Co-anchor?Open data", "Co-anchor?")
        [foot] = matrix.foot
        assert blocks.text(view, foot[place]) == "22 of themes of it"

    def test_the_foot_of_the_matrix_counts_the_leads_of_each_policy_area(self, reference: Views) -> None:
        view, matrix = table(reference, "?asof=2017-01-15", "who-leads")
        leads = [role for role in read("roles") if leads_on(role, "2017-01-15")]
        counts = [sum(role["policy_area_id"] == area["id"] for role in leads) for area in read("policy_areas")]
        [foot] = matrix.foot
        told = [blocks.text(view, cell) for cell in foot[1 : len(counts) + 1]]
        assert [text.removesuffix("2 of themes of it") for text in told] == [str(n) if n else "nobody" for n in counts]

    def test_a_member_without_a_role_has_none_on_record(self, reference: Views) -> None:
        rows = groups(reference, "?asof=2017-01-15", "who-leads")["Governments · 11 seats"]
        croatia = next(row for row in rows if row[0] == "Croatia")
        assert croatia[-2:] == ["none on record", "not known · last confirmed October 2017 probable"]

    def test_a_role_that_has_ended_says_when(self, reference: Views) -> None:
        view, matrix = table(reference, "?asof=2017-06-27", "who-leads")
        governments = matrix.groups[0].rows
        romania = next(row for row in governments if blocks.text(view, row[0]) == "Romania")
        folds = [part for cell in romania if isinstance(cell, Styled) for part in cell.text if isinstance(part, Fold)]
        assert [fold.summary for fold in folds] == ["1 ended", "1 ended"]
        assert [blocks.text(view, fold.items) for fold in folds] == [
            "Delegate ended 23 May 2017Civic space and civil society",
            "Subcommittee chair ended May 2017Co-chair, Criteria & Standards subcommittee",
        ]

    def test_nobody_is_said_to_breach_anything(self, reference: Views) -> None:
        shown = blocks.strings(*page(reference, "?asof=2017-01-15"))
        assert shown.count("breach") == shown.count("never a breach") == 1

    def test_every_row_has_as_many_cells_as_the_head(self, reference: Views) -> None:
        view, shown = page(reference, "?asof=2017-06-27")
        for way in (SCREEN, FILES):
            for one in blocks.tables(view, shown, way).values():
                assert {len(row) for row in one.read()} <= {len(one.columns)}, one.name

    def test_each_theme_stands_beside_the_commitments_its_link_lists(self, reference: Views) -> None:
        shown, leads = table(reference, "?asof=2017-01-15&region=europe", "leads-by-theme", FILES, "themes")
        rows = {row[0]: row for row in blocks.rows(shown, leads, FILES)}
        assert len(rows) == len(read("themes"))
        view = reference.of("?asof=2017-01-15&region=europe&theme=open-data")
        assert rows["Open data"][1:4] == [
            "World Wide Web Foundation, Canada and through the area: Mexico and The Carter Center",
            "Access to Information",
            str(view.selection.commitments),
        ]
        hrefs = [cell.href for row in leads.read() for cell in row if isinstance(cell, Count)]
        assert view.href("commitments") in hrefs

    def test_terms_that_end_tell_the_roles_they_hand_over(self, reference: Views) -> None:
        view, ending = table(reference, "?asof=2017-06-27", "terms-ending")
        assert ending.title == "Terms that end within 180 days"
        brazil = next(row for row in blocks.rows(view, ending) if row[0] == "Brazil")
        assert brazil[1:3] == ["30 September 2017", "95"]
        assert brazil[3].count("Co-anchor") == 2

    def test_the_figures_lead_to_places_that_are_there(self, reference: Views) -> None:
        view, shown = page(reference, "?asof=2017-06-27")
        places = {getattr(block, "id", "") for block in blocks.every(view, shown)}
        figures = list(blocks.header(view, shown).figures)
        inside = [one.href[1:] for one in blocks.texts(figures) if isinstance(one, Link)]
        assert len(inside) == 5
        assert set(inside) <= places

    def test_the_timeline_says_in_words_what_is_not_known(self, reference: Views) -> None:
        rows = groups(reference, "?asof=2017-01-15", "terms-in-time")["Civil society"]
        heller = next(row for row in rows if row[0] == "Nathaniel Heller")
        assert heller[1:3] == ["not known", "not known"]

    def test_an_unknown_end_is_open_on_the_axis(self, reference: Views) -> None:
        _, timeline = table(reference, "?asof=2017-01-15", "terms-in-time")
        bars = {row[0]: row[-1] for row in timeline.read() if isinstance(row[0], str)}
        heller, france = bars["Nathaniel Heller"], bars["France"]
        assert isinstance(heller, Span)
        assert isinstance(france, Span)
        assert (heller.start, heller.end) == (None, None)
        assert (france.start, france.end) == (dt.date(2014, 10, 1).toordinal(), dt.date(2018, 9, 30).toordinal())

    def test_the_boxes_of_the_address_are_ticked(self, reference: Views) -> None:
        view, shown = page(reference, "?constituency=government")
        [control] = [block for block in blocks.every(view, shown) if isinstance(block, Control)]
        [boxes] = trees.of_type(CONTROLS[control.name](view), "Checklist")
        assert boxes.value == ["government"]

    def test_a_constituency_does_not_travel_to_other_pages(self, reference: Views) -> None:
        view, _ = page(reference, "?constituency=government&region=europe")
        assert view.href("commitments") == "/commitments?region=europe"


class TestTheSheets:
    def test_a_role_is_a_row_with_its_days(self, reference: Views) -> None:
        view, roles = sheet(reference, "?asof=2017-06-27", "roles")
        rows = [row for row in blocks.rows(view, roles, FILES) if row[1] in {"Romania", "Radu Puchiu"}]
        assert [[row[1], row[4], *row[6:11]] for row in rows] == [
            ["Romania", "Subcommittee chair", "Yes", "May 2017", "May 2017", "No", "sure"],
            ["Radu Puchiu", "Delegate", "Yes", "22 May 2017", "23 May 2017", "No", "sure"],
        ]

    def test_a_role_of_an_end_not_known_is_not_said_to_be_held(self, reference: Views) -> None:
        view, roles = sheet(reference, "?asof=2017-06-27", "roles")
        chile = next(row for row in blocks.rows(view, roles, FILES) if row[1] == "Chile")
        assert chile[7:] == [
            *("1 October 2016", "not known", "held? end not known", "probable", "2017", "opengovpartnership.org")
        ]

    def test_every_seat_is_a_row_with_its_term(self, reference: Views) -> None:
        view, terms = sheet(reference, "?asof=2017-06-27", "terms")
        rows = blocks.rows(view, terms, FILES)
        assert len(rows) == len(seats_on("2017-06-27"))
        brazil = next(row for row in rows if row[1] == "Brazil")
        assert brazil[0] == "Governments"
        assert brazil[4:6] == ["30 September 2017", "95"]

    def test_whoever_is_without_a_role_is_named_on_screen_as_well(self, reference: Views) -> None:
        view, shown = page(reference, "?asof=2017-01-15")
        in_files = blocks.tables(view, shown, FILES)["members-without-role"]
        on_screen = blocks.tables(view, shown)["members-without-role-now"]
        without = [f"{name} ({of})" if of else name for _, name, of in blocks.rows(view, in_files, FILES)]
        assert len(without) == 11
        assert [name for name, earlier in blocks.rows(view, on_screen) if earlier == "none on record"] == without

    def test_who_has_no_role_now_had_one_earlier_in_the_term_where_one_is_on_record(self, reference: Views) -> None:
        now, term = (
            {row[0] for row in blocks.rows(*sheet(reference, "?asof=2017-06-27", name))}
            for name in ("members-without-role-now", "members-without-role")
        )
        assert now - term == {"Romania"}
        assert term <= now

    def test_the_load_of_each_member_adds_up(self, reference: Views) -> None:
        view, load = sheet(reference, "?asof=2018-12-31", "load")
        rows = blocks.rows(view, load, FILES)
        told = {row[1]: row[3:] for row in rows}
        assert told["Mukelani Dimba"] == ["0", "0", "4", "4"]
        assert told["Canada"] == ["1", "1", "1", "3"]
        numbers = [[0 if cell == "none on record" else int(cell) for cell in row[3:]] for row in rows]
        assert all(held + perhaps + ended == total for held, perhaps, ended, total in numbers)
        assert [row[-1] for row in numbers] == sorted((row[-1] for row in numbers), reverse=True)

    def test_a_term_of_low_confidence_says_so_on_screen_and_in_files(self, reference: Views) -> None:
        view, terms = sheet(reference, "?asof=2017-01-15", "terms")
        sure = {row[1]: row[-2] for row in blocks.rows(view, terms, FILES)}
        assert (sure["Alejandro Gonzalez"], sure["France"]) == ("not sure", "sure")
        rows = groups(reference, "?asof=2017-01-15", "who-leads")["Civil society · 11 seats"]
        assert next(row[-1] for row in rows if row[0].startswith("Alejandro")) == "30 September 2017 not sure"


LED_BY_ITSELF = {
    "access-to-information": {"Mexico", "The Carter Center"},
    "anti-corruption": {
        *("Open Society Foundations", "Transparency International", "Brazil", "Georgia", "United Kingdom"),
    },
    "fiscal-openness": {"Global Initiative for Fiscal Transparency", "Brazil", "Philippines"},
    "legislature": {"National Democratic Institute", "Chile"},
    "open-data": {"World Wide Web Foundation", "Canada"},
    "natural-resources": {"Natural Resource Governance Institute", "World Resources Institute", "Indonesia"},
    "environment-climate": {"World Resources Institute", "France"},
}
"""By hand, from OGP's page of working groups: who co-anchors the group of which theme."""
LED_AREAS = {
    "Access to Information": "access-to-information",
    "Anti-Corruption": "anti-corruption",
    "Climate and Environment": "environment-climate",
    "Fiscal Openness": "fiscal-openness",
}
"""By hand: the policy area of which a working group bears the name, and the theme whose leads so lead it."""
THROUGH = {
    "open-data": "Access to Information",
    "science-technology": "Access to Information",
    **dict.fromkeys(
        (
            *("asset-disclosure", "conflicts-of-interest", "lobbying", "beneficial-ownership"),
            *("whistleblower-protection", "audits-controls", "public-procurement", "elections-political-finance"),
        ),
        "Anti-Corruption",
    ),
    "participatory-budgeting": "Fiscal Openness",
}
"""By hand: the themes of a led area other than the one that its leads name."""


def area_led(theme: str) -> list[str]:
    """The led area of a theme that its leads do not name."""
    return [THROUGH[theme]] if theme in THROUGH else []


DAYS_BY_HAND = {
    "2016-09-30": False,  # the day before the roles on record begin
    "2016-12-07": True,
    "2017-09-20": True,
    "2018-07-17": True,
}


@pytest.mark.parametrize(("day", "led"), DAYS_BY_HAND.items())
class TestLeadsByHand:
    """Who leads each of the ten areas and 44 themes, through what, until when and how sure: by a list made by hand."""

    def test_each_policy_area(self, reference: Views, day: str, led: bool) -> None:
        areas = {named(reference, "area", area.id): area for area in on(reference, day).areas}
        leads = {name: {role.holder for role in area.leads} for name, area in areas.items()}
        by_hand = {name: LED_BY_ITSELF[LED_AREAS[name]] if led and name in LED_AREAS else set() for name in leads}
        assert (len(leads), leads) == (10, by_hand)
        assert {name for name, area in areas.items() if area.of_a_theme} == (
            {"Access to Information"} if led else set()
        )

    def test_each_theme_and_through_what(self, reference: Views, day: str, led: bool) -> None:
        told = {
            theme: {(lead.role.holder, named(reference, "area", lead.area)) for lead in leads}
            for theme, leads in on(reference, day).leads.items()
        }
        by_hand = {
            theme: {(holder, "") for holder in LED_BY_ITSELF.get(theme, ())}
            | {(holder, area) for area in area_led(theme) for holder in LED_BY_ITSELF[LED_AREAS[area]]}
            for theme in told
        }
        assert len(told) == 44
        assert told == (by_hand if led else {theme: set() for theme in told})

    def test_until_when_and_how_sure(self, reference: Views, day: str, led: bool) -> None:
        roles = [lead.role for leads in on(reference, day).leads.values() for lead in leads]
        told = {(role.standing, role.span.end_date, role.confidence, role.last_confirmed) for role in roles}
        assert told == ({(END_UNKNOWN, "", "medium", "2017")} if led else set())

    def test_the_unled_are_fewer_by_exactly_those_whose_area_is_led(
        self, reference: Views, day: str, led: bool
    ) -> None:
        then = on(reference, day)
        by_themselves = {theme for theme, leads in then.leads.items() if any(not lead.area for lead in leads)}
        through_alone = set(THROUGH) - set(LED_BY_ITSELF) if led else set()
        assert len(through_alone) == (10 if led else 0)
        assert set(then.themes_without_lead) == set(then.leads) - by_themselves - through_alone
        assert len(then.themes_without_lead) == (27 if led else 44)

    def test_the_same_stands_in_the_files(self, reference: Views, day: str, led: bool) -> None:
        view, leads = sheet(reference, f"?asof={day}", "leads")
        rows = blocks.rows(view, leads, FILES)
        areas = {row[0] for row in rows if not row[1] and row[2] != "nobody on record"}
        led_themes = {row[1] for row in rows if row[1] and row[2] != "nobody on record"}
        assert areas == (set(LED_AREAS) if led else set())
        assert len(led_themes) == (17 if led else 0)
        assert {row[1] for row in rows if row[1]} == {theme["name_en"] for theme in read("themes")}


def named(views: Views, kind: str, value: str) -> str:
    return views.of("?lang=en").names.of(kind, value)


class TestHandOvers:
    def test_each_post_passed_on_in_order(self, reference: Views) -> None:
        told = {
            heading: [row[0] for row in rows]
            for heading, rows in groups(reference, "?asof=2018-12-31", "hand-overs").items()
        }
        assert told == {
            "Lead government co-chair": ["France", "Georgia", "Canada"],
            "Lead civil-society co-chair": ["Manish Bapna", "Mukelani Dimba", "Nathaniel Heller"],
            "Support government co-chair": ["Georgia", "Canada", "Argentina"],
            "Support civil-society co-chair": ["Mukelani Dimba", "Nathaniel Heller", "Robin Hodess"],
        }

    def test_nobody_is_named_before_the_day_of_the_hand_over(self, reference: Views) -> None:
        assert groups(reference, "?asof=2017-09-30", "hand-overs") == {}
        lead = groups(reference, "?asof=2017-10-01", "hand-overs")["Lead government co-chair"]
        assert [(row[0], row[4], row[5]) for row in lead] == [
            ("France", "none on record", "Georgia"),
            ("Georgia", "France", ""),
        ]

    def test_one_post_is_seen_from_any_region_that_held_it(self, reference: Views) -> None:
        posts = groups(reference, "?asof=2018-12-31&region=europe", "hand-overs")
        assert [row[0] for row in posts["Lead government co-chair"]] == ["France", "Georgia", "Canada"]

    @pytest.mark.parametrize(
        ("roles", "told"),
        [
            # by the dates of the same post
            ([("a", "2015", "2016", ""), ("b", "2017", "", "")], [("a", "", "b"), ("b", "a", "")]),
            # two ended on one day: nobody knows from whom
            ([("a", "2015", "2016", ""), ("b", "2015", "2016", ""), ("c", "2017", "", "")], []),
            # the source names it, whatever the dates
            ([("a", "2015", "", ""), ("b", "2016", "", "a")], [("a", "", "b"), ("b", "a", "")]),
            # held side by side: nothing passed on
            ([("a", "2015", "", ""), ("b", "2016", "", "")], []),
            # a circle in the data ends
            ([("a", "2015", "", "b"), ("b", "2016", "", "a")], [("a", "b", "b"), ("b", "a", "a")]),
        ],
    )
    def test_who_follows_whom(self, tmp_path: Path, roles: list[tuple[str, ...]], told: list[tuple[str, ...]]) -> None:
        rows = [
            {"id": id_, "holder": id_, "constituency": "civil_society", "kind": "co_chair", "title": "Chair",
             "start_date": start, "end_date": end or None, "follows": follows or None}
            for id_, start, end, follows in roles
        ]  # fmt: skip
        then = on(written(tmp_path, {"roles": rows}), "2018-06-30")
        ids = [[one.role.id, *("".join(role.id for role in some) for some in (one.before, one.after))]
               for post in then.posts for one in post]  # fmt: skip
        assert [tuple(row) for row in ids] == told


def written(tmp_path: Path, tables: dict[str, list[dict[str, Any]]]) -> Views:
    """Views over the hand-made data with some tables in place of theirs."""
    url = f"sqlite:///{tmp_path / 'monitor.sqlite'}"
    engine = sa.create_engine(url)
    databases.write(engine, hand.TABLES | tables)
    engine.dispose()
    return make_views(url)


AREAS = [{"id": "clean", "name_en": "Clean", "name_fr": "Propre", "name_es": "Limpio", "sort": 1},
         {"id": "open", "name_en": "Open", "name_fr": "Ouvert", "name_es": "Abierto", "sort": 2}]  # fmt: skip


def made_up(tmp_path: Path, *roles: dict[str, Any]) -> Views:
    """Water and air are in the area Clean, air in Open too, bribery in none; the roles are a co-anchor's."""
    areas = {"water": "clean", "air": "clean; open"}
    themes_ = [row | {"policy_areas": areas.get(str(row["id"]))} for row in hand.TABLES["themes"]]
    given = [
        {"id": f"r{n}", "holder": f"Holder {n}", "constituency": "civil_society", "kind": "co_anchor",
         "title": "Co-anchor", "start_date": "2015", "end_date": "2030"} | role
        for n, role in enumerate(roles)
    ]  # fmt: skip
    return written(tmp_path, {"policy_areas": AREAS, "themes": themes_, "roles": given})


class TestThroughAnArea:
    @pytest.mark.parametrize(
        ("role", "led", "areas"),
        [
            ({"policy_area_id": "clean"}, {"water": "clean", "air": "clean"}, ["clean"]),
            ({"policy_area_id": "open"}, {"air": "open"}, ["open"]),
            ({"policy_area_id": "clean", "theme_id": "air"}, {"air": "", "water": "clean"}, ["clean"]),
            ({"theme_id": "water"}, {"water": ""}, []),  # a theme of an area is never the area
            ({"theme_id": "bribery", "policy_area_id": "open"}, {"bribery": "", "air": "open"}, ["open"]),
            ({"policy_area_id": "clean", "kind": "delegation"}, {}, []),  # takes part, and leads nothing
            ({"policy_area_id": "clean", "start_date": "2019"}, {}, []),
            ({"policy_area_id": "clean", "end_date": "2016"}, {}, []),
            ({"policy_area_id": "nowhere"}, {}, []),
        ],
    )
    def test_who_leads_an_area_leads_its_themes(
        self, tmp_path: Path, role: dict[str, str], led: dict[str, str], areas: list[str]
    ) -> None:
        then = on(made_up(tmp_path, role), "2018-06-30")
        assert {theme: lead.area for theme, [lead] in ((t, ls) for t, ls in then.leads.items() if ls)} == led
        assert [area.id for area in then.areas if area.leads] == areas

    def test_a_choice_of_theme_keeps_who_leads_it_through_an_area(self, tmp_path: Path) -> None:
        views = made_up(tmp_path, {"policy_area_id": "clean"}, {"theme_id": "bribery"})
        assert [role.id for role in on(views, "2018-06-30", theme=("air",)).roles] == ["r0"]
        assert [area.id for area in on(views, "2018-06-30", theme=("bribery",)).areas] == []

    def test_data_without_policy_areas_say_nothing_of_them(self, by_hand: Views) -> None:
        view, shown = page(by_hand, "")
        assert blocks.faults(view, shown) == []
        assert "policy area" not in blocks.header(view, shown).headline


ADDRESSES = (
    *("", "?region=europe", "?region=africa-middle-east&theme=open-data", "?level=local", "?asof=2014-12-31"),
    *("?asof=2017-06-27&since=2016-12-07", "?asof=2012-01-01", "?member=ALB&starred=1", "?year=2014,2015"),
    *("?constituency=government", "?constituency=civil_society&region=americas", "?theme=open-data"),
    *("?asof=2017-01-15", "?asof=2017-01-15&region=europe", "?asof=2017-11-01&region=asia-pacific"),
    *("?asof=2017-01-15&theme=legislature", "?completion=complete&region=americas", "?region=europe,americas"),
    *("?asof=2018-12-31&constituency=government&theme=open-data", "?asof=2016-12-31&change=advanced&region=europe"),
    "?asof=2010-01-01&region=europe",
)
SENTENCES = {
    "without a role": r"(\d+) Steering Committee members? ha(?:s|ve) no role on record",
    "without a lead": r"(\d+) themes? ha(?:s|ve) no lead on record",
    "ending": r"(\d+) terms? ends? within 180 days",
}


@pytest.mark.parametrize("query", ADDRESSES)
class TestOneCommittee:
    """What is said of the committee at one address is said of the same seats and themes, wherever it stands."""

    def test_on_the_slides_and_the_page_of_the_brief(self, reference: Views, query: str) -> None:
        view, shown = page(reference, query, "brief")
        sentences = [text for block in leaves(view, shown) if isinstance(block, Sentences) for text in block.items]
        slides = slides_of(view, [Item(name) for name in dict.fromkeys((*brief.SLIDES, *leadership.SLIDES))])
        written = [blocks.text(view, text) for text in sentences]
        written += [line for slide in slides for line in (slide.headline, *slide.points)]
        for name, n in counted(view).items():
            numbers = re.findall(SENTENCES[name], "\n".join(written))
            assert set(numbers) <= {str(n)}, name
            assert len(numbers) >= (3 if n and view.selection.commitments else 0), name

    def test_in_the_files_of_the_brief(self, reference: Views, query: str) -> None:
        view, shown = page(reference, query, "brief")
        sheets = blocks.tables(view, shown, FILES)
        sizes = {name: len(sheets[there]) for name, there in PLACES.items() if there in sheets}
        assert sizes == (counted(view) if sizes else {})


PLACES = {"without a role": "members-without-role", "without a lead": "themes-without-lead", "ending": "terms-ending"}


def counted(view: View) -> dict[str, int]:
    seen = committee(view.snapshot, view.selection.asof).seen(view.filters)
    return dict(zip(PLACES, (len(seen.without_role), len(seen.themes_without_lead), len(seen.ending)), strict=True))


class TestMembers:
    def test_a_government_with_a_seat_shows_terms_and_roles(self, reference: Views) -> None:
        view, shown = page(reference, "?asof=2018-12-31", "members/FRA")
        own = blocks.tables(view, shown)["steering-committee"]
        assert own.title == "On the Steering Committee"
        assert blocks.rows(view, own) == [
            ["Term on the Steering Committee", "1 October 2018", "30 September 2021"],
            ["Term on the Steering Committee", "1 October 2014", "30 September 2018"],
            [
                *("Co-anchor Environment and climate", "1 October 2016"),
                "held? end not known · last confirmed 2017 probable",
            ],
            ["Co-chair Lead government co-chair", "1 October 2016", "30 September 2017"],
        ]

    def test_its_sheet_has_themes_apart(self, reference: Views) -> None:
        view, shown = page(reference, "?asof=2018-12-31", "members/FRA")
        own = blocks.tables(view, shown, FILES)["steering-committee"]
        assert [row[:2] for row in blocks.rows(view, own, FILES)] == [
            ["Term on the Steering Committee", ""],
            ["Term on the Steering Committee", ""],
            ["Co-anchor", "Environment and climate"],
            ["Co-chair", "Lead government co-chair"],
        ]

    def test_a_government_without_one_shows_nothing(self, reference: Views) -> None:
        assert "steering-committee" not in blocks.tables(*page(reference, "", "members/ALB"))

    def test_a_seat_is_not_shown_before_its_day(self, reference: Views) -> None:
        assert "steering-committee" not in blocks.tables(*page(reference, "?asof=2018-01-01", "members/ARG"))


class TestHostile:
    def test_texts_stay_texts(self, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path / 'monitor.sqlite'}"
        engine = sa.create_engine(url)
        databases.write(engine, hostile.TABLES | _committee_of(hostile.TEXTS))
        engine.dispose()
        view, shown = page(make_views(url), "?asof=2016-06-30")
        assert blocks.faults(view, shown) == []
        assert [text for text in hostile.TEXTS if blocks.strings(view, shown).count(text) < 3] == []


def _committee_of(texts: tuple[str, ...]) -> dict[str, list[dict[str, Any]]]:
    """A committee in which every name, organisation and title is one of the texts."""
    people = [
        {"id": f"p{n}", "name": text, "organisation": text, "constituency": "civil_society"}
        for n, text in enumerate(texts)
    ]
    return {
        "policy_areas": [
            {"id": f"area{n}", "name_en": text, "name_fr": text, "name_es": text, "sort": n, "source": text}
            for n, text in enumerate(texts)
        ],
        "steering_members": people,
        "seats": [{"steering_member_id": person["id"], "end_date": "2016"} for person in people],
        "roles": [
            {"id": f"r{n}", "steering_member_id": f"p{n}", "holder": text, "constituency": "civil_society",
             "kind": "co_chair", "title": text, "start_date": "2016-01", "policy_area_id": f"area{n}", "source": text}
            for n, text in enumerate(texts)
        ],
    }  # fmt: skip


class TestWords:
    def test_every_code_has_a_word(self) -> None:
        assert (set(CONSTITUENCIES), set(ROLE_KINDS)) == (set(schema.CONSTITUENCIES), set(schema.ROLE_KINDS))
