"""What a file to take away says of itself, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class About:
    """The deck, the brief or the chart a file is made of."""

    title: str
    lines: list[str]  # filters, as of, data version, the day it was made
    href: str  # the whole address of what it was made from
    site: str  # scheme and host of the dashboard, to which the addresses of slides are added
