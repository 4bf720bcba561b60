"""Callbacks called as a browser calls them: over one kept connection, with the very payload Dash sends."""

from __future__ import annotations

import json
import time
from http.client import HTTPConnection
from typing import Any

from benchmarks.serving import Served
from dashboard.charts.registry import CHARTS
from dashboard.data.snapshot import Snapshot

_HEADERS = {"Content-Type": "application/json", "Accept-Encoding": "gzip, deflate, br, zstd"}

_OF_PAGE, _OF_CARD = ("address", "answer", "confirmed", "mark", "notice"), ("message", "table", "table-button")
"""The kinds of components that stand once on a page, and once in a card."""


def addresses(snapshot: Snapshot) -> dict[str, str]:
    """A page on which each chart stands: one about a member where the chart is about one member, else the Overview."""
    member = snapshot.choices["member"][0]
    about_one = {"plan", "compared"}
    return {name: f"/members/{member}" if chart.dimension in about_one else "/" for name, chart in CHARTS.items()}


class Caller:
    """A browser's connection to a server."""

    def __init__(self, served: Served) -> None:
        self._connection = HTTPConnection(served.host, served.port, timeout=60)
        dependencies = json.loads(served.get("/_dash-dependencies"))
        self._clicks = 0
        self._follow = next(one for one in dependencies if _follows_the_address(one))

    def chart(self, name: str, path: str, query: str) -> float:
        """Seconds until the chart on the page at `path` is answered for `query`."""
        return self._call(card_payload(self._follow, name, path, query))

    def nothing(self) -> float:
        """Seconds until the callback that does nothing is answered, which was never asked the same before."""
        self._clicks += 1
        return self._call(
            {
                "output": "..nothing.data..",
                "outputs": [{"id": "nothing", "property": "data"}],
                "inputs": [{"id": "nothing", "property": "n_clicks", "value": self._clicks}],
                "changedPropIds": ["nothing.n_clicks"],
            }
        )

    def _call(self, payload: dict[str, Any]) -> float:
        body = json.dumps(payload).encode()
        start = time.perf_counter()
        self._connection.request("POST", "/_dash-update-component", body, _HEADERS)
        response = self._connection.getresponse()
        answer = response.read()
        seconds = time.perf_counter() - start
        if response.status != 200:
            raise RuntimeError(f"Status {response.status} for {payload['output']}: {answer[:200]!r}")
        return seconds


def _follows_the_address(callback: dict[str, Any]) -> bool:
    return callback["clientside_function"] is None and any("address" in one["id"] for one in callback["inputs"])


def card_payload(follow: dict[str, Any], name: str, path: str, query: str) -> dict[str, Any]:
    """What the browser sends when the address changes on a page whose only card is that of chart `name`."""
    chart = {"chart": name}
    values = {"address": {"pathname": path, "query": query}}

    def places(one: dict[str, Any]) -> list[dict[str, Any]]:
        """The components on such a page that a pattern-matching id means."""
        kind = json.loads(one["id"])["kind"]
        kinds = {name: {"page": ""} for name in _OF_PAGE} | dict.fromkeys(_OF_CARD, chart)
        if kind not in kinds:
            return []
        return [{"id": kinds[kind] | {"kind": kind}, "property": one["property"], "value": values.get(kind)}]

    outputs = [dict(zip(("id", "property"), text.rsplit(".", 1), strict=True)) for text in _texts(follow["output"])]
    return {
        "output": follow["output"],
        "outputs": [places(one) for one in outputs],
        "inputs": [places(one) for one in follow["inputs"]],
        "changedPropIds": ['{"kind":"address","page":""}.data'],
        "state": [places(one) for one in follow["state"]],
    }


def _texts(output: str) -> list[str]:
    return output.strip(".").split("...")
