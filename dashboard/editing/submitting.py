"""What a form makes, as a load that is being checked: rows, or files of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from werkzeug.datastructures import FileStorage

from dashboard.editing import rows
from dashboard.editing.jobs import Job, jobs_of_this_server
from dashboard.editing.typed import Typed
from dashboard.signin import access
from dashboard.view.view import View


def check(
    view: View,
    changed: Mapping[str, Sequence[rows.Row]],
    why: str,
    path: str = "",
    values: Mapping[str, str] | None = None,
) -> Job:
    """The load of changed rows, by table; the rest as for `check_files`."""
    return check_files(rows.upload(changed, view), changed, why, path, values)


def check_files(
    files: Sequence[FileStorage],
    tables: Collection[str],
    why: str,
    path: str = "",
    values: Mapping[str, str] | None = None,
) -> Job:
    """The load of files of some tables: why they are loaded, and the path of their form with what was typed in it."""
    typed = Typed(path, values or {}) if path else None
    editor, origin = access.the_editor(), access.client_address()
    return jobs_of_this_server().check(editor, origin, files, why, rows.answers(tables), typed)
