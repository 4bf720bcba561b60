"""TOPICS: what can be a slide besides the charts, by the name a deck's address has for it."""

from __future__ import annotations

from dashboard.pages import agenda, brief, leadership_slides, overview, pilots, tables

TOPICS = {
    **overview.TOPICS,
    **brief.TOPICS,
    **tables.TOPICS,
    **leadership_slides.TOPICS,
    **agenda.TOPICS,
    **pilots.TOPICS,
}
