"""Where a row was found: addresses as links out of the house, other sources by name, and how sure the row is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from dashboard.blocks import Link, Names, Styled, Text, Unknown
from dashboard.data.snapshot import items
from dashboard.language.words import Words

_ADDRESS = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_SURE = "high"


def host(address: str) -> str:
    """The site of an address, as people name it; empty where there is none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:  # brackets that are no address
        return ""


def link_out(text: str, address: str | None, *, lang: str = "") -> Text:
    """A text with the way to a page of others; the text alone where its address is none."""
    shown: Text = Styled(text, "", lang=lang) if lang else text
    return Link(shown, address, "document", style="external") if address and is_address(address) else shown


def is_address(text: str) -> bool:
    """Whether it is an address that a browser may be led to: http or https, and nothing that runs."""
    return bool(_ADDRESS.fullmatch(text) and host(text))


def sources(cell: str | None, words: Words) -> Text:
    """The sources in a cell: each address under the name of its site, numbered where a site has several."""
    parts = items(cell)
    sites = Counter(host(part) for part in parts if is_address(part))
    seen: Counter[str] = Counter()
    return Names([_source(part, sites, seen, words) for part in parts]) if parts else ""


def _source(part: str, sites: Counter[str], seen: Counter[str], words: Words) -> Text:
    if not is_address(part):
        return Styled(part, "", lang="en")
    site = host(part)
    seen[site] += 1
    name = words("{site} ({number})", site=site, number=seen[site]) if sites[site] > 1 else site
    return link_out(name, part)


def doubt(confidence: str | None, words: Words) -> Sequence[Text]:
    """How sure a row is, where that is less than sure; nothing where nobody says."""
    if not confidence or confidence == _SURE:
        return []
    return [" ", Styled(words.code("confidence", confidence), "doubt")]


def cells(row: Any, words: Words) -> list[Text]:
    """Where a row was found and how sure it is: on screen as links, in files as the data have both."""
    shown = [sources(row.source, words), *doubt(row.confidence, words)]
    return [
        shown if row.source or row.confidence else Unknown(),
        row.source or "",
        words.code("confidence", row.confidence or ""),
    ]
