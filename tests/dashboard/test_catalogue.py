"""The catalogue of the data: each description read by its standard's own library, each figure in it taken anew."""

from __future__ import annotations

import csv
import hashlib
import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from frictionless import Package
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from dashboard.language.languages import LANGUAGES
from data_loader import schema
from data_loader.load import REFERENCE
from tests.dashboard.conftest import make_client

SPDX = Namespace("http://spdx.org/rdf/terms#")
SITE = "http://localhost"
SHIPPED = [name for name in schema.DATA_TABLES if (REFERENCE / f"{name}.csv").exists()]
CC_BY = "https://creativecommons.org/licenses/by/4.0/"


def column(table: str, name: str) -> list[str]:
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [row[name] for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def descriptor(files: FlaskClient) -> dict[str, Any]:
    answer = files.get("/datapackage.json")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    return dict(answer.json)


class TestTheDataPackage:
    def test_is_one_of_the_second_version_with_every_table(self, descriptor: dict[str, Any]) -> None:
        assert descriptor["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
        assert [resource["name"] for resource in descriptor["resources"]] == SHIPPED
        assert {resource["type"] for resource in descriptor["resources"]} == {"table"}

    def test_says_size_and_hash_of_each_file_as_it_is_served(
        self, files: FlaskClient, descriptor: dict[str, Any]
    ) -> None:
        for resource in descriptor["resources"]:
            served = files.get(resource["path"].removeprefix(SITE)).data
            assert resource["bytes"] == len(served), resource["name"]
            assert resource["hash"] == f"sha256:{hashlib.sha256(served).hexdigest()}", resource["name"]

    def test_is_valid_with_the_files_it_leads_to(
        self, files: FlaskClient, descriptor: dict[str, Any], tmp_path: Path
    ) -> None:
        here = json.loads(json.dumps(descriptor))
        for resource in here["resources"]:
            (tmp_path / f"{resource['name']}.csv").write_bytes(files.get(resource["path"].removeprefix(SITE)).data)
            resource["path"] = f"{resource['name']}.csv"
        (tmp_path / "datapackage.json").write_text(json.dumps(here), "utf-8")
        report = Package(str(tmp_path / "datapackage.json")).validate()
        assert report.valid, report.flatten(["code", "message"])[:5]
        assert sum(task.stats["rows"] for task in report.tasks) == sum(
            len(column(name, _key(name))) for name in SHIPPED
        )

    def test_a_file_that_is_another_is_seen(
        self, files: FlaskClient, descriptor: dict[str, Any], tmp_path: Path
    ) -> None:
        resource = next(one for one in descriptor["resources"] if one["name"] == "priorities")
        (tmp_path / "priorities.csv").write_bytes(files.get("/data/priorities.csv").data + b"\r\n")
        package = {"name": "one", "resources": [resource | {"path": "priorities.csv"}]}
        (tmp_path / "datapackage.json").write_text(json.dumps(package), "utf-8")
        errors = [row[0] for row in Package(str(tmp_path / "datapackage.json")).validate().flatten(["type"])]
        assert {"hash-count", "byte-count"} & set(errors)

    def test_says_licence_version_coverage_and_sources(self, descriptor: dict[str, Any]) -> None:
        assert [licence["path"] for licence in descriptor["licenses"]] == [CC_BY]
        assert descriptor["version"] == "1"
        first, _, last = descriptor["temporalCoverage"].partition("/")
        assert "2011" <= first[:4] <= min(column("action_plans", "year_submitted"))
        assert last == "2018-12-31"
        assert descriptor["spatialCoverage"] == sorted({code for code in column("members", "country") if code})
        assert all(one["sources"] for one in descriptor["resources"])

    def test_names_what_the_rows_name_as_sources(self, descriptor: dict[str, Any]) -> None:
        [seats] = [one for one in descriptor["resources"] if one["name"] == "seats"]
        assert seats["sources"][0] == {"title": "seats.csv, loaded with data version 1"}
        hosts = {
            re.sub(r"https?://([^/]+).*", r"\1", text)
            for cell in column("seats", "source")
            for text in cell.split("; ")
        }
        assert {source["title"] for source in seats["sources"][1:]} <= hosts
        assert {"title": "opengovpartnership.org", "path": "https://opengovpartnership.org"} in seats["sources"]

    def test_is_of_the_version_asked_for_and_there_is_none_without_data(
        self, files: FlaskClient, empty_url: str
    ) -> None:
        assert files.get("/datapackage.json?version=1").json["version"] == "1"
        assert make_client(empty_url).get("/datapackage.json").status_code == 404

    def test_leads_to_the_site_of_the_setting_under_its_prefix(self, reference_url: str) -> None:
        client = make_client(reference_url, site_url="https://data.example.org", path_prefix="/monitor/")
        [first, *_] = client.get("/monitor/datapackage.json").json["resources"]
        assert first["path"] == "https://data.example.org/monitor/data/priorities.csv?version=1"


def _key(name: str) -> str:
    return next(field.name for field in schema.fields(schema.DATA_TABLES[name]))


@pytest.fixture(scope="module")
def graph(files: FlaskClient) -> Graph:
    answer = files.get("/catalog.jsonld")
    assert (answer.status_code, answer.mimetype) == (200, "application/ld+json")
    return Graph().parse(data=answer.text, format="json-ld")


MANDATORY: dict[Node, tuple[Node, ...]] = {
    DCAT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher),
    DCAT.Dataset: (DCTERMS.title, DCTERMS.description),
    DCAT.Distribution: (DCAT.accessURL,),
    DCAT.DataService: (DCTERMS.title, DCAT.endpointURL),
    FOAF.Agent: (FOAF.name,),
    SPDX.Checksum: (SPDX.algorithm, SPDX.checksumValue),
}
"""The properties that DCAT-AP 3 asks of each class that the catalogue has."""


@pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"
)  # rdflib's own reader of JSON-LD
class TestTheLinkedData:
    @pytest.mark.parametrize("kind", MANDATORY)
    def test_has_what_the_profile_makes_mandatory(self, graph: Graph, kind: Node) -> None:
        nodes = [*graph.subjects(RDF.type, kind)]
        assert nodes
        missing = {(node, name) for node in nodes for name in MANDATORY[kind] if (node, name, None) not in graph}
        assert missing == set()

    def test_has_one_data_set_with_every_file_and_its_checksum(self, files: FlaskClient, graph: Graph) -> None:
        [catalogue], [dataset] = ([*graph.subjects(RDF.type, kind)] for kind in (DCAT.Catalog, DCAT.Dataset))
        assert graph.value(catalogue, DCAT.dataset) == dataset
        distributions = [*graph.objects(dataset, DCAT.distribution)]
        assert len(distributions) == len(SHIPPED) + 2  # the whole as a package, and its description
        checked = 0
        for one in distributions:
            checksum = graph.value(one, SPDX.checksum)
            if checksum is not None:
                served = files.get(str(graph.value(one, DCAT.downloadURL)).removeprefix(SITE)).data
                value = graph.value(checksum, SPDX.checksumValue)
                assert isinstance(value, Literal)
                assert value.lower() == hashlib.sha256(served).hexdigest()
                assert int(str(graph.value(one, DCAT.byteSize))) == len(served)
                checked += 1
        assert checked == len(SHIPPED)

    def test_says_licence_version_and_coverage(self, graph: Graph) -> None:
        [dataset] = graph.subjects(RDF.type, DCAT.Dataset)
        licences = {graph.value(one, DCTERMS.license) for one in graph.objects(dataset, DCAT.distribution)}
        assert licences == {URIRef(CC_BY)}
        assert graph.value(dataset, URIRef(f"{DCAT}version")) == Literal("1")
        period = graph.value(dataset, DCTERMS.temporal)
        assert str(graph.value(period, DCAT.endDate)) == "2018-12-31"
        countries = {str(place).rpartition("/")[2] for place in graph.objects(dataset, DCTERMS.spatial)}
        assert countries == {code for code in column("members", "country") if code}

    def test_is_titled_in_every_language(self, graph: Graph) -> None:
        [dataset] = graph.subjects(RDF.type, DCAT.Dataset)
        titles = {
            title.language: str(title) for title in graph.objects(dataset, DCTERMS.title) if isinstance(title, Literal)
        }
        assert titles.keys() == {*LANGUAGES}
        assert len({*titles.values()}) == len(LANGUAGES)


def embedded(client: FlaskClient, query: str = "") -> dict[str, Any]:
    """The description of the data set within the Data page."""
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.get(f"/data{query}").text)
    return dict(json.loads(text))


class TestTheDataPage:
    def test_says_the_data_set_to_search_engines(self, client: FlaskClient) -> None:
        about = embedded(client)
        assert (about["@context"], about["@type"]) == ("https://schema.org", "Dataset")
        assert 50 <= len(about["description"]) <= 5000
        assert (about["license"], about["version"], about["isAccessibleForFree"]) == (CC_BY, "1", True)
        assert about["temporalCoverage"].endswith("/2018-12-31")
        assert {place["identifier"] for place in about["spatialCoverage"]} == {
            *filter(None, column("members", "country"))
        }

    def test_leads_to_files_that_are_there(self, client: FlaskClient) -> None:
        files = embedded(client)["distribution"]
        assert len(files) == len(SHIPPED) + 2
        for file in files:
            answer = client.get(file["contentUrl"].removeprefix(SITE))
            assert (answer.status_code, answer.mimetype) == (200, file["encodingFormat"])

    def test_speaks_the_language_of_the_page(self, client: FlaskClient) -> None:
        about = embedded(client, "?lang=fr")
        assert about["inLanguage"] == "fr"
        assert about["name"].startswith("Partenariat pour un gouvernement ouvert")
        assert "Allemagne" in {place["name"] for place in about["spatialCoverage"]}

    def test_no_text_of_the_data_ends_the_description(self, hostile_url: str) -> None:
        text = make_client(hostile_url).get("/data").text
        [inside] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
        assert not re.search(r"[<>&]", inside)
        assert json.loads(inside)["@type"] == "Dataset"

    def test_leads_to_the_catalogue_in_its_head_and_in_its_text(self, client: FlaskClient) -> None:
        text = html.unescape(client.get("/data").text)
        for name in ("datapackage.json", "catalog.jsonld"):
            assert re.search(
                rf'<link rel="alternate" type="application/[^"]+" title="{name}" href="{SITE}/{name}">', text
            )
            assert re.search(rf'<a [^>]*href="/{name}[^"]*"', text)

    def test_alone_has_the_description(self, client: FlaskClient) -> None:
        assert "ld+json" not in client.get("/members").text
