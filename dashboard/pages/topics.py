"""TOPICS: what can be a slide besides the charts, by the name a deck's address has for it."""

from __future__ import annotations

from dashboard.pages import (
    agenda,
    brief,
    constituencies,
    leadership_slides,
    new_members,
    overview,
    pilots,
    plans,
    tables,
)

TOPICS = {
    **overview.TOPICS,
    **brief.TOPICS,
    **tables.TOPICS,
    **leadership_slides.TOPICS,
    **agenda.TOPICS,
    **pilots.TOPICS,
    **plans.TOPICS,
    **constituencies.TOPICS,
    **new_members.TOPICS,
}
