"""A document in one HTML file: styles, fonts, scripts and data within, and a policy that forbids every request."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape

from dashboard.exports.document import Document, written
from dashboard.theme import colours

_BEGINS_OR_ENDS_A_SCRIPT = re.compile(r"<(?=!--|/?script)", re.IGNORECASE)
_SPECIAL_IN_CSS = re.compile(r'["\\<\n\r\f]')
_FOOT = "@page{{@bottom-left{{content:{text};color:{colour};font:8pt sans-serif}}}}"


def html_file(document: Document, styles: Sequence[str], scripts: Sequence[str] = ()) -> str:
    """The text of the file: `document` with the texts of these styles and scripts in it."""
    code = [as_script(text) for text in scripts]
    policy = f'<meta http-equiv="Content-Security-Policy" content="{escape(_policy(code))}">'
    sheets = [f"<style>{as_style(text)}</style>" for text in styles]
    tags = [f"<script>{text}</script>" for text in code]
    return written(replace(document, head=[policy, *document.head, *sheets], scripts=tags))


def as_script(text: str) -> str:
    """Code that can stand within a document: nothing in its strings ends the script, or begins another."""
    return _BEGINS_OR_ENDS_A_SCRIPT.sub(r"\\x3C", text.replace("\r\n", "\n"))


def as_style(text: str) -> str:
    """Rules that can stand within a document."""
    return text.replace("</", r"<\/")


def as_address(content: bytes, kind: str) -> str:
    """`content` as an address that needs no request."""
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def at_the_foot(text: str) -> str:
    """The rule that writes `text` at the foot of every printed page."""
    quoted = _SPECIAL_IN_CSS.sub(lambda sign: f"\\{ord(sign[0]):x} ", text)
    return _FOOT.format(text=f'"{quoted}"', colour=colours.LIGHT["quiet"])


def _policy(scripts: Sequence[str]) -> str:
    """The scripts of the file may run, its styles, pictures and fonts be shown, and nothing be fetched or sent."""
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts]
    allowed = {
        "default-src": "'none'",
        "script-src": " ".join(f"'sha256-{one}'" for one in hashes) or "'none'",
        "style-src": "'unsafe-inline'",
        "img-src": "data:",
        "font-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in allowed.items())
