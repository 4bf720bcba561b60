"""One commitment: what was promised, by whom, and what each assessor found when."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.components.chips import completion_chip
from dashboard.components.facts import breadcrumb, facts
from dashboard.components.link import link
from dashboard.components.live import live
from dashboard.components.page_header import page_header
from dashboard.data.filters import as_day
from dashboard.data.records import Row
from dashboard.data.snapshot import COMPLETION
from dashboard.language.vocabulary import ASSESSORS, IMPACT, LEVELS, OGP_VALUES, OPENNESS, SPECIFICITY
from dashboard.language.words import N_
from dashboard.view.view import View
from data_loader.schema import LIST_SEPARATOR

TITLE = N_("Commitment")


def exists(view: View) -> bool:
    """This data version has the commitment."""
    return view.records.commitment(view.snapshot, view.item) is not None


def title(view: View) -> str:
    """The commitment's own title."""
    record = view.records.commitment(view.snapshot, view.item)
    return record.title if record else view.words(TITLE)


def layout(view: View) -> Any:
    """All of it depends on the as-of day, so all of it is live."""
    return live(view, "commitment", whole)


def whole(view: View) -> Any:
    """The page of one commitment."""
    record = view.records.commitment(view.snapshot, view.item)
    assert record is not None  # `exists` was asked
    words, member = view.words, record.member_id
    return [
        breadcrumb(
            words,
            [
                (view.href("commitments"), words("Commitments")),
                (view.href(f"members/{member}"), view.names.of("member", member)),
            ],
        ),
        *_head(view, record),
        html.Div(
            [
                html.Section([html.H2(words("What was promised")), _promise(view, record)], className="card span-6"),
                html.Section([html.H2(words("What was found")), _findings(view, record)], className="card span-6"),
                html.Section(
                    [html.H2(words("Where this comes from")), _source(view, record)], className="card span-12"
                ),
            ],
            className="cards",
        ),
    ]


def top(view: View) -> Any:
    """Its title, how it stands, and the action plan it is in."""
    record = view.records.commitment(view.snapshot, view.item)
    assert record is not None  # `exists` was asked
    return _head(view, record)


def _head(view: View, record: Row) -> Any:
    words = view.words
    state = COMPLETION[view.selection.findings.completion[view.records.place(view.snapshot, record.row)]]
    plan = view.names.of("plan", record.action_plan_id)
    lede = [completion_chip(state, words), " ", words("as of {date}", date=view.asof), " · ", plan]
    return page_header(record.title, lede)


def _promise(view: View, record: Row) -> Any:
    words = view.words
    themes = [theme for theme in (record.themes or "").split(LIST_SEPARATOR) if theme]
    links = [
        html.Li(link(view.names.of("theme", theme), href=view.href("commitments", theme=(theme,)))) for theme in themes
    ]
    values = [words(OGP_VALUES[value]) for value in (record.ogp_values or "").split(LIST_SEPARATOR) if value]
    starred = {True: words("Yes"), False: words("No")}
    return facts(
        [
            (words("Themes"), html.Ul(links) if links else ""),
            (words("Lead institution"), record.lead_institution),
            (words("Delivered by"), words(LEVELS[record.government_level])),
            (words("Number in the plan"), record.number),
            (words("Start"), words.date(record.start_date or "")),
            (words("Promised end"), words.date(record.end_date or "")),
            (words("Ambition"), words(IMPACT.get(record.potential_impact, ""))),
            (words("Specificity"), words(SPECIFICITY.get(record.specificity, ""))),
            (words("OGP values"), words.listing(values)),
            (words("Starred by the IRM"), starred.get(record.starred, "")),
        ],
        words,
    )


def _findings(view: View, record: Row) -> Any:
    """Every finding published by the as-of day, in time, each with its assessor."""
    day = view.selection.asof.isoformat()
    found = [row for row in view.records.assessments(view.snapshot, record.id) if as_day(row.published) <= day]
    if not found:
        return html.P(view.words("No assessment published by {date}.", date=view.asof))
    return html.Ol([html.Li(_finding(view, row)) for row in found], className="timeline")


def _finding(view: View, row: Row) -> list[Any]:
    words = view.words
    completion = (
        completion_chip(row.completion, words)
        if row.completion
        else html.Span(words("completion not published here"), className="chip level-not_assessed")
    )
    openness = words(OPENNESS.get(row.did_it_open_government, ""))
    parts = [html.Strong(words.date(row.published)), " ", words(ASSESSORS[row.assessor]), " ", completion]
    return [*parts, " ", openness] if openness else parts


def _source(view: View, record: Row) -> Any:
    words = view.words
    source = view.records.source(record.batch)
    assert source is not None  # every batch has its load
    return html.P(
        [
            words("Commitment {id}.", id=record.id),
            " ",
            words(
                "Row {row} of {file}, loaded with data version {version} on {date}.",
                row=record.row,
                file=source.source,
                version=source.version,
                date=words.date(source.published_at.date().isoformat()),
            ),
            " ",
            link(words("Sources and method"), href=view.href("data")),
        ]
    )
