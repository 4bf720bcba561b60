"""On which pages a table of the data shows, so that whoever changed it can look."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.blocks import N_

Way = tuple[str, str]
"""The path of a page, and its name as a message."""

_OVERVIEW = ("", N_("Overview"))
_MEMBERS, _LEADERSHIP, _AGENDA = ("members", N_("Members")), ("leadership", N_("Leadership")), ("agenda", N_("Agenda"))
_MEETINGS, _THEMES = ("meetings", N_("Meetings")), ("themes", N_("Themes"))
_COMMITMENTS = ("commitments", N_("Commitments"))
_PAGES = {
    "priorities": (_OVERVIEW, _AGENDA),
    "themes": (_THEMES, _OVERVIEW, _COMMITMENTS),
    "policy_areas": (_THEMES, _LEADERSHIP),
    "members": (_MEMBERS,),
    "action_plans": (_MEMBERS, _COMMITMENTS),
    "commitments": (_OVERVIEW, _COMMITMENTS),
    "assessments": (_OVERVIEW, _COMMITMENTS),
    "plan_results": (_MEMBERS,),
    "plan_process": (_MEMBERS, _AGENDA),
    "standing": (_MEMBERS,),
    "eligibility": (_MEMBERS,),
    "review_steps": (_MEMBERS,),
    "recommendations": (_MEMBERS, _AGENDA),
    "published_figures": (_MEMBERS,),
    "milestones": (_COMMITMENTS,),
    "progress_reports": (_COMMITMENTS,),
    "steering_members": (_LEADERSHIP,),
    "seats": (_LEADERSHIP,),
    "roles": (_LEADERSHIP, _THEMES),
    "meetings": (_MEETINGS,),
    "documents": (_MEETINGS, _MEMBERS),
    "representatives": (_MEETINGS,),
    "attendance": (_MEETINGS,),
    "decisions": (_MEETINGS,),
    "agenda_items": (_AGENDA,),
    "agenda_updates": (_AGENDA,),
    "events": (_AGENDA, _MEETINGS),
    "notes": (_COMMITMENTS, _MEMBERS, _THEMES, _AGENDA, ("brief", N_("Brief"))),
    "corrections": (("corrections", N_("Corrections")),),
}
"""Table -> the pages on which it shows: path and name."""


def shown_on(tables: Iterable[str]) -> list[Way]:
    """The pages that show these tables, each once; the overview where nothing is known."""
    return list(dict.fromkeys(page for table in tables for page in _PAGES.get(table, ()))) or [_OVERVIEW]
