"""An HTML document without Dash: words, colours, and data that its scripts read; with addresses, or all in one file."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from html import escape
from typing import Any

from dashboard.theme import assets, colours

PAYLOAD = "payload"  # the id of the data, as assets/js/lib/payload.js reads it

_DOCUMENT = """<!DOCTYPE html>
<html lang="{lang}"{mode}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="description" content="{description}">
<style>{colours}</style>
{head}
</head>
<body class="{kind}">
{body}
<script type="application/json" id="{payload_id}">{payload}</script>
{scripts}
</body>
</html>
"""
_IN_A_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


@dataclass(frozen=True)
class Document:
    """What a document says; all but the ready tags is plain text."""

    lang: str
    title: str
    description: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    kind: str = ""  # class of the body, for its styles
    mode: str = ""  # light or dark; empty: as the reader's system has it
    head: Sequence[str] = ()  # ready tags: styles, and scripts that come before the first paint
    body: str = '<main id="main" tabindex="-1"></main>'  # ready HTML
    scripts: Sequence[str] = ()  # ready tags after the body


def written(document: Document) -> str:
    """The document as HTML."""
    return _DOCUMENT.format(
        lang=escape(document.lang),
        mode=f' data-bs-theme="{escape(document.mode)}"' if document.mode else "",
        title=escape(document.title),
        description=escape(document.description),
        colours=colours.css(),
        head="\n".join(document.head),
        kind=escape(document.kind),
        body=document.body,
        payload_id=PAYLOAD,
        payload=json_in_html(document.payload),
        scripts="\n".join(document.scripts),
    )


def json_in_html(data: Any) -> str:
    """JSON that no text within it can end: what HTML would read as a tag is written as an escape of JSON."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.translate(_IN_A_SCRIPT)


def head(root: str, style: str, first: str) -> list[str]:
    """Icon, font and style sheet; the script `first` runs before the first paint and says light or dark."""
    font = escape(assets.address(root, "public-sans-latin-wght-normal.woff2"))
    return [
        f'<link rel="icon" href="{escape(assets.fixed(root, "icon.svg"))}" type="image/svg+xml">',
        f'<link rel="preload" href="{font}" as="font" type="font/woff2" crossorigin>',
        f'<link rel="stylesheet" href="{escape(assets.address(root, style))}">',
        f'<script src="{escape(assets.address(root, first))}"></script>',
    ]


def scripts(root: str, own: str, *, maps: bool) -> list[str]:
    """Plotly, with what it needs for maps if there are any, then the document's own script."""
    names = [*drawn_with(maps=maps), own]
    return [f'<script src="{escape(assets.address(root, name))}" defer></script>' for name in names]


def drawn_with(*, maps: bool) -> list[str]:
    """The scripts that charts are drawn with, by name; only maps need the second."""
    return ["plotly.js", "plotly-map.js"] if maps else ["plotly.js"]


_BEGINS_OR_ENDS_A_SCRIPT = re.compile(r"<(?=!--|/?script)", re.IGNORECASE)  # also within a string of the script
_SPECIAL_IN_CSS = re.compile(r'["\\<\n\r\f]')
_FONT = re.compile(r'url\("?\./([^")]*)"?\)')


def html_file(document: Document, style: str, foot: str, scripts: Sequence[str] = ()) -> str:
    """`document` as one file that asks for nothing: with fonts, a built style sheet and scripts, by name, in it.

    `foot` stands at the foot of every printed page.
    """
    texts = (assets.text(name).replace("\r\n", "\n") for name in scripts)
    code = [_BEGINS_OR_ENDS_A_SCRIPT.sub(r"\\x3C", text) for text in texts]
    policy = f'<meta http-equiv="Content-Security-Policy" content="{escape(_policy(code))}">'
    rules = [text.replace("</", r"<\/") for text in (_fonts(), assets.text(style), _at_the_foot(foot))]
    sheets = [f"<style>{text}</style>" for text in rules]
    tags = [f"<script>{text}</script>" for text in code]
    return written(replace(document, head=[policy, *document.head, *sheets], scripts=tags))


@cache
def _fonts() -> str:
    """The fonts of the dashboard, none of them to be fetched."""
    faces = assets.text("fonts.css").replace("font-display:optional", "font-display:block")
    return _FONT.sub(_font, faces)


def _font(match: re.Match[str]) -> str:
    return f'url("data:font/woff2;base64,{_base64((assets.FOLDER / match[1]).read_bytes())}")'


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _at_the_foot(text: str) -> str:
    quoted = _SPECIAL_IN_CSS.sub(lambda sign: f"\\{ord(sign[0]):x} ", text)
    return f'@page{{@bottom-left{{content:"{quoted}";color:{colours.LIGHT["quiet"]};font:8pt sans-serif}}}}'


def _policy(scripts: Sequence[str]) -> str:
    """The scripts of the file may run, its styles, pictures and fonts be shown, and nothing be fetched or sent."""
    hashes = [f"'sha256-{_base64(hashlib.sha256(text.encode()).digest())}'" for text in scripts]
    allowed = {
        "default-src": "'none'",
        "script-src": " ".join(hashes) or "'none'",
        "style-src": "'unsafe-inline'",
        "img-src": "data:",
        "font-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in allowed.items())
