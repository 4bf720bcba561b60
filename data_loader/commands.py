"""The commands: load, check, versions, diff, restore, undo, export, edit, audit, aliases, deck, and their documents."""

from __future__ import annotations

import getpass
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import sqlalchemy as sa
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from data_loader import (
    aliases,
    audit,
    backups,
    changes_report,
    clean,
    decks,
    export,
    findings_page,
    outcome,
    read,
    report,
    schema,
    store,
    terminal,
    versions,
)
from data_loader.changes import compare
from data_loader.dictionary import data_package, markdown
from data_loader.load import REFERENCE, Prepared, prepare
from data_loader.marked_files import write_marked
from data_loader.merge_questions import ADD, ALLOWED, REPLACE, YES
from data_loader.outcome import Outcome
from data_loader.phrases import Phrase, phrase
from data_loader.progress import shown_progress
from data_loader.questions import Asking
from data_loader.refusal import Refused, refusing
from data_loader.spreadsheet import File
from data_loader.store import Current
from data_loader.undo import undo_row, undo_version

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="Spreadsheets into the database of the Open Government Monitor.",
)  # fmt: skip
out, err = Console(soft_wrap=False), Console(stderr=True)


class Language(StrEnum):
    """The languages of a workbook that is made to be edited."""

    en = "en"
    fr = "fr"
    es = "es"


class ReportFormat(StrEnum):
    """How findings are printed."""

    csv = "csv"
    json = "json"


Files = Annotated[
    list[Path] | None, typer.Argument(help="CSV files, workbooks, or folders of them.", show_default=False)
]
Database = Annotated[str, typer.Option(envvar="MONITOR_DATABASE_URL", help="URL of the database.")]
By = Annotated[str, typer.Option(help="Your name, kept with the version.", show_default="your login")]
Report = Annotated[
    ReportFormat | None,
    typer.Option("--report", help="Print findings as CSV, or all there is to say as JSON, instead."),
]


def _fewest(kept: int) -> int:
    if 0 < kept < versions.FEWEST_KEPT:
        raise typer.BadParameter(f"keep all (0) or at least {versions.FEWEST_KEPT}: readers may be looking at the last")
    return kept


Keep = Annotated[
    int,
    typer.Option(
        min=0, callback=_fewest, envvar="MONITOR_VERSIONS_KEPT", help="Versions that keep their rows; 0 for all."
    ),
]

Answers = Annotated[
    list[str] | None,
    typer.Option("--answer", metavar="KEY=VALUE", help="Answer a question that `check` asks.", show_default=False),
]
Accept = Annotated[
    bool,
    typer.Option("--accept-suggestions", help="Read every unknown word of FILES as what it is suggested to mean."),
]
Note = Annotated[str, typer.Option(help="Why this is published: one line, kept with the version.", show_default=False)]
Add = Annotated[bool, typer.Option("--add", help="Add and update the rows of FILES; all other rows stay.")]
Replace = Annotated[bool, typer.Option("--replace", help="Rows that FILES do not have are removed from their tables.")]
Against = Annotated[
    int | None, typer.Option(help="Only while this is the current version.", show_default="whichever is")
]
Origin = Annotated[str, typer.Option(envvar="MONITOR_LOAD_ORIGIN", hidden=True, help="From where, for the audit log.")]
Marked = Annotated[
    Path | None,
    typer.Option("--marked", help="Write FILES back as workbooks with the faulty cells marked: a file, or a folder."),
]


@app.command(epilog="Example: ogm load roles.csv --by 'Ana Pérez' --note 'The Steering Committee of May'")
def load(  # noqa: PLR0913, PLR0917  a parameter an option
    files: Files = None,
    database: Database = schema.DEFAULT_DATABASE,
    by: By = "",
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help="Only while the database is empty; without FILES, the shipped data.")
    ] = False,
    form: Report = None,
    allow_removals: Annotated[
        bool, typer.Option("--allow-removals", help="Remove or empty more than a tenth of a table without asking.")
    ] = False,
    add: Add = False,
    replace: Replace = False,
    answers: Answers = None,
    accept: Accept = False,
    keep: Keep = 0,
    against: Against = None,
    note: Note = "",
    origin: Origin = audit.COMMAND_LINE,
) -> None:
    """Check FILES and, if they hold no error, publish them as a new version."""
    if not files and not if_empty:
        raise typer.BadParameter("name at least one file, or use --if-empty for the data that ships with the product")
    with refusing(err):
        why = versions.readable_note(note)
        with store.writing(database) as connection:
            current = Current(connection)
            if if_empty and current.version is not None:
                out.print(f"The database already holds version {current.version}: nothing was loaded.")
                return
            _refuse_unless(current, against)
            asking = Asking(_mode(add=add, replace=replace) | _allowed(allow_removals) | answers_of(answers))
            ended = _load(connection, current, files or [REFERENCE], name_of(by), form, asking, accept=accept)
            if ended.version != current.version:
                audit.record(connection, name_of(by), "load", ended.sentence, origin, ended.version)
                versions.annotate(connection, ended.version, why)
            versions.drop_beyond(connection, keep)
        give_back(database)
        end(ended, form)


def _published(version: int, changes: str) -> Phrase:
    return phrase("Published version {version} ({changes}).", version=str(version), changes=changes)


def _finish(connection: sa.Connection, version: int, note: str, keep: int) -> None:
    """Keep why a version was published, and let go of those beyond the newest `keep`."""
    versions.annotate(connection, version, note)
    versions.drop_beyond(connection, keep)


def give_back(database: str) -> None:
    try:
        store.give_back(database)
    except sqlite3.OperationalError as problem:  # what was to be done is done
        err.print(f"Disk space that is no longer needed stays taken until the next load: {problem}.", highlight=False)


def _refuse_unless(current: Current, against: int | None) -> None:
    """What was looked at before may no longer be so once another version is current."""
    if against is not None and current.version != against:
        sentence = phrase(
            "Version {version} has been published meanwhile: check again. Nothing was changed.",
            version=current.version,
        )
        raise Refused(sentence)


def answers_of(given: list[str] | None) -> dict[str, str]:
    """The answers of the command line by their keys; the last of a key holds."""
    pairs = [answer.rpartition("=") for answer in given or ()]
    if not all(key and value for key, _, value in pairs):
        raise typer.BadParameter("write an answer as KEY=VALUE, both as `check` prints them", param_hint="--answer")
    return {key: value for key, _, value in pairs}


def _mode(*, add: bool, replace: bool) -> dict[str, str]:
    """The answer to what becomes of the rows that the files do not have, of all tables."""
    if add and replace:
        raise typer.BadParameter("give either --add or --replace")
    return {"mode": ADD} if add else {"mode": REPLACE} if replace else {}


def _allowed(allow: bool) -> dict[str, str]:
    return dict.fromkeys(ALLOWED, YES) if allow else {}


def _load(
    connection: sa.Connection, current: Current, paths: list[Path], by: str, form: ReportFormat | None, asking: Asking,
    *, accept: bool,
) -> Outcome:  # fmt: skip
    files, findings = read.open_files(paths)
    same = not findings and {file.sha256 for file in files} == current.files()
    if same and not any(key.partition(":")[0] == "mode" for key in asking.answers):
        sentence = phrase("These are the very files of version {version}: nothing to load.", version=current.version)
        return Outcome(accepted=True, sentence=sentence, version=current.version)
    prepared = prepared_of(files, current, asking, accept=accept)
    prepared.findings = report.sort_findings(findings + prepared.findings)
    show(prepared, form, examples=False)
    refusal = refusal_of(prepared, form)
    if refusal:
        end(outcome_of(prepared, refusal, current.version, accepted=False), form)
    return publish_prepared(connection, current, prepared, by)


def publish_prepared(connection: sa.Connection, current: Current, prepared: Prepared, by: str) -> Outcome:
    """What was prepared and not refused, as a new version, unless every row is there already."""
    summary = versions.written({diff.name: diff.counts for diff in prepared.changes if diff})
    changes = [merged.change for merged in prepared.merged.values()]
    with shown_progress(err) as progress:
        published = store.publish(connection, current, changes, summary, prepared.files, by, progress)
    if published is None:
        return outcome_of(prepared, _nothing_new(current), current.version)
    aliases.keep(connection, prepared.asking.kept, by)
    return outcome_of(prepared, _published(published.version, summary), published.version)


def prepared_of(files: list[File], current: Current, asking: Asking, *, accept: bool) -> Prepared:
    """What the files would store; where suggestions are accepted, read a second time with these as answers."""
    with shown_progress(err) as progress:
        prepared = prepare(files, current, progress, asking)
        words = aliases.suggested(prepared.findings) if accept else {}
        return prepare(files, current, progress, Asking(words | {**asking.answers})) if words else prepared


def _nothing_new(current: Current) -> Phrase:
    return phrase("Every row is already in version {version}: nothing to load.", version=current.version)


def refusal_of(prepared: Prepared, form: ReportFormat | None) -> str:
    """Why the load is refused; "" where it is not. At a terminal a person is asked what a yes answers."""
    if report.has_errors(prepared.findings):
        return phrase("Nothing was loaded: correct the errors above and load again.")
    questions = prepared.asking.open()
    if not questions:
        return ""
    asked = " ".join(question.sentence for question in questions[:_ASKED])
    if all(question.kind in ALLOWED for question in questions):
        if not form and sys.stdin.isatty() and sys.stdout.isatty() and typer.confirm(f"{asked} Go on?"):
            return ""
        return phrase("Nothing was loaded: {questions} If that is meant, load again with --allow-removals.",
                      questions=asked)  # fmt: skip
    return phrase("Nothing was loaded: {questions} Answer with --answer and load again.", questions=asked)


_ASKED = 3  # questions said in one sentence; all of them are listed


@app.command(epilog="Example: ogm check roles.xlsx --marked roles-marked.xlsx")
def check(  # noqa: PLR0913, PLR0917  a parameter an option
    files: Files = None,
    database: Database = schema.DEFAULT_DATABASE,
    form: Report = None,
    marked: Marked = None,
    add: Add = False,
    replace: Replace = False,
    answers: Answers = None,
    accept: Accept = False,
) -> None:
    """Say what `load` would find and change, and change nothing."""
    if not files:
        raise typer.BadParameter("name at least one file")
    asking = Asking(_mode(add=add, replace=replace) | answers_of(answers))
    with refusing(err):
        if store.exists(database):
            with store.reading(database) as connection:
                _check(files, Current(connection), form, marked, asking, accept=accept)
        else:
            _check(files, Current(None), form, marked, asking, accept=accept)


def _check(
    paths: list[Path], current: Current, form: ReportFormat | None, marked: Path | None, asking: Asking, *, accept: bool
) -> None:
    files, findings = read.open_files(paths)
    prepared = prepared_of(files, current, asking, accept=accept)
    prepared.findings = report.sort_findings(findings + prepared.findings)
    show(prepared, form, examples=True)
    if marked:
        for path in write_marked(marked, files, prepared.findings, paths):
            _say(f"The marked workbook is {path}.", form)
    if report.has_errors(prepared.findings):
        sentence = phrase("A load would be refused.")
        end(outcome_of(prepared, sentence, current.version, accepted=False), form)
    end(outcome_of(prepared, _would_be(prepared, current), current.version), form)


def _would_be(prepared: Prepared, current: Current) -> Phrase:
    """What a load would come to."""
    rows = ", ".join(f"{name} {len(table.frame):,}" for name, table in prepared.tables.items())
    if current.version is not None and not any(prepared.changes):
        return phrase("Every row is already in version {version}: there is nothing to publish (rows: {rows}).",
                      version=current.version, rows=rows)  # fmt: skip
    questions = prepared.asking.open()
    if questions:
        asked = " ".join(question.sentence for question in questions[:_ASKED])
        return phrase("A load would be accepted (rows: {rows}). It would ask first: {questions}",
                      rows=rows, questions=asked)  # fmt: skip
    return phrase("A load would be accepted (rows: {rows}).", rows=rows)


def show(prepared: Prepared, form: ReportFormat | None, *, examples: bool) -> None:
    """Findings and changes for a person."""
    if form:
        return
    report.write_terminal(prepared.findings, out)
    if prepared.findings:
        out.print(terminal.faults(prepared.findings))
    for line in terminal.question_lines(prepared.asking):
        out.print(line)
    if prepared.changes and examples:
        out.print(terminal.counts_table(prepared.changes))
        for line in terminal.example_lines(prepared.changes):
            out.print(line)


def _say(sentence: str, form: ReportFormat | None = None) -> None:
    """To the person; beside a report for programs, on the other stream, where these read it whole."""
    console = err if form else out
    for line in [sentence] if form else terminal.lines_of(sentence):
        console.print(line, highlight=False, markup=False, soft_wrap=not console.is_terminal)


def outcome_of(prepared: Prepared, sentence: str, version: int | None, *, accepted: bool = True) -> Outcome:
    rows = {name: len(table.frame) for name, table in prepared.tables.items()}
    questions = prepared.asking.as_rows()
    return Outcome(accepted, sentence, version, prepared.findings, prepared.changes, rows, questions)


def end(ended: Outcome, form: ReportFormat | None) -> None:
    """The report for programs, and the last word to the person: on the other stream where there is such a report."""
    if form == ReportFormat.csv:
        report.write_csv(ended.findings, sys.stdout)
    if form == ReportFormat.json:
        outcome.write_json(ended, sys.stdout)
    if not ended.accepted:
        raise Refused(ended.sentence)
    _say(ended.sentence, form)


@app.command(epilog="Example: ogm dictionary > data-dictionary.md")
def dictionary(
    datapackage: Annotated[bool, typer.Option("--datapackage", help="As a data package descriptor (JSON).")] = False,
) -> None:
    """Print what each table and column of the data is, as Markdown."""
    print(data_package(REFERENCE) if datapackage else markdown(), end="")  # noqa: T201  rich would wrap it


def name_of(by: str) -> str:
    return clean.one_line(by) or _login()


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return os.environ.get("HOSTNAME", "unknown")


@app.command("aliases", epilog="Example: ogm aliases")
def list_aliases(database: Database = schema.DEFAULT_DATABASE) -> None:
    """List the words that stand for a known value, and who said so."""
    with refusing(err), existing(database) as connection:
        rows = aliases.listed(connection)
    table = Table("Field", "Word", "Stands for", "By", "When (UTC)")
    for row in rows:
        table.add_row(*map(Text, (row.vocabulary, row.text, row.value, row.said_by, f"{row.said_at:%Y-%m-%d %H:%M}")))
    out.print(table if rows else "No word stands for another yet.")


@app.command(epilog="Example: ogm alias completion 'In Progress' limited")
def alias(  # noqa: PLR0913, PLR0917  a parameter an option
    field: Annotated[str, typer.Argument(help="A column with a list of values, or the table it refers to.")],
    word: Annotated[str, typer.Argument(help="The word that spreadsheets use.")],
    value: Annotated[str | None, typer.Argument(help="The value it stands for.", show_default=False)] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Forget what the word stands for.")] = False,
    by: Annotated[str, typer.Option(help="Your name, kept with the word.", show_default="your login")] = "",
    database: Database = schema.DEFAULT_DATABASE,
    form: Report = None,
    origin: Origin = audit.COMMAND_LINE,
) -> None:
    """Say which value a word stands for, from the next load on."""
    if remove == (value is not None):
        raise typer.BadParameter("give either the value the word stands for, or --remove")
    word = aliases.readable(word)
    with refusing(err):
        with changing(database) as connection:
            current = Current(connection)
            if value is None:
                aliases.forget(connection, field, word, name_of(by))
                where = aliases.vocabulary(field)
                sentence = phrase("{word} stands for nothing any more in {field}.", word=word, field=where)
            else:
                meant = aliases.remember(connection, current.table, field, word, value, name_of(by))
                where = aliases.vocabulary(field)
                sentence = phrase(
                    "{word} stands for {value} in {field} from now on.", word=word, value=meant, field=where
                )
            audit.record(connection, name_of(by), "forget" if value is None else "alias", sentence, origin)
        end(Outcome(accepted=True, sentence=sentence, version=current.version), form)


@app.command(epilog="Example: ogm findings > findings.md")
def findings() -> None:
    """Print what a check may find in files, code by code, as Markdown."""
    print(findings_page.markdown(), end="")  # noqa: T201  rich would wrap it


# Versions


@app.command(name="versions", epilog="Example: ogm versions")
def list_versions(database: Database = schema.DEFAULT_DATABASE) -> None:
    """List the versions in the database, the newest first."""
    with refusing(err), existing(database) as connection:
        kept = versions.listed(connection)
        out.print(terminal.versions_table(kept) if kept else "The database holds no version yet.")


@app.command(epilog="Example: ogm version 3")
def version(number: int, database: Database = schema.DEFAULT_DATABASE) -> None:
    """Show one version in full: who, when, what changed, its files and its tables."""
    with refusing(err), existing(database) as connection:
        for part in terminal.version_lines(versions.find(connection, number)):
            out.print(part)


@app.command(epilog="Example: ogm restore 3 --by 'Ana Pérez'")
def restore(  # noqa: PLR0913, PLR0917  a parameter an option
    number: int,
    database: Database = schema.DEFAULT_DATABASE,
    by: By = "",
    keep: Keep = 0,
    form: Report = None,
    against: Against = None,
    note: Note = "",
    origin: Origin = audit.COMMAND_LINE,
) -> None:
    """Make version NUMBER current again, as a new version; the last load is undone by the number before it."""
    with refusing(err):
        why = versions.readable_note(note)
        with changing(database) as connection:
            current = Current(connection)
            _refuse_unless(current, against)
            published = versions.restore(connection, current, number, name_of(by))
            sentence = _published(published.version, published.changes)
            audit.record(connection, name_of(by), "restore", sentence, origin, published.version)
            _finish(connection, published.version, why, keep)
        give_back(database)
        end(Outcome(accepted=True, sentence=sentence, version=published.version), form)


@app.command(epilog="Example: ogm undo 16 roles role-01")
def undo(  # noqa: PLR0913, PLR0917  a parameter an option
    number: Annotated[int, typer.Argument(metavar="VERSION", help="The version whose change is undone.")],
    table: Annotated[str, typer.Argument(help="The table of one row; without it, every row is undone.")] = "",
    key: Annotated[
        list[str] | None, typer.Argument(help="What tells the row from all others; a part may be empty: ''.")
    ] = None,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Also where the row was changed again since: what came since is lost.")
    ] = False,
    database: Database = schema.DEFAULT_DATABASE,
    by: By = "",
    keep: Keep = 0,
    form: Report = None,
    against: Against = None,
    note: Note = "",
    origin: Origin = audit.COMMAND_LINE,
) -> None:
    """Give rows back what they were before VERSION, as a new version: all that it changed, or one."""
    with refusing(err):
        why = versions.readable_note(note)
        with changing(database) as connection:
            current = Current(connection)
            _refuse_unless(current, against)
            row = tuple(key or ())
            published = (
                undo_row(connection, current, number, table, row, name_of(by), anyway=anyway)
                if table
                else undo_version(connection, current, number, name_of(by), anyway=anyway)
            )
            sentence = _published(published.version, published.changes)
            of_one = f"Row undone: {table}, {' + '.join(filter(None, row))}." if table else ""
            what = f"{sentence} {of_one or f'Version undone: {number}.'}"
            audit.record(connection, name_of(by), "undo", what, origin, published.version)
            _finish(connection, published.version, why, keep)
        give_back(database)
        end(Outcome(accepted=True, sentence=sentence, version=published.version), form)


@app.command(epilog="Example: ogm diff 3 16 --report csv")
def diff(
    earlier: Annotated[int, typer.Argument(metavar="FROM", help="The number of a version.")],
    later: Annotated[int, typer.Argument(metavar="TO", help="The number of another.")],
    database: Database = schema.DEFAULT_DATABASE,
    form: Report = None,
) -> None:
    """Say what differs between two versions, row by row and field by field: when, by whom and why."""
    with refusing(err), existing(database) as connection:
        for number in (earlier, later):
            versions.find_kept(connection, number)
        differences = compare(connection, earlier, later)
    if form == ReportFormat.csv:
        changes_report.write_csv(differences, sys.stdout)
    elif form == ReportFormat.json:
        changes_report.write_json(differences, sys.stdout)
    else:
        for line in changes_report.terminal_lines(differences):
            out.print(line)


@app.command(name="export", epilog="Example: ogm export-data version-3.xlsx --format xlsx --version 3")
def export_version(
    folder: Annotated[Path, typer.Argument(metavar="OUT", help="A folder to make; a file for xlsx.")],
    form: Annotated[export.Form, typer.Option("--format", help="What to write.")] = export.Form.csv,
    number: Annotated[
        int | None, typer.Option("--version", help="Any version that is kept.", show_default="the current one")
    ] = None,
    database: Database = schema.DEFAULT_DATABASE,
) -> None:
    """Write a version as spreadsheets that load back as the very same rows."""
    with refusing(err), existing(database) as connection:
        version = versions.find_kept(connection, number or Current(connection).version or 1)
        export.write(Current(connection, version.number), version, form, folder)
        _say(f"Wrote version {version.number} to {folder}.")


@app.command(epilog="Example: ogm edit roles.xlsx --table roles --language fr")
def edit(
    file: Annotated[Path, typer.Argument(help="The workbook to make.")],
    tables: Annotated[
        list[str] | None, typer.Option("--table", help="A table; several may be named.", show_default="all small ones")
    ] = None,
    language: Annotated[Language, typer.Option(help="Of headers, words and names.")] = Language.en,
    number: Annotated[
        int | None, typer.Option("--version", help="Any version that is kept.", show_default="the current one")
    ] = None,
    database: Database = schema.DEFAULT_DATABASE,
) -> None:
    """Write tables as a workbook made to be edited: names for ids, lists to choose from; `load` reads it back."""
    if unknown := [name for name in tables or () if name not in schema.DATA_TABLES]:
        raise typer.BadParameter(f"there is no table {unknown[0]}", param_hint="--table")
    with refusing(err), existing(database) as connection:
        version = versions.find_kept(connection, number or Current(connection).version or 1)
        names = export.write_editable(Current(connection, version.number), version, tables, language, file)
        _say(f"Wrote {', '.join(names)} of version {version.number} to {file}.")


@app.command(epilog="Example: ogm backup monitor-2026-11-29.sqlite")
def backup(
    file: Annotated[Path, typer.Argument(help="The file to make.")], database: Database = schema.DEFAULT_DATABASE
) -> None:
    """Copy the whole database to FILE, also while it is read and written (SQLite; PostgreSQL: pg_dump)."""
    with refusing(err):
        with existing(database) as connection:
            number = Current(connection).version
        backups.write(database, file)
        _say(f"Wrote the database with version {number} to {file}.")


@app.command(epilog="Example: ogm recover monitor-2026-11-29.sqlite")
def recover(
    file: Annotated[Path, typer.Argument(help="A file that `backup` wrote.")],
    database: Database = schema.DEFAULT_DATABASE,
    by: By = "",
    origin: Origin = audit.COMMAND_LINE,
) -> None:
    """Put the database that FILE holds in place of the present one, also while it is read (PostgreSQL: pg_restore)."""
    with refusing(err):
        backups.recover(database, file)
        with store.writing(database) as connection:
            number = Current(connection).version
            sentence = f"The database is as {file.name} has it, with version {number}."
            audit.record(connection, name_of(by), "restore", sentence, origin, number)
        _say(sentence)


@app.command("audit", epilog="Example: ogm audit --report csv")
def list_audit(database: Database = schema.DEFAULT_DATABASE, form: Report = None) -> None:
    """List every write: who, when, what, and from where."""
    with refusing(err), existing(database) as connection:
        rows = audit.listed(connection)
    if form == ReportFormat.csv:
        audit.write_csv(rows, sys.stdout)
    elif form == ReportFormat.json:
        audit.write_json(rows, sys.stdout)
    else:
        out.print(terminal.audit_table(rows) if rows else "Nothing was written since there is an audit log.")


# Decks

deck_app = typer.Typer(no_args_is_help=True, help="Presentations kept under a name.")
app.add_typer(deck_app, name="deck")


@deck_app.command("save", epilog="Example: ogm deck save 'Spring 2017' '/present?deck=brief'")
def save_deck(
    name: Annotated[str, typer.Argument(help="What it is called, as `?deck=` and the page Present have it.")],
    address: Annotated[str, typer.Argument(help="The address of the presentation: /present?deck=…")],
    database: Database = schema.DEFAULT_DATABASE,
    by: By = "",
    form: Report = None,
    origin: Origin = audit.COMMAND_LINE,
) -> None:
    """Keep a presentation under NAME, in place of one that has it."""
    with refusing(err):
        with changing(database) as connection:
            sentence = decks.save(connection, clean.one_line(name), address, name_of(by))
            audit.record(connection, name_of(by), "deck", sentence, origin)
        end(Outcome(accepted=True, sentence=sentence, version=None), form)


@deck_app.command("remove", epilog="Example: ogm deck remove 'Spring 2017'")
def remove_deck(
    name: str,
    database: Database = schema.DEFAULT_DATABASE,
    by: By = "",
    form: Report = None,
    origin: Origin = audit.COMMAND_LINE,
) -> None:
    """Forget the presentation NAME."""
    with refusing(err):
        with changing(database) as connection:
            sentence = decks.remove(connection, name)
            audit.record(connection, name_of(by), "remove deck", sentence, origin)
        end(Outcome(accepted=True, sentence=sentence, version=None), form)


@deck_app.command("list", epilog="Example: ogm deck list")
def list_decks(database: Database = schema.DEFAULT_DATABASE) -> None:
    """List the presentations kept under a name."""
    with refusing(err), existing(database) as connection:
        rows = decks.listed(connection)
    out.print(terminal.decks_table(rows) if rows else "No deck is saved yet.")


@contextmanager
def existing(database: str) -> Iterator[sa.Connection]:
    """A connection to read with; refuses where there is no database, or one that no load ever reached."""
    store.require(database)
    with store.reading(database) as connection:
        if Current(connection).version is None:
            raise Refused(phrase("The database holds no version yet; `load` makes one."))
        yield connection


@contextmanager
def changing(database: str) -> Iterator[sa.Connection]:
    """A connection to write with; refuses as `existing` does, and makes nothing then."""
    with existing(database):
        pass
    with store.writing(database) as connection:
        yield connection
