"""TOPICS: what can be a slide besides the charts, by the name a deck's address has for it."""

from __future__ import annotations

from dashboard.pages import agenda, brief, leadership, overview, pilots, tables

TOPICS = {**overview.TOPICS, **brief.TOPICS, **tables.TOPICS, **leadership.TOPICS, **agenda.TOPICS, **pilots.TOPICS}
