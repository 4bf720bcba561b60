"""What strict readers ask of a PowerPoint file beside its pages, where python-pptx's own template has it otherwise."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from dashboard.exports.preview import Preview, png
from dashboard.language.words import BRAND

_THUMBNAIL = (256, 144)
"""px, in the shape of the pages."""
_ABOUT = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"<Application>{BRAND}</Application><PresentationFormat>Widescreen</PresentationFormat></Properties>"
)
"""What made the file: the template says it was another program, and that its pages are 4:3 and none."""


def finish(presentation: Any, title: str) -> None:
    """Name the notes' master, let go the template's size and printer, and put our own picture in place of its own."""
    presentation.element.sldSz.attrib.pop("type", None)
    _name_notes_master(presentation)
    part, package = presentation.part, presentation.part.package
    _let_go(part, RELATIONSHIP_TYPE.PRINTER_SETTINGS)
    _let_go(package, RELATIONSHIP_TYPE.THUMBNAIL)
    package.part_related_by(RELATIONSHIP_TYPE.EXTENDED_PROPERTIES).blob = _ABOUT.encode()
    picture = Part(PackURI("/docProps/thumbnail.jpeg"), CONTENT_TYPE.JPEG, package, _thumbnail(title))
    package.relate_to(picture, RELATIONSHIP_TYPE.THUMBNAIL)


def _name_notes_master(presentation: Any) -> None:
    """List the master of the notes, which python-pptx only relates to: else Keynote and others refuse the file."""
    masters = presentation.element.find(".//{*}sldMasterIdLst")
    id_ = presentation.part.relate_to(presentation.notes_master.part, RELATIONSHIP_TYPE.NOTES_MASTER)
    listed = parse_xml(f'<p:notesMasterIdLst {nsdecls("p", "r")}><p:notesMasterId r:id="{id_}"/></p:notesMasterIdLst>')
    masters.addnext(listed)


def _let_go(part: Any, kind: str) -> None:
    """Drop what a part relates to in some way; nothing else leads there, so that it is not written."""
    rels = part._rels  # noqa: SLF001 - python-pptx drops only what a text no longer names
    for id_ in [id_ for id_, rel in rels.items() if rel.reltype == kind]:
        rels.pop(id_)


def _thumbnail(title: str) -> bytes:
    """A small picture of the title page."""
    drawn = Image.open(io.BytesIO(png(Preview(BRAND, "", title, "", (), ""))))
    wide = drawn.crop((0, 0, drawn.width, drawn.width * _THUMBNAIL[1] // _THUMBNAIL[0]))
    picture = io.BytesIO()
    wide.resize(_THUMBNAIL, Image.Resampling.LANCZOS).save(picture, "JPEG", quality=85)
    return picture.getvalue()
