"""The catalogue as a Dataset of schema.org, by which search engines for data know it."""

from __future__ import annotations

from typing import Any

from dashboard.exports.catalogue import DESCRIPTION, FORMATS, KEYWORDS, NAME, TITLE, Catalogue, all_sources, covered
from dashboard.language.words import BRAND, Words
from data_loader.dictionary import LICENCE, utc


def dataset(one: Catalogue, words: Words) -> dict[str, Any]:
    """The properties of the data set in the reader's language, as JSON-LD has them."""
    owner = {"@type": "Organization", "name": BRAND, "url": one.site}
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{one.href}#dataset",
        "name": words(TITLE),
        "description": words(DESCRIPTION),
        "url": one.href,
        "identifier": NAME,
        "inLanguage": words.lang,
        "license": LICENCE["path"],
        "version": str(one.version),
        "dateModified": utc(one.published_at),
        "isAccessibleForFree": True,
        "keywords": [words(keyword) for keyword in KEYWORDS],
        "creator": owner,
        "publisher": owner,
        "isBasedOn": [{"@type": "CreativeWork", "name": by["title"], "url": by["path"]} for by in all_sources()],
        "includedInDataCatalog": {"@type": "DataCatalog", "name": BRAND, "url": f"{one.site}catalog.jsonld"},
        "temporalCoverage": covered(one),
        "spatialCoverage": [
            {"@type": "Country", "name": name, "identifier": code} for code, name in one.countries.items()
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.title,
                "encodingFormat": FORMATS[file.form],
                "contentUrl": file.href,
            }
            for file in one.distributions
        ],
    }
