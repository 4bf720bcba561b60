"""Load data: bring files, see their faults and what they would change, publish, undo; for editors alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from dashboard import blocks as b
from dashboard.editing.folders import CHECK, Job, JobFolder, progress
from dashboard.editing.jobs import GONE, TOO_LARGE, jobs_of_this_server, megabytes
from dashboard.editing.unknown_words import Report, unknown_words
from dashboard.language.words import N_
from dashboard.signin import access
from dashboard.view.view import View
from data_loader.codes import CODES

TITLE = N_("Load data")
PATH = "data/load"

_STATE = "load-now"
"""The place that says how a load stands: where focus goes when that changes."""
_FINDINGS, _VERSIONS, _WRITES = 200, 20, 50
"""How many rows of a list are shown."""
_WORDS_AT_ONCE = 10
"""Unknown words asked about at once; the next come when these are settled."""
_COMMANDS = (
    (N_("See the faults of a file and what it would change:"), "python -m data_loader check FILE…"),
    (N_("Publish it as a new version:"), "python -m data_loader load FILE…"),
    (N_("Make an older version current again:"), "python -m data_loader restore NUMBER"),
)
_LEDE = N_("Bring a spreadsheet, see its faults and what it would change, and publish it when it is right.")
_SEVERITIES = {"error": N_("Error"), "warning": N_("Warning")}
_KINDS = {"new": N_("New rows"), "changed": N_("Changed rows"), "removed": N_("Removed rows")}
_COUNTS = {"new": N_("New"), "changed": N_("Changed"), "removed": N_("Removed"), "unchanged": N_("Unchanged")}

_OF_FINDINGS = tuple(map(b.Column, (N_("Where"), N_("Fault"), N_("Found"), N_("Suggestion"))))
_OF_COUNTS = (b.Column(N_("Table")), *(b.Column(name, numeric=True) for name in _COUNTS.values()))
_OF_FIELDS = tuple(map(b.Column, (N_("Row"), N_("Field"), N_("Before"), N_("After"))))
_OF_VERSIONS = tuple(
    map(b.Column, (N_("Version"), N_("Published (UTC)"), N_("By"), N_("What changed"), N_("Current version")))
)
_OF_WRITES = tuple(map(b.Column, (N_("When (UTC)"), N_("Who"), N_("What was done"), N_("Version"), N_("From where"))))


@dataclass(frozen=True)
class _Load:
    """A load as its editor sees it, and the token of the editor's forms."""

    view: View
    job: Job
    folder: JobFolder
    csrf: str

    def form(self, action: str, *fields: b.Field | b.Text, style: str = "posted") -> b.Form:
        """A form that does something with the files of this load."""
        return b.Form(self.view.href(f"{PATH}/jobs/{self.job.token}/{action}"), self.csrf, fields, style)


def blocks(_: View) -> Sequence[b.Block]:
    """The page, with or without a load in its address."""
    return [b.Part("load", _content)]


def _content(view: View) -> b.Section:
    """What this visitor may see and do now."""
    away = view.words("The server did not answer. Please try again.")
    editor = access.editor()
    return b.Section(_for_editor(view, editor) if editor else _for_others(view), "load", data={"away": away})


def _for_others(view: View) -> list[b.Block]:
    """For all who may not load: why, and what to do."""
    words = view.words
    if not access.configured():
        lede = words("Signing in is not set up here, so data is loaded on the command line only.")
        steps: list[b.Text] = [[words(text), " ", b.Styled(command, "code")] for text, command in _COMMANDS]
        return [b.Header(words(TITLE), lede), b.Card("", [b.Items(steps, ordered=True)])]
    lede = words("Loading data is for people who are signed in and have the role of an editor.")
    if access.person():
        advice = words("You are signed in, but you do not have this role. Whoever runs this site can give it to you.")
        return [
            b.Header(words(TITLE), lede),
            b.Paragraph(advice),
            *([_writes(view)] if access.may(access.AUDIT) else []),
        ]
    address = access.sign_in_address(view.lang, view.href(view.path))
    way_in = b.Link(words("Sign in"), address, "document", style="send strong")
    return [b.Header(words(TITLE), lede), b.Paragraph(way_in)]


def _for_editor(view: View, editor: access.Editor) -> list[b.Block]:
    top: list[b.Block] = [b.Header(view.words(TITLE), view.words(_LEDE)), b.Paragraph("", "load-alert")]
    csrf = access.csrf_token()
    if not view.item:
        lists = [] if view.snapshot.empty else [_versions(view, csrf), _writes(view)]
        return [*top, _choose(view, csrf), *lists]
    jobs = jobs_of_this_server()
    job = jobs.find(view.item, editor)
    if not job:
        return [*top, b.Paragraph(view.words(GONE)), _back(view)]
    return [*top, _state(_Load(view, job, jobs.folder(job), csrf))]


def _back(view: View) -> b.Paragraph:
    return b.Paragraph(b.Link(view.words("Load other files"), view.href(PATH)))


def _button(label: str, *, strong: bool = False) -> b.Field:
    return b.Field("submit", "", label, value="send strong" if strong else "send")


def _choose(view: View, csrf: str) -> b.Card:
    words, most = view.words, jobs_of_this_server().most_bytes
    size = megabytes(most)
    note = words(
        "CSV files or Excel workbooks (.xlsx), together at most {size} MB. Nothing changes before you publish.",
        size=size,
    )
    files = b.Field("files", "files", words("Choose files, or drop them here"), note=note)
    fields = [files, _button(words("Check the files"), strong=True)]
    limit = {"limit": str(most), "large": words(TOO_LARGE, size=size)}
    form = b.Form(view.href(f"{PATH}/check"), csrf, fields, "posted choose")
    return b.Card(words("Choose files"), [form], data=limit)


def _state(load: _Load) -> b.Section:
    """How the load stands; the browser moves the focus here when it stands otherwise."""
    view, words, job = load.view, load.view.words, load.job
    about = [b.Paragraph(", ".join(job.files), "load-files")] if job.files else []
    if job.running:
        native = b.Native("progress", {"done": job.done, "total": job.total})
        watch = {"watch": view.href(f"{PATH}/jobs/{job.token}")}
        how_far: list[b.Block] = [b.Paragraph(progress(job, words), "status"), native]
        now: list[b.Block] = [b.Card(words("The server is working"), how_far, data=watch)]
    elif job.interrupted:
        text = words("The work was interrupted. Whatever was published is in the list of versions; please try again.")
        now = [_verdict(text, "bad"), *_again(load), _back(view)]
    else:
        now = [*(_checked(load) if job.doing == CHECK else _published(load)), _back(view)]
    return b.Section([*about, *now], "", id=_STATE, data={"turn": f"{job.turn}{'…' if job.running else ''}"})


def _verdict(text: str, tone: str, sentence: str = "") -> b.Heading:
    """What came of the work, and the `sentence` of the loader on it, which is English."""
    more: list[b.Text] = [" ", b.Styled(sentence, "", lang="en")] if sentence else []
    return b.Heading([text, *more], level=2, style=f"verdict {tone}")


def _again(load: _Load) -> list[b.Block]:
    return [load.form("check", _button(load.view.words("Check the same files again")))] if load.job.files else []


def _checked(load: _Load) -> list[b.Block]:
    """The report and, where nothing stands against it, what would change and the way to publish it."""
    view, words, report = load.view, load.view.words, load.folder.report()
    word = []
    if load.job.word_sentence:
        before, _, after = words(N_("What the loader said of the word: {sentence}")).partition("{sentence}")
        word = [b.Paragraph([before, b.Styled(load.job.word_sentence, "", lang="en"), after])]
    if not report:
        verdict = _verdict(words("These files cannot be loaded."), "bad", load.job.sentence)
        return [verdict, *word, _choose(view, load.csrf)]
    faults = _faults(load, report)
    if not load.job.accepted:
        verdict = _verdict(words("These files cannot be published yet: please correct the errors."), "bad")
        return [verdict, *word, *faults, _choose(view, load.csrf)]
    verdict = _verdict(words("These files can be published."), "good")
    return [verdict, *word, *faults, *_changes(view, report), _publish(load, report)]


def _faults(load: _Load, report: Report) -> list[b.Block]:
    """Counts, downloads, the first findings as a table, and a form for each unknown word."""
    words, findings = load.view.words, report["findings"]
    heading = b.Heading(words("Faults"))
    if not findings:
        return [b.Card("", [heading, b.Paragraph(words("No fault was found."))])]
    errors = sum(finding["severity"] == "error" for finding in findings)
    counts = [
        words.plural("{n} error", "{n} errors", errors),
        words.plural("{n} warning", "{n} warnings", len(findings) - errors),
    ]
    rows = [_finding(load.view, finding) for finding in findings[:_FINDINGS]]
    table = b.Table("faults", words("Faults"), _OF_FINDINGS, rows, span=0)
    card: list[b.Block] = [heading, b.Paragraph(words.listing(counts)), _downloads(load), table]
    if len(findings) > _FINDINGS:
        rest = words.number(len(findings) - _FINDINGS)
        card.append(b.Paragraph(words("And {n} more, which are in the files to download.", n=rest)))
    return [b.Card("", card), *_words(load, report)]


def _downloads(load: _Load) -> b.Items:
    words, at = load.view.words, f"{load.view.root}{PATH}/jobs/{load.job.token}"
    workbooks = load.folder.marked_workbooks()
    only = words("Your file with the faults marked (Excel)")
    names = [
        only if len(workbooks) == 1 else words("{name}, with the faults marked", name=path.name) for path in workbooks
    ]
    marked = [b.Link(name, f"{at}/marked/{place}", "file") for place, name in enumerate(names)]
    reports = {"report.csv": words("Report (CSV)"), "report.json": words("Report (JSON)")}
    return b.Items(
        [*marked, *(b.Link(text, f"{at}/{path}", "file") for path, text in reports.items())], style="load-downloads"
    )


def _finding(view: View, finding: Mapping[str, Any]) -> b.Row:
    """The loader says what is wrong in English, with all that is particular; others read its kind first."""
    severity, exact = finding["severity"], b.Styled(finding["sentence"], "", lang="en")
    place = [b.Styled(finding["address"] or finding["sheet"], "line address"), b.Styled(finding["file"], "line note")]
    chip = b.Chip(view.words(_SEVERITIES[severity]), f"finding-{severity}")
    wrong: list[b.Text] = [exact]
    if view.lang != "en":
        kind = CODES[finding["code"]]
        wrong = [view.words(kind.meaning), b.Fold(view.words("In detail (English)"), exact)]
    fault = b.Styled([chip, " ", *wrong, " ", b.Styled(finding["code"], "code")], "line")
    return [place, fault, finding["value"], finding["suggestion"]]


def _words(load: _Load, report: Report) -> list[b.Block]:
    """What a word stands for is said once and remembered: the next file may use it."""
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
            _button(words("Keep and check again")),
            style="posted word",
        )
        for word in islice(unknown_words(load.view, report), _WORDS_AT_ONCE)
    ]
    note = words("Say what a word stands for: this is kept for all later files, and the files are checked again.")
    return [b.Card("", [b.Heading(words("Unknown words")), b.Paragraph(note), *forms])] if forms else []


def _changes(view: View, report: Report) -> list[b.Block]:
    """The counts of what changes and, to be opened, the examples of each table."""
    tables, title = report.get("changes", []), view.words("What changes")
    if not tables:
        return []
    rows: list[b.Row] = [[b.Styled(one["table"], "code"), *(b.Count(one[kind]) for kind in _COUNTS)] for one in tables]
    counts = b.Table("changes", title, _OF_COUNTS, rows, span=0)
    examples = [_example(view, one, kind) for one in tables for kind in _KINDS if one["examples"][kind]]
    return [b.Card("", [b.Heading(title), counts, *examples], style="changes")]


def _example(view: View, change: Mapping[str, Any], kind: str) -> b.Disclosure:
    """Some of the rows of a table that are new, changed or removed; of changed ones a line a field."""
    words, examples, is_changed = view.words, change["examples"][kind], kind == "changed"
    title, empty, rest = words(_KINDS[kind]), words("(empty)"), change[kind] - len(examples)
    summary: list[b.Text] = [b.Styled(change["table"], "code"), f" · {title} · {words.number(change[kind])}"]
    if is_changed:
        columns: Sequence[b.Column] = _OF_FIELDS
        rows: list[b.Row] = [
            [
                " · ".join(filter(None, example["key"].values())),
                b.Styled(field["field"], "code"),
                field["before"] or empty,
                field["after"] or empty,
            ]
            for example in examples
            for field in example["changes"]
        ]
    else:  # the columns of which any row has something; headed by names of the data, the same in every language
        used = [name for name in examples[0]["cells"] if any(example["cells"][name] for example in examples)]
        columns = [b.Column(name, head=name) for name in used]
        rows = [[example["cells"][name] for name in used] for example in examples]
    table = b.Table(f"{change['table']}-{kind}", title, columns, rows, span=0, as_cards=is_changed)
    more = [b.Paragraph(words.plural("And {n} more row.", "And {n} more rows.", rest))] if rest else []
    return b.Disclosure(summary, [table, *more], open=is_changed)


def _publish(load: _Load, report: Report) -> b.Card:
    words = load.view.words
    removals = [one["sentence"] for one in report["questions"] if not one["answer"]]
    consent: list[b.Field | b.Text] = [
        b.Styled(words("More than a tenth of a table would be removed:"), "paragraph"),
        b.Items(removals),
        b.Field("tick", "allow_removals", words("Yes, these rows are to be removed."), required=True),
    ]
    note = words("Publishing makes these files a new version, which every reader sees within seconds. You can undo it.")
    form = load.form("publish", *(consent if removals else []), _button(words("Publish"), strong=True))
    return b.Card(words("Publish"), [b.Paragraph(note), form])


def _published(load: _Load) -> list[b.Block]:
    """The new version and the way back; or why there is none."""
    view, words, job = load.view, load.view.words, load.job
    if not job.accepted:
        return [_verdict(words("Nothing was published."), "bad", job.sentence), *_again(load)]
    if job.version == job.before:
        text = words("There was nothing to publish: version {n} holds the same.", n=job.version)
        return [_verdict(text, "good")]
    verdict = _verdict(words("Version {n} is published.", n=job.version), "good")
    overview = b.Paragraph(b.Link(words("Go to the overview"), view.href("")))
    undo: list[b.Block] = []
    version = job.version or 1
    if version > 1:
        note = words("Undoing makes version {n} current again, as a new version.", n=version - 1)
        form = _restoring(view, load.csrf, version - 1, version, words("Undo"))
        undo = [b.Card("", [b.Paragraph(note), form])]
    return [verdict, *_changes(view, load.folder.report()), overview, *undo]


def _restoring(view: View, csrf: str, number: int, current: int, label: str) -> b.Form:
    """The form that makes an older version current again, in place of the `current` one."""
    numbers = {"number": number, "against": current}
    hidden = [b.Field("hidden", name, value=str(n)) for name, n in numbers.items()]
    return b.Form(view.href(f"{PATH}/restore"), csrf, [*hidden, _button(label)])


def _versions(view: View, csrf: str) -> b.Card:
    """The versions whose rows are still there, each but the current one with a button that makes it current again."""
    words, versions = view.words, view.records.restorable(_VERSIONS)
    current, rows = versions[0].number, []
    for one in versions:
        label = words("Make version {n} current again", n=one.number)
        last = words("current") if one is versions[0] else _restoring(view, csrf, one.number, current, label)
        published, changes = f"{one.published_at:%Y-%m-%d %H:%M}", b.Styled(one.changes, "", lang="en")
        rows.append([str(one.number), published, one.published_by, changes, last])
    return b.Card(words("Versions"), [b.Table("versions", words("Versions"), _OF_VERSIONS, rows, span=0)])


def _writes(view: View) -> b.Card:
    """The newest writes; all of them as CSV."""
    words = view.words
    title = words("Log of every write")
    rows = [
        [f"{row.at:%Y-%m-%d %H:%M}", row.who, b.Styled(row.what, "", lang="en"), str(row.version or ""), row.origin]
        for row in view.records.audit(_WRITES)
    ]
    table = b.Table("writes", title, _OF_WRITES, rows, span=0, empty=words("Nothing was written yet."))
    whole = b.Link(words("The whole log (CSV)"), f"{view.root}{PATH}/audit.csv", "file")
    return b.Card(title, [table, b.Paragraph(whole)])
