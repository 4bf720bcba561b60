"""How the log is written: an event begins a line, with time, level and the id of the request; nothing else does."""

from __future__ import annotations

import datetime as dt
import json
import logging

from dashboard.web.observing import REQUEST_ID


class TextFormatter(logging.Formatter):
    """A line an event; the lines of a traceback stand indented below it, so that none of them looks like an event."""

    def format(self, record: logging.LogRecord) -> str:
        """The lines of an event."""
        message = escaped(record.getMessage())
        line = f"{_time(record)} {record.levelname} {REQUEST_ID.get()} {record.name}: {message}"
        return "\n    ".join([line, *(escaped(one) for one in self._traceback(record))])

    def _traceback(self, record: logging.LogRecord) -> list[str]:
        return self.formatException(record.exc_info).split("\n") if record.exc_info else []


class JsonFormatter(logging.Formatter):
    """An object an event, in a line of its own; the parts of a message that have names stand beside it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of an event."""
        event = {
            "time": _time(record),
            "level": record.levelname,
            "request": REQUEST_ID.get(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        named = record.args if isinstance(record.args, dict) else {}
        if record.exc_info:
            event["traceback"] = self.formatException(record.exc_info)
        return json.dumps(dict(named) | event, default=str)


FORMATTERS = {"text": TextFormatter, "json": JsonFormatter}
"""By what the setting calls them."""


def set_up(form: str) -> None:
    """Write what happens, from informations on, to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(FORMATTERS[form]())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)


def escaped(text: str) -> str:
    """A text whose control characters, and whatever else does not show, are written as in a program."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def _time(record: logging.LogRecord) -> str:
    return dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
