"""The Leadership desk: whom the Support Unit asks about what; the ticked rows as a list, days and a text to send."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.pages.desk_lists import AGAIN, LISTS, Desk, Entries, closes, key, table
from dashboard.pages.desk_text import Letter, letter, letters
from dashboard.signin import access
from dashboard.view.view import View

PATH, TITLE, TEXT = "desk", N_("Leadership desk"), N_("Text to send")
MAKE = f"{PATH}/make"
"""Where the form of ticked rows is sent."""
CSV, ICS, MAIL, NOTE = "csv", "ics", "text", "note"
"""What is made of ticked rows."""
MOST_TICKED = 200
_SHORT = 10
"""A list of at most so many rows is open."""
_FORM = "desk-rows"
_FOR_EDITORS = N_("This is for people who are signed in and have the role of an editor.")
_LEDE = N_(
    "Tick rows, then take them along as a list, as days for a calendar, or as a text to send by your own mail program."
)


def blocks(_: View) -> Sequence[b.Block]:
    """All lists, and the form that makes something of what is ticked."""
    return [b.Part("desk", _lists)]


def text_blocks(_: View) -> Sequence[b.Block]:
    """The text for the rows in the address."""
    return [b.Part("desk-text", _text)]


def item_of(lang: str, entries: Entries) -> str:
    """What the address of a text ends in: its language and its rows."""
    return ".".join([lang, *map(key, entries)])


def _lists(view: View) -> Sequence[b.Block]:
    words = view.words
    if not access.editor():
        return [
            b.Header(words(TITLE), words(_FOR_EDITORS)),
            *access.way_in(words("Sign in"), view.lang, view.href(view.path)),
        ]
    desk = Desk.of(view)
    lede = [words("As of {date}", date=desk.on.asof), " · ", words(_LEDE)]
    trail = [b.Link(words("Leadership"), view.href("leadership"))]
    cards = [_card(desk, about, within) for about, within in LISTS]
    top: list[b.Block] = [b.Header(words(TITLE), lede, trail=trail), _day(desk)]
    return [b.Section([*top, *cards, _days(desk), _make(desk)], "desk")]


def _day(desk: Desk) -> b.Form:
    """The choice of the day: today, or that of a meeting."""
    words, view = desk.view.words, desk.view
    options = [("today", words("Today: {date}", date=words.date(view.today.isoformat()))), *view.meetings()]
    chosen = view.chosen.asof or "today"
    if chosen not in dict(options):
        options.insert(0, (chosen, words.date(chosen)))
    fields = [
        b.Field("choice", "asof", words("As of"), chosen, options),
        b.Field("hidden", "lang", value=view.lang),
        b.Field("submit", "", words("Show"), form="desk-day"),
    ]
    return b.Form(f"{view.root}{PATH}", "", fields, "desk-day", id="desk-day")


def _card(desk: Desk, about: str, within: int) -> b.Card:
    """A list, which opens when asked for; a short one is open."""
    words, rows = desk.view.words, table(desk, about, within, _FORM)
    n = len(rows)
    tick = words("Tick all")
    label = words.named(tick, rows.title)
    all_of_them = b.Link(tick, "", "button", label, style="send", data={"tick": "all"})
    above = [b.Actions([all_of_them])] if n else []
    summary: b.Text = [b.Styled(rows.title, "strong"), " · ", words.plural("{n} row", "{n} rows", n)]
    return b.Card("", [b.Disclosure(summary, [*above, rows], open=0 < n <= _SHORT)], style="desk-list")


def _days(desk: Desk) -> b.Paragraph:
    """Which days the calendar has."""
    text = desk.view.words(
        "In a calendar, terms and roles stand on their last day, and reports on the day the half-year ends ({date}). "
        "What has no day of its own stands {days} days from now, to look again.",
        date=desk.view.words.date(closes(desk)),
        days=AGAIN,
    )
    return b.Paragraph(text, "note")


def _make(desk: Desk) -> b.Card:
    """What can be made of the ticked rows."""
    words, view = desk.view.words, desk.view
    fields: list[b.Text] = [
        b.Field("tick", "asked", words("Note that they were asked today")),
        b.Field("choice", "language", words("Language of the text"), view.lang, list(view.languages.items())),
        _button(words("List (CSV)"), CSV),
        _button(words("Calendar (ICS)"), ICS),
        _button(words("Text to send"), MAIL, "send strong"),
    ]
    form = b.Form(view.href(MAKE, asof=view.chosen.asof), access.csrf_token(), fields, "desk-form", id=_FORM)
    return b.Card(words("With the ticked rows"), [form], style="desk-make")


def _button(label: str, document: str, style: str = "send") -> b.Field:
    return b.Field("submit", "make", label, style, [(document, "")], form=_FORM)


# The text to send.


def _text(view: View) -> Sequence[b.Block]:
    words = view.words
    if not access.editor():
        return [
            b.Header(words(TEXT), words(_FOR_EDITORS)),
            *access.way_in(words("Sign in"), view.lang, view.href(view.path)),
        ]
    lang, *keys = view.item.split(".")
    desk, back = Desk.of(view), b.Link(words(TITLE), view.href(PATH, asof=view.chosen.asof))
    entries = desk.ticked(set(keys[:MOST_TICKED]))
    if lang not in view.languages or not entries:
        nothing = words("None of these rows is on a list any more. Please tick some again.")
        return [b.Header(words(TEXT), nothing, trail=[back])]
    spoken = desk.spoken(lang)
    whole, single = letter(spoken, entries), letters(spoken, entries)
    each = [b.Section([b.Heading(one.to), *_letter(desk, one, lang)], "") for one in single]
    apart = words.plural("{n} text, one for each who is asked", "{n} texts, one for each who is asked", len(each))
    lede = words.plural("{n} row is in this text.", "{n} rows are in this text.", len(entries))
    return [
        b.Section(
            [
                b.Header(words(TEXT), lede, trail=[back]),
                _languages(desk, lang, entries),
                b.Card(words("One text for all"), _letter(desk, whole, lang)),
                *([b.Disclosure(apart, each)] if each else []),
                _noting(desk, lang, entries),
            ],
            "desk",
        )
    ]


def _languages(desk: Desk, lang: str, entries: Entries) -> b.Items:
    view = desk.view
    links = [
        b.Link(b.Styled(name, "", lang=other), _address(view, other, entries), current=other == lang)
        for other, name in view.languages.items()
    ]
    return b.Items(links, style="desk-languages", label=view.words("Language of the text"))


def _address(view: View, lang: str, entries: Entries) -> str:
    return view.href(f"{PATH}/{item_of(lang, entries)}", asof=view.chosen.asof)


def _letter(desk: Desk, one: Letter, lang: str) -> list[b.Block]:
    """The subject, the text to copy, and the link to the mail program."""
    words = desk.view.words
    named = ": ".join([words(TEXT), one.to or one.subject])
    copy = b.Form("", "", [b.Styled(b.Field("copy", "", named, one.text), "line", lang=lang)], "desk-copy")
    link = b.Link(words("Open in the mail program"), one.href, "mail", style="send strong")
    long = words("This text is too long for a link: the mail program opens with the subject alone. Please paste it.")
    subject = b.Facts([(words("Subject"), b.Styled(one.subject, "strong", lang=lang))])
    return [subject, copy, b.Paragraph([link, " ", long] if one.is_long else link)]


def _noting(desk: Desk, lang: str, entries: Entries) -> b.Card:
    """Who was asked already, and the button that notes it for today."""
    words, view = desk.view.words, desk.view
    asked = [words.named(desk.name(entry), text) for entry in entries if (text := desk.asked(entry))]
    hidden = [b.Field("hidden", "row", value=key(entry)) for entry in entries]
    fields: list[b.Text] = [
        *hidden,
        b.Field("hidden", "language", value=lang),
        b.Field("hidden", "asked", value="yes"),
        b.Field("submit", "make", words("Note that they were asked today"), "send", [(NOTE, "")], form=_FORM),
    ]
    form = b.Form(view.href(MAKE, asof=view.chosen.asof), access.csrf_token(), fields, "desk-form", id=_FORM)
    return b.Card(words("Asked"), [*([b.Items(asked)] if asked else []), form])
