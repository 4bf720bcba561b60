"""Who somebody is, as one of the ways of signing in has it, and what each role may do."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

LOAD, DECKS, AUDIT = "load", "decks", "audit"
"""Rights: to change data and make versions current again, to save decks for everybody, to read the log of writes."""
REPORT, REVIEW, ACCOUNTS = "report", "review", "accounts"
"""Rights: to report for one's own members, to decide on reports, to invite and remove people."""
_OF_EDITORS = frozenset({LOAD, DECKS, AUDIT, REVIEW})
ROLES: dict[str, frozenset[str]] = {
    "administrator": _OF_EDITORS | {ACCOUNTS},
    "editor": _OF_EDITORS,
    "reporter": frozenset({REPORT}),
    "viewer": frozenset(),
}
"""Role -> what it may do beside reading what everybody reads; the first that somebody has is the one that holds."""
_OF_MEMBER = ":"
"""Between a role and the id of the member that somebody has it for, in what a proxy or provider lists."""


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in; `way` is a name of `options.WAYS`."""

    name: str
    way: str
    role: str
    session: str = ""  # what the forms of this person are bound to beside the name
    members: frozenset[str] = frozenset()  # ids of those for whom a reporter reports

    @property
    def rights(self) -> frozenset[str]:
        """What this person may do."""
        return ROLES.get(self.role, frozenset())

    def reports_for(self, member_id: str) -> bool:
        """Whether this person may report for a member."""
        return REPORT in self.rights and member_id in self.members


def role_among(listed: Collection[str], names: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The first of our roles that a proxy or provider lists, and the members that somebody has it for.

    `names` says what they call a role of ours, where that is another name; reporter:L-SAO is the role for one member.
    """
    for role, rights in ROLES.items():
        name = names.get(role, role)
        members = [one.removeprefix(f"{name}{_OF_MEMBER}") for one in listed if one.startswith(f"{name}{_OF_MEMBER}")]
        if name in listed or (members and REPORT in rights):
            return role, tuple(sorted(members)) if REPORT in rights else ()
    return "viewer", ()
