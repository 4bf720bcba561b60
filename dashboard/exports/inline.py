"""The styles and scripts that a document holds itself, read from assets/."""

from __future__ import annotations

import re
from functools import cache

from dashboard.exports.html_file import as_address
from dashboard.theme.vendor import FOLDER, manifest

_ASSETS = FOLDER.parent
_FONT = re.compile(r"@font-face\{[^}]*\}")
_ADDRESS = re.compile(r'url\("?\./([^")]*)"?\)')


@cache
def asset(name: str) -> str:
    """The text of a file under assets/."""
    return (_ASSETS / name).read_text("utf-8")


@cache
def library(name: str) -> str:
    """The text of one of the browser's libraries, or of a file in a folder of them (`un/world_110m.json`)."""
    folder, slash, file = name.partition("/")
    return (FOLDER / f"{manifest()[folder + slash]}{file}").read_text("utf-8")


@cache
def fonts() -> str:
    """The fonts of the dashboard, none of them to be fetched."""
    faces = "".join(_FONT.findall(library("base.css"))).replace("font-display:optional", "font-display:block")
    return _ADDRESS.sub(lambda found: f'url("{_font(found[1])}")', faces)


def _font(name: str) -> str:
    return as_address((FOLDER / name).read_bytes(), "font/woff2")
