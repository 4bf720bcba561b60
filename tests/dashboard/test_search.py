"""Search: what is found, in any language, with an accent or a letter wrong, as of a day, and where it leads."""

from __future__ import annotations

import csv
import random
import re
import unicodedata
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import numpy as np
import pytest
import sqlalchemy as sa
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.language.languages import LANGUAGES
from dashboard.view.search import AT_MOST, COMMITMENT, SOURCES
from dashboard.view.view import Views
from dashboard.view.word_index import WordIndex
from dashboard.view.word_index import find as find_in
from dashboard.web.pages import find
from data_loader.load import REFERENCE
from data_loader.schema import fold
from tests.dashboard import hostile
from tests.dashboard.conftest import make_client, make_views

Found = dict[str, list[dict[str, str]]]


def rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plain(text: str) -> str:
    """Accents off and in lower case, told apart from the product's own way of doing it."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign)).lower()


def answer(url: str, text: str, more: str = "") -> dict[str, Any]:
    found = make_client(url).get(f"/search.json?q={quote(text)}{more}")
    assert (found.status_code, found.mimetype) == (200, "application/json")
    return dict(found.get_json())


def by_kind(views: Views, text: str, more: str = "") -> Found:
    from dashboard.web.files import search_results

    groups = search_results(views.of(f"?q={quote(text)}{more}"))["groups"]
    headings = {words: kind for kind, words in SOURCES.items()}
    return {headings.get(group["heading"], group["heading"]): group["results"] for group in groups}


def names(found: Found, kind: str) -> list[str]:
    return [result["name"] for result in found.get(kind, [])]


def hrefs(found: Found, kind: str) -> list[str]:
    return [result["href"] for result in found.get(kind, [])]


def typing_errors(word: str) -> list[str]:
    """A letter left out, put in, taken for another, changed with the next: one of each, somewhere in the word."""
    dice = random.Random(word)
    place = dice.randrange(1, len(word) - 1)
    before, here, after = word[:place], word[place], word[place + 1 :]
    swapped = before + after[0] + here + after[1:]
    return [before + after, f"{before}{here}q{after}", f"{before}q{after}", swapped]


class TestEveryKind:
    def test_every_member_is_found_by_its_name(self, reference: Views) -> None:
        for row in rows("members"):
            assert f"/members/{row['id']}" in hrefs(by_kind(reference, row["name"]), "member"), row["name"]

    def test_every_theme_is_found_by_its_name_in_every_language(self, reference: Views) -> None:
        for row in rows("themes"):
            for lang in ("en", "fr", "es"):
                href = f"/themes/{row['id']}"
                assert href in hrefs(by_kind(reference, row[f"name_{lang}"]), "theme"), row

    def test_every_policy_area_is_found_by_its_name_in_every_language(self, reference: Views) -> None:
        for row in rows("policy_areas"):
            for lang in ("en", "fr", "es"):
                assert f"/themes#in-{row['id']}" in hrefs(by_kind(reference, row[f"name_{lang}"]), "area"), row

    def test_every_agenda_item_is_found_in_english_and_french(self, reference: Views) -> None:
        for row in rows("agenda_items"):
            for column in ("title_en", "title_fr"):
                assert f"/agenda#{row['id']}" in hrefs(by_kind(reference, row[column]), "agenda"), row[column]

    def test_every_steering_committee_member_of_civil_society_is_found_by_name(self, reference: Views) -> None:
        people = [row for row in rows("steering_members") if row["constituency"] == "civil_society"]
        for row in people:
            assert hrefs(by_kind(reference, row["name"]), "committee") == [f"/leadership#{row['id']}"]
        assert len(people) == 13

    def test_every_government_of_the_committee_leads_to_its_member(self, reference: Views) -> None:
        for row in rows("steering_members"):
            if row["constituency"] == "government":
                assert f"/members/{row['country']}" in hrefs(by_kind(reference, row["name"]), "committee")

    def test_a_person_is_found_by_the_organisation(self, reference: Views) -> None:
        assert names(by_kind(reference, "twaweza"), "committee") == ["Aidan Eyakuze"]

    def test_commitments_are_found_by_their_title(self, reference: Views) -> None:
        for row in random.Random(7).sample(rows("commitments"), 60):
            assert f"/commitments/{row['id']}" in hrefs(by_kind(reference, row["title"]), "commitment"), row["title"]

    def test_a_commitment_is_found_by_its_number_alone(self, reference: Views) -> None:
        found = by_kind(reference, "ALB-1-001")
        assert (set(found), hrefs(found, "commitment")) == ({"commitment"}, ["/commitments/ALB-1-001"])


class TestHowMany:
    @pytest.mark.parametrize("text", ["education", "open data", "portal", "albania", "justice of"])
    def test_are_found_is_what_the_files_hold(self, reference_url: str, reference: Views, text: str) -> None:
        """Commitments, counted over the file: every word begins a word, or stands in one when it has three letters."""
        members = {row["id"]: row["name"] for row in rows("members")}
        plans = {row["id"]: f"plan {row['number']} {row['year_submitted']}" for row in rows("action_plans")}

        def holds(row: dict[str, str], word: str) -> bool:
            all_of_it = [row["title"], row["lead_institution"], row["id"], members[row["member_id"]]]
            known = re.findall(r"[a-z0-9]+", plain(" ".join([*all_of_it, plans[row["action_plan_id"]]])))
            return any(one.startswith(word) or (len(word) > 2 and word in one) for one in known)

        expected = [row for row in rows("commitments") if all(holds(row, word) for word in text.split())]
        [group] = [one for one in _groups(reference, text) if one.kind == "commitment"]
        assert group.as_typed == len(expected) > 0

    def test_at_most_eight_of_a_kind_are_shown_and_the_way_to_all(self, reference: Views) -> None:
        found = by_kind(reference, "education")
        assert len(found["commitment"]) == AT_MOST + 1
        assert found["commitment"][-1]["href"] == "/commitments?q=education"

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize(
        "text",
        [
            "education",
            "edcuation",
            "open dtaa",
            "albanei",
            "alb-1-001",
            "in",
            "health minstry",
            "azrebai",
            "zzzzzz",
            "%",
        ],
    )
    @pytest.mark.parametrize("asof", ["", "&asof=2014-06-30"])
    def test_the_list_that_is_linked_holds_the_very_same(
        self, reference: Views, text: str, lang: str, asof: str
    ) -> None:
        from dashboard.view.listing import in_order

        more = f"&lang={lang}{asof}"
        number = sum(one.total for one in _groups(reference, text, more) if one.kind == COMMITMENT)
        view = reference.of(f"?q={quote(text)}{more}")
        rows_found = view.records.commitments(view.snapshot, in_order(view))
        shown = {
            href.partition("?")[0].rpartition("/")[2] for href in hrefs(by_kind(reference, text, more), COMMITMENT)
        }
        assert len(rows_found) == number
        assert shown - {"commitments"} <= {row.id for row in rows_found}

    def test_the_number_is_said_in_the_language(self, reference_url: str) -> None:
        assert answer(reference_url, "toolbox", "&lang=en")["told"] == "2 results for “toolbox”"


def _groups(views: Views, text: str, more: str = "") -> Any:
    from dashboard.view.search import search

    return search(views.of(f"?q={quote(text)}{more}"))


class TestAccentsAndLanguages:
    @pytest.mark.parametrize("text", ["cote d'ivoire", "CÔTE D’IVOIRE", "Côte Ivoire", "CIV"])
    def test_a_member_is_found_however_it_is_written(self, reference: Views, text: str) -> None:
        assert "/members/CIV" in hrefs(by_kind(reference, text), "member")

    @pytest.mark.parametrize(
        ("lang", "text", "name"),
        [("fr", "etats unis", "États-Unis"), ("es", "espana", "España"), ("fr", "spain", "Espagne")],
    )
    def test_members_are_found_in_the_language_of_the_reader_and_in_english(
        self, reference_url: str, lang: str, text: str, name: str
    ) -> None:
        [first, *_] = answer(reference_url, text, f"&lang={lang}")["groups"]
        assert name in [result["name"] for result in first["results"]]

    @pytest.mark.parametrize(("lang", "column"), [("en", "title_en"), ("fr", "title_fr")])
    def test_agenda_items_are_told_in_the_language_of_the_reader(
        self, reference_url: str, lang: str, column: str
    ) -> None:
        for row in rows("agenda_items")[:5]:
            groups = answer(reference_url, row["title_en"], f"&lang={lang}")["groups"]
            assert row[column] in [result["name"] for group in groups for result in group["results"]]

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_every_language_answers(self, reference_url: str, lang: str) -> None:
        assert answer(reference_url, "data", f"&lang={lang}")["groups"]


class TestTypingErrors:
    def test_every_long_member_name_is_found_with_any_one_error(self, reference: Views) -> None:
        long = {row["id"]: plain(row["name"]) for row in rows("members") if re.fullmatch(r"\w{5,}", row["name"])}
        wrong = [(id_, error) for id_, name in long.items() for error in typing_errors(name)]
        missed = [one for one in wrong if f"/members/{one[0]}" not in hrefs(by_kind(reference, one[1]), "member")]
        assert (len(long) > 50, missed) == (True, [])

    @pytest.mark.parametrize(
        ("text", "kind", "href"),
        [
            ("tunsia", "member", "/members/TUN"),
            ("scotlnad", "member", "/members/L-SCO"),
            ("open dtaa", "theme", "/themes/open-data"),
            ("edcuation", "theme", "/themes/education"),
            ("envirnoment climte", "theme", "/themes/environment-climate"),
            ("eyakzue", "committee", "/leadership#cso-eyakuze"),
            ("tolbox", "agenda", "/agenda#dig-b"),
        ],
    )
    def test_one_a_word_is_forgiven(self, reference: Views, text: str, kind: str, href: str) -> None:
        assert href in hrefs(by_kind(reference, text), kind)

    def test_the_beginning_of_a_long_word_may_hold_one_too(self, reference: Views) -> None:
        assert "/members/AZE" in hrefs(by_kind(reference, "azrebai"), "member")

    def test_two_in_a_word_are_not_forgiven(self, reference: Views) -> None:
        assert by_kind(reference, "tnusai") == {}

    def test_another_number_is_no_typing_error(self, reference: Views) -> None:
        assert by_kind(reference, "ALB-1-999") == {}

    def test_what_is_written_as_typed_comes_first(self, reference: Views) -> None:
        assert names(by_kind(reference, "mala"), "member") == ["Malawi", "Guatemala", "Malta"]

    def test_kinds_found_with_an_error_only_come_last(self, reference: Views) -> None:
        with_errors = [not group.as_typed for group in _groups(reference, "peri")]
        assert (with_errors, set(with_errors)) == (sorted(with_errors), {False, True})


class TestWordIndex:
    def found(self, texts: list[tuple[str, str]], text: str) -> list[int]:
        found = find_in(WordIndex(texts), text, np.ones(len(texts), dtype=np.bool_))
        return [int(place) for place in found.places]

    def test_whole_words_come_before_beginnings_and_those_before_the_inside(self) -> None:
        texts = [("reopening", ""), ("opening", ""), ("open", "")]
        assert self.found(texts, "open") == [2, 1, 0]

    def test_a_name_comes_before_what_stands_beside_it(self) -> None:
        assert self.found([("other", "open"), ("open", "")], "open") == [1, 0]

    def test_every_word_has_to_be_there(self) -> None:
        assert self.found([("open data", ""), ("open", ""), ("data", "open")], "data open") == [0, 2]

    def test_the_order_is_kept_among_equals(self) -> None:
        assert self.found([("b open", ""), ("a open", "")], "open") == [0, 1]

    @pytest.mark.parametrize("text", ["", "   ", "…", "🎉", "'\"<>"])
    def test_no_word_finds_nothing(self, text: str) -> None:
        assert self.found([("open", "")], text) == []

    def test_no_text_is_no_fault(self) -> None:
        assert self.found([], "open") == []

    @given(st.text(alphabet=st.characters(categories=["L", "Nd"]), min_size=1, max_size=20), st.text(max_size=20))
    @example("ǰ", "ﬁ")
    def test_a_word_is_found_by_itself(self, word: str, other: str) -> None:
        assert 0 in self.found([(word, ""), (other, "")], word) or not fold(word).isalnum()


class TestTheAsOfDay:
    def test_what_had_not_begun_is_not_found(self, by_hand: Views) -> None:
        assert hrefs(by_kind(by_hand, "f4", "&asof=2016-12-30"), "commitment") == []
        assert hrefs(by_kind(by_hand, "f4", "&asof=2016-12-31"), "commitment") == ["/commitments/f4?asof=2016-12-31"]

    @pytest.mark.parametrize(("asof", "expected"), [("2017-09-30", 0), ("2017-10-01", 1), ("2021-01-01", 1)])
    def test_nobody_is_on_the_committee_before_the_first_term(self, reference: Views, asof: str, expected: int) -> None:
        assert len(hrefs(by_kind(reference, "lkhagvajav", f"&asof={asof}"), "committee")) == expected


class TestLinks:
    QUERY = "&region=europe&asof=2017-06-27&lang=fr&sort=due&page=2"

    def test_the_filters_that_travel_go_along(self, reference: Views) -> None:
        links = [href for found in by_kind(reference, "a", self.QUERY).values() for href in _links(found)]
        kept = [parse_qs(urlsplit(href).query) for href in links]
        own = {"region": ["europe"], "asof": ["2017-06-27"], "lang": ["fr"]}
        assert len(links) > 20
        assert all(query.items() >= own.items() for query in kept)
        assert {name for query in kept for name in query} <= {*own, "theme", "q"}

    def test_every_page_is_there(self, reference: Views) -> None:
        links = [
            href for text in ("a", "o", "e") for found in by_kind(reference, text).values() for href in _links(found)
        ]
        paths = {urlsplit(href).path.strip("/") for href in links}
        assert len(paths) > 40
        assert [path for path in paths if find(path) is None] == []

    def test_they_stand_under_the_path_prefix(self, reference_url: str) -> None:
        client = make_client(reference_url, path_prefix="/monitor/")
        groups = client.get("/monitor/search.json?q=a").get_json()["groups"]
        assert all(result["href"].startswith("/monitor/") for group in groups for result in group["results"])


def _links(found: list[dict[str, str]]) -> list[str]:
    return [result["href"] for result in found]


class TestAnyData:
    @pytest.mark.parametrize("text", ["", "open", "a" * 200])
    def test_an_empty_database_has_nothing(self, empty_url: str, text: str) -> None:
        assert answer(empty_url, text)["groups"] == []

    @pytest.mark.parametrize(
        "text", [*hostile.TEXTS, "a" * 10_000, "\x00", "%", "{0.__class__}", "' OR 1=1 --", "ﬁ" * 190]
    )
    @pytest.mark.parametrize("database", ["reference", "hostile"])
    def test_any_text_is_answered(self, reference_url: str, hostile_url: str, database: str, text: str) -> None:
        found = answer({"reference": reference_url, "hostile": hostile_url}[database], text)
        assert all(result["href"].startswith("/") for group in found["groups"] for result in group["results"])

    def test_hostile_names_come_as_they_are_written(self, hostile_url: str) -> None:
        assert names(by_kind(make_views(hostile_url), "script hacked"), "commitment") == [hostile.SCRIPT]

    def test_a_text_that_is_too_long_finds_nothing(self, reference_url: str) -> None:
        assert answer(reference_url, "a" * 201) == {"told": "", "groups": []}

    def test_titles_are_read_once_a_version(self, reference_url: str) -> None:
        from dashboard.view.listing import in_order

        views = make_views(reference_url)
        by_kind(views, "open")
        asked: list[str] = []
        sa.event.listen(views.store.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
        for lang in LANGUAGES:
            by_kind(views, "education", f"&lang={lang}")
            in_order(views.of(f"?q=education&lang={lang}"))
        of_commitments = [statement for statement in asked if "FROM commitments" in statement]
        # Only the few that are shown are read again.
        assert [statement for statement in of_commitments if 'commitments."row" IN' not in statement] == []
        assert len(of_commitments) == len(LANGUAGES)
