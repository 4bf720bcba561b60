"""Decks: a text in an address means the same slides however often it is written, and tells what it cannot mean."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.blocks import Answer
from dashboard.charts.registry import CHARTS
from dashboard.decks.deck import (
    LONGEST,
    MOST_SLIDES,
    SHIPPED,
    TITLES,
    Deck,
    Item,
    dropped,
    presentation,
    read,
    slides_of,
    text_of,
)
from dashboard.decks.grammar import KINDS
from dashboard.decks.tomorrow import AUDIENCES
from dashboard.decks.tomorrow import text as tomorrow
from dashboard.exports.slides import MOST_POINTS, MOST_ROWS, Slide
from dashboard.language.languages import LANGUAGES
from dashboard.pages import agenda, brief, leadership, overview, pilots
from dashboard.pages.topics import TABLES, TOPICS
from dashboard.view.view import View, Views
from dashboard.web.pages import PAGES, find
from tests.dashboard import trees
from tests.dashboard.conftest import make_client
from tests.dashboard.test_pages import build

OF_PAGES = {
    "": overview.SLIDES,
    "leadership": leadership.SLIDES,
    "pilots": pilots.SLIDES,
    "agenda": agenda.SLIDES,
    "brief": brief.SLIDES,
}
"""What each page has to present, by its path."""

anything = st.text(st.one_of(st.characters(), st.characters(categories=["Cs"])))
notes = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(str.strip)
items = st.builds(
    Item,
    st.sampled_from([*TITLES]),
    st.sampled_from(["", "region=europe", "region=europe,americas&level=local", "theme=open-data&asof=2016-12-07"]),
    notes,
    st.sampled_from([(), (("headline", "Half; (and) more! = 50 %"),)]),
)
own_items = st.builds(
    lambda headline, text, note: Item("text", "", note, (("headline", headline), ("text", text))),
    st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=30),
    st.lists(st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=20), min_size=1, max_size=7)
    .map("\n".join),
    notes,
)  # fmt: skip
texts = st.one_of(anything, st.lists(st.sampled_from(["brief", "foo", "(", ")", "!", ";", "=", "%", "note", "region"])
                                     .map(str), max_size=12).map("".join))  # fmt: skip


def parse(text: str) -> list[Item]:
    return read(text).items


class TestTheText:
    @given(texts)
    @example("brief(note=\ud800)")
    def test_may_be_any_and_is_read(self, text: str) -> None:
        assert all(item.name in {*TITLES, *KINDS} for item in parse(text))

    @given(st.lists(st.one_of(items, own_items), max_size=8))
    def test_of_any_slides_is_read_as_these(self, chosen: list[Item]) -> None:
        assert read(text_of(chosen)) == Deck("", chosen)

    @given(texts)
    def test_means_the_same_when_written_and_read_again(self, text: str) -> None:
        first = parse(text)
        assert parse(text_of(first)) == first

    def test_of_the_issue_is_read(self) -> None:
        text = "completion-by-theme;completion-by-region(region=europe!level=local);leadership-gaps"
        assert read(text) == Deck(
            "",
            [
                Item("completion-by-theme"),
                Item("completion-by-region", "region=europe&level=local"),
                Item("leadership-gaps"),
            ],
        )
        assert text_of(parse(text)) == text

    def test_says_what_of_it_means_nothing(self) -> None:
        found = read("brief(flavour=red!note=a%3Bb);nothing;overview(version=3!lang=fr!q=x)")
        assert [item.note for item in found.items] == ["a;b", ""]
        assert found.left_out == ["brief flavour", "nothing", "overview version", "overview lang", "overview q"]

    def test_has_at_most_40_slides_and_8000_characters(self) -> None:
        assert (MOST_SLIDES, LONGEST) == (40, 8_000)
        many = read(";".join(["brief"] * 43))
        assert (len(many.items), many.left_out) == (40, ["brief"] * 3)
        assert read("brief;" * 2_000).items == []
        assert len(read("brief;" * 2_000).left_out) == 1

    def test_lacks_a_closing_bracket_where_a_mail_program_cut_it(self) -> None:
        assert parse("brief(region=europe") == [Item("brief", "region=europe")]

    def test_travels_in_an_address(self, reference: Views) -> None:
        text = text_of([Item("brief", "region=europe", "50 % done; (almost!)"), Item("overview")])
        for address in (f"?deck={quote(text)}", reference.of(f"?deck={quote(text)}").chosen.query()):
            assert parse(reference.of(address).chosen.deck) == parse(text)


class TestSlidesOfOnesOwn:
    """Their words are those of the text, as text; what is not in the data, or does not fit, is named."""

    OWN = (
        "deck(name=Rabat 2017);title(headline=Open!text=One%0A%0ATwo);section(headline=<b>bold</b>);"
        "text(headline=To do!text=Ask%0AAnswer!note=Slowly);quote(text=Speak!by=Ana);"
        "commitment(id=https://monitor.example/commitments/ALB-1-001?lang=fr);meeting(id=sc-2017-09);"
        "table(name=members/members);overview(region=europe!headline=Half and more)"
    )

    def test_are_written_as_they_are_read(self) -> None:
        found = read(self.OWN)
        assert (found.title, found.name, len(found.items)) == ("Rabat 2017", "Rabat 2017", 8)
        assert (found.left_out, found.too_long) == ([], [])
        assert read(found.text) == found
        assert found.items[0].words == {"headline": "Open", "text": "One\nTwo"}
        assert found.items[4].words == {"id": "ALB-1-001"}

    def test_say_what_they_are_about(self, reference: Views) -> None:
        made = slides_of(reference.of("?lang=en"), parse(self.OWN))
        assert [(one.look, one.headline) for one in made[:4]] == [
            ("title", "Open"),
            ("section", "<b>bold</b>"),
            ("text", "To do"),
            ("quote", "“Speak”"),
        ]
        assert (made[2].points, made[2].remark, made[3].subtitle) == (["Ask", "Answer"], "Slowly", "Ana")
        assert {one.source for one in made[:4]} == {"The presenter’s own words"}
        about, meeting, table, overview_ = made[4:]
        assert about.headline == "Ethical rules for researchers and scholarly publications"
        assert ["Completion found", "Complete"] in about.rows
        assert about.href.startswith("/commitments/ALB-1-001")
        assert meeting.headline.startswith("New York, USA · 20 September 2017: 4 decisions are on record")
        assert meeting.points[0] == "Handover to Georgia and M. Dimba"
        assert (len(table.rows), table.rows[0][0]) == (MOST_ROWS, "Afghanistan")
        assert "And 88 more on the page." in table.note
        assert overview_.headline == "Half and more"
        assert "54% of assessed commitments" in overview_.subtitle  # what the data say stays to be read

    @pytest.mark.parametrize(
        ("text", "left_out", "too_long"),
        [
            ("text(headline=Alone)", ["text text"], []),
            ("section(text=x)", ["section headline"], []),
            (f"section(headline={'x' * 91})", [], ["section headline"]),
            (f"overview(headline={'x' * 121})", [], ["overview headline"]),
            ("text(headline=Eight!text=1%0A2%0A3%0A4%0A5%0A6%0A7%0A8)", [], ["text text"]),
            ("quote(text=a!paint=red)", ["quote paint"], []),
        ],
    )
    def test_are_refused_rather_than_cut(self, text: str, left_out: list[str], too_long: list[str]) -> None:
        found = read(text)
        assert (found.left_out, found.too_long) == (left_out, too_long)

    def test_that_these_data_do_not_have_are_left_out_and_named(self, reference: Views) -> None:
        items = parse("commitment(id=nope);meeting(id=nope);table(name=nope);picture(file=../x!text=a);overview")
        view = reference.of("?lang=en")
        assert [one.name for one in slides_of(view, items)] == ["overview"]
        assert [(one.name, one.value) for one in dropped(view, items)] == [
            ("commitment", "nope"),
            ("meeting", "nope"),
            ("table", "nope"),
            ("picture", "../x"),
        ]

    def test_of_every_table_offered_exist(self, reference: Views) -> None:
        view = reference.of("?lang=en")
        made = slides_of(view, [Item("table", own=(("name", name),)) for name in TABLES])
        assert [one.headline for one in made if not one.rows] == []

    def test_are_added_by_a_form_without_a_script(self, files: FlaskClient) -> None:
        query = {"address": "?deck=deck(name=A);brief&region=europe&lang=en", "kind": "text", "headline": "H; (x)"}
        answer = files.get("/present/write", query_string=query | {"text": "a\r\nb"})
        assert answer.status_code == 303
        assert parse_deck(answer.location) == "deck(name=A);brief;text(headline=H%3B %28x%29!text=a%0Ab)"
        assert "region=europe" in answer.location
        assert files.get("/present/write", query_string=query | {"text": "a" * 601}).status_code == 400


class TestADeckForTomorrow:
    @pytest.mark.parametrize("audience", AUDIENCES)
    @pytest.mark.parametrize("query", ["", "?region=africa-middle-east", "?region=europe&theme=open-data&level=local"])
    def test_has_a_slide_for_every_two_minutes_and_none_that_is_empty(
        self, reference: Views, audience: str, query: str
    ) -> None:
        view = reference.of(f"{query}{'&' if query else '?'}lang=en")
        for minutes, most in (("5", 3), ("10", 5)):
            title, *others = slides_of(view, parse(tomorrow(view, audience, minutes)))
            assert title.look == "title"
            assert len(others) <= most
            assert query or len(others) == most
            for one in others:
                cells = [cell for row in one.rows for cell in row[1:]]
                assert one.points or any(sign in "123456789" for cell in cells for sign in cell)

    def test_leaves_out_what_has_nothing_to_say(self, reference: Views) -> None:
        names = [one.name for one in parse(tomorrow(reference.of("?level=local&theme=open-data"), "committee", "30"))]
        assert "due-soon" not in names
        assert "open-actions" not in names

    def test_opens_in_the_editor(self, files: FlaskClient) -> None:
        asked = {"audience": "city", "region": "americas", "minutes": "10", "address": "?lang=fr&asof=2018-12-05"}
        answer = files.get("/present/tomorrow", query_string=asked)
        assert answer.location.startswith("/present/edit?region=americas&asof=2018-12-05&")
        assert len(parse(parse_deck(answer.location))) == 6
        assert files.get("/present/tomorrow?audience=nobody").status_code == 400


class TestTheNames:
    def test_are_those_of_every_chart_and_every_topic(self) -> None:
        assert set(TITLES) == set(CHARTS) | set(TOPICS)
        assert set(CHARTS) & set(TOPICS) == set()

    def test_of_decks_are_none_of_slides(self) -> None:
        assert set(SHIPPED) & {*TITLES, *KINDS} == set()
        assert set(KINDS) & set(TITLES) == set()

    def test_of_pages_lead_somewhere(self) -> None:
        assert [name for name, topic in TOPICS.items() if not find(topic.page)] == []
        for page, slides in OF_PAGES.items():
            assert read(";".join(slides)).left_out == []
            assert find(page)


class TestTheShippedDecks:
    def test_are_three_and_the_first_has_twelve_slides(self) -> None:
        assert {name: len(deck.items) for name, deck in SHIPPED.items()} == {
            "committee": 12,
            "leadership": 8,
            "pilots": 7,
        }

    def test_are_named_in_an_address(self, reference: Views) -> None:
        view, shown = presentation(reference.of("?deck=committee&region=europe&lang=en"))
        assert (shown.title, len(shown.items), view.filters.region) == (
            "Steering Committee meeting",
            12,
            ("europe",),
        )

    @pytest.mark.parametrize("name", SHIPPED)
    def test_lose_nothing_in_the_data_that_ship(self, reference: Views, name: str) -> None:
        view, shown = presentation(reference.of(f"?deck={name}"))
        assert dropped(view, shown.items) == []


def slide(view: View, text: str) -> Slide:
    [made] = slides_of(view, parse(text))
    return made


QUERIES = ("", "?region=africa-middle-east&theme=open-data&asof=2016-12-07", "?member=GBR&asof=2013-01-01")


@pytest.mark.parametrize("name", TITLES)
class TestEverySlide:
    @pytest.mark.parametrize("database", ["reference", "by hand", "hostile"])
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_has_all_a_reader_needs_to_trust_it(
        self, all_views: dict[str, Views], database: str, lang: str, name: str
    ) -> None:
        view = all_views[database].of(f"?lang={lang}")
        made = slide(view, name)
        assert "reference" not in made.headline  # that of a fault
        assert all([made.title, made.headline, made.source, made.href])
        assert f"{view.snapshot.version.number}" in made.source

    @pytest.mark.parametrize("query", QUERIES)
    def test_fits_on_a_stage_and_is_plain_data(self, reference: Views, query: str, name: str) -> None:
        made = slide(reference.of(query), name)
        json.dumps(asdict(made), allow_nan=False)
        if name in TOPICS:
            assert len(made.rows) <= MOST_ROWS
            assert len(made.points) <= MOST_POINTS
            assert all(len(row) == len(made.columns) for row in made.rows)
            assert all(isinstance(cell, str) for row in made.rows for cell in row)

    @pytest.mark.parametrize("query", QUERIES)
    def test_leads_to_its_page_under_its_filters(self, reference: Views, query: str, name: str) -> None:
        path, _, rest = slide(reference.of(query), name).href.partition("?")
        match = find(path.partition("#")[0].strip("/"))
        assert match
        asked = reference.of(query).filters
        view = reference.of(f"?{rest.partition('#')[0]}", path=path.strip("/"), scope=match[0].scope(match[1]))
        assert replace(view.filters, due=()) == asked


class TestTheSlidesOfADeck:
    def test_have_their_own_filters_over_those_of_the_deck(self, reference: Views) -> None:
        view = reference.of("?region=europe&asof=2016-12-07&lang=en")
        own, whole = slides_of(view, parse("completion-by-theme(region=americas!note=Look here);completion-by-theme"))
        assert ("Region: Americas" in own.subtitle, "Region: Europe" in whole.subtitle) == (True, True)
        assert all("as of 7 December 2016" in one.source for one in (own, whole))
        assert (own.remark, whole.remark) == ("Look here", "")

    def test_stay_with_the_version_the_reader_pinned(self, reference: Views) -> None:
        made = slide(reference.of("?version=1&deck=overview"), "overview")
        assert made.href.startswith("/?version=1")

    def test_say_what_the_data_do_not_have(self, reference: Views) -> None:
        lost = dropped(reference.of(""), parse("brief(region=europe,atlantis!asof=never)"))
        assert [(one.name, one.value) for one in lost] == [("region", "atlantis"), ("asof", "never")]

    def test_are_none_before_anything_was_loaded(self, all_views: dict[str, Views]) -> None:
        assert slides_of(all_views["empty"].of(""), parse("brief")) == []

    def test_live_on_when_one_cannot_be_made(self, reference: Views, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(_: View) -> Answer:
            raise ValueError("nothing a reader should see")

        monkeypatch.setitem(TOPICS, "brief", replace(TOPICS["brief"], answer=broken))
        first, second = slides_of(reference.of("?lang=en"), parse("brief;overview"))
        assert "could not be made" in first.headline
        assert "53%" in second.headline


class TestTheAnswersSay:
    """The figures of the data that ship, as their pages have them."""

    @pytest.fixture
    def view(self, reference: Views) -> View:
        return reference.of("?lang=en")

    def test_how_the_partnership_is_doing(self, view: View) -> None:
        made = slide(view, "overview")
        assert made.headline.startswith("53% of assessed commitments")
        assert made.subtitle == "n=1,798 assessed"
        assert [row[:2] for row in made.rows] == [
            ["Commitments", "2,018"],
            ["Completion rate", "53%"],
            ["Fully complete", "442"],
            ["Known to be late", "881"],
        ]

    def test_at_most_seven_sentences_as_the_brief_has_them(self, reference: Views) -> None:
        query = "?asof=2017-03-31&lang=en"
        told = trees.of_type(trees.classed(build(reference, "brief", query)[2], "sentences"), "Li")
        assert slide(reference.of(query), "brief").points == [trees.text(one) for one in told]

    def test_changes_that_add_up(self, reference: Views) -> None:
        rows = slide(reference.of("?asof=2017-03-31&lang=en"), "changes").rows
        *classes, total = [int(n.replace(",", "")) for _, n in rows]
        assert sum(classes) == total == 1_991

    @pytest.mark.parametrize(("name", "due"), [("overdue", "overdue"), ("due-soon", "soon")])
    def test_what_is_due_as_the_list_has_it(self, reference_url: str, reference: Views, name: str, due: str) -> None:
        made = slide(reference.of("?asof=2016-12-07&lang=en"), name)
        csv = make_client(reference_url).get(f"/commitments.csv?asof=2016-12-07&due={due}").text
        listed = len(csv.splitlines()) - 1
        assert made.headline.startswith(f"{listed:,} ")
        assert f"And {listed - MOST_ROWS:,} more" in made.note
        assert f"due={due}" in made.href

    def test_who_has_no_role_and_which_themes_have_no_lead(self, view: View) -> None:
        made = slide(view, "leadership-gaps")
        assert made.headline == (
            "27 themes have no lead on record; 11 Steering Committee members have no role on record."
        )
        assert made.note.endswith("none on record is not none held.")
        assert made.points[0].startswith("Policy areas without a lead on record: Civic Space")
        assert "a priority of the co-chairs" in made.points[1]
        assert made.points[-1].startswith("No role on record")

    def test_what_became_of_the_promises(self, view: View) -> None:
        assert slide(view, "agenda-status").rows == [
            ["Kept", "1"],
            ["Under way", "12"],
            ["Not begun", "0"],
            ["No information found", "27"],
        ]

    def test_how_the_pilots_are_doing_and_that_little_is_known(self, view: View) -> None:
        made = slide(view, "pilots-compared")
        assert made.headline.startswith("15 of 15 pilots have commitments; completion is known of 7 of ")
        assert made.rows[0] == ["Tbilisi", "10", "0 of 4", "1 of 5"]
        assert ["São Paulo", "7", "no level known", "3 of 4"] in made.rows

    def test_that_a_pilot_is_none(self, view: View) -> None:
        assert "There is no pilot nowhere" in slide(view, "pilot-peers(pilot=nowhere)").note

    def test_commitments_by_theme_and_pilot_that_add_up(self, view: View) -> None:
        for _, *counts, total in slide(view, "pilots-themes").rows:
            assert sum(map(int, counts)) == int(total)

    def test_in_data_by_hand_what_is_overdue(self, by_hand: Views) -> None:
        made = slide(by_hand.of("?lang=en&asof=2016-12-31"), "overdue")
        assert [row[2] for row in made.rows] == sorted([row[2] for row in made.rows], key=lambda day: day[-4:])


class TestThePages:
    def test_list_the_decks_with_their_slides(self, reference: Views) -> None:
        page = build(reference, "present", "?region=europe&lang=en")[2]
        cards = trees.classed(page, "deck")
        assert [trees.text(trees.of_type(card, "H2")) for card in cards] == [
            "Steering Committee meeting",
            "Thematic leadership",
            "City pilots",
        ]
        assert [len(trees.of_type(card, "Li")) for card in cards] == [12, 8, 7]
        assert "/present?region=europe&deck=committee&lang=en" in trees.hrefs(page)

    def test_change_a_deck_by_links_alone(self, reference: Views) -> None:
        page = build(reference, "present/edit", "?deck=brief;overview(note=Hello);agenda-open&lang=en")[2]
        acts = [one for one in trees.walk(page) if getattr(one, "data-act", "") in {"up", "down", "remove"}]
        told = {(getattr(one, "data-act"), parse_deck(one.href)) for one in acts}
        assert ("up", "overview(note=Hello);brief;agenda-open") in told
        assert ("down", "brief;agenda-open;overview(note=Hello)") in told
        assert ("remove", "brief;agenda-open") in told
        assert len(acts) == 2 + 3 + 2

    def test_say_what_a_deck_asks_for_in_vain(self, reference: Views) -> None:
        page = build(reference, "present/edit", "?deck=brief(region=atlantis);nothing&lang=en")[2]
        [told] = trees.classed(page, "told")
        assert "nothing and region=atlantis" in trees.text(told)

    @pytest.mark.parametrize("path", OF_PAGES)
    def test_with_findings_lead_to_their_slides(self, reference: Views, path: str) -> None:
        page = build(reference, path, "?region=europe&lang=en")[2]
        [link] = [one for one in trees.classed(page, "present-page") if one.href.startswith("/present?")]
        view = reference.of(link.href.partition("?")[2])
        assert (view.filters.region, view.chosen.deck) == (("europe",), ";".join(OF_PAGES[path]))

    def test_have_a_place_in_the_navigation(self, reference: Views) -> None:
        assert "present" in [page.name for page in PAGES if page.nav]
        navigation = trees.of_type(build(reference, "", "?region=europe")[2], "Nav")
        assert "/present?region=europe" in trees.hrefs(navigation)

    def test_give_every_card_its_choice(self, reference: Views) -> None:
        page = build(reference, "")[2]
        charts = [card.id for card in trees.classed(page, "chart-card")]
        assert [getattr(one, "data-add") for one in trees.walk(page) if hasattr(one, "data-add")] == charts


def parse_deck(href: str) -> str:
    """The deck in an address, as a browser reads it."""
    from urllib.parse import parse_qs, urlsplit

    return parse_qs(urlsplit(href).query)["deck"][0]
