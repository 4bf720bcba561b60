"""PowerPoint files are packages that strict readers open: every kind of file that we write."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from lxml import etree
from PIL import Image

KINDS = {
    "chart": "/charts/completion-by-region.pptx",
    "map": "/charts/members-map.pptx?lang=fr",
    "page": "/api/v1/pilots.pptx?lang=es",
    "brief": "/brief.pptx",
    "deck": "/present.pptx?deck=committee",
    "own deck": "/present.pptx?deck=" + "completion-by-theme(note=to%20say);overdue;" * 9 + "changes&lang=fr",
}
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PAGES = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_ORDER = ["sldMasterIdLst", "notesMasterIdLst", "sldIdLst", "sldSz", "notesSz", "defaultTextStyle"]
"""Of what stands in a presentation, by its schema."""


@pytest.fixture(scope="module", params=KINDS)
def package(request: pytest.FixtureRequest, files: FlaskClient) -> zipfile.ZipFile:
    answer = files.get(KINDS[request.param])
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(answer.data))


def _relations(package: zipfile.ZipFile) -> Iterator[tuple[str, str, str]]:
    """Of each relation that stays in the package: whose it is, its kind, and the part it leads to."""
    for name in package.namelist():
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            owner = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
            for one in etree.fromstring(package.read(name)).iter(f"{{{_RELATIONS}}}Relationship"):
                if one.get("TargetMode") != "External":
                    target = posixpath.normpath(posixpath.join("/", folder, one.get("Target")))
                    yield owner, one.get("Type").rpartition("/")[2], target.lstrip("/")


def test_every_part_has_a_type_and_something_that_leads_to_it(package: zipfile.ZipFile) -> None:
    types = etree.fromstring(package.read("[Content_Types].xml"))
    endings = {one.get("Extension") for one in types if one.get("Extension")}
    named = {one.get("PartName").lstrip("/") for one in types if one.get("PartName")}
    parts = {name for name in package.namelist() if not name.endswith((".rels", "[Content_Types].xml"))}
    assert {part for part in parts if part not in named and part.rpartition(".")[2] not in endings} == set()
    assert named <= parts
    assert parts == {target for _, _, target in _relations(package)}


def test_it_says_its_shape_and_lists_the_master_of_its_notes(package: zipfile.ZipFile) -> None:
    presentation = etree.fromstring(package.read("ppt/presentation.xml"))
    size = presentation.find(f"{_PAGES}sldSz")
    assert dict(size.attrib) == {"cx": "12192000", "cy": "6858000"}
    [master] = presentation.iter(f"{_PAGES}notesMasterId")
    relations = etree.fromstring(package.read("ppt/_rels/presentation.xml.rels"))
    target = {one.get("Id"): one.get("Target") for one in relations}[master.get(f"{_OFFICE}id")]
    assert target == "notesMasters/notesMaster1.xml"
    order = [etree.QName(one).localname for one in presentation]
    assert [name for name in order if name in _ORDER] == [name for name in _ORDER if name in order]


def test_it_has_nothing_of_the_template(package: zipfile.ZipFile) -> None:
    assert [name for name in package.namelist() if "printer" in name.lower()] == []
    picture = Image.open(io.BytesIO(package.read("docProps/thumbnail.jpeg")))
    assert picture.size == (256, 144)
    assert len(picture.convert("L").getcolors(256) or []) > 10  # letters, not a blank sheet
    about = package.read("docProps/app.xml").decode()
    assert "Open Government Monitor" in about
    assert "4:3" not in about


def test_no_two_shapes_of_a_page_have_one_id(package: zipfile.ZipFile) -> None:
    pages = [name for name in package.namelist() if name.startswith("ppt/slides/slide")]
    assert len(pages) > 1
    for name in pages:
        ids = [one.get("id") for one in etree.fromstring(package.read(name)).iter(f"{_PAGES}cNvPr")]
        assert len(ids) == len(set(ids)), name


def test_what_a_file_says_of_itself_is_short(package: zipfile.ZipFile) -> None:
    core = etree.fromstring(package.read("docProps/core.xml"))
    assert max(len(one.text or "") for one in core) <= 255
