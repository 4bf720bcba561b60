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
    """Every one of them: its id, with the commitment that it shows and its name."""
    every = view.snapshot.tables["progress_reports"]
    promised = {row.id: row.commitment_id for row in every.itertuples() if row.evidence_file}
    if not promised:  # the database is not asked for nothing
        return []
    return [
        (file.id, f"{promised[file.report_id]}: {file.name}")
        for file in view.records.evidence(list(promised))
        if file.kind in pictures.KINDS
    ]
