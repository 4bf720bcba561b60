"""Sentences in the languages of the dashboard, for files that the loader writes; its catalogues hold them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from data_loader.phrases import Phrase

_CATALOGUES = Path(__file__).parents[1] / "dashboard" / "locale"


def speaker(lang: str) -> Callable[[str], str]:
    """What says a sentence in `lang`: in English where nobody has translated it."""
    catalogue = _catalogue(lang)

    def say(sentence: str) -> str:
        template = sentence.template if isinstance(sentence, Phrase) else sentence
        message = catalogue.get(template)
        translated = str(message.string) if message and message.string and not message.fuzzy else template
        return Phrase(translated, sentence.values) if isinstance(sentence, Phrase) else translated

    return say


@cache
def _catalogue(lang: str) -> Catalog:
    path = _CATALOGUES / lang / "LC_MESSAGES" / "dashboard.po"
    if not path.exists():
        return Catalog(locale=lang)
    with path.open("rb") as file:
        return read_po(file, locale=lang)
