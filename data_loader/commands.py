"""The commands: load, check, versions, dictionary, aliases, alias, findings."""

from __future__ import annotations

import getpass
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import sqlalchemy as sa
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from data_loader import aliases, findings_page, read, report, schema, store
from data_loader.dictionary import data_package, markdown
from data_loader.load import REFERENCE, Prepared, prepare
from data_loader.marked_files import write_marked
from data_loader.progress import shown_progress
from data_loader.refusal import Refused, refusing
from data_loader.store import Current, Progress

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="Spreadsheets into the database of the Open Government Monitor.",
)  # fmt: skip
out, err = Console(soft_wrap=False), Console(stderr=True)


class ReportFormat(StrEnum):
    """How findings are printed."""

    csv = "csv"
    json = "json"


Files = Annotated[
    list[Path] | None, typer.Argument(help="CSV files, workbooks, or folders of them.", show_default=False)
]
Database = Annotated[str, typer.Option(envvar="MONITOR_DATABASE_URL", help="URL of the database.")]
Report = Annotated[ReportFormat | None, typer.Option("--report", help="Print findings as CSV or JSON instead.")]

Marked = Annotated[
    Path | None,
    typer.Option("--marked", help="Write FILES back as workbooks with the faulty cells marked: a file, or a folder."),
]


@app.command()
def load(
    files: Files = None,
    database: Database = schema.DEFAULT_DATABASE,
    by: Annotated[str, typer.Option(help="Your name, kept with the version.", show_default="your login")] = "",
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help="Only while the database is empty; without FILES, the shipped data.")
    ] = False,
    form: Report = None,
) -> None:
    """Check FILES and, if they hold no error, publish them as a new version."""
    if not files and not if_empty:
        raise typer.BadParameter("name at least one file, or use --if-empty for the data that ships with the product")
    with refusing(err), store.writing(database) as connection, shown_progress(err) as progress:
        current = Current(connection)
        if if_empty and current.version is not None:
            out.print(f"The database already holds version {current.version}: nothing was loaded.")
            return
        _load(connection, current, files or [REFERENCE], by or _login(), form, progress)


def _load(
    connection: sa.Connection, current: Current, paths: list[Path], by: str, form: ReportFormat | None,
    progress: Progress,
) -> None:  # fmt: skip
    files, findings = read.open_files(paths)
    if not findings and {file.sha256 for file in files} == current.files():
        _say(f"These are the very files of version {current.version}: nothing to load.", form)
        return
    prepared = prepare(files, current, progress)
    prepared.findings = report.sort_findings(findings + prepared.findings)
    _print(prepared, form)
    if report.has_errors(prepared.findings):
        raise Refused("Nothing was loaded: correct the errors above and load again.")
    published = store.publish(connection, current, prepared.tables.values(), prepared.files, by, progress)
    if published is None:
        _say(f"Every row is already in version {current.version}: nothing to load.", form)
        return
    _say(f"Published version {published.version} ({published.changes}).", form)


@app.command()
def check(
    files: Files = None, database: Database = schema.DEFAULT_DATABASE, form: Report = None, marked: Marked = None
) -> None:
    """Say what `load` would find, and change nothing."""
    if not files:
        raise typer.BadParameter("name at least one file")
    with refusing(err), shown_progress(err) as progress:
        if store.exists(database):
            with store.reading(database) as connection:
                _check(files, Current(connection), form, progress, marked)
        else:
            _check(files, Current(None), form, progress, marked)


def _check(
    paths: list[Path], current: Current, form: ReportFormat | None, progress: Progress, marked: Path | None
) -> None:
    files, findings = read.open_files(paths)
    prepared = prepare(files, current, progress)
    prepared.findings = report.sort_findings(findings + prepared.findings)
    _print(prepared, form)
    if marked:
        for path in write_marked(marked, files, prepared.findings, paths):
            _say(f"The marked workbook is {path}.", form)
    if report.has_errors(prepared.findings):
        raise Refused("A load would be refused.")
    rows = ", ".join(f"{name} {len(table.frame):,}" for name, table in prepared.tables.items())
    _say(f"A load would be accepted (rows: {rows}).", form)


def _print(prepared: Prepared, form: ReportFormat | None) -> None:
    if form:
        {ReportFormat.csv: report.write_csv, ReportFormat.json: report.write_json}[form](prepared.findings, sys.stdout)
        return
    report.write_terminal(prepared.findings, out)
    errors = sum(finding.severity == "error" for finding in prepared.findings)
    if prepared.findings:
        out.print(f"{errors:,} errors, {len(prepared.findings) - errors:,} warnings.")


def _say(sentence: str, form: ReportFormat | None) -> None:
    """To the person; beside a report for programs, on the other stream."""
    (err if form else out).print(sentence, highlight=False, markup=False)


@app.command()
def versions(database: Database = schema.DEFAULT_DATABASE) -> None:
    """List the versions in the database, the newest first."""
    with refusing(err):
        if not store.exists(database):
            raise Refused("There is no database yet; `load` makes one.")
        with store.reading(database) as connection:
            if Current(connection).version is None:
                out.print("The database holds no version yet.")
                return
            out.print(_versions_table(connection))


def _versions_table(connection: sa.Connection) -> Table:
    table = Table("Version", "Published (UTC)", "By", "Changes", "Files")
    files: dict[int, list[str]] = {}
    for row in connection.execute(sa.select(schema.version_files).order_by(schema.version_files.c.name)):
        files.setdefault(row.version, []).append(f"{row.name} ({row.sha256[:8]})")
    for row in connection.execute(sa.select(schema.versions).order_by(schema.versions.c.number.desc())):
        published = f"{row.published_at:%Y-%m-%d %H:%M}"
        table.add_row(str(row.number), published, row.published_by, row.changes, "\n".join(files.get(row.number, [])))
    return table


@app.command()
def dictionary(
    datapackage: Annotated[bool, typer.Option("--datapackage", help="As a data package descriptor (JSON).")] = False,
) -> None:
    """Print the data dictionary as Markdown."""
    print(data_package() if datapackage else markdown(), end="")  # noqa: T201  rich would wrap it


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return os.environ.get("HOSTNAME", "unknown")


@app.command("aliases")
def list_aliases(database: Database = schema.DEFAULT_DATABASE) -> None:
    """List the words that stand for a known value, and who said so."""
    with refusing(err):
        if not store.exists(database):
            raise Refused("There is no database yet; `load` makes one.")
        with store.reading(database) as connection:
            rows = aliases.listed(connection)
    table = Table("Field", "Word", "Stands for", "By", "When (UTC)")
    for row in rows:
        table.add_row(*map(Text, (row.vocabulary, row.text, row.value, row.said_by, f"{row.said_at:%Y-%m-%d %H:%M}")))
    out.print(table if rows else "No word stands for another yet.")


@app.command()
def alias(
    field: Annotated[str, typer.Argument(help="A column with a list of values, or the table it refers to.")],
    word: Annotated[str, typer.Argument(help="The word that spreadsheets use.")],
    value: Annotated[str | None, typer.Argument(help="The value it stands for.", show_default=False)] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Forget what the word stands for.")] = False,
    by: Annotated[str, typer.Option(help="Your name, kept with the word.", show_default="your login")] = "",
    database: Database = schema.DEFAULT_DATABASE,
) -> None:
    """Say which value a word stands for, from the next load on: `alias completion "In Progress" limited`."""
    if remove == (value is not None):
        raise typer.BadParameter("give either the value the word stands for, or --remove")
    with refusing(err):
        if not store.exists(database):
            raise Refused("There is no database yet; `load` makes one.")
        with store.writing(database) as connection:
            if value is None:
                aliases.forget(connection, field, word, by or _login())
                _say(f"{word} stands for nothing any more.", None)
            else:
                meant = aliases.remember(connection, Current(connection).table, field, word, value, by or _login())
                _say(f"{word} stands for {meant} in {aliases.vocabulary(field)} from now on.", None)


@app.command()
def findings() -> None:
    """Print the list of codes as Markdown."""
    print(findings_page.markdown(), end="")  # noqa: T201  rich would wrap it
