"""The pictures that a deck may show: those that are public, as evidence of accepted reports."""

from __future__ import annotations

import re

from dashboard.data import reports
from dashboard.exports import pictures
from dashboard.view.view import View

_ID = re.compile("[0-9a-f]{32}")


def address(view: View, id_: str) -> str:
    """A picture as the address that holds it; empty where there is none that is public."""
    file = reports.file(view.records.asked, id_) if _ID.fullmatch(id_) else None
    if file is None or file.state != reports.ACCEPTED or file.kind not in pictures.KINDS:
        return ""
    return pictures.data_url(file.content)


def offered(view: View) -> list[tuple[str, str]]:
    """Every one of them: its id, with whose it is and its name."""
    accepted = reports.in_states(view.records.asked, [reports.ACCEPTED])
    members = {report.id: report.member_id for report in accepted}
    files = reports.files(view.records.asked, members)
    return [
        (file.id, f"{view.names.of('member', members[report])}: {file.name}")
        for report, some in files.items()
        for file in some
        if file.kind in pictures.KINDS
    ]
