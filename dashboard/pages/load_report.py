"""What is wrong with files, each fault where it stands, and what to do about words that nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from dash import html

from dashboard.components import form
from dashboard.components.data_table import Column, data_table
from dashboard.editing.job import Job
from dashboard.editing.vocabularies import Unknown, unknown
from dashboard.language.languages import LANGUAGES
from dashboard.language.words import N_
from dashboard.signin.visitor import Visitor
from dashboard.view.view import View
from data_loader.codes import CODES

SHOWN = 200
_FORMS = 10  # words asked about at once; the next come when these are settled
_SEVERITIES = {"error": N_("Error"), "warning": N_("Warning")}


def report(view: View, asks: Visitor, job: Job, answer: dict[str, Any], marked: Sequence[str]) -> list[Any]:
    """Counts, downloads, the first findings as a table, and a form for each unknown word."""
    words, findings = view.words, answer["findings"]
    if not findings:
        return [html.Section([html.H3(words("Faults")), html.P(words("No fault was found."))], className="card")]
    errors = sum(finding["severity"] == "error" for finding in findings)
    counts = [
        words.plural("{n} error", "{n} errors", errors),
        words.plural("{n} warning", "{n} warnings", len(findings) - errors),
    ]
    parts = [
        html.H3(words("Faults")),
        html.P(words.listing(counts)),
        _downloads(view, job, marked),
        _table(view, findings),
    ]
    if len(findings) > SHOWN:
        more = words.number(len(findings) - SHOWN)
        parts.append(html.P(words("And {n} more, which are in the files to download.", n=more)))
    asked = [*islice(unknown(view, answer), _FORMS)]
    return [html.Section(parts, className="card"), *([_words(view, asks, job, asked)] if asked else [])]


def _downloads(view: View, job: Job, marked: Sequence[str]) -> Any:
    words, at = view.words, f"data/load/jobs/{job.token}"
    only = words("Your file with the faults marked (Excel)")
    links = [
        (only if len(marked) == 1 else words("{name}, with the faults marked", name=name), f"{at}/marked/{place}")
        for place, name in enumerate(marked)
    ]
    links += [(words("Report (CSV)"), f"{at}/report.csv"), (words("Report (JSON)"), f"{at}/report.json")]
    items = [html.Li(html.A(text, href=f"{view.root}{path}", download="")) for text, path in links]
    return html.Ul(items, className="load-downloads")


def _table(view: View, findings: Sequence[dict[str, Any]]) -> Any:
    words = view.words
    columns = [Column(words(name)) for name in (N_("Where"), N_("Fault"), N_("Found"), N_("Suggestion"))]
    return data_table(words("Faults"), columns, [_row(view, finding) for finding in findings[:SHOWN]])


def _row(view: View, finding: dict[str, Any]) -> list[Any]:
    place = [
        html.Div(finding["address"] or finding["sheet"], className="address"),
        html.Div(finding["file"], className="note"),
    ]
    severity = finding["severity"]
    said = [
        html.Span(view.words(_SEVERITIES[severity]), className=f"chip finding-{severity}"),
        " ",
        *_told(view, finding),
        " ",
        html.Code(finding["code"]),
    ]
    return [place, html.Div(said), finding["value"], finding["suggestion"]]


def _told(view: View, finding: dict[str, Any]) -> list[Any]:
    """What is wrong. The loader says it in English, with all that is particular; others read its kind first."""
    exact, meaning = html.Span(finding["sentence"], lang="en"), CODES[finding["code"]].meaning
    if view.lang == LANGUAGES[0]:
        return [exact]
    return [view.words(meaning), html.Details([html.Summary(view.words("In detail (English)")), exact])]


def _words(view: View, asks: Visitor, job: Job, asked: Sequence[Unknown]) -> Any:
    """What a word stands for is said once and kept: the next file may use it."""
    words = view.words
    action = view.href(f"data/load/jobs/{job.token}/alias")
    forms = [form.form(_word(view, one), action, asks.token, "word") for one in asked]
    said = html.P(
        words("Say what a word stands for: this is kept for all later files, and the files are checked again.")
    )
    return html.Section([html.H3(words("Unknown words")), said, *forms], className="card")


def _word(view: View, one: Unknown) -> list[Any]:
    label = view.words("“{value}” in the column {column} stands for", value=one.value, column=one.column)
    return [
        form.hidden("field", one.field),
        form.hidden("word", one.value),
        form.choice(label, "value", one.options, one.suggestion),
        form.button(view.words("Keep and check again")),
    ]
