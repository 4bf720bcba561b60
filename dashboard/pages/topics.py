"""What can be a slide besides the charts: TOPICS by the name a deck's address has for it, one thing, and TABLES."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.blocks import N_, Block, Topic
from dashboard.pages import (
    agenda,
    brief,
    commitment,
    constituencies,
    follow_up,
    leadership,
    meeting,
    members,
    new_members,
    overview,
    pilots,
    plans,
    tables,
    themes,
)

TOPICS = {
    **overview.TOPICS,
    **brief.TOPICS,
    **tables.TOPICS,
    **leadership.TOPICS,
    **themes.TOPICS,
    **agenda.TOPICS,
    **pilots.TOPICS,
    **plans.TOPICS,
    **constituencies.TOPICS,
    **new_members.TOPICS,
    **follow_up.TOPICS,
}


@dataclass(frozen=True)
class One:
    """One thing that can be a slide: the path before its id, whether there is one, and what is said of it."""

    path: str
    exists: Callable[[Any], bool]  # of a View
    topic: Topic


ONES = {
    "commitment": One("commitments/", commitment.exists, commitment.ABOUT),
    "meeting": One("meetings/", meeting.exists, meeting.ABOUT),
}


@dataclass(frozen=True)
class TableOf:
    """A table that can be a slide: its title, and the blocks of the page it stands on."""

    title: str
    blocks: Callable[[Any], Sequence[Block]]  # of a View


TABLES = {
    "members/members": TableOf(N_("Each member by name"), members.blocks),
    "themes/leads": TableOf(N_("Who leads each policy area and each theme, and through what?"), themes.blocks),
    "leadership/members-without-role": TableOf(
        N_("Members without a role on record during their term"), leadership.blocks
    ),
    "leadership/themes-without-lead": TableOf(N_("Themes without a lead on record"), leadership.blocks),
    "leadership/hand-overs": TableOf(N_("Who held each role before, and who after?"), leadership.blocks),
    "brief/rates-by-region": TableOf(N_("Completion rate by region"), brief.blocks),
    "brief/rates-by-priority": TableOf(N_("Completion rate by priority"), brief.blocks),
    "plans/plans-by-year": TableOf(N_("How were the plans of each year made?"), plans.blocks),
    "plans/recommendations-by-kind": TableOf(N_("Recommendations by where they stand in the report"), plans.blocks),
    "new-members/joined-by-year": TableOf(N_("National members by year and region"), new_members.blocks),
}
"""By the path of the page and the table's name, as the API has them."""
