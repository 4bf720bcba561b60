"""Addresses for programs are read strictly: what is not understood is an error, so that no whole passes for a part."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from dashboard.blocks import N_
from dashboard.data.filters import CHOICES, LONGEST_QUERY, NAMES, RENAMED, Dropped, written
from dashboard.data.filters import SELECTING as SELECTING  # noqa: PLC0414 - with the rest of what reads an address
from dashboard.view.view import View
from dashboard.web.edge import NEGOTIATED as NEGOTIATED  # noqa: PLC0414
from dashboard.web.edge import START as START  # noqa: PLC0414
from dashboard.web.problems import ProblemError as ProblemError  # noqa: PLC0414

MOST = 10_000
"""How many rows an answer has at the most, where it is read in pages."""
FURTHEST = 10**9
"""The largest place from which rows may be asked for."""
OWN = {"limit": (1, MOST), "offset": (0, FURTHEST)}
"""The parameters that say which rows of all are answered, with their least and largest values."""
TRAVELLING = ("version", "lang")
"""The filters that every address has: of which data version it is, and in which language."""

_NOT_UNDERSTOOD = N_("This is not understood, so nothing is answered: {filters}.")
_NOT_KEPT = N_("This data version is not kept here, or not earlier than the one it is compared with: {filters}.")
_VERSIONS = {"version", "known"}
_NUMBER = re.compile(r"[0-9]{1,10}")
_FILTERS = tuple(written(name) for name in NAMES)
_A_VERSION = re.compile(r"[1-9][0-9]{0,8}|draft-.*", re.DOTALL)
_MOST_POSSIBLE = 200


@dataclass(frozen=True)
class Window:
    """Which rows are asked for, and the address without that; a `limit` of None: as many as the form has room for."""

    limit: int | None = None
    offset: int = 0
    query: str = ""  # the filters, as views read them
    path: str = ""
    wrong: tuple[Dropped, ...] = ()  # what of the query has no meaning anywhere

    @property
    def is_asked(self) -> bool:
        """Whether the request says which rows it wants."""
        return self.limit is not None or self.offset > 0

    def next(self, total: int, limit: int) -> str | None:
        """The address of the rows that follow at most `limit`; None where there are none."""
        following = self.offset + limit
        if following >= total:
            return None
        asked = [*_pairs(self.query), ("limit", str(limit)), ("offset", str(following))]
        return f"{self.path}?{urlencode(asked)}"

    def page(self, total: int, limit: int) -> dict[str, Any]:
        """What an answer says of its rows."""
        return {"total": total, "limit": limit, "offset": self.offset, "next": self.next(total, limit)}


_ALL = Window()


def read_window(query: str, path: str) -> Window:
    """The rows that a query asks for, and what of it is no number within bounds or a filter without a value."""
    if len(query) > LONGEST_QUERY:
        return Window(wrong=(Dropped(query[:40] + "…", ""),))
    pairs = _pairs(query)
    wrong = [Dropped(name, value) for name, value in pairs if name in OWN and not _is_within(name, value)]
    wrong += [Dropped(name, value) for name, value in pairs if name not in OWN and _lacks_a_value(name, value)]
    own = {name: int(value) for name, value in pairs if name in OWN and _is_within(name, value)}
    others = urlencode([(name, value) for name, value in pairs if name not in OWN], errors="surrogatepass")
    return Window(own.get("limit"), own.get("offset", 0), others, path, tuple(wrong))


def unwindowed(asked: Window) -> None:
    """A problem where the answer is always whole, and the request says which rows it wants."""
    if asked.is_asked:
        message = N_("Only rows of one list are answered in pages: here, neither limit nor offset has a meaning.")
        raise ProblemError(400, message)


def checked(view: View, asked: Window = _ALL) -> View:
    """The view, where all that was asked for has a meaning in it; else a problem that names what has none."""
    dropped = [*asked.wrong, *(one for one in view.dropped if one not in asked.wrong)]
    if not dropped:
        return view
    if all(one.name in _VERSIONS and _A_VERSION.fullmatch(one.value) for one in dropped):
        raise _refused(dropped, _possible(view), 404, _NOT_KEPT)
    raise _refused(dropped, _possible(view))


def only(view: View, asked: Window, *names: str) -> View:
    """The same where an answer knows no other parameters than these."""
    others = [Dropped(name, value) for name, value in view.chosen.parameters() if name not in names]
    if others:
        raise _refused([*asked.wrong, *others], {}, names=(*names, *OWN))
    return checked(view, asked)


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query.removeprefix("?"), keep_blank_values=True, errors="replace")


def _is_within(name: str, value: str) -> bool:
    least, most = OWN[name]
    return _NUMBER.fullmatch(value) is not None and least <= int(value) <= most


def _lacks_a_value(name: str, value: str) -> bool:
    """Whether nothing is chosen where a choice is written, as a program does whose variable is empty."""
    return not all(value.split(",")) if name in CHOICES else not value


def _possible(view: View) -> Mapping[str, list[str]]:
    kept = (
        [str(number) for number in view.records.kept_versions()]
        if any(one.name in _VERSIONS for one in view.dropped)
        else []
    )
    return {**{name: [*values] for name, values in view.snapshot.choices.items()}, "version": kept, "known": kept}


def _refused(
    dropped: list[Dropped],
    possible: Mapping[str, list[str]],
    status: int = 400,
    message: str = _NOT_UNDERSTOOD,
    names: tuple[str, ...] = (*_FILTERS, *OWN),
) -> ProblemError:
    filters = ", ".join(f"{one.name}={one.value}" if one.value else one.name for one in dropped)
    members: dict[str, Any] = {"dropped": [_named(one, possible) for one in dropped]}
    if not {one.name for one in dropped} <= {*names, *RENAMED}:
        members["parameters"] = [*names]
    return ProblemError(status, message, members=members, filters=filters)


def _named(one: Dropped, possible: Mapping[str, list[str]]) -> dict[str, Any]:
    values = possible.get(RENAMED.get(one.name, one.name), [])[:_MOST_POSSIBLE]
    return {"name": one.name, "value": one.value, **({"possible": values} if values else {})}
