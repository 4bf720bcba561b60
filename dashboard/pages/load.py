"""Load data: bring files, see their faults and what they would change, publish, undo; for editors alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from dashboard.blocks import (
    Block,
    Card,
    Chip,
    Column,
    Count,
    Disclosure,
    Field,
    Fold,
    Form,
    Header,
    Heading,
    Items,
    Link,
    Native,
    Paragraph,
    Part,
    Row,
    Section,
    Styled,
    Table,
    Text,
)
from dashboard.editing.job import CHECK, LOAD, Job, JobFolder, progress
from dashboard.editing.jobs import GONE, TOO_LARGE, jobs_of_this_server, megabytes
from dashboard.editing.report import CHANGED, NEW, REMOVED, Example, Report, UnknownWord, examples, unknown_words
from dashboard.language.languages import LANGUAGES
from dashboard.language.words import N_
from dashboard.signin.people import AUDIT
from dashboard.signin.visitor import Visitor, sign_in, visitor
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
_KINDS = {NEW: N_("New rows"), CHANGED: N_("Changed rows"), REMOVED: N_("Removed rows")}
_COUNTS = {NEW: N_("New"), CHANGED: N_("Changed"), REMOVED: N_("Removed"), "unchanged": N_("Unchanged")}

_OF_FINDINGS = tuple(map(Column, (N_("Where"), N_("Fault"), N_("Found"), N_("Suggestion"))))
_OF_COUNTS = (Column(N_("Table")), *(Column(name, numeric=True) for name in _COUNTS.values()))
_OF_FIELDS = tuple(map(Column, (N_("Row"), N_("Field"), N_("Before"), N_("After"))))
_OF_VERSIONS = tuple(
    map(Column, (N_("Version"), N_("Published (UTC)"), N_("By"), N_("What changed"), N_("Current version")))
)
_OF_WRITES = tuple(map(Column, (N_("When (UTC)"), N_("Who"), N_("What was done"), N_("Version"), N_("From where"))))


@dataclass(frozen=True)
class _Load:
    """A load as its editor sees it, and the token of the editor's forms."""

    view: View
    job: Job
    folder: JobFolder
    csrf: str

    def form(self, action: str, *fields: Field | Text, style: str = "posted") -> Form:
        """A form that does something with the files of this load."""
        return Form(self.view.href(f"{PATH}/jobs/{self.job.token}/{action}"), self.csrf, fields, style)


def blocks(_: View) -> Sequence[Block]:
    """The page, with or without a load in its address."""
    return [Part("load", _content)]


def _content(view: View) -> Section:
    """What this visitor may see and do now."""
    away = view.words("The server did not answer. Please try again.")
    asks = visitor()
    return Section(_for_editors(view, asks) if asks.editor else _for_others(view, asks), "load", data={"away": away})


def _for_others(view: View, asks: Visitor) -> list[Block]:
    """For all who may not load: why, and what to do."""
    words = view.words
    if not asks.configured:
        lede = words("Signing in is not set up here, so data is loaded on the command line only.")
        steps: list[Text] = [[words(text), " ", Styled(command, "code")] for text, command in _COMMANDS]
        return [Header(words(TITLE), lede), Card("", [Items(steps, ordered=True)])]
    lede = words("Loading data is for people who are signed in and have the role of an editor.")
    if asks.signed_in:
        advice = words("You are signed in, but you do not have this role. Whoever runs this site can give it to you.")
        return [Header(words(TITLE), lede), Paragraph(advice), *([_writes(view)] if AUDIT in asks.rights else [])]
    way_in = Link(words("Sign in"), sign_in(view.lang, view.href(view.path)), "document", style="send strong")
    return [Header(words(TITLE), lede), Paragraph(way_in)]


def _for_editors(view: View, asks: Visitor) -> list[Block]:
    top: list[Block] = [Header(view.words(TITLE), view.words(_LEDE)), Paragraph("", "load-alert")]
    if not view.item:
        lists = [] if view.snapshot.empty else [_versions(view, asks.token), _writes(view)]
        return [*top, _choose(view, asks.token), *lists]
    assert asks.editor
    jobs = jobs_of_this_server()
    job = jobs.find(view.item, asks.editor)
    if not job:
        return [*top, Paragraph(view.words(GONE)), _back(view)]
    return [*top, _state(_Load(view, job, jobs.folder(job), asks.token))]


def _back(view: View) -> Paragraph:
    return Paragraph(Link(view.words("Load other files"), view.href(PATH)))


def _button(label: str, *, strong: bool = False) -> Field:
    return Field("submit", "", label, value="send strong" if strong else "send")


def _choose(view: View, csrf: str) -> Card:
    words, most = view.words, jobs_of_this_server().most_bytes
    size = megabytes(most)
    note = words(
        "CSV files or Excel workbooks (.xlsx), together at most {size} MB. Nothing changes before you publish.",
        size=size,
    )
    files = Field("files", "files", words("Choose files, or drop them here"), note=note)
    fields = [files, _button(words("Check the files"), strong=True)]
    limit = {"limit": str(most), "large": words(TOO_LARGE, size=size)}
    form = Form(view.href(f"{PATH}/check"), csrf, fields, "posted choose")
    return Card(words("Choose files"), [form], data=limit)


def _state(load: _Load) -> Section:
    """How the load stands; the browser moves the focus here when it stands otherwise."""
    job = load.job
    about = [Paragraph(", ".join(job.files), "load-files")] if job.files else []
    now = [_running(load)] if job.running else [*_ended(load), _back(load.view)]
    return Section([*about, *now], "", id=_STATE, data={"turn": f"{job.turn}{'…' if job.running else ''}"})


def _running(load: _Load) -> Card:
    view, job = load.view, load.job
    how_far: list[Block] = [
        Paragraph(progress(job, view.words), "status"),
        Native("progress", {"done": job.done, "total": job.total}),
    ]
    return Card(view.words("The server is working"), how_far, data={"watch": view.href(f"{PATH}/jobs/{job.token}")})


def _ended(load: _Load) -> list[Block]:
    if load.job.interrupted:
        text = load.view.words(
            "The work was interrupted. Whatever was published is in the list of versions; please try again."
        )
        return [_verdict(text, "bad"), *_again(load)]
    return _ENDED.get(load.job.doing, _published)(load)


def _verdict(text: str, tone: str, sentence: str = "") -> Heading:
    """What came of the work, and the `sentence` of the loader on it, which is English."""
    more: list[Text] = [" ", Styled(sentence, "", lang="en")] if sentence else []
    return Heading([text, *more], level=2, style=f"verdict {tone}")


def _again(load: _Load) -> list[Block]:
    return [load.form("check", _button(load.view.words("Check the same files again")))] if load.job.files else []


def _checked(load: _Load) -> list[Block]:
    """The report and, where nothing stands against it, what would change and the way to publish it."""
    view, words, report = load.view, load.view.words, load.folder.report()
    word = [_of_the_word(view, load.job.word_sentence)] if load.job.word_sentence else []
    if not report:
        verdict = _verdict(words("These files cannot be loaded."), "bad", load.job.sentence)
        return [verdict, *word, _choose(view, load.csrf)]
    faults = _faults(load, report)
    if not load.job.accepted:
        verdict = _verdict(words("These files cannot be published yet: please correct the errors."), "bad")
        return [verdict, *word, *faults, _choose(view, load.csrf)]
    verdict = _verdict(words("These files can be published."), "good")
    return [verdict, *word, *faults, *_changes(view, report), _publish(load, report)]


def _of_the_word(view: View, sentence: str) -> Paragraph:
    before, _, after = view.words(N_("What the loader said of the word: {sentence}")).partition("{sentence}")
    return Paragraph([before, Styled(sentence, "", lang="en"), after])


def _faults(load: _Load, report: Report) -> list[Block]:
    """Counts, downloads, the first findings as a table, and a form for each unknown word."""
    words, findings = load.view.words, report["findings"]
    heading = Heading(words("Faults"))
    if not findings:
        return [Card("", [heading, Paragraph(words("No fault was found."))])]
    errors = sum(finding["severity"] == "error" for finding in findings)
    counts = [
        words.plural("{n} error", "{n} errors", errors),
        words.plural("{n} warning", "{n} warnings", len(findings) - errors),
    ]
    rows = [_finding(load.view, finding) for finding in findings[:_FINDINGS]]
    table = Table("faults", words("Faults"), _OF_FINDINGS, rows, span=0)
    card: list[Block] = [heading, Paragraph(words.listing(counts)), _downloads(load), table]
    if len(findings) > _FINDINGS:
        rest = words.number(len(findings) - _FINDINGS)
        card.append(Paragraph(words("And {n} more, which are in the files to download.", n=rest)))
    return [Card("", card), *_words(load, [*islice(unknown_words(load.view, report), _WORDS_AT_ONCE)])]


def _downloads(load: _Load) -> Items:
    words, at = load.view.words, f"{load.view.root}{PATH}/jobs/{load.job.token}"
    workbooks = load.folder.marked_workbooks()
    only = words("Your file with the faults marked (Excel)")
    names = [
        only if len(workbooks) == 1 else words("{name}, with the faults marked", name=path.name) for path in workbooks
    ]
    marked = [Link(name, f"{at}/marked/{place}", "file") for place, name in enumerate(names)]
    reports = {"report.csv": words("Report (CSV)"), "report.json": words("Report (JSON)")}
    return Items(
        [*marked, *(Link(text, f"{at}/{path}", "file") for path, text in reports.items())], style="load-downloads"
    )


def _finding(view: View, finding: Mapping[str, Any]) -> Row:
    severity = finding["severity"]
    place = [Styled(finding["address"] or finding["sheet"], "line address"), Styled(finding["file"], "line note")]
    chip = Chip(view.words(_SEVERITIES[severity]), f"finding-{severity}")
    fault = Styled([chip, " ", *_wrong(view, finding), " ", Styled(finding["code"], "code")], "line")
    return [place, fault, finding["value"], finding["suggestion"]]


def _wrong(view: View, finding: Mapping[str, Any]) -> list[Text]:
    """What is wrong. The loader says it in English, with all that is particular; others read its kind first."""
    exact = Styled(finding["sentence"], "", lang="en")
    if view.lang == LANGUAGES[0]:
        return [exact]
    code = CODES[finding["code"]]
    return [view.words(code.meaning), Fold(view.words("In detail (English)"), exact)]


def _words(load: _Load, unknown: Sequence[UnknownWord]) -> list[Block]:
    """What a word stands for is said once and remembered: the next file may use it."""
    words = load.view.words
    if not unknown:
        return []
    note = words("Say what a word stands for: this is kept for all later files, and the files are checked again.")
    return [Card("", [Heading(words("Unknown words")), Paragraph(note), *(_word(load, word) for word in unknown)])]


def _word(load: _Load, word: UnknownWord) -> Form:
    words = load.view.words
    label = words("“{value}” in the column {column} stands for", value=word.value, column=word.column)
    return load.form(
        "alias",
        Field("hidden", "field", value=word.field),
        Field("hidden", "word", value=word.value),
        Field("choice", "value", label, word.suggestion, word.options),
        _button(words("Keep and check again")),
        style="posted word",
    )


def _changes(view: View, report: Report) -> list[Block]:
    """The counts of what changes and, to be opened, the examples of each table."""
    tables, title = report.get("changes", []), view.words("What changes")
    if not tables:
        return []
    rows: list[Row] = [[Styled(one["table"], "code"), *(Count(one[kind]) for kind in _COUNTS)] for one in tables]
    counts = Table("changes", title, _OF_COUNTS, rows, span=0)
    return [Card("", [Heading(title), counts, *(_example(view, one) for one in examples(report))], style="changes")]


def _example(view: View, example: Example) -> Disclosure:
    words, is_changed = view.words, example.kind == CHANGED
    kind, empty, rest = words(_KINDS[example.kind]), words("(empty)"), example.n - example.shown
    summary: list[Text] = [Styled(example.table, "code"), f" · {kind} · {words.number(example.n)}"]
    if is_changed:
        columns: Sequence[Column] = _OF_FIELDS
        rows: Sequence[Row] = [
            [row, Styled(field, "code"), before or empty, after or empty] for row, field, before, after in example.lines
        ]
    else:  # headed by names of the data, which are the same in every language
        columns, rows = [Column(name, head=name) for name in example.columns], example.lines
    table = Table(f"{example.table}-{example.kind}", kind, columns, rows, span=0, as_cards=is_changed)
    more = [Paragraph(words.plural("And {n} more row.", "And {n} more rows.", rest))] if rest else []
    return Disclosure(summary, [table, *more], open=is_changed)


def _publish(load: _Load, report: Report) -> Card:
    words = load.view.words
    removals = [_removal(load.view, removal) for removal in report["confirm"]]
    consent: list[Field | Text] = [
        Styled(words("More than a tenth of a table would be removed:"), "paragraph"),
        Items(removals),
        Field("tick", "allow_removals", words("Yes, these rows are to be removed."), required=True),
    ]
    note = words("Publishing makes these files a new version, which every reader sees within seconds. You can undo it.")
    form = load.form("publish", *(consent if removals else []), _button(words("Publish"), strong=True))
    return Card(words("Publish"), [Paragraph(note), form])


def _removal(view: View, removal: Mapping[str, Any]) -> str:
    removed, before = (view.words.number(removal[name]) for name in ("removed", "before"))
    message = N_("{table}: {removed} of {before} rows would be removed.")
    return view.words(message, table=removal["table"], removed=removed, before=before)


def _published(load: _Load) -> list[Block]:
    """The new version and the way back; or why there is none."""
    view, words, job = load.view, load.view.words, load.job
    if not job.accepted:
        return [_verdict(words("Nothing was published."), "bad", job.sentence), *_again(load)]
    if job.version == job.before:
        text = words("There was nothing to publish: version {n} holds the same.", n=job.version)
        return [_verdict(text, "good")]
    verdict = _verdict(words("Version {n} is published.", n=job.version), "good")
    overview = Paragraph(Link(words("Go to the overview"), view.href("")))
    return [verdict, *_changes(view, load.folder.report()), overview, *_undo(load)]


def _undo(load: _Load) -> list[Block]:
    words, version = load.view.words, load.job.version or 1
    if version < 2:
        return []
    note = words("Undoing makes version {n} current again, as a new version.", n=version - 1)
    return [Card("", [Paragraph(note), _restoring(load.view, load.csrf, version - 1, version, words("Undo"))])]


def _restoring(view: View, csrf: str, number: int, current: int, label: str) -> Form:
    """The form that makes an older version current again, in place of the `current` one."""
    numbers = {"number": number, "against": current}
    hidden = [Field("hidden", name, value=str(n)) for name, n in numbers.items()]
    return Form(view.href(f"{PATH}/restore"), csrf, [*hidden, _button(label)])


def _versions(view: View, csrf: str) -> Card:
    """The versions whose rows are still there, each but the current one with a button that makes it current again."""
    words, versions = view.words, view.records.kept(_VERSIONS)
    current = versions[0].number

    def last(number: int) -> Text:
        label = words("Make version {n} current again", n=number)
        return words("current") if number == current else _restoring(view, csrf, number, current, label)

    rows = [
        [
            str(one.number),
            f"{one.published_at:%Y-%m-%d %H:%M}",
            one.published_by,
            Styled(one.changes, "", lang="en"),
            last(one.number),
        ]
        for one in versions
    ]
    return Card(words("Versions"), [Table("versions", words("Versions"), _OF_VERSIONS, rows, span=0)])


def _writes(view: View) -> Card:
    """The newest writes; all of them as CSV."""
    words = view.words
    title = words("Log of every write")
    rows = [
        [f"{row.at:%Y-%m-%d %H:%M}", row.who, Styled(row.what, "", lang="en"), str(row.version or ""), row.origin]
        for row in view.records.audit(_WRITES)
    ]
    table = Table("writes", title, _OF_WRITES, rows, span=0, empty=words("Nothing was written yet."))
    whole = Link(words("The whole log (CSV)"), f"{view.root}{PATH}/audit.csv", "file")
    return Card(title, [table, Paragraph(whole)])


_ENDED = {CHECK: _checked, LOAD: _published}
