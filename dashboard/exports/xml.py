"""Text as XML may hold it."""

from __future__ import annotations

import re
from html import escape

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Ready(str):
    """What is XML already."""

    __slots__ = ()


def text(value: object) -> str:
    """A text, escaped for an element or an attribute, with a blank for each sign that XML has no place for."""
    return value if isinstance(value, Ready) else escape(_NOT_IN_XML.sub(" ", str(value)))


def filled(template: str, **values: object) -> str:
    """A template of XML with texts in its places."""
    return template.format(**{name: text(value) for name, value in values.items()})
