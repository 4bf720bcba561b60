"""What the loader says of files: its questions, their faults and unknown words, and what publishing would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.editing import questions
from dashboard.editing.folder import JobFolder
from dashboard.editing.job import Job
from dashboard.editing.unknown_words import suggested, unknown_words
from dashboard.language import data_words
from dashboard.view.values import named, row_called, row_name
from dashboard.view.view import View

PATH = "data/load"
Report = questions.Report

_GROUPS, _OF_A_KIND, _CONFLICTS = 100, 30, 100
"""How many faults, questions of a kind and conflicts are shown."""
_TO_SEE = 5
"""How many options of a question are all to see; of more, one is chosen from a list."""
_WORDS_AT_ONCE = 10
"""Unknown words asked about at once; the next come when these are settled."""
_SEVERITIES = {"error": N_("Error"), "warning": N_("Warning")}
_KINDS = {"new": N_("New rows"), "changed": N_("Changed rows"), "removed": N_("Removed rows")}
_COUNTS = {"new": N_("New"), "changed": N_("Changed"), "removed": N_("Removed"), "unchanged": N_("Unchanged")}
_WAYS = (
    ("once", N_("Accept all suggestions, for these files")),
    ("always", N_("Accept them for all later files")),
)
_SIDES = {"yours": N_("Keep all mine"), "theirs": N_("Keep all theirs")}

_VALUES = {"value", "hint"}
"""Places of the loader's sentences that hold a value of the column under `field`."""
_ROWS = {"member": "members", "owner": "members", "plan": "action_plans"}
"""Places that hold the id of a row, and of which table."""
_OF_FINDINGS = tuple(map(b.Column, (N_("Where"), N_("Fault"), N_("Found"), N_("Suggestion"))))
_OF_COUNTS = (b.Column(N_("Table")), *(b.Column(name, numeric=True) for name in _COUNTS.values()))
_OF_FIELDS = tuple(map(b.Column, (N_("Row"), N_("Field"), N_("Before"), N_("After"))))
_OF_CONFLICTS = tuple(map(b.Column, (N_("Conflict"), N_("Yours"), N_("Theirs"))))


@dataclass(frozen=True)
class Load:
    """A load as its editor sees it, and the token of the editor's forms."""

    view: View
    job: Job
    folder: JobFolder
    csrf: str

    def form(self, action: str, *parts: b.Text, style: str = "posted", name: str = "") -> b.Form:
        """A form that does something with the files of this load."""
        return b.Form(self.view.href(f"{PATH}/jobs/{self.job.token}/{action}"), self.csrf, parts, style, name)

    def sentence(self, spoken: Mapping[str, Any]) -> str:
        """A sentence of the loader in the reader's language."""
        values = dict(spoken.get("values", {}))
        table, _, field = str(values.get("field") or spoken.get("field", "")).partition(".")
        named_values = {name: named(self.view, table, field, str(values[name])) for name in _VALUES & values.keys()}
        rows = {name: row_name(self.view, of, str(values[name])) for name, of in _ROWS.items() if name in values}
        return data_words.sentence(self.view.words, {**spoken, "values": {**values, **named_values, **rows}})


def button(label: str, *, strong: bool = False) -> b.Field:
    """What sends a form."""
    return b.Field("submit", "", label, value="send strong" if strong else "send")


# Questions


def waits(report: Report) -> bool:
    """Whether a question keeps the files from being published."""
    return any(not question["answer"] for question in report["questions"])


def asked(load: Load, report: Report) -> list[b.Block]:
    """The questions of each kind in one form, with what is proposed chosen; conflicts in a table of their own."""
    kinds = questions.by_kind(report["questions"])
    if load.job.form:  # which says by itself which rows stay
        kinds.pop(questions.MODE, None)
    conflicts = kinds.pop(questions.CONFLICT, [])
    words = load.view.words
    cards: list[b.Block] = []
    if kinds:
        note = words("What only you can know. The likely answer is chosen; correct it where it is wrong.")
        fields = [part for kind, of_kind in kinds.items() for part in _questions(load, kind, of_kind)]
        form = load.form("answer", *fields, button(words("Check again with these answers")), style="posted asked")
        cards.append(b.Card(words("Questions"), [b.Paragraph(note), form]))
    return [*cards, *_conflicts(load, conflicts)]


def _questions(load: Load, kind: str, of_kind: Sequence[questions.Asked]) -> list[b.Text]:
    words = load.view.words
    title = words(questions.KINDS.get(kind, N_("Other questions")))
    parts: list[b.Text] = [b.Styled(title, "paragraph kind")]
    parts += [_question(load, question) for question in of_kind[:_OF_A_KIND]]
    if len(of_kind) > _OF_A_KIND:
        rest = words("And {n} more, for each of which the likely answer is taken.", n=len(of_kind) - _OF_A_KIND)
        parts.append(b.Styled(rest, "paragraph"))
    return parts


def _question(load: Load, question: questions.Asked) -> b.Field:
    options = tuple((option["value"], load.sentence(_option(option))) for option in question["options"])
    name, answer = f"{questions.FIELD}{question['key']}", question["answer"]
    kind = "one" if len(options) <= _TO_SEE else "choice"
    return b.Field(kind, name, load.sentence(question), answer, options, required=not question["proposed"])


def _option(option: Mapping[str, Any]) -> dict[str, Any]:
    """The text of an option as a sentence of the loader."""
    return {**option, "sentence": option["text"]}


def _conflicts(load: Load, conflicts: Sequence[questions.Asked]) -> list[b.Block]:
    """What others changed since the file was downloaded, row by row, and the answers to all of it."""
    if not conflicts:
        return []
    words, name = load.view.words, "conflicts"
    note = words("Others changed these cells since your file was downloaded. Say which value is to stay.")
    rows = [_conflict(load, question, name) for question in conflicts[:_CONFLICTS]]
    table = b.Table(name, words("Conflicts"), _OF_CONFLICTS, rows, span=0)
    form = load.form("answer", button(words("Check again with these answers")), name=name)
    sides = [
        load.form(
            "answer", b.Field("hidden", f"{questions.FIELD}{questions.CONFLICT}", value=side), button(words(text))
        )
        for side, text in _SIDES.items()
    ]
    title = words(questions.KINDS[questions.CONFLICT])
    return [b.Card(title, [b.Paragraph(note), b.Actions(sides), table, *_rest(load, conflicts, _CONFLICTS), form])]


def _conflict(load: Load, question: questions.Asked, form: str) -> b.Row:
    name, answer = f"{questions.FIELD}{question['key']}", question["answer"]
    texts = {option["value"]: load.sentence(_option(option)) for option in question["options"]}
    sides = [
        b.Field("option", name, texts[side], answer, ((side, texts[side]),), form=form) if side in texts else ""
        for side in _SIDES
    ]
    return [load.sentence(question), *sides]


def _rest(load: Load, rows: Sequence[Any], shown: int) -> list[b.Block]:
    if len(rows) <= shown:
        return []
    text = load.view.words("And {n} more: answer all of them at once.", n=len(rows) - shown)
    return [b.Paragraph(text)]


# Faults


def faults(load: Load, report: Report) -> list[b.Block]:
    """Counts, downloads, the faults with those alike as one, and a form for each unknown word."""
    words, findings = load.view.words, report["findings"]
    heading = b.Heading(words("Faults"))
    if not findings:
        return [b.Card("", [heading, b.Paragraph(words("No fault was found."))])]
    errors = sum(finding["severity"] == "error" for finding in findings)
    counts = [
        words.plural("{n} error", "{n} errors", errors),
        words.plural("{n} warning", "{n} warnings", len(findings) - errors),
    ]
    rows = [_group(load, group) for group in report["groups"][:_GROUPS]]
    table = b.Table("faults", words("Faults"), _OF_FINDINGS, rows, span=0)
    card: list[b.Block] = [heading, b.Paragraph(words.listing(counts)), _downloads(load), table]
    if len(report["groups"]) > _GROUPS:
        rest = words.number(len(report["groups"]) - _GROUPS)
        card.append(b.Paragraph(words("And {n} more, which are in the files to download.", n=rest)))
    return [b.Card("", card), *_words(load, report)]


def _downloads(load: Load) -> b.Items:
    words, at = load.view.words, f"{load.view.root}{PATH}/jobs/{load.job.token}"
    workbooks = load.folder.marked_workbooks()
    only = words("Your file with the faults marked (Excel)")
    names = [only if len(workbooks) == 1 else words("{name}, with the faults marked", name=name) for name in workbooks]
    marked = [b.Link(name, f"{at}/marked/{place}", "file") for place, name in enumerate(names)]
    reports = {"report.csv": words("Report (CSV)"), "report.json": words("Report (JSON)")}
    return b.Items(
        [*marked, *(b.Link(text, f"{at}/{path}", "file") for path, text in reports.items())], style="load-downloads"
    )


def _group(load: Load, group: Mapping[str, Any]) -> b.Row:
    """Faults alike: the first places and how many more, the sentence, what stands there and what it probably means."""
    words, severity = load.view.words, group["severity"]
    places: list[b.Text] = [b.Styled(place, "line address") for place in group["examples"] or [group["sheet"]] if place]
    more = group["count"] - len(group["examples"])
    if more and group["examples"]:
        places.append(b.Styled(words.plural("and {n} more", "and {n} more", more), "line note"))
    chip = b.Chip(words(_SEVERITIES[severity]), f"finding-{severity}")
    fault = b.Styled([chip, " ", load.sentence(group)], "line")
    return [[*places, b.Styled(group["file"], "line note")], fault, group["value"], _suggestion(load, group)]


def _suggestion(load: Load, group: Mapping[str, Any]) -> str:
    table, _, field = group["field"].partition(".")
    return named(load.view, table, field, group["suggestion"])


# Unknown words


def _words(load: Load, report: Report) -> list[b.Block]:
    """What a word stands for is said once and remembered, or accepted for these files alone."""
    words = load.view.words
    forms = [
        load.form(
            "alias",
            b.Field("hidden", "field", value=word.field),
            b.Field("hidden", "word", value=word.value),
            b.Field(
                "choice",
                "value",
                words("“{value}” in the column {column} stands for", value=word.value, column=word.column),
                word.suggestion,
                word.options,
            ),
            button(words("Keep and check again")),
            style="posted word",
        )
        for word in islice(unknown_words(load.view, report), _WORDS_AT_ONCE)
    ]
    if not forms:
        return []
    note = words("Say what a word stands for: this is kept for all later files, and the files are checked again.")
    return [b.Card("", [b.Heading(words("Unknown words")), *_accept(load, report), b.Paragraph(note), *forms])]


def _accept(load: Load, report: Report) -> list[b.Block]:
    """The buttons that accept every suggestion, for these files or for all later ones too."""
    words, n = load.view.words, len(suggested(report))
    if not n:
        return []
    text = words.plural("For {n} word the meaning is clear.", "For {n} words the meaning is clear.", n)
    ways = {
        "once": words("Accept all suggestions, for these files"),
        "always": words("Accept them for all later files"),
    }
    forms = [load.form("accept", b.Field("hidden", "for", value=way), button(label)) for way, label in ways.items()]
    return [b.Paragraph(text), b.Actions(forms)]


# Changes


def changes(view: View, report: Report) -> list[b.Block]:
    """The counts of what changes and, to be opened, the examples of each table."""
    tables, title = report.get("changes", []), view.words("What changes")
    if not tables:
        return []
    rows: list[b.Row] = [
        [data_words.table(view.words, one["table"]), *(b.Count(one[kind]) for kind in _COUNTS)] for one in tables
    ]
    counts = b.Table("changes", title, _OF_COUNTS, rows, span=0)
    examples = [_example(view, one, kind) for one in tables for kind in _KINDS if one["examples"][kind]]
    return [b.Card("", [b.Heading(title), counts, *examples], style="changes")]


def _example(view: View, change: Mapping[str, Any], kind: str) -> b.Disclosure:
    """Some of the rows of a table that are new, changed or removed; of changed ones a line a field."""
    words, examples, is_changed = view.words, change["examples"][kind], kind == "changed"
    table, title, rest = change["table"], words(_KINDS[kind]), change[kind] - len(examples)
    summary: list[b.Text] = [data_words.table(words, table), f" · {title} · {words.number(change[kind])}"]
    if is_changed:
        columns: Sequence[b.Column] = _OF_FIELDS
        rows = [_field(view, table, example, field) for example in examples for field in example["changes"]]
    else:  # the columns of which any row has something
        used = [name for name in examples[0]["cells"] if any(example["cells"][name] for example in examples)]
        columns = [b.Column(name, head=data_words.field(words, f"{table}.{name}")) for name in used]
        rows = [[named(view, table, name, example["cells"][name]) for name in used] for example in examples]
    shown = b.Table(f"{table}-{kind}", title, columns, rows, span=0, as_cards=is_changed)
    more = [b.Paragraph(words.plural("And {n} more row.", "And {n} more rows.", rest))] if rest else []
    return b.Disclosure(summary, [shown, *more], open=is_changed)


def _field(view: View, table: str, example: Mapping[str, Any], change: Mapping[str, Any]) -> b.Row:
    """A field of a changed row, before and after."""
    name, empty = change["field"], view.words("(empty)")
    key = row_called(view, table, example["key"])
    before, after = (named(view, table, name, change[when]) or empty for when in ("before", "after"))
    return [key, data_words.field(view.words, f"{table}.{name}"), before, after]
