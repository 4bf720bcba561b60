"""The fonts that a document holds itself."""

from __future__ import annotations

import re
from functools import cache

from dashboard.exports.html_file import as_address
from dashboard.theme.assets import FOLDER, text

_ADDRESS = re.compile(r'url\("?\./([^")]*)"?\)')


@cache
def fonts() -> str:
    """The fonts of the dashboard, none of them to be fetched."""
    faces = text("fonts.css").replace("font-display:optional", "font-display:block")
    return _ADDRESS.sub(lambda match: f'url("{_font(match[1])}")', faces)


def _font(name: str) -> str:
    return as_address((FOLDER / name).read_bytes(), "font/woff2")
