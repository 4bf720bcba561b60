"""What changed in the data, to be followed: an Atom feed with an entry a version, in sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape

import flask

from dashboard.pages.changes import FOOTER, PATH, in_short
from dashboard.view.view import Record, View, Views
from dashboard.web import request

_MOST = 10
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTRY = """<entry><id>{href}</id><title>{title}</title><updated>{at}Z</updated><author><name>{by}</name></author>
<link href="{href}"/><content type="text">{content}</content></entry>
"""
_FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{lang}"><id>{href}</id><title>{title}</title>
<updated>{at}Z</updated><link rel="self" href="{own}"/><link href="{href}"/>
{entries}</feed>
"""


def register(server: flask.Flask, views: Views, root: str, site: Callable[[], str]) -> None:
    """Add the feed under `root`."""

    @server.get(f"{root}{PATH}.atom")
    def feed() -> flask.Response:
        view = request.view(views)
        versions = [] if view.snapshot.empty else view.records.restorable(_MOST + 1)
        if not versions:
            flask.abort(404)
        response = flask.Response(_feed(view, versions, site()), mimetype="application/atom+xml")
        return request.of_version(response, view)


def _feed(view: View, versions: Sequence[Record], site: str) -> str:
    """The newest versions, each against the one before it where that is kept."""
    kept = {one.number for one in versions}
    entries = "".join(_entry(view, one, site) for one in versions[:_MOST] if one.number - 1 in kept)
    return _filled(
        _FEED,
        lang=view.lang,
        href=f"{site}{view.root}{PATH}",
        own=f"{site}{view.root}{PATH}.atom?lang={view.lang}",
        title=view.words(FOOTER),
        at=versions[0].published_at.isoformat(timespec="seconds"),
        entries=_Written(entries),
    )


def _entry(view: View, version: Record, site: str) -> str:
    earlier, later = version.number - 1, version.number
    headline, sentences = view.answers.get(
        ("changes", earlier, later, view.lang), lambda: in_short(view, earlier, later)
    )
    return _filled(
        _ENTRY,
        href=f"{site}{view.root}{PATH}?from={earlier}&to={later}&lang={view.lang}",
        title=headline,
        at=version.published_at.isoformat(timespec="seconds"),
        by=version.published_by,
        content="\n".join(_lines(version.note or "", sentences)),
    )


def _lines(note: str, sentences: Sequence[str]) -> Iterator[str]:
    yield from [note] if note else []
    yield from sentences


class _Written(str):
    """What is XML already."""

    __slots__ = ()


def _filled(template: str, **texts: str) -> str:
    safe = {
        name: one if isinstance(one, _Written) else escape(_NOT_IN_XML.sub(" ", one)) for name, one in texts.items()
    }
    return template.format(**safe)
