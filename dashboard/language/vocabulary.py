"""The word for every coded value of the data, and for every filter; English here, the other languages in locale/."""

from __future__ import annotations

from dashboard.language.words import N_

COMPLETION = {
    "not_started": N_("Not started"),
    "limited": N_("Limited"),
    "substantial": N_("Substantial"),
    "complete": N_("Complete"),
    "unclear": N_("No evidence"),
    "withdrawn": N_("Withdrawn"),
    "not_assessed": N_("Not assessed"),
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
DUE = {"overdue": N_("Overdue"), "soon": N_("Due within 90 days")}
AGENDA_STATUSES = {
    "not_started": N_("Not started"),
    "in_progress": N_("In progress"),
    "complete": N_("Complete"),
}
CHANGES = {
    "advanced": N_("Advanced"),
    "slipped": N_("Slipped back"),
    "newly_assessed": N_("Newly assessed"),
    "withdrawn": N_("Newly withdrawn"),
    "otherwise": N_("Changed otherwise"),
    "new": N_("New"),
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
FILTERS = {
    "region": N_("Region"),
    "priority": N_("Priority"),
    "theme": N_("Theme"),
    "level": N_("Government level"),
    "year": N_("Action plans"),
    "member": N_("Member"),
    "plan": N_("Action plan"),
    "completion": N_("Completion"),
    "assessor": N_("Assessor"),
    "starred": N_("Starred"),
    "impact": N_("Ambition"),
    "due": N_("Promised end"),
    "change": N_("Change"),
    "since": N_("Compared with"),
    "constituency": N_("Constituency"),
    "asof": N_("As of"),
    "pilot": N_("Pilot"),
    "peer": N_("Peers"),
}
FILTER_NONE = {
    "region": N_("All regions"),
    "priority": N_("All priorities"),
    "theme": N_("All themes"),
    "level": N_("All levels"),
    "year": N_("All years"),
    "member": N_("All members"),
    "plan": N_("All action plans"),
    "completion": N_("All levels of completion"),
    "assessor": N_("All assessors"),
    "starred": N_("Starred or not"),
    "impact": N_("Any ambition"),
    "due": N_("Overdue or not"),
    "change": N_("Changed or not"),
    "constituency": N_("Governments and civil society"),
    "peer": N_("The fairest peers"),
}
CODED = {
    "region": REGIONS,
    "level": LEVELS,
    "completion": COMPLETION,
    "assessor": ASSESSORS,
    "starred": STARRED,
    "impact": IMPACT,
    "due": DUE,
    "change": CHANGES,
    "constituency": CONSTITUENCIES,
}
"""The filters whose values are codes; the other filters take their names from the data."""

DICTIONARY = (
    *(N_("text"), N_("integer"), N_("number"), N_("flag"), N_("date"), N_("list")),
    *(N_("people"), N_("degrees"), N_("commitments")),
    *(N_("name in English"), N_("name in French"), N_("name in Spanish")),
    *(N_("commitments found not started"), N_("commitments found limited")),
    *(N_("commitments found substantial"), N_("commitments found complete")),
)
"""Words of the data dictionary that `data_loader.schema` makes from others; the rest are collected from there."""

DOWNLOADS = {"html": N_("One HTML file"), "pptx": N_("Slides (PPTX)"), "xlsx": N_("Workbook (XLSX)")}
"""The ending of a file to take away -> what the link to it says."""
FORMATS = (N_("reference package"), N_("OGP Explorer export 2016"), N_("OGP database export"))
"""The formats a loaded file may have had, as the loader names them."""
