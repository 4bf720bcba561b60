"""English where another language is spoken: texts of ours that were shown without their translation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from dashboard.language.words import words
from tests.test_words import collected


def in_english(texts: Iterable[str], lang: str) -> set[str]:
    """Which of the texts are English, where `lang` says them otherwise."""
    whole, filled = _english(lang)
    return {text for text in texts if text in whole or filled.fullmatch(text)}


@cache
def _english(lang: str) -> tuple[frozenset[str], re.Pattern[str]]:
    """Every message that is a sentence or is said otherwise in `lang`: as it stands, and what others look like filled.

    The first are most by far, and looked up at once; to try a pattern for each of them took a second a file.
    """
    forms = [form for message in collected().values() for form in ([message] if isinstance(message, str) else message)]
    own = {words(lang)(form) for form in forms}
    telling = [form for form in forms if _is_telling(form, own)]
    filled = [".+?".join(map(re.escape, parts)) for parts in map(_parts, telling) if len(parts) > 1]
    return frozenset(form for form in telling if len(_parts(form)) == 1), re.compile("|".join(filled))


def _is_telling(form: str, own: set[str]) -> bool:
    """Enough of a message is fixed to know it by, and no other language says the same."""
    fixed = re.findall(r"[A-Za-z]{2,}", " ".join(_parts(form)))
    return form not in own and len(fixed) > (2 if "{" in form else 0)


def _parts(form: str) -> list[str]:
    """A message without what is filled in."""
    return re.split(r"\{\w+\}", form)
