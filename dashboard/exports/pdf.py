"""The system's Chromium, asked over a pipe to print an address as PDF; nothing of it is left behind."""

from __future__ import annotations

import base64
import json
import os
import selectors
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge")
"""What Chromium and its like are called on the PATH, the first one found is taken."""

_FLAGS = (
    *("--headless=new", "--remote-debugging-pipe", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"),
    *("--no-first-run", "--no-default-browser-check", "--disable-extensions", "--disable-sync", "--disable-quic"),
    *("--disable-background-networking", "--disable-component-update", "--force-prefers-reduced-motion"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nobody is asked for anything
)
_ON_PIPES = ("/bin/sh", "-c", 'exec "$@" 3<&0 4>&1 </dev/null >/dev/null', "sh")
"""Chromium reads its orders from file 3 and answers on file 4; a child is given its files as 0 and 1."""

_CHUNK = 1 << 16
_ENDS = b"\0"
_WIDTH, _HEIGHT = 1000, 1400  # px of the window in which the page is laid out before it is printed
_PDF = {
    "printBackground": True,
    "preferCSSPageSize": True,
    "generateTaggedPDF": True,
    "generateDocumentOutline": True,
    "paperWidth": 8.27,  # inches: A4
    "paperHeight": 11.69,
}
_LIGHT = {"media": "", "features": [{"name": "prefers-color-scheme", "value": "light"}]}
_IN_A_MOMENT = "new Promise((done) => setTimeout(() => done(Boolean({condition})), 50))"


class NotFoundError(Exception):
    """There is no Chromium on this machine."""


class PrintError(Exception):
    """The document could not be printed; the text is a sentence that says why."""


def find() -> str:
    """Where Chromium is."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    raise NotFoundError


def pdf(address: str, ready: str, prepare: str, seconds: float) -> bytes:
    """The page at `address` as PDF: when `ready` is true in it, `prepare` is run, and what it promises awaited."""
    with _running(find(), time.monotonic() + seconds) as chromium:
        target = chromium.ask("Target.createTarget", url="about:blank")["targetId"]
        session = chromium.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        size = {"width": _WIDTH, "height": _HEIGHT, "deviceScaleFactor": 1, "mobile": False}
        chromium.ask("Emulation.setDeviceMetricsOverride", session, **size)
        chromium.ask("Emulation.setEmulatedMedia", session, **_LIGHT)
        opened = chromium.ask("Page.navigate", session, url=address)
        if "errorText" in opened:
            raise PrintError(f"Chromium could not open the page: {opened['errorText']}.")
        while not chromium.value(_IN_A_MOMENT.format(condition=ready), session):
            pass  # each question waits a moment in the page
        chromium.value(prepare, session)
        return base64.b64decode(chromium.ask("Page.printToPDF", session, **_PDF)["data"])


class _Chromium:
    """A running Chromium: one question at a time, each answered before the end."""

    def __init__(self, process: subprocess.Popen[bytes], end: float) -> None:
        assert process.stdin
        assert process.stdout
        self._orders, self._answers, self._end = process.stdin, process.stdout, end
        self._numbers, self._waiting = count(1), b""
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._answers, selectors.EVENT_READ)

    def ask(self, method: str, session: str = "", **params: Any) -> dict[str, Any]:
        """The result of a method of Chromium's DevTools protocol."""
        number = next(self._numbers)
        order = {"id": number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        try:
            self._orders.write(json.dumps(order).encode() + _ENDS)
            self._orders.flush()
        except BrokenPipeError:
            raise PrintError("Chromium ended before the document was printed.") from None
        answer = next(message for message in self._messages() if message.get("id") == number)
        if "error" in answer:
            raise PrintError(f"Chromium could not print the document: {answer['error']['message']}.")
        return dict(answer["result"])

    def value(self, expression: str, session: str) -> Any:
        """What an expression, or its promise, gives in the page; None where the page goes away meanwhile."""
        asked = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        try:
            return self.ask("Runtime.evaluate", session, **asked)["result"].get("value")
        except PrintError as fault:
            if "context" in str(fault) or "navigat" in str(fault):
                return None
            raise

    def _messages(self) -> Iterator[dict[str, Any]]:
        while True:
            text, ends, rest = self._waiting.partition(_ENDS)
            if ends:
                self._waiting = rest
                yield json.loads(text)
                continue
            if not self._selector.select(max(0.0, self._end - time.monotonic())):
                raise PrintError("The document was not ready to be printed in the time it may take.")
            chunk = os.read(self._answers.fileno(), _CHUNK)
            if not chunk:
                raise PrintError("Chromium ended before the document was printed.")
            self._waiting += chunk


@contextmanager
def _running(path: str, end: float) -> Iterator[_Chromium]:
    """A Chromium with a folder of its own; both, and every child of its session, are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="monitor-print-", ignore_cleanup_errors=True) as home:
        # Chromium refuses root its sandbox; what it opens is ours alone.
        flags = [*_FLAGS, f"--user-data-dir={home}", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        process = subprocess.Popen(  # noqa: S603 - the arguments are ours
            [*_ON_PIPES, path, *flags],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=os.environ | {"HOME": home, "TMPDIR": home},
        )
        try:
            yield _Chromium(process, end)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            for stream in (process.stdin, process.stdout):
                with suppress(BrokenPipeError):
                    stream.close()  # type: ignore[union-attr]
            process.wait()
