"""The command `account note`: what was done to a local account of the dashboard, for the log of every write."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from data_loader import audit, clean, schema, store
from data_loader.refusal import refusing

app = typer.Typer(no_args_is_help=True, help="Notes on the accounts of the dashboard, which has them in a file.")
_err = Console(stderr=True)


class Action(StrEnum):
    """What can be done to an account."""

    invite = "invite"
    renew = "renew"
    change = "change"
    remove = "remove"
    accept = "accept"


NOTES = {
    Action.invite: ("invite", "{name} was invited as {role}."),
    Action.renew: ("renew link", "A link was made with which {name} sets a new password."),
    Action.change: ("change account", "{name} is {role} now."),
    Action.remove: ("remove account", "The account of {name} was removed."),
    Action.accept: ("set password", "{name} set a password by a link."),
}
"""What each is called in the log, and what it says."""


@app.callback()
def accounts() -> None:
    """Notes on the accounts of the dashboard, which has them in a file."""


@app.command(epilog="Example: ogm account-note invite ada --role editor --by 'Ana Pérez'")
def note(
    action: Action,
    name: Annotated[str, typer.Argument(help="The name of the account.")],
    role: Annotated[str, typer.Option(help="Its role.")] = "",
    member: Annotated[list[str] | None, typer.Option(help="A member it reports for; may be given again.")] = None,
    database: Annotated[
        str, typer.Option(envvar="MONITOR_DATABASE_URL", help="URL of the database.")
    ] = schema.DEFAULT_DATABASE,
    by: Annotated[str, typer.Option(help="Who did it.")] = audit.COMMAND_LINE,
    origin: Annotated[str, typer.Option(envvar="MONITOR_LOAD_ORIGIN", hidden=True)] = audit.COMMAND_LINE,
) -> None:
    """Write into the log of every write what was done to an account."""
    called, pattern = NOTES[action]
    what = role if not member else f"{role} for {', '.join(member)}"
    sentence = clean.one_line(pattern.format(name=name, role=what))
    with refusing(_err), store.writing(database) as connection:
        audit.record(connection, clean.one_line(by), called, sentence, origin)
