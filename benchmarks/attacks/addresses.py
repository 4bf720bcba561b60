"""Attacks by the address: a page in a frame of another site, addresses as long as they may be and longer."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from urllib.parse import quote

from benchmarks.attacks.target import Outcome, Target
from dashboard.charts.registry import CHARTS
from dashboard.decks.deck import Item, text_of

_LONG = (1_000, 8_000, 8_190, 40_000)  # characters
_FRAMED = ("/embed/a/b", "/embed/", "/embed/%2e%2e/", "/embed/..%2f", "/embed")


def frames(target: Target) -> Outcome:
    """Addresses like those of charts for other sites: none but a chart may be framed."""
    framed = [path for path in _FRAMED if "frame-ancestors 'none'" not in _policy(target, path)]
    asked = target.at_once(1, [partial(target.ask, "GET", path) for path in _FRAMED])
    return replace(asked, wrong=(f"may be framed: {', '.join(framed)}",) if framed else ())


def _policy(target: Target, path: str) -> str:
    """The policy of an address; one that is no document needs none."""
    headers = target.headers(path)
    is_page = headers.get("content-type", "").startswith("text/html")
    return headers.get("content-security-policy", "") if is_page else "frame-ancestors 'none'"


def long_addresses(target: Target) -> Outcome:
    """Searches, filters, decks, notes and paths of a thousand to forty thousand characters."""
    asked = [path for length in _LONG for path in _of(length)]
    return target.at_once(4, [partial(target.ask, "GET", path) for path in asked])


def _of(length: int) -> list[str]:
    many = quote(";".join([*CHARTS] * (length // 100))[:length], safe=";")
    noted = quote(text_of([Item(next(iter(CHARTS)), note="x" * length)]))
    words, values = "a%20" * (length // 4), ",".join(["europe"] * (length // 7))
    return [
        f"/{'x' * length}",
        f"/commitments?q={words}",
        f"/?region={values}",
        f"/commitments.csv?q={words}",
        f"/search.json?q={words}",
        f"/preview.png?path={'x' * length}",
        *(f"/{file}?deck={deck}" for file in ("present", "present.pptx", "present.html") for deck in (many, noted)),
        f"/brief.pptx?q={words}",
        f"/overview.xlsx?region={values}&q={words}",
        f"/signin?next=/{'x' * length}",
    ]
