"""Completion as a word in a chip: never by colour alone."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.language import Words
from dashboard.vocabulary import COMPLETION


def completion_chip(state: str, words: Words) -> Any:
    """The chip of a completion level or state."""
    return html.Span(words(COMPLETION[state]), className=f"chip level-{state}")
