"""Completion and kinds of role as words in chips: never by colour alone."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.language import Words
from dashboard.vocabulary import COMPLETION, ROLE_KINDS


def completion_chip(state: str, words: Words) -> Any:
    """The chip of a completion level or state."""
    return html.Span(words(COMPLETION[state]), className=f"chip level-{state}")


def role_chip(kind: str, words: Words) -> Any:
    """The chip of a kind of role."""
    return html.Span(words(ROLE_KINDS[kind]), className=f"chip role-{kind}")
