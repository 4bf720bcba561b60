"""Record a meeting: who was there, what was decided, what is to be done; for editors alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.editing import meeting_record as form
from dashboard.editing.meeting_record import field
from dashboard.pages import typed
from dashboard.pages.hand_over import for_others
from dashboard.pages.undoing import lately
from dashboard.signin import access
from dashboard.view.view import View

PATH = "record"
TITLE = N_("Record a meeting")
_LEDE = N_("Tick who was there, write down what was decided, and check it. Nothing changes before you publish.")
_TABLES = frozenset({"meetings", "attendance", "decisions"})
_FIRST_LINES = 4
"""So many empty lines are shown at once; more open when asked for."""
_LATEST = 8  # meetings on record that are offered to go on with
Stored = Mapping[str, str]


def exists(view: View) -> bool:
    """There is such a meeting, or the address names none."""
    return not view.item or view.item.startswith(typed.AGAIN) or form.stored(view, view.item) is not None


def title(view: View) -> str:
    """What is recorded: a new meeting, or one that is there."""
    is_one = view.item and not view.item.startswith(typed.AGAIN)
    return view.names.of("meeting", view.item) if is_one else view.words(TITLE)


def way(view: View, meeting: str = "") -> list[b.Link]:
    """The way from a meeting to its record, for editors; nothing for others."""
    if not access.editor():
        return []
    text = view.words("Record this meeting") if meeting else view.words(TITLE)
    return [b.Link(text, view.href(f"{PATH}/{meeting}" if meeting else PATH), style="send")]


def blocks(_: View) -> Sequence[b.Block]:
    """The page, of a new meeting or of one that is there."""
    return [b.Part("record", _content)]


def _content(view: View) -> b.Section:
    away = view.words("The server did not answer. Please try again.")
    inside = _for_editor(view) if access.editor() else for_others(view, TITLE)
    return b.Section(inside, "load record", data={"away": away})


def _for_editor(view: View) -> list[b.Block]:
    words = view.words
    again = typed.values(view.item)
    meeting = form.stored(view, again.get("meeting") or view.item) or {}
    day = meeting.get("start_date") or again.get("start_date") or _asked_day(view)
    trail = [b.Link(words(N_("Meetings")), view.href("meetings"))]
    return [
        b.Header(title(view), words(_LEDE), trail=trail),
        b.Paragraph("", "load-alert"),
        *([] if meeting else [_other_day(view, day)]),
        b.Card("", [_form(view, meeting, day, again)], style="record-form"),
        *_to_go_on(view, meeting),
        *lately(view, _TABLES),
    ]


def _asked_day(view: View) -> str:
    """The day of a new meeting: as the address has it, else today."""
    return view.selection.asof.isoformat() if view.chosen.asof else view.today.isoformat()


def _other_day(view: View, day: str) -> b.Card:
    """The seats are those of a day: this form asks for those of another one."""
    words = view.words
    parts = [
        b.Field("day", "asof", words("Day of the meeting"), day, required=True),
        b.Field("hidden", "lang", value=view.lang),
        b.Field("submit", "", words("Show the seats of this day"), value="send"),
    ]
    return b.Card("", [b.Form(view.href(PATH), "", parts, "day-of-seats")])


def _form(view: View, meeting: Stored, day: str, again: Stored) -> b.Form:
    words = view.words
    parts: list[b.Text] = [
        b.Field("hidden", "meeting", value=meeting.get("id", "")),
        b.Field("hidden", "start_date", value=day),
        *_about(view, meeting, day),
        *_seats(view, meeting, day),
        *_decisions(view, meeting),
        *_papers(view, meeting),
        b.Field("submit", "", words("Check the record"), value="send strong"),
    ]
    return b.Form(view.href(f"{PATH}/check"), access.csrf_token(), typed.refilled(parts, again), "posted record")


def _heading(text: str) -> b.Styled:
    return b.Styled(b.Styled(text, "strong"), "paragraph kind")


def _about(view: View, meeting: Stored, day: str) -> list[b.Text]:
    """What the meeting was."""
    words = view.words
    kinds = tuple((kind, f"{text[:1].upper()}{text[1:]}") for kind, text in words.codes("meeting_kind").items())
    kind = meeting.get("kind", "ministerial")
    return [
        _heading(words("The meeting of {date}", date=words.date(day))),
        b.Field("pick", "kind", words("Kind of meeting"), kind, kinds, required=True),
        b.Field("line", "title", words("Title"), meeting.get("title", ""), longest=form.LONGEST,
                note=words("In English, as the committee calls it.")),
        b.Field("line", "place", words("Place"), meeting.get("place", ""), longest=form.LONGEST),
        _day("end_date", words("Last day"), meeting.get("end_date", ""), words("Empty where it is the first day.")),
        b.Field("line", "source", words("Source"), meeting.get("source", ""), longest=form.LONGEST_TEXT,
                note=words("An address, or what shows it.")),
    ]  # fmt: skip


def _seats(view: View, meeting: Stored, day: str) -> list[b.Text]:
    """A line a seat that was valid that day: the level, and the name of who was there."""
    words, before = view.words, form.attended(view, meeting.get("id", ""))
    levels = tuple(words.codes("attendance").items())
    seats = form.seated(view, day)
    lines: list[b.Text] = [
        [
            b.Styled(name, "seat-name"),
            b.Field("pick", field("seat", id_, "level"), _spoken(words("Represented by"), name),
                    before.get(id_, {}).get("level", ""), levels),
            b.Field("line", field("seat", id_, "person"), _spoken(words("Name of the official"), name),
                    before.get(id_, {}).get("person", ""), longest=form.LONGEST),
        ]
        for id_, name in seats
    ]  # fmt: skip
    n = words.plural("{n} seat was valid on {date}.", "{n} seats were valid on {date}.", len(seats),
                     date=words.date(day))  # fmt: skip
    note = words(
        "Of each, by whom it was represented and the name of the official. A dash is not known, which is never "
        "counted as absent."
    )
    return [
        _heading(words("Who was there?")),
        b.Styled([n, " ", note], "paragraph note"),
        b.Field("pick", "others", words("All that have a dash"), "", levels,
                note=words("Choose it where most were represented alike, then set the others.")),
        b.Items(lines, style="record-lines seats"),
    ]  # fmt: skip


def _spoken(text: str, name: str) -> b.Text:
    """A label that is short to see, as the line begins with the name, and whole to hear."""
    return [b.Styled(f"{name}: ", "visually-hidden"), text]


def _decisions(view: View, meeting: Stored) -> list[b.Text]:
    """Those on record, to be changed, then empty lines."""
    words = view.words
    before = form.decided(view, meeting.get("id", "")) if meeting else []
    known: list[b.Text] = [_decision(view, row["id"], row) for row in before]
    empty: list[b.Text] = [_decision(view, place, {}) for place in range(form.LINES)]
    more = b.Fold(words("More lines"), b.Items(empty[_FIRST_LINES:], style="record-lines"))
    return [
        _heading(words("What was decided, and who is to do what?")),
        b.Items([*known, *empty[:_FIRST_LINES]], style="record-lines"),
        more,
    ]


def _decision(view: View, place: str | int, row: Stored) -> b.Text:
    words = view.words
    kinds = tuple(words.codes("decision_kind").items())
    return [
        b.Field("line", field("decision", place, "text"), words("What"), row.get("text", ""),
                longest=form.LONGEST_TEXT),
        b.Field("pick", field("decision", place, "kind"), words("Kind of decision"), row.get("kind", "action"),
                kinds),
        b.Field("line", field("decision", place, "owner"), words("Owner"), row.get("owner", ""),
                tuple(form.owners(view)), longest=form.LONGEST),
        _day(field("decision", place, "due_date"), words("Due on"), row.get("due_date", "")),
        _day(field("decision", place, "done_date"), words("Done on"), row.get("done_date", "")),
    ]  # fmt: skip


def _day(name: str, label: str, value: str, note: str = "") -> b.Field:
    """A box for a day; for text where only the month or the year is known, as a box for days would lose that."""
    exact = len(value) in {0, len("2016-05-03")}
    return b.Field("day" if exact else "line", name, label, value, note=note, longest=0 if exact else form.LONGEST)


def _papers(view: View, meeting: Stored) -> list[b.Text]:
    """The papers on record, then empty lines for more."""
    words = view.words
    before: list[b.Text] = [
        b.Link(row["title"], row["url"], "document") for row in form.papers(view, meeting.get("id", "")) if meeting
    ]
    kinds = [(kind, words.code("document_kind", kind)) for kind in form.PAPERS]
    lines: list[b.Text] = [
        [
            b.Field("line", field("paper", place, "url"), words("Address"), longest=form.LONGEST_TEXT),
            b.Field("pick", field("paper", place, "kind"), words("Kind of document"), form.PAPERS[0], tuple(kinds)),
            b.Field("line", field("paper", place, "title"), words("Title"), longest=form.LONGEST),
        ]
        for place in range(_FIRST_LINES - 1)
    ]
    known = [b.Items(before)] if before else []
    return [_heading(words("Papers")), *known, b.Items(lines, style="record-lines papers")]


def _to_go_on(view: View, meeting: Stored) -> list[b.Block]:
    """Meetings that are there, so that what was done since can be written down."""
    if meeting:
        return []
    words = view.words
    links = [
        b.Link(view.names.of("meeting", id_), view.href(f"{PATH}/{id_}"), style="send")
        for id_ in form.latest(view, _LATEST)
    ]
    return [b.Card(words("Go on with a meeting on record"), [b.Actions(links)])] if links else []
