"""Files of evidence: told apart by their content, rid of what they need not tell, refused with a sentence each."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from PIL import Image

from data_loader.evidence import ENDINGS, MOST_PIXELS, looked_through, safe_name
from data_loader.refusal import Refused

MOST = 10 * 2**20
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
CSV = "Straße;Zahl\nMooca;3\n".encode()
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><title>a,b</title><script>alert(1)</script>"
GPS, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112
ODS_KIND = "application/vnd.oasis.opendocument.spreadsheet"


def picture(format_: str = "JPEG", size: tuple[int, int] = (40, 20), **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, format_, **more)
    return out.getvalue()


def with_a_place(format_: str) -> bytes:
    """A picture that tells where it was taken, and with what; held upright."""
    exif = Image.Exif()
    exif[MAKE], exif[ORIENTATION] = "A telephone", 6
    exif[GPS] = {1: "S", 2: (23.0, 33.0, 1.0), 3: "W", 4: (46.0, 38.0, 2.0)}
    return picture(format_, exif=exif)


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def xlsx(**more: bytes) -> bytes:
    return archive(**{"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}, **more)


def ods() -> bytes:
    return archive(mimetype=ODS_KIND.encode(), **{"content.xml": b"<a/>"})


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        looked_through(name, content, MOST)
    return refused.value.sentence


KEPT = {
    "minutes.pdf": (PDF, "application/pdf"),
    "square.JPG": (picture(), "image/jpeg"),
    "square.png": (picture("PNG"), "image/png"),
    "square.webp": (picture("WEBP"), "image/webp"),
    "table.xlsx": (xlsx(), next(kind for kind in ENDINGS if kind.endswith("sheetml.sheet"))),
    "table.ods": (ods(), ODS_KIND),
    "table.csv": (CSV, "text/csv"),
    "table.tsv": (b"a\tb\n1\t2\n", "text/csv"),
}


@pytest.mark.parametrize("name", KEPT)
def test_each_type_is_known_by_its_content(name: str) -> None:
    content, kind = KEPT[name]
    kept = looked_through(name, content, MOST)
    assert (kept.name, kept.kind) == (name.lower(), kind)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_nothing_is_left_of_where_a_picture_was_taken(format_: str) -> None:
    content = with_a_place(format_)
    with Image.open(io.BytesIO(content)) as before:
        assert before.getexif().get_ifd(GPS)
    kept = looked_through(f"a.{format_.lower()}", content, MOST).content
    with Image.open(io.BytesIO(kept)) as after:
        assert (dict(after.getexif()), after.info.get("exif"), b"telephone" in kept) == ({}, None, False)


def test_a_picture_keeps_the_right_way_up() -> None:
    kept = looked_through("a.jpg", with_a_place("JPEG"), MOST).content
    assert Image.open(io.BytesIO(kept)).size == (20, 40)


def test_what_follows_a_picture_in_its_file_is_gone() -> None:
    assert b"<script>" not in looked_through("a.png", picture("PNG") + HTML, MOST).content


REFUSED = {
    "a program under the name of a picture": ("square.jpg", b"MZ\x90\x00" + bytes(200), "is not kept"),
    "a picture under the name of a PDF file": ("minutes.pdf", picture("PNG"), "not what its name says"),
    "a PDF file under the name of a table": ("table.csv", PDF, "not what its name says"),
    "a table under another name": ("table.html", CSV, "not what its name says"),
    "SVG with a script": ("drawing.svg", SVG, "is not kept"),
    "SVG under the name of a picture": ("drawing.png", SVG, "is not kept"),
    "HTML with a script": ("page.html", HTML, "is not kept"),
    "HTML under the name of a table": ("table.csv", HTML, "is not kept"),
    "HTML in a table": ("table.csv", b"a,b\n1,<img src=x onerror=alert(1)>\n", "is not kept"),
    "any other archive": ("table.xlsx", archive(a=b"b"), "is not kept"),
    "a workbook with macros": ("table.xlsx", xlsx(**{"xl/vbaProject.bin": b"x"}), "programs"),
    "a workbook that is cut off": ("table.xlsx", xlsx()[:60], "is not kept"),
    "a workbook that unpacks to far more": ("table.xlsx", xlsx(a=bytes(60 * 2**20)), "unpacks to far more"),
    "a picture that is cut off": ("square.png", picture("PNG", (400, 400))[:60], "cannot be read as a picture"),
    "more pixels than memory": ("square.png", picture("PNG", (9_000, MOST_PIXELS // 9_000 + 1)), "too many pixels"),
    "a file that is too large": ("minutes.pdf", PDF + bytes(MOST), "is too large: a file may have 10 MB"),
    "an empty file": ("minutes.pdf", b"", "is empty"),
    "plain text": ("notes.txt", b"Nothing to see", "is not kept"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_may_not_be_kept_is_refused_with_a_sentence(case: str) -> None:
    name, content, words = REFUSED[case]
    sentence = refusal(name, content)
    assert words in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\minutes.pdf", "minutes.pdf"),
        ("ata da reunião (1).pdf", "ata da reunião (1).pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "a_b_Set-Cookie_ x.pdf"),
        ("minutes\u202efdp.exe", "minutes_fdp.exe.pdf"),
        ("...", "file.pdf"),
        ("", "file.pdf"),
        (f"{'x' * 300}.pdf", f"{'x' * 76}.pdf"),
        (".pdf", "pdf.pdf"),
        ("a\0.pdf", "a.pdf"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name, "application/pdf") == safe
