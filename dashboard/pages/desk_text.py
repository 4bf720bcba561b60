"""What is ready to send by one's own mail program: a sentence for each ticked row, in any of the languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from dashboard.pages.desk_lists import Desk, Entries

_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")  # no-break spaces are meant
LONGEST_LINK = 1_900  # characters: beyond, some mail programs cut the text off or open nothing


@dataclass(frozen=True)
class Letter:
    """A mail to be sent: to whom, its subject and its text."""

    to: str  # a name; empty where it is to several
    subject: str
    text: str

    @property
    def is_long(self) -> bool:
        """It does not fit into a link."""
        return len(self._link) > LONGEST_LINK

    @property
    def href(self) -> str:
        """Opens the mail program with subject and text; with the subject alone where the text is too long."""
        return f"mailto:?subject={quote(self.subject, safe='')}" if self.is_long else self._link

    @property
    def _link(self) -> str:
        text = self.text.replace("\n", "\r\n")
        return f"mailto:?subject={quote(self.subject, safe='')}&body={quote(text, safe='')}"


def letter(desk: Desk, entries: Entries, to: str = "") -> Letter:
    """The mail on some entries in the language of the desk."""
    words = desk.view.words
    subject = words.plural(
        "Open Government Partnership: {n} question to you", "Open Government Partnership: {n} questions to you",
        len(entries),
    )  # fmt: skip
    as_of = words("This is what the Open Government Monitor has on record, as of {date}:", date=desk.on.asof)
    points = "\n".join(f"- {_one_line(desk.sentence(entry))}" for entry in entries)
    answer = words("Please answer this message, if you can with a source that may be published.")
    text = "\n\n".join((words("Dear colleagues,"), as_of, points, answer, words("With kind regards,")))
    return Letter(to, subject, text)


def letters(desk: Desk, entries: Entries) -> list[Letter]:
    """A mail for each who is asked; none where that is one."""
    by_name: dict[str, list[Any]] = {}
    for entry in entries:
        by_name.setdefault(desk.name(entry), []).append(entry)
    return [letter(desk, some, name) for name, some in by_name.items()] if len(by_name) > 1 else []


def _one_line(text: str) -> str:
    """Names of the data may hold line breaks."""
    return _BLANKS.sub(" ", text).strip()
