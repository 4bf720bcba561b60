"""Who somebody is, as one of the ways of signing in has it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in; `way` is a name of `options.WAYS`."""

    name: str
    way: str
    edits: bool  # may load data
    session: str = ""  # what the forms of this person are bound to beside the name
