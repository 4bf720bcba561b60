"""What members report themselves beside what others found: counted, with the rows that differ; never mixed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.queries import reported
from dashboard.queries.reported import Compared, Pair, compared, otherwise
from dashboard.view import columns as c
from dashboard.view.view import Record, View

CHART, OWN = "reported-beside-found", "self_assessment"
"""The chart of both, and the assessor that is the member itself."""
_FIRST_ROWS, _PAIRS, _IN_SHORT = 20, 3, 2
"""So many rows are on screen, so many ways to differ in sentences, so many sentences where there is little room."""
APART = N_("What members report is set beside what others found, and enters no rate, chart or count of it.")
_REPORTS = (
    *(c.REPORTED_ON, c.AS_REPORTED, c.MILESTONE, c.WHAT_WAS_DONE, c.NEXT_STEP, c.EVIDENCE, c.REPORTED_BY, c.REVIEW),
)
_COLUMNS = (c.COMMITMENT, c.MEMBER, c.AS_REPORTED, c.REPORTED_ON, c.FOUND_BY_OTHERS, c.ASSESSOR, c.PUBLISHED)


def is_any(view: View, member: str = "") -> bool:
    """Whether there is anything that a member, or one of all, reports itself."""
    return reported.any_reported(view.snapshot, member)


def last_before(view: View, report: Record) -> Record | None:
    """The last report that was accepted on the commitment or milestone of a report; None where there is none."""
    return reported.earlier(view.snapshot, report)


def beside(view: View) -> b.Grid | None:
    """Where reports and findings differ, counted and row by row; nothing where nothing is reported."""
    counts = compared(view.selection)
    if not counts.on:
        return None
    card = b.Card(view.words("As members report, and as others found"), [b.Sentences(sentences(view, counts))])
    return b.Grid([card, _otherwise(view, counts)])


def in_short(view: View) -> list[b.Text]:
    """The first of what there is to say; nothing where nothing is reported."""
    counts = compared(view.selection)
    return sentences(view, counts)[:_IN_SHORT] if counts.on else []


def sentences(view: View, counts: Compared) -> list[b.Text]:
    """The rate as reported, with its own n; how often the two agree; what differs most often."""
    words = view.words
    rate = words.rate_with_n(counts.completed, counts.on)
    texts: list[b.Text] = [
        words("As reported by the members themselves, substantially or fully complete: {rate}.", rate=rate)
    ]
    if counts.both:
        texts.append(
            words.plural(
                "Of {n} commitment both reported on and found by others: as found {same}, further {further}, "
                "less far {less}.",
                "Of {n} commitments both reported on and found by others: as found {same}, further {further}, "
                "less far {less}.",
                counts.both,
                same=counts.same,
                further=counts.further,
                less=counts.less,
            )
        )
    texts += [_pair(view, pair, counts.both) for pair in counts.pairs[:_PAIRS]]
    if counts.on > counts.both:
        texts.append(
            words.plural(
                "{n} is reported on and has no level found by others.",
                "{n} are reported on and have no level found by others.",
                counts.on - counts.both,
            )
        )
    return [*texts, words(APART)]


def _pair(view: View, pair: Pair, both: int) -> str:
    words = view.words
    states = view.snapshot.choices["completion"]
    own, seen = (words.code("completion", states[code]) for code in (pair.reported, pair.assessed))
    return words.plural(
        "{n} of {both} is reported “{reported}” where others found “{found}”.",
        "{n} of {both} are reported “{reported}” where others found “{found}”.",
        pair.n,
        both=both,
        reported=own,
        found=seen,
    )


def _otherwise(view: View, counts: Compared) -> b.Table:
    """The rows behind: reported at another level than found."""
    places, words = otherwise(view.selection), view.words

    def rows(most: int | None) -> Iterable[b.Row]:
        some = places[:most]
        for place, record in zip(some.tolist(), view.records.commitments(view.snapshot, some), strict=True):
            yield _row(view, place, record)

    n = len(places)
    more = words("The first {n} are shown here; the workbook has all.", n=_FIRST_ROWS) if n > _FIRST_ROWS else ""
    return b.Table(
        "reported-otherwise",
        words("Reported otherwise than found"),
        _COLUMNS,
        rows,
        total=n,
        first=_FIRST_ROWS,
        more=more,
        subtitle=words("{n} of {both}", n=n, both=counts.both),
        notes=[words(APART)],
        empty=words("No commitment is reported at another level than others found."),
        tab=words("Reported otherwise"),
    )


def _row(view: View, place: int, record: Record) -> b.Row:
    words, others, own = view.words, view.selection.independent, view.selection.reported
    assessor = view.snapshot.choices["assessor"][int(others.assessor[place])]
    dates = view.records.published(view.snapshot, [record.id])
    return [
        c.commitment_link(view, record),
        c.member_link(view, record.member_id),
        c.completion_chip(own.state(place), words),
        b.Day(dates.get((record.id, OWN, int(own.published[place])), "")),
        c.completion_chip(others.state(place), words),
        words.code("assessor", assessor),
        b.Day(dates.get((record.id, assessor, int(others.published[place])), "")),
    ]


def of_commitment(view: View, record: Record, assessments: Sequence[Record]) -> list[b.Block]:
    """What the member itself reports, apart from what others found; a report that nobody accepted yet says so."""
    words, every = view.words, view.snapshot.tables["progress_reports"]
    own = every[every["commitment_id"] == record.id].sort_values("reported_on", kind="stable")
    reports = [row for row in own.itertuples() if not view.filters.asof or view.known(row.reported_on)]
    files = view.records.evidence([row.id for row in reports if row.evidence_file]) if reports else []
    rows = [
        _assessed_itself(view, row) for row in assessments if row.assessor == OWN and _is_shown(view, row.published)
    ]
    rows += [_report(view, row, [file for file in files if file.report_id == row.id]) for row in reports]
    title = words("What the member itself reports")
    return (
        [b.Table("progress-reports", title, _REPORTS, rows, notes=[words(APART)], tab=words("Reports"))] if rows else []
    )


def _is_shown(view: View, date: str) -> bool:
    """Whether what a member says counts: without a chosen day, whenever it was said."""
    return not view.filters.asof or view.known(date)


def _assessed_itself(view: View, row: Record) -> b.Row:
    words = view.words
    chip = c.completion_chip(row.completion or "level_not_published", words)
    source = c.link_out(words.code("assessor", row.assessor), row.url)
    return [b.Day(row.published), chip, "", "", b.Unknown(), b.Unknown(), source, ""]


def _report(view: View, row: Record, files: Sequence[Record]) -> b.Row:
    due: list[b.Text] = [" (", b.Day(row.next_step_due), ")"] if row.next_step_due else []
    return [
        b.Day(row.reported_on),
        c.completion_chip(row.status, view.words),
        _of_milestone(view, row),
        c.in_english(". ".join(text for text in (row.summary, row.reason) if text)),
        [c.in_english(row.next_step), *due] if row.next_step else b.Unknown(),
        evidence_of(view, row.evidence_url, files) or b.Unknown(),
        c.in_english(row.reported_by) or b.Unknown(),
        _review(view, row),
    ]


def _of_milestone(view: View, row: Record) -> b.Text:
    """The milestone of which it is; empty where it is of the whole commitment."""
    steps = view.snapshot.tables["milestones"]
    titles = [*steps.loc[steps["id"] == row.milestone_id, "title"]] if row.milestone_id else []
    return c.in_english(titles[0]) if titles else ""


def _review(view: View, row: Record) -> str:
    words = view.words
    if not row.reviewed_on:
        return words("not reviewed yet")
    date = words.date(row.reviewed_on)
    return words("accepted on {date}", date=date) if row.accepted else words("not accepted")


def chip(view: View, place: int) -> b.Text:
    """What the member itself reports of a commitment, for a list; empty where it reports nothing."""
    findings = view.selection.reported
    return c.completion_chip(findings.state(place), view.words) if int(findings.assessor[place]) >= 0 else ""


def evidence_of(view: View, address: str | None, files: Sequence[Record]) -> b.Text:
    """The ways to what shows what a report says: an address, and the files that were kept with it."""
    ways = [*_address(address), *(_file(view, file) for file in files)]
    return [part for way in ways for part in (" · ", way)][1:]


def _address(address: str | None) -> Iterator[b.Text]:
    if address:
        yield c.link_out(c.host(address) or address, address)


def _file(view: View, file: Record) -> b.Text:
    return b.Link(file.name, f"{view.root}evidence/{file.id}/{quote(file.name)}", "file")
