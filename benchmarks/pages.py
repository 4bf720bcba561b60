"""What the first visit to each page costs: bytes, requests, and how much the page jumps while it loads."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from selenium.webdriver import Chrome

from benchmarks.chromium import chromium, wait_until_ready
from benchmarks.generate import REFERENCE, database
from benchmarks.results import Part, Promise
from benchmarks.serving import Served, serving
from dashboard.data.store import SnapshotStore
from dashboard.web.pages import PAGES
from data_loader import schema

_PROMISED_BYTES = {"overview": 900_000}
_PROMISED_SHIFT = 0.02

_WATCH_SHIFTS = """
window.shift = 0; window.lastShift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) {
    window.shift += entry.value; window.lastShift = performance.now();
  }
}).observe({ type: "layout-shift", buffered: true });
"""


@dataclass
class Visit:
    """What one visit came to."""

    transferred: int  # bytes, headers included
    requests: int
    elsewhere: int  # requests to other hosts
    shift: float  # cumulative layout shift


def paths(url: str) -> dict[str, str]:
    """An address of every page by its name; a page about one thing shows the first there is, and a pilot beside it."""
    engine = sa.create_engine(url)
    snapshot = SnapshotStore(engine, 1, 0).current()
    one = sa.select(schema.commitments.c.id).where(schema.commitments.c.batch == snapshot.batches["commitments"])
    with engine.connect() as connection:
        commitment = connection.execute(one.order_by(schema.commitments.c.row).limit(1)).scalar_one()
    members = snapshot.choices["member"]
    pilot = next((member for member in members if member.startswith("L-")), members[-1])
    items = {"commitment": commitment, "member": members[0]}
    found = {page.name: f"/{page.path.replace('*', items.get(page.name, ''))}" for page in PAGES}
    return found | {"pilot": f"/members/{pilot}"}


def measure(_sizes: list[int]) -> Part:
    """One row a page, with the reference data."""
    part = Part(
        "pages",
        "First visit of each page",
        "Reference data, a browser that has nothing kept, 1440 × 900: kilobytes transferred (headers included), "
        "requests, requests to other hosts, and cumulative layout shift.",
        ("page", "kB", "requests", "other hosts", "CLS"),
    )
    url = database(REFERENCE)
    with serving(url) as served:
        visits = {name: _visit(served, path) for name, path in paths(url).items()}
    for name, visit in visits.items():
        cells = [f"{visit.transferred / 1000:,.0f}", str(visit.requests), str(visit.elsewhere), f"{visit.shift:.3f}"]
        part.rows.append([name, *cells])
    for name, most in _PROMISED_BYTES.items():
        bytes_ = visits[name].transferred
        measured = f"{bytes_ / 1000:,.0f} kB"
        part.promises.append(Promise(f"first visit of {name} at most {most // 1000} kB", measured, bytes_ <= most))
    worst = max(visits, key=lambda name: visits[name].shift)
    shift = visits[worst].shift
    part.promises.append(
        Promise("layout shift of every page below 0.02", f"{shift:.3f} at most ({worst})", shift < _PROMISED_SHIFT)
    )
    return part


def _visit(served: Served, path: str) -> Visit:
    with chromium() as driver:
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": _WATCH_SHIFTS})
        driver.get_log("performance")  # what the empty first tab did
        driver.get(served.address + path)
        wait_until_ready(driver)
        shift = float(driver.execute_script("return window.shift"))
        return _counted(driver, served, shift)


def _counted(driver: Chrome, served: Served, shift: float) -> Visit:
    events = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    asked = {
        event["params"]["requestId"]: urlsplit(event["params"]["request"]["url"])
        for event in events
        if event["method"] == "Network.requestWillBeSent"
    }
    network = {id_: url for id_, url in asked.items() if url.scheme.startswith(("http", "ws"))}
    transferred = sum(_length(event, network) for event in events)
    elsewhere = sum(url.netloc != f"{served.host}:{served.port}" for url in network.values())
    return Visit(transferred, len(network), elsewhere, shift)


def _length(event: dict[str, Any], network: dict[str, Any]) -> int:
    finished = event["method"] == "Network.loadingFinished" and event["params"]["requestId"] in network
    return int(event["params"]["encodedDataLength"]) if finished else 0
