"""A fault in one part of a page: noted in the log under a reference that the reader can quote; the page lives on."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, partial

from dashboard.blocks import CONTAINERS, Block, Paragraph, Part, listed
from dashboard.data.records import RowsGoneError
from dashboard.view.view import View

_log = logging.getLogger(__name__)


def noted(part: str, view: View) -> str:
    """The reference of the fault being handled, which is in the log with its traceback."""
    reference = secrets.token_hex(4)
    _log.exception("%s could not be made for %r (reference %s)", part, view.filters.query(), reference)
    return reference


def guarded(view: View, blocks: Iterable[Block]) -> list[Block]:
    """The same blocks; each part of them is made once at most, and says so where it cannot be made."""
    return [_guarded(view, block) for block in blocks]


def _guarded(view: View, block: Block) -> Block:
    if isinstance(block, Part):
        make = cache(partial(_blocks_of_part, view, block))
        return Part(block.name, lambda _: make())
    if isinstance(block, CONTAINERS):
        return replace(block, blocks=guarded(view, block.blocks))
    return block


def _blocks_of_part(view: View, part: Part) -> list[Block]:
    try:
        return guarded(view, listed(part.make(view)))
    except RowsGoneError:  # the whole page is to be made anew, of one version
        raise
    except Exception:  # noqa: BLE001 - the border between one part and the page
        text = view.words(
            "This part of the page could not be made. The fault is noted under the reference {reference}.",
            reference=noted(part.name, view),
        )
        return [Paragraph(text, "alert alert-warning")]
