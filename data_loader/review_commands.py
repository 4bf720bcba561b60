"""The commands of the review: what waits, accept, send back, correct."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import sqlalchemy as sa
import typer
from rich.table import Column, Table
from rich.text import Text

from data_loader import audit, clean, outcome, reports, reviews, schema, versions
from data_loader.commands import Database, Origin, changing, err, existing, out
from data_loader.outcome import Outcome
from data_loader.refusal import refusing

app = typer.Typer(no_args_is_help=True, help="Reports of members: what waits for a decision, and the decisions.")
By = Annotated[str, typer.Option(help="Your name, kept with the decision.", show_default=False)]
Form = Annotated[str, typer.Option("--report", help="json: print what became of it as JSON.")]
Keep = Annotated[
    int, typer.Option(min=0, envvar="MONITOR_VERSIONS_KEPT", help="Versions that keep their rows; 0 for all.")
]
One = Annotated[str, typer.Argument(metavar="ID:REVISION", help="A report, and its revision that was looked at.")]
_LONGEST_ID = 36
Work = Callable[[sa.Connection], tuple[str, int | None]]
"""Does something within a transaction; gives the sentence on it, and the version that came of it."""


@app.command("list", epilog="Example: ogm review list")
def list_submitted(database: Database = schema.DEFAULT_DATABASE) -> None:
    """List the reports that wait for a decision."""
    with refusing(err), existing(database) as connection:
        rows = reports.listed(connection, states=[reports.SUBMITTED])
    table = Table(
        Column("Report", no_wrap=True, min_width=_LONGEST_ID), "Member", "Commitment", "Status", "Summary", "By"
    )
    for row in rows:
        cells = (f"{row.id}:{row.revision}", row.member_id, row.commitment_id, row.status, row.summary, row.author)
        table.add_row(*map(Text, cells))
    out.print(table if rows else "No report waits for a decision.")


@app.command(epilog="Example: ogm review accept 6d2a7c1e:3 93b1f0aa:1 --by 'Ana Pérez'")
def accept(
    some: Annotated[list[str], typer.Argument(metavar="ID:REVISION…", help="Reports, with their revisions.")],
    database: Database = schema.DEFAULT_DATABASE,
    by: By = "",
    form: Form = "",
    keep: Keep = 0,
    origin: Origin = audit.COMMAND_LINE,
) -> None:
    """Publish reports as a new version; all of them, or none."""

    def work(connection: sa.Connection) -> tuple[str, int | None]:
        accepted = reviews.accept(connection, dict(map(_seen, some)), by)
        return accepted.sentence, accepted.version

    _decided(database, "accept", by, origin, form, work, keep)


@app.command("send-back", epilog="Example: ogm review send-back 6d2a7c1e:3 'Which law is it?' --by 'Ana Pérez'")
def send_back(
    one: One,
    comment: Annotated[str, typer.Argument(help="What is to be changed, in a sentence.")],
    database: Database = schema.DEFAULT_DATABASE,
    by: By = "",
    form: Form = "",
    origin: Origin = audit.COMMAND_LINE,
) -> None:
    """Give a report back to its reporter."""
    _decided(database, "send back", by, origin, form,
             lambda connection: (reviews.send_back(connection, *_seen(one), comment, by), None))  # fmt: skip


@app.command(epilog="Example: ogm review correct 6d2a7c1e:3 --status limited --summary 'A draft law.' --by 'Ana Pérez'")
def correct(
    one: One,
    status: Annotated[str, typer.Option(help="How far it is, of the completion scale.")],
    summary: Annotated[str, typer.Option(help="What was done, in a sentence.")],
    database: Database = schema.DEFAULT_DATABASE,
    by: By = "",
    form: Form = "",
    origin: Origin = audit.COMMAND_LINE,
) -> None:
    """Put right what a report says, before it is accepted."""
    texts = {"status": status, "summary": summary}
    _decided(database, "correct", by, origin, form,
             lambda connection: (reviews.correct(connection, *_seen(one), texts, by), None))  # fmt: skip


def _seen(text: str) -> tuple[str, int]:
    """A report and its revision, as an argument has them."""
    id_, _, revision = text.rpartition(":")
    if not id_ or not revision.isdecimal():
        raise typer.BadParameter("write a report as ID:REVISION, as `review list` does")
    return id_, int(revision)


def _decided(database: str, action: str, by: str, origin: str, form: str, work: Work, keep: int = 0) -> None:
    """A decision, the row of the log on it and what is let go for it, in one transaction; then the last word."""
    with refusing(err):
        if not clean.one_line(by):
            raise typer.BadParameter("say who decides", param_hint="--by")
        with changing(database) as connection:
            sentence, version = work(connection)
            audit.record(connection, by, action, sentence, origin, version)
            versions.drop_beyond(connection, keep)
        if form == "json":
            outcome.write_json(Outcome(accepted=True, sentence=sentence, version=version), sys.stdout)
        else:
            err.print(sentence, highlight=False, markup=False)
