"""Countries by any usual English name: CLDR's names, and the few others that OGP's exports use."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.core import get_global

from data_loader.schema import fold

LANGUAGES = ("en", "fr", "es")

ALIASES = {
    "Cabo Verde": "CPV",
    "Czech Republic": "CZE",
    "Kyrgyz Republic": "KGZ",
    "Macedonia": "MKD",
    "Republic of Korea": "KOR",
    "Slovak Republic": "SVK",
    "The Gambia": "GMB",
    "Trinidad and Tobago": "TTO",
    "Turkey": "TUR",
    "UK": "GBR",
    "USA": "USA",
    "United States of America": "USA",
}

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
    """ISO 3166-1 alpha-3 code of a country; None when nobody calls a country so."""
    return _codes().get(_key(name))


def names_of(code: str) -> tuple[str, ...]:
    """What people write for a country: its ISO 3166-1 alpha-2 code, its names in our languages, the usual others."""
    short = _alpha3().get(code, "")
    names = (territories.get(short, "") for territories in _territories())
    return (short, *names, *(name for name, own in ALIASES.items() if own == code)) if short else ()


@cache
def _territories() -> tuple[Mapping[str, str], ...]:
    return tuple(Locale(language).territories for language in LANGUAGES)


def is_code(code: str) -> bool:
    return code in _codes().values()


@cache
def _codes() -> dict[str, str]:
    names = Locale("en").territories
    codes = {_key(names[short]): long for long, short in _alpha3().items() if short in names}
    return codes | {_key(name): code for name, code in ALIASES.items()}


@cache
def _alpha3() -> dict[str, str]:
    """ISO alpha-3 → alpha-2; CLDR knows the former as aliases, and Kosovo's, which ISO has not, not at all."""
    aliases = get_global("territory_aliases")
    known = {
        long: short[0] for long, short in aliases.items() if len(long) == 3 and long.isalpha() and long not in _GONE
    }
    return known | {"XKX": "XK"}


def _key(name: str) -> str:
    return fold(name).replace("&", "and").replace("’", "'").strip()
