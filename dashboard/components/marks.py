"""A commitment as a small tile: its ground is the completion, the sign on it how far it opened government."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dash import html

from dashboard.language.vocabulary import COMPLETION, OPENNESS
from dashboard.language.words import N_, Words

_NO_LEVEL = N_("completion not published here")
_NO_OPENNESS = N_("openness not known")


def completion_told(state: str, openness: str, words: Words) -> str:
    """The completion in words; what was assessed for its openness alone is not called unassessed."""
    assessed = state != "not_assessed" or bool(openness)
    told = {**COMPLETION, "not_assessed": _NO_LEVEL} if assessed else COMPLETION
    return words(told[state])


def openness_told(openness: str, words: Words) -> str:
    """How far it opened government, in words."""
    return words(OPENNESS.get(openness, _NO_OPENNESS))


def found_told(state: str, openness: str, words: Words) -> str:
    """Both in words, as a mark shows both."""
    parts = {"completion": completion_told(state, openness, words), "openness": openness_told(openness, words)}
    return words("{completion}, {openness}", **parts)


def mark(state: str, openness: str) -> Any:
    """One commitment; whoever places it says in words what it shows."""
    return _tile(f"level-{state}", openness)


def legend(states: Iterable[str], words: Words) -> Any:
    """What grounds and signs mean: the completion states given, and every sign."""
    grounds = [html.Li([mark(state, ""), words(COMPLETION[state])]) for state in states]
    signs = [html.Li([_tile("", openness), openness_told(openness, words)]) for openness in (*OPENNESS, "")]
    return html.Div(
        [
            html.P(words("Ground: completion"), className="legend-name"),
            html.Ul(grounds, className="legend"),
            html.P(words("Sign: did it open government"), className="legend-name"),
            html.Ul(signs, className="legend"),
        ],
        className="tile-legend",
    )


def _tile(ground: str, openness: str) -> Any:
    """The signs differ by shape (assets/css/pilots.css), so they are told apart without colour, on any ground."""
    return html.Span(className=f"tile {ground} opened-{openness or 'unknown'}", **{"aria-hidden": "true"})
