"""A cache in front of one server, as a content network would be: what it may keep, carries and must never keep."""

from __future__ import annotations

import re
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import requests
import typer

from benchmarks import editor, publish, results, services
from benchmarks.choices import queries
from benchmarks.editor import Account
from benchmarks.generate import copied, load
from benchmarks.results import Part, Promise, milliseconds
from benchmarks.serving import Served, serving
from dashboard.charts.registry import CHARTS
from dashboard.web.pages import PAGES

_SECONDS = 20.0
_RATE, _IDLE, _SEEN = 5000, 0.05, 10.0  # requests a second, share of a core, seconds
_CONNECTIONS, _PUBLISHES = 64, 5
_ASKS_EVERY = 0.2  # seconds
_CHARTS = 6
_VIEWS = 5  # choices of filters on each page
_PATIENCE = 60.0  # seconds
_SHOWN = re.compile(r'data-version="(\d+)"')

_OF_AN_EDITOR = ("/signin", "/data/load")
"""Pages that say who is signed in, or are for editors alone."""

_SHIPPED = Path(__file__).parents[1] / "deploy" / "nginx.conf"

_SCRIPT = """
local paths = { %s }
local n = 0
wrk.headers["Accept-Encoding"] = "gzip"
request = function()
  n = n + 1
  return wrk.format("GET", paths[n %% #paths + 1])
end
"""


@dataclass(frozen=True)
class Edge:
    """A server, and the cache in front of it."""

    served: Served
    url: str
    folder: Path
    address: str  # of the cache
    account: Account

    def get(self, path: str, browser: requests.Session | None = None) -> requests.Response:
        """The answer at a path through the cache: packed as browsers ask for it, or plain for one that is watched."""
        asking, packed = (browser, "identity") if browser else (requests, "gzip")
        return asking.get(f"{self.address}{path}", headers={"Accept-Encoding": packed}, timeout=_PATIENCE)


@dataclass(frozen=True)
class Traffic:
    """What the cache carried."""

    rate: float  # requests a second
    slow: float  # seconds of the 99th percentile
    failed: int
    share: float  # of a core, that the server took


def measure(_sizes: list[int]) -> Part:
    """For as long as is promised."""
    return part(_SECONDS)


def part(seconds: float) -> Part:
    """One row a figure."""
    made = Part(
        "edge",
        "A cache in front",
        "nginx with the cache of deploy/nginx.conf before one server with the data that ship with the product. "
        f"{_CONNECTIONS} connections ask for {seconds:.0f} seconds, through wrk on the same "
        "machine, for pages and numbers of charts that were asked for before; then versions are published; then an "
        "editor signs in and reads through the cache.",
        ("", "figure"),
    )
    with _edge() as edge:
        paths = _paths(edge.url)
        kept = _kept(edge, paths)
        traffic = _traffic(edge, paths, seconds)
        _add_traffic(made, traffic, f"{kept} of {len(paths)}")
        seen = [_seen_after(edge, version) for version in range(2, 2 + _PUBLISHES)]
        in_time = all(one is not None and one < _SEEN for one in seen)
        said = ", ".join("never" if one is None else f"{one:.1f} s" for one in seen)
        made.rows.append(["publishes are seen after", said])
        made.promises.append(Promise("a publish is seen behind the cache within 10 s", said, in_time))
        wrong = _stored(edge, [*paths, *_OF_AN_EDITOR])
        told = "; ".join(wrong) or "none is, and none may be"
        made.rows.append(["answers to an editor that are kept, or may be", told])
        made.promises.append(Promise("no answer to a signed-in person is kept", told, not wrong))
    return made


def _add_traffic(made: Part, traffic: Traffic, kept: str) -> None:
    made.rows += [
        ["addresses whose answers the cache keeps", kept],
        ["requests a second", f"{traffic.rate:,.0f}"],
        ["99% answered within, ms", milliseconds(traffic.slow)],
        ["failed", f"{traffic.failed:,}"],
        ["% of a core that the server takes meanwhile", f"{traffic.share:.1%}".rstrip("%")],
    ]
    idle = traffic.share < _IDLE
    measured = f"{traffic.rate:,.0f} a second, {traffic.failed} failed, server {traffic.share:.1%} of a core"
    is_kept = traffic.rate >= _RATE and not traffic.failed and idle
    promise = f"{_RATE:,} requests a second behind a cache with the server all but idle"
    made.promises.append(Promise(promise, measured, is_kept))


@contextmanager
def _edge() -> Iterator[Edge]:
    services.install()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url, account = copied(name), editor.account(folder)
        with (
            serving(url, log=folder / "log", variables=account.variables) as served,
            services.nginx(_configuration(folder, served.port), folder) as proxy,
        ):
            yield Edge(served, url, folder, f"http://127.0.0.1:{proxy.port}", account)


def _configuration(folder: Path, server: int) -> str:
    """What stands in the http block that we ship, for one server here and files of our own."""
    _, _, inside = _SHIPPED.read_text("utf-8").partition("http {")
    http, _, _ = inside.rpartition("}")
    changes = {
        r"/var/cache/nginx/\w+": f"{folder}/cache",
        r"listen 80;": "listen 127.0.0.1:{port};",
        r"server 127\.0\.0\.1:8050;": f"server 127.0.0.1:{server};",
        r"server 127\.0\.0\.1:8051;": "",
    }
    for pattern, text in changes.items():
        http, n = re.subn(pattern, text, http)
        if n != 1:
            raise ValueError(f"{_SHIPPED} has {pattern} {n} times, not once.")
    return http


def _paths(url: str) -> list[str]:
    """Pages under a few choices of filters, and the numbers of charts."""
    pages = [f"/{page.path}" for page in PAGES if page.nav]
    views = ["", *queries(url, _VIEWS, new_day=False)]
    numbers = [f"/charts/{name}.csv" for name in list(CHARTS)[:_CHARTS]]
    return list(dict.fromkeys(path + view for path in (*pages, *numbers) for view in views))


def _kept(edge: Edge, paths: Sequence[str]) -> int:
    """How many of the answers come from the cache when they are asked for twice."""
    passed_on = {"MISS", "BYPASS"}
    return sum({edge.get(path).headers["X-Cache"] for _ in range(2)} - passed_on != set() for path in paths)


def _traffic(edge: Edge, paths: Sequence[str], seconds: float) -> Traffic:
    script = edge.folder / "paths.lua"
    script.write_text(_SCRIPT % ", ".join(f'"{path}"' for path in paths))
    words = ["-t1", f"-c{_CONNECTIONS}", f"-d{seconds:.0f}s", "--timeout", "10s", "--latency", "-s", str(script)]
    start, before = time.monotonic(), edge.served.processor_time()
    said = subprocess.run(["wrk", *words, edge.address], capture_output=True, text=True, check=True).stdout
    share = (edge.served.processor_time() - before) / (time.monotonic() - start)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    slow = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", said)
    assert rate, "wrk says how many requests there were"
    seconds_of = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0}
    return Traffic(float(rate[1]), float(slow[1]) * seconds_of[slow[2]] if slow else 0.0, _failures(said), share)


def _failures(said: str) -> int:
    """Answers that were no good, and requests without one."""
    found = re.findall(r"Non-2xx or 3xx responses: (\d+)|(?:connect|read|write|timeout) (\d+)", said)
    return sum(int(number) for pair in found for number in pair if number)


def _seen_after(edge: Edge, version: int) -> float | None:
    """Seconds from the end of a load until the Overview behind the cache, which is asked for all the time, is of it."""
    with ThreadPoolExecutor(1) as pool:
        file = publish.file_of(version, edge.folder)
        loading = pool.submit(load, edge.url, str(file), "--allow-removals")
        while not loading.done():
            _version(edge)
            time.sleep(_ASKS_EVERY)
        loading.result()
    start = time.monotonic()
    while time.monotonic() - start < _PATIENCE:
        if _version(edge) >= version:
            return time.monotonic() - start
        time.sleep(_ASKS_EVERY)
    return None


def _version(edge: Edge) -> int:
    found = _SHOWN.search(edge.get("/").text)
    return int(found[1]) if found else 0


def _stored(edge: Edge, paths: Sequence[str]) -> list[str]:
    """In sentences, which answers to an editor are kept, or may be kept by a cache that does not know our cookie."""
    with editor.signed_in(edge.address, edge.account) as browser:
        answers = {path: edge.get(path, browser) for path in paths}
    pages = {path: answer for path, answer in answers.items() if answer.headers["Content-Type"].startswith("text/html")}
    found = {
        "came from the cache": [path for path, answer in answers.items() if answer.headers["X-Cache"] != "BYPASS"],
        "do not forbid caches to keep them": [path for path, answer in pages.items() if not _is_private(answer)],
        "name the editor to a stranger": [path for path in pages if editor.NAMED in edge.get(path).text],
        "are on the disk of the cache": [name for name, kept in _files(edge).items() if editor.NAMED.encode() in kept],
    }
    return [f"{len(some)} {what}, as {some[0]}" for what, some in found.items() if some]


def _is_private(answer: requests.Response) -> bool:
    said = answer.headers.get("Cache-Control", "")
    return "no-store" in said or "private" in said


def _files(edge: Edge) -> dict[str, bytes]:
    """What the cache has on disk, by the name of the file."""
    return {file.name: file.read_bytes() for file in (edge.folder / "cache").rglob("*") if file.is_file()}


def main(
    seconds: Annotated[float, typer.Option(min=1, help="How long requests are made.")] = _SECONDS,
) -> None:
    """Measure, and print; the figures are kept for RESULTS.md when they are of as much as is promised."""
    made = part(seconds)
    if seconds >= _SECONDS:
        results.keep(made)
    made.say()


if __name__ == "__main__":
    typer.run(main)
