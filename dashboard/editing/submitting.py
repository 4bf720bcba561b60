"""Rows that a form makes, as a load that is being checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.editing import rows
from dashboard.editing.job import Job
from dashboard.editing.jobs import jobs_of_this_server
from dashboard.editing.typed import Typed
from dashboard.signin import access
from dashboard.view.view import View


def check(
    view: View, changed: Mapping[str, Sequence[rows.Row]], why: str, path: str, values: Mapping[str, str]
) -> Job:  # fmt: skip
    """The load of changed rows: why they are loaded, and the path of their form with what was typed in it."""
    files, editor, origin = rows.upload(changed, view), access.the_editor(), access.client_address()
    return jobs_of_this_server().check(editor, origin, files, why, rows.answers(changed), Typed(path, values))
