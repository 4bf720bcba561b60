"""The chart that an address asks for: a measure by group, told apart by colour and divided into panels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from dashboard.blocks import N_, Column
from dashboard.charts.chart import COMPLETION, MEASURED, SIDE_BY_SIDE, Chart, Numbers
from dashboard.figures.multiples import Multiples
from dashboard.queries.explore import NAMED, Explored
from dashboard.view import columns as c
from dashboard.view.view import View

TITLE = N_("Explore")
ASKED = ("measure", "group", "colour", "split")
"""The parameters of a question."""
FIRST = {"measure": "completion", "group": "region"}
"""What is shown where nothing is asked."""
_LATE = ("overdue", "overdue-unknown", "end-unknown")


@dataclass(frozen=True)
class Told:
    """What is said of a measure: its name, the heads of its columns, and what its n is."""

    name: str
    heads: tuple[Column, ...]
    shown: str  # what a mark shows
    rests_on: Callable[[View, int | None], str] = View.rests_on
    itself: str = ""  # the groups that it is itself
    of_n: Callable[[View, int], str] = COMPLETION.of_n  # its n as a sentence


def _counted(view: View, n: int | None) -> str:
    return " · ".join([*view.chosen_in_words(), view.words.plural("{n} commitment", "{n} commitments", n or 0)])


def _of_all(view: View, n: int) -> str:
    return view.words.plural("Of {n} commitment.", "Of {n} commitments.", n)


def _of_the_irm(measure: str, name: str, shown: str, itself: str = "") -> Told:
    """A measure that has charts of its own: the same columns."""
    numbers = MEASURED[f"{measure}-by-region"].numbers
    return Told(name, tuple(numbers.heads), shown, numbers.rests_on, itself, numbers.of_n)


_RATES, _COUNTS = N_("share with its interval (95%)"), N_("number of commitments")
_NOT_REPORTED = Column(
    N_("Not reported on"), N_("Commitments that the member does not report on: they enter no share."), numeric=True
)
_REPORTED_ON = Column(
    N_("Reported on"), N_("Commitments that the member itself reports on: what the share is of."), numeric=True
)
_AS_REPORTED = Column(
    N_("Completion rate as reported"),
    N_("Substantial or complete in the words of the members themselves, of those they report on."),
    numeric=True,
)
_IS_LATE = N_("Commitments by what their promised end calls for on the as-of day.")

MEASURES: Mapping[str, Told] = {
    "completion": Told(N_("Completion rate"), tuple(COMPLETION.heads), _RATES),
    "commitments": Told(N_("Commitments"), (c.COMMITMENTS,), _COUNTS, _counted, of_n=_of_all),
    "ambition": _of_the_irm("ambition", N_("Ambition: moderate or transformative"), _RATES, "impact"),
    "openness": _of_the_irm("openness", N_("Opened government: major or outstanding"), _RATES),
    "early-results": _of_the_irm("early-results", N_("Early results: moderate or significant"), _RATES),
    "stars": _of_the_irm("stars", N_("Starred"), _RATES, "starred"),
    "ambitious-complete": _of_the_irm("ambitious-complete", N_("Ambitious and complete"), _RATES, "impact"),
    "late": Told(
        N_("Late, in three counts"),
        (*(c.of_code("due", value, _IS_LATE) for value in _LATE), c.COMMITMENTS),
        _COUNTS,
        _counted,
        of_n=_of_all,
    ),
    "reported": Told(
        N_("Completion as members report it"),
        (*c.LEVELS, _NOT_REPORTED, c.COMMITMENTS, _REPORTED_ON, _AS_REPORTED),
        _RATES,
        SIDE_BY_SIDE.rests_on,
        "assessor",
        SIDE_BY_SIDE.of_n,
    ),
}
"""Every measure, in the order of the control."""
GROUPS = {
    "region": N_("by region"),
    "theme": N_("by theme"),
    "priority": N_("by priority"),
    "level": N_("by government level"),
    "year": N_("by year of the action plan"),
    "member": N_("by member"),
    "plan": N_("by action plan"),
    "kind": N_("by kind of member"),
    "assessor": N_("by assessor"),
    "impact": N_("by ambition"),
    "starred": N_("by whether it is starred"),
}
"""How a measure by each group is called."""
COLOURS = ("region", "priority", "level", "assessor", "impact", "starred", "completion")
"""By what colours tell apart: groups of few."""
_NAMES = {"kind": N_("Kind"), "year": N_("Year of the action plan"), "starred": N_("Starred or not")}
_SEVERAL = {"theme": c.SEVERAL_THEMES, "priority": c.SEVERAL_PRIORITIES}
_ONCE = N_("It is grouped by this already: {group}.")
_ITSELF = N_("That is what is measured, or hangs on it: {group}.")
_LATE_ONLY = N_("Late is always shown in its three counts, which the colours stand for.")
_COUNTS_ONLY = N_("A rate has no colour by completion, of which it is made; the number of commitments has.")


def group_name(view: View, name: str) -> str:
    """What a group is called."""
    return view.words(_NAMES[name]) if name in _NAMES else view.words.filter(name)


def asked(view: View) -> tuple[Explored, list[tuple[str, str]]]:
    """The question of an address, and what of it says nothing: parameter and why."""
    filters = view.filters
    measure, group = filters.measure or FIRST["measure"], filters.group
    group = group if group in GROUPS else FIRST["group"]
    without: list[tuple[str, str]] = []
    if group in MEASURES[measure].itself.split():
        without.append((group, _ITSELF))
        group = FIRST["group"]
    kept: dict[str, str] = {}
    for parameter in ("split", "colour"):
        value = getattr(filters, parameter)
        why = _says_nothing(measure, parameter, value, (group, *kept.values())) if value else ""
        if why:
            without.append((value, why))
        kept |= {} if why else {parameter: value}
    return Explored(measure, group, **kept), without


def _says_nothing(measure: str, parameter: str, value: str, before: tuple[str, ...]) -> str:
    """Why a colour or panel says nothing of a measure by these groups; empty where it does."""
    rules = {
        _ONCE: value in before,
        _ITSELF: value == MEASURES[measure].itself,
        _LATE_ONLY: parameter == "colour" and measure == "late",
        _COUNTS_ONLY: value == "completion" and measure != "commitments",
    }
    return next((why for why, holds in rules.items() if holds), "")


def title(view: View, question: Explored) -> str:
    """What is shown: a measure by group, and by what it is told apart."""
    words = view.words
    parts = [f"{words(MEASURES[question.measure].name)} {words(GROUPS[question.group])}"]
    if question.colour:
        parts.append(words("colour: {group}", group=group_name(view, question.colour)))
    if question.split:
        parts.append(words("panels: {group}", group=group_name(view, question.split)))
    return ", ".join(parts)


def chart_of(view: View) -> Chart:
    """The chart that a view asks for."""
    question, _ = asked(view)
    words, measure = view.words, MEASURES[question.measure]
    numbers = numbers_of(question)
    return replace(
        CHART,
        query=question,
        figure=_figure(view, question),
        dimension=question.group,
        title=title(view, question),
        measure=words.named(words(measure.name), words(measure.shown)),
        note=" ".join(notes(view, question)),
        n=question.n,
        numbers=replace(
            numbers,
            answer=lambda shown: answer(view, question, shown.table),
            summary=lambda shown: summary(view, question, shown.table),
        ),
    )


def _figure(view: View, question: Explored) -> Multiples:
    share = MEASURES[question.measure].heads[-1].header if question.scale.high else ""
    if question.measure == "late":
        return Multiples(_LATE, kind="due")
    palette = question.palette(view.selection)
    return Multiples((), share, palette, "completion" if question.colour == "completion" else "")


def numbers_of(question: Explored) -> Numbers:
    """The columns of a question."""
    measure, scale = MEASURES[question.measure], question.scale
    also = {"colour": question.colour, "panel": question.split}
    numbers = Numbers(
        scale.columns,
        measure.heads,
        scale.high,
        "known",
        "share" if scale.high else "",
        lambda _: "",
        lambda _: "",
        measure.rests_on,
        measure.of_n,
        {column: name for column, name in also.items() if name},
    )
    return replace(numbers, known=_where_an_end_is_known) if question.measure == "late" else numbers


def _where_an_end_is_known(table: pd.DataFrame) -> pd.DataFrame:
    """Where no promised end is known at all, nothing is said of what is past it, not even zero (rule 11)."""
    *past, unknown = _LATE
    is_known = table[unknown] < table["commitments"]
    counts = {column: table[column].astype(object).where(is_known, None) for column in past}
    return table.assign(**counts)


def notes(view: View, question: Explored) -> list[str]:
    """What a reader must know to read it rightly."""
    several = [view.words(_SEVERAL[name]) for name in question.names if name in _SEVERAL]
    nowhere = [_nowhere(view, n, name) for name, n in question.unplaced(view.selection).items()]
    return [*several, *nowhere, *_left_out(view, question), *_line(view, question)]


def _nowhere(view: View, n: int, name: str) -> str:
    """How many commitments no row can hold."""
    group = group_name(view, name)
    return view.words.plural(
        "{n} commitment is in no row, as this is not known of it: {group}.",
        "{n} commitments are in no row, as this is not known of them: {group}.",
        n,
        group=group,
    )


def _left_out(view: View, question: Explored) -> Iterator[str]:
    """How much of the table is drawn, where that is not all of it."""
    words, drawn = view.words, _figure(view, question).drawn(question.in_context(view.selection))
    if len(drawn.groups) < drawn.all_groups:
        ends = not question.split and question.scale.high
        message = N_("Drawn are the first and the last of them, {n} of {all}; the table has all.")
        most = N_("Drawn are those with most commitments, {n} of {all}; the table has all.")
        yield words(message if ends else most, n=len(drawn.groups), all=drawn.all_groups)
    if len(drawn.panels) < drawn.all_panels:
        yield words(
            "Panels are those with most commitments, {n} of {all}; the table has all.",
            n=len(drawn.panels),
            all=drawn.all_panels,
        )


def _line(view: View, question: Explored) -> list[str]:
    if not (question.split and question.scale.high):
        return []
    return [view.words("The dashed line of a panel is the rate of all in it, whatever groups are chosen.")]


def answer(view: View, question: Explored, table: pd.DataFrame) -> str:
    """The whole in numbers, then the highest and the lowest of those that may be named (rule 2)."""
    table = table[table["chosen"].astype(bool)] if len(table) else table
    if question.measure == "late":
        return late(view)
    named = [_names(row) for row in table.to_dict("records")]
    return _shares(view, question, table, named) if question.scale.high else _counts(view, table, named)


def late(view: View) -> str:
    """The three counts of late, always together (rule 11)."""
    n = view.selection.sizes("due")
    if n["end-unknown"] == view.selection.commitments:
        return view.words.sentence(c.ends_not_known(view))
    return view.words(
        "{overdue} known to be late; {unknown} past their promised end, result not known; promised end not known of "
        "{undated}.",
        overdue=n["overdue"],
        unknown=n["overdue-unknown"],
        undated=n["end-unknown"],
    )


def _names(row: Mapping[str, str]) -> str:
    return " · ".join(text for name in ("label", "colour_label", "panel_label") if (text := row.get(name, "")))


def _shares(view: View, question: Explored, table: pd.DataFrame, named: list[str]) -> str:
    words, (high, n) = view.words, question.scale.totals(view.selection)
    name = words(MEASURES[question.measure].name)
    if not n:
        return words("{measure}: not known of any commitment.", measure=name)
    whole = words("{measure}: {rate} of {n}.", measure=name, rate=words.rate(high, n), n=n)
    if not words.makes_rate(n):
        whole = words("{measure}: {rate}.", measure=name, rate=words.rate(high, n))
    rated = [
        (part / known, words("{label}, {rate} of {n}", label=label, rate=words.rate(part, known), n=known))
        for label, part, known in zip(named, table["high"].tolist(), table["known"].tolist(), strict=True)
        if known >= NAMED
    ]
    if len(rated) < 2:
        few = words("Too few are known to name a highest and a lowest: that takes {n} in each of two groups.", n=NAMED)
        return f"{whole} {few}"
    ends = max(rated, key=lambda one: one[0]), min(rated, key=lambda one: one[0])
    both = words("Highest: {highest}; lowest: {lowest}.", highest=ends[0][1], lowest=ends[1][1])
    return f"{whole} {both}"


def _counts(view: View, table: pd.DataFrame, named: list[str]) -> str:
    words = view.words
    n = words.plural("{n} commitment.", "{n} commitments.", view.selection.commitments)
    if not len(table):
        return n
    sizes = sorted(zip(table["commitments"].tolist(), named, strict=True), key=lambda one: one[0])
    most, fewest = (words.named(label, words.number(size)) for size, label in (sizes[-1], sizes[0]))
    if len(sizes) == 1:
        return n
    both = words("Most: {most}; fewest: {fewest}.", most=most, fewest=fewest)
    return f"{n} {both}"


def summary(view: View, question: Explored, table: pd.DataFrame) -> str:
    """The same with how many rows there are, for those who do not see it."""
    n = int(table["chosen"].astype(bool).sum()) if len(table) else 0
    return " ".join([answer(view, question, table), view.words.plural("{n} row.", "{n} rows.", n)])


_FIRST = Explored(**FIRST)
CHART = Chart(
    _FIRST,
    Multiples((), COMPLETION.heads[-1].header),
    _FIRST.group,
    TITLE,
    N_("What you ask for, by the groups you choose"),
    n=_FIRST.n,
    page="explore",
    numbers=numbers_of(_FIRST),
    asked=ASKED,
    of=chart_of,
)
"""The row of CHARTS: by itself the completion rate by region."""


def equivalent(chart: str) -> dict[str, str]:
    """What to ask for to see the same as another chart shows; nothing where there is no such question."""
    name, by, group = chart.partition("-by-")
    return {"measure": name, "group": group} if by and name in MEASURES and group in GROUPS else {}


def choices(view: View, parameter: str) -> list[tuple[str, str]]:
    """What a parameter of a question may be, with its name; "" is none."""
    if parameter == "measure":
        return [(measure, view.words(one.name)) for measure, one in MEASURES.items()]
    groups = COLOURS if parameter == "colour" else GROUPS
    named = [(group, group_name(view, group)) for group in groups]
    return named if parameter in FIRST else [("", view.words("none")), *named]


def choice(view: View, parameter: str) -> str:
    """What is chosen, or shown without a choice."""
    return getattr(view.chosen, parameter) or FIRST.get(parameter, "")


LABELS = {"measure": N_("Show"), "group": N_("By"), "colour": N_("Colour"), "split": N_("Panels")}
"""What the parameters are called."""
