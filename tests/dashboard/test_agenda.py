"""The agenda: every promise in its section, what was known on a day as the files have it, unknown never zero."""

from __future__ import annotations

import csv
import datetime as dt
import random
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from dashboard.language.languages import LANGUAGES
from dashboard.queries import agenda
from dashboard.queries.agenda import Delivery
from dashboard.queries.changes import Rate
from dashboard.queries.leadership import committee
from dashboard.view.view import View, Views
from dashboard.web.frame import found, whole
from data_loader.commands import app
from tests.dashboard import databases, trees
from tests.dashboard.conftest import make_views
from tests.dashboard.independent import Numbers
from tests.dashboard.test_brief import REFERENCE, read

BEFORE, END = "2016-12-31", "2017-09-30"
LATEST = "2018-12-31"
STATUS, FOUND, FIGURES = 2, 3, 4
"""Columns of the tables."""


def built(views: Views, query: str = "", path: str = "agenda") -> tuple[View, Any]:
    page, view = found(views, path, query)
    return view, whole(page, view)


def sections(tree: Any) -> dict[str, list[list[str]]]:
    """The rows of each section's table, as text."""
    return {
        trees.text(part.children[0]): trees.table(part)[1:]
        for part in trees.of_type(tree, "Section")
        if trees.of_type(part, "Table")
    }


def rows(tree: Any) -> dict[str, list[str]]:
    """The rows of all tables, by promise."""
    return {row[0]: row for table in sections(tree).values() for row in table}


def status_on(day: str) -> dict[str, str]:
    """The last status of each promise by a day, from the file; every date in it is known to the day."""
    updates = [one for one in read("agenda_updates") if one["date"] <= day]
    return {one["agenda_item_id"]: one["status"] for one in sorted(updates, key=lambda one: one["date"])}


class TestTheStatement:
    """The acceptance figures."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_forty_promises_stand_in_their_sections(self, reference: Views, lang: str) -> None:
        expected: dict[str, list[str]] = {}
        for item in read("agenda_items"):
            expected.setdefault(item[f"section_{lang}"], []).append(item[f"title_{lang}"])
        _, tree = built(reference, f"?lang={lang}")
        shown = {section: [row[0] for row in table] for section, table in sections(tree).items()}
        assert (shown, sum(map(len, shown.values()))) == (expected, 40)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_each_has_its_title_in_three_languages(self, reference: Views, lang: str) -> None:
        _, tree = built(reference, f"?lang={lang}")
        table = rows(tree)
        for item in read("agenda_items"):
            others = "".join(item[f"title_{other}"] for other in LANGUAGES if other != lang)
            assert table[item[f"title_{lang}"]][1] == others

    def test_titles_in_another_language_say_so(self, reference: Views) -> None:
        _, tree = built(reference, "?lang=fr")
        spoken = {part.lang: trees.text(part) for part in trees.walk(tree) if getattr(part, "lang", "") == "es"}
        assert spoken["es"].startswith("Sentar las bases")

    def test_the_status_differs_between_two_days_exactly_by_the_updates_between(self, reference: Views) -> None:
        snapshot = reference.of("").snapshot
        before, now = (agenda.promises(snapshot, dt.date.fromisoformat(day)) for day in (BEFORE, END))
        differing = {one.id: then.findings != one.findings for then, one in zip(before, now, strict=True)}
        between = {one["agenda_item_id"] for one in read("agenda_updates") if BEFORE < one["date"] <= END}
        assert {id_ for id_, differs in differing.items() if differs} == between
        changed = {one.id for then, one in zip(before, now, strict=True) if then.status != one.status}
        assert changed == {"mod-1", "mod-2", "sub-1", "thm-1", "fwd-1"}

    @pytest.mark.parametrize("day", ["2016-05-03", "2016-05-04", BEFORE, "2017-01-01", END, LATEST])
    def test_the_status_of_a_day_is_that_of_the_files(self, reference: Views, day: str) -> None:
        view, tree = built(reference, f"?asof={day}")
        known = agenda.promises(view.snapshot, view.selection.asof)
        assert {one.id: one.status for one in known if one.status} == status_on(day)
        chips = Counter(row[STATUS].removesuffix("Carried over") for row in rows(tree).values())
        words = {"complete": "Complete", "in_progress": "In progress", "": "No finding on record"}
        assert chips == Counter(words[one.status] for one in known)

    def test_counts_by_status_add_up(self, reference: Views) -> None:
        _, tree = built(reference, f"?asof={END}")
        figures = [trees.text(part) for part in trees.classed(tree, "value")]
        assert figures == ["1", "12", "0", "27"]

    def test_the_headline_says_them(self, reference: Views) -> None:
        _, tree = built(reference, f"?asof={BEFORE}")
        assert trees.text(trees.of_type(tree, "H1")) == (
            "1 of the co-chairs' 40 promises is complete, 7 in progress; on 32 nothing is on record."
        )

    def test_no_finding_is_never_not_started(self, reference: Views) -> None:
        _, tree = built(reference)
        row = rows(tree)["Ministers attend SC meetings"]
        assert (row[STATUS], row[FOUND]) == ("No finding on record", "")
        assert "Not started" not in {row[STATUS] for row in rows(tree).values()}

    def test_findings_stand_in_time_with_their_source(self, reference: Views) -> None:
        _, tree = built(reference, "?asof=2017-06-28")
        assert rows(tree)["Strengthen the response policy"][FOUND] == (
            "4 May 2016 · In progressFirst use of the response policy: Azerbaijan made inactive"
            "Source: Steering Committee, Cape Town"
            "28 June 2017 · In progressAzerbaijan inactive status extendedSource: Steering Committee, Washington DC"
        )

    def test_findings_are_marked_as_english(self, reference: Views) -> None:
        _, tree = built(reference, "?lang=fr")
        marked = {trees.text(part) for part in trees.walk(tree) if getattr(part, "lang", "") == "en"}
        assert {one[name] for one in read("agenda_updates") for name in ("note", "source")} <= marked


class TestCarriedOver:
    def carried(self, views: Views, day: str) -> tuple[str, list[str]]:
        _, tree = built(views, f"?asof={day}")
        card = next(part for part in trees.of_type(tree, "Section") if trees.text(part).startswith("Carried over at"))
        return trees.text(card), [trees.text(item) for item in trees.of_type(card, "Li")]

    @pytest.mark.parametrize("day", [END, LATEST])
    def test_from_the_last_day_on_those_found_open_are_listed(self, reference: Views, day: str) -> None:
        still_open = {id_ for id_, status in status_on(END).items() if status != "complete"}
        expected = [item["title_en"] for item in read("agenda_items") if item["id"] in still_open]
        text, titles = self.carried(reference, day)
        assert (titles, len(titles)) == (expected, 12)
        assert "27 other promises had no finding by then: whether they were still open is not known." in text

    def test_the_day_before_nothing_is(self, reference: Views) -> None:
        text, titles = self.carried(reference, "2017-09-29")
        assert titles == []
        assert text.endswith("lasts until 30 September 2017: nothing is carried over yet.")

    def test_each_is_marked_in_its_row(self, reference: Views) -> None:
        _, titles = self.carried(reference, END)
        _, tree = built(reference, f"?asof={END}")
        assert [title for title, row in rows(tree).items() if "Carried over" in row[STATUS]] == titles


class TestLiveFigures:
    @pytest.mark.parametrize(
        "chosen", [{}, {"asof": BEFORE}, {"region": "europe,americas"}, {"level": "local", "asof": "2017-12-31"}]
    )
    def test_each_set_of_themes_counts_as_sql_does(
        self, reference: Views, reference_url: str, chosen: dict[str, str]
    ) -> None:
        numbers = Numbers(reference_url)
        view = reference.of("?" + "&".join(f"{name}={value}" for name, value in chosen.items()))
        sets = sorted({one.themes for one in agenda.promises(view.snapshot, view.selection.asof) if one.themes})
        for themes in random.Random(repr(chosen)).sample(sets, 6):
            total, assessed, completed = numbers.totals(chosen | {"theme": ",".join(themes)})
            assert agenda.on_themes(view.selection, themes) == Delivery(total, Rate(completed, assessed))

    def test_a_choice_of_themes_gives_way_to_the_promises_own(self, reference: Views) -> None:
        free, chosen = (reference.of(query).selection for query in ("", "?theme=lobbying"))
        assert agenda.on_themes(chosen, ("open-data",)) == agenda.on_themes(free, ("open-data",))

    @pytest.mark.parametrize("query", ["", "?region=europe&asof=2016-12-31", "?theme=open-data&completion=complete"])
    def test_every_count_leads_to_as_many_rows(self, reference: Views, query: str) -> None:
        _, tree = built(reference, query)
        links = [
            part
            for part in trees.of_type(trees.classed(tree, "agenda"), "A")
            if part.href.startswith("/commitments") and trees.text(part)
        ]
        assert links
        for href, text in {part.href: trees.text(part) for part in links}.items():
            there = reference.of(href.partition("?")[2])
            count = int(text.rpartition(": ")[2].split()[0].replace(",", ""))
            assert (there.selection.commitments, there.dropped) == (count, [])

    @pytest.mark.parametrize("day", [BEFORE, END, LATEST])
    def test_the_promise_of_roles_shows_how_many_hold_one(self, reference: Views, day: str) -> None:
        view, tree = built(reference, f"?asof={day}")
        found = committee(view.snapshot, view.selection.asof)
        row = rows(tree)["Every SC member takes at least one thematic or leadership role in its term"]
        assert row[FIGURES] == (
            f"{len(found.with_role)} of {len(found.seats)} Steering Committee members have a role on record"
        )

    @pytest.mark.parametrize("day", [BEFORE, "2017-12-31", LATEST])
    def test_the_subnational_promise_counts_the_members_of_the_files(
        self, reference: Views, reference_url: str, day: str
    ) -> None:
        pilots = agenda.pilots(reference.of(f"?asof={day}").selection)
        members = {one["id"] for one in read("members") if one["government_level"] != "national"}
        found = Numbers(reference_url).breakdown("member", {"asof": day})
        scale = ("not_started", "limited", "substantial", "complete")
        own = {member: states for member, states in found.items() if member in members}
        assert (pilots.all, set(pilots.committed)) == (len(members), set(own))
        assert pilots.assessed == sum(any(states.get(level) for level in scale) for states in own.values())
        assert pilots.delivery.commitments == sum(sum(states.values()) for states in own.values())
        assert pilots.delivery.rate.assessed == sum(states.get(level, 0) for states in own.values() for level in scale)


class TestOtherData:
    def test_data_without_promises_say_so(self, by_hand: Views) -> None:
        _, tree = built(by_hand)
        assert trees.text(trees.of_type(tree, "H1")) == "No promises of the co-chairs are on record."

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_hostile_titles_are_shown_as_they_are_written(self, all_views: dict[str, Views], lang: str) -> None:
        view, tree = built(all_views["hostile"], f"?lang={lang}")
        assert set(rows(tree)) == set(view.snapshot.tables["agenda_items"]["title_en"])

    def test_a_file_without_spanish_loads_and_the_page_is_in_english(self, tmp_path: Path) -> None:
        package = tmp_path / "package"
        shutil.copytree(REFERENCE, package)
        kept = [
            {name: text for name, text in item.items() if not name.endswith("_es")} for item in read("agenda_items")
        ]
        with (package / "agenda_items.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, kept[0])
            writer.writeheader()
            writer.writerows(kept)
        url = f"sqlite:///{tmp_path / 'monitor.sqlite'}"
        result = CliRunner().invoke(app, ["load", str(package), "--database", url])
        assert result.exit_code == 0, result.output
        _, tree = built(make_views(url), "?lang=es")
        assert list(rows(tree)) == [item["title_en"] for item in kept]
        assert "Win climate commitments" in trees.text(built(make_views(url), "?lang=es&since=2016-01-01", "brief")[1])

    def test_a_date_known_to_the_month_counts_from_its_last_day(self, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path / 'monitor.sqlite'}"
        engine = sa.create_engine(url)
        item = {"id": "a", "section_id": "s", "section_en": "S", "section_fr": "S", "title_en": "A", "title_fr": "A"}
        found = {"agenda_item_id": "a", "source": "minutes"}
        databases.write(
            engine,
            {
                "agenda_items": [item | {"sort": 1}],
                "agenda_updates": [
                    found | {"date": "2017-02", "status": "complete"},
                    found | {"date": "2017-02-10", "status": "not_started"},
                ],
            },
        )
        engine.dispose()
        snapshot = make_views(url).of("").snapshot
        asked = ("2017-02-09", "2017-02-27", "2017-02-28")
        on = {day: agenda.promises(snapshot, dt.date.fromisoformat(day))[0].status for day in asked}
        assert on == {"2017-02-09": "", "2017-02-27": "not_started", "2017-02-28": "complete"}
