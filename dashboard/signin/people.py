"""Who somebody is, as one of the ways of signing in has it, and what each role may do."""

from __future__ import annotations

from dataclasses import dataclass

LOAD, DECKS, AUDIT = "load", "decks", "audit"
"""Rights: to load data and make versions current again, to save decks for everybody, to read the log of writes."""
ROLES: dict[str, frozenset[str]] = {
    "editor": frozenset({LOAD, DECKS, AUDIT}),
    "viewer": frozenset(),
}
"""Role -> what it may do beside reading what everybody reads."""


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in; `way` is a name of `options.WAYS`."""

    name: str
    way: str
    role: str
    session: str = ""  # what the forms of this person are bound to beside the name

    @property
    def rights(self) -> frozenset[str]:
        """What this person may do."""
        return ROLES.get(self.role, frozenset())
