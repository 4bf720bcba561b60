"""One commitment: what was promised, by whom, and what each assessor found when."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.data.snapshot import items
from dashboard.view.columns import completion_chip, theme_link, yes_or_no
from dashboard.view.view import Record, View

TITLE = N_("Commitment")


def exists(view: View) -> bool:
    """This data version has the commitment."""
    return view.records.commitment(view.snapshot, view.item) is not None


def title(view: View) -> str:
    """The commitment's own title."""
    record = view.records.commitment(view.snapshot, view.item)
    return record.title if record else view.words(TITLE)


def blocks(_: View) -> Sequence[b.Block]:
    """All of it depends on the as-of day, so all of it follows the filters."""
    return [b.Part("commitment", commitment)]


def commitment(view: View) -> Sequence[b.Block]:
    """How it stands, what was promised, what was found, and where this comes from."""
    record = view.records.commitment(view.snapshot, view.item)
    assert record is not None  # `exists` was asked
    words = view.words
    cards = [
        b.Card(words("What was promised"), [_promise(view, record)], span=6),
        b.Card(words("What was found"), [_findings(view, record)], span=6),
        b.Card(words("Where this comes from"), [_source(view, record)]),
    ]
    return [_header(view, record), b.Grid(cards)]


def _header(view: View, record: Record) -> b.Header:
    """Its title, how it stands, and the action plan it is in."""
    words, member = view.words, record.member_id
    state = view.state(view.records.place(view.snapshot, record.row))
    day, plan = words("as of {date}", date=view.asof), view.names.of("plan", record.action_plan_id)
    trail = [
        b.Link(words("Commitments"), view.href("commitments")),
        b.Link(view.names.of("member", member), view.href(f"members/{member}")),
    ]
    return b.Header(record.title, [completion_chip(state, words), " ", day, " · ", plan], trail=trail)


def _promise(view: View, record: Record) -> b.Facts:
    words = view.words
    themes = [theme_link(view, theme) for theme in items(record.themes)]
    return b.Facts(
        [
            (words("Themes"), b.Items(themes) if themes else ""),
            (words("Lead institution"), record.lead_institution or ""),
            (words("Delivered by"), words.code("level", record.government_level)),
            (words("Number in the plan"), record.number or ""),
            (words("Start"), b.Day(record.start_date or "")),
            (words("Promised end"), b.Day(record.end_date or "")),
            (words("Ambition"), words.code("impact", record.potential_impact)),
            (words("Specificity"), words.code("specificity", record.specificity)),
            (words("OGP values"), words.listing(view.names.of_list("ogp_value", record.ogp_values))),
            (words("Starred by the IRM"), yes_or_no(record.starred, words)),
        ]
    )


def _findings(view: View, record: Record) -> b.Block:
    """Every finding published by the as-of day, in time, each with its assessor."""
    known = [row for row in view.records.assessments(view.snapshot, record.id) if view.known(row.published)]
    if not known:
        return b.Paragraph(view.words("No assessment published by {date}.", date=view.asof))
    return b.Items([_finding(view, row) for row in known], ordered=True, style="timeline")


def _finding(view: View, row: Record) -> b.Text:
    words = view.words
    unpublished = b.Chip(words("completion not published here"), "level-not_assessed")
    completion = completion_chip(row.completion, words) if row.completion else unpublished
    openness = words.code("openness", row.did_it_open_government)
    day, assessor = b.Styled(b.Day(row.published), "strong"), words.code("assessor", row.assessor)
    return [day, " ", assessor, " ", completion, *([" ", openness] if openness else [])]


def _source(view: View, record: Record) -> b.Block:
    words = view.words
    source = view.records.source(record)
    where = words(
        "Row {row} of {file}, loaded with data version {version} on {date}.",
        row=str(source.row),
        file=source.file,
        version=source.version,
        date=words.date(source.published_at.date().isoformat()),
    )
    method = b.Link(words("Sources and method"), view.href("data"))
    return b.Paragraph([words("Commitment {id}.", id=record.id), " ", where, " ", method])
