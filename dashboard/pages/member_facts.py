"""What is known of a member, fact by fact, so that two can stand beside each other: each fact a name and a cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pandas as pd

from dashboard.blocks import N_, Count, Names, Share, Text, Unknown
from dashboard.queries import leadership
from dashboard.queries import plans as of_plans
from dashboard.queries.leadership import END_UNKNOWN, HELD
from dashboard.queries.scales import LATE, SCALES
from dashboard.view import columns as c
from dashboard.view.view import View

Fact = tuple[str, Text]
"""What it is called, in the reader's language, and what is known."""


TOGETHER = N_("Late")
"""The heading of facts of which none is shown without the others (rule 11)."""
NOTES = (c.SEVERAL_THEMES, c.INCOMPLETE)
"""What is to be known of the facts."""


def alone(view: View, member: str) -> View:
    """The view of one member under the other filters."""
    return replace(view, scope=replace(view.scope, member=(member,)), item=member)


def facts(one: View, themes: Sequence[str]) -> Iterator[tuple[str, list[Fact]]]:
    """The facts of the member of a view by heading; those of `themes` are how many commitments it has on each."""
    for heading, make in _HEADINGS.items():
        yield one.words(heading), make(one)
    by_theme = one.selection.sizes("theme")
    on_each: list[Fact] = [
        (one.names.of("theme", theme), _of(one, by_theme[theme], theme=(theme,))) for theme in themes
    ]
    if on_each:
        yield one.words("Commitments by theme"), on_each


def themes_of(one: View) -> set[str]:
    """The themes on which the member of a view has a commitment."""
    return {theme for theme, n in one.selection.sizes("theme").items() if n}


def _of(one: View, n: int, **filters: tuple[str, ...]) -> Count:
    """So many commitments of the member, with the way to them."""
    return Count(n, one.href("commitments", **{"member": (one.item,), **filters}) if n else "")


def _about(one: View) -> list[Fact]:
    words, member = one.words, one.member(one.item)
    people = member["population"]
    joined = member["year_joined"]
    return [
        (words("Region"), words.code("region", member["region"])),
        (words("Kind"), words.code("kind", member["kind"])),
        (words("Status"), c.standing_of(one, one.item)),
        (words("Joined OGP"), Unknown() if pd.isna(joined) else str(int(joined))),
        (words("Population"), Unknown() if pd.isna(people) else Count(int(people))),
    ]


def _plans(one: View) -> list[Fact]:
    words, own = one.words, of_plans.of_member(one.selection, one.item)
    years = [str(year) for year in of_plans.by_year(own)]
    return [
        (words("Action plans"), Count(len(own))),
        (words("Years of the action plans"), words.listing(years) if years else words("none on record")),
        (words("Commitments"), _of(one, one.selection.commitments)),
    ]


def _results(one: View) -> list[Fact]:
    words, counted = one.words, one.selection.sizes("completion")
    rates = {words(name): SCALES[measure].totals(one.selection) for measure, name in _RATES.items()}
    return [
        (words("Completion rate"), Share(one.selection.completed, one.selection.assessed, with_n=True)),
        (words("Complete"), _of(one, counted["complete"], completion=("complete",))),
        (words("Not started"), _of(one, counted["not_started"], completion=("not_started",))),
        *((name, _rate(one, part, known)) for name, (part, known) in rates.items()),
    ]


def _rate(one: View, part: int, known: int) -> Text:
    """A share of what is known, with its n."""
    if not known:
        return Unknown()
    rate = one.words.rate(part, known)
    return one.words("{rate} of {n}", rate=rate, n=known) if one.words.makes_rate(known) else rate


def _late(one: View) -> list[Fact]:
    sizes = one.selection.sizes("due")
    return [(one.words.code("due", value), _of(one, sizes[value], due=(value,))) for value in LATE]


def _reports(one: View) -> list[Fact]:
    words, (completed, on) = one.words, SCALES["reported"].totals(one.selection)
    rate = Share(completed, on, with_n=True) if on else Unknown(words("nothing reported"))
    return [(words("Commitments it reports on"), Count(on)), (words("Completion rate as reported"), rate)]


def _committee(one: View) -> list[Fact]:
    """Terms and roles; none on record is not none held (rule 6)."""
    words, id_ = one.words, leadership.government(one.snapshot, one.item)
    terms, roles = leadership.record(one.snapshot, one.selection.asof, id_)
    none = words("none on record")
    held = [f"{words.code('role_kind', role.kind)} · {role.title}" for role in roles if role.standing == HELD]
    perhaps = sum(role.standing == END_UNKNOWN for role in roles)
    return [
        (words("Terms on the Steering Committee"), Count(len(terms)) if terms else none),
        (words("Roles known to be held"), Names(held) if held else none),
        (words("Held? End not known"), Count(perhaps) if perhaps else none),
        (words("Roles on record"), Count(len(roles)) if roles else none),
    ]


_RATES = {
    "ambition": N_("Moderate or transformative"),
    "openness": N_("Major or outstanding"),
    "stars": N_("Share starred"),
    "ambitious-complete": N_("Share ambitious and complete"),
}
_HEADINGS: dict[str, Callable[[View], list[Fact]]] = {
    N_("About this member"): _about,
    N_("Action plans"): _plans,
    N_("Results"): _results,
    TOGETHER: _late,
    N_("As members report"): _reports,
    N_("On the Steering Committee"): _committee,
}
