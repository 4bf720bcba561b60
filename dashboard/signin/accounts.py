"""Local accounts: a file of names, roles and strong hashes, made on the command line and read again when it changes."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from werkzeug.security import check_password_hash, generate_password_hash

from dashboard.signin.people import ROLES

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 1024
_METHOD = "scrypt:32768:8:3"  # as strong as OWASP asks for; 32 MB and some 0.2 s a guess
LONGEST_NAME = 64
_NAME = re.compile(rf"[\w.@+-]{{1,{LONGEST_NAME}}}")
_OPEN_TO_OTHERS = 0o027  # the group may read, where a secret is mounted so; others nothing


class AccountsError(ValueError):
    """The file of accounts, or what shall go into it, is not as it must be; the text is a sentence."""


@dataclass(frozen=True)
class Account:
    """One account."""

    name: str
    role: str
    password: str  # its hash

    @property
    def stamp(self) -> str:
        """Changes with the password, and ends the sessions begun with the former one."""
        return hashlib.sha256(self.password.encode()).hexdigest()[:16]


class Accounts:
    """The accounts of a file; a file that is not there holds none."""

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)
        self._reading = threading.Lock()
        self._seen: tuple[int, int, int] | None = None
        self._kept: dict[str, Account] = {}

    def all(self) -> dict[str, Account]:
        """By name; AccountsError when the file cannot be read, or could be by others."""
        with self._reading:
            try:
                found = self._path.stat()
            except FileNotFoundError:
                self._seen, self._kept = None, {}
                return {}
            except OSError as fault:
                raise AccountsError(f"The accounts in {self._path} cannot be read: {fault.strerror}.") from None
            if found.st_mode & _OPEN_TO_OTHERS:
                raise AccountsError(f"The accounts in {self._path} are open to others: run chmod 600 on the file.")
            seen = (found.st_ino, found.st_mtime_ns, found.st_size)
            if seen != self._seen:
                self._kept = _read(self._path)
                self._seen = seen
            return self._kept

    def check(self, name: str, password: str) -> Account | None:
        """The account that name and password open; an unknown name takes as long as a wrong password."""
        account = self.all().get(name)
        right = check_password_hash(account.password if account else _no_password(), password[:LONGEST_PASSWORD])
        return account if account and right and len(password) <= LONGEST_PASSWORD else None

    def put(self, name: str, password: str, role: str) -> None:
        """Add an account, or give it another password and role."""
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
        self._write(self.all() | {name: Account(name, role, generate_password_hash(password, _METHOD))})

    def remove(self, name: str) -> None:
        """Remove an account, and with it every session of it."""
        left = dict(self.all())
        if left.pop(name, None) is None:
            raise AccountsError(f"There is no account named {name!r}.")
        self._write(left)

    def _write(self, accounts: dict[str, Account]) -> None:
        """In one step, so that a server reads the old file or the new one, never half of it."""
        records = {one.name: {"role": one.role, "password": one.password} for one in accounts.values()}
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
        records: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return {str(name): _account(str(name), record) for name, record in records.items()}
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        raise AccountsError(f"{path} is no file of accounts that can be read.") from None


def _account(name: str, record: dict[str, Any]) -> Account:
    if record["role"] not in ROLES:
        raise ValueError
    return Account(name, record["role"], str(record["password"]))


@cache
def _no_password() -> str:
    return generate_password_hash(os.urandom(16).hex(), _METHOD)
