"""Callbacks called as a browser calls them: over one kept connection, with the very payload Dash sends."""

from __future__ import annotations

import json
import time
from http.client import HTTPConnection
from typing import Any

from benchmarks.serving import Served
from dashboard.charts import CHARTS
from dashboard.snapshot import Snapshot

_HEADERS = {"Content-Type": "application/json", "Accept-Encoding": "gzip, deflate, br, zstd"}
_CARD = '"chart":["MATCH"]'  # with the address among its inputs, what tells the callback of the cards from the others


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
        self._card = next(one for one in dependencies if _follows_the_address(one))

    def chart(self, name: str, path: str, query: str) -> float:
        """Seconds until the chart on the page at `path` is answered for `query`."""
        return self._call(card_payload(self._card, name, path, query))

    def nothing(self, text: str) -> float:
        """Seconds until the callback that does nothing is answered."""
        return self._call(
            {
                "output": "nothing.data",
                "outputs": {"id": "nothing", "property": "data"},
                "inputs": [{"id": "nothing", "property": "title", "value": text}],
                "changedPropIds": ["nothing.title"],
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
    on_server = callback["clientside_function"] is None
    return on_server and _CARD in callback["output"] and any(one["id"] == "url" for one in callback["inputs"])


def card_payload(card: dict[str, Any], name: str, path: str, query: str) -> dict[str, Any]:
    """What the browser sends when the address changes under the card of chart `name`."""
    values = {"search": query, "pathname": path}
    outputs = [_place(part, name) for part in card["output"].strip(".").split("...")]

    def given(inputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [
            {"id": _id(one["id"], name), "property": one["property"], "value": values.get(one["property"])}
            for one in inputs
        ]

    return {
        "output": card["output"],
        "outputs": outputs,
        "inputs": given(card["inputs"]),
        "changedPropIds": ["url.search"],
        "state": given(card["state"]),
    }


def _place(text: str, name: str) -> dict[str, Any]:
    """`{"chart":["MATCH"],"kind":"csv"}.href` as the id and the property it stands for."""
    id_, _, property_ = text.rpartition(".")
    return {"id": _id(id_, name), "property": property_}


def _id(text: str, name: str) -> Any:
    if not text.startswith("{"):
        return text
    return {key: name if value == ["MATCH"] else value for key, value in json.loads(text).items()}
