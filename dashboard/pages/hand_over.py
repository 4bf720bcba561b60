"""Hand over: what becomes of a role or a seat, one act a form; for editors alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.editing import acts
from dashboard.editing.acts import ROLES, SEATS, Act, rows_of
from dashboard.pages import typed
from dashboard.pages.undoing import lately
from dashboard.signin import access
from dashboard.view.view import View

PATH = "hand-over"
TITLE = N_("Hand over")
FOR_EDITORS = N_("This is for people who are signed in and have the role of an editor.")
_LEDE = N_("Hand a role over, confirm or end it, and add new ones. Nothing changes before you publish.")
_OF_ROLES = tuple(map(b.Column, (N_("Role"), N_("Holder"), N_("First day"), N_("Last day"), N_("Last confirmed"))))
_OF_SEATS = tuple(map(b.Column, (N_("Member"), N_("First day"), N_("Last day"), N_("Last confirmed"))))
Stored = Mapping[str, str]


def exists(view: View) -> bool:
    """There is such a role, seat or act, or the address names none."""
    act = acts.BY_NAME.get(view.item)
    if not view.item or view.item.startswith(typed.AGAIN):
        return True
    return (act is not None and not act.of) or acts.stored(view, view.item) is not None


def way(view: View, item: str, of: str) -> list[b.Text]:
    """The way from a role or a seat to what can be done with it, for editors; nothing for others."""
    if not access.editor():
        return []
    change = view.words("Edit")
    label = view.words.named(change, of)
    return [" ", b.Link(change, view.href(f"{PATH}/{item}"), label=label, style="change-role")]


def linked(view: View, item: str, of: str, shown: b.Text) -> b.Text:
    """What stands for a role as the way to what can be done with it, for editors; as it is for others."""
    if not access.editor():
        return shown
    label = view.words.named(view.plain(shown), view.words("Hand over or change: {name}", name=of))
    return b.Link(shown, view.href(f"{PATH}/{item}"), label=label, style="change-role")


def way_of_seat(view: View, member: str, start: str) -> list[b.Text]:
    """The same of a seat, by its member and its first day."""
    return way(view, acts.seat_item(member, start), view.names.of("steering_member", member))


def blocks(_: View) -> Sequence[b.Block]:
    """The page, of one role or seat, of something new, or of all of them."""
    return [b.Part("hand-over", _content)]


def _content(view: View) -> b.Section:
    away = view.words("The server did not answer. Please try again.")
    inside = _for_editor(view) if access.editor() else for_others(view, TITLE)
    return b.Section(inside, "load hand-over", data={"away": away})


def for_others(view: View, title: str) -> list[b.Block]:
    """For all who may not: why, and the way in."""
    words = view.words
    header = b.Header(words(title), words(FOR_EDITORS))
    return [header, *access.way_in(words("Sign in"), view.lang, view.href(view.path))]


def _for_editor(view: View) -> list[b.Block]:
    words = view.words
    alert, again = b.Paragraph("", "load-alert"), typed.values(view.item)
    item = again.get("of", "") or again.get("act", "") or view.item
    stored = acts.stored(view, item) if item else None
    trail = [b.Link(words(name), view.href(path)) for name, path in ((N_("Leadership"), "leadership"), (TITLE, PATH))]
    if stored:
        table, row = stored
        title = words.named(acts.holder_called(view, table, row), _called(view, table, row))
        own, *others = sorted(acts.acts_of(table), key=lambda act: act.name != again.get("act"))
        return [
            b.Header(title, _since(view, row), trail=trail),
            alert,
            b.Card(words(own.title), [_form(view, own, acts.item_of(table, row), again)], words(own.about)),
            *(_folded(view, act, acts.item_of(table, row)) for act in others),
            *lately(view, {ROLES, SEATS}),
        ]
    if act := acts.BY_NAME.get(item):
        return [
            b.Header(words(act.title), words(act.about), trail=trail),
            alert,
            b.Card("", [_form(view, act, "", again)]),
        ]
    return [b.Header(words(TITLE), words(_LEDE), trail=trail[:1]), alert, *_everything(view)]


def _called(view: View, table: str, row: Stored) -> str:
    return acts.role_called(view, row) if table == ROLES else view.words("Steering Committee")


def _since(view: View, row: Stored) -> b.Text:
    """From when to when, and when it was last confirmed."""
    words = view.words
    days = [words("from {date}", date=words.date(row["start_date"])) if row["start_date"] else words("start not known")]
    days.append(words("until {date}", date=words.date(row["end_date"])) if row["end_date"] else words("end not known"))
    if row["last_confirmed"]:
        days.append(words("last confirmed {date}", date=words.date(row["last_confirmed"])))
    title = [view.words(row["title"])] if row.get("title") else []
    return " · ".join([*title, *days])


def _folded(view: View, act: Act, item: str) -> b.Block:
    words = view.words
    return b.Disclosure(words(act.title), [b.Paragraph(words(act.about), "note"), _form(view, act, item)])


def _form(view: View, act: Act, item: str, again: Stored | None = None) -> b.Form:
    """The fields of an act, and what sends them to be checked."""
    words = view.words
    fields: list[b.Text] = [b.Field("hidden", "of", value=item)]
    fields += [
        b.Field(
            ask.kind,
            ask.name,
            words(ask.label),
            value=ask.value(view) if ask.value else "",
            options=tuple(ask.options(view)) if ask.options else (),
            required=ask.required,
            note=words(ask.note) if ask.note else "",
            longest=acts.LONGEST if ask.kind == "line" else 0,
        )
        for ask in act.asks
    ]
    send = b.Field("submit", "", words("Check"), value="send strong", note=words("Check: {act}", act=words(act.title)))
    return b.Form(
        view.href(f"{PATH}/{act.name}"), access.csrf_token(), [*typed.refilled(fields, again or {}), send], "posted act"
    )


def _everything(view: View) -> list[b.Block]:
    """The ways to new ones, and each role and seat that is not known to be over."""
    words, today = view.words, view.today.isoformat()
    new = [b.Link(words(act.title), view.href(f"{PATH}/{act.name}"), style="send") for act in acts.acts_of("")]
    roles = [[_way(view, ROLES, row), acts.holder_called(view, ROLES, row), *_days(row)]
             for row in rows_of(view, ROLES) if _goes_on(row, today)]  # fmt: skip
    seats = [[_way(view, SEATS, row), *_days(row)] for row in rows_of(view, SEATS) if _goes_on(row, today)]
    titles = words("Roles that are not known to be over"), words("Seats that are not known to be over")
    return [
        b.Actions(new, words("Something new")),
        b.Table("roles-to-hand-over", titles[0], _OF_ROLES, roles, empty=words("There are none.")),
        b.Table("seats-to-hand-over", titles[1], _OF_SEATS, seats, empty=words("There are none.")),
        *lately(view, {ROLES, SEATS}),
    ]


def _way(view: View, table: str, row: Stored) -> b.Link:
    name = acts.role_called(view, row) if table == ROLES else acts.holder_called(view, table, row)
    return b.Link(name, view.href(f"{PATH}/{acts.item_of(table, row)}"))


def _days(row: Stored) -> list[b.Text]:
    return [b.Day(row[name]) for name in ("start_date", "end_date", "last_confirmed")]


def _goes_on(row: Stored, today: str) -> bool:
    return not row["end_date"] or row["end_date"] >= today[: len(row["end_date"])]
