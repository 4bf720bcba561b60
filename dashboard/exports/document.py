"""An HTML document without Dash: words, colours, and data that its scripts read; nothing in it runs inline."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from dashboard.theme import colours
from dashboard.theme.assets import address, fixed

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


def style_at(address: str) -> str:
    """A style sheet with an address."""
    return f'<link rel="stylesheet" href="{escape(address)}">'


def script_at(address: str, *, first: bool = False) -> str:
    """A script with an address: `first` ones run before anything is painted, the others in their order at the end."""
    return f'<script src="{escape(address)}"{"" if first else " defer"}></script>'


def head(root: str, style: str, first: str) -> list[str]:
    """Icon, font and style sheet; the script `first` runs before the first paint and says light or dark."""
    font = escape(address(root, "public-sans-latin-wght-normal.woff2"))
    return [
        f'<link rel="icon" href="{escape(fixed(root, "icon.svg"))}" type="image/svg+xml">',
        f'<link rel="preload" href="{font}" as="font" type="font/woff2" crossorigin>',
        style_at(address(root, style)),
        script_at(address(root, first), first=True),
    ]


def scripts(root: str, own: str) -> list[str]:
    """Plotly, then the document's own script."""
    return [script_at(address(root, name)) for name in ("plotly.js", own)]
