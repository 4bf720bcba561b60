"""Views outside of the server, and a chart's numbers in them, by name and query string."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from dashboard.charts.registry import CHARTS
from dashboard.data.store import answers, store_of
from dashboard.settings import Settings
from dashboard.view.view import View, Views
from dashboard.web.files import chart_numbers


class UnreadableError(Exception):
    """There is no such chart or page, or the database cannot be read; the text is a sentence that says which."""


def numbers(name: str, query: str, settings: Settings) -> tuple[str, list[str]]:
    """The CSV of chart `name` under the filters of `query`, and what of these this data does not have."""
    if name not in CHARTS:
        raise UnreadableError(f"There is no chart named {name!r}; `python -m dashboard charts` lists them.")
    with readable():
        view = views_of(settings).of(query)
        return chart_numbers(view, name), left_out(view)


def views_of(settings: Settings) -> Views:
    """Views of the database, as the server has them."""
    return Views(store_of(settings), answers(Flask("dashboard"), settings), settings.path_prefix)


def with_data(view: View) -> View:
    """The view, where there is something to be seen."""
    if view.snapshot.empty:
        raise UnreadableError("The database holds no data: run `python -m data_loader load --if-empty` first.")
    return view


def left_out(view: View) -> list[str]:
    """What an address asked for that the data does not have."""
    return [f"{drop.name}={drop.value}" for drop in view.dropped]


@contextmanager
def readable() -> Iterator[None]:
    """A database that cannot be read is told in a sentence."""
    log = logging.getLogger("dashboard.data")
    log.setLevel(logging.ERROR)  # what it warns of is said here
    try:
        yield
    except (SQLAlchemyError, ConnectionError) as fault:
        raise UnreadableError(f"The database cannot be read: {_cause(fault)}") from fault
    finally:
        log.setLevel(logging.NOTSET)


def _cause(fault: BaseException) -> BaseException:
    """What was at the beginning of a fault, without the library's own advice."""
    while fault.__cause__ and not isinstance(fault, SQLAlchemyError):
        fault = fault.__cause__
    return getattr(fault, "orig", None) or fault
