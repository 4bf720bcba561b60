"""Completion, the status of a promise and kinds of role as words in chips: never by colour alone."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.language.vocabulary import AGENDA_STATUSES, COMPLETION, ROLE_KINDS
from dashboard.language.words import Words


def completion_chip(state: str, words: Words) -> Any:
    """The chip of a completion level or state."""
    return html.Span(words(COMPLETION[state]), className=f"chip level-{state}")


def agenda_chip(status: str, words: Words) -> Any:
    """The chip of the status of a co-chairs' promise; empty when nothing was found on it."""
    text = words(AGENDA_STATUSES[status]) if status else words("No finding on record")
    return html.Span(text, className=f"chip status-{status or 'unknown'}")


def role_chip(kind: str, words: Words) -> Any:
    """The chip of a kind of role."""
    return html.Span(words(ROLE_KINDS[kind]), className=f"chip role-{kind}")
