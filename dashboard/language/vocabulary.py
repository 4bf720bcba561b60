"""The word for every coded value of the data, every filter and term; English here, the other languages in locale/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.blocks import N_


@dataclass(frozen=True)
class State:
    """A state of completion that stands beside the scale."""

    word: str
    among: str  # how many commitments are in it, in a list of what no rate counts
    meaning: str  # of a column that counts them


STATES = {
    "unclear": State(
        N_("No evidence"),
        N_("{n} without evidence"),
        N_("The assessor found nothing by which to judge; it is not counted as not started."),
    ),
    "withdrawn": State(
        N_("Withdrawn"),
        N_("{n} withdrawn"),
        N_("Commitments withdrawn from their plan; they enter no rate."),
    ),
    "level_not_published": State(
        N_("Assessed, level not published here"),
        N_("{n} with no level published here"),
        N_("Commitments assessed by the as-of day, of which the sources give something else than their completion."),
    ),
    "not_assessed": State(
        N_("Not assessed"),
        N_("{n} not assessed"),
        N_("Commitments without any finding published by the as-of day: not known, never zero."),
    ),
}
COMPLETION = {
    "not_started": N_("Not started"),
    "limited": N_("Limited"),
    "substantial": N_("Substantial"),
    "complete": N_("Complete"),
    **{name: state.word for name, state in STATES.items()},
}
REGIONS = {
    "africa-middle-east": N_("Africa and the Middle East"),
    "americas": N_("Americas"),
    "asia-pacific": N_("Asia-Pacific"),
    "europe": N_("Europe"),
}
LEVELS = {
    "national": N_("National"),
    "parliament": N_("Parliament"),
    "regional": N_("Regional"),
    "local": N_("Local"),
}
ASSESSORS = {
    "self_assessment": N_("Self-assessment"),
    "monitoring_body": N_("Local monitoring body"),
    "irm_progress_report": N_("IRM progress report"),
    "irm_end_of_term": N_("IRM end of term"),
}
STARRED = {"1": N_("Starred"), "0": N_("Not starred")}
IMPACT = {
    "none": N_("No impact"),
    "minor": N_("Minor impact"),
    "moderate": N_("Moderate impact"),
    "transformative": N_("Transformative impact"),
}
SPECIFICITY = {"none": N_("None"), "low": N_("Low"), "medium": N_("Medium"), "high": N_("High")}
OPENNESS = {
    "worsens": N_("Worsened openness"),
    "none": N_("Did not change openness"),
    "marginal": N_("Opened marginally"),
    "major": N_("Opened in a major way"),
    "outstanding": N_("Opened outstandingly"),
}
PEER_REASONS = {
    "level": N_("same government level"),
    "other_level": N_("another government level"),
    "kind": N_("same kind of territory"),
    "region": N_("same region"),
    "size": N_("similar size"),
    "size_unknown": N_("size not known"),
    "plan_year": N_("plans of the same year"),
}
OGP_VALUES = {
    "access_to_information": N_("Access to information"),
    "civic_participation": N_("Civic participation"),
    "public_accountability": N_("Public accountability"),
    "technology": N_("Technology and innovation"),
}
STATUSES = {"active": N_("Active"), "inactive": N_("Inactive"), "withdrawn": N_("Withdrawn from OGP")}
STANDINGS = {
    "candidate": N_("Candidate"),
    "under_review": N_("Under review"),
    **STATUSES,
    "not_yet": N_("Not yet a member"),
    "not_known": N_("Not known"),
}
KINDS = {
    "country": N_("Country"),
    "state": N_("State"),
    "province": N_("Province"),
    "region": N_("Region"),
    "nation": N_("Devolved nation"),
    "county": N_("County"),
    "regency": N_("Regency"),
    "city": N_("City"),
    "municipality": N_("Municipality"),
}
MEETING_KINDS = {
    "working": N_("working-level meeting"),
    "ministerial": N_("ministerial meeting"),
    "subcommittee": N_("subcommittee meeting"),
    "event": N_("event"),
}
PARTICIPATION_LEVELS = {
    "inform": N_("Inform"),
    "consult": N_("Consult"),
    "involve": N_("Involve"),
    "collaborate": N_("Collaborate"),
    "empower": N_("Empower"),
}
DUE = {
    "overdue": N_("Overdue"),
    "overdue-unknown": N_("Past its promised end, result not known"),
    "end-unknown": N_("Promised end not known"),
    "soon": N_("Due within 90 days"),
}
RUNNING = {
    "yes": N_("Still running"),
    "unknown": N_("End of the plan not known"),
    "ended": N_("Ended, or followed by another plan"),
}
AGENDA_STATUSES = {
    "not_started": N_("Not begun"),
    "in_progress": N_("Under way"),
    "complete": N_("Kept"),
}
CHANGES = {
    "advanced": N_("Advanced"),
    "slipped": N_("Slipped back"),
    "newly_assessed": N_("Newly assessed"),
    "withdrawn": N_("Newly withdrawn"),
    "otherwise": N_("Changed otherwise"),
    "new": N_("New"),
    "not_placed": N_("Not placed: dated only to its year or month"),
    "unchanged": N_("Unchanged"),
}
CONSTITUENCIES = {"government": N_("Governments"), "civil_society": N_("Civil society")}
ROLE_KINDS = {
    "co_chair": N_("Co-chair"),
    "co_anchor": N_("Co-anchor"),
    "subcommittee_chair": N_("Subcommittee chair"),
    "delegation": N_("Delegate"),
    "committee_member": N_("Committee member"),
}
EARLY_RESULTS = {
    "none": N_("No notable results yet"),
    "moderate": N_("Moderate early results"),
    "significant": N_("Significant early results"),
}
POTENTIAL_FOR_RESULTS = {
    "unclear": N_("Potential for results unclear"),
    "modest": N_("Modest potential for results"),
    "substantial": N_("Substantial potential for results"),
}
RECOMMENDATION_KINDS = {
    "key_recommendation": N_("Key recommendation"),
    "report_summary": N_("Main advice of the report"),
    "midterm_summary": N_("Main advice at mid-term"),
}
SDG_GOALS = {
    "1": N_("Goal 1: No poverty"),
    "2": N_("Goal 2: Zero hunger"),
    "3": N_("Goal 3: Good health and well-being"),
    "4": N_("Goal 4: Quality education"),
    "5": N_("Goal 5: Gender equality"),
    "6": N_("Goal 6: Clean water and sanitation"),
    "7": N_("Goal 7: Affordable and clean energy"),
    "8": N_("Goal 8: Decent work and economic growth"),
    "9": N_("Goal 9: Industry, innovation and infrastructure"),
    "10": N_("Goal 10: Reduced inequalities"),
    "11": N_("Goal 11: Sustainable cities and communities"),
    "12": N_("Goal 12: Responsible consumption and production"),
    "13": N_("Goal 13: Climate action"),
    "14": N_("Goal 14: Life below water"),
    "15": N_("Goal 15: Life on land"),
    "16": N_("Goal 16: Peace, justice and strong institutions"),
    "17": N_("Goal 17: Partnerships for the goals"),
}
TAKEN_UP = {"yes": N_("Yes"), "partly": N_("Partly"), "no": N_("No")}
REVIEW_KINDS = {
    "response_policy": N_("Response Policy"),
    "procedural_review": N_("Procedural Review"),
    "eligibility": N_("Eligibility"),
    "withdrawal": N_("Withdrawal"),
    "statement": N_("Statement"),
}
FRANCOPHONIE = {"member": N_("Member of La Francophonie"), "observer": N_("Observer in La Francophonie")}
AMBITIOUS_COMPLETE = {
    "neither": N_("Neither ambitious nor complete"),
    "complete_only": N_("Complete, not ambitious"),
    "ambitious_only": N_("Ambitious, not complete"),
    "both": N_("Ambitious and complete"),
}
PROGRESS = {
    "behind": N_("Behind"),
    "on_track": N_("On track"),
    "ahead": N_("Ahead"),
    "not_due": N_("Not due yet"),
    "not_known": N_("Not known"),
}
"""How something stands to its promised end (rule 14)."""
MILESTONE_STATUSES = {"done": N_("Done"), "carried_over": N_("Carried over")}
NOTED = {
    "commitment": N_("Commitment"),
    "theme": N_("Theme"),
    "member": N_("Member"),
    "promise": N_("Promise"),
    "date": N_("Date"),
}
CONFIDENCE = {"low": N_("not sure"), "medium": N_("probable"), "high": N_("sure")}
LEVELS_OF_ATTENDANCE = {
    "head_of_government": N_("Head of state or government"),
    "minister": N_("Minister"),
    "deputy_minister": N_("Deputy minister"),
    "senior_official": N_("Senior official"),
    "official": N_("Official"),
    "alternate": N_("Alternate"),
    "absent": N_("Absent"),
}
DECISION_KINDS = {
    "status": N_("Status of a member"),
    "co_chair": N_("Co-chairs"),
    "rule_change": N_("Rules"),
    "declaration": N_("Declaration"),
    "strategy": N_("Strategy"),
    "paper": N_("Paper on the table"),
    "agenda": N_("On the agenda"),
    "action": N_("Action agreed"),
}
EVENT_KINDS = {
    "summit": N_("Summit"),
    "conference": N_("Conference"),
    "meeting": N_("Meeting"),
    "workshop": N_("Workshop"),
    "working_group": N_("Working group"),
    "peer_exchange": N_("Peer exchange"),
    "hackathon": N_("Hackathon"),
    "consultation": N_("Consultation"),
    "tool": N_("Tool"),
    "guidance": N_("Guidance"),
    "publication": N_("Publication"),
    "resources": N_("Money or technical help"),
    "letter": N_("Letter"),
    "declaration": N_("Declaration"),
    "accession": N_("Accession"),
    "announcement": N_("Announcement"),
    "campaign": N_("Campaign"),
    "review": N_("Review"),
    "action_plan": N_("Action plan"),
    "delegation": N_("Delegation"),
}
DOCUMENT_KINDS = {
    "action_plan": N_("Action plan"),
    "self_assessment": N_("Self-assessment"),
    "irm_design": N_("IRM design report"),
    "irm_progress_report": N_("IRM progress report"),
    "irm_end_of_term": N_("IRM end of term"),
    "irm_implementation": N_("IRM implementation report"),
    "irm_hybrid": N_("IRM hybrid report"),
    "irm_results": N_("IRM results report"),
    "irm_special_report": N_("IRM special report"),
    "minutes": N_("Minutes"),
    "packet": N_("Meeting papers"),
    "recap": N_("Account of the meeting"),
    "declaration": N_("Declaration"),
    "news": N_("News"),
    "page": N_("Web page"),
}
PLAN_REPORTS = {
    **ASSESSORS,
    **{kind: word for kind, word in DOCUMENT_KINDS.items() if kind.startswith("irm_") and kind not in ASSESSORS},
    "national_site": N_("National website"),
}
"""What publishes totals of a whole plan."""


@dataclass(frozen=True)
class FilterWords:
    """What is said of a filter; one that says nothing of no choice has no control."""

    label: str
    none: str = ""  # nothing is chosen
    values: Mapping[str, str] = field(default_factory=dict)  # where these are codes; else the data name them
    meaning: str = ""  # of a column of its values, where no table of view/columns.py has one under this label


FILTER_WORDS = {
    "region": FilterWords(N_("Region"), N_("All regions"), REGIONS),
    "theme": FilterWords(N_("Theme"), N_("All themes")),
    "level": FilterWords(N_("Government level"), N_("All levels"), LEVELS),
    "year": FilterWords(N_("Action plans"), N_("All years")),
    "completion": FilterWords(N_("Completion"), N_("All levels of completion"), COMPLETION),
    "priority": FilterWords(N_("Priority"), N_("All priorities")),
    "member": FilterWords(N_("Member"), N_("All members")),
    "assessor": FilterWords(
        N_("Assessor"),
        N_("All assessors"),
        ASSESSORS,
        N_("Whose findings count. What members report themselves counts alone, or not at all."),
    ),
    "starred": FilterWords(N_("Starred"), N_("Starred or not"), STARRED),
    "impact": FilterWords(N_("Ambition"), N_("Any ambition"), IMPACT),
    "due": FilterWords(N_("Promised end"), N_("Overdue or not"), DUE),
    "running": FilterWords(N_("Plan's period"), N_("Plans running or ended"), RUNNING),
    "was": FilterWords(
        N_("Completion before"),
        N_("Whatever it was before"),
        {**COMPLETION, "not_begun": N_("Not begun")},
        N_("What was known of it on the day compared with."),
    ),
    "change": FilterWords(N_("Change"), N_("Changed or not"), CHANGES),
    "constituency": FilterWords(N_("Constituency"), N_("Governments and civil society"), CONSTITUENCIES),
    "peer": FilterWords(N_("Peers"), N_("The fairest peers")),
    "plan": FilterWords(N_("Action plan")),
    "pilot": FilterWords(N_("Pilot")),
    "since": FilterWords(N_("Compared with")),
    "asof": FilterWords(N_("As of")),
}
"""Every filter, in the order in which the filter bar shows them."""
FILTERS = {name: filter_.label for name, filter_ in FILTER_WORDS.items()}
FILTER_NONE = {name: filter_.none for name, filter_ in FILTER_WORDS.items() if filter_.none}
DOWNLOADS = {"html": N_("One HTML file"), "pptx": N_("Slides (PPTX)"), "xlsx": N_("Workbook (XLSX)")}
"""The ending of a file to take away -> what the link to it says."""
CODES: Mapping[str, Mapping[str, str]] = {
    # The filters whose values are codes; the other filters take their names from the data.
    **{name: filter_.values for name, filter_ in FILTER_WORDS.items() if filter_.values},
    "agenda_status": AGENDA_STATUSES,
    "ambitious_complete": AMBITIOUS_COMPLETE,
    "attendance": LEVELS_OF_ATTENDANCE,
    "confidence": CONFIDENCE,
    "decision_kind": DECISION_KINDS,
    "document_kind": DOCUMENT_KINDS,
    "download": DOWNLOADS,
    "early_results": EARLY_RESULTS,
    "event_kind": EVENT_KINDS,
    "francophonie": FRANCOPHONIE,
    "kind": KINDS,
    "meeting_kind": MEETING_KINDS,
    "milestone": MILESTONE_STATUSES,
    "noted": NOTED,
    "ogp_value": OGP_VALUES,
    "potential_for_results": POTENTIAL_FOR_RESULTS,
    "progress": PROGRESS,
    "recommendation_kind": RECOMMENDATION_KINDS,
    "review_kind": REVIEW_KINDS,
    "taken_up": TAKEN_UP,
    "openness": OPENNESS,
    "participation": PARTICIPATION_LEVELS,
    "plan_report": PLAN_REPORTS,
    "peer_reason": PEER_REASONS,
    "role_kind": ROLE_KINDS,
    "side": {"found": N_("Found by others"), "reported": N_("As the members report")},
    "specificity": SPECIFICITY,
    "sdg_goal": SDG_GOALS,
    "standing": STANDINGS,
    "stars": {"not_starred": STARRED["0"], "starred": STARRED["1"]},
    "status": STATUSES,
}
"""Every kind of coded value -> its words."""

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
"""Term -> what it means: on hover where it stands, and all together on the Data page."""

DICTIONARY = (
    *(N_("text"), N_("integer"), N_("number"), N_("flag"), N_("date"), N_("list"), N_("url")),
    *(N_("name in English"), N_("name in French"), N_("name in Spanish")),
    *(N_("commitments found not started"), N_("commitments found limited")),
    *(N_("commitments found substantial"), N_("commitments found complete")),
)
"""Words of the data dictionary that `data_loader.schema` makes from others; the rest are collected from there."""

FORMATS = (
    N_("reference package"),
    N_("OGP Explorer export 2016"),
    N_("OGP Explorer export before 2016"),
    N_("OGP database export"),
    N_("IRM Process Database 2016"),
)
"""The formats a loaded file may have had, as the loader names them."""
