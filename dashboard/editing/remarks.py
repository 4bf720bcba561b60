"""The forms of notes and corrections: read, trimmed and held to limits; what a row may hold says the loader."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from data_loader import schema

_NOTE = ("about", "about_id", "text", "author_role", "date", "source")
_CORRECTION = ("subject", "wrong", "wrong_since", "changed", "date", "member_id", "commitment_id", "source")
_LINES = {"text", "wrong", "changed"}
"""Fields that may have several lines."""


@dataclass(frozen=True)
class Remark:
    """A row of a table of notes, and whether readers are to see it."""

    table: str
    cells: Mapping[str, str]
    is_public: bool = True

    @property
    def subject(self) -> tuple[str, str]:
        """What a note is about: its kind, and the id."""
        return self.cells["about"], self.cells["about_id"]


def note(form: Mapping[str, str]) -> Remark | None:
    """The note that a form holds; None where what it needs is missing, too long, or nothing that there is."""
    cells, visibility = _cells(_NOTE, form), form.get("visibility")
    needed = (cells["about_id"], cells["text"], cells["author_role"])
    if cells["about"] not in schema.NOTED or visibility not in {"public", "editors"} or not all(needed):
        return None
    return _remark("notes", cells, is_public=visibility == "public")


def correction(form: Mapping[str, str]) -> Remark | None:
    """The correction that a form holds; None where what it needs is missing or too long."""
    cells = _cells(_CORRECTION, form)
    return _remark("corrections", cells) if all(cells[name] for name in ("subject", "wrong", "changed")) else None


def _remark(table: str, cells: dict[str, str], *, is_public: bool = True) -> Remark | None:
    if any(len(text) > schema.LONGEST_REMARK for text in cells.values()):
        return None
    name = f"{table.removesuffix('s')}-{secrets.token_hex(6)}"
    return Remark(table, {"id": name} | cells, is_public)


def _cells(names: tuple[str, ...], form: Mapping[str, str]) -> dict[str, str]:
    return {name: _tidy(form.get(name, ""), keeps="\n" if name in _LINES else "") for name in names}


def _tidy(text: str, keeps: str) -> str:
    """Without what nobody can see, but for ends of lines where they may be."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign if sign.isprintable() or sign in keeps else " " for sign in lines).strip()
