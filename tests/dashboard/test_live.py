"""A real server while a load publishes: each answer is of one version, and the new one is there in seconds."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from plotly.io.json import to_json_plotly

from dashboard.components.static import static
from dashboard.view.view import Views
from dashboard.web.files import chart_numbers
from data_loader.load import REFERENCE
from tests.browser.conftest import ROOT, serving
from tests.dashboard.calling import UPDATE, page_payload
from tests.dashboard.conftest import make_views
from tests.dashboard.test_pages import build

PATIENCE = 60  # seconds until readers who see nothing new are given up
CHART = "completion-by-theme"
FIGURE = re.compile(r"[\d,]+ of [\d,]+ assessed")
VERSION = re.compile(r"ata version (\d+)")


@dataclass(frozen=True)
class Seen:
    """What one answer said: the versions it names, and the numbers in it that differ from one to the other."""

    versions: frozenset[str]
    numbers: str


def csv(address: str) -> Seen:
    """The numbers of a chart."""
    with urllib.request.urlopen(f"{address}/charts/{CHART}.csv") as answer:
        return Seen(frozenset({answer.headers["Data-Version"]}), answer.read().decode())


def overview(address: str) -> Seen:
    """The Overview as a browser asks for it."""
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{address}/{UPDATE}", json.dumps(page_payload("/")).encode(), headers)
    with urllib.request.urlopen(request) as answer:
        text = answer.read().decode()
    return Seen(frozenset(VERSION.findall(text)), " ".join(FIGURE.findall(text)))


READERS = {"csv": csv, "overview": overview}


def expected(views: Views, version: str) -> dict[str, Seen]:
    """What each reader shall see of a version, worked out without a server."""
    query = f"?version={version}"
    figures = " ".join(FIGURE.findall(to_json_plotly(static(build(views, "", query)[2]))))
    one = frozenset({version})
    return {"csv": Seen(one, chart_numbers(views.of(query), CHART)), "overview": Seen(one, figures)}


@dataclass
class Watch:
    """What readers saw, told as they see it."""

    seen: dict[str, list[Seen]] = field(default_factory=lambda: {name: [] for name in READERS})
    faults: list[BaseException] = field(default_factory=list)
    told: threading.Condition = field(default_factory=threading.Condition)
    over: threading.Event = field(default_factory=threading.Event)

    def read(self, name: str, address: str) -> None:
        """Asks again and again until all is over."""
        while not self.over.is_set():
            try:
                seen = READERS[name](address)
            except OSError as fault:
                self.faults.append(fault)
                return
            with self.told:
                self.seen[name].append(seen)
                self.told.notify_all()

    def all_see(self, version: str) -> bool:
        """Wait until every reader's last answer is of a version; whether that came true."""
        one = frozenset({version})
        with self.told:
            return self.told.wait_for(
                lambda: all(answers and answers[-1].versions == one for answers in self.seen.values()), PATIENCE
            )


@pytest.fixture
def assessments(tmp_path: Path) -> Path:
    """A file with every second assessment."""
    header, *rows = (REFERENCE / "assessments.csv").read_text("utf-8").splitlines(keepends=True)
    path = tmp_path / "assessments.csv"
    path.write_text("".join([header, *rows[::2]]), "utf-8")
    return path


@pytest.fixture
def watch(own_database: str) -> Iterator[Watch]:
    """Readers at a server that was started with its settings as they come."""
    watch = Watch()
    with serving(own_database) as address:
        threads = [threading.Thread(target=watch.read, args=(name, address)) for name in READERS for _ in range(2)]
        for thread in threads:
            thread.start()
        try:
            yield watch
        finally:
            watch.over.set()
            for thread in threads:
                thread.join()


def test_readers_see_the_old_or_the_new_data_whole_and_then_the_new(
    watch: Watch, own_database: str, assessments: Path
) -> None:
    assert watch.all_see("1")
    load = ["load", str(assessments), "--database", own_database, "--allow-removals"]
    subprocess.run([sys.executable, "-m", "data_loader", *load], cwd=ROOT, check=True, capture_output=True)
    assert watch.all_see("2")
    watch.over.set()
    views = make_views(own_database)
    of = {version: expected(views, version) for version in ("1", "2")}
    assert of["1"]["overview"].numbers != of["2"]["overview"].numbers
    mixed = [one for name, seen in watch.seen.items() for one in seen if one not in (of["1"][name], of["2"][name])]
    assert (mixed[:3], watch.faults) == ([], [])
