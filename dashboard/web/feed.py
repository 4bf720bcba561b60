"""What changed in the data, to be followed: Atom with an entry a version, of all of it, of a page or of a search."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import flask

from dashboard.exports import xml
from dashboard.pages.changes import ANYTHING, COMMITMENT, FOOTER, PATH, by_subject, in_short
from dashboard.view.listing import in_order
from dashboard.web import request
from dashboard.web.pages import PAGES, resolve
from dashboard.web.request import Record, View, Views

FORM = "atom"
_KIND = "application/atom+xml"
_MOST = 10
_SENTENCES = 50  # of an entry
_ENTRY = """<entry><id>{id}</id><title>{title}</title><updated>{at}Z</updated><author><name>{by}</name></author>
<link href="{href}"/><content type="text">{content}</content></entry>
"""
_FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{lang}"><id>{id}</id><title>{title}</title>
<subtitle>{subtitle}</subtitle><updated>{at}Z</updated><link rel="self" type="application/atom+xml" href="{own}"/>
<link rel="alternate" type="text/html" href="{href}"/>
{entries}</feed>
"""


@dataclass(frozen=True)
class _Entry:
    """A version: its headline and sentences, and the path and query of the page that says the same."""

    title: str
    sentences: Sequence[str]
    path: str


@dataclass(frozen=True)
class _Feed:
    """What is followed: the paths of the feed and of its page, and what a version changed of it (None: nothing)."""

    title: str
    subtitle: str
    own: str
    path: str
    entry: Callable[[Record], _Entry | None]


def register(server: flask.Flask, views: Views, root: str, site: Callable[[], str]) -> None:
    """Add the feeds under `root`: of all data, of the list of commitments, of each member and each theme."""

    def follow(start: str, name: str = "") -> flask.Response:
        page, view = resolve(views, f"{start}{name}", request.query(), accept=flask.request.accept_languages)
        versions = [] if view.snapshot.empty or view.is_draft else view.records.restorable(_MOST + 1)
        if page is None or not versions:
            flask.abort(404)
        at = site()
        key = (FORM, at, view.path, view.chosen, view.lang)
        text = view.answers.get(key, lambda: _written(view, _FEEDS[page.name](view), versions, at))
        return request.of_version(flask.Response(text, mimetype=_KIND), view)

    for page in PAGES:
        if FORM in page.follows:
            start = page.path.removesuffix("*")
            rule = f"{root}{start}{'' if start == page.path else '<name>'}.{FORM}"
            server.add_url_rule(rule, rule, request.as_anybody(partial(follow, start)), methods=["GET"])


def _everything(view: View) -> _Feed:
    def entry(version: Record) -> _Entry:
        earlier, later = version.number - 1, version.number
        headline, sentences = view.answers.get(
            ("changes", earlier, later, view.lang), lambda: in_short(view, earlier, later)
        )
        return _Entry(headline, sentences, _changes(view, version))

    query = f"?lang={view.lang}"
    return _Feed(view.words(FOOTER), "", f"{view.root}{PATH}.{FORM}{query}", f"{view.root}{PATH}", entry)


def _of_group(kind: str, view: View) -> _Feed:
    name = view.names.of(kind, view.item)
    wanted = frozenset([f"{kind}:{view.item}"])
    title = view.words.named(name, view.words(FOOTER))
    entry = partial(_of_some, view, name, wanted, f"{kind}:{view.item}")
    path = f"{view.root}{view.path}"
    return _Feed(title, "", f"{path}.{FORM}?lang={view.lang}", f"{path}?lang={view.lang}", entry)


def _of_a_search(view: View) -> _Feed:
    """Of the commitments that fit filters and search in the newest data."""
    chosen = view.chosen.changed(sort="", page="", lang=view.lang, version="")
    text = view.words("“{text}”", text=view.filters.q) if view.filters.q else ""
    filters = view.words.listing([one for one in (*view.chosen_in_words(), text) if one]) or view.words("all of them")
    ids = view.records.ids(view.snapshot)
    wanted = frozenset(f"{COMMITMENT}:{ids[place]}" for place in in_order(view).tolist())
    name = view.words("Commitments")
    path, query = f"{view.root}{view.path}", chosen.query()
    return _Feed(
        title=view.words.named(name, view.words(FOOTER)),
        subtitle=view.words("What changed of the commitments that match now: {filters}.", filters=filters),
        own=f"{path}.{FORM}{query}",
        path=f"{path}{query}",
        entry=partial(_of_some, view, name, wanted, ""),
    )


_FEEDS: dict[str, Callable[[View], _Feed]] = {
    "changes": _everything,
    "commitments": _of_a_search,
    "member": partial(_of_group, "member"),
    "theme": partial(_of_group, "theme"),
}
"""What is followed at a page, by its name."""


def _of_some(view: View, name: str, wanted: frozenset[str], group: str, version: Record) -> _Entry | None:
    """What a version changed of some of the data; where too much changed to be told apart, that it did."""
    earlier, later = version.number - 1, version.number
    every = view.answers.get(("by subject", earlier, later, view.lang), lambda: by_subject(view, earlier, later))
    if every and ANYTHING in every[0][0]:
        return _Entry(every[0][1], [], _changes(view, version, group))
    sentences = [sentence for subjects, sentence in every if not wanted.isdisjoint(subjects)]
    if not sentences:
        return None
    rest = len(sentences) - _SENTENCES
    more = [view.words.plural("And {n} more change", "And {n} more changes", rest)] if rest > 0 else []
    title = view.words.plural(
        "{name}: {n} change in data version {version}",
        "{name}: {n} changes in data version {version}",
        len(sentences),
        name=name,
        version=str(later),
    )
    return _Entry(title, [*sentences[:_SENTENCES], *more], _changes(view, version, group))


def _changes(view: View, version: Record, group: str = "") -> str:
    """The page that says what a version changed."""
    asked = {"from_": str(version.number - 1), "to": str(version.number), "group": group, "lang": view.lang}
    return f"{view.root}{PATH}{view.chosen.cleared().changed(**asked).query()}"


def _written(view: View, feed: _Feed, versions: Sequence[Record], site: str) -> str:
    """The newest versions, each against the one before it where that is kept."""
    kept = {one.number for one in versions}
    compared = [one for one in versions[:_MOST] if one.number - 1 in kept]
    entries = [(version, entry) for version in compared if (entry := feed.entry(version))]
    newest = (entries[0][0] if entries else versions[-1]).published_at
    return xml.filled(
        _FEED,
        lang=view.lang,
        id=f"{site}{feed.own if feed.subtitle else feed.path}",
        own=f"{site}{feed.own}",
        href=f"{site}{feed.path}",
        title=feed.title,
        subtitle=feed.subtitle,
        at=newest.isoformat(timespec="seconds"),
        entries=xml.Ready("".join(_element(feed, version, entry, site) for version, entry in entries)),
    )


def _element(feed: _Feed, version: Record, entry: _Entry, site: str) -> str:
    """Two feeds may tell the same page of different changes: then the id is the feed's own."""
    href = f"{site}{entry.path}"
    return xml.filled(
        _ENTRY,
        id=f"{site}{feed.own}#version-{version.number}" if feed.subtitle else href,
        href=href,
        title=entry.title,
        at=version.published_at.isoformat(timespec="seconds"),
        by=version.published_by,
        content="\n".join(_lines(version.note or "", entry.sentences)),
    )


def _lines(note: str, sentences: Sequence[str]) -> Iterator[str]:
    yield from [note] if note else []
    yield from sentences
