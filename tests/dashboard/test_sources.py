"""Where a row was found: only http and https are led to, other sources are named, doubt is said."""

from __future__ import annotations

import pytest

from dashboard.blocks import Link, Names, Styled
from dashboard.language.words import words
from dashboard.view import columns as c
from tests.dashboard.blocks import texts

EN = words("en")


def links(cell: str) -> list[tuple[str, str]]:
    found = (one for one in texts(c.sources(cell, EN)) if isinstance(one, Link))
    return [(str(one.text), one.href) for one in found]


def test_an_address_stands_under_the_name_of_its_site() -> None:
    assert links("https://www.opengovpartnership.org/a?b=1#c") == [
        ("opengovpartnership.org", "https://www.opengovpartnership.org/a?b=1#c")
    ]


def test_two_addresses_of_one_site_are_told_apart() -> None:
    assert links("https://a.org/1; http://b.org; https://a.org/2") == [
        ("a.org (1)", "https://a.org/1"),
        ("b.org", "http://b.org"),
        ("a.org (2)", "https://a.org/2"),
    ]


@pytest.mark.parametrize(
    "cell", ["javascript:alert(1)", "data:text/html,x", "//a.org", "https://", "http://[x", "https://a b.org", "a.org"]
)
def test_nothing_else_is_led_to(cell: str) -> None:
    assert links(cell) == []
    named = c.sources(cell, EN)
    assert isinstance(named, Names)
    assert named.items == [Styled(cell, "", lang="en")]
    assert c.link_out("text", cell) == "text"


def test_no_source_is_nothing() -> None:
    assert c.sources(None, EN) == ""


@pytest.mark.parametrize(
    ("confidence", "said"), [("high", ""), (None, ""), ("medium", "probable"), ("low", "not sure")]
)
def test_doubt_is_said_where_there_is_any(confidence: str | None, said: str) -> None:
    assert "".join(one.text for one in c.doubt(confidence, EN) if isinstance(one, Styled)) == said  # type: ignore[misc]
