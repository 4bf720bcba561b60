"""Overview: how is the Partnership doing?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.charts.registry import OF_OVERVIEW
from dashboard.pages.tables import late, late_figure
from dashboard.queries.counts import ASSESSED, Totals, totals, totals_before
from dashboard.queries.precision import not_placed
from dashboard.view.columns import headed, not_counted, nothing_here, term
from dashboard.view.view import View

TITLE = N_("Overview")
_BESIDE = ("ambition-by-region", "openness-by-region")


def blocks(view: View) -> Sequence[b.Block]:
    """Headline and figures, then the pictures: the longer rows at the left; ambition and openness are folded."""
    theme, region, level, year, priority, *more = OF_OVERVIEW
    left, right = (theme, year), (region, level, priority)
    columns = [b.Stack([b.Chart(one, width) for one in some], width) for some, width in ((left, 7), (right, 5))]
    beside = b.Disclosure(view.words("Ambition and openness"), [b.Grid([b.Chart(one, 6) for one in _BESIDE])])
    world = b.Grid([b.Chart(one, 12) for one in more])
    return [b.Part("overview", header), b.Grid(columns), b.Control("time"), world, beside]


def header(view: View) -> Sequence[b.Block]:
    """The headline sentence and the figures; for files what is late, too."""
    words, members = view.words, _members(view)
    independent = words("findings of the Independent Reporting Mechanism published by {date}", date=view.asof)
    lede = " · ".join(part for part in (members, _years(view), independent, imprecise(view)) if part)
    top = b.Header(headline(view), lede, figures(view), [view.present_link(SLIDES)])
    return [top, late(view).in_files]


def _years(view: View) -> str:
    """Which years the assessed plans are from, as a clause; empty where nothing is assessed."""
    counts = view.selection.count("year")[:, : len(ASSESSED)].sum(axis=1)
    years = [int(year) for year, n in zip(view.snapshot.choices["year"], counts, strict=True) if n]
    spans: list[list[int]] = []
    for year in years:
        if spans and spans[-1][-1] == year - 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    texts = [str(span[0]) if len(span) == 1 else f"{span[0]}–{span[-1]}" for span in spans]
    return view.words("assessed: action plans of {years}", years=view.words.listing(texts)) if texts else ""


def imprecise(view: View) -> str:
    """How many findings cannot be placed between the two days compared, as a clause; empty where all can (rule 10)."""
    n = not_placed(view.selection)
    text = view.words.plural(
        "{n} finding is dated only to its year or month and cannot be placed before or after {since} or {date}",
        "{n} findings are dated only to their year or month and cannot be placed before or after {since} or {date}",
        n,
        since=view.since,
        date=view.asof,
    )
    return text if n else ""


def _members(view: View) -> str:
    """How many members of the as-of day have commitments here, and how many who were none any more or not yet."""
    words, membership = view.words, view.selection.membership
    committed = [member for member, n in view.selection.sizes("member").items() if n]
    others = [member for member in committed if member not in membership.members]
    former = sum(membership.by_id[member].status == "withdrawn" for member in others)
    later = len(others) - former
    members = [words.plural("{n} member", "{n} members", len(committed) - len(others))]
    members += [words.plural("{n} former member", "{n} former members", former)] if former else []
    members += [words.plural("{n} not a member yet", "{n} not members yet", later)] if later else []
    return ", ".join(members)


def headline(view: View, *first: str) -> str:
    """The answer in one sentence, behind `first` and the filters chosen."""
    return headed(view, _sentence(view), *first)


def _sentence(view: View) -> str:
    """The answer."""
    words, counts = view.words, totals(view.selection)
    if not counts.commitments:
        return nothing_here(view)
    if not counts.assessed and counts.beside["level_not_published"]:
        return words.plural(
            "{n} commitment; its level of completion is not published here.",
            "{n} commitments; of none is a level of completion published here.",
            counts.commitments,
        )
    if not counts.assessed:
        return words.plural(
            "{n} commitment, not yet assessed.", "{n} commitments, none assessed yet.", counts.commitments
        )
    if counts.rate.is_small:
        return words.plural(
            "{completed} of {n} assessed commitment is substantially or fully complete.",
            "{completed} of {n} assessed commitments are substantially or fully complete.",
            counts.assessed,
            completed=counts.completed,
        )
    return words(
        "{completed} of assessed commitments are substantially or fully complete; {not_started} have not started.",
        completed=words.percent(counts.completed / counts.assessed),
        not_started=words.percent(counts.not_started / counts.assessed),
    )


def figures(view: View) -> list[b.Figure]:
    """The row of figures: commitments, completion rate, complete, and what is late."""
    words, counts, before = view.words, totals(view.selection), totals_before(view.selection)
    beside = not_counted(counts.beside, words)
    commitments = b.Figure(
        term("Commitments", words),
        _rows(view, counts.commitments),
        words.plural("{n} assessed", "{n} assessed", counts.assessed),
        change=_change(view, "commitments", before, counts),
    )
    late = late_figure(view, _change(view, "overdue", before, counts))
    if not counts.commitments:
        return [commitments]
    if not counts.assessed:  # nothing known is not nothing done: no count of complete
        return [commitments, b.Figure(term("Completion rate", words), words("no level known"), beside), late]
    share = words("{part} of {whole} assessed", part=counts.completed, whole=counts.assessed)
    of_assessed = words("of {whole} assessed", whole=counts.assessed)
    share_complete = f"{words.percent(counts.complete / counts.assessed)} {of_assessed}"
    return [
        commitments,
        b.Figure(
            term("Completion rate", words),
            b.Share(counts.completed, counts.assessed),
            [share, b.Break(), beside],
            change=_change(view, "rate", before, counts),
        ),
        b.Figure(
            words("Fully complete"),
            _rows(view, counts.complete, completion=("complete",)),
            of_assessed if counts.rate.is_small else share_complete,
            change=_change(view, "complete", before, counts),
        ),
        late,
    ]


def _href(view: View, path: str, **chosen: Any) -> str:
    """A link to another page; from a page about one member for that member."""
    return view.href(path, **view.scope.chosen(), **chosen)


def _rows(view: View, n: int, **chosen: Any) -> b.Count:
    """A number with the way to its rows."""
    return b.Count(n, _href(view, "commitments", **chosen))


def _change(view: View, name: str, before: Totals | None, now: Totals) -> b.Text:
    """How one of the totals changed, with the way to the brief between the two days; nothing where none can be said."""
    if before is None:
        return ""
    words, since = view.words, view.since
    if name == "rate":
        difference = now.rate.points_from(before.rate)
        if difference is None:
            return ""
        text = words.plural(
            "{change} percentage point since {date}",
            "{change} percentage points since {date}",
            words.form(difference),
            change=words.points(difference),
            date=since,
        )
    else:
        difference = getattr(now, name) - getattr(before, name)
        text = words("{change} since {date}", change=words.signed(difference), date=since)
    days = {"since": view.selection.since.isoformat(), "asof": view.selection.asof.isoformat()}
    if not difference:
        text = words("no change since {date}", date=since)
        if not_placed(view.selection):
            text = words("no change known since {date}", date=since)
    return b.Link(text, _href(view, "brief", **days))


def _answer(view: View) -> b.Answer:
    """The headline with its figures."""
    return b.Answer(headline(view), view.rests_on(), figures(view))


TOPICS = {"overview": b.Topic(N_("How is the Partnership doing?"), "", _answer)}
SLIDES = ("overview", *OF_OVERVIEW)
"""What the page has to present."""
