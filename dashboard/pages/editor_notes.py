"""Notes among editors and the forms that add notes: in place, and on a page of all; for editors alone, on screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.queries.notes import days_of_meeting, known
from dashboard.signin import access
from dashboard.view import noted as subject
from dashboard.view.view import Record, View
from data_loader import schema

TITLE = N_("Notes")
_FOR_EDITORS = N_("Notes are for people who are signed in and have the role of an editor.")
PATH = "notes"
PART = "editor-notes"
"""What is in place: its part of a page, which is of one person, and so is kept for nobody else."""
PUBLIC, EDITORS = "public", "editors"
LONGEST_ROLE, LONGEST_ID = 100, 200  # characters

_VISIBILITY = ((PUBLIC, N_("Readers: it is checked and published")), (EDITORS, N_("Editors alone")))
_FIELDS = (N_("Note"), N_("Written by"), N_("Written on"), N_("Remove"))
_OF_EDITORS = tuple(map(b.Column, _FIELDS))
_ALL_OF_EDITORS = tuple(map(b.Column, (N_("About"), *_FIELDS)))
_PUBLIC = tuple(map(b.Column, (N_("About"), N_("Note"), N_("Written by"), N_("Of the day"))))
_AWAY = N_("The server did not answer. Please try again.")

Subject = tuple[str, Sequence[str]]
"""What a note may be about: a kind, and the ids of which it is one; nothing of either where both are to be chosen."""


def _of_item(about: str, view: View) -> Subject:
    return about, [view.item]


def _of_promises(view: View) -> Subject:
    return "promise", [*view.snapshot.tables["agenda_items"]["id"]]


def _of_day(view: View) -> Subject:
    return "date", [view.selection.asof.isoformat()]


def _of_meeting(view: View) -> Subject:
    return "date", days_of_meeting(view.snapshot, view.item)


_ON_PAGE: dict[str, Callable[[View], Subject]] = {
    **{about: partial(_of_item, about) for about in ("commitment", "theme", "member")},
    "promise": _of_promises,
    "date": _of_day,
    "meeting": _of_meeting,
}
"""What a page is about -> what the notes on it are about."""


def editor() -> access.Editor | None:
    """The editor who looks; it is not asked for of strangers, so that what they are answered stays everybody's."""
    return access.editor() if access.configured() and not access.is_stranger() else None


def in_place(noted: str) -> list[b.Block]:
    """The notes among editors on what a page is about, and the form that adds one; nothing for anybody else."""
    if not noted or not editor():
        return []
    return [b.Part(PART, partial(_in_place, noted))]


def _in_place(noted: str, view: View) -> b.Section:
    about = kind, ids = _ON_PAGE[noted](view)
    own = [one for one in view.records.editor_notes() if one.about == kind and one.about_id in ids]
    table = b.Table("editor-notes", "", _OF_EDITORS, [_row(view, one) for one in own], span=0)
    inside: list[b.Block] = [
        b.Paragraph("", "load-alert"),
        *([table] if own else []),
        b.Disclosure(view.words("Add a note"), [form(view, about)]),
    ]
    alone = [view.words("Nobody else sees this, and no file has it."), " "]
    card = b.Card(view.words("For editors"), inside, [*alone, b.Link(view.words("All notes"), view.href(PATH))])
    return b.Section([b.Grid([card])], "load editor-notes", data={"away": view.words(_AWAY)})


def _row(view: View, one: Record) -> b.Row:
    words = view.words
    by = words.named(one.author_role, one.written_by)
    hidden = [b.Field("hidden", "number", value=str(one.id)), _back(view)]
    label: b.Text = [words("Remove"), " ", b.Styled(words("the note by {name}", name=by), "visually-hidden")]
    button = b.Field("submit", "", label, value="send")
    removal = b.Form(view.href("notes/remove"), access.csrf_token(), [*hidden, button], "posted")
    return [one.text, by, b.Day(one.written_at.date().isoformat()), removal]


def form(view: View, about: Subject) -> b.Form:
    """What adds a note, for readers or for editors."""
    words = view.words
    kind, ids = about
    day = ids[0] if kind == "date" else view.selection.asof.isoformat()
    visibility = [(value, words(text)) for value, text in _VISIBILITY]
    parts: list[b.Text] = [
        *_about(view, about),
        _back(view),
        b.Field("lines", "text", words("Note"), required=True, longest=schema.LONGEST_REMARK),
        b.Field(
            "line", "author_role", words("Your role, as readers are to see it"), required=True, longest=LONGEST_ROLE
        ),
        b.Field("day", "date", words("Of the day"), day, note=words("Readers see it from this day on."), required=True),
        b.Field("line", "source", words("Source, if there is one"), longest=schema.LONGEST_REMARK),
        b.Field("one", "visibility", words("Who sees it?"), EDITORS, visibility, required=True),
        b.Field("submit", "", words("Add the note"), "send strong"),
    ]
    return b.Form(view.href("notes/add"), access.csrf_token(), parts)


def _back(view: View) -> b.Field:
    """Where a form leads back to: the page it is on."""
    return b.Field("hidden", "next", value=view.href())


def _about(view: View, about: Subject) -> list[b.Field]:
    """What says what the note is about: all of it is known, or it is chosen."""
    words, (kind, ids) = view.words, about
    if kind:
        which = [(id_, subject.name(view, kind, id_)) for id_ in ids]
        one = b.Field("hidden", "about_id", value=ids[0]) if len(ids) == 1 else None
        several = b.Field("choice", "about_id", words.code("noted", kind), options=which)
        return [b.Field("hidden", "about", value=kind), one or several]
    kinds = [*words.codes("noted").items()]
    its_id = words("Its id in the data, or the day, such as 2017-06-27")
    return [
        b.Field("choice", "about", words("About"), options=kinds),
        b.Field("line", "about_id", its_id, required=True, longest=LONGEST_ID),
    ]


def blocks(_: View) -> Sequence[b.Block]:
    """All notes, for editors alone."""
    return [b.Part("all-notes", _all)]


def _all(view: View) -> b.Section:
    inside = _for_editor(view) if editor() else others(view, view.words(_FOR_EDITORS))
    return b.Section(inside, "load", data={"away": view.words(_AWAY)})


def others(view: View, lede: str) -> list[b.Block]:
    """For all who are no editors: why there is nothing here, and the way to sign in where that may help."""
    header = b.Header(view.words(TITLE), lede)
    return [header, *access.way_in(view.words("Sign in"), view.lang, view.href(view.path))]


def _for_editor(view: View) -> list[b.Block]:
    words = view.words
    own: list[b.Row] = [[_way(view, one.about, one.about_id), *_row(view, one)] for one in view.records.editor_notes()]
    public: list[b.Row] = [
        [_way(view, one.about, one.about_id), one.text, one.author_role, b.Day(one.date)]
        for one in known(view.snapshot, view.selection.asof.max)
    ]
    return [
        b.Header(words(TITLE), words("What readers are told beside the data, and what editors tell each other.")),
        b.Paragraph("", "load-alert"),
        b.Table(
            "editor-notes", words("For editors"), _ALL_OF_EDITORS, own, empty=words("There is no note among editors.")
        ),
        b.Table("notes", words("For readers"), _PUBLIC, public, empty=words("There is no note for readers.")),
        b.Card(words("Add a note"), [form(view, ("", ()))]),
    ]


def _way(view: View, about: str, id_: str) -> b.Text:
    """What a note is about, with the way to it."""
    kind = view.words.code("noted", about)
    return b.Link(view.words.named(kind, subject.name(view, about, id_)), subject.href(view, about, id_))


def correcting(view: View) -> list[b.Block]:
    """The form that adds a correction; for editors alone."""
    if not editor():
        return []
    words, most = view.words, schema.LONGEST_REMARK
    members = [*view.names.all("member").items()]
    parts: list[b.Text] = [
        b.Field("line", "subject", words("What was wrong: a table, a page or a figure"), required=True, longest=most),
        b.Field("lines", "wrong", words("What was wrong about it"), required=True, longest=most),
        b.Field("day", "wrong_since", words("Since when it was wrong"), note=words("Empty where that is not known.")),
        b.Field("lines", "changed", words("What the correction changed"), required=True, longest=most),
        b.Field("day", "date", words("Corrected on"), view.today.isoformat(), required=True),
        b.Field("pick", "member_id", words("The member it is about, if it is about one"), options=members),
        b.Field(
            "line", "commitment_id", words("The id of the commitment it is about, if it is about one"), longest=most
        ),
        b.Field("line", "source", words("Source, if there is one"), longest=most),
        b.Field("submit", "", words("Check the correction"), "send strong"),
    ]
    form = b.Form(view.href("corrections/add"), access.csrf_token(), parts)
    card = b.Card(words("Add a correction"), [b.Paragraph("", "load-alert"), form])
    return [b.Section([b.Grid([card])], "load editor-notes", data={"away": words(_AWAY)})]
