"""What a catalogue says of a data version, whatever it is written in: its coverage, its files, its sources."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from dashboard.blocks import N_
from dashboard.view.view import View
from data_loader import schema
from data_loader.dictionary import SOURCES, served_package
from data_loader.dictionary import ServedTable as ServedTable  # noqa: PLC0414 - who asks for a catalogue gives tables

NAME = "open-government-monitor"
TITLE = N_("Open Government Partnership: members, commitments, assessments and thematic leadership")
DESCRIPTION = N_(
    "Members of the Open Government Partnership with their action plans and commitments, what assessments found "
    "of each commitment, and who leads which theme: facts compiled from what the Partnership and its Independent "
    "Reporting Mechanism have published, each with its source and the precision to which it is known."
)
KEYWORDS = (N_("open government"), N_("commitments"), N_("action plans"), N_("public policy"), N_("transparency"))
FORMATS = {"csv": "text/csv", "zip": "application/zip", "json": "application/json"}
"""Ending of a distribution -> its media type."""
_COUNTRY = re.compile(r"[A-Z]{3}")  # ISO 3166-1, three letters
_ADDRESS = re.compile(r"https?://")
_MOST = 12
"""How many of the sources that a table was taken from are named: those of most rows."""


@dataclass(frozen=True)
class Distribution:
    """A file of the data: its address, its format, and where they are known its bytes and SHA-256."""

    name: str
    title: str
    href: str
    form: str  # of FORMATS
    bytes: int = 0
    sha256: str = ""


@dataclass(frozen=True)
class Catalogue:
    """A data version. Addresses are absolute; `href` is the page about it, `site` the start of this site."""

    site: str
    href: str
    version: int
    published_at: dt.datetime
    note: str
    first: dt.date  # what the data cover: the day the first plan began, and that of the last finding
    last: dt.date
    countries: Mapping[str, str]  # ISO 3166-1 code of three letters -> name in the reader's language
    distributions: Sequence[Distribution]


def catalogue(view: View, site: str, tables: Mapping[str, ServedTable], note: str = "") -> Catalogue:
    """What there is to say of the version of a view, with its `tables` as they are served; it must hold data."""
    snapshot, start = view.snapshot, f"{site}{view.root}"
    assert snapshot.version.published_at, "a version with data was published"
    members, number = snapshot.tables["members"], snapshot.version.number
    codes = sorted({code for code in members["country"] if code and _COUNTRY.fullmatch(code)})
    names = dict(zip(members["country"], members["name"], strict=True))
    begun = snapshot.begun[snapshot.begun < dt.date.max.toordinal()]
    known_until = min(snapshot.known_until, dt.date.max)
    return Catalogue(
        site=start,
        href=f"{start}data",
        version=number,
        published_at=snapshot.version.published_at,
        note=note,
        first=dt.date.fromordinal(int(begun.min())) if len(begun) else known_until,
        last=known_until,
        countries={code: view.words.country(code, names[code]) for code in codes},
        distributions=[*_whole(view, start), *(_file(view, name, table) for name, table in tables.items())],
    )


def descriptor(one: Catalogue, tables: Mapping[str, ServedTable]) -> str:
    """The version as a Data Package whose tables have addresses of their own."""
    about = {
        "description": DESCRIPTION,
        "homepage": one.href,
        "keywords": [*KEYWORDS],
        "temporalCoverage": covered(one),  # these two are no properties of the standard, which leaves room for others
        "spatialCoverage": [*one.countries],
    }
    return served_package(one.version, one.published_at, tables, about)


def covered(one: Catalogue) -> str:
    """What the data cover, as ISO 8601 writes a span of days."""
    return f"{one.first.isoformat()}/{one.last.isoformat()}"


def _whole(view: View, start: str) -> Sequence[Distribution]:
    query = f"?version={view.snapshot.version.number}"
    zipped = view.words("All tables as a data package (ZIP)")
    described = view.words("Description of all tables (Data Package)")
    return (
        Distribution("data-package", zipped, f"{start}data.zip{query}", "zip"),
        Distribution("description", described, f"{start}datapackage.json{query}", "json"),
    )


def _file(view: View, name: str, table: ServedTable) -> Distribution:
    meaning = view.words(str(schema.DATA_TABLES[name].comment))
    return Distribution(name, view.words.named(name, meaning), table.path, "csv", table.bytes, table.sha256)


def addresses(view: View, site: str) -> dict[str, str]:
    """The address of each table of the version as CSV, which stays that of this version."""
    start, query = f"{site}{view.root}data/", f"?version={view.snapshot.version.number}"
    return {name: f"{start}{name}.csv{query}" for name in schema.DATA_TABLES if name in view.snapshot.batches}


def unread(view: View, site: str) -> dict[str, ServedTable]:
    """The tables of the version without what only a reading of all rows would tell."""
    return {name: ServedTable(path, 0, "") for name, path in addresses(view, site).items()}


def sources_of(view: View, name: str, file: str, version: int) -> tuple[Mapping[str, str], ...]:
    """The file that a table was loaded from, with which version; then what most of its rows name as their sources."""
    loaded = {"title": f"{file}, loaded with data version {version}"}
    table = view.snapshot.tables.get(name)
    if table is None or "source" not in table:
        return (loaded,)
    named = Counter(
        one
        for text in table["source"]
        for one in {_source(item) for item in (text or "").split(schema.LIST_SEPARATOR)}
        if one
    )
    most = [one for one, _ in named.most_common(_MOST)]
    return loaded, *({"title": title, **({"path": path} if path else {})} for title, path in most)


def _source(text: str) -> tuple[str, str] | None:
    """The site of an address, or what else is named as a source."""
    text = " ".join(text.split())
    if not _ADDRESS.match(text):
        return (text, "") if text else None
    try:
        host = urlsplit(text).hostname
    except ValueError:
        return None
    return (host, f"https://{host}") if host else None


def all_sources() -> Sequence[Mapping[str, str]]:
    """Whose publications the data are compiled from."""
    return SOURCES
