"""Addresses of PowerPoint files: a deck, the brief, one chart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

import flask

from dashboard.cards import chosen_in_words
from dashboard.charts import CHARTS
from dashboard.deck_slides import presentation, slides_of
from dashboard.decks import SHIPPED
from dashboard.exports.about import About
from dashboard.exports.presentation import pptx
from dashboard.origin import origin
from dashboard.pages import brief
from dashboard.settings import Settings
from dashboard.slide import Slide
from dashboard.slides import chart_slide
from dashboard.takeaway.brief import pinned
from dashboard.takeaway.brief_slides import brief_slides
from dashboard.view import View, Views

KIND = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def register(server: flask.Flask, views: Views, settings: Settings) -> None:
    """Add the routes."""
    root = settings.path_prefix

    def asked(make: Callable[[View, str, dt.date], bytes], name: str) -> flask.Response:
        view = views.of(flask.request.query_string.decode(errors="replace"), accept=flask.request.accept_languages)
        if view.snapshot.empty:
            flask.abort(404)
        return _file(view, make(view, origin(settings), dt.datetime.now(dt.UTC).date()), name)

    @server.get(f"{root}present.pptx")
    def present() -> flask.Response:
        name = flask.request.args.get("deck", "").strip()
        return asked(deck_file, name if name in SHIPPED else "presentation")

    @server.get(f"{root}brief.pptx")
    def brief_pptx() -> flask.Response:
        return asked(brief_file, "brief")

    @server.get(f"{root}charts/<name>.pptx")
    def chart_pptx(name: str) -> flask.Response:
        if name not in CHARTS:
            flask.abort(404)
        return asked(partial(chart_file, name=name), name)


def deck_file(view: View, site: str, made_on: dt.date) -> bytes:
    """The deck that the address of a view names, with its data version in every link."""
    found = presentation(pinned(view))
    slides = slides_of(found.view, found.items)
    href = found.view.href("present", deck=found.view.chosen.deck)
    return _written(found.view, found.title, href, slides, (site, made_on))


def brief_file(view: View, site: str, made_on: dt.date) -> bytes:
    """The brief of a view."""
    view = pinned(view)
    return _written(view, view.words(brief.TITLE), view.href("brief"), brief_slides(view), (site, made_on))


def chart_file(view: View, site: str, made_on: dt.date, name: str) -> bytes:
    """One chart of a view."""
    view = pinned(view)
    slide = chart_slide(view, name)
    return _written(view, slide.title, slide.href, [slide], (site, made_on))


def _written(view: View, title: str, href: str, slides: list[Slide], made: tuple[str, dt.date]) -> bytes:
    words, (site, day) = view.words, made
    lines = [
        words("As of {date}", date=view.asof),
        words("Data version {version}", version=view.snapshot.version.number),
        *chosen_in_words(view),
        words("{name}: {text}", name=words("Made on"), text=words.date(day.isoformat())),
    ]
    return pptx(slides, words, About(title, lines, f"{site}{href}", site))


def _file(view: View, body: bytes, name: str) -> flask.Response:
    """A file to keep, which says of which data version it is."""
    response = flask.Response(body, mimetype=KIND)
    version = view.snapshot.version.number
    response.headers["Content-Disposition"] = f"attachment; filename={name}-version-{version}.pptx"
    response.headers["Data-Version"] = str(version)
    return response
