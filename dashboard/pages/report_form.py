"""One commitment or milestone on the page of reporters: how it stands, and the form of its report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.data import reports
from dashboard.data.reports import ACCEPTED, DRAFT, RETURNED, SUBMITTED, File, Report
from dashboard.queries.owed import Owed
from dashboard.view import columns as c
from dashboard.view.view import View

_PATH = "report"
_SENTENCES = {
    "saving": N_("Saving…"),
    "saved": N_("Saved."),
    "away": N_("The line is away. Your text is kept on this device and is sent when the line is back."),
    "offline": N_("The line is away: this needs it. Please try again when it is back."),
    "held": N_("Nothing was submitted, as something is not saved yet: its form says why."),
    "back": N_("The line is back: your text was sent and is saved."),
    "taken": N_("This is your text that was kept on this device."),
    "out": N_("You are signed out. Your text is kept on this device: sign in again and open this page."),
    "changed": N_("This report was changed elsewhere. You see your text of this device; saving it replaces the other."),
}
"""What the browser says of a draft, by the name under which assets/js/page/report.js reads it."""
_STATES = {
    "": N_("not reported yet"),
    DRAFT: N_("draft"),
    SUBMITTED: N_("submitted"),
    RETURNED: N_("sent back"),
    ACCEPTED: N_("accepted"),
}
_ACCEPTED_FILES = ".pdf,.jpg,.jpeg,.png,.webp,.xlsx,.ods,.csv,.tsv"


@dataclass(frozen=True)
class Desk:
    """The reports for a member that one person may see, the period that is asked for, and one's own files by report."""

    member: str
    period: str
    reports: Sequence[Report]
    files: Mapping[str, Sequence[File]]


@dataclass(frozen=True)
class Here:
    """The page as one reporter sees it."""

    view: View
    author: str
    csrf: str
    most_bytes: int

    def sentences(self) -> dict[str, str]:
        """What the browser may have to say, and whose drafts it keeps."""
        return {"reporter": self.author} | {name: self.view.words(text) for name, text in _SENTENCES.items()}

    def lacks(self, report: Report) -> list[str]:
        """What a report lacks, in the reader's language."""
        return [self.view.words(sentence, **values) for sentence, values in reports.missing(report)]

    def desk(self, member: str, period: str) -> Desk:
        """The reports for a member that this person may see: one's own, and those of others that were handed in."""
        asked = self.view.records.asked
        every = reports.for_members(asked, [member])
        seen = [one for one in every if one.author == self.author or one.state in (SUBMITTED, ACCEPTED)]
        own = [one.id for one in seen if one.author == self.author]
        return Desk(member, period, seen, reports.files(asked, own))

    def form(self, action: str, fields: Sequence[b.Text], style: str) -> b.Form:
        """A form that does something with reports."""
        return b.Form(self.view.href(f"{_PATH}/{action}"), self.csrf, fields, style)

    def act(self, action: str, name: str, value: str, label: str, spoken: str = "") -> b.Form:
        """A button that does one thing with one report or file."""
        fields = [b.Field("hidden", name, value=value), b.Field("submit", "", label, value="send", note=spoken)]
        return self.form(action, fields, "report-act")


@dataclass(frozen=True)
class Item:
    """What is to be reported on, and the reports there are: one's own that is open, and those that count already."""

    member: str
    owed: Owed
    own: Report | None
    counting: Sequence[Report]  # of this period: handed in by others, or accepted
    files: Sequence[File]
    missing: Sequence[str]  # what it lacks, in sentences

    @classmethod
    def of(cls, here: Here, owed: Owed, desk: Desk) -> Item:
        """With what is known of it now."""
        place = (owed.commitment_id, owed.milestone_id)
        some = [one for one in desk.reports if (one.commitment_id, one.milestone_id) == place]
        own = next((one for one in some if one.author == here.author and one.state != ACCEPTED), None)
        counting = [one for one in some if one is not own and one.period == desk.period]
        files = desk.files.get(own.id, []) if own else []
        return cls(desk.member, owed, own, counting, files, here.lacks(own) if own else [])

    @property
    def title(self) -> b.Text:
        """Its title, which is in English."""
        return c.in_english(self.owed.title)

    @property
    def state(self) -> str:
        """How its report stands; empty where there is none."""
        if self.own:
            return str(self.own.state)
        return str(self.counting[-1].state) if self.counting else ""

    @property
    def is_reported(self) -> bool:
        """Whether a report of this period was handed in."""
        return bool(self.counting) or self.state == SUBMITTED

    @property
    def is_new(self) -> bool:
        """Whether there is something to hand in."""
        return self.own is not None and reports.is_new(self.own)


def key_of(one: Item) -> tuple[str, str]:
    """The commitment and the milestone."""
    return one.owed.commitment_id, one.owed.milestone_id


def slug(key: tuple[str, str]) -> str:
    """The place on the page."""
    return "-".join(["report", *(part for part in key if part)])


def item(here: Here, one: Item) -> b.Section:
    """A disclosure that says how it stands, with the form inside; what was sent back is open."""
    name = slug(key_of(one))
    inside = [*_about(here, one), *_counting(here, one), *_own(here, one)]
    shown = b.Disclosure(_summary(here, one), inside, open=one.state == RETURNED)
    return b.Section([shown], "report-item", id=name, data={"turn": name})


def _summary(here: Here, one: Item) -> b.Text:
    words, today = here.view.words, here.view.today
    chips: list[b.Text] = [b.Chip(words(_STATES[one.state]), f"report-{one.state or 'none'}")]
    if one.owed.is_late(today):
        chips.insert(0, b.Chip(words("late"), "report-late"))
    within = words("Milestone of: {title}", title=one.owed.within) if one.owed.within else ""
    parts: list[b.Text] = [b.Styled(one.title, "report-title"), b.Styled(_spaced(chips), "report-chips")]
    return [parts[0], *([b.Styled(within, "report-within")] if within else []), parts[1]]


def _spaced(parts: Sequence[b.Text]) -> list[b.Text]:
    return [part for one in parts for part in (" ", one)][1:]


def _about(here: Here, one: Item) -> list[b.Block]:
    view, words = here.view, here.view.words
    about: list[tuple[b.Text, b.Text]] = [(words("Promised end"), b.Day(one.owed.end_date))]
    if one.owed.lead:
        about.append((words("Lead institution"), c.in_english(one.owed.lead)))
    if one.owed.state:
        about.append((words("Last finding"), c.completion_chip(one.owed.state, words)))
    link = b.Link(words("See the commitment"), view.href(f"commitments/{one.owed.commitment_id}"))
    return [b.Facts(about), b.Paragraph(link)]


def _counting(here: Here, one: Item) -> list[b.Block]:
    """Reports of this period that were handed in already."""
    words, lines = here.view.words, []
    for report in one.counting:
        who = words("you") if report.author == here.author else report.author
        level = words.code("completion", report.status)
        lines.append(
            words("{level}, as reported by {name}: {state}", level=level, name=who, state=words(_STATES[report.state]))
        )
    return [b.Items(lines)] if lines else []


def _own(here: Here, one: Item) -> list[b.Block]:
    """The form of the report; what was handed in can be read, and taken back."""
    words, own = here.view.words, one.own
    if own and own.state == SUBMITTED:
        withdraw = here.act("withdraw", "report", own.id, words("Withdraw this report"))
        return [_read_only(here, own, one.files), withdraw, b.Paragraph("", "status report-told")]
    back: list[b.Block] = []
    if own and own.state == RETURNED:
        by = words("{name} sent this report back:", name=own.reviewed_by)
        back = [b.Paragraph([b.Styled(by, "strong"), " ", own.comment], "report-back")]
    form = here.form("save", _fields(here, one), "report-form")
    status = b.Paragraph("", "status report-told")
    lacks = b.Paragraph([b.Styled(words("Still missing:"), "strong"), " ", " ".join(one.missing)], "note")
    return [*back, form, status, *([lacks] if one.missing else []), *_files(here, one), *_discard(here, own)]


def _fields(here: Here, one: Item) -> list[b.Text]:
    """What is asked, in the order in which one tells it."""
    words, own = here.view.words, one.own
    hidden = {
        "member": one.member,
        "commitment": one.owed.commitment_id,
        "milestone": one.owed.milestone_id,
        "revision": str(own.revision if own else 0),
    }
    options = [(code, words.code("completion", code)) for code in reports.SCALE]
    why = words("Needed where it is not started or limited.")
    size = f"{here.most_bytes / 2**20:.3g}"
    note = words("PDF, picture (JPEG, PNG, WebP) or spreadsheet (XLSX, ODS, CSV), at most {size} MB.", size=size)
    return [
        *(b.Field("hidden", name, value=value) for name, value in hidden.items()),
        b.Field("one", "status", words("How far is it?"), value=own.status if own else "", options=options),
        _field(here, own, "date", "as_of", words("As of which day?")),
        _field(here, own, "sentence", "summary", words("What was done? One sentence.")),
        _field(here, own, "sentence", "reason", words("Why is it not further?"), why),
        _field(here, own, "address", "evidence_url", words("What shows it? An address on the web")),
        b.Field("file", "evidence", words("Or a file"), value=_ACCEPTED_FILES, note=note),
        _field(here, own, "sentence", "next_step", words("What comes next?")),
        _field(here, own, "date", "next_step_due", words("By when?")),
        b.Field("submit", "", words("Save the draft"), value="send"),
    ]  # fmt: skip


def _field(here: Here, own: Report | None, kind: str, name: str, label: str, note: str = "") -> b.Field:
    value = getattr(own, name) if own else ""
    if name == "as_of" and not own:
        value = here.view.today.isoformat()
    return b.Field(kind, name, label, value=value, note=note, longest=reports.LONGEST[name])


def _read_only(here: Here, own: Report, files: Sequence[Report]) -> b.Facts:
    words = here.view.words
    address = c.link_out(own.evidence_url, own.evidence_url) if own.evidence_url else ""
    shown: list[b.Text] = [part for part in (address, *(file_link(here.view, file) for file in files)) if part]
    due: list[b.Text] = [" · ", b.Day(own.next_step_due)] if own.next_step_due else []
    facts: list[tuple[b.Text, b.Text]] = [
        (words("Submitted on"), b.Day(f"{own.submitted_at:%Y-%m-%d}")),
        (words("How far"), words.code("completion", own.status)),
        (words("As of"), b.Day(own.as_of)),
        (words("What was done"), own.summary),
        (words("Reason"), own.reason),
        (words("Evidence"), b.Items(shown) if shown else ""),
        (words("Next step"), [own.next_step, *due] if own.next_step else ""),
    ]
    return b.Facts([pair for pair in facts if pair[1]])


def file_link(view: View, file: Report) -> b.Link:
    """The way to a kept file, and how large it is."""
    size = f"{max(file.bytes / 2**10, 1):,.0f} kB"
    return b.Link(f"{file.name} ({size})", f"{view.root}evidence/{file.id}/{file.name}", "file")


def _files(here: Here, one: Item) -> list[b.Block]:
    """The files with a draft, each with the button that removes it."""
    words = here.view.words
    if not one.files:
        return []
    lines: list[b.Text] = [
        [
            file_link(here.view, file),
            " ",
            here.act("detach", "file", file.id, words("Remove"), words("Remove {name}", name=file.name)),
        ]
        for file in one.files
    ]
    title = words.plural("{n} file", "{n} files", len(lines))
    most = words("at most {n}", n=reports.MOST_FILES)
    return [b.Paragraph(f"{title} ({most})"), b.Items(lines, style="report-files")]


def _discard(here: Here, own: Report | None) -> list[b.Block]:
    if own is None:
        return []
    words = here.view.words
    form = here.act("discard", "report", own.id, words("Discard it for good"))
    return [b.Disclosure(words("Discard this draft"), [form])]
