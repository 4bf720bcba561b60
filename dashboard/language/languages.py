"""The languages there are, one a catalogue in locale/, English first, and the mark of what is translated."""

from __future__ import annotations

from pathlib import Path

CATALOGUES = Path(__file__).parents[1] / "locale"
_DEFAULT = "en"

LANGUAGES = (_DEFAULT, *sorted({path.name for path in CATALOGUES.iterdir() if path.is_dir()} - {_DEFAULT}))
"""Code of each language, as CLDR writes it; the first is the default."""


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate this later"
    """Mark `message` for the catalogues; it is translated where it is shown."""
    return message
