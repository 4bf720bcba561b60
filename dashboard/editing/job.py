"""What a load is, what is done with it just now, and how that ended."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from dashboard.blocks import N_
from dashboard.editing.typed import Typed
from dashboard.language.words import Words
from dashboard.signin.access import Editor

CHECK, LOAD, RESTORE, UNDO, FORGET, DRAFT = "check", "load", "restore", "undo", "forget", "draft"
_STEPS = {
    "Reading": N_("Reading the files."),
    "Checking": N_("Checking every cell."),
    "Comparing": N_("Comparing with the current version."),
    "Writing": N_("Writing the new version."),
}
"""The first word of the loader's steps -> the sentence on it: the loader's own are for terminals and for programs."""
_STARTING, _WAITING = N_("Starting."), N_("Waiting for its turn.")


@dataclass(frozen=True)
class Job:
    """What a load is, what is done with it just now, and how that ended."""

    token: str
    editor: Editor
    files: tuple[str, ...] = ()
    size: int = 0  # bytes of the files as they are stored
    doing: str = CHECK
    using: Mapping[str, Any] = field(default_factory=dict)  # what it is done with: arguments of Loader's methods
    origin: str = ""  # where its editor is
    turn: int = 0  # how often something was done, so that a page knows when it is out of date
    tries: int = 0  # how often a server began to do this
    running: bool = False  # it waits to be worked on, or is
    begun: bool = False  # a server has begun with it
    queued_at: float = 0
    step: str = ""
    done: int = 0
    total: int = 0
    accepted: bool = False
    interrupted: bool = False
    said: Mapping[str, Any] = field(default_factory=dict)  # the loader's last word, with its pattern
    words_said: Sequence[Mapping[str, Any]] = ()  # what it said of words that stand for others, before this check
    answers: Mapping[str, str] = field(default_factory=dict)  # to questions of the loader, by their keys
    note: str = ""  # what the load is for
    form: Typed | None = None  # where the files were typed, and what
    again: int | None = None  # the version whose rows are to be current again
    version: int | None = None  # current when this was checked, or published by it
    before: int | None = None  # the same before the last thing was started

    def started(self, doing: str, origin: str, using: Mapping[str, Any]) -> Job:
        """The same load, with which something is to be done next."""
        return replace(
            self, doing=doing, using=using, origin=origin, turn=self.turn + 1, tries=0, running=True, begun=False,
            step="", done=0, total=0, accepted=False, interrupted=False, said={}, words_said=(), before=self.version,
        )  # fmt: skip

    @property
    def is_check(self) -> bool:
        return self.doing == CHECK

    @property
    def changes_nothing(self) -> bool:
        """It may be begun a second time: a check without words to be kept first."""
        return self.is_check and not self.using

    @property
    def drafts(self) -> bool:
        """It keeps files as a draft, and brings no version."""
        return self.doing == DRAFT

    @property
    def forgets(self) -> bool:
        """It takes a word back, and brings no version."""
        return self.doing == FORGET

    def progress(self, words: Words) -> str:
        """How far a load is, in one or two sentences."""
        first, _, _ = self.step.partition(" ")
        sentence = words(_STEPS.get(first, _STARTING if self.begun else _WAITING))
        if first != "Writing" or not self.total:
            return sentence
        counts = words("{n} of {total} rows.", n=self.done, total=self.total)
        return f"{sentence} {counts}"

    def dumped(self) -> bytes:
        """All of it as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()


def parsed(text: bytes) -> Job:
    """The load that `dumped` wrote."""
    facts = json.loads(text)
    lists = {name: tuple(facts[name]) for name in ("files", "words_said")}
    form = Typed(**facts["form"]) if facts["form"] else None
    return Job(**facts | lists | {"editor": Editor(**facts["editor"]), "form": form})
