"""TOPICS: what can be a slide besides the charts, by the name a deck's address has for it."""

from __future__ import annotations

from dashboard.pages import brief, due, leadership, overview

TOPICS = {**overview.TOPICS, **brief.TOPICS, **due.TOPICS, **leadership.TOPICS}
