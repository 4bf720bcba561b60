"""The commands for notes among editors."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from data_loader import audit, clean, notes, outcome, schema
from data_loader.commands import Database, Origin, Report, changing, err, existing, out
from data_loader.outcome import Outcome
from data_loader.refusal import refusing

app = typer.Typer(no_args_is_help=True, help="Notes among editors, which no reader sees.")

By = Annotated[str, typer.Option(help="Your name, kept with the note.")]
_OF_NOTES = ("Number", "About", "Which", "Note", "Role", "By", "When")


@app.command(
    "add",
    epilog="Example: ogm note add member FRA --by Ana --role editor --text 'Asked twice; an answer is due in May.'",
)
def add_note(  # noqa: PLR0913, PLR0917  a parameter an option
    about: Annotated[str, typer.Argument(help=f"What it is about: {', '.join(schema.NOTED)}.")],
    about_id: Annotated[str, typer.Argument(help="Its id, or the day: 2017-06-27.")],
    by: By,
    role: Annotated[str, typer.Option(help="The role of who writes it.")],
    text: Annotated[str, typer.Option(envvar="MONITOR_LOAD_NOTE", help="The note.")],
    database: Database = schema.DEFAULT_DATABASE,
    form: Report = None,
    origin: Origin = audit.COMMAND_LINE,
) -> None:
    """Keep a note on a commitment, theme, member, promise or date for editors alone."""
    name = clean.one_line(by)
    with refusing(err):
        with changing(database) as connection:
            sentence = notes.add(connection, about, about_id, text.strip(), clean.one_line(role), name)
            audit.record(connection, name, "note", sentence, origin)
        _end(sentence, form)


@app.command("remove", epilog="Example: ogm note remove 4 --by Ana")
def remove_note(
    number: int, by: By, database: Database = schema.DEFAULT_DATABASE, form: Report = None,
    origin: Origin = audit.COMMAND_LINE,
) -> None:  # fmt: skip
    """Take the note of this number away."""
    name = clean.one_line(by)
    with refusing(err):
        with changing(database) as connection:
            sentence = notes.remove(connection, number)
            audit.record(connection, name, "remove note", sentence, origin)
        _end(sentence, form)


@app.command("list", epilog="Example: ogm note list")
def list_notes(database: Database = schema.DEFAULT_DATABASE) -> None:
    """List the notes among editors, the newest first."""
    with refusing(err), existing(database) as connection:
        rows = notes.listed(connection)
    table = Table(*_OF_NOTES)
    for row in rows:
        cells = (
            row.id,
            row.about,
            row.about_id,
            row.text,
            row.author_role,
            row.written_by,
            f"{row.written_at:%Y-%m-%d}",
        )
        table.add_row(*(Text(str(cell)) for cell in cells))
    out.print(table if rows else "There is no note yet.")


def _end(sentence: str, form: object) -> None:
    if form:
        outcome.write_json(Outcome(accepted=True, sentence=sentence, version=None), sys.stdout)
    (err if form else out).print(sentence, highlight=False, markup=False)
