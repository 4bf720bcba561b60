"""The agenda: every promise in its section, what was known on a day as the files have it, unknown never zero."""

from __future__ import annotations

import csv
import datetime as dt
import random
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from dashboard.blocks import FILES, Block, Card, Items, Moments, Paragraph, Styled, leaves
from dashboard.data.filters import as_day
from dashboard.language.languages import LANGUAGES
from dashboard.queries import agenda, joining
from dashboard.queries.agenda import Delivery
from dashboard.queries.counts import Rate
from dashboard.queries.leadership import committee
from dashboard.view.view import View, Views
from data_loader.commands import app
from tests.dashboard import blocks, convened, databases
from tests.dashboard.conftest import make_views
from tests.dashboard.independent import Numbers
from tests.dashboard.test_brief import REFERENCE, read

BEFORE, END = "2016-12-31", "2017-09-30"
LATEST = "2018-12-31"
LANGUAGE, STATUS, FOUND, FIGURES = 1, 2, 3, 4
"""Columns of the tables on screen."""


def built(views: Views, query: str = "", path: str = "agenda") -> tuple[View, Sequence[Block]]:
    return blocks.page(views, path, query)


def headline(views: Views, query: str = "") -> str:
    return blocks.header(*built(views, query)).headline


def sections(view: View, page: Sequence[Block]) -> dict[str, list[list[str]]]:
    """The rows of each section's table on screen, in words."""
    tables = blocks.tables(view, page).values()
    return {table.title: blocks.rows(view, table) for table in tables if table.name.startswith("promises-")}


def rows(view: View, page: Sequence[Block]) -> dict[str, list[str]]:
    """The rows of all tables, by promise."""
    return {row[0]: row for table in sections(view, page).values() for row in table}


def in_language(views: Views, lang: str) -> set[str]:
    """The texts of the page in French that say that they are in another language."""
    view, page = built(views, "?lang=fr")
    texts = (one for block in leaves(view, page) for one in blocks.texts(block) if isinstance(one, Styled))
    return {blocks.text(view, one) for one in texts if one.lang == lang}


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
        shown = {
            section: [row[0] for row in table]
            for section, table in sections(*built(reference, f"?lang={lang}")).items()
        }
        assert (shown, sum(map(len, shown.values()))) == (expected, 40)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_each_has_its_title_in_three_languages(self, reference: Views, lang: str) -> None:
        table = rows(*built(reference, f"?lang={lang}"))
        for item in read("agenda_items"):
            others = "".join(item[f"title_{other}"] for other in LANGUAGES if other != lang)
            assert table[item[f"title_{lang}"]][LANGUAGE] == others

    def test_titles_in_another_language_say_so(self, reference: Views) -> None:
        assert any(title.startswith("Sentar las bases") for title in in_language(reference, "es"))

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
        view, page = built(reference, f"?asof={day}")
        known = agenda.promises(view.snapshot, view.selection.asof)
        assert {one.id: one.status for one in known if one.status} == status_on(day)
        chips = Counter(row[STATUS].removesuffix("Carried over") for row in rows(view, page).values())
        words = {"complete": "Kept", "in_progress": "Under way", "": "No information found"}
        assert chips == Counter(words[one.status] for one in known)

    def test_counts_by_status_add_up(self, reference: Views) -> None:
        view, page = built(reference, f"?asof={END}")
        figures = [blocks.text(view, figure.value) for figure in blocks.header(view, page).figures]
        assert figures == ["1", "12", "0", "27"]

    def test_the_headline_says_them(self, reference: Views) -> None:
        assert headline(reference, f"?asof={BEFORE}") == (
            "1 of the co-chairs' 40 promises is kept, 7 under way; on 32 no information was found."
        )

    def test_no_finding_is_never_not_started(self, reference: Views) -> None:
        table = rows(*built(reference))
        row = table["Ministers attend SC meetings"]
        assert (row[STATUS], row[FOUND]) == ("No information found", "")
        assert "Not begun" not in {row[STATUS] for row in table.values()}

    def test_findings_stand_in_time_with_their_source(self, reference: Views) -> None:
        view, page = built(reference, "?asof=2017-06-28")
        cells = {row[1]: dict(zip(table.columns, row, strict=True)) for table in blocks.tables(view, page).values()
                 if table.name.startswith("promises-") for row in table.read()}  # fmt: skip
        [timeline] = [cell for column, cell in cells["Strengthen the response policy"].items()
                      if column.header == "What was found"]  # fmt: skip
        assert isinstance(timeline, Items)
        assert [blocks.text(view, item) for item in timeline.items] == [
            (
                "4 May 2016 · Under wayFirst use of the response policy: Azerbaijan made inactive"
                "Source: Steering Committee, Cape Town"
            ),
            "28 June 2017 · Under wayAzerbaijan inactive status extendedSource: Steering Committee, Washington DC",
        ]

    def test_findings_are_marked_as_english(self, reference: Views) -> None:
        assert {one[name] for one in read("agenda_updates") for name in ("note", "source")} <= in_language(
            reference, "en"
        )


class TestCarriedOver:
    def carried(self, views: Views, day: str) -> tuple[str, list[str]]:
        """What its card says, and the promises it lists."""
        view, page = built(views, f"?asof={day}")
        cards = (block for block in blocks.every(view, page) if isinstance(block, Card))
        card = next(card for card in cards if card.title.startswith("Carried over at"))
        text = "\n".join(blocks.text(view, one.text) for one in card.blocks if isinstance(one, Paragraph))
        lists = [one for one in card.blocks if isinstance(one, Items)]
        return text, [blocks.text(view, item) for one in lists for item in one.items]

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
        table = rows(*built(reference, f"?asof={END}"))
        assert [title for title, row in table.items() if "Carried over" in row[STATUS]] == titles

    def test_files_say_it_in_a_column_of_its_own(self, reference: Views) -> None:
        _, titles = self.carried(reference, END)
        sheet = [row for table in files(reference, f"?asof={END}") for row in table]
        assert [promise for _, promise, *_, still_open in sheet if still_open == "Yes"] == titles
        assert {status for _, _, status, *_ in sheet} == {"Kept", "Under way", "No information found"}


def files(views: Views, query: str) -> list[list[list[str]]]:
    """The rows of the sheet of promises, by section."""
    view, page = built(views, query)
    tables = blocks.tables(view, page, FILES).values()
    return [blocks.rows(view, table, FILES) for table in tables if table.name.startswith("promises-")]


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
        view, page = built(reference, query)
        links = [one for one in blocks.links(view, page) if one.href.startswith("/commitments")]
        assert links
        for href, text in {link.href: blocks.text(view, link) for link in links}.items():
            there = reference.of(href.partition("?")[2])
            count = int(text.rpartition(": ")[2].split()[0].replace(",", ""))
            assert (there.selection.commitments, there.dropped) == (count, [])

    @pytest.mark.parametrize("day", [BEFORE, END, LATEST])
    def test_the_promise_of_roles_shows_how_many_hold_one(self, reference: Views, day: str) -> None:
        view, page = built(reference, f"?asof={day}")
        found = committee(view.snapshot, view.selection.asof)
        row = rows(view, page)["Every SC member takes at least one thematic or leadership role in its term"]
        expected = f"{len(found.with_role)} of {len(found.seats)} Steering Committee members have a role on record"
        assert row[FIGURES].startswith(expected)

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
        assert headline(by_hand) == "No promises of the co-chairs are on record."

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_hostile_titles_are_shown_as_they_are_written(self, all_views: dict[str, Views], lang: str) -> None:
        view, page = built(all_views["hostile"], f"?lang={lang}")
        assert set(rows(view, page)) == set(view.snapshot.tables["agenda_items"]["title_en"])

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
        assert list(rows(*built(make_views(url), "?lang=es"))) == [item["title_en"] for item in kept]
        in_spanish = built(make_views(url), "?lang=es&since=2016-01-01", "brief")
        assert "Win climate commitments" in blocks.strings(*in_spanish)

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


class TestEvents:
    """What is counted of the events on a promise: by hand, and from the files with csv alone."""

    @pytest.fixture(scope="class")
    def convened_views(self, tmp_path_factory: pytest.TempPathFactory) -> Views:
        url = f"sqlite:///{tmp_path_factory.mktemp('convened') / 'monitor.sqlite'}"
        engine = sa.create_engine(url)
        databases.write(engine, convened.TABLES)
        engine.dispose()
        return make_views(url)

    def counted(self, views: Views, query: str = "") -> dict[str, list[str]]:
        view, page = built(views, query)
        table = blocks.tables(view, page, FILES)["agenda-counted"]
        return {row[0]: row[1:] for row in blocks.rows(view, table, FILES)}

    def test_sums_stay_in_their_currency_and_say_of_how_many_they_are(self, convened_views: Views) -> None:
        assert self.counted(convened_views, "?asof=2018-12-31") == {
            "Money": ["3", "120", "2", "EUR 3.5 · USD 12,000,500", "3", "2", "2"],
            "Ministers attend": ["1", "100", "1", "USD 500", "1", "1", "1"],
            "Something else": ["0", "not known", "0", "not known", "0", "0", "0"],
        }

    def test_what_is_known_to_the_year_counts_from_its_last_day(self, convened_views: Views) -> None:
        assert self.counted(convened_views, "?asof=2017-12-30")["Money"][:4] == ["2", "100", "1", "USD 12,000,500"]

    def test_a_screen_says_the_same_and_what_could_be_loaded(self, convened_views: Views) -> None:
        table = rows(*built(convened_views, "?asof=2018-12-31"))
        assert table["Money"][FIGURES].endswith(
            "3 events, 120 participants (2 of 3 events give a number), "
            "EUR 3.5 and USD 12,000,500 (3 of 3 events give an amount) and 2 members named"
        )
        assert table["Something else"][FIGURES] == (
            "not known yet · What can be loaded: events that serve it, with participants, amounts and sources."
        )
        ministers = table["Ministers attend"][FIGURES]
        assert ministers.startswith("1 of 2 attendances on record was by a minister")

    def test_figures_of_the_source_stand_beside_the_amount_with_the_way_there(self, convened_views: Views) -> None:
        view, page = built(convened_views, "?asof=2016-05-01&lang=en")
        [events] = [row[5] for row in rows(view, page).values() if row[5]]
        assert events == (
            "A fund10 April 2016USD 12,000,000 · 12 million; another page has 10"
            "Source: opengovpartnership.org · example.org"
        )
        assert "https://example.org/fund" in {link.href for link in blocks.links(view, page)}

    @pytest.mark.parametrize("day", [BEFORE, END, LATEST])
    def test_the_events_of_each_promise_are_those_of_the_files(self, reference: Views, day: str) -> None:
        begun = [row for row in read("events") if _last_day(row["start_date"]) <= day]
        expected: Counter[str] = Counter()
        for row in begun:
            expected.update(set(row["promises"].split("; ")) - {""})
        names = {item["title_en"]: item["id"] for item in read("agenda_items")}
        shown = {names[name]: int(cells[0]) for name, cells in self.counted(reference, f"?asof={day}").items()}
        assert shown == {id_: expected[id_] for id_ in names.values()}
        view, page = built(reference, f"?asof={day}")
        assert len(blocks.tables(view, page, FILES)["agenda-events"]) == len(begun)

    def test_every_promise_of_the_statement_has_something_counted(self, reference: Views) -> None:
        table = rows(*built(reference, f"?asof={LATEST}"))
        assert [name for name, row in table.items() if not row[FIGURES]] == []

    @pytest.mark.parametrize("day", [BEFORE, END])
    @pytest.mark.parametrize("query", ["", "&region=europe"])
    def test_new_members_of_the_mandate_are_those_of_the_files(self, reference: Views, day: str, query: str) -> None:
        new = [
            row
            for row in read("members")
            if row["government_level"] == "national"
            and len(row["joined"]) > len("2016")
            and "2016-10-01" <= _last_day(row["joined"]) <= min(day, END)
        ]
        found = joining.of_everyone(reference.of(f"?asof={day}{query}").selection).new
        assert {one.id for one in found} == {row["id"] for row in new}
        assert {one.id: one.francophonie for one in found} == {row["id"]: row["francophonie"] for row in new}

    def test_their_number_leads_to_as_many_whatever_is_chosen(self, reference: Views) -> None:
        view, page = built(reference, f"?asof={END}&region=europe")
        [link] = [
            one for one in blocks.links(view, page) if one.href.startswith("/new-members") and "6" in str(one.text)
        ]
        assert len(joining.joining(reference.of(link.href.partition("?")[2]).selection).new) == 6

    def test_hostile_events_lead_to_nothing_that_runs(self, hostile_url: str) -> None:
        view, page = built(make_views(hostile_url), "")
        assert blocks.faults(view, page) == []
        hrefs = [link.href for link in blocks.links(view, page)]
        assert [href for href in hrefs if href.startswith("javascript")] == []
        assert "https://example.org/0" in hrefs


def _last_day(date: str) -> str:
    """The last day that a date of a file may mean."""
    if len(date) == len("2016"):
        return f"{date}-12-31"
    if len(date) > len("2016-05"):
        return date
    year, month = map(int, date.split("-"))
    return (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).isoformat()


class TestInTime:
    @pytest.mark.parametrize("day", [BEFORE, END, LATEST])
    def test_each_section_has_the_events_and_findings_of_the_files(self, reference: Views, day: str) -> None:
        view, page = built(reference, f"?asof={day}")
        sections = {one["id"]: one["section_en"] for one in read("agenda_items")}
        events = Counter(
            section
            for one in read("events") if as_day(one["start_date"]) <= day
            for section in {sections[promise] for promise in one["promises"].split("; ") if promise}
        )  # fmt: skip
        findings = Counter(sections[one["agenda_item_id"]] for one in read("agenda_updates") if one["date"] <= day)
        table = blocks.tables(view, page)["agenda-in-time"]
        found = {str(row[0]): (view.plain(row[2]), view.plain(row[3])) for row in table.read()}
        assert found == {one: (str(events[one]), str(findings[one])) for one in dict.fromkeys(sections.values())}

    def test_what_is_known_only_to_the_month_is_as_wide_as_that(self, reference: Views) -> None:
        view, page = built(reference)
        lines = [row[1] for row in blocks.tables(view, page)["agenda-in-time"].read()]
        spans = {(first, last) for line in lines if isinstance(line, Moments) for first, last, _ in line.spans}
        assert (dt.date(2016, 5, 1).toordinal(), dt.date(2016, 5, 31).toordinal()) in spans

    def test_each_of_its_parts_has_an_address(self, reference: Views) -> None:
        _, page = built(reference)
        cards = {one.id for one in leaves(reference.of(""), page, whole=(Card,)) if isinstance(one, Card)}
        assert cards == {"promises-picture", "agenda-in-time", "promises-board", "carried-over", "agenda-events"}
