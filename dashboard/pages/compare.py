"""Compare two: what is known of two members of the same government level, side by side; if asked, only what differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.pages.member_facts import NOTES, TOGETHER, alone, facts, themes_of
from dashboard.view.view import View

TITLE = N_("Compare two members")
FOOTER = N_("Compare two")
PATH = "compare"
DIFFERENCES = "differences"
_TWO = 2
_FACT = b.Column(N_("Fact"), N_("What is known of a member, under the filters chosen."))


@dataclass(frozen=True)
class _Pair:
    """The two members that are chosen, and what is known of each."""

    view: View

    @property
    def ids(self) -> tuple[str, ...]:
        return self.view.filters.member

    @property
    def names(self) -> list[str]:
        return [self.view.names.of("member", id_) for id_ in self.ids]

    @property
    def levels(self) -> list[str]:
        return [self.view.member(id_)["government_level"] for id_ in self.ids]

    @property
    def is_fair(self) -> bool:
        """Two are chosen, of the same level of government: like with like (rule 8)."""
        return len(self.ids) == _TWO and len(set(self.levels)) == 1

    @cached_property
    def views(self) -> list[View]:
        return [alone(self.view, id_) for id_ in self.ids]

    @cached_property
    def groups(self) -> list[b.Group]:
        """Every fact of both, under its heading."""
        of_any = set().union(*map(themes_of, self.views))
        themes = [theme for theme in self.view.snapshot.choices["theme"] if theme in of_any]
        both = zip(*(facts(one, themes) for one in self.views), strict=True)
        return [
            b.Group(heading, [[name, cell, other] for (name, cell), (_, other) in zip(own, others, strict=True)])
            for (heading, own), (_, others) in both
        ]

    @property
    def all(self) -> int:
        return sum(len(group.rows) for group in self.groups)

    @cached_property
    def different(self) -> list[b.Group]:
        """Those in which the two differ; the counts of what is late all or none."""
        shown = [(group, [row for row in group.rows if self._differs(row)]) for group in self.groups]
        late = self.view.words(TOGETHER)
        return [group if group.heading == late else replace(group, rows=rows) for group, rows in shown if rows]

    @property
    def differing(self) -> int:
        return sum(self._differs(row) for group in self.groups for row in group.rows)

    def _differs(self, row: b.Row) -> bool:
        return bool(_key(self.view, row[1]) != _key(self.view, row[2]))


def _key(view: View, cell: b.Text) -> Any:
    """What of a cell is compared: its numbers where it has any, never the way to them."""
    if isinstance(cell, b.Count):
        return cell.n
    return (cell.part, cell.whole) if isinstance(cell, b.Share) else view.plain(cell)


def blocks(_: View) -> Sequence[b.Block]:
    """The answer, the choice of the two, and the facts side by side."""
    return [b.Part("compare", header), b.Part("compare-choice", choice), b.Part("compare-facts", beside)]


def header(view: View) -> b.Header:
    """The completion rates of both, and in how many facts they differ; else what to choose."""
    words, pair = view.words, _Pair(view)
    if len(pair.ids) != _TWO:
        return b.Header(
            words("Choose two members to compare."),
            words("Like is compared with like: {levels}.", levels=_levels(view)),
        )
    first, second = pair.names
    if not pair.is_fair:
        text = words("{first} and {second} are not of the same level of government.", first=first, second=second)
        levels = "; ".join(
            words.named(name, words.code("level", level)) for name, level in zip(pair.names, pair.levels, strict=True)
        )
        return b.Header(
            text, words("They are not compared, as like is compared with like alone. {levels}.", levels=levels)
        )
    rates = [
        words("{name}, {rate}", name=name, rate=words.rate_with_n(one.selection.completed, one.selection.assessed))
        for name, one in zip(pair.names, pair.views, strict=True)
    ]
    text = words("Completion rate: {row}.", row=words("; ").join(rates))
    lede = words("{n} of {all} facts differ; as of {date}.", n=pair.differing, all=pair.all, date=view.asof)
    return b.Header(_headed(view, text), lede)


def _headed(view: View, text: str) -> str:
    """The sentence behind the filters chosen besides the two members (rule 12)."""
    others = [
        text for name, text in zip(view.filters.chosen(), view.chosen_in_words(), strict=False) if name != "member"
    ]
    return view.words.named(" · ".join(others), text) if others else text


def _levels(view: View) -> str:
    words = view.words
    levels = dict.fromkeys(view.snapshot.tables["members"]["government_level"])
    return words.listing([words.code("level", level) for level in levels])


def choice(view: View) -> Sequence[b.Block]:
    """The two members, each a list of all by name; of the second only those like the first."""
    words, pair = view.words, _Pair(view)
    chosen = [*pair.ids[:_TWO], "", ""][:_TWO]
    level = pair.levels[0] if len(pair.ids) == 1 else ""
    labels = (words("First"), words("Second"))
    picks = [
        b.Field("pick", "member", label, value, _members(view, level if place else ""))
        for place, (label, value) in enumerate(zip(labels, chosen, strict=True))
    ]
    others = [
        b.Field("hidden", name, value=value)
        for name, value in parse_qsl(view.chosen.query().removeprefix("?"))
        if name not in {"member", "page"}
    ]
    form = b.Form(
        f"{view.root}{PATH}", "", [*others, *picks, b.Field("submit", "", words("Compare"))], "compare-choice"
    )
    return [form, *([_switch(view)] if pair.is_fair else [])]


def _switch(view: View) -> b.Actions:
    """All facts, or only those that differ."""
    words, only = view.words, view.chosen.only
    links = [
        b.Link(words("All facts"), view.href(only=""), current=not only),
        b.Link(words("Only differences"), view.href(only=DIFFERENCES), current=bool(only)),
    ]
    return b.Actions(links, words("What is shown"), "compare-switch")


def _members(view: View, level: str) -> list[tuple[str, str]]:
    named = [
        (id_, name)
        for id_, name in view.names.all("member").items()
        if not level or view.member(id_)["government_level"] == level
    ]
    return sorted(named, key=lambda one: view.words.order(one[1]))


def beside(view: View) -> Sequence[b.Block]:
    """The facts of both in a table; where the two are not chosen, or not alike, files have it without rows."""
    words, pair = view.words, _Pair(view)
    if not pair.is_fair:
        return [b.Table("compare", words(TITLE), (_FACT,), tab=words("Compared")).in_files]
    shown = pair.different if view.chosen.only else pair.groups
    title = words("{first} and {second}", first=pair.names[0], second=pair.names[1])
    hidden = pair.all - sum(len(group.rows) for group in shown)
    notes = [
        words.plural(
            "{n} fact is the same of both and not shown.", "{n} facts are the same of both and not shown.", hidden
        )
    ]
    table = b.Table(
        "compare",
        title,
        (_FACT, *(b.Column(name, _FACT.meaning) for name in pair.names)),
        groups=shown,
        notes=[*(notes if hidden else []), *map(words, NOTES)],
        empty=words("The two do not differ in anything that is known."),
        tab=words("Compared"),
        style="compared",
        as_cards=False,
    )
    return [b.Grid([table])]
