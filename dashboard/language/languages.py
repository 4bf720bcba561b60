"""The languages there are, one a catalogue in locale/, English first."""

from __future__ import annotations

from pathlib import Path

CATALOGUES = Path(__file__).parents[1] / "locale"
_DEFAULT = "en"

LANGUAGES = (_DEFAULT, *sorted({path.name for path in CATALOGUES.iterdir() if path.is_dir()} - {_DEFAULT}))
"""Code of each language, as CLDR writes it; the first is the default."""
