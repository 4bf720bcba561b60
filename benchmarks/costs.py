"""What each request of a visit costs the server: processor time, and bytes sent."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import requests

from benchmarks.choices import queries
from benchmarks.generate import copied
from benchmarks.results import Part, milliseconds
from benchmarks.serving import Served, serving
from benchmarks.traffic import Caller

_TIMES = 60
_HEADERS = {"Accept-Encoding": "gzip, deflate, br"}
_CHART = "completion-by-theme"

Ask = Callable[[str], int | None]
"""Asks under a choice of filters; gives the bytes of the answer, where they are counted."""


def measure(_sizes: list[int]) -> Part:
    """One row a kind of request."""
    part = Part(
        "costs",
        "What a request costs",
        f"Reference data, one server: milliseconds of its processor for each of {_TIMES} requests with filters and "
        "days never asked before, then for the same ones again; kilobytes of an answer as it is sent.",
        ("", "new", "again", "kB"),
    )
    with tempfile.TemporaryDirectory() as folder:
        url = copied(folder)
        # Choices of its own for each kind, so that none finds what another has worked out.
        chosen = queries(url, _TIMES * 5, new_day=True)
        with serving(url, log=Path(folder) / "log") as served:
            served.get("/")
            for place, (name, ask) in enumerate(_kinds(served).items()):
                part.rows.append([name, *_costs(served, ask, chosen[place * _TIMES : (place + 1) * _TIMES])])
    return part


def _kinds(served: Served) -> dict[str, Ask]:
    session, caller = requests.Session(), Caller(served)

    def get(path: str, tag: str = "") -> int:
        headers = _HEADERS | ({"If-None-Match": tag} if tag else {})
        with session.get(f"{served.address}{path}", headers=headers, stream=True, timeout=60) as answer:
            answer.raise_for_status()
            return len(answer.raw.read(decode_content=False))

    def filters(query: str) -> None:
        caller.chart(_CHART, "/", query)

    tags: dict[str, str] = {}

    def unchanged(query: str) -> int:
        """The first time it is made, the second it is known to be the same."""
        if query not in tags:
            tags[query] = session.get(f"{served.address}/{query}", headers=_HEADERS, timeout=60).headers["ETag"]
        return get(f"/{query}", tags[query])

    return {
        "a page as a document": lambda query: get(f"/{query}"),
        "the same as components, for the scripts": lambda query: get(f"/_page/{query}"),
        "the numbers of a chart (CSV)": lambda query: get(f"/charts/{_CHART}.csv{query}"),
        "a change of filters, one chart": filters,
        "a document with the tag of the last answer (304)": unchanged,
    }


def _costs(served: Served, ask: Ask, chosen: list[str]) -> list[str]:
    costs: list[str] = []
    sizes: list[int | None] = []
    for _ in ("new", "again"):
        before = served.processor_time()
        sizes = [ask(query) for query in chosen]
        costs.append(milliseconds((served.processor_time() - before) / len(chosen)))
    counted = [size for size in sizes if size is not None]
    return [*costs, f"{sum(counted) / len(counted) / 1000:.1f}" if counted else ""]


if __name__ == "__main__":
    measure([]).say()
