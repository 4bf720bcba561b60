"""TOPICS: what can be a slide besides the charts, by the name a deck's address has for it."""

from __future__ import annotations

from dashboard.pages import (
    agenda,
    brief,
    constituencies,
    follow_up,
    leadership,
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
