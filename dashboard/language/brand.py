"""What the product is called, and whose facts it shows."""

from __future__ import annotations

from dashboard.language.words import N_

BRAND = "Open Government Monitor"
LICENCE = N_("Facts from the Open Government Partnership and its Independent Reporting Mechanism, CC BY 4.0.")


def titled(title: str) -> str:
    """The title of a document that may stand far from us."""
    return f"{title} · {BRAND}"
