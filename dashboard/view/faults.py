"""A fault in one part of a page: noted in the log under a reference that the reader can quote."""

from __future__ import annotations

import logging
import secrets

from dashboard.view.view import View

_log = logging.getLogger(__name__)


def noted(part: str, view: View) -> str:
    """The reference of the fault being handled, which is in the log with its traceback."""
    reference = secrets.token_hex(4)
    _log.exception("%s could not be made for %r (reference %s)", part, view.filters.query(), reference)
    return reference
