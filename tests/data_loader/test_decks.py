"""Presentations kept under a name: saved, saved anew, listed and removed, each with a row in the audit log."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from data_loader.commands import app
from tests.data_loader.conftest import query


def deck(url: str, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["deck", *arguments, "--database", url])
    return result.exit_code, result.output


def test_a_deck_is_kept_as_its_slides_and_filters(loaded: str) -> None:
    address = "https://data.example.org/present?deck=brief;overview(region=europe)&asof=2016-12-07&version=1&lang=fr"
    assert deck(loaded, "save", "Spring 2017", address, "--by", "Ana")[0] == 0
    assert query(loaded, "SELECT name, text, query, saved_by FROM decks") == [
        ("Spring 2017", "brief;overview(region=europe)", "asof=2016-12-07", "Ana")
    ]
    assert "Spring 2017" in deck(loaded, "list")[1]


def test_saving_anew_takes_the_place_and_the_log_has_both(loaded: str) -> None:
    for text, by in (("brief", "Ana"), ("overview", "Ben")):
        assert deck(loaded, "save", "Spring 2017", f"?deck={text}", "--by", by)[0] == 0
    assert query(loaded, "SELECT text, saved_by FROM decks") == [("overview", "Ben")]
    assert query(loaded, "SELECT who, what FROM audit WHERE action = 'deck' ORDER BY id") == [
        ("Ana", "The deck Spring 2017 was saved."),
        ("Ben", "The deck Spring 2017 was saved anew."),
    ]


def test_a_deck_removed_is_gone(loaded: str) -> None:
    deck(loaded, "save", "Spring 2017", "?deck=brief")
    assert deck(loaded, "remove", "Spring 2017", "--by", "Ana")[0] == 0
    assert "No deck" in deck(loaded, "list")[1]
    assert query(loaded, "SELECT who, action FROM audit ORDER BY id DESC LIMIT 1") == [("Ana", "remove deck")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("save", "committee", "?deck=brief"), "cannot name a deck"),
        (("save", "a;b", "?deck=brief"), "cannot name a deck"),
        (("save", "Spring 2017", "/present?region=europe"), "no slides"),
        (("save", "Spring 2017", f"?deck=brief&q={'x' * 8_000}"), "at most 8,000 characters"),
        (("remove", "Autumn"), "There is no deck Autumn"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_leaves_no_trace(loaded: str, arguments: tuple[str, ...], said: str) -> None:
    before = query(loaded, "SELECT count(*) FROM audit")
    status, output = deck(loaded, *arguments)
    assert (status, said in " ".join(output.split())) == (1, True)
    assert query(loaded, "SELECT count(*) FROM decks") == [(0,)]
    assert query(loaded, "SELECT count(*) FROM audit") == before
