"""One theme: who leads it, who delivers on it, what was promised on it, and what is worth copying?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from dashboard import blocks as b
from dashboard.pages import leads
from dashboard.queries import themes
from dashboard.view import columns as c
from dashboard.view.view import View

_FIRST_ROWS, _FIRST_EVENTS = 10, 5
_EXAMPLES_PLACE = "theme-examples"
_BY_MEMBER = (c.MEMBER, c.COMMITMENTS, c.ASSESSED.in_files, c.COMPLETION_RATE)
_EXAMPLES = (c.COMMITMENT, c.MEMBER, c.WHY_AN_EXAMPLE, c.OPENNESS, c.PAGE_AT_OGP)
_PROMISES = (c.PROMISE, c.SECTION, c.STATUS, c.FOUND_ON)
_EVENTS = (c.FIRST_DAY, c.EVENT, c.KIND_OF_EVENT, c.PLACE, c.SOURCES)


def exists(view: View) -> bool:
    """This data version has the theme."""
    return view.item in view.snapshot.choices["theme"]


def scope(item: str) -> str:
    """The filters the page itself sets."""
    return f"?theme={item}"


def title(view: View) -> str:
    """The theme's name."""
    return view.names.of("theme", view.item)


def blocks(_: View) -> Sequence[b.Block]:
    """Header, leads, what is worth copying and who delivers, regions and years, promises and events."""
    cards: list[b.Block] = [
        b.Part("theme-leads", leads.of_theme),
        b.Part("theme-work", work),
        *b.folded([b.Chart("completion-by-region", 6), b.Chart("completion-by-year", 6)]),
        *b.folded([b.Part("theme-agenda", promised)]),
    ]
    return [b.Section([b.Part("theme", header), b.Grid(cards)], "theme")]


def header(view: View) -> b.Header:
    """Who leads it and how its commitments are doing, in a sentence, and the figures."""
    words, own = view.words, themes.work(view.selection)[view.item]
    areas = leads.areas_of(view, view.item)
    priority = str(view.snapshot.table("themes").at[view.item, "priority_id"])
    since = leads.known_from(view, view.item)
    lede = [
        words.named(words("Priority"), leads.priority_name(view, priority)),
        *([words.named(words("Policy area"), words.listing(areas))] if areas else []),
        *([since] if since else []),
        *view.chosen_in_words()[1:],
        words("as of {date}", date=view.asof),
    ]
    done = words(
        "{completed} of {assessed} assessed commitments substantially or fully complete",
        completed=own.rate.completed,
        assessed=own.rate.assessed,
    )
    done = done if own.rate.assessed else words("no assessed commitments yet")
    return b.Header(
        words.named(title(view), words("{lead}; {done}.", lead=_led(view), done=done)),
        " · ".join(lede),
        _figures(view, own),
        trail=[b.Link(words("Themes"), view.href("themes"))],
    )


def _led(view: View) -> str:
    """Who leads it, as a clause."""
    words, (own, through) = view.words, leads.who_leads(view, view.item)
    if own:
        return words("on record as leading it: {names}", names=words.listing(own))
    if through:
        return words("on record as leading it through its policy area: {names}", names=words.listing(through))
    return words("nobody is on record as leading it")


def _figures(view: View, own: themes.Work) -> list[b.Figure]:
    """Commitments, members, completion, and how many are worth copying."""
    words, n_examples = view.words, len(themes.examples(view.selection))
    rows = view.href("commitments", theme=(view.item,)) if own.commitments else ""
    assessed = words.plural("{n} assessed", "{n} assessed", own.rate.assessed)
    share = words("{part} of {whole} assessed", part=own.rate.completed, whole=own.rate.assessed)
    worth = b.Link(words.number(n_examples), f"#{_EXAMPLES_PLACE}", "here") if n_examples else b.Count(0)
    return [
        b.Figure(c.term("Commitments", words), b.Count(own.commitments, rows), assessed),
        b.Figure(words("Members"), b.Count(own.members), words("with a commitment on it")),
        b.Figure(c.term("Completion rate", words), b.Share(own.rate.completed, own.rate.assessed), share),
        b.Figure(words("Worth copying"), worth, words("complete, and starred or transformative")),
    ]


def work(view: View) -> b.Block:
    """Its commitments by member, and those worth copying."""
    return b.Grid([examples(view), by_member(view)])


def by_member(view: View) -> b.Table:
    """Who has commitments on it, those with most first."""
    words, own = view.words, themes.by_member(view.selection)

    def cells(member: str, one: themes.Work) -> b.Row:
        listed = view.href("commitments", theme=(view.item,), member=(member,))
        share = b.Share(one.rate.completed, one.rate.assessed, with_n=True)
        name = c.member_link(view, member)
        return [name, b.Count(one.commitments, listed), b.Count(one.rate.assessed), share]

    more = words.plural(
        "All of the {n} member with commitments on it", "All {n} members with commitments on it", len(own)
    )
    return b.Table(
        "theme-members",
        words("Who has commitments on it, and how do they do?"),
        _BY_MEMBER,
        [cells(*row) for row in own],
        first=_FIRST_ROWS,
        more=b.Link(more, view.href("members", theme=(view.item,))) if len(own) > _FIRST_ROWS else "",
        empty=words("No commitments under these filters."),
        tab=words("Members"),
        span=6,
        as_cards=False,
    )


def examples(view: View) -> b.Table:
    """The commitments worth copying: complete, and starred or transformative."""
    words, examples_here = view.words, themes.examples(view.selection)

    def rows(most: int | None) -> Iterable[b.Row]:
        some = examples_here[:most]
        records = view.records.commitments(view.snapshot, np.array([one.place for one in some], dtype=np.int64))
        for one, record in zip(some, records, strict=True):
            why = [
                *([words("starred by the IRM")] if one.starred else []),
                *([words("transformative")] if one.transformative else []),
            ]
            at_ogp = [c.link_out(words("page at OGP"), record.url), *c.doubt(record.url_confidence, words)]
            openness = b.Unknown() if not one.openness else words.code("openness", one.openness)
            yield [
                c.commitment_link(view, record),
                c.member_link(view, record.member_id),
                *(b.Names(why), openness, at_ogp if record.url else b.Unknown()),
            ]

    return b.Table(
        "theme-examples",
        words("What is worth copying?"),
        _EXAMPLES,
        rows,
        total=len(examples_here),
        first=_FIRST_ROWS,
        more=_first_alone(view, _FIRST_ROWS, len(examples_here)),
        subtitle=words("Commitments found complete, and starred by the IRM or of transformative potential impact"),
        empty=words("No commitment under these filters is known to be complete and starred or transformative."),
        tab=words("Examples"),
        span=6,
        id=_EXAMPLES_PLACE,
    )


def _first_alone(view: View, n: int, total: int) -> str:
    """That only the first of a list are on screen; nothing where all of them are."""
    text = view.words("The first {n} of {total} are shown here; the download has all.", n=n, total=total)
    return text if total > n else ""


def promised(view: View) -> b.Block:
    """The co-chairs' promises on it with their status, and the events on it."""
    return b.Grid([_promises(view), _events(view)])


def _promises(view: View) -> b.Table:
    words, names = view.words, view.names
    rows: list[b.Row] = [
        [
            b.Link(names.of("promise", one.id), f"{view.href('agenda')}#{one.id}"),
            names.of("section", one.section),
            c.agenda_chip(one.status, words),
            b.Day(one.findings[-1].date) if one.findings else b.Unknown(),
        ]
        for one in themes.promises(view.selection, view.item)
    ]
    return b.Table(
        "theme-promises",
        words("What did the co-chairs promise on it?"),
        _PROMISES,
        rows,
        empty=words("The co-chairs' statement has no promise on this theme."),
        tab=words("Promises"),
        span=6,
    )


def _events(view: View) -> b.Table:
    """The events that name the theme, and those that serve a promise on it."""
    words = view.words
    rows: list[b.Row] = [
        [
            b.Day(row.start_date),
            [c.in_english(row.title), *c.doubt(row.confidence, words)],
            words.code("event_kind", row.kind),
            words(row.place) if row.place else "",
            c.sources(row.source, words),
        ]
        for row in reversed(themes.events(view.selection, view.item))
    ]
    return b.Table(
        "theme-events",
        words("What happened on it?"),
        _EVENTS,
        rows,
        first=_FIRST_EVENTS,
        more=_first_alone(view, _FIRST_EVENTS, len(rows)),
        empty=words("No event on this theme is on record by {date}.", date=view.asof),
        tab=words("Events"),
        span=6,
    )
