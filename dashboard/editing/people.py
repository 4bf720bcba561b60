"""What administrators do to local accounts, and who was invited does: in their file, then in the log of every write."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable

from dashboard.signin import access
from dashboard.signin.accounts import INVITATION as INVITATION  # noqa: PLC0414 - all about accounts
from dashboard.signin.accounts import INVITATION_DAYS as INVITATION_DAYS  # noqa: PLC0414
from dashboard.signin.accounts import LONGEST_NAME as LONGEST_NAME  # noqa: PLC0414
from dashboard.signin.accounts import LONGEST_PASSWORD as LONGEST_PASSWORD  # noqa: PLC0414
from dashboard.signin.accounts import SHORTEST_PASSWORD as SHORTEST_PASSWORD  # noqa: PLC0414
from dashboard.signin.accounts import Account as Account  # noqa: PLC0414
from dashboard.signin.accounts import Accounts as Accounts  # noqa: PLC0414
from dashboard.signin.accounts import AccountsError as AccountsError  # noqa: PLC0414
from dashboard.signin.service import current
from data_loader import isolated

_log = logging.getLogger(__name__)


class TooOftenError(Exception):
    """So many links of no use were tried that there is a wait, of so many seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


def accounts() -> Accounts | None:
    """The local accounts of this server; None where there are none."""
    service = current()
    return service.accounts if service.settings.accounts else None


def invite(name: str, role: str, members: Collection[str]) -> str:
    """Add an account; gives the key that sets its password."""
    key = current().accounts.invite(name, role, members, current().local_name())
    _record("invite", name, access.the_editor().name, role, members)
    return key


def renew(name: str) -> str:
    """Another key for an account."""
    key = current().accounts.renew(name, current().local_name())
    _record("renew", name, access.the_editor().name)
    return key


def change(name: str, role: str, members: Collection[str]) -> None:
    """Give an account another role, and a reporter other members."""
    who = access.the_editor().name  # somebody may take the right away from the own account
    current().accounts.change(name, role, members, current().local_name())
    _record("change", name, who, role, members)


def remove(name: str) -> None:
    """Remove an account, perhaps the own one."""
    who = access.the_editor().name
    current().accounts.remove(name, current().local_name())
    _record("remove", name, who)


def invited(key: str) -> Account | None:
    """Whose password the key of a link sets; None where it sets none. Wrong keys are counted as wrong passwords are."""
    if not key:
        return None
    service = current()
    marks = service.marks()
    wait = service.attempts.begin(marks)
    if wait:
        _log.warning("too many links of invitations, from %s", access.client_address())
        raise TooOftenError(wait)
    account = service.accounts.invited(key)
    if account:
        service.attempts.succeeded(marks)
    else:
        _log.warning("a link of an invitation that is of no use, from %s", access.client_address())
    return account


def join(key: str, password: str) -> Account | None:
    """Set the password by the key of a link, and sign the person in; None where the key sets none."""
    account = current().accounts.join(key, password)
    if account:
        current().begin(account)
        _record("accept", account.name, account.name)
    return account


def _record(action: str, name: str, who: str, role: str = "", members: Iterable[str] = ()) -> None:
    """Have the loader write it into the log of every write; our own log has it in any case."""
    origin = access.client_address()
    _log.info("%s of the account %r by %r, from %s", action, name, who, origin)
    options = [f"--by={who}", f"--role={role}", *(f"--member={one}" for one in members)]
    variables = {"MONITOR_DATABASE_URL": current().settings.database_url, "MONITOR_LOAD_ORIGIN": origin}
    outcome = isolated.run(["account", "note", *options, "--", action, name], variables=variables)
    if not outcome.succeeded:
        _log.error("this is not in the log of every write: %s", outcome.sentence)
