"""Questions: what a reader may ask for by what, as addresses write it."""

from __future__ import annotations

MEASURED = (
    *("completion", "commitments", "ambition", "openness", "early-results", "stars", "ambitious-complete"),
    *("late", "reported"),
)
"""What a reader may ask for by any group."""
GROUPED = ("region", "theme", "priority", "level", "year", "member", "plan", "kind", "assessor", "impact", "starred")
"""By what a reader may group it, and divide it into panels."""
COLOURED = ("region", "priority", "level", "assessor", "impact", "starred", "completion")
"""What may be told apart by colour: of few values."""
SORTED = ("title", "member", "year", "completion", "due")
"""What the list of commitments can be sorted by; a minus before it turns the order round."""
