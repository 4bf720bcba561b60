"""Local accounts: a file of names, roles, strong hashes and invitations, which one writes at a time."""

from __future__ import annotations

import fcntl
import hashlib
import json
import logging
import os
import re
import secrets
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from hmac import compare_digest
from pathlib import Path
from typing import Any

from werkzeug.security import check_password_hash, generate_password_hash

from dashboard.blocks import N_
from dashboard.signin.people import ACCOUNTS, REPORT, ROLES

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 1024
_METHOD = "scrypt:32768:8:3"  # as strong as OWASP asks for; 32 MB and some 0.2 s a guess
LONGEST_NAME = 64
INVITATION, INVITATION_DAYS = "invitation", 7
"""The path to which the link of an invitation leads, and for how long."""
_DAY = 86_400  # seconds
_LONGEST_KEY = 200
_NAME = re.compile(rf"(?!\.+$)[\w.@+-]{{1,{LONGEST_NAME}}}")  # one that an address can have
_OPEN_TO_OTHERS = 0o027  # the group may read, where a secret is mounted so; others nothing
_GUESSES = 1e8  # that a password must outlast: the estimate of zxcvbn, which knows common passwords and their disguises
_LONGEST_ESTIMATED = 72  # characters that zxcvbn looks at
_OWN_WORDS = ("open", "government", "partnership", "monitor", "ogp")
_log = logging.getLogger(__name__)


class AccountsError(ValueError):
    """The file of accounts, or what shall go into it, is not as it must be; the text is a sentence.

    `message` and `values` are what the sentence is translated from.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message.format(**values))
        self.message, self.values = message, values


@dataclass(frozen=True)
class Account:
    """One account, or an invitation to it."""

    name: str
    role: str
    password: str = ""  # its hash; nothing until somebody who was invited has set one
    members: tuple[str, ...] = ()  # ids of those for whom a reporter reports
    invitation: str = ""  # the hash of the key in a link that sets the password once
    until: int = 0  # the second from which the link is of no use

    @property
    def stamp(self) -> str:
        """Changes with the password, and ends the sessions begun with the former one."""
        return hashlib.sha256(self.password.encode()).hexdigest()[:16]

    @property
    def keeps_accounts(self) -> bool:
        """Whether somebody can sign in with it and invite and remove people."""
        return bool(self.password) and ACCOUNTS in ROLES[self.role]


class Accounts:
    """The accounts of a file, read again when it changes; a file that is not there holds none.

    Each change reads, changes and writes the file under a lock beside it: of two workers, neither loses the other's.
    A change `by` a local administrator is refused where this person is none any more, and where it would leave none.
    """

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)
        self._reading = threading.Lock()
        self._stamp: tuple[int, int, int] | None = None
        self._accounts: dict[str, Account] = {}
        self.now = time.time

    def all(self) -> dict[str, Account]:
        """By name; AccountsError when the file cannot be read, or could be by others."""
        with self._reading:
            try:
                file = self._path.stat()
            except FileNotFoundError:
                return {}
            except OSError as fault:
                message = N_("The accounts in {path} cannot be read: {why}.")
                raise AccountsError(message, path=self._path, why=fault.strerror) from None
            if file.st_mode & _OPEN_TO_OTHERS:
                message = N_("The accounts in {path} are open to others: run chmod 600 on the file.")
                raise AccountsError(message, path=self._path)
            stamp = (file.st_ino, file.st_mtime_ns, file.st_size)
            if stamp != self._stamp:
                before, self._accounts = self._accounts, _read(self._path)
                if self._stamp:
                    _log_changes(before, self._accounts)
                self._stamp = stamp
            return self._accounts

    def check(self, name: str, password: str) -> Account | None:
        """The account that name and password open; an unknown name takes as long as a wrong password."""
        account = self.all().get(name)
        hashed = (account.password if account else "") or _no_password()
        right = check_password_hash(hashed, password[:LONGEST_PASSWORD])
        return account if account and right and len(password) <= LONGEST_PASSWORD else None

    def put(self, name: str, password: str, role: str, members: Iterable[str] = ()) -> None:
        """Add an account, or give it another password and role, and a reporter other members."""
        account = _checked(Account(name, role, members=tuple(members)))
        account = replace(account, password=_hashed(name, password))
        with self._changing() as accounts:
            accounts[name] = account

    def invite(self, name: str, role: str, members: Iterable[str] = (), by: str = "") -> str:
        """Add an account without a password; gives the key that sets it."""
        account = _checked(Account(name, role, members=tuple(members)))
        with self._changing(by) as accounts:
            if name in accounts:
                raise AccountsError(N_("There is already an account of this name: please choose another."))
            accounts[name], key = self._invited(account)
        return key

    def renew(self, name: str, by: str = "") -> str:
        """Another key for an account, in place of the one before; a password that is set is good until it is used."""
        with self._changing(by) as accounts:
            accounts[name], key = self._invited(_named(accounts, name))
        return key

    def change(self, name: str, role: str, members: Iterable[str] = (), by: str = "") -> None:
        """Give an account another role, and a reporter other members; it holds at once."""
        with self._changing(by) as accounts:
            accounts[name] = _checked(replace(_named(accounts, name), role=role, members=tuple(members)))

    def remove(self, name: str, by: str = "") -> None:
        """Remove an account, and with it every session of it."""
        with self._changing(by) as accounts:
            del accounts[_named(accounts, name).name]

    def invited(self, key: str) -> Account | None:
        """Whose password the key of a link sets; None where it sets none, or none any more."""
        return self._of_key(self.all(), key)

    def join(self, key: str, password: str) -> Account | None:
        """Set the password by the key of a link, which does so once; None where it does not."""
        account = self.invited(key)
        hashed = _hashed(account.name, password) if account else ""
        with self._changing() as accounts:
            account = self._of_key(accounts, key)
            if account:
                account = accounts[account.name] = replace(account, password=hashed, invitation="", until=0)
        return account

    def is_open(self, account: Account) -> bool:
        """Whether there is a link that still sets the password."""
        return bool(account.invitation) and self.now() < account.until

    def _invited(self, account: Account) -> tuple[Account, str]:
        key, until = secrets.token_urlsafe(32), int(self.now()) + INVITATION_DAYS * _DAY
        return replace(account, invitation=_key_hash(key), until=until), key

    def _of_key(self, accounts: Mapping[str, Account], key: str) -> Account | None:
        hashed = _key_hash(key[:_LONGEST_KEY]).encode()
        named = [one for one in accounts.values() if compare_digest(one.invitation.encode(), hashed)]
        return next((one for one in named if self.is_open(one)), None)

    @contextmanager
    def _changing(self, by: str = "") -> Iterator[dict[str, Account]]:
        """The accounts as they are now; they are written as they are in the end, and nobody else changes them."""
        with self._lock():
            accounts = dict(_read(self._path)) if self.all() else {}
            if by and not (by in accounts and accounts[by].keeps_accounts):
                raise AccountsError(N_("Accounts are for administrators."))
            yield accounts
            if by and not any(one.keeps_accounts for one in accounts.values()):
                raise AccountsError(
                    N_("You are the last administrator here: first make somebody else one, who has set a password.")
                )
            self._write(accounts)

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """Alone with the file among threads, processes and machines that share it."""
        beside = self._path.with_name(f".{self._path.name}.lock")
        with os.fdopen(os.open(beside, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600), "w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _write(self, accounts: Mapping[str, Account]) -> None:
        """In one step, so that a server reads the old file or the new one, never half of it."""
        records = {one.name: _record(one) for one in accounts.values()}
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=f".{self._path.name}.")  # mode 0600
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(records, file, indent=2, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _record(account: Account) -> dict[str, Any]:
    invitation = {"invitation": account.invitation, "until": account.until} if account.invitation else {}
    return {"role": account.role, "password": account.password, "members": [*account.members], **invitation}


def _read(path: Path) -> dict[str, Account]:
    try:
        records: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8"))
        accounts = {name: _account(name, one) for name, one in records.items()}
        if {account.role for account in accounts.values()} <= ROLES.keys():
            return accounts
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        pass
    raise AccountsError(N_("{path} is no file of accounts that can be read."), path=path)


def _account(name: str, record: Mapping[str, Any]) -> Account:
    members = tuple(map(str, record.get("members", ())))
    invitation, until = str(record.get("invitation", "")), int(record.get("until", 0))
    return Account(name, record["role"], str(record["password"]), members, invitation, until)


def _checked(account: Account) -> Account:
    """The account, where it can be one; members only where its role reports for them."""
    if not _NAME.fullmatch(account.name):
        message = N_("A name has up to {n} letters, digits and signs of . @ + - _ and no spaces.")
        raise AccountsError(message, n=LONGEST_NAME)
    if account.role not in ROLES:
        message = N_("A role is one of {roles}, not {role}.")
        raise AccountsError(message, roles=", ".join(ROLES), role=repr(account.role))
    reports = REPORT in ROLES[account.role]
    if reports and not account.members:
        raise AccountsError(N_("A reporter reports for one member at least: please choose it."))
    return replace(account, members=account.members if reports else ())


def _named(accounts: Mapping[str, Account], name: str) -> Account:
    if name not in accounts:
        raise AccountsError(N_("There is no account named {name}."), name=repr(name))
    return accounts[name]


def _hashed(name: str, password: str) -> str:
    """The hash of a password that is good enough for an account."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        message = N_("A password has at least {least} characters, and at most {most}.")
        raise AccountsError(message, least=SHORTEST_PASSWORD, most=LONGEST_PASSWORD)
    if _guesses(password, name) < _GUESSES:
        raise AccountsError(N_("This password is among those that are guessed first: take another, or a few words."))
    return generate_password_hash(password, _METHOD)


def _key_hash(key: str) -> str:
    """Of a key, of which nobody guesses any of the 256 bits: no slow hash makes it safer."""
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()


def _log_changes(before: Mapping[str, Account], after: Mapping[str, Account]) -> None:
    """Note which accounts came and went, have another role, password or members, or a link that sets the password."""
    nobody = Account("", "none")
    for name in sorted({*before, *after}):
        old, new = before.get(name, nobody), after.get(name, nobody)
        if old.role != new.role:
            _log.info("the role of %r was %s and is %s", name, old.role, new.role)
        if old.members != new.members:
            _log.info("the members of %r were %s and are %s", name, _listed(old.members), _listed(new.members))
        if new.invitation not in ("", old.invitation):
            _log.info("a link was made that sets the password of %r", name)
        if nobody not in (old, new) and old.password != new.password:
            _log.info("the password of %r was changed", name)


def _listed(members: Iterable[str]) -> str:
    return ", ".join(map(repr, members)) or "none"


@cache
def _no_password() -> str:
    return generate_password_hash(os.urandom(16).hex(), _METHOD)


def _guesses(password: str, name: str) -> float:
    """How many guesses a password outlasts, by those who know name and site."""
    from zxcvbn import zxcvbn  # noqa: PLC0415 - its lists are needed where a password is set, not by every server

    return float(zxcvbn(password[:_LONGEST_ESTIMATED], user_inputs=[name, *_OWN_WORDS])["guesses"])
