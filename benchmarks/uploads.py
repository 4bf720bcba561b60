"""How soon a file that nobody should send is refused, and how long other readers wait meanwhile."""

from __future__ import annotations

import io
import json
import re
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

import openpyxl
import requests

from benchmarks import editor
from benchmarks.generate import REFERENCE, database
from benchmarks.results import Part, Promise, milliseconds
from benchmarks.serving import Served, serving
from data_loader.load import REFERENCE as SHIPPED

_REFUSED_WITHIN, _OTHERS_WAIT = 10.0, 0.200  # seconds
_MIB = 2**20
_PATIENCE = 120
_OTHERS = "/charts/completion-by-theme.csv?region=europe"


def _zip_bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/workbook.xml", "w", force_zip64=True) as inside:
            for _ in range(1024):
                inside.write(b" " * _MIB)
    return file.getvalue()


def _empty_cells() -> bytes:
    """A million cells with a format and nothing in them, below a header that is no table's."""
    file = io.BytesIO()
    book = openpyxl.Workbook()
    book.worksheets[0].append(["nothing", "known"])
    book.save(file)
    letters = [openpyxl.utils.get_column_letter(column) for column in range(1, 1001)]
    rows = "".join(
        f'<row r="{n}">' + "".join(f'<c r="{at}{n}" s="0"/>' for at in letters) + "</row>" for n in range(2, 1002)
    )
    made = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            is_sheet = name == "xl/worksheets/sheet1.xml"
            target.writestr(
                name, content.replace(b"</sheetData>", rows.encode() + b"</sheetData>") if is_sheet else content
            )
    return made.getvalue()


def _long_cell() -> bytes:
    header, first, *_ = (SHIPPED / "meetings.csv").read_text("utf-8").splitlines()
    return f"{header}\n{first}{'x' * 5 * _MIB}\n".encode()


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "100 MB, beyond the limit of 50": ("large.csv", lambda: b"id,name\n" + b"1,x\n" * (25 * _MIB)),
    "zip bomb: 1 GB in 1 MB": ("bomb.xlsx", _zip_bomb),
    "a million empty cells with a format": ("cells.xlsx", _empty_cells),
    "one cell of 5 MB": ("meetings.csv", _long_cell),
}


def measure(sizes: list[int]) -> Part:  # noqa: ARG001 - files do not depend on how many commitments there are
    """One row a file."""
    part = Part(
        "uploads",
        "Files that nobody should send",
        "An editor sends the file to /data/load; seconds until the sentence that refuses it. Meanwhile another reader "
        "asks for a chart's numbers again and again: milliseconds of each answer.",
        ("file", "refused after, s", "others, median", "others, p95", "answers"),
    )
    slowest, middles = 0.0, []
    with _office() as (served, someone):
        for name, (file, make) in FILES.items():
            content = make()
            with _other_reader(served) as waits:
                seconds = _refused(someone, served, file, content)
            slowest = max(slowest, seconds)
            middles.append(median(waits))
            cells = [milliseconds(value) for value in (median(waits), quantiles(waits, n=20)[-1])]
            part.rows.append([name, f"{seconds:.1f}", *cells, str(len(waits))])
    part.promises += [
        Promise("a file that nobody should send is refused within 10 s", f"{slowest:.1f} s", slowest < _REFUSED_WITHIN),
        Promise(
            "other readers are answered meanwhile within 200 ms at the median",
            f"{milliseconds(max(middles))} ms",
            max(middles) < _OTHERS_WAIT,
        ),
    ]
    return part


@contextmanager
def _office() -> Iterator[tuple[Served, requests.Session]]:
    """A server with one editor, who is signed in."""
    with tempfile.TemporaryDirectory() as folder:
        account = editor.account(Path(folder))
        with (
            serving(database(REFERENCE), variables=account.variables) as served,
            editor.signed_in(served.address, account) as session,
        ):
            yield served, session


@contextmanager
def _other_reader(served: Served) -> Iterator[list[float]]:
    """Seconds of each answer that another reader gets while the block runs."""
    waits: list[float] = []
    ended = threading.Event()

    def ask() -> None:
        while not ended.is_set():
            start = time.perf_counter()
            served.get(_OTHERS)
            waits.append(time.perf_counter() - start)

    reader = threading.Thread(target=ask)
    reader.start()
    try:
        yield waits
    finally:
        ended.set()
        reader.join()


def _refused(someone: requests.Session, served: Served, name: str, content: bytes) -> float:
    """Seconds until the file is refused with a sentence."""
    form = someone.get(f"{served.address}/signin", timeout=_PATIENCE).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', form)
    assert token, "an editor is signed in"
    headers = {"X-CSRF-Token": token[1], "Accept": "application/json"}
    start = time.perf_counter()
    answer = someone.post(
        f"{served.address}/data/load/check", files={"files": (name, content)}, headers=headers, timeout=_PATIENCE
    )
    if answer.status_code == requests.codes.request_entity_too_large:
        told = answer.text  # a sentence of ours, or of the server before us
    else:
        told = _verdict(someone, f"{served.address}/data/load/jobs/{answer.json()['href'].rpartition('/')[2]}")
    seconds = time.perf_counter() - start
    if not told:
        raise RuntimeError(f"{name} was not refused.")
    return seconds


def _verdict(someone: requests.Session, job: str) -> str:
    """The sentence of the first error, once the work has ended."""
    while someone.get(job, timeout=_PATIENCE).json()["running"]:
        time.sleep(0.05)
    report = json.loads(someone.get(f"{job}/report.json", timeout=_PATIENCE).text)
    errors = [finding["sentence"] for finding in report["findings"] if finding["severity"] == "error"]
    return errors[0] if errors else ""
