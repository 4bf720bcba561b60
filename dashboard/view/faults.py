"""A fault in one part of what is answered: logged under a reference that the reader can quote; the rest lives on."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache, partial
from typing import TypeVar

import flask

from dashboard.blocks import CONTAINERS, N_, Block, Paragraph, Part, listed
from dashboard.data.backends import AwayError, RowsGoneError
from dashboard.view.view import View

T = TypeVar("T")
NOT_MADE = N_("This part of the page could not be made. The fault is noted under the reference {reference}.")
FAULTY = "faulty"
"""Set in `flask.g` where a part is missing from an answer, which nobody is to keep then."""
_AWAY = N_("This comes from the database, which cannot be reached just now. Please try again soon.")

_log = logging.getLogger(__name__)


def attempt(view: View, part: str, make: Callable[[], T], message: str, instead: Callable[[str], T]) -> T:
    """What `make` gives; where it fails, what `instead` gives for `message` with the reference of the fault."""
    try:
        return make()
    except RowsGoneError:  # the whole answer is to be made anew, of one version
        raise
    except AwayError as away:
        if view.entire:
            raise
        _note()
        return instead(view.words(away.sentence or _AWAY))
    except Exception:  # noqa: BLE001 - the border between one part and the whole
        _note()
        reference = secrets.token_hex(4)
        _log.exception("%s could not be made for %r (reference %s)", part, view.filters.query(), reference)
        return instead(view.words(message, reference=reference))


def _note() -> None:
    """Say to whoever answers that a part is missing; the command line answers nobody."""
    if flask.has_app_context():
        setattr(flask.g, FAULTY, True)


def guarded(view: View, blocks: Iterable[Block]) -> list[Block]:
    """The same blocks; each part of them is made once at most, and says so where it cannot be made."""
    return [_guarded(view, block) for block in blocks]


def _guarded(view: View, block: Block) -> Block:
    if isinstance(block, Part):
        blocks = partial(_blocks_of_part, view, block)
        make = cache(partial(attempt, view, block.name, blocks, NOT_MADE, _alert))
        return Part(block.name, lambda _: make())
    if isinstance(block, CONTAINERS):
        return replace(block, blocks=guarded(view, block.blocks))
    return block


def _blocks_of_part(view: View, part: Part) -> list[Block]:
    return guarded(view, listed(part.make(view)))


def _alert(text: str) -> list[Block]:
    return [Paragraph(text, "alert alert-warning")]
