"""What tables share, written once: columns, notes, cells of codes in words and of sources, the rules of numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from dashboard.blocks import N_, Chip, Column, Count, Day, Link, Names, Styled, Term, Text, Unknown
from dashboard.data.snapshot import items
from dashboard.language import vocabulary
from dashboard.language.vocabulary import DEFINITIONS, FILTER_WORDS, FilterWords
from dashboard.language.words import NAMED_N, SMALL_N, Words
from dashboard.view.view import Record, View
from data_loader import schema

_RATED = N_("Commitments for which this is the last finding published by the as-of day.")
_DATE = N_("A date as precise as it is known: a year, a month or a day.")
_CHANGE_DAY = N_("What was known on the day compared with.")
_NO_OPENNESS = N_("openness not known")

_NAMED = 3
"""So many values of a filter are named in a headline; more are counted."""
_ADDRESS = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_SURE = "high"

FAIR_PEERS = N_(
    "Peers of a pilot are pilots, put in order by level of government, kind, region, size and year of the plan."
)
SUMS_OF_EVENTS = N_(
    "Sums add the events that give a figure, never across currencies; one event may be part of another."
)
SEVERAL_PRIORITIES = N_("A commitment may belong to several priorities, so their totals do not add up.")
INCOMPLETE = N_("The sources are incomplete: none on record is not none held.")
TAGGED_FROM = N_(
    "The sources tag some themes only from a year on; commitments of earlier plans do not count there, whatever they "
    "are about."
)
SEVERAL_THEMES = N_("A commitment may carry several themes, so theme totals do not add up.")


def _of_data(table: str, column: str) -> str:
    """What the data dictionary says of a column; the catalogues have it."""
    meaning: str = schema.DATA_TABLES[table].c[column].info["field"].meaning
    return meaning


COMMITMENTS = Column(N_("Commitments"), DEFINITIONS["Commitments"], numeric=True)
ASSESSED = Column(N_("Assessed"), DEFINITIONS["Assessed"], numeric=True)
COMPLETION = Column(N_("Completion"), DEFINITIONS["Completion"])
COMPLETION_RATE = Column(N_("Completion rate"), DEFINITIONS["Completion rate"], numeric=True)
THEME = Column(N_("Theme"), DEFINITIONS["Theme"])
PRIORITY = Column(N_("Priority"), DEFINITIONS["Priority"])
PILOT = Column(N_("Pilot"), DEFINITIONS["Pilot"])
ACTION_PLAN = Column(N_("Action plan"), DEFINITIONS["Action plan"])
STARRED = Column(N_("Starred"), DEFINITIONS["Starred"])
DID_IT_OPEN_GOVERNMENT = Column(N_("Did it open government"), DEFINITIONS["Did it open government"])
THEMES = Column(N_("Themes"), DEFINITIONS["Theme"])
LEVELS = tuple(Column(vocabulary.COMPLETION[level], _RATED, numeric=True) for level in schema.COMPLETION_SCALE)
STATES = tuple(
    Column(vocabulary.STATES[state].word, vocabulary.STATES[state].meaning, numeric=True)
    for state in (*schema.COMPLETION_STATES, *schema.COMPLETION_UNKNOWN)
)
AMBITION = Column(N_("Ambition"), DEFINITIONS["Ambition"])
STARRED_BY_THE_IRM = Column(N_("Starred by the IRM"), DEFINITIONS["Starred"])
PLAN = Column(N_("Plan"), DEFINITIONS["Action plan"])
ACTION_PLANS = Column(N_("Action plans"), N_("Year in which the action plans were submitted."))
OPENNESS = Column(N_("Openness"), DEFINITIONS["Did it open government"])
REGION = Column(N_("Region"), _of_data("members", "region"))
KIND = Column(N_("Kind"), _of_data("members", "kind"))
STANDS_HERE_AS = Column(
    N_("Stands here as"),
    N_("Whether the filters choose the row, or it stands beside for comparison and is a part of no total."),
)
GOVERNMENT_LEVEL = Column(N_("Government level"), _of_data("commitments", "government_level"))
DELIVERED_BY = Column(N_("Delivered by"), _of_data("commitments", "government_level"))
MEMBER = Column(N_("Member"), N_("A national or subnational government in OGP, or who sits on the Steering Committee."))
GROUP = Column(N_("Group"), N_("The member; and of its own level of government, the members of its region, and all."))
WAY = Column(N_("From → to"), N_("What was known of a commitment on the day compared with, and on the as-of day."))
WHOSE_WORD = Column(N_("Whose word"), N_("Whether others found it, or the member itself reports it."))
STATUS = Column(N_("Status"), N_("Membership of OGP, or what was found on a promise."))
STATUS_ON_THE_DAY = Column(N_("Status"), N_("What the member was on the as-of day."))
SINCE = Column(N_("Since"), N_("When that status began, as precisely as it is known."))
WHY_THE_STATUS = Column(N_("Why"), N_("Why the member had that status, in the words of the record."))
SOURCES_OF_THE_STATUS = Column(N_("Sources"), N_("Where that was found."))
JOINED = Column(N_("Joined"), _DATE)
COMMITMENT = Column(N_("Commitment"), _of_data("commitments", "title"))
COMMITMENT_OF_A_PEER = Column(N_("Commitment of a peer"), _of_data("commitments", "title"))
NUMBER_IN_THE_DATA = Column(
    N_("Number in the data"),
    N_("What tells a commitment from all others in the data and in the addresses of this site."),
)
NUMBER_IN_THE_PLAN = Column(N_("Number in the plan"), _of_data("commitments", "number"))
LEAD_INSTITUTION = Column(N_("Lead institution"), _of_data("commitments", "lead_institution"))
START = Column(N_("Start"), _of_data("commitments", "start_date"))
PROMISED_END = Column(N_("Promised end"), _of_data("commitments", "end_date"))
SPECIFICITY = Column(N_("Specificity"), _of_data("commitments", "specificity"))
OGP_VALUES = Column(N_("OGP values"), _of_data("commitments", "ogp_values"))
MOST_PROCESS_STEPS = int(schema.plan_process.c.consultation_steps_followed.info["field"].maximum)
PROCESS_STEPS_FOLLOWED = Column(N_("Process steps followed"), _of_data("plan_process", "consultation_steps_followed"))
LEVEL_OF_PUBLIC_PARTICIPATION = Column(
    N_("Level of public participation"), _of_data("plan_process", "participation_level")
)
REGULAR_FORUM = Column(N_("Regular forum"), _of_data("plan_process", "regular_forum"))
SELF_ASSESSMENT_PUBLISHED = Column(
    N_("Self-assessment published"), _of_data("plan_process", "self_assessment_published")
)
TERM_OR_ROLE = Column(N_("Term or role"), N_("A term on the Steering Committee, or the kind of a role."))
FIRST_DAY = Column(N_("First day"), _DATE)
LAST_DAY = Column(N_("Last day"), _DATE)
PUBLISHED = Column(N_("Published"), _of_data("assessments", "published"))
ASSESSOR = Column(N_("Assessor"), _of_data("assessments", "assessor"))
CONSTITUENCY = Column(N_("Constituency"), _of_data("steering_members", "constituency"))
ORGANISATION = Column(N_("Organisation"), _of_data("steering_members", "organisation"))
HOLDER = Column(N_("Holder"), _of_data("roles", "holder"))
KIND_OF_ROLE = Column(N_("Kind of role"), _of_data("roles", "kind"))
ROLE = Column(N_("Role"), _of_data("roles", "title"))
HELD_ON_THE_DAY = Column(
    N_("Held on the day"), N_("Whether the role is held on the as-of day; otherwise it has ended.")
)
SEAT_ON_THE_COMMITTEE = Column(
    N_("Seat on the committee"), N_("Whether its holder sits on the Steering Committee on the as-of day.")
)
HELD_NOW = Column(N_("Held now"), N_("Roles known to be held on the as-of day."), numeric=True)
HELD_WITH_UNKNOWN_END = Column(
    N_("Held? End not known"),
    N_(
        "Roles that began by the as-of day and whose last day is not known: whether they are still held is not certain."
    ),
    numeric=True,
)
ENDED_IN_THE_TERM = Column(
    N_("Ended in the term"), N_("Roles of the term that had ended by the as-of day."), numeric=True
)
EARLIER_IN_THE_TERM = Column(
    N_("Earlier in the term"), N_("Roles on record for the term that had ended by the as-of day.")
)
TOOK_OVER_FROM = Column(N_("Took over from"), N_("Who held the same role before."))
HANDED_OVER_TO = Column(N_("Handed over to"), N_("Who held the same role after; empty while it is held."))
HOW_IT_IS_KNOWN = Column(
    N_("How it is known"), N_("Whether a source says who took over from whom, or the dates of the same role show it.")
)
POLICY_AREA = Column(N_("Policy area"), _of_data("themes", "policy_areas"))
LED_BY = Column(
    N_("Led by"), N_("A lead is a co-chair, co-anchor or subcommittee chair, on the committee or outside it.")
)
LED_THROUGH = Column(
    N_("Led through"), N_("Whether the role names the theme itself, or the policy area that it is in.")
)
HOW_SURE = Column(N_("How sure"), _of_data("roles", "confidence"))
LAST_CONFIRMED = Column(N_("Last confirmed"), _of_data("roles", "last_confirmed"))
MEMBERS = Column(N_("Members"), N_("Members with a commitment among these."), numeric=True)
WHY_AN_EXAMPLE = Column(N_("Why"), N_("Starred by the IRM, of transformative potential impact, or both."))
PAGE_AT_OGP = Column(N_("At OGP"), _of_data("commitments", "url"))
DAYS_LEFT = Column(N_("Days left"), N_("Days from the as-of day to the last day of the term."), numeric=True)
ROLES_ON_RECORD = Column(
    N_("Roles on record"),
    N_("Roles found in the sources that overlap the term; none on record is not none held."),
    numeric=True,
)
ROLES_TO_HAND_OVER = Column(N_("Roles to hand over"), N_("Roles held on the as-of day."))
PRIORITY_OF_THE_CO_CHAIRS = Column(N_("Priority of the co-chairs"), _of_data("priorities", "cochair_priority"))
LEADS_ON_RECORD = Column(
    N_("Leads on record"), N_("A lead is a co-chair, co-anchor or subcommittee chair, on the committee or outside it.")
)
SECTION = Column(N_("Section"), _of_data("agenda_items", "section_id"))
PROMISE = Column(N_("Promise"), N_("a promise of the co-chairs' statement"))
FOUND_ON = Column(N_("Found on"), _of_data("agenda_updates", "date"))
WHAT_WAS_FOUND = Column(N_("What was found"), _of_data("agenda_updates", "note"))
SOURCE = Column(N_("Source"), _of_data("agenda_updates", "source"))
SOURCES = Column(N_("Sources"), _of_data("events", "source"))
DATE = Column(N_("Date"), _DATE)
DOCUMENT = Column(N_("Document"), _of_data("documents", "title"))
KIND_OF_DOCUMENT = Column(N_("Kind of document"), _of_data("documents", "kind"))
RECOMMENDATION = Column(N_("Recommendation"), _of_data("recommendations", "title"))
KIND_OF_RECOMMENDATION = Column(N_("Where it stands"), _of_data("recommendations", "kind"))
TAKEN_UP = Column(N_("Taken up"), _of_data("recommendations", "taken_up"))
REVIEWED_UNDER = Column(N_("Reviewed under"), _of_data("review_steps", "kind"))
STEP = Column(N_("Step"), _of_data("review_steps", "step"))
WHAT_CAME_OF_IT = Column(N_("What came of it"), _of_data("review_steps", "outcome"))
MEASURE = Column(N_("Measure"), _of_data("published_figures", "measure"))
PUBLISHED_VALUE = Column(N_("Figure"), _of_data("published_figures", "value"), numeric=True)
YEAR = Column(N_("Year"), _of_data("eligibility", "year"), numeric=True)
ELIGIBLE = Column(N_("Eligible"), _of_data("eligibility", "eligible"))
POINTS = Column(N_("Points"), _of_data("eligibility", "points"), numeric=True)
MILESTONE = Column(N_("Milestone"), _of_data("milestones", "title"))
DONE_ON = Column(N_("Done on"), _of_data("milestones", "done_date"))
OUTCOME = Column(N_("Outcome"), _of_data("milestones", "status"))
REPORTED_ON = Column(N_("Reported on"), _of_data("progress_reports", "reported_on"))
AS_REPORTED = Column(N_("As reported"), _of_data("progress_reports", "status"))
WHAT_WAS_DONE = Column(N_("What was done"), _of_data("progress_reports", "summary"))
NEXT_STEP = Column(N_("Next step"), _of_data("progress_reports", "next_step"))
EVIDENCE = Column(N_("Evidence"), _of_data("progress_reports", "evidence_url"))
REVIEW = Column(N_("Review"), _of_data("progress_reports", "accepted"))
NEXT_STEP_DUE = Column(N_("Next step due"), _of_data("progress_reports", "next_step_due"))
REPORTED_BY = Column(N_("Reported by"), _of_data("progress_reports", "reported_by"))
FOUND_BY_OTHERS = Column(N_("Found by others"), N_("The last finding by others than the member, by the as-of day."))
REPORTED_BY_THE_MEMBER = Column(
    N_("Reported by the member"),
    N_("What the member itself reports; it enters no rate and no count of what others found."),
)
YEAR_JOINED = Column(N_("Year"), _of_data("members", "year_joined"))
JOINED_OGP = Column(N_("Joined"), _of_data("members", "joined"))
RESTS_ON = Column(N_("Rests on"), _of_data("members", "joined_basis"))
FRANCOPHONIE = Column(N_("La Francophonie"), _of_data("members", "francophonie"))
SOURCE_OF_THE_TIE = Column(N_("Source of that"), _of_data("members", "francophonie_source"))
COMMITMENTS_OF_THE_PLAN = Column(N_("Commitments of the plan"), _of_data("plan_results", "commitments"), numeric=True)
OTHER_TOTALS = {
    name: Column(header, _of_data("plan_results", name), numeric=True)
    for name, header in {
        "withdrawn": N_("Withdrawn"),
        "relevant": N_("Relevant to OGP values"),
        "transformative": N_("Transformative impact"),
        "starred": N_("Starred"),
        "did_it_open_major": N_("Opened in a major way"),
        "did_it_open_outstanding": N_("Opened outstandingly"),
        "carried_over": N_("Carried over into the next plan"),
    }.items()
}
"""What is published of a whole plan beside the levels of completion."""
NOTE_ON_TOTALS = Column(N_("Note"), _of_data("plan_results", "note"))
OPEN_AT_THE_END_OF_THE_MANDATE = Column(
    N_("Open at the end of the mandate"),
    N_("Whether the last finding by then left the promise open; empty where nothing was found by then."),
)
COUNTED = Column(N_("Counted"), N_("Whose commitments are counted beside the promise."))
WHY_A_PEER = Column(N_("Why a peer"), N_("In what the two pilots are alike."))
SUBSTANTIAL_OR_COMPLETE = Column(
    N_("Substantial or complete"), N_("Commitments found substantially or fully complete."), numeric=True
)
OPENED_GOVERNMENT = Column(
    N_("Opened government"),
    N_("Commitments found to have opened government; empty where that is known of none."),
    numeric=True,
)
IN_A_MAJOR_WAY = Column(
    N_("In a major way"), N_("Those of them that did so in a major way or outstandingly."), numeric=True
)
EFFECT_KNOWN = Column(
    N_("Effect known"), N_("Commitments of which it is known whether they opened government."), numeric=True
)
THEMES_IN_COMMON = Column(N_("Themes in common"), N_("Themes on which both pilots have commitments."))
CHANGE = Column(N_("Change"), N_("What became of a commitment between the two days; each is in one class only."))
OF_THEM_NOW_COMPLETE = Column(
    N_("Of them now complete"), N_("Those of them found complete by the as-of day."), numeric=True
)
BEFORE = Column(N_("Before"), _CHANGE_DAY)
NOW = Column(N_("Now"), N_("What was known on the as-of day."))
DIFFERENCE = Column(N_("Difference"), N_("Now less before."), numeric=True)
WHY = Column(N_("Why"), N_("Why the two days cannot be compared."))
COMPLETION_RATE_BEFORE = Column(N_("Completion rate before"), _CHANGE_DAY, numeric=True)
ASSESSED_BEFORE = Column(N_("Assessed before"), _CHANGE_DAY, numeric=True)
COMPLETION_RATE_NOW = Column(N_("Completion rate now"), DEFINITIONS["Completion rate"], numeric=True)
ASSESSED_NOW = Column(N_("Assessed now"), DEFINITIONS["Assessed"], numeric=True)
DIFFERENCE_IN_PERCENTAGE_POINTS = Column(
    N_("Difference in percentage points"),
    N_("Empty where either rate rests on fewer than five assessed commitments."),
    numeric=True,
)

MEETING = Column(N_("Meeting"), _of_data("meetings", "id"))
KIND_OF_MEETING = Column(N_("Kind of meeting"), _of_data("meetings", "kind"))
PLACE = Column(N_("Place"), _of_data("meetings", "place"))
PAPERS = Column(
    N_("Papers"), N_("Documents of the meeting on record; none on record is not none written."), numeric=True
)
DECISIONS = Column(
    N_("Decisions"), N_("Decisions and actions on record; none on record is not none taken."), numeric=True
)
ATTENDANCE = Column(
    N_("Attendance"), N_("By whom the members were represented; a lead that is named is not an attendance.")
)
ATTENDANCE_KNOWN = Column(
    N_("Attendance known"), N_("Members of whom it is known by whom they were represented."), numeric=True
)
BY_A_MINISTER = Column(
    N_("By a minister"), N_("Of these, members represented by a minister or a head of government."), numeric=True
)
DECISION = Column(N_("Decision"), _of_data("decisions", "text"))
KIND_OF_DECISION = Column(N_("Kind of decision"), _of_data("decisions", "kind"))
DECIDED_ON = Column(N_("Decided on"), _of_data("decisions", "date"))
VOTE = Column(N_("Vote"), _of_data("decisions", "vote"))
OWNER = Column(N_("Owner"), _of_data("decisions", "owner"))
DUE_ON = Column(N_("Due on"), _of_data("decisions", "due_date"))
DECISION_DONE_ON = Column(N_("Done on"), _of_data("decisions", "done_date"))
MEMBER_CONCERNED = Column(N_("Member concerned"), _of_data("decisions", "member_id"))
PAPER = Column(N_("Paper"), _of_data("documents", "title"))
PUBLISHED_ON = Column(N_("Published on"), _of_data("documents", "published"))
ADDRESS = Column(N_("Address"), _of_data("documents", "url"))
NOTE = Column(N_("Note"), _of_data("documents", "note"))
NOTE_FOR_READERS = Column(N_("Note"), _of_data("notes", "text"))
AUTHOR_ROLE = Column(N_("Written by"), _of_data("notes", "author_role"))
NOTE_OF = Column(N_("Of the day"), _of_data("notes", "date"))
CORRECTED_ON = Column(N_("Corrected on"), _of_data("corrections", "date"))
CORRECTED = Column(N_("What was corrected"), _of_data("corrections", "subject"))
WHAT_WAS_WRONG = Column(N_("What was wrong"), _of_data("corrections", "wrong"))
WRONG_SINCE = Column(N_("Wrong since"), _of_data("corrections", "wrong_since"))
WHAT_IT_CHANGED = Column(N_("What it changed"), _of_data("corrections", "changed"))
CORRECTION_ABOUT = Column(N_("About"), N_("The commitment or the member it is about, where it is about one."))
PERSON = Column(N_("Person"), _of_data("representatives", "person"))
POST = Column(N_("Post"), _of_data("representatives", "post"))
LEVEL_OF_POST = Column(N_("Level of the post"), _of_data("representatives", "level"))
NAMED_AS_OF = Column(N_("Named as of"), _of_data("representatives", "date"))
MEMBERS_REPRESENTED = Column(N_("Members"), N_("How many members were represented so."), numeric=True)
WHAT_WAS_DECIDED = Column(N_("What was decided"), N_("A decision, or a step of a review."))
REPRESENTED_BY = Column(N_("Represented by"), _of_data("attendance", "level"))
EVENT = Column(N_("Event"), _of_data("events", "title"))
KIND_OF_EVENT = Column(N_("Kind of event"), _of_data("events", "kind"))
PROMISES = Column(N_("Promises"), _of_data("events", "promises"))
MEMBERS_NAMED = Column(N_("Members named"), _of_data("events", "members"))
PARTICIPANTS = Column(N_("Participants"), _of_data("events", "participants"), numeric=True)
AMOUNT = Column(N_("Amount"), _of_data("events", "amount"), numeric=True)
CURRENCY = Column(N_("Currency"), _of_data("events", "currency"))
FIGURES = Column(N_("Figures of the source"), _of_data("events", "figures"))
EVENTS = Column(N_("Events"), N_("Events on record that serve the promise."), numeric=True)
GIVING_PARTICIPANTS = Column(
    N_("Events that give participants"), N_("Of the events, those whose number of participants is known."), numeric=True
)
GIVING_AN_AMOUNT = Column(
    N_("Events that give an amount"), N_("Of the events, those of which an amount is known."), numeric=True
)
MEMBERS_INVOLVED = Column(N_("Members involved"), N_("Members that the events name, each once."), numeric=True)
SOURCES_NAMED = Column(N_("Sources"), N_("Sources of the events, each once."), numeric=True)
HIGHEST_LEVEL = Column(N_("Highest level"), _of_data("events", "level"))
CONFIDENCE = Column(N_("Confidence"), _of_data("events", "confidence"))


def completion_chip(state: str, words: Words) -> Chip:
    """A completion level or state."""
    return Chip(words.code("completion", state), f"level-{state}")


_BESIDE = (*reversed(schema.COMPLETION_UNKNOWN), *schema.COMPLETION_STATES)


def not_counted(counts: Mapping[str, int], words: Words) -> str:
    """How many are beside the scale, by state, and so in no rate (rule 1)."""
    beside = ((vocabulary.STATES[state].among, counts[state]) for state in _BESIDE)
    return words("not counted: {states}", states=", ".join(words(message, n=n) for message, n in beside))


def headed(view: View, text: str, *first: str, alone: bool = False) -> str:
    """A headline behind `first` and what the reader chose, so that no figure stands without its filters (rule 12).

    One that stands `alone`, without its page, names what the page is about as well.
    """
    words, scope, names = view.words, view.scope.chosen(), list(first)
    chosen = view.filters.chosen() if view.selection.commitments else {}  # that nothing is left says so itself
    for name, values in chosen.items():
        if alone or name not in scope:
            several = len(values) > _NAMED
            one_by_one = words.listing([view.names.of(name, value) for value in values[:_NAMED]])
            names.append(f"{words.filter(name)} ({words.number(len(values))})" if several else one_by_one)
    return words.named(" · ".join(names), text) if names else text


def ends_not_known(view: View) -> str:
    """Of how many commitments no promised end is known, as a clause."""
    n, total = view.selection.sizes("due")["end-unknown"], view.selection.commitments
    return view.words.plural(
        "promised end not known of {n} of {total}", "promised ends not known of {n} of {total}", n, total=total
    )


def nothing_here(view: View) -> str:
    """That there is no commitment; it speaks of filters only where the reader set one (rule 6)."""
    if view.chosen.chosen():
        return view.words("No commitments under these filters.")
    if view.snapshot.empty:
        return view.words("No commitments on record.")
    return view.words("No commitments on record by {date}.", date=view.asof)


def openness_text(openness: str, words: Words) -> str:
    """How far it opened government, in words."""
    return words.code("openness", openness) or words(_NO_OPENNESS)


def agenda_status(status: str, words: Words) -> str:
    """The status of a co-chairs' promise, in words; empty when nothing was found on it."""
    return words.code("agenda_status", status) if status else words("No information found")


def agenda_chip(status: str, words: Words) -> Chip:
    """The same as a mark."""
    return Chip(agenda_status(status, words), f"status-{status or 'unknown'}")


def role_chip(kind: str, words: Words) -> Chip:
    """A kind of role."""
    return Chip(words.code("role_kind", kind), f"role-{kind}")


_NO_FILTERS = {"kind": KIND, "side": WHOSE_WORD, "way": WAY}
"""The columns of what groups commitments and is no filter."""
_BY_HEADER = {column.header: column for column in globals().values() if isinstance(column, Column)}


def of_filter(name: str) -> Column:
    """The column of the values of a filter."""
    if name in _NO_FILTERS and name not in FILTER_WORDS:
        return _NO_FILTERS[name]
    own = FILTER_WORDS.get(name, FilterWords("Group"))
    return _BY_HEADER.get(own.label) or Column(own.label, own.meaning)


def without_filters(names: Iterable[str], words: Words) -> str:
    """What nothing chosen of some filters stands for, as all themes, all members; nothing where none has a word."""
    return ", ".join(words(none) for name in names if name in FILTER_WORDS and (none := FILTER_WORDS[name].none))


def of_code(kind: str, code: str, meaning: str) -> Column:
    """The column of how many have a code."""
    return Column(vocabulary.CODES[kind][code], meaning, numeric=True)


def of_codes(kind: str, meaning: str) -> list[Column]:
    """The columns of how many have each code of a kind."""
    return [of_code(kind, code, meaning) for code in vocabulary.CODES[kind]]


def yes_or_no(value: bool | None, words: Words) -> Text:
    """Yes, no, or not known."""
    return Unknown() if value is None else words("Yes") if value else words("No")


def count(n: float | None, of: int = 0) -> Text:
    """A count, or not known, which is never zero (rule 1)."""
    return Unknown() if n is None else Count(int(n), of=of)


def published_on(row: Any, words: Words) -> Text:
    """The day on which something was published, or that it is not known."""
    return Day(row.published) if row.published else Unknown(words("publication date not known"))


def listed(cell: str | None, words: Words) -> str:
    """The values of a cell that are in no catalogue, one after the other."""
    return words.listing(items(cell))


def term(name: str, words: Words) -> Text:
    """A term with what it means, where the glossary has it."""
    return Term(words(name), words(DEFINITIONS[name])) if name in DEFINITIONS else words(name)


def definitions(words: Words) -> list[tuple[Text, Text]]:
    """Every term of the glossary with what it means."""
    return [(words(name), words(meaning)) for name, meaning in DEFINITIONS.items()]


def theme_links(view: View, cell: str | None) -> list[Link]:
    """The themes in a cell, each with the way to its page."""
    return [theme_link(view, theme) for theme in items(cell)]


def theme_link(view: View, theme: str) -> Link:
    """A theme, with the way to its page."""
    return Link(view.names.of("theme", theme), view.href(f"themes/{theme}"))


def member_link(view: View, member: str) -> Text:
    """A member, with the way to its page where it has one."""
    name = view.names.of("member", member)
    return Link(name, view.href(f"members/{member}")) if member in view.snapshot.choices["member"] else name


def commitment_link(view: View, record: Record) -> Link:
    """A commitment by its title, with the way to its page."""
    return Link(in_english(record.title), view.href(f"commitments/{record.id}"))


def in_english(text: str | None, style: str = "") -> Text:
    """Text of the data, which is in English whatever the page is in, and says so; nothing where there is none."""
    return Styled(text, style, lang="en") if text else ""


def days(view: View, start: str, end: str) -> str:
    """A day, or from a day to another, as precise as they are known."""
    words = view.words
    if not end or end == start:
        return words.date(start)
    return words("{start} to {end}", start=words.date(start), end=words.date(end))


def rules(view: View) -> list[str]:
    """The rules of the numbers, a sentence or two each."""
    words = view.words
    scale = " < ".join(words.code("completion", level) for level in schema.COMPLETION_SCALE)
    states = (*schema.COMPLETION_STATES, *schema.COMPLETION_UNKNOWN)
    beside = words.listing([words.code("completion", state) for state in states])
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
            "Late has three counts, always together: known to be late; past the promised end, result not known; "
            "promised end not known."
        ),
        words("A sentence names a highest or lowest rate only among groups with {n} or more assessed.", n=NAMED_N),
        words(
            "What moved: each commitment is in one class only (new, withdrawn, newly assessed, advanced, slipped "
            "back, changed otherwise, not placed, unchanged), and the classes add up to all. Not placed is what may "
            "have come before, between or after the two days, since its date is known only to the year or the month."
        ),
        words("A role is on record for a seat when it began by the as-of day and overlaps the current term."),
        words("None on record means not found in the sources; it is never a breach."),
        words(
            "A role whose end is not known is counted apart from those known to be held. Who leads a policy area "
            "leads its themes; who leads a theme of it does not lead the area. Which theme is in which area is our "
            "own reading."
        ),
        words(FAIR_PEERS),
        words("Intervals are 95% Wilson score intervals."),
    ]


@lru_cache(4096)
def host(address: str) -> str:
    """The site of an address, as people name it; empty where there is none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:  # brackets that are no address
        return ""


def link_out(text: str, address: str | None, *, lang: str = "") -> Text:
    """A text with the way to a page of others; the text alone where its address is none."""
    shown: Text = Styled(text, "", lang=lang) if lang else text
    return Link(shown, address, "document", style="external") if address and is_address(address) else shown


def is_address(text: str) -> bool:
    """Whether it is an address that a browser may be led to: http or https, and nothing that runs."""
    return bool(_ADDRESS.fullmatch(text) and host(text))


@lru_cache(4096)
def sources(cell: str | None, words: Words) -> Text:
    """The sources in a cell: each address under the name of its site, numbered where a site has several."""
    parts = items(cell)
    sites = Counter(host(part) for part in parts if is_address(part))
    seen: Counter[str] = Counter()
    return Names([_source(part, sites, seen, words) for part in parts]) if parts else ""


def _source(part: str, sites: Counter[str], seen: Counter[str], words: Words) -> Text:
    if not is_address(part):
        return in_english(part)
    site = host(part)
    seen[site] += 1
    name = words("{site} ({number})", site=site, number=seen[site]) if sites[site] > 1 else site
    return link_out(name, part)


def doubt(confidence: str | None, words: Words) -> Sequence[Text]:
    """How sure a row is, where that is less than sure; nothing where nobody says."""
    if not confidence or confidence == _SURE:
        return []
    return [" ", Styled(words.code("confidence", confidence), "doubt")]


def source_cells(row: Any, words: Words) -> list[Text]:
    """Where a row was found and how sure it is: on screen as links, in files as the data have both."""
    shown = [sources(row.source, words), *doubt(row.confidence, words)]
    return [
        shown if row.source or row.confidence else Unknown(),
        row.source or "",
        words.code("confidence", row.confidence or ""),
    ]


def status_of(view: View, member: str) -> Text:
    """The standing of a day, and how sure it is; where only the year or month it began is known, that it may have."""
    words, standing = view.words, view.selection.membership.by_id[member]
    if standing.status == "not_known":
        return Unknown()
    text = words.code("standing", standing.status)
    if standing.may_have_begun:
        text = words("Joined in {date}, day not known", date=words.date(standing.since))
    return [text, *doubt(standing.confidence, words)]


def start_of(view: View, member: str) -> Text:
    """The day the standing began, as precise as it is known; nothing where it has not."""
    standing = view.selection.membership.by_id[member]
    return "" if standing.status == "not_yet" else Day(standing.since)


def standing_of(view: View, member: str) -> str:
    """The standing of a member as a clause: since when, or when it joins where that is after the as-of day."""
    words, standing = view.words, view.selection.membership.by_id[member]
    if standing.status == "not_yet":
        if standing.may_have_begun:
            return words("joined in {date}, on a day that is not known", date=words.date(standing.since))
        return words("not yet a member: it joined later, {date}", date=words.date(standing.since))
    if standing.status == "not_known":
        return words("membership not known on {date}", date=view.asof)
    if not standing.since:
        return words.code("standing", standing.status)
    status = words.code("standing", standing.status)
    return words("{status} since {date}", status=status, date=words.date(standing.since))
