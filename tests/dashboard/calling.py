"""Calls of the dashboard as its page in a browser makes them, without a browser."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from benchmarks.traffic import card_payload
from dashboard.components import ids

UPDATE = "_dash-update-component"


def page_payload(path: str, query: str = "") -> dict[str, Any]:
    """What a browser sends to show the page at an address."""
    location = {"id": ids.LOCATION, "property": "data", "value": {"pathname": path, "search": query}}
    outputs = [{"id": ids.PAGE, "property": "children"}, {"id": ids.TITLE, "property": "data"}]
    return {
        "output": f"..{ids.PAGE}.children...{ids.TITLE}.data..",
        "outputs": outputs,
        "inputs": [location],
        "changedPropIds": [f"{ids.LOCATION}.data"],
        "state": [],
    }


def page(client: FlaskClient, path: str, query: str = "") -> str:
    """The whole page at an address, as the browser gets it."""
    answer = client.post(f"/{UPDATE}", json=page_payload(path, query))
    assert answer.status_code == 200, answer.text
    return answer.text


def follow(
    client: FlaskClient, chart: str, query: str = "", confirmed: int | None = None, **shown: Any
) -> dict[str, Any]:
    """The answer to a change of the address on a page with one chart, by the kind of what it changes.

    `shown` is what else the page says of itself: its data version, the one it has heard of, its shape, its key;
    `confirmed` the version of which it has found out that it is the same.
    """
    dependencies = client.get("/_dash-dependencies").get_json()
    of_filters = next(one for one in dependencies if _follows(one))
    payload = card_payload(of_filters, chart, "/", query)
    [address] = [one for places in payload["inputs"] for one in places if one["id"]["kind"] == "address"]
    address["value"] |= shown
    [known] = [one for places in payload["state"] for one in places if one["id"]["kind"] == "confirmed"]
    known["value"] = confirmed
    answer = client.post(f"/{UPDATE}", json=payload)
    assert answer.status_code == 200, answer.text
    return dict(answer.get_json()["response"])


def _follows(callback: dict[str, Any]) -> bool:
    return callback["clientside_function"] is None and any('"address"' in one["id"] for one in callback["inputs"])
