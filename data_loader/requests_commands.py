"""The commands of the Leadership desk: who was asked about what is noted, and listed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from data_loader import audit, clean, requests, schema
from data_loader.commands import Database, Origin, Report, changing, end, err, existing, out
from data_loader.outcome import Outcome
from data_loader.refusal import Refused, refusing

app = typer.Typer(no_args_is_help=True, help="Whom editors asked about what, and when.")


@app.command(epilog="Example: ogm requests note asked.csv --by Ana --day 2018-12-31")
def note(
    file: Annotated[Path, typer.Argument(help=f"A CSV file with the columns {', '.join(requests.COLUMNS)}.")],
    by: Annotated[str, typer.Option(help="Who asked.")],
    day: Annotated[str, typer.Option(help="The day of asking: 2018-12-31.")],
    database: Database = schema.DEFAULT_DATABASE,
    form: Report = None,
    origin: Origin = audit.COMMAND_LINE,
) -> None:
    """Note whom FILE says was asked on a day."""
    with refusing(err):
        given, name = requests.read(file), clean.one_line(by)
        if not name:
            raise Refused("Say who asked.")
        with changing(database) as connection:
            sentence = requests.note(connection, given, day, name)
            if sentence:
                audit.record(connection, name, "request", sentence, origin)
        sentence = sentence or f"All of this was noted already on {day}."
        end(Outcome(accepted=True, sentence=sentence, version=None), form)


@app.command("list", epilog="Example: ogm requests list")
def list_requests(database: Database = schema.DEFAULT_DATABASE) -> None:
    """List who was asked about what, the latest first."""
    with refusing(err), existing(database) as connection:
        rows = requests.listed(connection)
    table = Table("Day", "Asked", "About", "Id", "By")
    for row in rows:
        table.add_row(*map(Text, (row.day, row.asked, row.about, row.subject, row.asked_by)))
    out.print(table if rows else "Nobody was asked yet.")
