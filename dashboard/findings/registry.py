"""MAKERS: what makes the slide of each finding."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.exports.slide import Slide
from dashboard.findings import committee, partnership, pilots, promises
from dashboard.view.view import View

MAKERS: dict[str, Callable[[View], Slide]] = {
    "overview": partnership.overview_figures,
    "brief": partnership.brief_sentences,
    "changes": partnership.changes,
    "overdue": partnership.overdue,
    "due-soon": partnership.due_soon,
    "leadership-gaps": committee.gaps,
    "roles-per-member": committee.roles,
    "terms-ending": committee.ending,
    "leads-and-delivery": committee.leads,
    "agenda-status": promises.by_status,
    "agenda-open": promises.still_open,
    "pilots-compared": pilots.with_pilots("pilots-compared", pilots.compared),
    "pilots-themes": pilots.with_pilots("pilots-themes", pilots.themes),
    "pilot-peers": pilots.with_pilots("pilot-peers", pilots.peers),
    "pilot-lessons": pilots.with_pilots("pilot-lessons", pilots.learned),
}
"""As `decks.FINDINGS` names them."""
