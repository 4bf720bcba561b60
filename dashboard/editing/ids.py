"""The id that a new row gets when nobody gives one: by the rule that the ids of its table keep to."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Collection, Iterator, Mapping

from data_loader.schema import fold

Row = Mapping[str, str]
Rule = Callable[[Row], str]
_LONGEST = 40  # letters of a short name
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_ENDS = re.compile(r"(.*?)(#+|@)")


def proposed(table: str, row: Row, ids: Collection[str]) -> str:
    """An id that none of `ids` is; "" where the table has none, or the row does not say enough."""
    rule = _RULES.get(table)
    start = rule(row) if rule else ""
    numbered = _ENDS.fullmatch(start)
    if numbered:
        tried = _letters(numbered[1]) if numbered[2] == "@" else iter([_next(numbered[1], len(numbered[2]), ids)])
    else:
        tried = iter([start])
    free = (own for own in tried if own not in ids)
    return next(free, _next(f"{start}-", 1, {*ids, f"{start}-1"}) if start and not numbered else "")


def _next(start: str, width: int, ids: Collection[str]) -> str:
    """The number after the largest that follows `start`, with as many digits."""
    ends = [own[len(start) :] for own in ids if own.startswith(start)]
    numbers = [end for end in ends if end.isascii() and end.isdecimal()]
    width = max(map(len, numbers), default=width)
    return f"{start}{max(map(int, numbers), default=0) + 1:0{width}}"


def _letters(start: str) -> Iterator[str]:
    return (f"{start}{letter}" for letter in string.ascii_lowercase)


def _short(text: str) -> str:
    """A name of small letters, digits and hyphens."""
    whole = _NO_LETTER.sub("-", fold(text)).strip("-")
    return whole if len(whole) <= _LONGEST else whole[: _LONGEST + 1].rpartition("-")[0] or whole[:_LONGEST]


def _after(column: str, then: str) -> Rule:
    """By the row that it belongs to, and what follows: `#` is a running number, `@` the next letter."""
    return lambda row: f"{row[column]}{then}" if row.get(column) else ""


def _called(*columns: str, start: str = "") -> Rule:
    """By its name, or by the day and its name."""

    def rule(row: Row) -> str:
        parts = [_short(row.get(column, "")) for column in columns]
        return start + "-".join(parts) if all(parts) else ""

    return rule


def _country(row: Row) -> str:
    return row.get("country", "") if row.get("kind") == "country" else ""


def _plan(row: Row) -> str:
    """By the member and the number that the plan has."""
    own, number = row.get("member_id", ""), row.get("number", "")
    return f"{own}-{number}" if own and number else ""


def _meeting(row: Row) -> str:
    """By its kind and its month."""
    start, month = _MEETINGS.get(row.get("kind", ""), ""), row.get("start_date", "")[:7]
    return f"{start}-{month}" if start and month else ""


_MEETINGS = {"working": "sc", "ministerial": "sc", "subcommittee": "cs", "event": "ev"}


def _seated(row: Row) -> str:
    """A government by its country, a person by the last name."""
    side = row.get("constituency", "")
    short = _short(row.get("country", "") if side == "government" else row.get("name", "").rpartition(" ")[2])
    return f"{_SIDES[side]}-{short}" if side in _SIDES and short else ""


_SIDES = {"government": "gov", "civil_society": "cso"}

_RULES: dict[str, Rule] = {
    "priorities": _called("name_en"),
    "policy_areas": _called("name_en", start="area-"),
    "themes": _called("name_en"),
    "members": _country,
    "action_plans": _plan,
    "commitments": _after("action_plan_id", "-###"),
    "milestones": _after("member_id", "-m##"),
    "progress_reports": lambda _: "report-##",
    "recommendations": _after("action_plan_id", "-r##"),
    "steering_members": _seated,
    "roles": lambda _: "role-##",
    "meetings": _meeting,
    "decisions": _after("meeting_id", "-##"),
    "agenda_items": _after("section_id", "-@"),
    "events": _called("start_date", "title", start="ev-"),
}
"""By table, what its ids are made of; nothing where the row does not say it."""
