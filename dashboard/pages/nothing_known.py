"""A member none of whose commitments are in the data: what is known and what is not, why, and whom it stands beside."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard import blocks as b
from dashboard.charts.registry import answer
from dashboard.queries import plans as of_plans
from dashboard.view.view import View


def is_so(view: View) -> bool:
    """Whether this data version has no commitment of the member, of whatever day and under whatever filters."""
    of = view.snapshot.dimensions["member"]
    return not bool((of.codes == of.values.index(view.item)).any())


def figures(view: View) -> list[b.Figure]:
    """How its region and its own level of government do, and how many plans are on record."""
    words = view.words
    beside = [row for row in answer(view, "member-compared").itertuples() if row.id != view.item]
    rates = [
        b.Figure(
            words.named(words("Completion rate"), row.label),
            b.Share(int(row.substantial + row.complete), int(row.assessed)),
            words("{part} of {whole} assessed", part=int(row.substantial + row.complete), whole=int(row.assessed)),
        )
        for row in beside
    ]
    plans = of_plans.of_member(view.selection, view.item)
    none = words("none of their commitments in this data") if plans else words("none on record")
    return [b.Figure(words("Action plans"), b.Count(len(plans)) if plans else b.Unknown(), none), *rates]


def known(view: View) -> b.Card:
    """What is on record of its plans, what is not, and why."""
    return b.Card(view.words("What is known, and what is not"), [b.Items([*_sentences(view)])], id="known")


def _sentences(view: View) -> Iterator[b.Text]:
    words, plans = view.words, of_plans.of_member(view.selection, view.item)
    years = words.listing([str(plan.year) for plan in plans])
    if not plans:
        yield words("No action plan of it is on record by {date}.", date=view.asof)
    else:
        yield words.plural(
            "{n} action plan is on record, of {years}. What it promises one by one is not in this data.",
            "{n} action plans are on record, of {years}. What they promise one by one is not in this data.",
            len(plans),
            years=years,
        )
        yield words("The sources have totals, papers or recommendations of such plans, and not each commitment.")
    for row in of_plans.totals_of_member(view.selection, view.item).known:
        done = of_plans.completed(row)
        if done is not None and row.commitments:
            yield words(
                "Of its plan {plan}, {assessor} counts {done} of {n} commitments substantially or fully complete: "
                "a total of the plan, which is in no rate here.",
                plan=view.names.short_plan(row.action_plan_id),
                assessor=words.code("plan_report", row.assessor),
                done=done,
                n=int(row.commitments),
            )
    yield words("So it has no completion rate, and nothing of it counts as late: nothing known is not nothing done.")
