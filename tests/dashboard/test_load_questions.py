"""Answers of a form: only what was asked, only what may be answered, and an answer to a kind in place of its parts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.editing import questions
from dashboard.language import data_words
from dashboard.language.words import words
from dashboard.view.shown_on import shown_on
from dashboard.view.values import named
from dashboard.web.pages import PAGES
from data_loader import schema


def question(key: str, *options: str, answer: str = "") -> dict[str, Any]:
    return {"key": key, "sentence": key, "answer": answer, "options": [{"value": one, "text": one} for one in options]}


ASKED = [
    question("dates:m.csv:start", "day-first", "month-first"),
    question("conflict:roles:role-1:holder", "yours", "theirs"),
    question("conflict:roles:role-2:holder", "yours", "theirs"),
]


def posted(**answers: str) -> list[tuple[str, str]]:
    return [(f"answer:{key}", value) for key, value in answers.items()]


def test_an_answer_is_kept_beside_those_given_before() -> None:
    first = questions.answers([("csrf_token", "x"), ("answer:dates:m.csv:start", "day-first")], ASKED, {})
    assert first == {"dates:m.csv:start": "day-first"}
    assert questions.answers([("answer:conflict:roles:role-1:holder", "yours")], ASKED, first or {}) == {
        "dates:m.csv:start": "day-first",
        "conflict:roles:role-1:holder": "yours",
    }


def test_an_answer_to_a_kind_takes_the_place_of_its_parts() -> None:
    before = {"conflict:roles:role-1:holder": "yours", "dates:m.csv:start": "day-first"}
    assert questions.answers(posted(conflict="theirs"), ASKED, before) == {
        "dates:m.csv:start": "day-first",
        "conflict": "theirs",
    }


@pytest.mark.parametrize(
    "form",
    [
        [],
        [("note", "x")],
        posted(dates="tomorrow"),
        [("answer:other:x", "yours")],
        [("answer:conflict:roles:role-1:holder", "yours\n--by=x")],
        [("answer:conflict:roles:role-1:holder", "")],
        [("answer:" + "x" * 301, "yours")],
    ],
)
def test_what_was_not_asked_is_no_answer(form: list[tuple[str, str]]) -> None:
    assert questions.answers(form, ASKED, {}) is None


@given(st.text(max_size=320), st.text(max_size=320))
def test_no_text_becomes_an_answer_that_was_not_offered(key: str, value: str) -> None:
    asked = [question(key, value, "yes")]
    given_ = questions.answers([(f"answer:{key}", value)], asked, {})
    assert given_ is None or (key.isprintable() and value.isprintable() and "=" not in value)


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "Holder of Roles: 1,200 rows since 1 October 2016, Themes and Members."),
        ("fr", "Titulaire of Rôles: 1\u202f200 rows since 1er octobre 2016, Thèmes et Membres."),
    ],
)
def test_a_sentence_of_the_loader_names_things_as_the_reader_does(lang: str, sentence: str) -> None:
    values = {"field": "holder", "table": "roles", "n": 1200, "start": "2016-10-01", "tables": ["themes", "members"]}
    template = "{field} of {table}: {n} rows since {start}, {tables}."
    assert data_words.sentence(words(lang), {"sentence": "", "template": template, "values": values}) == sentence


def test_a_sentence_without_a_pattern_stays_as_it_is() -> None:
    assert (
        data_words.sentence(words("fr"), {"sentence": "{no} pattern", "template": "", "values": {}}) == "{no} pattern"
    )


def test_every_table_shows_somewhere() -> None:
    pages = {page.path for page in PAGES}
    shown = {name: shown_on([name]) for name in schema.DATA_TABLES}
    assert all(shown.values())
    assert {path for ways in shown.values() for path, _ in ways} <= pages
    assert [path for path, _ in shown_on(["seats", "roles", "steering_members"])] == ["leadership", "themes"]


@pytest.mark.parametrize("table", schema.DATA_TABLES)
@pytest.mark.parametrize("lang", ["fr", "es"])
def test_every_code_of_a_table_has_a_word(by_hand: Any, table: str, lang: str) -> None:
    view = by_hand.of(f"lang={lang}")
    codes = [(field.name, code) for field in schema.fields(schema.DATA_TABLES[table]) for code in field.allowed]
    assert [(name, code) for name, code in codes if named(view, table, name, code) == code] == []
