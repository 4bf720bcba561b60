"""What a reader takes along of one chart: the code that embeds it, and how to cite it."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from html import escape
from itertools import product
from typing import Any
from urllib.parse import urljoin

import flask

from dashboard.charts.registry import CHARTS
from dashboard.exports.slide import Slide
from dashboard.exports.slides import chart_slide
from dashboard.figures.frame import heights
from dashboard.language.words import BRAND, N_, NATIVE_NAMES
from dashboard.language.words import words as words_of
from dashboard.settings import NO_FRAMES, Settings
from dashboard.theme.assets import fixed
from dashboard.view.view import View, Views
from dashboard.web import request
from dashboard.web.embed import MODES, embed_href

HEIGHT = "standalone/height.js"
"""The script of assets/ that other sites include: its address stands in their pages and never changes."""

_AROUND, _LOWEST, _HIGHEST = 270, 360, 900  # px: what stands around a chart, and how high a frame may be
_LATEX = {sign: f"\\{sign}" for sign in "&%$#_{}"}
_TEX = str.maketrans(
    _LATEX | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}  # what TeX acts on
)


_WORDS = {
    "embed": N_("Embed this chart"),
    "cite": N_("Cite this chart"),
    "data": N_("Data"),
    "language": N_("Language"),
    "appearance": N_("Appearance"),
    "code": N_("Code for your page"),
    "follows": N_("Let the frame follow the height of the chart (adds a script of ours)"),
    "preview": N_("See the chart alone"),
    "text": N_("Text"),
    "copy": N_("Copy"),
    "copied": N_("Copied."),
    "byHand": N_("Please copy the text by hand."),
    "close": N_("Close"),
    "closed": N_("Those who run this site let no other site show its charts."),
}


def register(server: flask.Flask, views: Views, settings: Settings) -> None:
    """Add the address that the dialogs of a card ask."""

    @server.get(f"{settings.path_prefix}share/<name>.json")
    def share(name: str) -> flask.Response:
        if name not in CHARTS:
            flask.abort(404)
        view = request.view(views)
        site, today = request.origin(settings), dt.datetime.now(dt.UTC).date()
        closed = settings.frame_ancestors == NO_FRAMES
        code = {} if closed else embedding(view, name, site)
        answer = {"words": _texts(view), "embed": code, "cite": citation(view, name, site, today)}
        # Not jsonify, which would sort the choices by their codes.
        return flask.Response(json.dumps(answer), mimetype="application/json")


def _texts(view: View) -> dict[str, str]:
    """The words of the dialogs (assets/js/page/share.js)."""
    return {name: view.words(message) for name, message in _WORDS.items()}


def embedding(view: View, name: str, site: str) -> dict[str, Any]:
    """The code for every choice there is, by "live or pinned, language, appearance", and the words of the choices."""
    words, version = view.words, view.snapshot.version.number
    kinds = {
        "live": words("Live: follows the newest data"),
        "pinned": words("Pinned: stays with data version {version}", version=version),
    }
    if view.chosen.version:  # a reader of an older version means that one
        del kinds["live"]
    appearances = {"": words("System"), "light": words("Light"), "dark": words("Dark")}
    codes = {
        ",".join(chosen): _code(view, name, site, *chosen) for chosen in product(kinds, NATIVE_NAMES, ("", *MODES))
    }
    script = f'<script src="{escape(urljoin(site, fixed(view.root, HEIGHT)))}" async></script>'
    return {
        "kinds": kinds,
        "languages": NATIVE_NAMES,
        "language": view.lang,
        "appearances": appearances,
        "codes": codes,
        "script": script,
    }


def _code(view: View, name: str, site: str, kind: str, lang: str, mode: str) -> dict[str, str]:
    version = str(view.snapshot.version.number) if kind == "pinned" else ""
    href = urljoin(site, embed_href(view, name, lang=lang, version=version))
    if mode:
        href = f"{href}&appearance={mode}"  # there is always a query: the language
    title = words_of(lang)(CHARTS[name].title)
    attributes = {"src": href, "title": title, "width": "100%", "height": str(_height(view, name)), "loading": "lazy"}
    written = " ".join(f'{key}="{escape(value)}"' for key, value in attributes.items())
    return {"href": href, "code": f'<iframe {written} style="border:0"></iframe>'}


def _height(view: View, name: str) -> int:
    """A height in which the chart stands well where nothing sets the frame's height to follow it."""
    figure = chart_slide(view, name).figure
    drawn = int(heights(figure)["--height"].removesuffix("px")) if figure else 0
    return min(max(drawn + _AROUND, _LOWEST), _HIGHEST)


def citation(view: View, name: str, site: str, today: dt.date) -> dict[str, str]:
    """The chart as text and as BibTeX; its address leads to this data version, as-of day and language for good."""
    words, version = view.words, view.snapshot.version
    exact = {"version": str(version.number), "asof": view.selection.asof.isoformat(), "lang": view.lang}
    slide = chart_slide(replace(view, chosen=replace(view.chosen, **exact)), name)  # type: ignore[arg-type]
    href = urljoin(site, slide.href)
    year = str(version.published_at.year) if version.published_at else ""
    text = words(
        "{site}{year}. “{title}” {subtitle}. {source}. {href} (accessed {date}).",
        site=BRAND,
        year=f" ({year})" if year else "",
        title=slide.title,
        subtitle=slide.subtitle,
        source=slide.source,
        href=href,
        date=words.date(today.isoformat()),
    )
    return {"text": text, "bibtex": _bibtex(slide, href, year, version.number, today)}


def _bibtex(slide: Slide, href: str, year: str, version: int, today: dt.date) -> str:
    fields = {
        "author": f"{{{BRAND}}}",
        "title": f"{{{_tex(slide.title)}}}",
        "year": year,
        "note": _tex(f"{slide.subtitle}. {slide.source}"),
        "url": re.sub(r"[{}\\\s]", "", href),
        "urldate": today.isoformat(),
    }
    lines = [f"  {key:<8}= {{{value}}}," for key, value in fields.items() if value]
    return "\n".join([f"@misc{{ogm-{slide.name}-v{version},", *lines, "}"])


def _tex(text: str) -> str:
    return " ".join(text.split()).translate(_TEX)
