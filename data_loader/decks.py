"""Presentations that people saved under a name: kept as the text and the filters of their address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import sqlalchemy as sa

from data_loader import schema
from data_loader.refusal import Refused

_NOT_KEPT = {"deck", "version", "lang"}
"""The slides are kept by themselves; data version and language are the reader's."""


def save(connection: sa.Connection, name: str, address: str, by: str) -> str:
    """Keeps the deck of an address under a name, in place of what it named before; says so."""
    if not schema.DECK_NAME.fullmatch(name):
        raise Refused(f"{name} cannot name a deck: {schema.DECK_NAME_RULE}.")
    text, query = _parts(address)
    there = name in {row.name for row in listed(connection)}
    _take(connection, name)
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    values = {"name": name, "text": text, "query": query, "saved_by": by, "saved_at": now}
    connection.execute(schema.decks.insert().values(values))
    return f"The deck {name} was saved{' anew' if there else ''}."


def _parts(address: str) -> tuple[str, str]:
    """The slides and the filters of an address, or of its query string alone."""
    query = urlsplit(address).query or address.removeprefix("?")
    if len(query) > schema.LONGEST_DECK:
        raise Refused(f"An address has at most {schema.LONGEST_DECK:,} characters after its question mark.")
    given = parse_qsl(query)
    text = next((value.strip() for name, value in given if name == "deck"), "")
    if not text:
        raise Refused("This address has no slides: it needs a deck=… of at least one.")
    kept = [(name, value) for name, value in given if name not in _NOT_KEPT]
    return text, urlencode(kept, safe=",:@", quote_via=quote)


def remove(connection: sa.Connection, name: str) -> str:
    """Takes a deck away; says so."""
    if not _take(connection, name):
        raise Refused(f"There is no deck {name}.")
    return f"The deck {name} was removed."


def _take(connection: sa.Connection, name: str) -> bool:
    return bool(connection.execute(schema.decks.delete().where(schema.decks.c.name == name)).rowcount)


def listed(connection: sa.Connection) -> Sequence[sa.Row[Any]]:
    """All that are kept, by name; none in a database made before there were any."""
    table = schema.decks
    if not sa.inspect(connection).has_table(table.name):
        return []
    return connection.execute(sa.select(table).order_by(table.c.name)).all()
