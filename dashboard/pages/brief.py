"""Brief: what moved since the last meeting, and what should worry us?"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.pages import (
    brief_compare,
    brief_findings,
    brief_lists,
    brief_mine,
    brief_news,
    brief_sentence,
    brief_state,
    late,
    movers,
    overview,
    promise_grid,
)
from dashboard.pages.tables import Read
from dashboard.view.columns import headed, nothing_here
from dashboard.view.view import View

TITLE = N_("Brief")
_HALF = 6


def blocks(_: View) -> Sequence[b.Block]:
    """The headline, my meeting, what to compare with, the sentences beside the pictures, then the lists behind them."""
    controls = b.Section([b.Control("since"), b.Part("brief-ways", brief_compare.ways), b.Part("takeaways", files)],
                         "brief-controls")  # fmt: skip
    parts: list[b.Block] = [b.Part("brief", top), b.Part("brief-mine", brief_mine.band), controls]
    first = b.Grid([b.Stack([b.Part("brief-news", news)], _HALF), b.Chart("movers", _HALF)])
    return [b.Section([*parts, first, b.Part("brief-rows", rows)], "brief")]


def top(view: View) -> Sequence[b.Block]:
    """The headline, what cannot be placed, and the way to what was changed in the data."""
    header = b.Header(headline(view), _lede(view), actions=[view.present_link(SLIDES)])
    return [header, *_not_placed(view), *brief_compare.data_changes(view)]


def _not_placed(view: View) -> list[b.Block]:
    """How many findings cannot be placed between the two days, and where they can (rule 10)."""
    clause = overview.imprecise(view)
    ways = [part for way in brief_compare.years(view) for part in (" · ", way)][1:]
    return [b.Paragraph([view.words.sentence(clause), " ", *ways], "note")] if clause else []


def headline(view: View) -> str:
    """The answer in one sentence, behind the filters chosen."""
    return headed(view, _sentence(view))


def _sentence(view: View) -> str:
    if not view.selection.commitments:
        return nothing_here(view)
    if not view.since:
        return view.words("No meeting before {date} is on record: there is nothing to compare with.", date=view.asof)
    return brief_findings.headline(view, _others(view))


def _others(view: View) -> list[brief_sentence.News]:
    """News of other things than commitments."""
    return [] if view.selection.known or not view.since else view.once(brief_news.of_the_day)


def _lede(view: View) -> b.Text:
    """From when to when, and what was asked for and cannot be."""
    words, asked = view.words, view.chosen.since
    compared = [words("Compared with {since}", since=view.compared_with)] if view.since else []
    lede = " · ".join([*compared, view.rests_upon()])
    if view.selection.known or asked <= view.selection.asof.isoformat():
        return lede
    late = words("{since} is after the as-of day, so the meeting before it is taken.", since=words.date(asked))
    return [lede, " ", b.Styled(late, "strong")]


def files(view: View) -> b.Actions:
    """The button that prints, and the files; filters and language travel along."""
    words = view.words
    button = b.Link(words("PDF: print"), "", "button", style="action", data={"print": "page"})
    links = [
        b.Link(text, view.href(f"{view.path}.{form}", lang=view.lang), "file", style="action")
        for form, text in words.codes("download").items()
    ]
    return b.Actions([button, *links], words("To take away"))


def news(view: View) -> b.Block:
    """The sentences; what moved is drawn beside them."""
    inside: list[b.Block] = [b.Heading(view.words("What you need to know"), 2), b.Sentences(sentences(view))]
    return b.Section(inside, "card need-to-know")


def _pictures(view: View, read: Read) -> list[b.Block]:
    """Who moved, what is late by member, and the co-chairs' promises."""
    if not view.selection.commitments:
        return []
    moved = [movers.who_moved(view, _HALF, read)] if view.since else []
    promises = promise_grid.promises_picture(view, _HALF)
    left: list[b.Block] = [*moved, *([promises] if promises else [])]
    return [b.Grid([b.Stack(left, _HALF), b.Stack([late.late_by_member(view, _HALF)], _HALF)])]


def sentences(view: View) -> list[b.Text]:
    """At most seven, the most worth first, each with its certainty; what has nothing to say is left out."""
    return [brief_sentence.sentence(view, one) for one in all_news(view)]


def all_news(view: View) -> list[brief_sentence.News]:
    """What the sentences say: real news, then what is known on the day; where there is too much, two become one."""
    meetings, *known = (part(view) for part in (brief_state.meetings, brief_state.late, brief_state.leadership))
    if not view.since:
        return _there(meetings, *known)
    moves = _there(brief_findings.moves(view), brief_findings.rate(view))
    if view.selection.known:
        rest = _there(*known)
        others = brief_compare.of_other_tables(view, brief_sentence.MOST - len(moves) - len(rest))
        return [*moves, *(brief_sentence.News([text.rstrip(".")], ("day",)) for text in others), *rest]
    return brief_sentence.at_most(_there(*_others(view), meetings, *moves, *known))


def _there(*some: brief_sentence.News | None) -> list[brief_sentence.News]:
    """Those that have anything to say."""
    return [one for one in some if one]


def rows(view: View) -> Sequence[b.Block]:
    """Pictures, then the lists behind the sentences, folded."""
    read = brief_lists.together(view)
    return [*_pictures(view, read.records), *brief_lists.lists(view, read, brief_state.lists(view))]


def _brief_answer(view: View) -> b.Answer:
    """The headline with its sentences."""
    points = b.Sentences(sentences(view)) if view.selection.commitments else None
    clause = overview.imprecise(view)
    note = view.words.sentence(clause) if clause else ""
    return b.Answer(headline(view), view.rests_on(), points, note)


TOPICS = {
    "brief": b.Topic(N_("What moved since the last meeting, and what should worry us?"), "brief", _brief_answer),
    "changes": b.Topic(
        N_("What changed, and for how many commitments?"),
        "brief",
        lambda view: brief_lists.answer(view, headline(view)),
    ),
}
SLIDES = ("brief", "changes", "overdue", "due-soon", "leadership-gaps", "terms-ending")
"""What the page has to present."""
