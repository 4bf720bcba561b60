"""Slides of a presenter's own choice: words, a quote, a picture; a commitment, a meeting, a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from dashboard.blocks import Table, leaves
from dashboard.data import reports
from dashboard.decks.grammar import HEADLINE, KINDS, NAME
from dashboard.exports import pictures
from dashboard.exports.slides import Slide, answer_slide, table_slide
from dashboard.pages.topics import ONES, TABLES
from dashboard.view.view import View

Own = Mapping[str, str]
"""The words that a deck's text gives a slide."""


def exists(view: View, name: str, own: Own) -> bool:
    """Whether these data have what the slide is about; words are there by themselves."""
    if name in ONES:
        return ONES[name].exists(_at(view, f"{ONES[name].path}{own['id']}", own["id"]))
    if name == "table":
        return own[NAME] in TABLES
    return name != "picture" or _picture(view, own["file"]) is not None


def asked_for(name: str, own: Own) -> str:
    """What the slide is about, as its text has it; empty for words."""
    keys = {"picture": "file", "table": NAME, **dict.fromkeys(ONES, "id")}
    return own[keys[name]] if name in keys else ""


def title(view: View, name: str, own: Own) -> str:
    """What the slide is called where decks are put together."""
    kind = view.words(KINDS[name].label)
    if name in ONES and exists(view, name, own):
        path = f"{ONES[name].path}{own['id']}"
        return view.words.named(kind, ONES[name].topic.answer(_at(view, path, own["id"])).headline)
    about = view.words(TABLES[own[NAME]].title) if own.get(NAME) in TABLES else asked_for(name, own)
    return view.words.named(kind, own.get(HEADLINE) or about or own.get("text", ""))


def slide(view: View, name: str, own: Own) -> Slide:
    """The slide, under the filters of the view."""
    if name in ONES:
        one = ONES[name]
        return answer_slide(_at(view, f"{one.path}{own['id']}", own["id"]), name, one.topic)
    return (
        _table(view, own[NAME]) if name == "table" else _WRITTEN.get(name, _words)(_plain(view, name, own), view, own)
    )


def _plain(view: View, name: str, own: Own) -> Slide:
    """Words that nobody computed, and that say so."""
    return Slide(
        name=name,
        title="",
        headline=own.get(HEADLINE, ""),
        subtitle=own.get("text", ""),
        source=view.words("The presenter’s own words"),
        href=view.href(""),
        look=KINDS[name].look,
    )


def _words(slide: Slide, _: View, __: Own) -> Slide:
    return slide


def _text(slide: Slide, _: View, own: Own) -> Slide:
    return replace(slide, subtitle="", points=own["text"].split("\n"))


def _quote(slide: Slide, view: View, own: Own) -> Slide:
    """What was said stands large, who said it under it."""
    return replace(slide, headline=view.words("“{text}”", text=own["text"]), subtitle=own.get("by", ""))


def _pictured(slide: Slide, view: View, own: Own) -> Slide:
    """Without a headline, what it shows is one."""
    headline = own.get(HEADLINE, "")
    shown = own["text"]
    source = view.words("A picture from the evidence of a report")
    picture = _picture(view, own["file"]) or ""
    return replace(
        slide, headline=headline or shown, subtitle=shown if headline else "", summary=shown, source=source,
        picture=picture,
    )  # fmt: skip


_WRITTEN: dict[str, Callable[[Slide, View, Own], Slide]] = {"text": _text, "quote": _quote, "picture": _pictured}


def _picture(view: View, id_: str) -> str | None:
    """A picture that is public: evidence of an accepted report."""
    file = reports.file(view.records.asked, id_)
    public = file is not None and file.state == reports.ACCEPTED and file.kind in pictures.KINDS
    return pictures.data_url(file.content) if file is not None and public else None


def _table(view: View, name: str) -> Slide:
    path, _, block = name.rpartition("/")
    one, page = TABLES[name], _at(view, path)
    blocks = leaves(page, one.blocks(page))
    table = next((block_ for block_ in blocks if isinstance(block_, Table) and block_.name == block), None)
    return table_slide(page, "table", view.words(one.title), table)


def _at(view: View, path: str, item: str = "") -> View:
    return replace(view, path=path, item=item)
