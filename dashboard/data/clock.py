"""What day it is: the one place that asks, so that a test may say it."""

from __future__ import annotations

import datetime as dt


def today() -> dt.date:
    """The day of reading, in UTC."""
    return dt.datetime.now(dt.UTC).date()
