"""Codes as the blocks that show them: chips, terms, yes and no, how far a commitment opened government."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.blocks import Chip, Link, Term, Text, Unknown
from dashboard.language.glossary import DEFINITIONS
from dashboard.language.vocabulary import AGENDA_STATUSES, COMPLETION, OPENNESS, ROLE_KINDS, STATES
from dashboard.language.words import N_, Words
from dashboard.view.view import View
from data_loader.schema import COMPLETION_STATES

_NO_LEVEL = N_("completion not published here")
_NO_OPENNESS = N_("openness not known")


def completion_chip(state: str, words: Words) -> Chip:
    """A completion level or state."""
    return Chip(words(COMPLETION[state]), f"level-{state}")


def finding_chip(state: str, openness: str, words: Words) -> Chip:
    """A completion that tells the unassessed from what is assessed but not published here."""
    return Chip(completion_text(state, openness, words), f"level-{state}")


def completion_text(state: str, openness: str, words: Words) -> str:
    """The completion in words; what was assessed for its openness alone is not called unassessed (rule 1)."""
    assessed_otherwise = state == "not_assessed" and bool(openness)
    return words(_NO_LEVEL if assessed_otherwise else COMPLETION[state])


def not_counted(counts: Mapping[str, int], words: Words) -> str:
    """How many are beside the scale, by state, and so in no rate (rule 1)."""
    told = ((STATES[state].among, counts[state]) for state in ("not_assessed", *COMPLETION_STATES))
    return words("not counted: {states}", states=", ".join(words(message, n=n) for message, n in told))


def openness_text(openness: str, words: Words) -> str:
    """How far it opened government, in words."""
    return words(OPENNESS.get(openness, _NO_OPENNESS))


def openness_value(openness: str, words: Words) -> Text:
    """The same as a value: what is not known is an empty cell in files."""
    return words(OPENNESS[openness]) if openness else Unknown(words(_NO_OPENNESS))


def agenda_chip(status: str, words: Words) -> Chip:
    """The status of a co-chairs' promise; empty when nothing was found on it."""
    text = words(AGENDA_STATUSES[status]) if status else words("No finding on record")
    return Chip(text, f"status-{status or 'unknown'}")


def role_chip(kind: str, words: Words) -> Chip:
    """A kind of role."""
    return Chip(words(ROLE_KINDS[kind]), f"role-{kind}")


def yes_or_no(value: bool | None, words: Words) -> Text:
    """Yes, no, or not known."""
    return Unknown() if value is None else words("Yes") if value else words("No")


def term(name: str, words: Words) -> Text:
    """A term with what it means, where the glossary has it."""
    return Term(words(name), words(DEFINITIONS[name])) if name in DEFINITIONS else words(name)


def theme_link(view: View, theme: str) -> Link:
    """A theme, with the way to its commitments."""
    return Link(view.names.of("theme", theme), view.href("commitments", theme=(theme,)))
