"""Drafts: what is prepared and not published: looked at, published, given a day or withdrawn; for editors alone."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.signin import access
from dashboard.view.values import counted
from dashboard.view.view import Record, View

PATH, TITLE = "drafts", N_("Drafts")
_LEDE = N_(
    "What is prepared and not published yet. Readers see nothing of it before you publish it, or its day has come."
)
_FOR_EDITORS = N_("This is for people who are signed in and have the role of an editor.")
_HOW = N_("A draft begins as a load: check the files, and keep them as a draft in place of publishing them.")
_MOST = 50
"""How many drafts are listed."""
_WAITING = "waiting"
_STATES = {_WAITING: N_("Waiting"), "published": N_("Published"), "withdrawn": N_("Withdrawn")}
_ENDED = tuple(map(b.Column, (N_("Prepared (UTC)"), N_("By"), N_("What for"), N_("What became of it"))))


def blocks(_: View) -> Sequence[b.Block]:
    """The page follows who asks, and what waits."""
    return [b.Part(PATH, _drafts)]


def _drafts(view: View) -> list[b.Block]:
    words = view.words
    header = b.Header(words(TITLE), words(_LEDE))
    if not access.editor():
        return [
            b.Header(words(TITLE), words(_FOR_EDITORS)),
            *access.way_in(words("Sign in"), view.lang, view.href(view.path)),
        ]
    drafts = view.records.drafts(_MOST)
    waiting = [_waiting(view, one) for one in drafts if one.state == _WAITING]
    others = [_ended(view, one) for one in drafts if one.state != _WAITING]
    way = b.Link(words("Load data"), view.href("data/load"))
    none: list[b.Block] = [] if waiting else [b.Paragraph(words("No draft is waiting."), "empty")]
    ended = [b.Table("drafts-ended", words("Earlier drafts"), _ENDED, others)] if others else []
    return [header, b.Paragraph([words(_HOW), " ", way]), *none, *waiting, *ended]


def _waiting(view: View, draft: Record) -> b.Card:
    """A draft with the way to look at it, and what can be done with it."""
    words = view.words
    preview = f"{view.root}?version=draft-{draft.id}&lang={view.lang}"
    facts: list[tuple[b.Text, b.Text]] = [
        (words("Prepared"), [draft.prepared_by, " · ", b.Day(draft.prepared_at.date().isoformat())]),
        (words("What would change"), b.Items(counted(view, draft.changes))),
        (words("Based on data version"), words.number(draft.base)),
        (words("Published on"), b.Day(draft.publish_on) if draft.publish_on else words("no day is set")),
    ]
    link = b.Link(words("Look at the pages with this draft"), preview, "document", style="send")
    why = words("It could not be published on its day: {why}", why="")
    problem: list[b.Block] = (
        [b.Paragraph([why, b.Styled(draft.problem, "", lang="en")], "notice")] if draft.problem else []
    )
    return b.Card(
        draft.note or words("Draft without a note"), [*problem, b.Facts(facts), b.Paragraph(link), *_acts(view, draft)]
    )


def _acts(view: View, draft: Record) -> list[b.Block]:
    """Publish now, set a day, withdraw: each a form that works without scripts."""
    words, csrf = view.words, access.csrf_token()

    def form(act: str, label: str, *fields: b.Field, strong: bool = False) -> b.Form:
        send = b.Field("submit", "", words(label), value="send strong" if strong else "send")
        return b.Form(view.href(f"{PATH}/{draft.id}/{act}"), csrf, [*fields, send], "posted")

    day = b.Field(
        "day",
        "day",
        words("Day of publication (UTC)"),
        draft.publish_on or "",
        note=words("Empty where no day is set."),
    )
    return [
        b.Actions([form("publish", N_("Publish now"), strong=True), form("withdraw", N_("Withdraw the draft"))]),
        form("schedule", N_("Set the day"), day),
    ]


def _ended(view: View, draft: Record) -> b.Row:
    words, state = view.words, view.words(_STATES[draft.state])
    became = words("{state} as version {n}", state=state, n=words.number(draft.version)) if draft.version else state
    return [f"{draft.prepared_at:%Y-%m-%d %H:%M}", draft.prepared_by, draft.note, became]
