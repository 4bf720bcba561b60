"""The questions of a merge: add or replace, what would be removed or emptied, and what two people changed at once."""

from __future__ import annotations

from data_loader.authors import Author
from data_loader.phrases import N_, Phrase, phrase
from data_loader.questions import Option, Question
from data_loader.report import Finding
from data_loader.tables import Table

ADD, REPLACE = "add", "replace"
YES, KEEP = "yes", "keep"
YOURS, THEIRS = "yours", "theirs"
ALLOWED = ("removed", "emptied")
"""The kinds of question that `--allow-removals` answers with yes."""
KINDS = (*ALLOWED, "conflict")
"""What nobody is asked while there are errors."""

_EMPTY = "—"
_MODE = {
    ADD: N_("{table}: the file holds {held} of the {total} rows: these are added or updated, and the others stay."),
    REPLACE: N_(
        "{table}: the file holds {held} of the {total} rows: the table becomes what the file holds, and the others go."
    ),
}
_MODE_OF_NEW = {
    ADD: N_("{table}: all rows of the file are new: they are added, and the {total} that are there stay."),
    REPLACE: N_(
        "{table}: all rows of the file are new: the table becomes what the file holds, and the {total} that are there "
        "go."
    ),
}
_MODE_OF_PART = {
    ADD: N_("{table}: of the {total} rows that the file speaks of it holds {held}: they are updated, the others stay."),
    REPLACE: N_("{table}: of the {total} rows that the file speaks of it holds {held}: the others go."),
}


def mode(table: str, held: int, total: int, proposed: str, *, part: bool = False) -> Question:
    """Whether the rows that a file does not have stay or go."""
    options = (
        Option(ADD, phrase("Add and update rows; all others stay")),
        Option(REPLACE, phrase("Replace: rows that the file does not have go")),
    )
    template = (_MODE_OF_PART if part else _MODE if held else _MODE_OF_NEW)[proposed]
    sentence = phrase(template, table=table, held=held, total=total)
    return Question(f"mode:{table}", sentence, options, proposed)


def removed(table: str, count: int, total: int) -> Question:
    """Whether many rows go; without an answer nothing is loaded."""
    share = f"{count / total:.1%}"
    sentence = phrase("{removed} of the {total} rows of {table} ({share}) would be removed.",
                      removed=count, total=total, table=table, share=share)  # fmt: skip
    return Question(f"removed:{table}", sentence, (Option(YES, phrase("Yes, remove these rows")),))


def emptied(table: str, field: str, count: int, filled: int) -> Question:
    """Whether many cells of a column become empty; without an answer nothing is loaded."""
    sentence = phrase("{emptied} of the {filled} filled cells of {field} in {table} would be emptied.",
                      emptied=count, filled=filled, field=field, table=table)  # fmt: skip
    options = (
        Option(YES, phrase("Yes, empty these cells")),
        Option(KEEP, phrase("Keep what these cells hold now")),
    )
    return Question(f"emptied:{table}:{field}", sentence, options)


def conflict(table: str, key: tuple[str, ...], field: str, yours: str, theirs: str, author: Author) -> Question:
    """Which of two values holds, where the file and somebody else changed one to different ones."""
    sentence = phrase(
        "{key} in {table}: {by} changed {field} to “{theirs}” on {day} (version {version}); the file has “{yours}”.",
        key=_shown(key), table=table, field=field, yours=yours or _EMPTY, theirs=theirs or _EMPTY, **_by(author),
    )  # fmt: skip
    options = (
        Option(YOURS, phrase("Yours: {value}", value=yours or _EMPTY)),
        Option(THEIRS, phrase("Theirs: {value}", value=theirs or _EMPTY)),
    )
    return Question(f"conflict:{table}:{'+'.join(key)}:{field}", sentence, options)


def removed_by_yours(table: str, key: tuple[str, ...], author: Author) -> Question:
    """Whether a row goes that the file no longer has and somebody else changed."""
    sentence = phrase("{key} in {table} is not in the file, and {by} changed it on {day} (version {version}).",
                      key=_shown(key), table=table, **_by(author))  # fmt: skip
    return _of_row(table, key, sentence, phrase("Yours: remove it"), phrase("Theirs: keep it as it is now"))


def removed_by_theirs(table: str, key: tuple[str, ...], author: Author) -> Question:
    """Whether a row comes back that somebody else removed and the file changed."""
    sentence = phrase("{key} in {table} is changed in the file, and {by} removed it on {day} (version {version}).",
                      key=_shown(key), table=table, **_by(author))  # fmt: skip
    return _of_row(table, key, sentence, phrase("Yours: bring it back as the file has it"), phrase("Theirs: remove it"))


def _of_row(table: str, key: tuple[str, ...], sentence: Phrase, yours: Phrase, theirs: Phrase) -> Question:
    options = (Option(YOURS, yours), Option(THEIRS, theirs))
    return Question(f"conflict:{table}:{'+'.join(key)}", sentence, options)


def _by(author: Author) -> dict[str, object]:
    return {"by": author.by, "day": f"{author.at:%Y-%m-%d %H:%M} UTC", "version": author.version}


def _shown(key: tuple[str, ...]) -> str:
    return ", ".join(filter(None, key))


def no_base(table: Table, base: int, current: int) -> Finding:
    """The download is so old that nobody can tell what was changed in it."""
    sentence = phrase(
        "The file was downloaded from version {base}, which is not kept here: it is compared with version {current} "
        "alone, and may undo what was published in between.",
        base=base, current=current,
    )  # fmt: skip
    return table.source.finding("download-too-old", sentence)


def older_base(table: Table, base: int, current: int) -> Finding:
    """The download is older than what is current."""
    sentence = phrase(
        "The file was downloaded from version {base}, and version {current} is current: what others changed in {table} "
        "since then stays, and what both changed is asked.",
        base=base, current=current, table=table.name,
    )  # fmt: skip
    return table.source.finding("download-older", sentence)
