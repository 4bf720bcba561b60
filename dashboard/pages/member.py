"""One member: how is it doing, plan by plan, theme by theme, beside its region and everyone, and what does it owe?"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.pages import commitment, expected, follow_up, nothing_known, overview, reported
from dashboard.pages.committee import of_member
from dashboard.pages.tables import ONE_PAGE, Together, late_and_due, published
from dashboard.queries import plans as of_plans
from dashboard.queries.plans import Plan
from dashboard.view import columns as c
from dashboard.view.view import Record, View

TITLE = N_("Member")

_REVIEWS = (c.DATE, c.REVIEWED_UNDER, c.STEP, c.WHAT_CAME_OF_IT, c.SOURCES)
_ELIGIBILITY = (c.YEAR, c.ELIGIBLE, c.POINTS, c.SOURCES)
_FIGURES = (c.MEASURE, c.PUBLISHED_VALUE, c.DATE, c.SOURCES)
_RECOMMENDATIONS = (c.ACTION_PLAN, c.RECOMMENDATION, c.KIND_OF_RECOMMENDATION, c.TAKEN_UP, c.SOURCES)
_DOCUMENTS = (c.DOCUMENT, c.ACTION_PLAN, c.KIND_OF_DOCUMENT, c.PUBLISHED)
_PLANS = (
    *(c.ACTION_PLAN, c.COMMITMENTS, c.PROCESS_STEPS_FOLLOWED),
    *(c.LEVEL_OF_PUBLIC_PARTICIPATION, c.REGULAR_FORUM, c.SELF_ASSESSMENT_PUBLISHED),
)


def exists(view: View) -> bool:
    """This data version has the member."""
    return view.item in view.snapshot.choices["member"]


def scope(item: str) -> str:
    """The filters the page itself sets."""
    return f"?member={item}"


def title(view: View) -> str:
    """The member's name."""
    return view.names.of("member", view.item)


def blocks(view: View) -> Sequence[b.Block]:
    """Header, comparison, what it reports itself, plans, what is due, Steering Committee, totals, facts."""
    cards: list[b.Block] = [
        *_first(view),
        *_reported(view),
        *([] if nothing_known.is_so(view) else [b.Chart("progress-by-plan")]),
        b.Part("member-plans", plans),
    ]
    known: list[b.Block] = [b.Chart("completion-by-theme"), b.Part("member-committee", of_member)]
    on_demand: list[b.Block] = [
        *([] if nothing_known.is_so(view) else known),
        b.Part("member-meetings", follow_up.of_member),
        b.Part("member-published", lambda view: published(view, view.item)),
        b.Part("member-standing", standing),
        b.Part("member-recommendations", recommendations),
        b.Part("member-milestones", milestones),
        b.Part("member-documents", documents),
        b.Part("member-about", about),
    ]
    return [b.Part("member", header), b.Grid([*cards, *b.folded(on_demand)])]


def _first(view: View) -> list[b.Block]:
    """How it does; where none of its commitments are in the data, its seat and roles, and what is known at all."""
    compared = b.Chart("member-compared", 6)
    if nothing_known.is_so(view):
        known = b.Stack([b.Part("member-known", nothing_known.known)], 6)
        return [b.Part("member-committee", of_member), compared, known]
    return [compared, b.Chart("completion-by-plan", 6)]


def _reported(view: View) -> list[b.Block]:
    """What the member reports itself, beside what others found."""
    if not reported.is_any(view, view.item):
        return []
    return [b.Chart(reported.CHART), b.Part("reported", reported.beside)]


def header(view: View) -> b.Header:
    """The member's name, its headline and its figures."""
    words, member = view.words, view.member(view.item)
    is_unknown = nothing_known.is_so(view)
    none_yet = words("No assessed commitments yet.") if is_unknown else c.nothing_here(view)
    if view.selection.membership.by_id[view.item].status == "not_yet":
        none_yet = words("Not yet a member on {date}.", date=view.asof)
    name, none_yet = title(view), c.headed(view, none_yet, title(view))
    lede = [
        *(words.code(column, member[column]) for column in ("kind", "region")),
        c.standing_of(view, view.item),
        words("as of {date}", date=view.asof),
    ]
    reset: list[b.Text] = [" · ", b.Link(words("Reset the filters"), view.reset)] if view.chosen.chosen() else []
    return b.Header(
        overview.headline(view, name) if view.selection.commitments else none_yet,
        " · ".join(lede) if view.selection.commitments or is_unknown else [" · ".join(lede), *reset],
        nothing_known.figures(view) if is_unknown else overview.figures(view) if view.selection.commitments else (),
        actions=[
            b.Link(words("One page to print"), view.href(f"{ONE_PAGE}/{view.item}"), style="present-page"),
            b.Link(words("Compare with …"), view.href("compare", member=(view.item,)), style="present-page"),
        ],
        trail=[b.Link(words("Members"), view.href("members"))],
    )


def plans(view: View) -> b.Block | None:
    """What it owes now, and how each of its action plans was made; nothing while it has none."""
    words, own = view.words, of_plans.of_member(view.selection, view.item)
    if not own:
        return None
    commitments, every = view.selection.sizes("plan"), of_plans.commitments(view.selection)
    how = b.Table(
        "action-plans",
        words("How its action plans were made"),
        _PLANS,
        [_row(view, plan, commitments[plan.id] if every[plan.id] else None) for plan in own],
        notes=[words("Steps are those of the OGP process; levels are those of IAP2.")],
        tab=words("Action plans"),
    )
    order, values = expected.in_order(view), [value for value in view.selection.due.values if value != "end-unknown"]
    read = Together(view, [order, *(view.selection.places("due", value) for value in values)])
    counts, *lists = late_and_due(view, read)
    progress = [expected.of_member(view, read)] if len(order) else []
    return b.Grid([*progress, counts, *b.folded([*lists, how])])


def _row(view: View, plan: Plan, commitments: int | None) -> b.Row:
    """None: none of its commitments are in the data, which is not that there are none."""
    words = view.words
    rows = view.href("commitments", **view.scope.chosen(), plan=(plan.id,)) if commitments else ""
    return [
        view.names.short_plan(plan.id),
        b.Unknown() if commitments is None else b.Count(commitments, rows),
        c.count(plan.steps, of=c.MOST_PROCESS_STEPS),
        words.code("participation", plan.participation) if plan.participation else b.Unknown(),
        c.yes_or_no(plan.forum, words),
        c.yes_or_no(plan.self_assessment, words),
    ]


def standing(view: View) -> b.Block | None:
    """Its reviews under OGP's rules, whether it was eligible, and what others measured; nothing where none is known."""
    words, country = view.words, view.member(view.item).country if view.item not in view.snapshot.pilots else ""
    steps = [
        [
            b.Day(step.date),
            words.code("review_kind", step.kind),
            c.in_english(step.step.replace("_", " ")),
            c.in_english(step.outcome),
            c.source_cells(step, words)[0],
        ]
        for step in of_plans.dated(view.selection, "review_steps", country=country).itertuples()
    ]
    years = [
        [
            str(int(year.year)),
            c.yes_or_no(year.eligible, words),
            b.Unknown() if pd.isna(year.points) else b.Count(int(year.points), of=int(year.points_possible)),
            c.source_cells(year, words)[0],
        ]
        for year in of_plans.dated(view.selection, "eligibility", country=country).itertuples()
    ]
    figures = [
        [c.in_english(figure.measure), _value(view, figure), b.Day(figure.date), c.source_cells(figure, words)[0]]
        for figure in of_plans.dated(view.selection, "published_figures", member_id=view.item).itertuples()
    ]
    tables = [
        b.Table("review-steps", words("Reviews under OGP's rules"), _REVIEWS, steps, tab=words("Reviews")),
        b.Table("eligibility", words("Whether it was eligible"), _ELIGIBILITY, years, tab=words("Eligibility"), span=6),
        b.Table("published-figures", words("Figures of others"), _FIGURES, figures, tab=words("Figures"), span=6),
    ]
    return b.Grid([table for table in tables if len(table)]) if steps or years or figures else None


def _value(view: View, figure: Record) -> b.Text:
    number = view.words.number(int(figure.value) if float(figure.value).is_integer() else figure.value)
    return [number, " ", c.in_english(figure.unit)] if figure.unit else number


def recommendations(view: View) -> b.Block | None:
    """What the IRM recommended, and whether the next plan took it up; no rate, since of most that is not known."""
    words, own = view.words, of_plans.of_member(view.selection, view.item)
    rows = [
        [
            view.names.short_plan(plan.id),
            c.in_english(row.title),
            words.code("recommendation_kind", row.kind),
            _taken_up(view, row),
            c.source_cells(row, words)[0],
        ]
        for plan, row in of_plans.recommendations(view.snapshot, own[::-1])
    ]
    if not rows:
        return None
    note = words("Whether a recommendation was taken up is known of few: no share of them is given.")
    title = words("Recommendations of the IRM")
    return b.Table("recommendations", title, _RECOMMENDATIONS, rows, notes=[note])


def _taken_up(view: View, row: Record) -> b.Text:
    if not row.taken_up:
        return b.Unknown()
    word = view.words.code("taken_up", row.taken_up)
    return [word, c.in_english(row.taken_up_note, "line")] if row.taken_up_note else word


def milestones(view: View) -> b.Block | None:
    """The dated steps of its plans and commitments."""
    steps = of_plans.milestones(view.snapshot, member_id=view.item)
    return commitment.milestones(view, steps) if len(steps) else None


def documents(view: View) -> b.Block | None:
    """Plans, self-assessments and reports, each at its address."""
    words, own = view.words, [plan.id for plan in of_plans.of_member(view.selection, view.item)]
    known = of_plans.documents(view.selection, own)
    rows = [
        [
            c.link_out(row.title, row.url, lang="en"),
            view.names.short_plan(plan),
            words.code("document_kind", row.kind),
            [b.Day(row.published or ""), *c.doubt(row.confidence, words)],
        ]
        for plan in own
        for row in known.get(plan, ())
    ]
    title = words("Plans and reports to read")
    return b.Table("documents", title, _DOCUMENTS, rows) if rows else None


def about(view: View) -> b.Card:
    """What is known of the member itself."""
    words, member = view.words, view.member(view.item)
    population = member["population"]
    known = 0 if pd.isna(population) else int(population)
    inhabitants = words.plural("{n} inhabitant", "{n} inhabitants", known) if known else b.Unknown()
    facts = b.Facts(
        [
            (words("Level"), words.code("level", member.government_level)),
            (words("Country"), words.country(member["country"], member["country"])),
            (words("Joined OGP"), _joined(member)),
            (words("Status"), _standing(view)),
            (words("Population"), inhabitants),
            *_francophone(view, member),
            *([(words("At OGP"), c.link_out(c.host(member.url), member.url))] if member.url else []),
        ]
    )
    commitments = b.Link(words("All its commitments"), view.href("commitments", member=(view.item,)))
    links = [] if nothing_known.is_so(view) else [b.Paragraph(commitments)]
    return b.Card(words("About this member"), [facts, *links], id="about")


def _standing(view: View) -> b.Text:
    """What it was on the as-of day, why, how sure that is, and where it was found."""
    held, words = view.selection.membership.by_id[view.item], view.words
    why = [" · ", c.in_english(held.reason)] if held.reason else []
    cited = [" · ", c.sources(held.source, words)] if held.source else []
    return [c.standing_of(view, view.item), *c.doubt(held.confidence, words), *why, *cited]


def _joined(member: pd.Series) -> b.Text:
    """The day where it is known, else the year; with what it rests on."""
    if not member.joined:
        return b.Unknown() if pd.isna(member.year_joined) else str(int(member.year_joined))
    return [b.Day(member.joined), *([" · ", c.in_english(member.joined_basis)] if member.joined_basis else [])]


def _francophone(view: View, member: pd.Series) -> list[tuple[b.Text, b.Text]]:
    words = view.words
    if not member.francophonie:
        return []
    word = words.code("francophonie", member.francophonie)
    return [(words("La Francophonie"), [word, " ", c.sources(member.francophonie_source, words)])]
