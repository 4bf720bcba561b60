"""Words, numbers, dates and country names in the reader's language."""

from __future__ import annotations

import datetime as dt
import gettext
import io
from collections.abc import Mapping
from functools import cache, lru_cache
from numbers import Integral

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from werkzeug.datastructures import LanguageAccept

from dashboard.blocks import N_
from dashboard.language.languages import CATALOGUES, LANGUAGES
from dashboard.language.vocabulary import CODES, FILTERS
from data_loader.schema import fold

_REGIONAL = {"en": "en_GB"}  # days before months, as most members write English
LOCALES = {lang: _REGIONAL.get(lang, lang) for lang in LANGUAGES}
"""The CLDR locale of each language of the dashboard; the first is the default."""
SMALL_N = 5
"""Rule 2: a rate of fewer assessed commitments is written as counts."""
NAMED_N = 30
"""Rule 2: a sentence names a highest or lowest rate only among groups of so many assessed."""
NATIVE_NAMES = {lang: str(Locale.parse(lang).get_language_name()).capitalize() for lang in LANGUAGES}


class Words:
    """Everything a page needs to speak one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.locale = Locale.parse(LOCALES[lang])
        self._translations = _translations(lang)

    @property
    def tag(self) -> str:
        """The language with a country, as office programs name it: fr-FR."""
        country = self.locale.territory or get_global("likely_subtags")[self.lang].rpartition("_")[2]
        return f"{self.lang}-{country}"

    def __call__(self, message: str, **values: object) -> str:
        """`message` in this language, with `{name}` filled in from `values`; a whole number as it is written here."""
        text = self._translations.gettext(message) if message else ""
        return self._filled(text, values) if values else text

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """The form for `n`; `{n}` is filled in as a number of this language."""
        return self._filled(self._translations.ngettext(one, many, n), {"n": self.number(n), **values})

    def code(self, kind: str, code: str) -> str:
        """The word for a coded value of a kind of `vocabulary.CODES`; empty for none."""
        return self(CODES[kind][code]) if code else ""

    def knows(self, kind: str) -> bool:
        """Whether values of a kind are codes, with a word each."""
        return kind in CODES

    def codes(self, kind: str) -> dict[str, str]:
        """Every code of a kind, with its word."""
        return {code: self(word) for code, word in CODES[kind].items()}

    def filter(self, name: str) -> str:
        """What a filter is called."""
        return self(FILTERS[name])

    def _filled(self, text: str, values: Mapping[str, object]) -> str:
        """A year, or what else is no quantity, comes as text, which is quicker known to be one than to be no number."""
        whole = ((name, n) for name, n in values.items() if not isinstance(n, str) and isinstance(n, Integral))
        numbers = {name: self.number(int(n)) for name, n in whole}
        return text.format(**{**values, **numbers})

    def named(self, name: str, text: object) -> str:
        """What is known of something after its name: Region: Europe."""
        return self(N_("{name}: {text}"), name=name, text=text)

    def sentence(self, clause: str) -> str:
        """A clause as a sentence of its own."""
        return f"{clause[:1].upper()}{clause[1:]}."

    def number(self, n: float) -> str:
        """`1927` as 1,927 or 1 927."""
        return _number(n, LOCALES[self.lang])

    def signed(self, n: float) -> str:
        """`12` as +12; a real minus before what is less."""
        sign = "+" if n > 0 else "\N{MINUS SIGN}" if n < 0 else ""
        return f"{sign}{self.number(abs(n))}"

    def form(self, n: float) -> int:
        """A whole number of the form that a fraction takes: French says "0,1 point", English "0.1 points"."""
        return 1 if Locale.parse(LOCALES[self.lang]).plural_form(abs(n)) == "one" else 2

    def points(self, n: float) -> str:
        """`-1.0` percentage points as −1.0: signed, always to a tenth."""
        return format_decimal(n, format="+0.0;\N{MINUS SIGN}0.0", locale=LOCALES[self.lang]) if n else self.number(0)

    def percent(self, share: float) -> str:
        """`0.53` as 53% or 53 %, to the whole per cent."""
        return _percent(share, LOCALES[self.lang])

    def makes_rate(self, assessed: int) -> bool:
        """Whether so many assessed are enough for a percentage (rule 2)."""
        return assessed >= SMALL_N

    def rate(self, completed: int, assessed: int) -> str:
        """A completion rate: counts instead of a percentage below n = 5, a word when nothing is assessed."""
        if assessed == 0:
            return self(N_("no level known"))
        if not self.makes_rate(assessed):
            return self(N_("{part} of {whole}"), part=completed, whole=assessed)
        return self.percent(completed / assessed)

    def rate_with_n(self, completed: int, assessed: int) -> str:
        """A completion rate and the n it rests on."""
        rate, n = self.rate(completed, assessed), self(N_("of {whole} assessed"), whole=assessed)
        return f"{rate} {n}" if self.makes_rate(assessed) else rate

    def date(self, text: str) -> str:
        """A date at the precision it is known: 2016, May 2016 or 3 May 2016; empty for none."""
        return text if len(text) <= len("2016") else _date(text, self.lang)

    def country(self, alpha_3: str, otherwise: str) -> str:
        """CLDR's name of a country; `otherwise` where it has none."""
        alpha_2 = get_global("territory_aliases").get(alpha_3, [""])[0]
        return str(self.locale.territories.get(alpha_2, otherwise))

    def order(self, name: str) -> str:
        """By what names are put in order: accents and case aside."""
        return fold(name)

    def listing(self, parts: list[str]) -> str:
        """Names in a row: a, b and c."""
        return format_list(parts, locale=self.locale) if parts else ""


# A page writes the same few hundred numbers and dates again and again, and CLDR's patterns cost 10 µs each.
@lru_cache(maxsize=4096)
def _number(n: float, locale: str) -> str:
    return format_decimal(n, locale=locale)


@lru_cache(maxsize=4096)
def _date(text: str, lang: str) -> str:
    if len(text) == len("2016-05"):
        return str(format_skeleton("yMMMM", dt.date.fromisoformat(text + "-01"), locale=LOCALES[lang]))
    written = format_date(dt.date.fromisoformat(text), "long", locale=LOCALES[lang])
    # French writes the first of a month as an ordinal, which CLDR leaves out.
    return f"1er {written[2:]}" if lang == "fr" and written.startswith("1 ") else written


@lru_cache(maxsize=4096)
def _percent(share: float, locale: str) -> str:
    return format_percent(share, locale=locale)


@cache
def _translations(lang: str) -> gettext.NullTranslations:
    """What the screen says, then the names in the shipped data."""
    screen = _catalogue(lang, "dashboard")
    screen.add_fallback(_catalogue(lang, "data"))
    return screen


def _catalogue(lang: str, domain: str) -> gettext.NullTranslations:
    """A catalogue of `lang`, read from its .po so that no compiled file can be out of date."""
    path = CATALOGUES / lang / "LC_MESSAGES" / f"{domain}.po"
    if not path.exists():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=lang))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@cache
def words(lang: str) -> Words:
    """The words of a language; of the default language when `lang` is none of ours."""
    return Words(lang if lang in LOCALES else next(iter(LOCALES)))


def preferred(accept: LanguageAccept | None) -> str:
    """The first language a browser asks for that is ours, whatever the country; else the default."""
    asked = (value.partition("-")[0].lower() for value in accept.values()) if accept else ()
    return next((lang for lang in asked if lang in LANGUAGES), LANGUAGES[0])


BRAND = "Open Government Monitor"
LICENCE = N_("Facts from the Open Government Partnership and its Independent Reporting Mechanism, CC BY 4.0.")
