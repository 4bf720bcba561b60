"""`ogm account`: add, invite, remove and list local accounts."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Annotated
from urllib.parse import urlencode

import typer

from dashboard.cli.command_line import refuse, settings
from dashboard.signin.accounts import INVITATION, INVITATION_DAYS, SHORTEST_PASSWORD, Accounts, AccountsError
from dashboard.signin.people import ROLES

app = typer.Typer(help="Local accounts, in the file that MONITOR_ACCOUNTS names.", no_args_is_help=True)
_Name = Annotated[str, typer.Argument(help="Letters, digits and signs of . @ + - _")]
_Role = Annotated[str, typer.Option(help=f"What it may do: {' or '.join(ROLES)}.")]
_Members = Annotated[
    list[str] | None, typer.Option("--member", help="Id of a member that a reporter reports for; may be given again.")
]


@app.command(epilog="Example: ogm account add rosa --role reporter --member L-SAO --member L-PAR")
def add(name: _Name, role: _Role = "editor", members: _Members = None) -> None:
    """Add an account, or give it a new password and role; the password is asked for, or read from standard input."""
    with _accounts() as accounts:
        accounts.put(name, _password(), role, members or ())
    typer.echo(f"{name} can sign in as {role}{_for(members)}.")


@app.command(epilog="Example: ogm account invite ada --role administrator")
def invite(name: _Name, role: _Role = "editor", members: _Members = None) -> None:
    """Add an account without a password, or renew its link; prints the link with which the person sets a password."""
    chosen = settings()
    with _accounts() as accounts:
        there = name in accounts.all()
        key = accounts.renew(name) if there else accounts.invite(name, role, members or ())
        account = accounts.all()[name]
    end = f"{chosen.path_prefix}{INVITATION}?{urlencode({'key': key})}"
    typer.echo(
        f"{name} is invited as {account.role}{_for(account.members)}. For {INVITATION_DAYS} days, and once, opens"
    )
    typer.echo(f"{chosen.site_url or f'http://{chosen.host}:{chosen.port}'}{end}")


@app.command(epilog="Example: ogm account remove ana")
def remove(name: _Name) -> None:
    """Remove an account; its sessions end with it."""
    with _accounts() as accounts:
        accounts.remove(name)
    typer.echo(f"{name} can no longer sign in.")


@app.command(name="list", epilog="Example: ogm account list")
def list_all() -> None:
    """List the accounts with their roles."""
    with _accounts() as accounts:
        listed = sorted(accounts.all().items())
    for name, account in listed:
        typer.echo(f"{name:24}{account.role}{_for(account.members)}{'' if account.password else ', invited'}")


def _for(members: Iterable[str] | None) -> str:
    return f" for {', '.join(members)}" if members else ""


@contextmanager
def _accounts() -> Iterator[Accounts]:
    """The accounts of the settings; what cannot be done with them ends the command with a sentence."""
    path = settings().accounts
    if not path:
        refuse(
            "Set MONITOR_ACCOUNTS to the file that holds, or shall hold, the accounts: MONITOR_ACCOUNTS=accounts.json."
        )
    try:
        yield Accounts(path)
    except AccountsError as fault:
        refuse(str(fault))
    except OSError as fault:
        refuse(f"{fault.filename}: {fault.strerror}.")


def _password() -> str:
    """Asked for twice and shown nowhere; a program gives it in one line instead."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    question = f"Password (at least {SHORTEST_PASSWORD} characters)"
    return str(typer.prompt(question, hide_input=True, confirmation_prompt=True))
