"""What the terms mean, in a sentence each: on hover where they stand, and together on the Data page."""

from __future__ import annotations

from dashboard.language.languages import N_
from dashboard.language.vocabulary import STATES

DEFINITIONS = {
    N_("Commitments"): N_("Promises in an action plan, each to be kept by a body of government, mostly by a date."),
    N_("Action plan"): N_("What a member promises for about two years, worked out together with civil society."),
    N_("Assessed"): N_("Rated on the four-level scale in a report published by the as-of date."),
    N_("Completion"): N_("How far a commitment had been carried out when it was assessed."),
    N_("Completion rate"): N_("The share of assessed commitments that are substantially or fully complete."),
    N_("No evidence"): STATES["unclear"].meaning,
    N_("IRM"): N_("The Independent Reporting Mechanism: OGP's independent researchers, who assess each action plan."),
    N_("IRM progress report"): N_("The IRM's report halfway through an action plan."),
    N_("IRM end of term"): N_("The IRM's report after the end of an action plan."),
    N_("Self-assessment"): N_("The government's own report on its action plan."),
    N_("As of"): N_("The day figures are seen from: what was published later is left out."),
    N_("Theme"): N_("A policy area of OGP; a commitment may have several."),
    N_("Priority"): N_("A group of themes; three of the groups are the co-chairs' priorities."),
    N_("Starred"): N_("Marked by the IRM as clear, relevant, ambitious and largely carried out."),
    N_("Ambition"): N_("The potential impact of a commitment, as the IRM judged it."),
    N_("Did it open government"): N_("How much a commitment changed the openness of government, as the IRM found."),
    N_("Pilot"): N_("A city or region of the first group of subnational members, which joined in 2016."),
    N_("Interval (95%)"): N_("How sure a rate is: the fewer commitments are assessed, the wider the interval."),
}
"""Term -> what it means."""
