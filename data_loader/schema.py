"""The tables: one declaration a column, giving type, meaning, unit and allowed values to reader, checks and dictionary.

Data tables hold *batches*: the rows of one table as one load brought them. A *version* names one batch a table, so a
load that changes only the roles stores only roles, and every row leads back to its file, its line and its load.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

Kind = Literal["text", "integer", "number", "flag", "date", "list", "url"]
"""How a cell is read: a `date` keeps its precision (`2016`, `2016-05`, `2016-05-03`), a `list` is `; `-separated, a
`url` is an address that begins with `http://` or `https://`."""

COMPLETION_SCALE = ("not_started", "limited", "substantial", "complete")
COMPLETION_STATES = ("unclear", "withdrawn")
COMPLETION_UNKNOWN = ("level_not_published", "not_assessed")
"""What no finding says but what findings leave open: assessed with the level not published here; never assessed."""
ENDED = ("complete", "withdrawn")
"""What leaves nothing to be done: such a commitment falls due no more."""
DID_IT_OPEN_GOVERNMENT = ("worsens", "none", "marginal", "major", "outstanding")
POTENTIAL_IMPACT = ("none", "minor", "moderate", "transformative")
SPECIFICITY = ("none", "low", "medium", "high")
EARLY_RESULTS = ("none", "moderate", "significant")
POTENTIAL_FOR_RESULTS = ("unclear", "modest", "substantial")
ASSESSORS = ("self_assessment", "monitoring_body", "irm_progress_report", "irm_end_of_term")
"""From weakest to strongest: on a tie of dates the later in this order wins (docs/method.md, rule 4)."""
REGIONS = ("africa-middle-east", "americas", "asia-pacific", "europe")
MEMBER_LEVELS = ("national", "regional", "local")
COMMITMENT_LEVELS = ("national", "parliament", "regional", "local")
OGP_VALUES = ("access_to_information", "civic_participation", "public_accountability", "technology")
MEMBER_KINDS = ("country", "state", "province", "region", "nation", "county", "regency", "city", "municipality")
MEMBER_STATUSES = ("active", "inactive", "withdrawn")
STANDINGS = ("candidate", "active", "under_review", "inactive", "withdrawn")
"""What a member may be over a time: `members.status` is the last of these that the sources know."""
FRANCOPHONIE = ("member", "observer")
CONFIDENCES = ("high", "medium", "low")
PARTICIPATION_LEVELS = ("inform", "consult", "involve", "collaborate", "empower")
CONSTITUENCIES = ("government", "civil_society")
ROLE_KINDS = ("co_chair", "co_anchor", "subcommittee_chair", "delegation", "committee_member")
MEETING_KINDS = ("working", "ministerial", "subcommittee", "event")
PLAN_REPORTS = (*ASSESSORS, "irm_design", "irm_implementation", "irm_hybrid", "irm_results", "national_site")
"""What publishes totals of a plan."""
DOCUMENT_KINDS = (
    *("action_plan", "self_assessment", "irm_design", "irm_progress_report", "irm_end_of_term", "irm_implementation"),
    *("irm_hybrid", "irm_results", "irm_special_report", "minutes", "packet", "recap", "declaration", "news", "page"),
)
MILESTONE_STATUSES = ("done", "carried_over")
REVIEW_KINDS = ("response_policy", "procedural_review", "eligibility", "withdrawal", "statement")
LEVELS_OF_ATTENDANCE = (
    *("head_of_government", "minister", "deputy_minister", "senior_official", "official", "alternate", "absent"),
)
DECISION_KINDS = ("status", "co_chair", "rule_change", "declaration", "strategy", "paper", "agenda", "action")
EVENT_KINDS = (
    *("summit", "conference", "meeting", "workshop", "working_group", "peer_exchange", "hackathon", "consultation"),
    *("tool", "guidance", "publication", "resources", "letter", "declaration", "accession", "announcement", "campaign"),
    *("review", "action_plan", "delegation"),
)
RECOMMENDATION_KINDS = ("key_recommendation", "report_summary", "midterm_summary")
TAKEN_UP = ("yes", "partly", "no")
SDG_GOALS = tuple(str(goal) for goal in range(1, 18))
AGENDA_STATUSES = ("not_started", "in_progress", "complete")
REPORT_STATES = ("draft", "submitted", "returned", "accepted")
"""What a report may be: its reporter's alone, with the editors, sent back to its reporter, published."""

REQUESTED = ("no_role_now", "no_role_in_term", "not_confirmed", "ending", "many_roles", "late", "not_reported")
"""What members and those who hold roles are asked about."""
LONGEST_ASKED = 120  # characters of an id or a name in the notes of who was asked
NOTED = {"commitment": "commitments", "theme": "themes", "member": "members", "promise": "agenda_items", "date": ""}
"""What a note may be about -> the table that has the id of it; a day is itself."""

LONGEST_DECK_NAME = 60  # characters
DECK_NAME = re.compile(rf"(?!(?:[a-z]+-)*[a-z]+\Z)[^\W_][\w '’,.:-]{{0,{LONGEST_DECK_NAME - 1}}}")
"""What a saved presentation may be called: never as a slide or a presentation that comes with the product."""
DECK_NAME_RULE = (
    f"up to {LONGEST_DECK_NAME} letters, digits, spaces and , . : ' -, beginning with a letter or digit, "
    "and not in small letters alone"
)
LONGEST_NOTE = 500  # characters of why a version was published
LONGEST_REMARK = 2_000  # characters of a note on a commitment, a member, …
LONGEST_DECK = 8_000  # characters of its address, the filters included

DEFAULT_DATABASE = "sqlite:///monitor.sqlite"
"""The embedded database, beside the project."""

metadata = sa.MetaData()

versions = sa.Table(
    "versions",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("published_at", sa.DateTime, nullable=False, comment="when the load ended, UTC"),
    sa.Column("published_by", sa.Text, nullable=False),
    sa.Column("changes", sa.Text, nullable=False, comment="one line: what differs from the version before"),
    sa.Column("note", sa.Text, comment="one line: why it was published, as who did so said"),
)
version_files = sa.Table(
    "version_files",
    metadata,
    sa.Column("version", sa.ForeignKey("versions.number"), primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("format", sa.Text, nullable=False),
    sa.Column("bytes", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
)
aliases = sa.Table(
    "aliases",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("vocabulary", sa.Text, nullable=False, comment="a table, or a column with a list, that has the value"),
    sa.Column("folded", sa.Text, nullable=False, comment="the word as words are compared"),
    sa.Column("text", sa.Text, nullable=False, comment="the word as somebody wrote it"),
    sa.Column("value", sa.Text, comment="what it stands for; empty when that was taken back"),
    sa.Column("said_by", sa.Text, nullable=False),
    sa.Column("said_at", sa.DateTime, nullable=False, comment="UTC"),
    sa.Index("aliases_by_folded", "vocabulary", "folded"),
)
"""A row each time somebody said what a word stands for: the last of a word holds, the others tell who and when."""
audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.DateTime, nullable=False, comment="UTC"),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column(
        "action", sa.Text, nullable=False, comment="load, restore, undo, submit, withdraw, alias, forget, deck, …"
    ),
    sa.Column("what", sa.Text, nullable=False, comment="one sentence"),
    sa.Column("files", sa.Text, nullable=False, comment="name and SHA-256 of each file of the version"),
    sa.Column("version", sa.Integer, comment="the version that came of it"),
    sa.Column("origin", sa.Text, nullable=False, comment="an address, or the command line"),
)
"""A row for each write, whoever made it; nothing takes one away."""
decks = sa.Table(
    "decks",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("text", sa.Text, nullable=False, comment="its slides, as an address writes them"),
    sa.Column("query", sa.Text, nullable=False, comment="the filters of all of them, as a query string"),
    sa.Column("saved_by", sa.Text, nullable=False),
    sa.Column("saved_at", sa.DateTime, nullable=False, comment="UTC"),
)
"""The presentations that editors saved; the audit log tells who changed or removed one."""
requests = sa.Table(
    "requests",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("about", sa.Text, nullable=False, comment="one of REQUESTED"),
    sa.Column("subject", sa.Text, nullable=False, comment="the id of who or what it is about"),
    sa.Column("asked", sa.Text, nullable=False, comment="who was asked, as named on that day"),
    sa.Column("day", sa.Text, nullable=False, comment="the day of asking"),
    sa.Column("asked_by", sa.Text, nullable=False),
    sa.Column("noted_at", sa.DateTime, nullable=False, comment="UTC"),
    sa.UniqueConstraint("about", "subject", "day", "asked_by", name="requests_once_a_day"),
)
"""Whom editors asked about what: working notes, which no reader sees."""
drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("id", sa.Text, primary_key=True, comment="32 hexadecimal digits, which nobody can guess"),
    sa.Column("base", sa.Integer, nullable=False, comment="the version that was current when it was prepared"),
    sa.Column("note", sa.Text, nullable=False, comment="one line: why it is to be published"),
    sa.Column("changes", sa.Text, nullable=False, comment="one line: what differs from the base"),
    sa.Column("answers", sa.Text, nullable=False, comment="to the questions of the loader, as JSON"),
    sa.Column(
        "publish_on", sa.Text, nullable=False, comment="the day, UTC, on which it is published; empty: none is set"
    ),
    sa.Column("state", sa.Text, nullable=False, comment="waiting, published or withdrawn"),
    sa.Column("problem", sa.Text, nullable=False, comment="why it could not be published on its day"),
    sa.Column("version", sa.Integer, comment="the version that it became"),
    sa.Column("prepared_by", sa.Text, nullable=False),
    sa.Column("prepared_at", sa.DateTime, nullable=False, comment="UTC"),
)
"""Loads that are prepared and not published yet: readers see nothing of them."""
draft_files = sa.Table(
    "draft_files",
    metadata,
    sa.Column("draft", sa.ForeignKey("drafts.id"), primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
reports = sa.Table(
    "reports",
    metadata,
    sa.Column("id", sa.Text, primary_key=True, comment="32 hexadecimal digits"),
    sa.Column("member_id", sa.Text, nullable=False, comment="for whom it is"),
    sa.Column("commitment_id", sa.Text, nullable=False),
    sa.Column("milestone_id", sa.Text, nullable=False, comment="empty where it is of the commitment"),
    sa.Column("period", sa.Text, nullable=False, comment="first and last day of the period, as 2027-01-01/2027-02-28"),
    sa.Column("state", sa.Text, nullable=False, comment="draft, submitted, returned or accepted"),
    sa.Column("status", sa.Text, nullable=False, comment="of the completion scale, or empty"),
    sa.Column("as_of", sa.Text, nullable=False, comment="the day of which it speaks, or empty"),
    sa.Column("summary", sa.Text, nullable=False, comment="what was done, in one sentence"),
    sa.Column("reason", sa.Text, nullable=False, comment="why it is not started or limited"),
    sa.Column("evidence_url", sa.Text, nullable=False),
    sa.Column("next_step", sa.Text, nullable=False),
    sa.Column("next_step_due", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False, comment="the name of its reporter"),
    sa.Column("changed_at", sa.DateTime, nullable=False, comment="when its reporter last wrote in it, UTC"),
    sa.Column("submitted_at", sa.DateTime, comment="UTC"),
    sa.Column("reviewed_at", sa.DateTime, comment="UTC"),
    sa.Column("reviewed_by", sa.Text, nullable=False, comment="the name of the editor, or empty"),
    sa.Column("comment", sa.Text, nullable=False, comment="what the editor wrote to its reporter"),
    sa.Column("version", sa.Integer, comment="the data version that published it"),
    sa.Column("revision", sa.Integer, nullable=False, comment="grows with each change, whoever makes it"),
    sa.Index("reports_by_member", "member_id"),
)
"""Reports of members, which are no data before an editor accepts them: what is accepted is in `progress_reports`."""
_OPEN = reports.c.state != "accepted"
sa.Index(
    "open_reports", reports.c.author, reports.c.commitment_id, reports.c.milestone_id,
    unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN,
)  # fmt: skip
evidence = sa.Table(
    "evidence",
    metadata,
    sa.Column("id", sa.Text, primary_key=True, comment="32 hexadecimal digits"),
    sa.Column("report_id", sa.ForeignKey("reports.id"), nullable=False),
    sa.Column("name", sa.Text, nullable=False, comment="a safe name for a file"),
    sa.Column("kind", sa.Text, nullable=False, comment="its type (MIME), as its content shows it"),
    sa.Column("bytes", sa.Integer, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("added_by", sa.Text, nullable=False),
    sa.Column("added_at", sa.DateTime, nullable=False, comment="UTC"),
    sa.Index("evidence_by_report", "report_id"),
)
"""Files that show what a report says."""
editor_notes = sa.Table(
    "editor_notes",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("about", sa.Text, nullable=False, comment="what it is about, as in notes"),
    sa.Column("about_id", sa.Text, nullable=False, comment="the id of the row, or the day"),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("author_role", sa.Text, nullable=False, comment="the role of who wrote it"),
    sa.Column("written_by", sa.Text, nullable=False),
    sa.Column("written_at", sa.DateTime, nullable=False, comment="UTC"),
    sa.Index("editor_notes_by_about", "about", "about_id"),
)
"""Notes among editors, which are no data: no version, export or page of readers has them; `notes` has those for all."""
batches = sa.Table(
    "batches",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("table_name", sa.Text, nullable=False),
    sa.Column("version", sa.ForeignKey("versions.number"), nullable=False, comment="the version that brought it"),
    sa.Column("source", sa.Text, nullable=False, comment="file, and sheet where there is one"),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False, comment="of the rows, so that equal content is seen as equal"),
)
version_tables = sa.Table(
    "version_tables",
    metadata,
    sa.Column("version", sa.ForeignKey("versions.number"), primary_key=True),
    sa.Column("table_name", sa.Text, primary_key=True),
    sa.Column("batch", sa.ForeignKey("batches.id"), nullable=False),
)

draft_tables = sa.Table(
    "draft_tables",
    metadata,
    sa.Column("draft", sa.ForeignKey("drafts.id"), primary_key=True),
    sa.Column("table_name", sa.Text, primary_key=True),
    sa.Column("batch", sa.ForeignKey("batches.id"), nullable=False),
)
"""The rows of a draft: one batch a table, some of them those of its base."""

_SQL_TYPES: dict[Kind, type[sa.types.TypeEngine[Any]]] = {
    "text": sa.Text,
    "integer": sa.Integer,
    "number": sa.Float,
    "flag": sa.Boolean,
    "date": sa.Text,
    "list": sa.Text,
    "url": sa.Text,
}


@dataclass(frozen=True)
class Field:
    """What is known of one column beyond its SQL type; found again as `column.info["field"]`."""

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    allowed: tuple[str, ...] = ()
    refers_to: str = ""  # the table whose ids are the allowed values
    required: bool = False
    key: bool = False  # part of what makes a row unique; an empty part is a value like any other
    minimum: float | None = None
    maximum: float | None = None


def _column(name: str, kind: Kind, meaning: str, **more: Any) -> sa.Column[Any]:
    field = Field(name, kind, meaning, **more)
    return sa.Column(name, _SQL_TYPES[kind], nullable=not field.required, comment=meaning, info={"field": field})


def _unit(name: str) -> str:
    """Mark the name of a unit for the catalogues."""
    return name


def _folded(name: str, of: str) -> sa.Column[Any]:
    """A column the loader derives: `of` without accents and in lower case, so that SQL can search it anywhere."""
    return sa.Column(name, sa.Text, nullable=False, server_default="", comment=f"{of}, folded for search")


def _data_table(name: str, meaning: str, *columns: sa.Column[Any]) -> sa.Table:
    first = columns[0].name  # each table is looked up by its own id, or by whose rows they are
    return sa.Table(
        name,
        metadata,
        sa.Column("batch", sa.ForeignKey("batches.id"), primary_key=True),
        sa.Column("row", sa.Integer, primary_key=True, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer, primary_key=True, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column("file", sa.Text, comment="where the row came from, when that is not the batch's source"),
        *columns,
        sa.Index(f"{name}_by_{first}", "batch", first),
        comment=meaning,
        info={"data": True},
    )


def _id(meaning: str) -> sa.Column[Any]:
    return _column("id", "text", meaning, key=True, required=True)


def _names() -> list[sa.Column[Any]]:
    spoken = {"en": "name in English", "fr": "name in French", "es": "name in Spanish"}
    return [_column(f"name_{code}", "text", meaning, required=True) for code, meaning in spoken.items()]


def _sort() -> sa.Column[Any]:
    return _column("sort", "integer", "place in lists", required=True)


def _confidence() -> sa.Column[Any]:
    return _column("confidence", "text", "how sure the sources make this row", allowed=CONFIDENCES)


def _source() -> sa.Column[Any]:
    return _column("source", "list", "where it was found: addresses and names of sources")


priorities = _data_table(
    "priorities",
    "a group of themes; three of them are the co-chairs'",
    _id("short name"),
    *_names(),
    _column("cochair_priority", "flag", "one of the co-chairs' priorities", required=True),
    _sort(),
)
policy_areas = _data_table(
    "policy_areas",
    "one of OGP's policy areas of today, above the themes",
    _id("short name"),
    *_names(),
    _column("programme", "text", "the programme of OGP that has it"),
    _source(),
    _sort(),
)
themes = _data_table(
    "themes",
    "an OGP policy area",
    _id("short name"),
    _column("priority_id", "text", "the priority it belongs to", refers_to="priorities", required=True),
    *_names(),
    _column("source_columns", "list", "headers under which OGP's export formats carry it"),
    _column(
        "policy_areas", "list", "the policy areas it is in, by our own reading of OGP's tags", refers_to="policy_areas"
    ),
    _column(
        "known_from",
        "integer",
        "first year of submission whose plans the sources tag with it; empty is every year",
        minimum=2011,
        maximum=2100,
    ),
    _sort(),
)
tags = _data_table(
    "tags",
    "a tag of OGP's database, finer than a theme",
    _column("name", "text", "the tag as OGP's database heads it", key=True, required=True),
    _column("theme_id", "text", "the theme it is counted under", refers_to="themes"),
    _column("policy_area_id", "text", "the policy area its rows carry too", refers_to="policy_areas"),
    _column("evidence", "text", "what shows that"),
    _source(),
    _confidence(),
)
members = _data_table(
    "members",
    "a national or subnational government in OGP",
    _id("ISO 3166-1 code of a country, L- and a short name of a subnational pilot"),
    _column("name", "text", "name in English", required=True),
    _column("government_level", "text", "level of the government", allowed=MEMBER_LEVELS, required=True),
    _column("kind", "text", "kind of territory", allowed=MEMBER_KINDS, required=True),
    _column("country", "text", "ISO 3166-1 alpha-3 code of the country", required=True),
    _column("iso_3166_2", "text", "ISO 3166-2 code of a subnational member"),
    _column("region", "text", "OGP's own region", allowed=REGIONS, required=True),
    _column("year_joined", "integer", "year it joined", minimum=2011, maximum=2100),
    _column("joined", "date", "when it joined: the letter of intent, or the announcement"),
    _column("joined_basis", "text", "what the day it joined rests on"),
    _column("status", "text", "membership status", allowed=MEMBER_STATUSES, required=True),
    _column("status_date", "date", "when the status began"),
    _column("cohort", "text", "the group it joined with"),
    _column("population", "integer", "inhabitants", unit=_unit("people"), minimum=0),
    _column("population_year", "integer", "year of the population figure", minimum=1900, maximum=2100),
    _column("latitude", "number", "place on the map", unit=_unit("degrees"), minimum=-90, maximum=90),
    _column("longitude", "number", "place on the map", unit=_unit("degrees"), minimum=-180, maximum=180),
    _column(
        "francophonie", "text", "what it is in the International Organisation of La Francophonie", allowed=FRANCOPHONIE
    ),
    _column("francophonie_source", "list", "where that was found"),
    _column("ogp_id", "text", "OGP's own short name of it, as its addresses have it"),
    _column("url", "url", "its page at OGP"),
    _confidence(),
)
action_plans = _data_table(
    "action_plans",
    "an action plan of a member",
    _id("member and number"),
    _column("member_id", "text", "whose plan", refers_to="members", required=True),
    _column("number", "integer", "first, second, … plan of the member", required=True, minimum=1),
    _column("year_submitted", "integer", "year of submission", required=True, minimum=2011, maximum=2100),
    _column("start_date", "date", "first day of the plan"),
    _column("end_date", "date", "last day of the plan"),
    _column("ogp_id", "text", "OGP's own id of the plan"),
    _column("first_code", "text", "OGP's own id of its first commitment"),
    _column("last_code", "text", "OGP's own id of its last commitment"),
    _column("url", "url", "the plan itself, or its page at OGP"),
    _column("ids_confidence", "text", "how sure the sources make its ids", allowed=CONFIDENCES),
)
commitments = _data_table(
    "commitments",
    "a commitment of an action plan",
    _id("plan and running number"),
    _column("member_id", "text", "who promised", refers_to="members", required=True),
    _column("action_plan_id", "text", "the plan it stands in", refers_to="action_plans", required=True),
    _column("number", "text", "number as the plan prints it"),
    _column("title", "text", "short label", required=True),
    _column("government_level", "text", "level of the body that delivers", allowed=COMMITMENT_LEVELS, required=True),
    _column("themes", "list", "OGP policy areas", refers_to="themes"),
    _column("lead_institution", "text", "who is responsible"),
    _column("start_date", "date", "start of the work"),
    _column("end_date", "date", "promised end of the work"),
    _column("potential_impact", "text", "ambition as the IRM coded it", allowed=POTENTIAL_IMPACT),
    _column("specificity", "text", "how precisely it is worded, as the IRM coded it", allowed=SPECIFICITY),
    _column("ogp_values", "list", "OGP values it is relevant to", allowed=OGP_VALUES),
    _column("starred", "flag", "starred by the IRM"),
    _column("code", "text", "OGP's own id of the commitment"),
    _column("url", "url", "its page at OGP"),
    _column("url_confidence", "text", "how sure it is that OGP's id and page are of this one", allowed=CONFIDENCES),
    _column("full_text", "text", "the commitment in the words of the plan"),
    _column("supporting_institutions", "text", "who helps"),
    _column("tags", "list", "the tags of OGP's database, finer than themes"),
    _column("sdg", "flag", "OGP tags it as serving the Sustainable Development Goals"),
    _column("sdg_goals", "list", "the Sustainable Development Goals it serves, by number", allowed=SDG_GOALS),
    _column("paris_agreement", "flag", "it serves the Paris Agreement on climate"),
    _column("tools", "list", "tools of the OGP Toolbox it uses"),
    _folded("title_folded", "title"),
    _folded("lead_institution_folded", "lead institution"),
)
assessments = _data_table(
    "assessments",
    "one assessor's finding on one commitment",
    _column("commitment_id", "text", "the commitment assessed", refers_to="commitments", required=True, key=True),
    _column("assessor", "text", "who assessed", allowed=ASSESSORS, required=True, key=True),
    _column("published", "date", "when the finding was published", required=True, key=True),
    _column("completion", "text", "completion level or state", allowed=COMPLETION_SCALE + COMPLETION_STATES),
    _column("did_it_open_government", "text", "change in openness", allowed=DID_IT_OPEN_GOVERNMENT),
    _column("early_results", "text", "early results, as the IRM found them", allowed=EARLY_RESULTS),
    _column(
        "potential_for_results", "text", "potential for results, as the IRM coded it", allowed=POTENTIAL_FOR_RESULTS
    ),
    _column("url", "url", "the report it stands in"),
)
milestones = _data_table(
    "milestones",
    "a dated step of a commitment, or of a member's action plan",
    _id("member and running number"),
    _column("member_id", "text", "whose step", refers_to="members", required=True),
    _column("action_plan_id", "text", "the plan", refers_to="action_plans"),
    _column("commitment_id", "text", "the commitment; empty is a step of the whole plan", refers_to="commitments"),
    _column("title", "text", "what is to be done, or was", required=True),
    _column("lead_institution", "text", "who is responsible"),
    _column("start_date", "date", "start of the work"),
    _column("end_date", "date", "promised end"),
    _column("done_date", "date", "when it was done"),
    _column("status", "text", "what became of it, where the source says so", allowed=MILESTONE_STATUSES),
    _source(),
    _confidence(),
)
progress_reports = _data_table(
    "progress_reports",
    "what a member itself reported on a commitment or a milestone",
    _id("running number"),
    _column("commitment_id", "text", "the commitment", refers_to="commitments", required=True),
    _column("milestone_id", "text", "the milestone, where it is of one", refers_to="milestones"),
    _column("period", "text", "the time it speaks of"),
    _column("status", "text", "completion as the member sees it", allowed=COMPLETION_SCALE, required=True),
    _column("reason", "text", "why it is not started or limited"),
    _column("summary", "text", "what was done, in one sentence"),
    _column("as_of", "date", "the day of which it speaks"),
    _column("evidence_url", "url", "what shows it"),
    _column("evidence_file", "list", "ids of the kept files that show it"),
    _column("next_step", "text", "what comes next"),
    _column("next_step_due", "date", "when that is due"),
    _column("reported_on", "date", "when it was reported", required=True),
    _column("reported_by", "text", "the post of who reported"),
    _column("reviewed_on", "date", "when it was reviewed"),
    _column("accepted", "flag", "the review accepted it: it counts as a self-assessment"),
)


def _total(name: str, meaning: str) -> sa.Column[Any]:
    return _column(name, "integer", meaning, unit=_unit("commitments"), minimum=0)


plan_results = _data_table(
    "plan_results",
    "published totals of a plan whose commitments are not rated one by one here",
    _column("action_plan_id", "text", "the plan", refers_to="action_plans", required=True, key=True),
    _column("assessor", "text", "who assessed", allowed=PLAN_REPORTS, required=True, key=True),
    _column("published", "date", "when the totals were published"),
    _total("not_started", "commitments found not started"),
    _total("limited", "commitments found limited"),
    _total("substantial", "commitments found substantial"),
    _total("complete", "commitments found complete"),
    _total("commitments", "commitments of the plan"),
    _total("substantial_or_complete", "commitments found substantial or complete, where the two are not told apart"),
    _total("withdrawn", "commitments withdrawn"),
    _total("relevant", "commitments relevant to OGP values"),
    _total("transformative", "commitments of transformative potential impact"),
    _total("starred", "commitments starred by the IRM"),
    _total("did_it_open_major", "commitments that opened government in a major way"),
    _total("did_it_open_outstanding", "commitments that opened government in an outstanding way"),
    _total("carried_over", "commitments carried over into the next plan"),
    _column("note", "text", "what a reader must know of these totals"),
    _source(),
    _confidence(),
)
plan_process = _data_table(
    "plan_process",
    "how a plan was made",
    _column("action_plan_id", "text", "the plan", refers_to="action_plans", required=True, key=True),
    _column("consultation_steps_followed", "integer", "steps of the OGP process followed, of 6", minimum=0, maximum=6),
    _column("participation_level", "text", "IAP2 level of participation", allowed=PARTICIPATION_LEVELS),
    _column("regular_forum", "flag", "a regular forum existed"),
    _column("self_assessment_published", "flag", "the government published a self-assessment"),
)
standing = _data_table(
    "standing",
    "what a member was over a time: active, inactive, withdrawn, …",
    _column("member_id", "text", "the member", refers_to="members", required=True, key=True),
    _column("status", "text", "what it was", allowed=STANDINGS, required=True, key=True),
    _column("start_date", "date", "from when", required=True, key=True),
    _column("end_date", "date", "until when; empty is until the next status, or now"),
    _column("reason", "text", "why"),
    _source(),
    _confidence(),
)


def _points(name: str, meaning: str, most: int) -> sa.Column[Any]:
    return _column(name, "integer", meaning, unit=_unit("points"), minimum=0, maximum=most)


eligibility = _data_table(
    "eligibility",
    "whether a country was eligible to join OGP in a year, member or not",
    _column("country", "text", "ISO 3166-1 alpha-3 code of the country", required=True, key=True),
    _column("year", "integer", "year of the scores", required=True, key=True, minimum=2010, maximum=2100),
    _column("date", "date", "as of when"),
    _points("fiscal_transparency", "points for fiscal transparency", 4),
    _points("access_to_information", "points for access to information", 4),
    _points("asset_disclosure", "points for asset disclosure", 4),
    _points("citizen_engagement", "points for citizen engagement", 4),
    _points("points", "points of all criteria", 16),
    _points("points_possible", "points that could be had", 16),
    _column("eligible", "flag", "eligible: at least 75% of the points that could be had"),
    _column("note", "text", "what else the source says"),
    _source(),
    _confidence(),
)
review_steps = _data_table(
    "review_steps",
    "a dated step of a review of a country under OGP's rules",
    _column("case_id", "text", "short name of the case", required=True, key=True),
    _column("country", "text", "ISO 3166-1 alpha-3 code of the country", required=True),
    _column("kind", "text", "under which rules", allowed=REVIEW_KINDS, required=True),
    _column("date", "date", "when", required=True, key=True),
    _column("step", "text", "kind of step", required=True, key=True),
    _column("outcome", "text", "what came of it", key=True),
    _source(),
    _confidence(),
)
recommendations = _data_table(
    "recommendations",
    "a recommendation of the IRM to a member",
    _id("plan and running number"),
    _column("action_plan_id", "text", "the plan whose report makes it", refers_to="action_plans", required=True),
    _column("number", "text", "number as the report prints it"),
    _column("title", "text", "short label", required=True),
    _column("kind", "text", "where in the report it stands", allowed=RECOMMENDATION_KINDS, required=True),
    _column("taken_up", "text", "taken up in the next plan; empty is not known", allowed=TAKEN_UP),
    _column("taken_up_note", "text", "what shows that"),
    _source(),
    _confidence(),
)
steering_members = _data_table(
    "steering_members",
    "a member of the Steering Committee",
    _id("short name"),
    _column("name", "text", "name of the government or person", required=True),
    _column("constituency", "text", "government or civil society", allowed=CONSTITUENCIES, required=True),
    _column("organisation", "text", "organisation of a civil society member"),
    _column("country", "text", "ISO 3166-1 alpha-3 code"),
    _column("region", "text", "OGP's own region", allowed=REGIONS),
)
seats = _data_table(
    "seats",
    "one term of a Steering Committee member; an empty start or end is unknown",
    _column("steering_member_id", "text", "who sits", refers_to="steering_members", required=True, key=True),
    _column("start_date", "date", "first day of the term", key=True),
    _column("end_date", "date", "last day of the term"),
    _column("last_confirmed", "date", "the last day on which a source still shows it"),
    _source(),
    _confidence(),
)
roles = _data_table(
    "roles",
    "a thematic or leadership role",
    _id("running number"),
    _column(
        "steering_member_id",
        "text",
        "the Steering Committee member; empty when the holder is not on it",
        refers_to="steering_members",
    ),
    _column("holder", "text", "name of the holder", required=True),
    _column("constituency", "text", "government or civil society", allowed=CONSTITUENCIES, required=True),
    _column("kind", "text", "kind of role", allowed=ROLE_KINDS, required=True),
    _column("theme_id", "text", "the theme; empty is leadership without a theme", refers_to="themes"),
    _column("policy_area_id", "text", "the policy area: who leads it leads its themes", refers_to="policy_areas"),
    _column("title", "text", "title of the role", required=True),
    _column("start_date", "date", "first day of the role"),
    _column("end_date", "date", "last day of the role"),
    _column("last_confirmed", "date", "the last day on which a source still shows it"),
    _column("follows", "text", "the role it took over from", refers_to="roles"),
    _source(),
    _confidence(),
)
meetings = _data_table(
    "meetings",
    "a meeting or event; names the as-of dates people use",
    _id("short name"),
    _column("start_date", "date", "first day", required=True),
    _column("end_date", "date", "last day", required=True),
    _column("place", "text", "where"),
    _column("kind", "text", "kind of meeting", allowed=MEETING_KINDS, required=True),
    _column("title", "text", "what it is called"),
    _source(),
)
documents = _data_table(
    "documents",
    "a document of a member, an action plan or a meeting, with its address",
    _column("url", "url", "its address", required=True, key=True),
    _column("kind", "text", "kind of document", allowed=DOCUMENT_KINDS, required=True, key=True),
    _column("title", "text", "its title", required=True),
    _column("member_id", "text", "whose it is", refers_to="members"),
    _column("action_plan_id", "text", "the plan it is of", refers_to="action_plans", key=True),
    _column("meeting_id", "text", "the meeting it is of", refers_to="meetings", key=True),
    _column("published", "date", "when it was published"),
    _column("note", "text", "what a reader must know of it"),
    _source(),
    _confidence(),
)
representatives = _data_table(
    "representatives",
    "who spoke for a Steering Committee member at a time; to be named is not to attend",
    _column("steering_member_id", "text", "the Steering Committee member", refers_to="steering_members", key=True),
    _column("person", "text", "name of the public official", required=True, key=True),
    _column("post", "text", "post"),
    _column("level", "text", "level of the post", allowed=LEVELS_OF_ATTENDANCE),
    _column("date", "date", "as of when", required=True, key=True),
    _source(),
    _confidence(),
)
attendance = _data_table(
    "attendance",
    "how a Steering Committee member was represented at a meeting",
    _column("meeting_id", "text", "the meeting", refers_to="meetings", required=True, key=True),
    _column("steering_member_id", "text", "the member", refers_to="steering_members", required=True, key=True),
    _column("level", "text", "by whom; empty is not known", allowed=LEVELS_OF_ATTENDANCE),
    _column("person", "text", "name of the public official"),
    _source(),
    _confidence(),
)
decisions = _data_table(
    "decisions",
    "a decision or an action of a meeting",
    _id("meeting and running number"),
    _column("meeting_id", "text", "the meeting", refers_to="meetings", required=True),
    _column("date", "date", "when it was taken"),
    _column("kind", "text", "kind of decision", allowed=DECISION_KINDS, required=True),
    _column("text", "text", "what was decided", required=True),
    _column("vote", "text", "how the votes were: for, against, abstained"),
    _column("member_id", "text", "the member it is about", refers_to="members"),
    _column("owner", "text", "who is to see to it"),
    _column("due_date", "date", "when it is due"),
    _column("done_date", "date", "when it was done"),
    _source(),
    _confidence(),
)
agenda_items = _data_table(
    "agenda_items",
    "a promise of the co-chairs' statement",
    _id("section and letter"),
    _column("section_id", "text", "section of the statement", required=True),
    _column("section_en", "text", "section in English", required=True),
    _column("section_fr", "text", "section in French", required=True),
    _column("section_es", "text", "section in Spanish"),
    _column("title_en", "text", "promise in English", required=True),
    _column("title_fr", "text", "promise in French", required=True),
    _column("title_es", "text", "promise in Spanish"),
    _column("tracked_by", "text", "what would show that it is kept"),
    _column("themes", "list", "OGP policy areas it touches", refers_to="themes"),
    _sort(),
)
agenda_updates = _data_table(
    "agenda_updates",
    "a dated finding on a promise of the co-chairs",
    _column("agenda_item_id", "text", "the promise", refers_to="agenda_items", required=True, key=True),
    _column("date", "date", "when it was found", required=True, key=True),
    _column("status", "text", "status found", allowed=AGENDA_STATUSES, required=True),
    _column("note", "text", "what was found", key=True),
    _column("source", "text", "where it was found", required=True),
)
events = _data_table(
    "events",
    "what happened on the way, and the promises it serves",
    _id("short name"),
    _column("start_date", "date", "first day", required=True),
    _column("end_date", "date", "last day"),
    _column("place", "text", "where"),
    _column("country", "text", "ISO 3166-1 alpha-3 code of the country"),
    _column("kind", "text", "kind of event", allowed=EVENT_KINDS, required=True),
    _column("title", "text", "short label", required=True),
    _column("promises", "list", "the promises of the co-chairs it serves", refers_to="agenda_items"),
    _column("members", "list", "the members it names", refers_to="members"),
    _column("themes", "list", "OGP policy areas it touches", refers_to="themes"),
    _column("participants", "integer", "people who took part", unit=_unit("people"), minimum=0),
    _column("amount", "number", "money given or promised", minimum=0),
    _column("currency", "text", "ISO 4217 code of that money"),
    _column("level", "text", "highest level that attended", allowed=LEVELS_OF_ATTENDANCE),
    _column("figures", "text", "figures as the source gives them"),
    _column("note", "text", "what a reader must know of it"),
    _source(),
    _confidence(),
)
notes = _data_table(
    "notes",
    "a note for readers on a commitment, a theme, a member, a promise or a day",
    _id("short name"),
    _column("about", "text", "what it is about", allowed=tuple(NOTED), required=True),
    _column("about_id", "text", "the id of what it is about, or the day", required=True),
    _column("text", "text", "the note", required=True),
    _column("author_role", "text", "the role of who wrote it", required=True),
    _column("date", "date", "the day it is of, from which on it is shown", required=True),
    _source(),
)
corrections = _data_table(
    "corrections",
    "something that was wrong in these data and is corrected",
    _id("short name"),
    _column("subject", "text", "what was wrong: a table, a page or a figure", required=True),
    _column("wrong", "text", "what was wrong about it", required=True),
    _column("wrong_since", "date", "since when it was wrong; empty is not known"),
    _column("changed", "text", "what the correction changed", required=True),
    _column("date", "date", "when it was corrected", required=True),
    _column("member_id", "text", "the member it is about", refers_to="members"),
    _column("commitment_id", "text", "the commitment it is about", refers_to="commitments"),
    _source(),
)
published_figures = _data_table(
    "published_figures",
    "a figure that others published of OGP, a member or a plan",
    _column("subject", "text", "what it is a figure of", required=True, key=True),
    _column("measure", "text", "what is measured", required=True, key=True),
    _column("date", "date", "as of when", required=True, key=True),
    _column("member_id", "text", "the member, where it is of one", refers_to="members", key=True),
    _column("value", "number", "the figure", required=True),
    _column("unit", "text", "its unit"),
    _source(),
    _confidence(),
)

DATA_TABLES: dict[str, sa.Table] = {name: table for name, table in metadata.tables.items() if table.info.get("data")}
"""The tables a spreadsheet may bring, in an order in which each refers only to those before it, or to itself."""

LIST_SEPARATOR = "; "
VERSION_COLUMN = "data_version"
"""The last column of a table that is downloaded: in each row the data version it is of (data_loader/marker.py)."""


def fields(table: sa.Table) -> Iterator[Field]:
    """The columns a spreadsheet brings for `table`, in order; the bookkeeping columns left out."""
    return (column.info["field"] for column in table.columns if "field" in column.info)


@dataclass(frozen=True)
class Origin:
    """The file a row came from, the row it had there, and the version it came with where that is not its batch's."""

    file: str
    row: int
    version: int | None = None


_ORIGIN = re.compile(r"(.*)#row=(\d+)&version=(\d+)", re.DOTALL)


def origin(row: int, file: str) -> Origin:
    """Where a row came from, by its columns `row` and `file`."""
    match = _ORIGIN.fullmatch(file)
    return Origin(match[1], int(match[2]), int(match[3])) if match else Origin(file, row)


def origin_text(file: str, row: int, version: int) -> str:
    """The column `file` of a row that is not at its own place in its batch, or came with an earlier one."""
    return f"{file}#row={row}&version={version}"


def batches_of(version: int | str) -> sa.Select[str, int]:
    """Query for (table name, batch) of a version by its number, or of a draft by its id."""
    table, is_it = _named_by(version)
    return sa.select(table.c.table_name, table.c.batch).where(is_it)


def checksums_of(version: int | str) -> sa.Select[str, str]:
    """Query for (table name, checksum of its rows) of a version by its number, or of a draft by its id."""
    table, is_it = _named_by(version)
    joined = sa.join(table, batches, table.c.batch == batches.c.id)
    return sa.select(table.c.table_name, batches.c.sha256).select_from(joined).where(is_it)


def _named_by(version: int | str) -> tuple[sa.Table, sa.ColumnElement[bool]]:
    """The table that names the batches of a version or of a draft, and what tells its own rows."""
    if isinstance(version, str):
        return draft_tables, draft_tables.c.draft == version
    return version_tables, version_tables.c.version == version


_CHANGE = re.compile(r"(\w+): ([\d,]+) new, ([\d,]+) changed, ([\d,]+) removed")
_AGAIN = re.compile(r"version (\d+) again: ")
_UNDONE = re.compile(r"one row of version (\d+) undone: ")
_WHOLE_UNDONE = re.compile(r"version (\d+) undone: ")


def counted(changes: str) -> dict[str, tuple[int, int, int]]:
    """Table → rows new, changed and removed, from `versions.changes`; empty for a version of an older release."""
    return {
        name: (int(new.replace(",", "")), int(changed.replace(",", "")), int(removed.replace(",", "")))
        for name, new, changed, removed in _CHANGE.findall(changes)
    }


def made_again(changes: str) -> int | None:
    """The number of the version that this one made current again, from `versions.changes`."""
    match = _AGAIN.match(changes)
    return int(match[1]) if match else None


def undone(changes: str) -> int | None:
    """The number of the version of which this one undid a row, from `versions.changes`."""
    match = _UNDONE.match(changes)
    return int(match[1]) if match else None


def undone_whole(changes: str) -> int | None:
    """The number of the version of which this one undid every row, from `versions.changes`."""
    match = _WHOLE_UNDONE.match(changes)
    return int(match[1]) if match else None


def latest_version() -> sa.Select[int | None]:
    """Query for the number of the current version; None in an empty database."""
    return sa.select(sa.func.max(versions.c.number))


def fold(text: str) -> str:
    """`text` as searches see it: compatibility forms undone, accents off, case folded ("Évaluation" → "evaluation")."""
    # Case folding can bring accents back (ǰ) and may only then find compatibility forms, hence the second pass.
    for _ in range(2):
        if text.isascii():
            return text.lower()
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()
    return text
