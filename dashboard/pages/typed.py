"""A form once more, with what was typed in it: where a load that came of it was not published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard import blocks as b
from dashboard.editing.jobs import jobs_of_this_server
from dashboard.signin import access

AGAIN = "again/"
"""What the address of a form begins with that is shown once more; the token of the load follows."""


def values(item: str) -> Mapping[str, str]:
    """What was typed in the form of the load whose token stands in an address; nothing where it is not there."""
    editor = access.editor()
    if not item.startswith(AGAIN) or editor is None:
        return {}
    job = jobs_of_this_server().find(item.removeprefix(AGAIN), editor)
    return job.form.values if job and job.form else {}


def refilled(parts: Sequence[b.Text], typed: Mapping[str, str]) -> list[b.Text]:
    """The parts of a form, each field with what was typed in it."""
    return [_refilled(part, typed) for part in parts] if typed else [*parts]


def _refilled(part: b.Text, typed: Mapping[str, str]) -> b.Text:
    if isinstance(part, b.Field):
        return part if part.kind == "submit" else replace(part, value=typed.get(part.name, part.value))
    if isinstance(part, b.Items):
        return replace(part, items=refilled(part.items, typed))
    if isinstance(part, b.Fold):
        return replace(part, items=_refilled(part.items, typed))
    return part if isinstance(part, str) or not isinstance(part, Sequence) else refilled(part, typed)
