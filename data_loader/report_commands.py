"""The commands for reports of members: `report save`, `attach`, `detach`, `submit`, `withdraw` and `discard`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import sqlalchemy as sa
import typer
from rich.console import Console

from data_loader import audit, evidence, reports, schema, store
from data_loader.phrases import Phrase, phrase, spoken
from data_loader.refusal import Refused, refusing
from data_loader.reports import Place, Report

app = typer.Typer(no_args_is_help=True, help="Reports of members, until an editor accepts them.")
_out, _err = Console(soft_wrap=False), Console(stderr=True)

Database = Annotated[str, typer.Option(envvar="MONITOR_DATABASE_URL", help="URL of the database.")]
By = Annotated[str, typer.Option(help="The name of the reporter, whose report it is.")]
Member = Annotated[str, typer.Option(help="The id of the member for whom it is.")]
Revision = Annotated[int, typer.Option(help="Only while the report is of this revision; 0 where there is none yet.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
Origin = Annotated[str, typer.Option(envvar="MONITOR_LOAD_ORIGIN", hidden=True, help="From where, for the audit log.")]
_MOST_BYTES = 10 * 2**20


@app.command("save", epilog="Example: ogm report save SAO0001 --by ana --member L-SAO --texts '{}'")
def save(  # noqa: PLR0913, PLR0917  a parameter an option
    commitment: str,
    by: By,
    member: Member,
    texts: Annotated[str, typer.Option(help="What it says, as JSON: status, as_of, summary, reason, …")] = "{}",
    milestone: Annotated[str, typer.Option(help="The milestone, where it is of one.")] = "",
    revision: Revision = 0,
    database: Database = schema.DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """Keep a draft of a report on COMMITMENT."""
    place, written = Place(member, commitment, milestone), _texts(texts)

    def saved(connection: sa.Connection) -> tuple[Report, Phrase]:
        if not reports.belongs(store.Current(connection).rows, place):
            raise Refused(phrase("There is no such commitment or milestone of this member: nothing was saved."))
        return reports.save_draft(connection, place, written, by, revision), phrase("The draft was saved.")

    _do(database, saved, as_json=as_json)


@app.command("attach", epilog="Example: ogm report attach 6d2a7c1e minutes.pdf --by ana")
def attach(
    report: str,
    file: Path,
    by: By,
    name: Annotated[str, typer.Option(help="What the file is called.", show_default="its own name")] = "",
    most: Annotated[int, typer.Option(help="Bytes that it may have.", min=1)] = _MOST_BYTES,
    database: Database = schema.DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """Keep FILE as evidence with the REPORT of that id."""
    with refusing(_err):
        shown = name or file.name
        kept = evidence.looked_through(shown, _bytes(file, shown, most), most)
    sentence = phrase("The file {name} was added.", name=kept.name)
    _do(database, lambda connection: (reports.add_evidence(connection, report, kept, by), sentence), as_json=as_json)


@app.command("detach", epilog="Example: ogm report detach 93b1f0aa --by ana")
def detach(
    file: Annotated[str, typer.Argument(metavar="ID", help="The id of the file.")],
    by: By,
    database: Database = schema.DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """Take the file with that ID away."""
    sentence = phrase("The file was removed.")
    _do(database, lambda connection: (reports.remove_evidence(connection, file, by), sentence), as_json=as_json)


@app.command("submit", epilog="Example: ogm report submit --by ana --member L-SAO --period 2027-01-01/2027-02-28")
def submit(
    by: By,
    member: Member,
    period: Annotated[str, typer.Option(help="First and last day of the period, as 2027-01-01/2027-02-28.")],
    database: Database = schema.DEFAULT_DATABASE,
    as_json: AsJson = False,
    origin: Origin = audit.COMMAND_LINE,
) -> None:
    """Hand in all reports for a member that are whole, at once."""

    def submitted(connection: sa.Connection) -> tuple[Report, Phrase]:
        handed_in = reports.submit(connection, member, by, period)
        for one in handed_in:
            audit.record(connection, by, "submit", f"Submitted the report on {_what(one)}.", origin)
        n = len(handed_in)
        sentence = phrase("{n} reports were submitted.", n=n) if n > 1 else phrase("One report was submitted.")
        return handed_in[-1], sentence

    _do(database, submitted, as_json=as_json)


@app.command("withdraw", epilog="Example: ogm report withdraw 6d2a7c1e --by ana")
def withdraw(
    report: str,
    by: By,
    database: Database = schema.DEFAULT_DATABASE,
    as_json: AsJson = False,
    origin: Origin = audit.COMMAND_LINE,
) -> None:
    """Make a REPORT a draft again, as long as nobody has decided on it."""

    def withdrawn(connection: sa.Connection) -> tuple[Report, Phrase]:
        there = reports.withdraw(connection, report, by)
        audit.record(connection, by, "withdraw", f"Withdrew the report on {_what(there)}.", origin)
        return there, phrase("The report was withdrawn: it is a draft again.")

    _do(database, withdrawn, as_json=as_json)


@app.command("discard", epilog="Example: ogm report discard 6d2a7c1e --by ana")
def discard(
    report: str,
    by: By,
    database: Database = schema.DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """Take a draft away, with its files."""
    sentence = phrase("The draft was discarded.")
    _do(database, lambda connection: (reports.discard(connection, report, by), sentence), as_json=as_json)


def _do(database: str, write: Callable[[sa.Connection], tuple[Report, Phrase]], *, as_json: bool) -> None:
    """One transaction, and then what came of it."""
    with refusing(_err):
        store.require(database)
        with store.writing(database) as connection:
            report, sentence = write(connection)
        if not as_json:
            _out.print(sentence, highlight=False, markup=False)
            return
        stored = {"report": report.id, "revision": report.revision, "state": report.state}
        json.dump({"sentence": sentence, **spoken(sentence), **stored}, sys.stdout, ensure_ascii=False)


def _bytes(file: Path, shown: str, most: int) -> bytes:
    """What a file holds; what is too large is not read."""
    try:
        if file.stat().st_size > most:
            raise Refused(evidence.too_large(shown, most))
        return file.read_bytes()
    except OSError as fault:
        raise Refused(phrase("{name} cannot be read: {reason}.", name=shown, reason=fault.strerror or "")) from None


def _texts(given: str) -> dict[str, str]:
    try:
        texts = json.loads(given)
    except ValueError:
        texts = None
    if not isinstance(texts, dict) or not all(isinstance(one, str) for one in texts.values()):
        raise typer.BadParameter("write the texts as a JSON object of strings", param_hint="--texts")
    return texts


def _what(report: Report) -> str:
    milestone: Any = f", milestone {report.milestone_id}" if report.milestone_id else ""
    return f"{report.commitment_id}{milestone} ({report.id})"
