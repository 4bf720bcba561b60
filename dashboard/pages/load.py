"""Load data: bring files, see faults and changes, publish, undo; the words kept from them; for editors alone."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.editing.jobs import GONE, TOO_LARGE, jobs_of_this_server, megabytes
from dashboard.language import data_words
from dashboard.pages import undoing
from dashboard.pages.load_report import PATH as PATH  # noqa: PLC0414 - the page itself has the address
from dashboard.pages.load_report import Load, Report, asked, button, changes, faults, waits
from dashboard.signin import access
from dashboard.view.shown_on import shown_on
from dashboard.view.values import counted, named, row_name
from dashboard.view.view import Record, View
from data_loader import schema

TITLE, KEPT_WORDS = N_("Load data"), N_("Kept words")
_STATE = "load-now"
"""The place that says how a load stands: where focus goes when that changes."""
_VERSIONS, _WRITES = 20, 50
"""How many rows of a list are shown."""
_COMMANDS = (
    (N_("See the faults of a file and what it would change:"), "ogm check FILE…"),
    (N_("Publish it as a new version:"), "ogm load FILE…"),
    (N_("Make an older version current again:"), "ogm restore NUMBER"),
)
_LEDE = N_("Bring a spreadsheet, see its faults and what it would change, and publish it when it is right.")

_OF_VERSIONS = tuple(
    map(
        b.Column,
        (N_("Version"), N_("Published (UTC)"), N_("By"), N_("Note"), N_("What changed"), N_("Current version")),
    )
)
_OF_WRITES = tuple(map(b.Column, (N_("When (UTC)"), N_("Who"), N_("What was done"), N_("Version"), N_("From where"))))
_COMMAND_LINE = N_("command line")
_ACTIONS = {
    "load": N_("A version was published."),
    "restore": N_("An older version was made current again."),
    "undo": N_("One row was undone."),
    "alias": N_("It was kept what a word stands for."),
    "forget": N_("A kept word was taken back."),
    "deck": N_("A presentation was saved."),
    "remove deck": N_("A presentation was removed."),
    "request": N_("It was noted who was asked about what."),
    "prepare draft": N_("A draft was prepared."),
    "publish draft": N_("A draft was published."),
    "schedule draft": N_("The day of a draft was set."),
    "withdraw draft": N_("A draft was withdrawn."),
    "invite": N_("Somebody was invited."),
    "renew link": N_("A link for a new password was made."),
    "change account": N_("The role or the members of an account were changed."),
    "remove account": N_("An account was removed."),
    "set password": N_("Somebody who has a link set a password."),
    "submit": N_("A report was submitted."),
    "withdraw": N_("A report was withdrawn."),
    "note": N_("A note for editors was kept."),
    "remove note": N_("A note for editors was removed."),
    "accept": N_("Reports were accepted and published."),
    "send back": N_("A report was sent back."),
    "correct": N_("A report was corrected."),
}
"""What is written in the log of writes -> what it is called."""
_OF_HEADERS = "column:"
"""What the list of a header begins with; the table follows."""
_LEDE_OF_WORDS = N_("What a word in a spreadsheet stands for, said once and read so in every load since.")
_OF_WORDS = tuple(
    map(b.Column, (N_("Word"), N_("Stands for"), N_("In which column"), N_("By"), N_("When (UTC)"), N_("Remove")))
)


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
    return [b.Header(words(TITLE), lede), *access.way_in(words("Sign in"), view.lang, view.href(view.path))]


def _for_editor(view: View, editor: access.Editor) -> list[b.Block]:
    top: list[b.Block] = [b.Header(view.words(TITLE), view.words(_LEDE)), b.Paragraph("", "load-alert")]
    csrf = access.csrf_token()
    if not view.item:
        lists = [] if view.snapshot.empty else [_versions(view, csrf), _writes(view)]
        return [*top, _choose(view, csrf), _templates(view), *lists]
    jobs = jobs_of_this_server()
    job = jobs.find(view.item, editor)
    if not job:
        return [*top, b.Paragraph(view.words(GONE)), _back(view)]
    return [*top, _state(Load(view, job, jobs.folder(job), csrf))]


def _back(view: View) -> b.Paragraph:
    return b.Paragraph(b.Link(view.words("Load other files"), view.href(PATH)))


_BEGAN = {"hand-over": N_("Hand over"), "record": N_("Record a meeting")}
"""Where a load that is no form of a row began."""


def _back_to_form(load: Load) -> list[b.Block]:
    """The way to the form that the load came from, with what was typed in it."""
    view, form = load.view, load.job.form
    if form is None:
        return []
    root = form.path.partition("/")[0]
    if load.job.is_check and form.values:
        again = view.href(f"{root}/again/{load.job.token}", version=form.values.get("version", ""))
        return [b.Actions([b.Link(view.words("Back to the form, with what you typed"), again, style="send")])]
    return [b.Paragraph(b.Link(view.words(_BEGAN.get(root, N_("Edit the data"))), view.href(root)))]


def _choose(view: View, csrf: str) -> b.Card:
    words, most = view.words, jobs_of_this_server().most_bytes
    size = megabytes(most)
    note = words(
        "CSV, Excel or OpenDocument spreadsheets, together at most {size} MB. Nothing changes before you publish.",
        size=size,
    )
    files = b.Field("files", "files", words("Choose files, or drop them here"), note=note)
    fields = [files, button(words("Check the files"), strong=True)]
    limit = {"limit": str(most), "large": words(TOO_LARGE, size=size)}
    form = b.Form(view.href(f"{PATH}/check"), csrf, fields, "posted choose")
    return b.Card(words("Choose files"), [form], data=limit)


def _templates(view: View) -> b.Card:
    """Each table to download, change and bring back, and what its columns mean."""
    words = view.words
    links = [
        b.Link(data_words.table(words, name), f"{view.root}data/edit/{name}.xlsx?lang={view.lang}", "file")
        for name in schema.DATA_TABLES
        if name in view.snapshot.batches
    ]
    note = words("A workbook of a table, with lists to choose from. Change it, save it and bring it here.")
    dictionary = b.Paragraph(b.Link(words("What each column means: the data dictionary"), view.href("data")))
    listed: list[b.Block] = [b.Paragraph(note), b.Items(links, style="load-downloads")] if links else []
    return b.Card(words("Download to edit"), [*listed, dictionary], id="download-to-edit")


def _state(load: Load) -> b.Section:
    """How the load stands; the browser moves the focus here when it stands otherwise."""
    view, words, job = load.view, load.view.words, load.job
    about = [b.Paragraph(", ".join(job.files), "load-files")] if job.files else []
    about += [b.Paragraph(job.note, "load-note")] if job.note else []
    if job.running:
        native = b.Native("progress", {"done": job.done, "total": job.total})
        watch = {"watch": view.href(f"{PATH}/jobs/{job.token}")}
        how_far: list[b.Block] = [b.Paragraph(job.progress(words), "status"), native]
        now: list[b.Block] = [b.Card(words("The server is working"), how_far, data=watch)]
    elif job.interrupted:
        text = words("The work was interrupted. Whatever was published is in the list of versions; please try again.")
        now = [_verdict(text, "bad"), *_again(load), _back(view)]
    else:
        now = [*(_checked(load) if job.is_check else _published(load)), *_back_to_form(load), _back(view)]
    return b.Section([*about, *now], "", id=_STATE, data={"turn": f"{job.turn}{'…' if job.running else ''}"})


def _verdict(text: str, tone: str, sentence: str = "") -> b.Block:
    """What came of the work, and the `sentence` of the loader on it."""
    more: list[b.Text] = [" ", b.Styled(sentence, "why")] if sentence else []
    return b.Heading([text, *more], level=2, style=f"verdict {tone}")


def _again(load: Load) -> list[b.Block]:
    return [load.form("check", button(load.view.words("Check the same files again")))] if load.job.files else []


def _checked(load: Load) -> list[b.Block]:
    """The report and, where nothing stands against it, what would change and the way to publish it."""
    words, report = load.view.words, load.folder.report()
    kept = [load.sentence(one) for one in load.job.words_said]
    of_words: list[b.Block] = [b.Items(kept)] if kept else []
    if not report:
        verdict = _verdict(words("These files cannot be loaded."), "bad", load.sentence(load.job.said))
        return [verdict, *of_words, _choose(load.view, load.csrf)]
    verdict, end = _verdict_on(load, report)
    return [verdict, *of_words, *asked(load, report), *faults(load, report), *end]


def _verdict_on(load: Load, report: Report) -> tuple[b.Block, list[b.Block]]:
    """Whether the files can be published, and what ends the page: the way to do so, or to bring others."""
    view, words = load.view, load.view.words
    anew: list[b.Block] = [] if load.job.form else [_choose(view, load.csrf)]
    if any(finding["severity"] == "error" for finding in report["findings"]):
        return _verdict(words("These files cannot be published yet: please correct the errors."), "bad"), anew
    if waits(report):
        return _verdict(words("These files wait for your answers."), "wait"), changes(view, report)
    if not load.job.accepted:
        return _verdict(words("These files cannot be loaded."), "bad", load.sentence(load.job.said)), anew
    if not any(one[kind] for one in report["changes"] for kind in ("new", "changed", "removed")):
        text = words("There is nothing to publish: version {n} holds the same.", n=load.job.version)
        return _verdict(text, "good"), anew
    return _verdict(words("These files can be published."), "good"), [*changes(view, report), _publish(load)]


def _publish(load: Load) -> b.Card:
    words = load.view.words
    ask = words("What is this load for?")
    why = b.Field("text", "note", ask, longest=schema.LONGEST_NOTE, value=load.job.note)
    note = words("Publishing makes these files a new version, which every reader sees within seconds. You can undo it.")
    parts = [why, button(words("Publish"), strong=True)]
    return b.Card(words("Publish"), [b.Paragraph(note), load.form("publish", *parts), _as_draft(load)])


def _as_draft(load: Load) -> b.Disclosure:
    """The way to keep the files back: readers see nothing of them before the draft is published."""
    words = load.view.words
    note = words("Editors look at a draft under a link of its own. It is published by hand, or on the day you set.")
    parts = [
        b.Field("text", "note", words("What is this load for?"), longest=schema.LONGEST_NOTE),
        b.Field("day", "day", words("Day of publication (UTC)"), note=words("Empty where no day is set.")),
        button(words("Keep as a draft")),
    ]
    return b.Disclosure(words("Keep it back as a draft"), [b.Paragraph(note), load.form("draft", *parts)])


def _published(load: Load) -> list[b.Block]:
    """The new version, what it changed and where that shows, and the way back; or why there is none."""
    view, words, job = load.view, load.view.words, load.job
    if not job.accepted:
        return [_verdict(words("Nothing was published."), "bad", load.sentence(job.said)), *_again(load)]
    if job.drafts:
        way = b.Link(words("Drafts"), view.href("drafts"))
        return [_verdict(words("The draft is kept. Readers see nothing of it."), "good"), b.Paragraph(way)]
    if job.forgets:
        way = b.Link(words("Kept words"), view.href(f"{PATH}/words"))
        return [_verdict(load.sentence(job.said), "good"), b.Paragraph(way)]
    if job.version == job.before:
        text = words("There was nothing to publish: version {n} holds the same.", n=job.version)
        return [_verdict(text, "good")]
    report, version = load.folder.report(), job.version or 1
    verdict = _verdict(words("Version {n} is published.", n=version), "good", _undone(load))
    undo: list[b.Block] = []
    if version > 1 and job.form:
        undo = [b.Card("", [b.Paragraph(words(undoing.ALONE)), undoing.alone(view, version, view.newest)])]
    elif version > 1:
        note = words("Undoing makes version {n} current again, as a new version.", n=version - 1)
        form = _restoring(view, load.csrf, version - 1, version, words("Undo"))
        undo = [b.Card("", [b.Paragraph(note), form])]
    return [verdict, *changes(view, report), *_where(view, report, version), *undo]


def _undone(load: Load) -> str:
    """What became of an undoing, in a sentence; "" where nothing was undone."""
    job = load.job
    if job.again:
        return load.view.words("It has the rows of version {n} again.", n=job.again)
    return "" if job.files else load.sentence(job.said)


def _where(view: View, report: Report, version: int) -> list[b.Block]:
    """What the new version changed, row by row, and the pages on which it shows."""
    words = view.words
    changed = [one["table"] for one in report.get("changes", []) if one["new"] or one["changed"] or one["removed"]]
    links = [*_row_by_row(view, version), *(b.Link(words(name), view.href(path)) for path, name in shown_on(changed))]
    return [b.Card(words("Where it shows"), [b.Items(links)])]


def _row_by_row(view: View, version: int) -> list[b.Link]:
    """The differences from the version before; nothing for the first."""
    if version < 2:
        return []
    address = f"{view.root}changes?from={version - 1}&to={version}&lang={view.lang}"
    return [b.Link(view.words("What changed, row by row"), address)]


def _restoring(view: View, csrf: str, number: int, current: int, label: str) -> b.Form:
    """The form that makes an older version current again, in place of the `current` one."""
    numbers = {"number": number, "against": current}
    hidden = [b.Field("hidden", name, value=str(n)) for name, n in numbers.items()]
    return b.Form(view.href(f"{PATH}/restore"), csrf, [*hidden, button(label)])


def _versions(view: View, csrf: str) -> b.Card:
    """The versions whose rows are still there, each but the current one with a button that makes it current again."""
    words, versions = view.words, view.records.restorable(_VERSIONS)
    current = versions[0].number
    rows = [_version(view, one, current, csrf) for one in versions]
    kept: list[b.Text] = [
        b.Link(words("Kept words"), view.href(f"{PATH}/words")),
        " · ",
        b.Link(words("Drafts"), view.href("drafts")),
    ]
    return b.Card(
        words("Versions"), [b.Table("versions", words("Versions"), _OF_VERSIONS, rows, span=0), b.Paragraph(kept)]
    )


def _version(view: View, one: Record, current: int, csrf: str) -> b.Row:
    """A version with what it changed, and the button that makes it current again."""
    words, number = view.words, one.number
    label = words("Make version {n} current again", n=number)
    last = words("current") if number == current else _restoring(view, csrf, number, current, label)
    again = schema.made_again(one.changes)
    changed: list[b.Text] = [b.Styled(line, "line") for line in counted(view, one.changes)]
    if again:
        changed.insert(0, b.Styled(words("Version {n} again", n=again), "line"))
    return [str(number), f"{one.published_at:%Y-%m-%d %H:%M}", one.published_by, one.note or "",
            b.Styled([*changed, *_row_by_row(view, number)], "line"), last]  # fmt: skip


def _writes(view: View) -> b.Card:
    """The newest writes; all of them as CSV."""
    words = view.words
    title = words("Log of every write")
    rows = [
        [f"{row.at:%Y-%m-%d %H:%M}", row.who, _what(view, row), str(row.version or ""), _origin(view, row)]
        for row in view.records.audit(_WRITES)
    ]
    table = b.Table("writes", title, _OF_WRITES, rows, span=0, empty=words("Nothing was written yet."))
    whole = b.Link(words("The whole log (CSV)"), f"{view.root}{PATH}/audit.csv", "file")
    return b.Card(title, [table, b.Paragraph(whole)])


def _what(view: View, row: Record) -> b.Text:
    """What was done: as the log has it, which is English; for others its kind, with that to be opened."""
    exact = b.Styled(row.what, "", lang="en")
    if view.lang == "en" or row.action not in _ACTIONS:
        return exact
    return b.Styled([view.words(_ACTIONS[row.action]), b.Fold(view.words("In detail (English)"), exact)], "line")


def _origin(view: View, row: Record) -> str:
    return view.words(_COMMAND_LINE) if row.origin == _COMMAND_LINE else row.origin


# Kept words


def kept_words(_: View) -> Sequence[b.Block]:
    """The page of what spreadsheets say and what it stands for, who said so and when; each can be taken back."""
    return [b.Part("load-words", _kept)]


def _kept(view: View) -> Sequence[b.Block]:
    words = view.words
    trail = [b.Link(words("Data"), view.href("data")), b.Link(words("Load data"), view.href(PATH))]
    header = b.Header(words(KEPT_WORDS), words(_LEDE_OF_WORDS), trail=trail)
    if not access.editor():
        return [header, b.Paragraph(words("This is for people who are signed in and have the role of an editor."))]
    csrf = access.csrf_token()
    rows = [_word(view, record, csrf) for record in view.records.aliases()]
    table = b.Table("words", words(KEPT_WORDS), _OF_WORDS, rows, span=0, empty=words("No word is kept yet."))
    note = words("A word that is taken back is asked about again when a file has it.")
    alert = b.Paragraph("", "load-alert")
    return [header, b.Section([alert, b.Card("", [table, b.Paragraph(note, "note")])], "load")]


def _word(view: View, record: Record, csrf: str) -> b.Row:
    words = view.words
    where, meant = _meaning(view, record)
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


def _meaning(view: View, record: Record) -> tuple[str, str]:
    """In which column a word is read, and as what, in words: of a header, the column that it is."""
    words, where, value = view.words, record.vocabulary, record.value
    if where.startswith(_OF_HEADERS):
        table = where.removeprefix(_OF_HEADERS)
        header = words("Headers of {table}", table=data_words.table(words, table))
        return header, data_words.field(words, f"{table}.{value}")
    table, _, column = where.partition(".")
    name = data_words.table(words, table)
    if column:
        return f"{name} · {data_words.field(words, where)}", named(view, table, column, value)
    return name, row_name(view, table, value)
