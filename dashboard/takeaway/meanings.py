"""What each column of a workbook means, by its header: for the sheet that explains them."""

from __future__ import annotations

from dashboard.language.glossary import DEFINITIONS
from dashboard.language.words import N_
from data_loader import schema

_RATED = N_("Commitments for which this is the last finding published by the as-of day.")
_DATE = N_("A date as precise as it is known: a year, a month or a day.")
_CHANGE_DAY = N_("What was known on the day compared with.")


def _of_data(table: str, column: str) -> str:
    """What the data dictionary says of a column; the catalogues have it."""
    meaning: str = schema.DATA_TABLES[table].c[column].info["field"].meaning
    return meaning


MEANINGS = {
    **{name: DEFINITIONS[name] for name in ("Commitments", "Assessed", "Completion", "Completion rate", "Theme")},
    **{name: DEFINITIONS[name] for name in ("Priority", "Pilot", "Action plan", "Starred", "Did it open government")},
    N_("Themes"): DEFINITIONS["Theme"],
    N_("Not started"): _RATED,
    N_("Limited"): _RATED,
    N_("Substantial"): _RATED,
    N_("Complete"): _RATED,
    N_("No evidence"): DEFINITIONS["No evidence"],
    N_("Withdrawn"): N_("Commitments withdrawn from their plan; they enter no rate."),
    N_("Not assessed"): N_("Commitments without a rating published by the as-of day: not known, never zero."),
    N_("Ambition"): DEFINITIONS["Ambition"],
    N_("Starred by the IRM"): DEFINITIONS["Starred"],
    N_("Plan"): DEFINITIONS["Action plan"],
    N_("Action plans"): N_("Year in which the action plans were submitted."),
    N_("Openness"): DEFINITIONS["Did it open government"],
    N_("Region"): _of_data("members", "region"),
    N_("Kind"): _of_data("members", "kind"),
    N_("Government level"): _of_data("commitments", "government_level"),
    N_("Delivered by"): _of_data("commitments", "government_level"),
    N_("Member"): N_("A national or subnational government in OGP, or who sits on the Steering Committee."),
    N_("Group"): N_("The member, its region, and all members."),
    N_("Status"): N_("Membership of OGP, or what was found on a promise."),
    N_("Commitment"): _of_data("commitments", "title"),
    N_("Commitment of a peer"): _of_data("commitments", "title"),
    N_("Number in the data"): N_(
        "What tells a commitment from all others in the data and in the addresses of this site."
    ),
    N_("Number in the plan"): _of_data("commitments", "number"),
    N_("Lead institution"): _of_data("commitments", "lead_institution"),
    N_("Start"): _of_data("commitments", "start_date"),
    N_("Promised end"): _of_data("commitments", "end_date"),
    N_("Specificity"): _of_data("commitments", "specificity"),
    N_("OGP values"): _of_data("commitments", "ogp_values"),
    N_("Process steps followed"): _of_data("plan_process", "consultation_steps_followed"),
    N_("Level of public participation"): _of_data("plan_process", "participation_level"),
    N_("Regular forum"): _of_data("plan_process", "regular_forum"),
    N_("Self-assessment published"): _of_data("plan_process", "self_assessment_published"),
    N_("Term or role"): N_("A term on the Steering Committee, or the kind of a role."),
    N_("First day"): _DATE,
    N_("Last day"): _DATE,
    N_("Published"): _of_data("assessments", "published"),
    N_("Assessor"): _of_data("assessments", "assessor"),
    N_("Constituency"): _of_data("steering_members", "constituency"),
    N_("Organisation"): _of_data("steering_members", "organisation"),
    N_("Holder"): _of_data("roles", "holder"),
    N_("Kind of role"): _of_data("roles", "kind"),
    N_("Role"): _of_data("roles", "title"),
    N_("Held on the day"): N_("Whether the role is held on the as-of day; otherwise it has ended."),
    N_("Seat on the committee"): N_("Whether its holder sits on the Steering Committee on the as-of day."),
    N_("Days left"): N_("Days from the as-of day to the last day of the term."),
    N_("Roles on record"): N_("Roles found in the sources that overlap the term; none on record is not none held."),
    N_("Roles to hand over"): N_("Roles held on the as-of day."),
    N_("Priority of the co-chairs"): _of_data("priorities", "cochair_priority"),
    N_("Leads on record"): N_("A lead is a co-chair, co-anchor or subcommittee chair, on the committee or outside it."),
    N_("Section"): _of_data("agenda_items", "section_id"),
    N_("Promise"): N_("a promise of the co-chairs' statement"),
    N_("Found on"): _of_data("agenda_updates", "date"),
    N_("What was found"): _of_data("agenda_updates", "note"),
    N_("Source"): _of_data("agenda_updates", "source"),
    N_("Open at the end of the mandate"): N_(
        "Whether the last finding by then left the promise open; empty where nothing was found by then."
    ),
    N_("Counted"): N_("Whose commitments are counted beside the promise."),
    N_("Why a peer"): N_("In what the two pilots are alike."),
    N_("Substantial or complete"): N_("Commitments found substantially or fully complete."),
    N_("Opened government"): N_("Commitments found to have opened government; empty where that is known of none."),
    N_("In a major way"): N_("Those of them that did so in a major way or outstandingly."),
    N_("Effect known"): N_("Commitments of which it is known whether they opened government."),
    N_("Themes in common"): N_("Themes on which both pilots have commitments."),
    N_("Change"): N_("What became of a commitment between the two days; each is in one class only."),
    N_("Of them now complete"): N_("Those of them found complete by the as-of day."),
    N_("Before"): _CHANGE_DAY,
    N_("Now"): N_("What was known on the as-of day."),
    N_("Difference"): N_("Now less before."),
    N_("Why"): N_("Why the two days cannot be compared."),
    N_("Completion rate before"): _CHANGE_DAY,
    N_("Assessed before"): _CHANGE_DAY,
    N_("Completion rate now"): DEFINITIONS["Completion rate"],
    N_("Assessed now"): DEFINITIONS["Assessed"],
    N_("Difference in percentage points"): N_("Empty where either rate rests on fewer than five assessed commitments."),
}
"""Header -> what it means, both as the code says them."""
