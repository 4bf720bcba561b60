"""What reporters write: each step is a command of the loader, run as a process of its own."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import flask

from dashboard.editing.jobs import jobs_of_this_server
from dashboard.editing.periods import Periods
from dashboard.settings import Settings
from data_loader import isolated

_EXTENSION = "monitor-reporting"


@dataclass(frozen=True)
class Writer:
    """Who writes, and from where: the name on each report and in the log."""

    name: str
    origin: str


class Reporting:
    """The reports of this server's database."""

    def __init__(self, settings: Settings) -> None:
        self.periods = Periods(settings.reporting_periods)
        self.most_bytes = settings.evidence_bytes
        self._database, self._folder = settings.database_url, settings.uploads or None

    def save(self, writer: Writer, place: Mapping[str, str], texts: Mapping[str, str], revision: int) -> Any:
        """Keep a draft; `place` has the ids of member, commitment and milestone."""
        where = [f"--member={place['member']}", f"--milestone={place['milestone']}", f"--revision={revision}"]
        written = f"--texts={json.dumps(dict(texts))}"
        return self._run(writer, "save", *where, written, "--", place["commitment"])

    def attach(self, writer: Writer, report: str, name: str, content: Any) -> Any:
        """Keep a file with a report; `content` is a stream."""
        with self._copy() as file:
            while chunk := content.read(2**16):
                file.write(chunk)
            file.flush()
            options = [f"--name={name}", f"--most={self.most_bytes}"]
            return self._run(writer, "attach", *options, "--", report, file.name)

    def _copy(self) -> Any:
        """A file for what comes in, gone once it is closed: in our own folder, or the system's where that cannot be."""
        if self._folder:
            with suppress(OSError):
                Path(self._folder).mkdir(mode=0o700, parents=True, exist_ok=True)
                return tempfile.NamedTemporaryFile(dir=self._folder)
        return tempfile.NamedTemporaryFile()

    def detach(self, writer: Writer, file: str) -> Any:
        """Take a file away."""
        return self._run(writer, "detach", "--", file)

    def submit(self, writer: Writer, member: str, period: str) -> Any:
        """Hand in all that is whole for a member."""
        return self._run(writer, "submit", f"--member={member}", f"--period={period}")

    def withdraw(self, writer: Writer, report: str) -> Any:
        """Make a report a draft again."""
        return self._run(writer, "withdraw", "--", report)

    def discard(self, writer: Writer, report: str) -> Any:
        """Take a draft away."""
        return self._run(writer, "discard", "--", report)

    def _run(self, writer: Writer, command: str, *arguments: str) -> isolated.Outcome:
        variables = {"MONITOR_DATABASE_URL": self._database, "MONITOR_LOAD_ORIGIN": writer.origin}
        words = ["report", command, "--json", f"--by={writer.name}", *arguments]
        return isolated.run(words, jobs_of_this_server().limits, variables=variables)


def register(server: flask.Flask, settings: Settings) -> Reporting:
    """The reports of this server."""
    server.extensions[_EXTENSION] = reporting = Reporting(settings)
    return reporting


def reporting_of_this_server() -> Reporting:
    """Those of the server that answers."""
    reporting: Reporting = flask.current_app.extensions[_EXTENSION]
    return reporting
