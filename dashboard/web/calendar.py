"""The public calendar: what is promised or due by a day, the ends of terms, and meetings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from urllib.parse import urljoin

import flask
import numpy as np

from dashboard.exports import ics
from dashboard.queries import agenda, known_days
from dashboard.view.listing import in_order
from dashboard.web import request
from dashboard.web.pages import EVERYTHING, PAGES, Page, resolve
from dashboard.web.request import View, Views

FORM = "ics"
_MOST = 2_000
"""So many promised ends a calendar has, those nearest to the as-of day: programs follow it on a phone."""
_AT_ONCE = 500


@dataclass(frozen=True)
class _Dates:
    """Events of one kind, and how many have none, since their day is not known."""

    events: list[ics.AllDay]
    left_out: int


_Source = Callable[[View, str], _Dates]


def register(server: flask.Flask, views: Views, root: str, site: Callable[[], str]) -> None:
    """Add the calendars under `root`: of everything, and of each page that has dates."""

    def follow(start: str, sources: Iterable[_Source], name: str = "") -> flask.Response:
        page, view = resolve(views, f"{start}{name}", request.query(), accept=flask.request.accept_languages)
        if page is None or view.snapshot.empty or view.is_draft:
            flask.abort(404)
        at, own = site(), f"{flask.request.path}{view.chosen.changed(sort='', page='', lang=view.lang).query()}"
        content = view.answers.get((FORM, at, own), lambda: _calendar(page, view, sources, at, own))
        return request.of_version(flask.Response(content, mimetype=ics.KIND), view)

    _add(server, f"{root}{EVERYTHING[FORM]}", partial(follow, "", _SOURCES.values()))
    for page in PAGES:
        if FORM in page.follows:
            start = page.path.removesuffix("*")
            rule = f"{root}{start}{'' if start == page.path else '<name>'}.{FORM}"
            _add(server, rule, partial(follow, start, [_SOURCES[name] for name in _OF_PAGES[page.name]]))


def _add(server: flask.Flask, rule: str, answer: Callable[..., flask.Response]) -> None:
    server.add_url_rule(rule, rule, request.as_anybody(answer), methods=["GET"])


def _calendar(page: Page, view: View, sources: Iterable[_Source], site: str, own: str) -> bytes:
    dates = [source(view, site) for source in sources]
    title = page.titled(view) if FORM in page.follows else view.words("Dates")
    chosen = [] if view.item else view.chosen_in_words()
    name = " · ".join([view.brand, title, *chosen])
    left_out = sum(one.left_out for one in dates)
    only_days = view.words(
        "Only what is known to the day is an event: nothing is made up of a month or a year. Left out, as its day is "
        "not known or beyond what a calendar holds: {n}.",
        n=left_out,
    )
    about = f"{only_days} {view.source()}"
    events = [event for one in dates for event in one.events]
    now = view.snapshot.version.published_at
    assert now, "a version with data was published"
    subscription = ics.Subscription(urljoin(site, own), about)
    return ics.calendar(name, events, now.replace(tzinfo=dt.UTC, microsecond=0), view.lang, subscription)


def _promised(view: View, site: str) -> _Dates:
    """The promised ends of the commitments that fit filters and search."""
    places = known_days.nearest_due(view.selection)
    if view.filters.q:
        places = places[np.isin(places, in_order(view))]
    events = [*islice(_ends(view, site, places), _MOST)]
    return _Dates(sorted(events, key=lambda event: event.day), view.selection.commitments - len(events))


def _ends(view: View, site: str, places: np.ndarray) -> Iterator[ics.AllDay]:
    words = view.words
    for start in range(0, len(places), _AT_ONCE):
        some = places[start : start + _AT_ONCE]
        for place, record in zip(some.tolist(), view.records.commitments(view.snapshot, some), strict=True):
            if not known_days.is_day(record.end_date):
                continue
            state = words.code("completion", view.state(place))
            yield ics.AllDay(
                ics.uid(f"promised end\n{record.id}"),
                dt.date.fromisoformat(record.end_date),
                words(
                    "Promised end: {title} ({member})",
                    title=record.title,
                    member=view.names.of("member", record.member_id),
                ),
                (words.named(words("Completion"), state), view.rests_upon()),
                href=urljoin(site, _href(view, f"commitments/{record.id}")),
            )


def _terms(view: View, site: str) -> _Dates:
    """The last days of terms on the Steering Committee; on a page about a member, of its own."""
    country = view.item if view.scope.member else ""
    known, left_out = known_days.ends_of_terms(view.snapshot, country)
    events = [
        ics.AllDay(
            ics.uid(f"end of term\n{one.key}"),
            one.last,
            view.words("Term on the Steering Committee ends: {name}", name=view.names.of("steering_member", one.id)),
            (view.rests_upon(),),
            href=urljoin(site, _href(view, "leadership")),
        )
        for one in known
    ]
    return _Dates(events, left_out)


def _meetings(view: View, site: str) -> _Dates:
    known, left_out = known_days.meetings(view.snapshot)
    events = [
        ics.AllDay(
            ics.uid(f"meeting\n{one.id}"),
            one.first,
            view.words("Meeting: {name}", name=view.names.of("meeting", one.id)),
            (view.rests_upon(),),
            last=one.last,
            href=urljoin(site, _href(view, f"meetings/{one.id}")),
        )
        for one in known
    ]
    return _Dates(events, left_out)


def _actions(view: View, site: str) -> _Dates:
    """When the actions of meetings are due that are not known to be done."""
    known, left_out = known_days.actions(view.snapshot)
    rows = view.snapshot.table("decisions")
    events = [
        ics.AllDay(
            ics.uid(f"action\n{one.id}"),
            one.last,
            view.words("Action due: {text}", text=rows["text"][one.id]),
            tuple(text for text in (rows["owner"][one.id], view.rests_upon()) if text),
            href=urljoin(site, _href(view, f"meetings/{rows['meeting_id'][one.id]}")),
        )
        for one in known
    ]
    return _Dates(events, left_out)


def _milestones(view: View, site: str) -> _Dates:
    """When milestones are due that are not known to be done; on a page about a member, its own."""
    known, left_out = known_days.milestones(view.snapshot, view.item if view.scope.member else "")
    rows = view.snapshot.table("milestones")
    members = {one.id: rows["member_id"][one.id] for one in known}
    events = [
        ics.AllDay(
            ics.uid(f"milestone\n{one.id}"),
            one.last,
            view.words(
                "Milestone due: {title} ({member})",
                title=rows["title"][one.id],
                member=view.names.of("member", members[one.id]),
            ),
            (view.rests_upon(),),
            href=urljoin(site, _href(view, f"members/{members[one.id]}")),
        )
        for one in known
    ]
    return _Dates(events, left_out)


def _promises(view: View, site: str) -> _Dates:
    """The last day of the co-chairs' mandate, by which what they promised is due."""
    promises = agenda.promises(view.snapshot, view.selection.asof)
    if not promises:
        return _Dates([], 0)
    complete = sum(promise.status == "complete" for promise in promises)
    unknown = sum(promise.status == agenda.NO_FINDING for promise in promises)
    event = ics.AllDay(
        ics.uid("end of the co-chairs' mandate"),
        agenda.MANDATE_END,
        view.words.plural(
            "{n} promise of the co-chairs is due", "{n} promises of the co-chairs are due", len(promises)
        ),
        (
            view.words("Kept: {n}. No information was found: {unknown}.", n=complete, unknown=unknown),
            view.rests_upon(),
        ),
        href=urljoin(site, _href(view, "agenda")),
    )
    return _Dates([event], 0)


def _href(view: View, path: str) -> str:
    """A page in the reader's language, as it stands at any time."""
    return f"{view.root}{path}?lang={view.lang}"


_SOURCES: dict[str, _Source] = {
    "promised": _promised,
    "milestones": _milestones,
    "terms": _terms,
    "meetings": _meetings,
    "actions": _actions,
    "promises": _promises,
}
_OF_PAGES = {
    "commitments": ("promised",),
    "member": ("promised", "milestones", "terms"),
    "theme": ("promised",),
    "leadership": ("terms",),
    "meetings": ("meetings", "actions"),
}
"""The dates of a page, by its name."""
