"""Kept words: what spreadsheets say and what it stands for, who said so and when; each can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.language import data_words
from dashboard.pages.load_report import PATH
from dashboard.signin import access
from dashboard.view.values import named, row_name
from dashboard.view.view import Record, View

TITLE = N_("Kept words")

_COLUMNS = "column:"
"""What the list of a header begins with; the table follows."""
_LEDE = N_("What a word in a spreadsheet stands for, said once and read so in every load since.")
_OF_WORDS = tuple(
    map(b.Column, (N_("Word"), N_("Stands for"), N_("In which column"), N_("By"), N_("When (UTC)"), N_("Remove")))
)


def blocks(_: View) -> Sequence[b.Block]:
    """The page, whose list changes."""
    return [b.Part("load-words", _content)]


def _content(view: View) -> Sequence[b.Block]:
    words = view.words
    trail = [b.Link(words("Data"), view.href("data")), b.Link(words("Load data"), view.href(PATH))]
    header = b.Header(words(TITLE), words(_LEDE), trail=trail)
    if not access.editor():
        return [header, b.Paragraph(words("This is for people who are signed in and have the role of an editor."))]
    csrf = access.csrf_token()
    rows = [_row(view, record, csrf) for record in view.records.aliases()]
    table = b.Table("words", words(TITLE), _OF_WORDS, rows, span=0, empty=words("No word is kept yet."))
    note = words("A word that is taken back is asked about again when a file has it.")
    alert = b.Paragraph("", "load-alert")
    return [header, b.Section([alert, b.Card("", [table, b.Paragraph(note, "note")])], "load")]


def _row(view: View, record: Record, csrf: str) -> b.Row:
    words = view.words
    where, meant = _said(view, record)
    remove = words("Remove “{word}”", word=record.text)
    form = b.Form(
        view.href(f"{PATH}/words/remove"),
        csrf,
        [
            b.Field("hidden", "field", value=record.vocabulary),
            b.Field("hidden", "word", value=record.text),
            b.Field("submit", "", words("Remove"), value="send", note=remove),
        ],
    )
    return [record.text, meant, where, record.said_by, f"{record.said_at:%Y-%m-%d %H:%M}", form]


def _said(view: View, record: Record) -> tuple[str, str]:
    """In which column a word is read, and as what, in words: of a header, the column that it is."""
    words, where, value = view.words, record.vocabulary, record.value
    if where.startswith(_COLUMNS):
        table = where.removeprefix(_COLUMNS)
        header = words("Headers of {table}", table=data_words.table(words, table))
        return header, data_words.field(words, f"{table}.{value}")
    table, _, column = where.partition(".")
    name = data_words.table(words, table)
    if column:
        return f"{name} · {data_words.field(words, where)}", named(view, table, column, value)
    return name, row_name(view, table, value)
