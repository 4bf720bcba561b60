"""The commands on drafts: prepare, publish, schedule, withdraw, list, and publish those whose day has come."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import suppress
from typing import Annotated

import sqlalchemy as sa
import typer

from data_loader import audit, drafts, read, report, schema, versions
from data_loader.commands import (
    Answers,
    By,
    Database,
    Files,
    Keep,
    Note,
    Origin,
    Report,
    ReportFormat,
    answers_of,
    changing,
    end,
    err,
    existing,
    give_back,
    name_of,
    out,
    outcome_of,
    prepared_of,
    publish_prepared,
    refusal_of,
    show,
)
from data_loader.load import prepare
from data_loader.outcome import Outcome
from data_loader.phrases import N_, phrase
from data_loader.progress import shown_progress
from data_loader.questions import Asking
from data_loader.refusal import Refused, refusing
from data_loader.store import Current

app = typer.Typer(no_args_is_help=True, help="Loads prepared for editors alone, published at once or on a day.")
_Id = Annotated[str, typer.Argument(metavar="DRAFT", help="The id of a draft.")]
_Day = Annotated[str, typer.Option("--on", help="The day, UTC, on which it is published.", show_default="none")]


@app.command(
    "prepare", epilog="Example: ogm draft prepare roles.csv --on 2026-12-01 --note 'The co-chairs of December'"
)
def prepare_files(  # noqa: PLR0913, PLR0917  a parameter an option
    files: Files = None,
    database: Database = schema.DEFAULT_DATABASE,
    by: By = "",
    form: Report = None,
    answers: Answers = None,
    note: Note = "",
    publish_on: _Day = "",
    origin: Origin = audit.COMMAND_LINE,
) -> None:
    """Check FILES as `load` does and keep what they make of the data as a draft, which no reader sees."""
    with refusing(err):
        why = versions.readable_note(note)
        with changing(database) as connection:
            current, (opened, findings) = Current(connection), read.open_files(files or [])
            prepared = prepared_of(opened, current, Asking(answers_of(answers)), accept=False)
            prepared.findings = report.sort_findings(findings + prepared.findings)
            show(prepared, form, examples=True)
            refusal = refusal_of(prepared, ReportFormat.json)
            if refusal:
                end(outcome_of(prepared, refusal, current.version, accepted=False), form)
            with shown_progress(err) as progress:
                id_ = drafts.prepare_draft(connection, current, prepared, why, publish_on, name_of(by), progress)
            sentence = phrase("The draft {id} is prepared.", id=id_)
            audit.record(connection, name_of(by), "prepare draft", sentence, origin)
        end(outcome_of(prepared, sentence, current.version), form)


@app.command("publish", epilog="Example: ogm draft publish 0f8fad5bd9cb469fa16570867728950e")
def publish_draft(
    draft: _Id,
    database: Database = schema.DEFAULT_DATABASE,
    by: By = "",
    keep: Keep = 0,
    form: Report = None,
    origin: Origin = audit.COMMAND_LINE,
) -> None:
    """Publish a draft now, laid over what others published since it was prepared."""
    with refusing(err):
        with changing(database) as connection:
            ended = _publish(connection, draft, name_of(by), origin)
            if not ended.accepted:
                end(ended, form)
            versions.drop_beyond(connection, keep)
        give_back(database)
        end(ended, form)


@app.command("due", epilog="Example: ogm draft due")
def publish_due(
    database: Database = schema.DEFAULT_DATABASE,
    keep: Keep = 0,
    form: Report = None,
    origin: Origin = audit.COMMAND_LINE,
) -> None:
    """Publish every draft whose day has come; one that cannot be published keeps why, and waits."""
    with refusing(err):
        today = dt.datetime.now(dt.UTC).date().isoformat()
        with existing(database) as connection:
            coming = [*drafts.due(connection, today)]
        done = [_on_its_day(database, draft, keep, origin) for draft in coming]
        if done:
            give_back(database)
        sentence = _of_drafts(sum(done), len(done))
        end(Outcome(accepted=True, sentence=sentence, version=None), form)


_DUE = {
    (0, 0): N_("There is no draft whose day has come."),
    (1, 1): N_("The draft whose day has come is published."),
    (0, 1): N_("The draft whose day has come cannot be published."),
}
_DUE_OF_MANY = N_("{n} of {total} drafts whose day has come are published.")


def _of_drafts(n: int, total: int) -> str:
    return phrase(_DUE.get((n, total), _DUE_OF_MANY), n=n, total=total)


def _on_its_day(database: str, draft: str, keep: int, origin: str) -> bool:
    """Whether a draft became a version; who prepared it publishes it. One that is gone holds up none."""
    with suppress(Refused), changing(database) as connection:
        by = drafts.waiting(connection, draft).prepared_by
        ended = _publish(connection, draft, by, origin)
        if ended.accepted:
            versions.drop_beyond(connection, keep)
        else:
            drafts.fail(connection, draft, ended.sentence)
        return ended.accepted
    return False


def _publish(connection: sa.Connection, draft: str, by: str, origin: str) -> Outcome:
    """A draft as a new version; nothing is written where it is refused."""
    row, current = drafts.waiting(connection, draft), Current(connection)
    with shown_progress(err) as progress:
        asking = Asking(json.loads(row.answers))
        prepared = prepare(drafts.files_of(connection, draft), current, progress, asking, row.base)
    refusal = refusal_of(prepared, ReportFormat.json)
    if refusal:
        return outcome_of(prepared, refusal, current.version, accepted=False)
    ended = publish_prepared(connection, current, prepared, by)
    if ended.version != current.version:
        versions.annotate(connection, ended.version, row.note)
        audit.record(connection, by, "publish draft", ended.sentence, origin, ended.version)
    drafts.end(connection, draft, ended.version)
    return ended


@app.command("schedule", epilog="Example: ogm draft schedule 0f8fad5bd9cb469fa16570867728950e 2026-12-01")
def schedule_draft(
    draft: _Id,
    day: Annotated[str, typer.Argument(help="The day, UTC, as 2026-12-01; '' for none.")],
    database: Database = schema.DEFAULT_DATABASE,
    by: By = "",
    form: Report = None,
    origin: Origin = audit.COMMAND_LINE,
) -> None:
    """Set the day on which a draft is published by itself, where a server of the dashboard runs."""
    with refusing(err):
        with changing(database) as connection:
            drafts.schedule(connection, draft, day)
            sentence = (
                phrase("The draft is published on {day}.", day=day)
                if day
                else phrase("The draft waits until somebody publishes it.")
            )
            audit.record(connection, name_of(by), "schedule draft", f"{sentence} ({draft})", origin)
        end(Outcome(accepted=True, sentence=sentence, version=None), form)


@app.command("withdraw", epilog="Example: ogm draft withdraw 0f8fad5bd9cb469fa16570867728950e")
def withdraw_draft(
    draft: _Id,
    database: Database = schema.DEFAULT_DATABASE,
    by: By = "",
    form: Report = None,
    origin: Origin = audit.COMMAND_LINE,
) -> None:
    """Let go of a draft: its files and its rows are deleted."""
    with refusing(err):
        with changing(database) as connection:
            drafts.end(connection, draft)
            sentence = phrase("The draft is withdrawn.")
            audit.record(connection, name_of(by), "withdraw draft", f"{sentence} ({draft})", origin)
        give_back(database)
        end(Outcome(accepted=True, sentence=sentence, version=None), form)


@app.command("list", epilog="Example: ogm draft list")
def list_drafts(database: Database = schema.DEFAULT_DATABASE) -> None:
    """List the drafts, the newest first."""
    with refusing(err), existing(database) as connection:
        rows = drafts.listed(connection)
    for row in rows:
        out.print(f"{row.id}  {row.state}  {row.publish_on or '—'}  {row.prepared_by}: {row.note or row.changes}")
    if not rows:
        out.print("No draft was prepared yet.")
