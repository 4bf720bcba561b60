"""Local accounts: a file of names, roles and strong hashes, and how often a password for them may be tried."""

from __future__ import annotations

import hashlib
import json
import logging
import math
import os
import re
import tempfile
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from werkzeug.security import check_password_hash, generate_password_hash

from dashboard.data.backends import GuardedCache
from dashboard.signin.people import ROLES

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 1024
_METHOD = "scrypt:32768:8:3"  # as strong as OWASP asks for; 32 MB and some 0.2 s a guess
LONGEST_NAME = 64
_NAME = re.compile(rf"[\w.@+-]{{1,{LONGEST_NAME}}}")
_OPEN_TO_OTHERS = 0o027  # the group may read, where a secret is mounted so; others nothing
_GUESSES = 1e8  # that a password must outlast: the estimate of zxcvbn, which knows common passwords and their disguises
_LONGEST_ESTIMATED = 72  # characters that zxcvbn looks at
_OWN_WORDS = ("open", "government", "partnership", "monitor", "ogp")
_FORGOTTEN = 60  # seconds after the last try, while fewer than that were made
_LONGEST_WAIT = 15 * 60
_log = logging.getLogger(__name__)


class AccountsError(ValueError):
    """The file of accounts, or what shall go into it, is not as it must be; the text is a sentence."""


@dataclass(frozen=True)
class Account:
    """One account."""

    name: str
    role: str
    password: str  # its hash
    members: tuple[str, ...] = ()  # ids of those for whom a reporter reports

    @property
    def stamp(self) -> str:
        """Changes with the password, and ends the sessions begun with the former one."""
        return hashlib.sha256(self.password.encode()).hexdigest()[:16]


class Accounts:
    """The accounts of a file, read again when it changes; a file that is not there holds none."""

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)
        self._reading = threading.Lock()
        self._stamp: tuple[int, int, int] | None = None
        self._accounts: dict[str, Account] = {}

    def all(self) -> dict[str, Account]:
        """By name; AccountsError when the file cannot be read, or could be by others."""
        with self._reading:
            try:
                file = self._path.stat()
            except FileNotFoundError:
                return {}
            except OSError as fault:
                raise AccountsError(f"The accounts in {self._path} cannot be read: {fault.strerror}.") from None
            if file.st_mode & _OPEN_TO_OTHERS:
                raise AccountsError(f"The accounts in {self._path} are open to others: run chmod 600 on the file.")
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
        right = check_password_hash(account.password if account else _no_password(), password[:LONGEST_PASSWORD])
        return account if account and right and len(password) <= LONGEST_PASSWORD else None

    def put(self, name: str, password: str, role: str, members: Iterable[str] = ()) -> None:
        """Add an account, or give it another password and role, and a reporter other members."""
        if not _NAME.fullmatch(name):
            raise AccountsError(
                f"A name has up to {LONGEST_NAME} letters, digits and signs of . @ + - _ and no spaces."
            )
        if role not in ROLES:
            raise AccountsError(f"A role is one of {', '.join(ROLES)}, not {role!r}.")
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise AccountsError(
                f"A password has at least {SHORTEST_PASSWORD} characters, and at most {LONGEST_PASSWORD}."
            )
        if _guesses(password, name) < _GUESSES:
            raise AccountsError("This password is among those that are guessed first: take another, or a few words.")
        self._write(self.all() | {name: Account(name, role, generate_password_hash(password, _METHOD), tuple(members))})

    def remove(self, name: str) -> None:
        """Remove an account, and with it every session of it."""
        left = dict(self.all())
        if left.pop(name, None) is None:
            raise AccountsError(f"There is no account named {name!r}.")
        self._write(left)

    def _write(self, accounts: dict[str, Account]) -> None:
        """In one step, so that a server reads the old file or the new one, never half of it."""
        records = {
            one.name: {"role": one.role, "password": one.password, "members": [*one.members]}
            for one in accounts.values()
        }
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


def _read(path: Path) -> dict[str, Account]:
    try:
        records: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8"))
        accounts = {
            name: Account(name, one["role"], str(one["password"]), tuple(map(str, one.get("members", ()))))
            for name, one in records.items()
        }
        if {account.role for account in accounts.values()} <= ROLES.keys():
            return accounts
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        pass
    raise AccountsError(f"{path} is no file of accounts that can be read.")


def _log_changes(before: Mapping[str, Account], after: Mapping[str, Account]) -> None:
    """Note which accounts came and went, and have another role or password."""
    nobody = Account("", "none", "")
    for name in sorted({*before, *after}):
        old, new = before.get(name, nobody), after.get(name, nobody)
        if old.role != new.role:
            _log.info("the role of %r was %s and is %s", name, old.role, new.role)
        if nobody not in (old, new) and old.password != new.password:
            _log.info("the password of %r was changed", name)


@cache
def _no_password() -> str:
    return generate_password_hash(os.urandom(16).hex(), _METHOD)


def _guesses(password: str, name: str) -> float:
    """How many guesses a password outlasts, by those who know name and site."""
    from zxcvbn import zxcvbn  # noqa: PLC0415 - its lists are needed where an account is made, not by the server

    return float(zxcvbn(password[:_LONGEST_ESTIMATED], user_inputs=[name, *_OWN_WORDS])["guesses"])


@dataclass(frozen=True)
class _Tries:
    count: int = 0
    last: float = 0  # when the last was made
    until: float = 0  # no try before
    forgotten: float = 0

    def and_one(self, now: float, free: int) -> _Tries:
        """With the try made now: so many are free, then each is followed by a wait that grows."""
        count = self.count + 1
        if count < free:
            return _Tries(count, now, 0, now + _FORGOTTEN)
        until = now + min(60 * 2 ** (count - free), _LONGEST_WAIT)
        return _Tries(count, now, until, until + _LONGEST_WAIT)

    def set_back(self, now: float) -> _Tries:
        """As if the last was made now, which is earlier by a clock that was set back: no wait becomes longer."""
        back = self.last - now
        return replace(self, last=self.last - back, until=self.until - back, forgotten=self.forgotten - back)


class Attempts:
    """Tries by what they have in common: the address they come from, the name they are for from there.

    A name alone has no count: whoever knew it could lock the person out from anywhere.
    """

    def __init__(self, cache: GuardedCache) -> None:
        self._cache = cache
        self._counting = threading.Lock()  # servers that share a cache may let one more through, threads do not
        self.now = time.time

    def begin(self, marks: Mapping[str, int]) -> int:
        """Seconds to wait; 0 when a try may be made, which is counted before anyone knows how it ends.

        `marks` says of each thing in common how many tries are free.
        """
        with self._counting:
            now = self.now()
            tries = {mark: self._tries(mark, now) for mark in marks}
            wait = max(one.until for one in tries.values()) - now
            if wait > 0:
                return math.ceil(wait)
            for mark, one in tries.items():
                self._keep(mark, one.and_one(now, marks[mark]), now)
            return 0

    def succeeded(self, marks: Iterable[str]) -> None:
        """A try that was right takes back its own count, not those of others."""
        with self._counting:
            now = self.now()
            for mark in marks:
                one = self._tries(mark, now)
                self._keep(mark, replace(one, count=max(one.count - 1, 0), until=0), now)

    def _tries(self, mark: str, now: float) -> _Tries:
        tries: _Tries = self._cache.get(_key(mark)) or _Tries()
        if tries.last > now:
            tries = tries.set_back(now)
            self._keep(mark, tries, now)
        return tries if tries.forgotten > now else _Tries()

    def _keep(self, mark: str, tries: _Tries, now: float) -> None:
        self._cache.set(_key(mark), tries, timeout=max(math.ceil(tries.forgotten - now), 1))


def _key(mark: str) -> str:
    return "try-" + hashlib.sha256(mark.encode(errors="replace")).hexdigest()
