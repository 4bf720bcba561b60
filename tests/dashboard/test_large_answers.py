"""Large files and long addresses: packed, asked for again in vain, held in no thread, and taken by the server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import psutil
import pytest
import requests
from flask.testing import FlaskClient

from dashboard.cli.command_line import SERVER
from dashboard.data.filters import LONGEST_QUERY
from tests.dashboard import large

CSV = ["/data/commitments.csv", "/commitments.csv", "/charts/completion-by-theme.csv", "/api/v1/members/members.csv"]
THREADS = 2


@contextmanager
def served(url: str, *application: str) -> Iterator[tuple[int, int]]:
    """Port and number of the process of a server with few threads."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        handle, port = listening.fileno(), listening.getsockname()[1]
        own = os.environ | {"MONITOR_DATABASE_URL": url, "MONITOR_THREADS": str(THREADS)}
        server = subprocess.Popen(
            [sys.executable, "-m", SERVER, *application, "--socket", str(handle)], pass_fds=[handle], env=own
        )
    try:
        yield port, server.pid
    finally:
        server.terminate()
        server.wait()


@pytest.mark.parametrize("path", CSV)
def test_a_csv_file_is_packed(files: FlaskClient, path: str) -> None:
    plain = files.get(path)
    packed = files.get(path, headers={"Accept-Encoding": "deflate"})
    assert (packed.headers["Content-Encoding"], zlib.decompress(packed.data)) == ("deflate", plain.data)
    assert len(packed.data) < 0.6 * len(plain.data)


@pytest.mark.parametrize("path", CSV)
def test_a_csv_file_is_not_sent_again_while_nothing_is_new(files: FlaskClient, path: str) -> None:
    files.get("/version.json")
    tag = files.get(path, headers={"Accept-Encoding": "br"}).headers["ETag"]
    again = files.get(path, headers={"Accept-Encoding": "br", "If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", CSV[:2])
def test_a_csv_file_of_any_length_is_made_as_it_goes(files: FlaskClient, path: str) -> None:
    answer = files.get(path, buffered=False)
    pieces = [len(piece) for piece in answer.iter_encoded()]
    assert (len(pieces) >= 4, max(pieces) < 400_000) == (True, True)


def test_readers_who_take_a_large_answer_slowly_hold_no_thread_and_no_memory(empty_url: str) -> None:
    with served(empty_url, "tests.dashboard.large:application") as (port, process), ExitStack() as readers:
        address = f"http://127.0.0.1:{port}"
        assert requests.get(address, timeout=60).text == "small"
        before = psutil.Process(process).memory_info().rss
        for _ in range(2 * THREADS):
            reader = readers.enter_context(socket.create_connection(("127.0.0.1", port)))
            reader.sendall(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
            assert reader.recv(1) == b"H"  # and nothing more
        assert requests.get(address, timeout=60).text == "small"
        assert psutil.Process(process).memory_info().rss - before < len(large.PIECE) * large.PIECES


def test_an_address_may_be_as_long_as_filters_and_decks_may(reference_url: str) -> None:
    """The browser sends it twice: it is also where the reader comes from."""
    with served(reference_url) as (port, _):
        deck = f"?deck=note({'x' * (LONGEST_QUERY - 40)})&lang=fr"
        search = f"?q={'x' * (LONGEST_QUERY - 40)}&lang=fr"
        statuses = {
            f"{path}{query[:4]}": requests.get(
                address := f"http://127.0.0.1:{port}{path}{query}", headers={"Referer": address}, timeout=60
            ).status_code
            for path in (
                "/",
                "/brief",
                "/present",
                "/present/edit",
                "/present.json",
                "/present.pptx",
                "/commitments.csv",
            )
            for query in (deck, search)
        }
    assert statuses.pop("/commitments.csv?q=x") == 400  # too long to search for, and a file says so
    assert set(statuses.values()) == {200}, statuses
