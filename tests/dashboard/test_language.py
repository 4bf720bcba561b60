"""Language: numbers, dates, rates and names as a reader of each language writes them; how sure a rate is."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.intervals import wilson
from dashboard.language.words import words
from dashboard.view.view import Views

NARROW, NO_BREAK = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "1,234,567"), ("fr", f"1{NARROW}234{NARROW}567"), ("es", "1.234.567")]
)
def test_long_numbers_are_grouped(lang: str, text: str) -> None:
    assert words(lang).number(1_234_567) == text


@pytest.mark.parametrize(("lang", "text"), [("en", "53%"), ("fr", f"53{NO_BREAK}%"), ("es", f"53{NO_BREAK}%")])
def test_a_share_is_a_whole_per_cent(lang: str, text: str) -> None:
    assert words(lang).percent(947 / 1798) == text


@pytest.mark.parametrize(
    ("lang", "date", "text"),
    [
        ("en", "2016", "2016"),
        ("en", "2016-05", "May 2016"),
        ("en", "2016-05-03", "3 May 2016"),
        ("fr", "2016-05", "mai 2016"),
        ("fr", "2016-05-03", "3 mai 2016"),
        ("es", "2016-05", "mayo de 2016"),
        ("es", "2016-05-03", "3 de mayo de 2016"),
        *((lang, "", "") for lang in ("en", "fr", "es")),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(lang: str, date: str, text: str) -> None:
    assert words(lang).date(date) == text


@pytest.mark.parametrize(("lang", "text"), [("en", "a, b and c"), ("fr", "a, b et c"), ("es", "a, b y c")])
def test_names_in_a_row(lang: str, text: str) -> None:
    assert words(lang).listing(["a", "b", "c"]) == text


@pytest.mark.parametrize(("lang", "name"), [("en", "Côte d’Ivoire"), ("fr", "Côte d’Ivoire"), ("es", "Côte d’Ivoire")])
def test_a_country_has_the_name_cldr_gives_it(lang: str, name: str) -> None:
    assert words(lang).country("CIV", "?") == name


def test_an_unknown_country_keeps_the_name_of_the_data() -> None:
    assert words("fr").country("XXZ", "Atlantis") == "Atlantis"


def test_an_unknown_language_is_english() -> None:
    assert words("xx").lang == "en"


def test_values_that_look_like_fields_stay_values() -> None:
    assert words("en")("as of {date}", date="{0} {date}") == "as of {0} {date}"


@pytest.mark.parametrize(
    ("completed", "assessed", "text"),
    [
        (0, 0, "no level known"),
        (0, 1, "0 of 1"),
        (2, 3, "2 of 3"),
        (4, 4, "4 of 4"),
        (4, 5, "80%"),
        (0, 5, "0%"),
        (5, 5, "100%"),
    ],
)
def test_below_five_assessed_a_rate_is_counts(completed: int, assessed: int, text: str) -> None:
    assert words("en").rate(completed, assessed) == text


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_every_member_has_a_name_in_every_language(reference: Views, lang: str) -> None:
    names = reference.of(f"?lang={lang}").names.all("member")
    assert [id_ for id_, name in names.items() if not name or name == id_] == []


@pytest.mark.parametrize(
    ("completed", "assessed", "low", "high"),
    [
        # Newcombe 1998 (Statistics in Medicine 17), table I, method 3: the score interval without correction.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_an_interval_is_that_of_the_literature(completed: int, assessed: int, low: float, high: float) -> None:
    assert [round(float(end), 4) for end in wilson(completed, assessed)] == [low, high]


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_ends_where_the_score_test_just_rejects(pair: tuple[int, int]) -> None:
    completed, n = pair
    rate = Fraction(completed, n)
    for end in (float(end) for end in wilson(completed, n)):
        assert math.isclose(abs(float(rate) - end), 1.959964 * math.sqrt(max(end * (1 - end), 0) / n), abs_tol=1e-6)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_rate_and_stays_within_0_and_1(pair: tuple[int, int]) -> None:
    low, high = (float(end) for end in wilson(*pair))
    assert 0 <= low <= pair[0] / pair[1] + 1e-12
    assert pair[0] / pair[1] - 1e-12 <= high <= 1


@pytest.mark.parametrize("pair", [(0, 47), (47, 47)])
def test_none_and_all_of_47_end_on_the_scale(pair: tuple[int, int]) -> None:
    """Rounding alone led a hair beyond it, and the chart was not drawn."""
    assert float(wilson(*pair)[pair[0] > 0]) == pair[0] / 47


def test_nothing_assessed_has_no_interval() -> None:
    assert all(math.isnan(float(end)) for end in wilson(0, 0))
