"""What the Brief says in its sentences: the news between two days, the most worth first, each with its certainty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.pages.brief_sentence import NOT_KNOWN, REPORTED, News
from dashboard.queries import news as query
from dashboard.queries.news import Dated
from dashboard.view.view import View

_PEOPLE = ("region", "theme")
"""The filters that news of the committee follows; of terms, there is none by theme."""
_NAMED = 5  # names in a sentence; more are counted


def _precise(*some: Dated) -> tuple[str, ...]:
    """How certain dates are: of those between, the one known least; not known, where none is."""
    known = [one.precision for one in some if one.between]
    unknown = (NOT_KNOWN,) if any(one.perhaps for one in some) else ()
    return (max(known, key=query.PRECISIONS.index), *unknown) if known else (NOT_KNOWN,)


def _perhaps(view: View, what: str, n: int) -> list[b.Text]:
    """How much more may be of the time between, as a clause: `what` says of what."""
    text = view.words(what, n=n)
    return [view.words("{news} cannot be placed: known only to the year or month", news=text)] if n else []


def of_the_day(view: View) -> list[News]:
    """What else than findings is dated between the two days: promises, roles and terms, members, reports, meetings."""
    some = (_promises(view), _roles(view), _terms(view), _members(view), _reports(view), _decisions(view))
    return [one for one in some if one]


def _promises(view: View) -> News | None:
    news = query.promises(view.selection)
    if not news:
        return None
    words, last = view.words, {row.agenda_item_id: row.status for row in news.between}
    text = words.plural(
        "There is news of {n} promise of the co-chairs", "There is news of {n} promises of the co-chairs", len(last)
    )
    short = words.plural("news of {n} promise", "news of {n} promises", len(last))
    states = [
        words.named(words.code("agenda_status", status), n)
        for status in words.codes("agenda_status")
        if (n := sum(one == status for one in last.values()))
    ]
    linked: list[b.Text] = [[b.Link(text, view.href("agenda")), " (", " · ".join(states), ")"]] if last else []
    more = {row.agenda_item_id for row in news.perhaps} - last.keys()
    return News(
        [*linked, *_perhaps(view, N_("news of promises ({n})"), len(more))],
        _precise(news),
        [short] if last else [],
        (),
    )


def _roles(view: View) -> News | None:
    begun, ended, taken = query.roles(view.selection)
    if not (begun or ended):
        return None
    words, n, over = view.words, len(begun.between), sum(role.id in taken for role in begun.between)
    href = view.href("leadership", constituency=view.filters.constituency)
    clauses: list[b.Text] = []
    if n:
        text = words.plural("{n} role has begun", "{n} roles have begun", n)
        handed = words.plural("{n} taken over from another", "{n} taken over from others", over)
        names = _names(view, [_holder(view, role) for role in begun.between])
        clauses.append([b.Link(text, href), *([", ", handed] if over else []), " (", names, ")"])
    if ended.between:
        clauses.append(b.Link(words.plural("{n} role has ended", "{n} roles have ended", len(ended.between)), href))
    short = [words.plural("{n} role begun", "{n} roles begun", n)] if n else []
    more = len({role.id for role in (*begun.perhaps, *ended.perhaps)})
    return News(
        [*clauses, *_perhaps(view, N_("roles begun or ended ({n})"), more)],
        _precise(begun, ended),
        short,
        _PEOPLE,
        "people",
    )


def _holder(view: View, role: Any) -> str:
    return view.names.of("government", role.holder) if role.constituency == "government" else str(role.holder)


def _names(view: View, names: Sequence[str]) -> str:
    """Names, each once; of many the first."""
    words, each = view.words, list(dict.fromkeys(names))
    rest = len(each) - _NAMED
    if rest > 1:
        each = [*each[:_NAMED], words.plural("{n} more", "{n} more", rest)]
    return words.listing(each)


def _terms(view: View) -> News | None:
    begun, ended = query.terms(view.selection)
    if not (begun or ended):
        return None
    words, href = view.words, view.href("leadership", constituency=view.filters.constituency)

    plural, over, new = words.plural, len(ended.between), len(begun.between)
    texts = (
        (
            ended,
            plural(
                "{n} term on the Steering Committee has ended", "{n} terms on the Steering Committee have ended", over
            ),
        ),
        (begun, plural("{n} term has begun", "{n} terms have begun", new)),
    )
    clauses: list[b.Text] = [
        [b.Link(text, href), " (", _names(view, [_seated(view, row) for row in some.between]), ")"]
        for some, text in texts
        if some.between
    ]
    n = over + new
    short = words.plural("{n} term begun or ended", "{n} terms begun or ended", n)
    more = len(begun.perhaps) + len(ended.perhaps)
    return News(
        [*clauses, *_perhaps(view, N_("terms begun or ended ({n})"), more)],
        _precise(begun, ended),
        [short] if n else [],
        _PEOPLE,
        "people",
    )


def _seated(view: View, row: Any) -> str:
    return view.names.of("steering_member", row.steering_member_id)


_STANDINGS = {
    "joined": N_("joined OGP: {names}"),
    "candidate": N_("became candidates: {names}"),
    "active": N_("became active again: {names}"),
    "under_review": N_("came under review: {names}"),
    "inactive": N_("made inactive: {names}"),
    "withdrawn": N_("withdrew from OGP: {names}"),
}
"""What became of members, by their new standing."""


def _members(view: View) -> News | None:
    news = query.standings(view.selection)
    if not news:
        return None
    words = view.words
    steps: dict[str, list[str]] = {name: [] for name in _STANDINGS}
    for member, before, status in news.between:
        steps["joined" if status == "active" and before in {"", "candidate"} else status].append(member)
    clauses: list[b.Text] = []
    for name, members in steps.items():
        if members:
            href = view.href(f"members/{members[0]}" if len(members) == 1 else "members")
            text = words(_STANDINGS[name], names=_names(view, [view.names.of("member", one) for one in members]))
            clauses.append(b.Link(text, href))
    n = len({member for member, *_ in news.between})
    short = words.plural("news of the standing of {n} member", "news of the standing of {n} members", n)
    linked = [*clauses, *_perhaps(view, N_("news of the standing of members ({n})"), len(news.perhaps))]
    return News(linked, _precise(news), [short] if n else [], ("region", "member"))


def _reports(view: View) -> News | None:
    news, words = query.reports(view.selection), view.words
    if not news.commitments:
        return None
    text = words.plural("{n} commitment was reported on", "{n} commitments were reported on", news.commitments)
    names = _names(view, [view.names.of("member", member) for member in news.members])
    clause: list[b.Text] = [b.Link(text, view.href("commitments")), " (", names, ")"]
    return News([clause], (REPORTED,), topic="record")  # no headline is of what members say (rule 5)


def _decisions(view: View) -> News | None:
    news, words = query.decisions(view.selection), view.words
    if not news:
        return None
    n, meetings = len(news.between), list(dict.fromkeys(row.meeting_id for row in news.between))
    href = view.href(f"meetings/{meetings[0]}") if len(meetings) == 1 else view.href("meetings")
    text = words.plural("{n} decision of meetings is on record", "{n} decisions of meetings are on record", n)
    names = _names(view, [view.names.of("meeting", meeting) for meeting in meetings])
    linked: list[b.Text] = [[b.Link(text, href), " (", names, ")"]] if n else []
    short = [words.plural("{n} decision", "{n} decisions", n)] if n else []
    return News(
        [*linked, *_perhaps(view, N_("decisions of meetings ({n})"), len(news.perhaps))],
        _precise(news),
        short,
        (),
        "meetings",
    )
