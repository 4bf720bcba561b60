"""Everything readers get, as text: `python -m tests.recording FOLDER` before a change and after it, then diff -r.

Screen, workbooks, slides, documents and CSV files of every page, in each language, at many addresses.
"""

from __future__ import annotations

import io
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from openpyxl import load_workbook

from dashboard.charts.registry import CHARTS
from dashboard.language.languages import LANGUAGES
from tests.dashboard.calling import page
from tests.dashboard.conftest import make_client
from tests.reference import publish, run_loader, without_last

PATHS = (
    *("", "commitments", "members", "leadership", "pilots", "agenda", "brief", "data", "present", "present/edit"),
    *("members/ALB", "members/FRA", "members/L-BOJ", "members/L-SEK", "commitments/ALB-1-001", "data/load", "nowhere"),
)
QUERIES = (
    "",
    "region=europe",
    "region=africa-middle-east&theme=open-data",
    "level=local",
    "asof=2014-12-31",
    "asof=2017-06-27&since=2016-12-07",
    "asof=2012-01-01",
    "member=ALB&starred=1",
    "year=2014,2015&completion=not_started,limited",
    "year=2011&level=local",
    "version=1",
    "q=open&sort=-due&page=2",
    "constituency=government&theme=open-data&asof=2018-12-31",
    "pilot=L-BOJ&peer=L-SEK,L-PAR",
    "change=advanced&asof=2016-12-31&since=2015-12-31",
)
WORKBOOKS = (
    *("overview", "commitments", "members", "leadership", "pilots", "agenda", "brief"),
    *("members/ALB", "members/FRA", "members/L-BOJ", "members/L-SEK"),
)
DECKS = ("overview", "brief", "changes", "overdue", "due-soon", "leadership-gaps", "roles-per-member", "terms-ending",
         "leads-and-delivery", "agenda-status", "agenda-open", "pilots-compared", "pilots-themes", "pilot-peers",
         "pilot-lessons", *CHARTS)  # fmt: skip
_SILENT = {"script", "style"}
_CLOCK = re.compile(r"\b\d\d:\d\d(?= UTC)")


class _Text(HTMLParser):
    """The texts of a document, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        given = dict(attrs)
        self.lines += [f"{name}: {given[name]}" for name in ("href", "aria-label") if given.get(name)]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.lines.append(" ".join(data.split()))


def _component(node: Any) -> Iterator[str]:
    """The texts, links and spoken names of a tree of components, in their order."""
    if isinstance(node, list):
        for part in node:
            yield from _component(part)
    elif isinstance(node, dict) and node.get("type") == "Static":
        yield from _tree(node["props"]["tree"], node["props"]["children"])
    elif isinstance(node, dict):
        props = node.get("props", {})
        yield from _properties(props)
        yield from _component(props.get("children"))
        yield from (f"option: {option['label']}" for option in props.get("options", ()))
    elif node is not None:
        yield str(node)


def _tree(tree: Any, kept: list[Any]) -> Iterator[str]:
    if isinstance(tree, int):
        yield from _component(kept[tree])
    elif isinstance(tree, str):
        yield tree
    else:
        _, props, *inner = tree
        yield from _properties(props)
        for part in inner:
            yield from _tree(part, kept)


def _properties(props: dict[str, Any]) -> Iterator[str]:
    for name in ("href", "aria-label", "title", "placeholder"):
        if isinstance(props.get(name), str):
            yield f"{name}: {props[name]}"
    figure = props.get("data") if isinstance(props.get("data"), dict) else {}
    if "chart" in figure:
        yield json.dumps({name: figure[name] for name in ("subtitle", "summary", "legend", "source", "csv")})


def _screen(client: FlaskClient, path: str, query: str) -> list[str]:
    answer = json.loads(page(client, f"/{path}", query))
    return [" ".join(line.split()) for line in _component(answer["response"]["page"]["children"]) if line.strip()]


def _document(text: str) -> list[str]:
    parser = _Text()
    parser.feed(text)
    return parser.lines


def _cells(content: bytes) -> Iterator[str]:
    book = load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        yield f"# {sheet.title}"
        for row in sheet.iter_rows():
            cells = [f"{cell.value!r} [{cell.number_format}]" for cell in row if cell.value is not None]
            if cells:
                yield " | ".join(cells)


def _slides(client: FlaskClient, query: str) -> Iterator[str]:
    shown = client.get(f"/present.json?deck={';'.join(DECKS)}&{query}").get_json()
    for entry in shown["slides"]:
        slide = entry["slide"]
        yield f"# {slide['name']}"
        yield from (
            f"{name}: {slide[name]}" for name in ("title", "headline", "subtitle", "source", "href", "note", "summary")
        )
        yield from (" | ".join(map(str, row)) for row in (slide["columns"], *slide["rows"], slide["points"]))
        yield from (f"choice: {choice['name']} {choice['text']}" for choice in entry["choices"])


def _file(answer: Any, read: Any) -> list[str]:
    return [f"status {answer.status_code}"] if answer.status_code != 200 else list(read(answer))


def record(client: FlaskClient, folder: Path) -> None:
    """Write a file for each address and each way out of it."""

    def keep(way: str, name: str, query: str, lines: list[str]) -> None:
        stem = re.sub(r"[^\w=,.-]+", "_", f"{name or 'overview'}@{query}")
        path = folder / way / f"{stem}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_CLOCK.sub("--:--", "\n".join(lines)) + "\n", "utf-8")

    for query, lang in product(QUERIES, LANGUAGES):
        whole = f"{query}&lang={lang}".removeprefix("&")
        for path in PATHS:
            keep("screen", path, whole, _screen(client, path, f"?{whole}"))
        for path in WORKBOOKS:
            keep("workbook", path, whole, _file(client.get(f"/{path}.xlsx?{whole}"), lambda a: _cells(a.data)))
        keep("slides", "all", whole, list(_slides(client, whole)))
        keep("brief", "brief", whole, _file(client.get(f"/brief.html?{whole}"), lambda a: _document(a.text)))
        if lang == LANGUAGES[0]:
            for name in (*(f"charts/{chart}" for chart in CHARTS), "commitments"):
                keep("csv", name, whole, client.get(f"/{name}.csv?{whole}").text.splitlines())


def main(folder: str) -> None:
    """Record over the data that ship with the product, as version 1 of a database, and version 2 with fewer roles."""
    with tempfile.TemporaryDirectory() as home:
        url = f"sqlite:///{home}/monitor.sqlite"
        run_loader("load", "--if-empty", "--database", url)
        publish(url, Path(home), "roles", without_last("roles", 3))
        record(make_client(url), Path(folder))


if __name__ == "__main__":
    main(sys.argv[1])
