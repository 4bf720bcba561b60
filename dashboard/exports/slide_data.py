"""What assets/js/slides/slide.js takes: a slide, and what is the same for all slides of a reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from dashboard.exports.slide import Slide
from dashboard.language.words import Words
from dashboard.theme import colours

_NOT_TOLD = {"records"}  # the table says them in words


def slide_data(slide: Slide) -> dict[str, Any]:
    """A slide as JSON."""
    return {name: value for name, value in asdict(slide).items() if name not in _NOT_TOLD}


def options(words: Words, config: Mapping[str, Any]) -> dict[str, Any]:
    """Plotly's configuration, the dark colour of each light one, and the words that the script writes."""
    return {"config": dict(config), "dark": colours.light_to_dark(), "words": {"table": words("Table")}}
