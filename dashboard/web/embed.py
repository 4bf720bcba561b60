"""One chart elsewhere: in a frame of another site, live or pinned to a data version; the code for that; a citation."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from itertools import product
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin

import flask

from dashboard.blocks import N_
from dashboard.charts.registry import CHARTS, asking, chart_of, heights
from dashboard.components.notices import left_out
from dashboard.exports.document import Document, head, scripts, written
from dashboard.exports.slides import Slide, chart_slide, options, slide_data
from dashboard.language.words import words as words_of
from dashboard.theme.assets import fixed
from dashboard.web import request
from dashboard.web.request import View, Views

OEMBED = "oembed"
"""Where other sites ask for the code of a chart (web/oembed.py)."""
_OEMBED_KINDS = {"json": "application/json+oembed", "xml": "text/xml+oembed"}
_MODES = ("light", "dark")
_APPEARANCE = {"appearance", "theme"}
"""The parameters that may say light or dark; no theme of commitments is called so."""

_SCRIPT = "standalone/height.js"
"""The script of assets/ that other sites include: its address stands in their pages and never changes."""

_AROUND, _LOWEST, _HIGHEST = 270, 360, 900  # px: what stands around a chart, and how high a frame may be
_LATEX = {sign: f"\\{sign}" for sign in "&%$#_{}"}
_TEX = str.maketrans(
    _LATEX | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}  # what TeX acts on
)

_DIALOGS = {
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
"""The words of the dialogs (assets/js/page/share.js)."""


def register(server: flask.Flask, views: Views, root: str, site: Callable[[], str], *, framed: bool) -> None:
    """Add the address of a chart alone, and the one that the dialogs of its card ask.

    `site` gives scheme and host that readers find us at; no code is given away unless charts may be `framed`.
    """

    @server.get(f"{root}embed/<name>")
    def embed(name: str) -> flask.Response:
        query, mode = mode_apart(request.query())
        view = request.view(views, query)
        document, status = _document(view, name)
        if framed and status == 200:
            links = discovery(view, name, document.title, urljoin(site(), root), mode)
            document = replace(document, head=[*document.head, *links])
        response = flask.Response(written(replace(document, mode=mode)), status, mimetype="text/html")
        return request.of_version(response, view)

    @server.get(f"{root}share/<name>.json")
    def share(name: str) -> flask.Response:
        if name not in CHARTS:
            flask.abort(404)
        view = request.view(views)
        answer = {
            "words": {name: view.words(message) for name, message in _DIALOGS.items()},
            "embed": embedding(view, name, site()) if framed else {},
            "cite": citation(view, name, site(), view.today),
            "send": sentence(view, name),
        }
        # Not jsonify, which would sort the choices by their codes.
        return request.of_version(flask.Response(json.dumps(answer), mimetype="application/json"), view)


@dataclass(frozen=True)
class Frame:
    """A chart alone: its address, its title, and a height in pixels in which it stands well."""

    href: str
    title: str
    height: int


def frame(view: View, name: str, home: str, mode: str) -> Frame | None:
    """The frame of a chart as an address asks for it; None where there is no such chart, or not in that version."""
    is_gone = view.snapshot.empty or view.is_draft or any(drop.name == "version" for drop in view.dropped)
    if is_gone or name not in CHARTS:
        return None
    href = address(name, asking(view, name).query(), home, mode)
    return Frame(href, view.words(chart_of(view, name).title), _height(view, name))


def discovery(view: View, name: str, title: str, home: str, mode: str = "") -> list[str]:
    """The links in a page's head by which other sites find the code of its chart; `home` is where this site starts."""
    href = address(name, asking(view, name).query(), home, mode)
    asked = {form: f"{home}{OEMBED}?{urlencode({'url': href, 'format': form})}" for form in _OEMBED_KINDS}
    return [
        f'<link rel="alternate" type="{kind}" title="{escape(title)}" href="{escape(asked[form])}">'
        for form, kind in _OEMBED_KINDS.items()
    ]


def mode_apart(query: str) -> tuple[str, str]:
    """A query without its wish for light or dark, and that wish; empty: as the reader's system has it."""
    rest, modes = [], [""]
    for name, value in parse_qsl(query, keep_blank_values=True, errors="replace"):
        if name in _APPEARANCE and value in _MODES:
            modes.append(value)
        else:
            rest.append((name, value))
    # A query without such a wish stays as it was written: an overlong one is to be refused, not rewritten.
    return (urlencode(rest, errors="surrogatepass") if len(modes) > 1 else query), modes[-1]


def _document(view: View, name: str) -> tuple[Document, int]:
    """The chart, or a sentence that says why there is none; and the status."""
    if name not in CHARTS:
        return _sentence(view, view.words("There is no such chart here.")), 404
    gone = [drop.value for drop in view.dropped if drop.name == "version"]
    if not gone:
        return _chart(view, name), 200
    # A pinned chart is that of its version or none: never in silence that of another.
    message = view.words(
        "This chart was pinned to data version {version}, which is no longer kept, so it is not shown.",
        version=gone[0],
    )
    return _sentence(view, message), 410


def _sentence(view: View, message: str) -> Document:
    home = f'<a href="{escape(view.href(""))}" target="_blank" rel="noopener">{view.brand}</a>'
    body = f'<main id="main"><p role="status">{escape(message)}</p><p class="slide-source">{home}</p></main>'
    return _written(view, view.brand, message, {}, body)


def _chart(view: View, name: str) -> Document:
    slide = chart_slide(view, name)
    links = [{"text": view.words("See it on {site}", site=view.brand), "href": slide.href}]
    payload = {
        "slide": slide_data(slide),
        "options": options(view) | {"links": links},
        "version": view.snapshot.version.number,
        "watch": "" if view.chosen.version else f"{view.root}version.json",
    }
    parts = [slide.headline, slide.subtitle, slide.source]
    lost = left_out(view, view.dropped)
    notice = f'<p class="embed-notice" role="status">{escape(lost)}</p>' if lost else ""
    silent = "".join(f"<p>{escape(text)}</p>" for text in (slide.title, *parts))
    body = f'{notice}<main id="main"></main><noscript>{silent}</noscript>'
    return _written(view, slide.title, " · ".join(parts), payload, body, maps=CHARTS[name].is_map)


def _written(
    view: View, title: str, description: str, payload: dict[str, Any], body: str, *, maps: bool = False
) -> Document:
    return Document(
        lang=view.lang,
        title=view.titled(title) if title != view.brand else title,
        description=description,
        payload=payload,
        kind="embed",
        head=head(view.root, "embed.css", "system-mode.js"),
        body=body,
        scripts=scripts(view.root, "embed.js", maps=maps) if payload else [],
    )


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
        ",".join(chosen): _code(view, name, site, *chosen) for chosen in product(kinds, view.languages, ("", *_MODES))
    }
    script = f'<script src="{escape(urljoin(site, fixed(view.root, _SCRIPT)))}" async></script>'
    return {
        "kinds": kinds,
        "languages": view.languages,
        "language": view.lang,
        "appearances": appearances,
        "codes": codes,
        "script": script,
    }


def _code(view: View, name: str, site: str, kind: str, lang: str, mode: str) -> dict[str, str]:
    version = str(view.snapshot.version.number) if kind == "pinned" else ""
    query = replace(asking(view, name), lang=lang, version=version).query()
    href = address(name, query, urljoin(site, view.root), mode)
    title = words_of(lang)(chart_of(replace(view, lang=lang), name).title)
    attributes = {"src": href, "title": title, "width": "100%", "height": str(_height(view, name)), "loading": "lazy"}
    written = " ".join(f'{key}="{escape(value)}"' for key, value in attributes.items())
    return {"href": href, "code": f'<iframe {written} style="border:0"></iframe>'}


def address(name: str, query: str, home: str, mode: str = "") -> str:
    """Where a chart is alone, for a frame; `home` is where this site starts, the mode light, dark or the system's."""
    appearance = f"{'&' if query else '?'}appearance={mode}" if mode else ""
    return f"{home}embed/{name}{query}{appearance}"


def _height(view: View, name: str) -> int:
    """A height in which the chart stands well where nothing sets the frame's height to follow it."""
    figure = chart_slide(view, name).figure
    drawn = int(heights(figure)["--height"].removesuffix("px")) if figure else 0
    return min(max(drawn + _AROUND, _LOWEST), _HIGHEST)


def sentence(view: View, name: str) -> str:
    """What is sent with the link of a chart: its question, its answer, and where that comes from."""
    slide = chart_slide(view, name)
    return f"{slide.title} {slide.headline}\n{slide.source}"


def citation(view: View, name: str, site: str, today: dt.date) -> dict[str, str]:
    """The chart as text and as BibTeX; its address leads to this data version, as-of day and language for good."""
    words, version = view.words, view.snapshot.version
    exact = {"version": str(version.number), "asof": view.selection.asof.isoformat(), "lang": view.lang}
    slide = chart_slide(replace(view, chosen=view.chosen.changed(**exact)), name)
    href = urljoin(site, slide.href)
    year = str(version.published_at.year) if version.published_at else ""
    text = words(
        "{site}{year}. “{title}” {subtitle}. {source}. {href} (accessed {date}).",
        site=view.brand,
        year=f" ({year})" if year else "",
        title=slide.title,
        subtitle=slide.subtitle,
        source=slide.source,
        href=href,
        date=words.date(today.isoformat()),
    )
    return {"text": text, "bibtex": _bibtex(view, slide, href, year, today)}


def _bibtex(view: View, slide: Slide, href: str, year: str, today: dt.date) -> str:
    fields = {
        "author": f"{{{view.brand}}}",
        "title": f"{{{_tex(slide.title)}}}",
        "year": year,
        "note": _tex(f"{slide.subtitle}. {slide.source}"),
        "url": re.sub(r"[{}\\\s]", "", href),
        "urldate": today.isoformat(),
    }
    lines = [f"  {key:<8}= {{{value}}}," for key, value in fields.items() if value]
    return "\n".join([f"@misc{{ogm-{slide.name}-v{view.snapshot.version.number},", *lines, "}"])


def _tex(text: str) -> str:
    return " ".join(text.split()).translate(_TEX)
