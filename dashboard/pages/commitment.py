"""One commitment: what was promised, by whom, and what each assessor found when."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.pages import expected, reported
from dashboard.queries import plans
from dashboard.view import columns as c
from dashboard.view.view import Record, View

TITLE = N_("Commitment")

_MILESTONES = (
    c.MILESTONE,
    c.LEAD_INSTITUTION,
    c.START,
    c.PROMISED_END,
    c.DONE_ON,
    c.OUTCOME,
    expected.COMPARED,
    c.SOURCES,
)
_BY_ITS_END = N_(
    "A milestone is behind when it was done after its promised end or carried over, on track when done by it, ahead "
    "when done before it; of one without a promised end, or of which nothing is known after it, that cannot be said."
)
_KNOWN = (b.Column(N_("What")), b.Column(N_("What is known")))
_ON_A_SLIDE = 7  # of what was promised, the first so many
_SHOWN_AT_ONCE = 400  # characters of the plan's own words; a longer text opens when asked for


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
    words, every = view.words, view.records.assessments(view.snapshot, record.id)
    cards = [
        b.Card(words("What was promised"), [_promise(view, record)], span=6, id="promised"),
        b.Card(words("What was found"), [_findings(view, record, every)], span=6, id="findings"),
        expected.of_commitment(view, record),
        *_in_full(view, record),
        *reported.of_commitment(view, record, every),
        *([milestones(view, steps)] if len(steps := plans.milestones(view.snapshot, commitment_id=record.id)) else []),
        b.Card(words("Where this comes from"), [*_papers(view, record), _source(view, record)], id="origin"),
    ]
    return [_header(view, record), b.Grid(cards)]


def _header(view: View, record: Record) -> b.Header:
    """Its title, how it stands, and the action plan it is in."""
    words, member = view.words, record.member_id
    place = view.records.place(view.snapshot, record.row)
    state, own = view.selection.independent.state(place), reported.chip(view, place)
    itself: list[b.Text] = [" · ", words("as the member itself reports:"), " ", own] if own else []
    day, plan = words("as of {date}", date=view.asof), view.names.of("plan", record.action_plan_id)
    trail = [
        b.Link(words("Commitments"), view.href("commitments")),
        b.Link(view.names.of("member", member), view.href(f"members/{member}")),
    ]
    lede = [c.completion_chip(state, words), " ", day, *itself, " · ", plan, *at_ogp(view, record)]
    actions = [view.present_link([f"commitment(id={record.id})"])]
    return b.Header(record.title, lede, actions=actions, trail=trail, lang="en")


def _answer(view: View) -> b.Answer:
    """How it stands and what was promised, on a slide."""
    record = view.records.commitment(view.snapshot, view.item)
    assert record is not None  # `exists` was asked
    words = view.words
    state = view.selection.independent.state(view.records.place(view.snapshot, record.row))
    known: list[b.Row] = [
        (words("Completion found"), words.code("completion", state)),
        *(pair for pair in _promise(view, record).pairs[:_ON_A_SLIDE] if view.plain(pair[1])),
    ]
    member = view.names.of("member", record.member_id)
    plan = view.names.of("plan", record.action_plan_id)
    subtitle = " · ".join([*([] if plan.startswith(member) else [member]), plan, words("as of {date}", date=view.asof)])
    table = b.Table("commitment", words(TITLE), _KNOWN, known)
    return b.Answer(record.title, subtitle, table, href=view.href(view.path))


ABOUT = b.Topic(TITLE, "commitments", _answer)


def at_ogp(view: View, record: Record) -> Sequence[b.Text]:
    """The way to the commitment at OGP itself, and how sure it is that this is the one; nothing where not known."""
    if not record.url:
        return []
    return [" · ", c.link_out(view.words("See it at OGP"), record.url), *c.doubt(record.url_confidence, view.words)]


def _promise(view: View, record: Record) -> b.Facts:
    words = view.words
    themes = c.theme_links(view, record.themes)
    kept = [
        (words("Supporting institutions"), c.in_english(record.supporting_institutions)),
        (words("Tags of OGP"), c.listed(record.tags, words)),
        (words("Sustainable Development Goals"), _goals(view, record)),
        (words("Paris Agreement on climate"), _tagged(view, flag=record.paris_agreement)),
        (words("Tools of the OGP Toolbox"), c.listed(record.tools, words)),
        (words("OGP's number"), record.code or ""),
    ]
    return b.Facts(
        [
            (words("Themes"), b.Items(themes) if themes else ""),
            (words("Lead institution"), c.in_english(record.lead_institution)),
            (words("Delivered by"), words.code("level", record.government_level)),
            (words("Number in the plan"), record.number or ""),
            (words("Start"), b.Day(record.start_date or "")),
            (words("Promised end"), b.Day(record.end_date or "")),
            (words("Ambition"), words.code("impact", record.potential_impact)),
            (words("Specificity"), words.code("specificity", record.specificity)),
            (words("OGP values"), words.listing(view.names.of_list("ogp_value", record.ogp_values))),
            (words("Starred by the IRM"), c.yes_or_no(record.starred, words)),
            *(pair for pair in kept if pair[1]),
        ]
    )


def _goals(view: View, record: Record) -> b.Text:
    """The goals by number; where these are not known, whether it is tagged as serving any."""
    return c.listed(record.sdg_goals, view.words) or _tagged(view, flag=record.sdg)


def _tagged(view: View, *, flag: bool | None) -> b.Text:
    """Whether it has a tag; nothing where that is not known."""
    return "" if flag is None else c.yes_or_no(flag, view.words)


def _in_full(view: View, record: Record) -> list[b.Block]:
    """The commitment in the words of its plan, where they are known."""
    text = record.full_text
    if not text:
        return []
    title = view.words("In the words of the plan")
    whole = c.in_english(text)
    shown = whole if len(text) <= _SHOWN_AT_ONCE else b.Fold(c.in_english(f"{text[:_SHOWN_AT_ONCE]}…"), whole)
    return [b.Card(title, [b.Paragraph(shown)])]


def _findings(view: View, record: Record, every: Sequence[Record]) -> b.Block:
    """Every finding of others published by the as-of day, in time, each with its assessor and its report."""
    known = [row for row in every if row.assessor != reported.OWN and view.known(row.published)]
    if not known:
        return b.Paragraph(view.words("No assessment published by {date}.", date=view.asof))
    return b.Items([_finding(view, record, row) for row in known], ordered=True, style="timeline")


def _finding(view: View, record: Record, row: Record) -> b.Text:
    words = view.words
    completion = c.completion_chip(row.completion or "level_not_published", words)
    more = [
        words.code("openness", row.did_it_open_government),
        words.code("early_results", row.early_results),
        words.code("potential_for_results", row.potential_for_results),
    ]
    report = plans.report(view.snapshot, record.action_plan_id, row.assessor)
    address, doubted = (row.url, "") if row.url or report is None else (report["url"], report["confidence"])
    assessor = c.link_out(words.code("assessor", row.assessor), address)
    rest = [part for text in more if text for part in (" ", text)]
    return [b.Styled(b.Day(row.published), "strong"), " ", assessor, *c.doubt(doubted, words), " ", completion, *rest]


def milestones(view: View, steps: pd.DataFrame) -> b.Table:
    """Steps with what is known of each by the as-of day: what was done later is not known then."""
    words = view.words
    rows = [
        [
            c.in_english(step.title),
            c.in_english(step.lead_institution),
            b.Day(step.start_date or ""),
            b.Day(step.end_date or ""),
            b.Day(step.done_date if step.done_date and view.known(step.done_date) else ""),
            words.code("milestone", step.status) if view.known(step.done_date) else "",
            expected.of_milestone(view, step),
            c.source_cells(step, words)[0],
        ]
        for step in steps.itertuples()
    ]
    return b.Table("milestones", words("Milestones"), _MILESTONES, rows, notes=[words(_BY_ITS_END)])


def _papers(view: View, record: Record) -> list[b.Block]:
    """The documents of its plan."""
    known = plans.documents(view.selection, [record.action_plan_id]).get(record.action_plan_id)
    return [b.Items([paper(view, row) for row in known])] if known else []


def paper(view: View, row: Record) -> b.Text:
    """A document: its title with the way to it, its kind, its day where that is known."""
    words = view.words
    day: list[b.Text] = [" · ", b.Day(row.published)] if row.published else []
    title = c.link_out(row.title, row.url, lang="en")
    return [title, " · ", words.code("document_kind", row.kind), *day, *c.doubt(row.confidence, words)]


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
