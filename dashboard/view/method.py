"""How the numbers are made, written from the constants the code counts with."""

from __future__ import annotations

from dashboard.language.words import N_, SMALL_N
from dashboard.view.view import View
from data_loader import schema

FAIR_PEERS = N_(
    "Peers of a pilot are pilots, put in order by level of government, kind, region, size and year of the plan."
)
SEVERAL_PRIORITIES = N_("A commitment may belong to several priorities, so their totals do not add up.")
SEVERAL_THEMES = N_("A commitment may carry several themes, so theme totals do not add up.")


def rules(view: View) -> list[str]:
    """The rules of the numbers, a sentence or two each."""
    words = view.words
    scale = " < ".join(words.code("completion", level) for level in schema.COMPLETION_SCALE)
    beside = words.listing([words.code("completion", state) for state in (*schema.COMPLETION_STATES, "not_assessed")])
    order = " > ".join(words.code("assessor", assessor) for assessor in reversed(schema.ASSESSORS))
    return [
        words("Completion levels are ordered: {scale}.", scale=scale),
        words(
            "{states} stand beside the scale. None of them is ever counted as 0%, and none enters a rate.",
            states=beside,
        ),
        words("Completion rate = (substantial + complete) / assessed on the four-level scale. Every rate shows its n."),
        words("A rate of fewer than {n} assessed commitments is written as counts.", n=SMALL_N),
        words(SEVERAL_THEMES),
        words(
            "As of a date: an assessment counts if it was published on or before it, a commitment if its action plan "
            "had begun. A date known only to the year counts from 31 December, to the month from its last day."
        ),
        words("Of the assessments that count, the latest wins; on a tie: {order}.", order=order),
        words("Without a choice, figures are as of the last day on which a finding in the data was published."),
        words("Overdue: past the last day of its promised end, assessed, and not found complete."),
        words(
            "What changed: each commitment is in one class only (new, withdrawn, newly assessed, advanced, slipped "
            "back, changed otherwise, unchanged), and the classes add up to all."
        ),
        words("A role is on record for a seat when it began by the as-of day and overlaps the current term."),
        words("None on record means not found in the sources; it is never a breach."),
        words(FAIR_PEERS),
        words("Intervals are 95% Wilson score intervals."),
    ]
