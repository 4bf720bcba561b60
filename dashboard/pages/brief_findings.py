"""What the Brief says of findings between two days or versions: what moved, and the rate; and its headline."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import blocks as b
from dashboard.pages.brief_links import changed_href, linked, on_both_days
from dashboard.pages.brief_sentence import NOT_KNOWN, PRECISIONS, News
from dashboard.queries import counts
from dashboard.view.view import View

PLACED = ("newly_assessed", "advanced", "slipped", "otherwise", "withdrawn", "new")
"""The classes of what is known to have come between the two days, as they are told."""


def placed(view: View) -> dict[str, int]:
    """How many commitments are of each class that is known to have come between, as far as there are any."""
    sizes = view.selection.sizes("change")
    return {change: sizes[change] for change in PLACED if sizes[change]}


def moves(view: View) -> News | None:
    """What was newly assessed, moved forward or slipped back, and what cannot be placed; nothing without any."""
    words, sizes, unplaced = view.words, placed(view), view.selection.sizes("change")["not_placed"]
    if not (sizes or unplaced):
        return None
    texts = in_words(view, sizes)
    clauses: list[b.Text] = [b.Link(text, changed_href(view, change)) for change, text in texts.items()]
    if "advanced" in sizes:
        complete = counts.now_complete(view.selection, "advanced")
        done = words.plural("{n} of them is now complete", "{n} of them are now complete", complete)
        href = changed_href(view, "advanced", completion=("complete",)) if complete else ""
        place = [*texts].index("advanced")
        clauses[place] = [clauses[place], ", ", linked(done, href)]
    if unplaced:
        clauses.append(b.Link(_unplaced(view, unplaced), changed_href(view, "not_placed")))
    known = (_certain(view, *sizes),) if sizes else ()
    return News(clauses, (*known, *((NOT_KNOWN,) if unplaced else ())), [*texts.values()], topic="findings")


def _unplaced(view: View, n: int) -> str:
    return view.words.plural(
        "of {n} commitment it is not known whether it moved between the two days: its findings are dated only to "
        "their year or month",
        "of {n} commitments it is not known whether they moved between the two days: their findings are dated only "
        "to their year or month",
        n,
    )


def _certain(view: View, *changes: str) -> str:
    """How well the dates of the findings of some classes are known."""
    return PRECISIONS[counts.imprecision(view.selection, *changes)]


def in_words(view: View, sizes: dict[str, int]) -> dict[str, str]:
    """How many commitments are of each class, as clauses."""
    plural = view.words.plural
    texts = {
        "newly_assessed": lambda n: plural("{n} commitment newly assessed", "{n} commitments newly assessed", n),
        "advanced": lambda n: plural("{n} moved forward", "{n} moved forward", n),
        "slipped": lambda n: plural("{n} slipped back", "{n} slipped back", n),
        "otherwise": lambda n: plural("{n} came onto or off the scale", "{n} came onto or off the scale", n),
        "withdrawn": lambda n: plural("{n} newly withdrawn", "{n} newly withdrawn", n),
        "new": lambda n: plural("{n} new commitment", "{n} new commitments", n),
    }
    return {change: texts[change](n) for change, n in sizes.items()}


def rate(view: View) -> News | None:
    """The completion rate then and now, with what each rests on."""
    words, now = view.words, counts.Rate.of(view.selection.totals)
    before = counts.Rate.of(counts.states_before(view.selection))
    if not (before.assessed or now.assessed):
        return None
    hrefs = on_both_days(view, before.assessed, now.assessed, completion=counts.ASSESSED)
    certain = (_certain(view, *view.snapshot.choices["change"]),)
    rates = [words.rate(one.completed, one.assessed) for one in (before, now)]
    if not (before.is_small or now.is_small) and rates[0] == rates[1]:
        stayed = words(
            "The completion rate stayed at {rate} ({before}, then {now} assessed)",
            rate=rates[1],
            before=before.assessed,
            now=now.assessed,
        )
        return News([linked(stayed, hrefs[1])], certain, topic="findings")
    then, today = (words.rate_with_n(one.completed, one.assessed) for one in (before, now))
    if view.selection.known:
        texts = (
            words("Completion rate in {version}: {rate}", version=view.since, rate=then),
            words("now: {rate}", rate=today),
        )
    else:
        texts = (
            words("Completion rate on {date}: {rate}", date=view.since, rate=then),
            words("on {date}: {rate}", date=view.asof, rate=today),
        )
    return News([linked(*pair) for pair in zip(texts, hrefs, strict=True)], certain, topic="findings")


def headline(view: View, others: Sequence[News]) -> str:
    """What came between, in one sentence, from the counts of the sentences below it.

    Findings before all else; without any, other news; that nothing came only where every date can be placed.
    """
    words, unplaced = view.words, view.selection.sizes("change")["not_placed"]
    news = [*in_words(view, placed(view)).values()]
    if not news:
        news = [text for one in others if not one.is_whole(view) for text in one.short][:3]
    if news and unplaced:
        text = words.plural(
            "{news}; of {n} commitment it is not known whether it moved",
            "{news}; of {n} commitments it is not known whether they moved",
            unplaced,
            news=words.listing(news),
        )
    elif news:
        text = words.listing(news)
    elif unplaced:
        text = words.plural(
            "of {n} commitment it is not known whether it moved",
            "of {n} commitments it is not known whether they moved",
            unplaced,
        )
    else:
        return _nothing(view, others)
    compared = {"since": view.since, "news": text}
    if view.selection.known:
        return words("Known now, not yet in {since}: {news}.", **compared)
    return words("Since {since}: {news}.", **compared)


def _nothing(view: View, others: Sequence[News]) -> str:
    """That no finding is dated between; never that nothing happened, which no record can say."""
    words = view.words
    if view.selection.known:
        return words("In {version} the same was known of these commitments.", version=view.since)
    if view.selection.since == view.selection.asof:
        return words("Both days are {date}: there is no time between them.", date=view.asof)
    if any(NOT_KNOWN in one.certain for one in others):
        return words("No finding is dated between {since} and {date}; other news cannot be placed.",
                     since=view.since, date=view.asof)  # fmt: skip
    return words("No finding on record is dated between {since} and {date}.", since=view.since, date=view.asof)
