"""Views outside of the server, and a chart's numbers in them, by name and query string."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from dashboard.charts.registry import CHARTS
from dashboard.cli import start
from dashboard.data.filters import NAMES, Dropped, written
from dashboard.data.store import answers, store_of
from dashboard.settings import SettingError, Settings
from dashboard.view.view import View, Views
from dashboard.web.files import chart_numbers

_MOST_LISTED = 12
"""Values of a filter that are all named where another was asked for."""
_DAY = "a day as 2014-12-31, 2014-12 or 2014"
_FORMS = {
    "asof": f"{_DAY}, or today",
    "since": _DAY,
    "version": "the number of a version that is kept, which `ogm versions` lists",
    "known": "the number of a version",
    "page": "a number from 1",
    "lang": "en, fr or es",
}
"""How a filter that is no choice is written, where its name does not say so."""


class UnreadableError(Exception):
    """The database cannot be read, or holds nothing; the text is a sentence that says which."""

    status = 1


class UnknownError(UnreadableError):
    """There is no such chart, page or filter; the text names it, and what is like it."""

    status = 2


def numbers(name: str, query: str, settings: Settings) -> str:
    """The CSV of chart `name` under the filters of `query`."""
    if name not in CHARTS:
        raise UnknownError(f"There is no chart {name!r}.{_nearest(name, CHARTS)} `ogm charts` lists them all.")
    with readable():
        return chart_numbers(answerable(views_of(settings).of(query)), name)


def views_of(settings: Settings) -> Views:
    """Views of the database, as the server has them; SettingError where its URL leads to none."""
    start.check_database(settings)
    store = store_of(settings)
    if store.database.is_missing:
        url = store.engine.url
        raise UnreadableError(f"There is no database {url.database}: `ogm load --if-empty` makes one.")
    return Views(store, answers(Flask("dashboard"), settings), settings.path_prefix)


def answerable(view: View) -> View:
    """The view, where there is something to be seen and the data have all that its address asks for."""
    if view.snapshot.empty:
        raise UnreadableError("The database holds no data: run `ogm load --if-empty` first.")
    if view.dropped:
        raise UnknownError("\n".join(_unknown(drop, view.snapshot.choices.get(drop.name, ())) for drop in view.dropped))
    return view


def _unknown(drop: Dropped, values: Iterable[str]) -> str:
    """What is wrong with a part of an address, and how it is written."""
    if not drop.value:
        return f"There is no filter {drop.name!r}.{_nearest(drop.name, map(written, NAMES))}"
    known = [*values]
    form = _FORMS.get(drop.name, "")
    if 0 < len(known) <= _MOST_LISTED:
        form = f"one or more of {', '.join(known)}"
    return f"{drop.name} cannot be {drop.value!r}{f': write {form}' if form else ''}.{_nearest(drop.value, known)}"


def _nearest(text: str, known: Iterable[str]) -> str:
    """A question on what was probably meant; empty where nothing is like it."""
    like = get_close_matches(text, [*known], n=3, cutoff=0.5)
    return f" Did you mean {' or '.join(like)}?" if like else ""


@contextmanager
def readable() -> Iterator[None]:
    """A database that cannot be read is told in a sentence."""
    log = logging.getLogger("dashboard.data")
    log.setLevel(logging.ERROR)  # what it warns of is said here
    try:
        yield
    except SettingError as fault:
        raise UnreadableError(str(fault)) from fault
    except (SQLAlchemyError, ConnectionError) as fault:
        raise UnreadableError(f"The database cannot be read: {_cause(fault)}") from fault
    finally:
        log.setLevel(logging.NOTSET)


def _cause(fault: BaseException) -> BaseException:
    """What was at the beginning of a fault, without the library's own advice."""
    while fault.__cause__ and not isinstance(fault, SQLAlchemyError):
        fault = fault.__cause__
    return getattr(fault, "orig", None) or fault
