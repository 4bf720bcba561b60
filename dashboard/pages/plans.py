"""How plans are made: participation, forum and self-assessment over the years, and what was published of each plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.queries import plans as query
from dashboard.queries.plans import Of, Plan, Summary, Totals
from dashboard.view import columns as c
from dashboard.view.view import Record, View

TITLE = N_("How plans are made")

_NO_PLANS = N_("No action plan under these filters had begun.")
_OF_LEVELS = N_("Steps are those of the OGP process; levels are those of IAP2.")
_OF_N = N_("n is the number of plans of which it is known; a plan of which it is not known enters no figure.")
_WHICH_FILTERS = N_(
    "Region, member and year of submission choose the plans; the other filters choose commitments only."
)
_NO_SHARE = N_("Whether a recommendation was taken up is known of few: no share of them is given.")
_BESIDE = N_("These stand beside the commitments and are not added to them.")

_FOUND_IN = (c.SOURCES.on_screen, c.SOURCES.in_files, c.CONFIDENCE.in_files)
_YEAR = b.Column(N_("Year"), c.ACTION_PLANS.meaning)
_PLANS = b.Column(N_("Plans"), N_("Action plans that had begun by the as-of day."), numeric=True)
_KNOWN = b.Column(N_("Process known"), N_("Plans of which anything is known of how they were made."), numeric=True)
_LEVELS = c.of_codes("participation", c.LEVEL_OF_PUBLIC_PARTICIPATION.meaning)
_LEVEL_KNOWN = b.Column(N_("Level known"), N_("Plans whose level of public participation is known."), numeric=True)
_MEDIAN = b.Column(
    N_("Steps followed (median)"), N_("The middle number of the 6 steps of the OGP process that were followed.")
)
_STEPS_KNOWN = b.Column(N_("Steps known"), N_("Plans of which it is known how many steps were followed."), numeric=True)
_BY_YEAR = (
    *(_YEAR, _PLANS, _KNOWN, c.LEVEL_OF_PUBLIC_PARTICIPATION.on_screen, *(level.in_files for level in _LEVELS)),
    *(_LEVEL_KNOWN.in_files, c.REGULAR_FORUM.on_screen, c.REGULAR_FORUM.in_files),
    *(c.SELF_ASSESSMENT_PUBLISHED.on_screen, c.SELF_ASSESSMENT_PUBLISHED.in_files),
    *(_MEDIAN.on_screen, _MEDIAN.in_files, _STEPS_KNOWN.in_files),
)
_TO_READ = b.Column(N_("To read"), N_("The plan and the reports on it, each at its address."))
_LIST = (
    *(c.MEMBER, c.PLAN, _YEAR.in_files, c.LEVEL_OF_PUBLIC_PARTICIPATION, c.REGULAR_FORUM),
    *(c.SELF_ASSESSMENT_PUBLISHED, c.PROCESS_STEPS_FOLLOWED, c.COMMITMENTS, _TO_READ, c.ADDRESS.in_files),
)


_REPORT = b.Column(N_("Report"), N_("The kind of report that the totals stand in."))
_TOTALS = (
    *(c.MEMBER, c.PLAN, _REPORT, c.PUBLISHED, c.COMMITMENTS_OF_THE_PLAN, c.SUBSTANTIAL_OR_COMPLETE),
    b.Column(N_("Also published"), N_("What else the report counts.")).on_screen,
    *(column.in_files for column in (*c.LEVELS, *c.OTHER_TOTALS.values(), c.NOTE_ON_TOTALS)),
    *_FOUND_IN,
)
_RECOMMENDATIONS = b.Column(N_("Recommendations"), N_("Recommendations of the IRM on these plans."), numeric=True)
_UPTAKE_KNOWN = b.Column(
    N_("Known whether taken up"), N_("Recommendations of which it is known whether the next plan took them up.")
)
_BY_KIND = (c.KIND_OF_RECOMMENDATION, _RECOMMENDATIONS, _PLANS, _UPTAKE_KNOWN.on_screen, _UPTAKE_KNOWN.in_files)
_RECOMMENDED = (c.MEMBER, c.PLAN, c.RECOMMENDATION, c.KIND_OF_RECOMMENDATION, c.TAKEN_UP, *_FOUND_IN)


def blocks(view: View) -> Sequence[b.Block]:
    """The headline, year by year, the plans one by one, the totals published, and what the IRM recommended."""
    cards: list[b.Block] = [
        b.Chart("progress-by-region"),
        b.Part("plans-years", by_year),
        b.Part("plans-list", listed),
        b.Part("plans-totals", totals),
        b.Part("plans-advice", recommended),
    ]
    members = b.Disclosure(view.words("By member"), [b.Grid([b.Chart("progress-by-member")])])
    return [b.Part("plans", header), b.Grid(cards), members]


def header(view: View) -> b.Header:
    """Of how many plans it is known how they were made, and what that is."""
    words, every = view.words, query.summary(_plans(view))
    lede = [words("As of {date}", date=view.asof), *view.chosen_in_words(), words(_WHICH_FILTERS)]
    return b.Header(
        _headline(view), " · ".join(lede), _figures(view, every) if every.plans else (), [view.present_link(SLIDES)]
    )


def _plans(view: View) -> list[Plan]:
    return query.plans(view.selection)


def _headline(view: View) -> str:
    words, every = view.words, _plans(view)
    known, summary = [plan for plan in every if plan.is_known], query.summary(every)
    if not every:
        return words(_NO_PLANS)
    clauses = [_known_of(view, every, known)]
    if summary.forum.known:
        clauses.append(
            words("{part} of {known} had a regular forum", part=summary.forum.part, known=summary.forum.known)
        )
    if (own := summary.self_assessment).known:
        clauses.append(words("{part} of {known} have a published self-assessment", part=own.part, known=own.known))
    return words.sentence(words("; ").join(clauses))


def _known_of(view: View, every: Sequence[Plan], known: Sequence[Plan]) -> str:
    """Of how many plans it is known how they were made, and until which year."""
    words, last = view.words, max((plan.year for plan in known), default=0)
    if not known or last == max(plan.year for plan in every):
        return words.plural(
            "how it was made is known for {known} of {n} action plan",
            "how they were made is known for {known} of {n} action plans",
            len(every),
            known=len(known),
        )
    return words.plural(
        "how it was made is known for {known} of {n} action plan, none of them submitted after {year}",
        "how they were made is known for {known} of {n} action plans, none of them submitted after {year}",
        len(every),
        known=len(known),
        year=str(last),
    )


def _figures(view: View, summary: Summary) -> list[b.Figure]:
    words = view.words
    members = words.plural("of {n} member", "of {n} members", summary.members)

    def rate(name: str, of: Of) -> b.Figure:
        n = words.plural("of {n} plan of which it is known", "of {n} plans of which it is known", of.known)
        return b.Figure(words(name), words.rate(of.part, of.known) if of.known else b.Unknown(), n)

    return [
        b.Figure(words("Action plans"), b.Count(summary.plans), members),
        b.Figure(words(_KNOWN.header), b.Count(summary.known, of=summary.plans), words("not known is not “no”")),
        rate(c.REGULAR_FORUM.header, summary.forum),
        rate(c.SELF_ASSESSMENT_PUBLISHED.header, summary.self_assessment),
    ]


def by_year(view: View) -> b.Block:
    """How the plans of each year were made, and of how many that is known."""
    every = _plans(view)
    if not every:
        return view.nothing(view.words(_NO_PLANS))
    return _years(view, every)


def _years(view: View, every: Sequence[Plan]) -> b.Table:
    words = view.words
    rows = [
        _year(view, b.Link(str(year), view.href(year=(str(year),))), query.summary(some))
        for year, some in query.by_year(every).items()
    ]
    foot = _year(view, words("All years"), query.summary(every))
    return b.Table(
        "plans-by-year",
        words("How were the plans of each year made?"),
        _BY_YEAR,
        rows,
        foot=[foot] if len(rows) > 1 else [],
        notes=[words(_OF_LEVELS), words(_OF_N)],
        tab=words("Years"),
    )


def _year(view: View, name: b.Text, summary: Summary) -> b.Row:
    words, n_levels = view.words, summary.levels.total()
    levels = [
        words.named(word, summary.levels[level])
        for level, word in words.codes("participation").items()
        if summary.levels[level]
    ]
    median = (
        b.Unknown()
        if summary.median_steps is None
        else _with_n(view, words.number(summary.median_steps), len(summary.steps))
    )
    return [
        name,
        b.Count(summary.plans),
        b.Count(summary.known),
        b.Styled([b.Names(levels), " ", words("(n={n})", n=n_levels)], "cell") if levels else b.Unknown(),
        *(b.Count(summary.levels[level]) if n_levels else b.Unknown() for level in words.codes("participation")),
        b.Count(n_levels),
        _rate(view, summary.forum),
        b.Share(summary.forum.part, summary.forum.known),
        _rate(view, summary.self_assessment),
        b.Share(summary.self_assessment.part, summary.self_assessment.known),
        median,
        b.Unknown() if summary.median_steps is None else words.number(summary.median_steps),
        b.Count(len(summary.steps)),
    ]


def _rate(view: View, of: Of) -> b.Text:
    """A rate with its n; counts where these are few, unknown where it is known of none."""
    if not of.known:
        return b.Unknown()
    text = view.words.rate(of.part, of.known)
    return _with_n(view, text, of.known) if view.words.makes_rate(of.known) else text


def _with_n(view: View, text: str, n: int) -> str:
    return view.words("{figure} (n={n})", figure=text, n=n)


def listed(view: View) -> b.Block | None:
    """Every plan by year, the latest first; folded, since there are many."""
    words, every = view.words, _plans(view)
    if not every:
        return None
    papers = query.documents(view.selection, [plan.id for plan in every])
    commitments = _commitments(view, every)

    def row(plan: Plan) -> b.Row:
        return _plan(view, plan, papers.get(plan.id, []), commitments[plan.id])

    groups = [
        b.Group(words.named(str(year), words.plural("{n} action plan", "{n} action plans", len(some))),
                [row(plan) for plan in _by_member(view, some)])
        for year, some in reversed(query.by_year(every).items())
    ]  # fmt: skip
    title = words("Each plan, and how it was made")
    table = b.Table("plans", title, _LIST, groups=groups, tab=words("Plans"), span=0)
    return _folded(table, words.plural("{n} action plan", "{n} action plans", len(every)))


def _folded(table: b.Table, summary: str, subtitle: str = "") -> b.Card:
    return b.Card(table.title, [b.Disclosure(summary, [table])], subtitle, style="on-demand", id=table.name)


def _by_member(view: View, some: Iterable[Plan]) -> list[Plan]:
    return sorted(some, key=lambda plan: (view.words.order(view.names.of("member", plan.member)), plan.number))


def _named(view: View, plan: Plan, paper: str = "") -> list[b.Text]:
    """The member and the plan, each with the way to it."""
    return [c.member_link(view, plan.member), c.link_out(view.names.short_plan(plan.id), paper or plan.url)]


def _plan(view: View, plan: Plan, papers: Sequence[Record], commitments: b.Text) -> b.Row:
    words = view.words
    own = next((paper.url for paper in papers if paper.kind == "action_plan"), plan.url)
    others = [paper for paper in papers if paper.url != own]
    links = [
        [c.link_out(words.code("document_kind", one.kind), one.url), *c.doubt(one.confidence, words)] for one in others
    ]
    return [
        *_named(view, plan, own),
        str(plan.year),
        words.code("participation", plan.participation) if plan.participation else b.Unknown(),
        c.yes_or_no(plan.forum, words),
        c.yes_or_no(plan.self_assessment, words),
        c.count(plan.steps, of=c.MOST_PROCESS_STEPS),
        commitments,
        b.Styled(b.Names(links), "cell") if links else "",
        own,
    ]


def _commitments(view: View, every: Sequence[Plan]) -> dict[str, b.Text]:
    """How many of each plan's commitments are selected; where none is in the data, what is there instead."""
    words, here, selected = view.words, query.commitments(view.selection), view.selection.sizes("plan")
    with_totals = {row.action_plan_id for row in _totals(view, every).known}

    def of(plan: str) -> b.Text:
        if here[plan]:
            return b.Count(selected[plan], view.href("commitments", plan=(plan,)) if selected[plan] else "")
        return b.Unknown(words("totals only") if plan in with_totals else words("not here"))

    return {plan.id: of(plan.id) for plan in every}


def _totals(view: View, every: Sequence[Plan]) -> Totals:
    """What was published of the plans of which no commitment is in the data."""
    here = query.commitments(view.selection)
    return query.totals(view.selection, {plan.id for plan in every if not here[plan.id]})


def totals(view: View) -> b.Block:
    """What was published of plans whose commitments are not here; of what came later only that it exists."""
    words, every = view.words, _by_member(view, _plans(view))
    known, later = totals = _totals(view, every)
    blocks: list[b.Block] = []
    if known:
        rows = [_totals_row(view, plan, row) for plan in every for row in known if row.action_plan_id == plan.id]
        plans = words.plural("{n} plan", "{n} plans", len({row.action_plan_id for row in known}))
        title = words("Totals published for plans whose commitments are not here")
        table = b.Table("plan-totals", title, _TOTALS, rows, file_notes=[words(_BESIDE)], tab=words("Totals"), span=0)
        reports = words.plural("{n} report on {plans}", "{n} reports on {plans}", len(known), plans=plans)
        blocks.append(_folded(table, reports, words(_BESIDE)))
    if later:
        text = words.plural(
            "Totals in {n} more report were published after the as-of day (the first: {date}).",
            "Totals in {n} more reports were published after the as-of day (the first: {date}).",
            len(later),
            date=words.date(totals.next),
        )
        blocks.append(b.Paragraph(text, "note span-12"))
    return b.Grid(blocks)


def _totals_row(view: View, plan: Plan, row: Record) -> b.Row:
    words = view.words
    others = {name: getattr(row, name) for name in c.OTHER_TOTALS}
    beside = [words.named(words(c.OTHER_TOTALS[name].header), n) for name, n in others.items() if n is not None]
    note = c.in_english(row.note, "line")
    return [
        *_named(view, plan),
        words.code("plan_report", row.assessor),
        c.published_on(row, words),
        c.count(row.commitments),
        c.count(query.completed(row)),
        b.Styled([b.Names(beside), note], "cell") if beside or note else "",
        *(c.count(getattr(row, level)) for level in query.SCALE),
        *map(c.count, others.values()),
        row.note or "",
        *_found_in(view, row),
    ]


def _found_in(view: View, row: Record) -> list[b.Text]:
    """Where a row was found and how sure it is: on screen as links, in files as the data have both."""
    shown, *in_files = c.source_cells(row, view.words)
    return [b.Styled(shown, "cell"), *in_files]


def recommended(view: View) -> b.Block | None:
    """What the IRM recommended on these plans: how many of which kind, of how many it is known what became of them."""
    words, every = view.words, query.recommendations(view.snapshot, _plans(view))
    if not every:
        return None
    table = b.Table(
        "recommendations",
        words("Each recommendation"),
        _RECOMMENDED,
        [_recommendation(view, *one) for one in every],
        file_notes=[words(_NO_SHARE)],
        tab=words("Recommendations"),
        span=0,
    )
    in_all = words.plural("{n} recommendation", "{n} recommendations", len(every))
    title = words("What did the IRM recommend?")
    inside: list[b.Block] = [_by_kind(view, every), b.Disclosure(in_all, [table])]
    return b.Card(title, inside, words(_NO_SHARE), style="on-demand", id=table.name)


def _by_kind(view: View, every: Sequence[tuple[Plan, Record]]) -> b.Table:
    words = view.words

    def row(name: str, some: Sequence[tuple[Plan, Record]]) -> b.Row:
        uptake = Counter(one.taken_up for _, one in some if one.taken_up)
        known = [words.named(word, uptake[code]) for code, word in words.codes("taken_up").items() if uptake[code]]
        n = b.Count(uptake.total())
        return [name, b.Count(len(some)), b.Count(len({plan.id for plan, _ in some})),
                [n, *([b.Styled(b.Names(known), "line")] if known else [])], n]  # fmt: skip

    kinds = {code: [one for one in every if one[1].kind == code] for code in words.codes("recommendation_kind")}
    rows = [row(words.code("recommendation_kind", code), some) for code, some in kinds.items() if some]
    title = words("Recommendations by where they stand in the report")
    foot = [row(words("All recommendations"), every)] if len(rows) > 1 else []
    return b.Table("recommendations-by-kind", title, _BY_KIND, rows, foot=foot, tab=words("Kinds"), span=0)


def _recommendation(view: View, plan: Plan, row: Record) -> b.Row:
    words = view.words
    taken: b.Text = words.code("taken_up", row.taken_up) if row.taken_up else b.Unknown()
    why = c.in_english(row.taken_up_note, "line")
    return [
        *_named(view, plan),
        c.in_english(row.title),
        words.code("recommendation_kind", row.kind),
        b.Styled([taken, why], "cell") if why else taken,
        *_found_in(view, row),
    ]


def _answer(view: View) -> b.Answer:
    every = _plans(view)
    n = view.words.plural("n={n} plan", "n={n} plans", len(every))
    subtitle, table = " · ".join([*view.chosen_in_words(), n]), _years(view, every) if every else None
    return b.Answer(_headline(view), subtitle, table, view.words(_OF_N))


TOPICS = {"plans-by-year": b.Topic(N_("How were the plans of each year made?"), "plans", _answer)}
SLIDES = tuple(TOPICS)
"""What the page has to present."""
