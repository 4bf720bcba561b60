"""The addresses at which people who are signed in work, and nobody else."""

from __future__ import annotations

from collections.abc import Callable

import flask

from dashboard.settings import Settings
from dashboard.view.view import Views
from dashboard.web import desk, drafts, edit, evidence, hand_over, loads, notes, people, reports, review

_AT_THE_DATABASE = (desk, drafts, notes, review)
"""Those that need no more than the database, whose small commands they run at once."""


def register(server: flask.Flask, views: Views, settings: Settings, site: Callable[[], str]) -> None:
    """Add the loads of this server and all routes that write."""
    loads.register(server, views, settings)
    reports.register(server, views, settings)
    evidence.register(server, views, settings.path_prefix)
    edit.register(server, views, settings.path_prefix)
    hand_over.register(server, views, settings.path_prefix)
    people.register(server, views, settings.path_prefix, site)
    for one in _AT_THE_DATABASE:
        one.register(server, views, settings.path_prefix, settings.database_url)
