"""Countries by any usual or official name in English, French and Spanish: CLDR's names, and those it has not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.core import get_global

from data_loader.official_names import FORMS, OFFICIAL
from data_loader.schema import fold

LANGUAGES = ("en", "fr", "es")

_GONE = frozenset({"ANT", "BUR", "DDR", "FXX", "NTZ", "SCG", "SUN", "TMP", "YMD", "YUG", "ZAR"})
"""Codes of countries that are no more; CLDR gives each as an alias of a country that is."""

REGIONS = {
    "africa and the middle east": "africa-middle-east",
    "africa": "africa-middle-east",
    "americas": "americas",
    "asia and the pacific": "asia-pacific",
    "asia-pacific": "asia-pacific",
    "asia pacific": "asia-pacific",
    "europe": "europe",
}
"""OGP's words for its regions, in lower case → ours."""


def code_of(name: str) -> str | None:
    """ISO 3166-1 alpha-3 code of a country, by a usual or official name; None when nobody calls a country so."""
    key = _key(name)
    return next((code for text in (key, _usual(key), *_turned(key)) if (code := _codes().get(text))), None)


def names_of(code: str) -> tuple[str, ...]:
    """What people write for a country: its ISO 3166-1 alpha-2 code, its names in our languages, the usual others."""
    short = _alpha3().get(code, "")
    names = (territories.get(short, "") for territories in _territories())
    return (short, *names, *(name for name, own in OFFICIAL.items() if own == code)) if short else ()


def name_in(code: str, lang: str) -> str:
    """What a country is called in a language; "" for a code of none."""
    return str(Locale(lang).territories.get(_alpha3().get(code, ""), ""))


@cache
def _territories() -> tuple[Mapping[str, str], ...]:
    return tuple(Locale(language).territories for language in LANGUAGES)


def is_code(code: str) -> bool:
    return code in _codes().values()


def codes() -> frozenset[str]:
    """The ISO 3166-1 alpha-3 codes of all countries and territories."""
    return frozenset(_codes().values())


@cache
def _codes() -> dict[str, str]:
    """Every name, as names are compared → code; English names come before those of other languages."""
    codes: dict[str, str] = {}
    for names in reversed(_territories()):
        codes |= {_key(names[short]): long for long, short in _alpha3().items() if short in names}
    return codes | {_key(name): code for name, code in OFFICIAL.items()}


def _usual(key: str) -> str:
    """A name without the form of government before it; "" where there is none."""
    match = _FORM.match(key)
    return key[match.end() :] if match else ""


@cache
def _alpha3() -> dict[str, str]:
    """ISO alpha-3 → alpha-2; CLDR knows the former as aliases, and Kosovo's, which ISO has not, not at all."""
    aliases = get_global("territory_aliases")
    known = {
        long: short[0] for long, short in aliases.items() if len(long) == 3 and long.isalpha() and long not in _GONE
    }
    return known | {"XKX": "XK"}


def _turned(key: str) -> tuple[str, ...]:
    """`tanzania, united republic of` and `bolivia (plurinational state of)` the other way round."""
    match = _APART.fullmatch(key)
    turned = f"{match[2]} {match[1]}" if match else ""
    return (turned, _usual(turned)) if turned else ()


_APART = re.compile(r"([^,(]+?)(?:, | \()([^,()]+?)\)?")


def _key(name: str) -> str:
    return " ".join(fold(name).replace("&", "and").replace("’", "'").split())


_FORM = re.compile(
    "|".join(re.escape(form) + ("" if form.endswith("'") else " ") for form in sorted(FORMS, key=len, reverse=True))
)
