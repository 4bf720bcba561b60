"""The catalogue as DCAT-AP 3, the profile of the European data portals: JSON-LD with its context in it."""

from __future__ import annotations

import json
from typing import Any

from dashboard.exports.catalogue import (
    DESCRIPTION,
    FORMATS,
    KEYWORDS,
    NAME,
    TITLE,
    Catalogue,
    Distribution,
    all_sources,
)
from dashboard.language.words import BRAND, LICENCE, NATIVE_NAMES, words
from data_loader.dictionary import LICENCE as CC_BY
from data_loader.dictionary import utc

_EU = "http://publications.europa.eu/resource/authority"
_LANGUAGES = {"en": "ENG", "fr": "FRA", "es": "SPA"}
"""The languages of the dashboard as the European vocabulary writes them; others stand in none."""
_CONTEXT: dict[str, Any] = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

Node = dict[str, Any]


def dcat(catalogue: Catalogue) -> str:
    """The catalogue with its one data set, the files of it and the service that answers questions about it."""
    return json.dumps({"@context": _CONTEXT, **_catalogue(catalogue)}, ensure_ascii=False, indent=2)


def _catalogue(one: Catalogue) -> Node:
    return {
        "@id": f"{one.site}catalog.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": BRAND,
        "dct:description": _spoken(DESCRIPTION),
        "dct:publisher": _publisher(one),
        "dct:license": _reference(CC_BY["path"], "dct:LicenseDocument"),
        "dct:language": [_reference(f"{_EU}/language/{code}", "dct:LinguisticSystem") for code in _LANGUAGES.values()],
        "dct:modified": _moment(one),
        "foaf:homepage": _reference(one.site, "foaf:Document"),
        "dcat:themeTaxonomy": {"@id": f"{_EU}/data-theme"},
        "dcat:dataset": _dataset(one),
        "dcat:service": _service(one),
    }


def _dataset(one: Catalogue) -> Node:
    notes = {"adms:versionNotes": one.note} if one.note else {}
    return {
        "@id": _dataset_id(one),
        "@type": "dcat:Dataset",
        "dct:identifier": NAME,
        "dct:title": _spoken(TITLE),
        "dct:description": _spoken(DESCRIPTION),
        "dct:publisher": _publisher(one),
        "dct:modified": _moment(one),
        "dct:accrualPeriodicity": _reference(f"{_EU}/frequency/IRREG", "dct:Frequency"),
        "dct:accessRights": _reference(f"{_EU}/access-right/PUBLIC", "dct:RightsStatement"),
        "dct:temporal": _period(one),
        "dct:spatial": [
            {**_reference(f"{_EU}/country/{code}", "dct:Location"), "rdfs:label": name}
            for code, name in one.countries.items()
        ],
        "dct:provenance": {"@type": "dct:ProvenanceStatement", "rdfs:label": _spoken(LICENCE)},
        "dct:source": [{"@id": path} for path in dict.fromkeys(source["path"] for source in all_sources())],
        "dcat:theme": _reference(f"{_EU}/data-theme/GOVE", "http://www.w3.org/2004/02/skos/core#Concept"),
        "dcat:keyword": [word for keyword in KEYWORDS for word in _spoken(keyword)],
        "dcat:landingPage": _reference(one.href, "foaf:Document"),
        "dcat:version": str(one.version),
        **notes,
        "dcat:distribution": [_distribution(one, file) for file in one.distributions],
    }


def _distribution(one: Catalogue, file: Distribution) -> Node:
    form = file.form.upper()
    packed = {"dcat:packageFormat": _media_type("application/zip")} if file.form == "zip" else {}
    return {
        "@id": f"{one.href}#{file.name}",
        "@type": "dcat:Distribution",
        "dct:title": file.title,
        "dct:license": _reference(CC_BY["path"], "dct:LicenseDocument"),
        "dct:format": _reference(f"{_EU}/file-type/{form}", "dct:MediaTypeOrExtent"),
        "dct:modified": _moment(one),
        "dcat:accessURL": {"@id": file.href},
        "dcat:downloadURL": {"@id": file.href},
        "dcat:mediaType": _media_type(FORMATS[file.form]),
        "http://data.europa.eu/r5r/availability": {"@id": f"{_EU}/planned-availability/AVAILABLE"},
        **packed,
        **(_measured(file) if file.sha256 else {}),
    }


def _measured(file: Distribution) -> Node:
    checksum = {
        "@type": "spdx:Checksum",
        "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
        "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
    }
    return {
        "dcat:byteSize": {"@value": str(file.bytes), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": checksum,
    }


def _service(one: Catalogue) -> Node:
    return {
        "@id": f"{one.site}api/v1/",
        "@type": "dcat:DataService",
        "dct:title": f"{BRAND}: API",
        "dcat:endpointURL": {"@id": f"{one.site}api/v1/"},
        "dcat:endpointDescription": {"@id": f"{one.site}api/v1/openapi.json"},
        "dcat:servesDataset": {"@id": _dataset_id(one)},
        "dct:license": _reference(CC_BY["path"], "dct:LicenseDocument"),
    }


def _dataset_id(one: Catalogue) -> str:
    return f"{one.href}#dataset"


def _publisher(one: Catalogue) -> Node:
    return {"@id": f"{one.site}#publisher", "@type": "foaf:Agent", "foaf:name": BRAND}


def _period(one: Catalogue) -> Node:
    days = {"dcat:startDate": one.first, "dcat:endDate": one.last}
    return {
        "@type": "dct:PeriodOfTime",
        **{name: {"@value": day.isoformat(), "@type": "xsd:date"} for name, day in days.items()},
    }


def _moment(one: Catalogue) -> Node:
    return {"@value": utc(one.published_at), "@type": "xsd:dateTime"}


def _media_type(name: str) -> Node:
    return _reference(f"https://www.iana.org/assignments/media-types/{name}", "dct:MediaType")


def _reference(href: str, kind: str) -> Node:
    return {"@id": href, "@type": kind}


def _spoken(message: str) -> list[Node]:
    """A message in every language."""
    return [{"@value": words(lang)(message), "@language": lang} for lang in NATIVE_NAMES]
