"""Suggestions: the value a word names in three languages or nearly spells, and nothing where there is no telling."""

from __future__ import annotations

import pytest

from data_loader import schema, suggest
from tests.data_loader.corpus import shipped

MEMBERS, THEMES = (
    suggest.among_rows([dict(zip(rows[0], row, strict=True)) for row in rows[1:]])
    for rows in (shipped("members"), shipped("themes"))
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Czechia", "CZE"), ("Czech Republic", "CZE"), ("Tchéquie", "CZE"), ("Chequia", "CZE"), ("CZ", "CZE"),
        ("cze", "CZE"), ("UK", "GBR"), ("Royaume-Uni", "GBR"), ("Reino Unido", "GBR"), ("Alemania", "DEU"),
        ("Republic of Moldova", "MDA"), ("República de Moldova", "MDA"), ("Republic of Moldovia", "MDA"),
        ("Republic of Kenya", "KEN"), ("Republic of Croatia", "HRV"), ("United Mexican States", "MEX"),
        ("Frnace", "FRA"), ("ALBB", "ALB"), ("Macedona", "MKD"), ("Untied States", "USA"), ("North Korea", ""),
        ("Niger", ""), ("Austria", ""), ("Mali", ""), ("Rwanda", ""), ("Republic of Mars", ""),
        ("United Mexican Staets", ""), ("FRB", ""), ("Atlantis", ""), ("", ""), ("x" * 10_000, ""),
    ],
)  # fmt: skip
def test_a_member_is_suggested_by_name_and_code(text: str, meant: str) -> None:
    assert MEMBERS.of(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [("Open Data", "open-data"), ("open-dta", "open-data"), ("Données ouvertes", "open-data"),
     ("Datos abiertos", "open-data"), ("cooking", "")],
)  # fmt: skip
def test_a_theme_is_suggested_by_its_name_in_three_languages(text: str, meant: str) -> None:
    assert THEMES.of(text) == meant


@pytest.mark.parametrize(
    ("allowed", "text", "meant"),
    [
        (schema.REGIONS, "Europa", "europe"), (schema.REGIONS, "Afrique", "africa-middle-east"),
        (schema.REGIONS, "Asia Pacific", "asia-pacific"), (schema.REGIONS, "Moon", ""),
        (schema.MEMBER_LEVELS, "Nacional", "national"), (schema.COMMITMENT_LEVELS, "Parlement", "parliament"),
        (schema.COMPLETION_SCALE, "complet", "complete"), (schema.COMPLETION_SCALE, "Achevé", "complete"),
        (schema.COMPLETION_SCALE, "Not Started", "not_started"), (schema.COMPLETION_SCALE, "In Progress", ""),
        (schema.POTENTIAL_IMPACT, "majeur", ""), (schema.MEMBER_STATUSES, "inactve", "inactive"),
    ],
)  # fmt: skip
def test_a_value_is_suggested_by_its_words(allowed: tuple[str, ...], text: str, meant: str) -> None:
    assert suggest.among_codes(allowed).of(text) == meant


def test_between_two_that_are_equally_near_there_is_no_telling() -> None:
    rows = [{"id": f"ALB-1-{number:03}"} for number in range(1, 31)]
    assert suggest.among_rows(rows).of("ALB-1-099") == ""


def test_a_name_that_two_rows_bear_suggests_neither() -> None:
    rows = [{"id": "a", "name": "Springfield"}, {"id": "b", "name": "Springfield"}]
    assert suggest.among_rows(rows).of("Springfield") == ""


def test_many_unknown_words_cost_a_bounded_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggest, "BUDGET", 20)
    suggestions = suggest.among_codes(("limited", "complete"))
    words = [suggestions.of(f"limite{letter}") for letter in "abcdefghijklmnop"]
    assert (words[0], words[-1]) == ("limited", "")
    assert suggestions.of("limité") == "limited"  # a name is found however many were asked for
