"""Pictures on slides: public evidence alone, in the slide itself, and so in every file that holds the slide."""

from __future__ import annotations

import base64
import datetime as dt
import io

import pptx
import pytest
import sqlalchemy as sa
from PIL import Image

from dashboard.decks.deck import dropped, offered, read, slides_of
from dashboard.view.view import View
from data_loader import schema
from tests.dashboard.conftest import make_client, make_views, publish

ACCEPTED, OPEN, TEXT = "a" * 32, "b" * 32, "c" * 32


def photo() -> bytes:
    """A picture that is wider than any slide, with a corner that can be seen through."""
    picture = Image.new("RGBA", (3000, 1000), "#16706a")
    picture.putpixel((0, 0), (0, 0, 0, 0))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


@pytest.fixture(scope="module")
def pictured_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The hand-made data, an accepted report with a picture and a text, and one that is not accepted."""
    url = f"sqlite:///{tmp_path_factory.mktemp('pictures') / 'monitor.sqlite'}"
    report = {"id": f"{1:032}", "commitment_id": "f1", "reported_on": "2018-12-01"}
    publish(url, 1, progress_reports=[report | {"status": "complete", "accepted": True, "evidence_file": ACCEPTED}])
    engine = sa.create_engine(url)
    now = dt.datetime(2019, 1, 1)  # noqa: DTZ001 - the column holds UTC without a zone
    with engine.begin() as connection:
        for number, state in ((1, "accepted"), (2, "submitted")):
            texts = {column.name: "" for column in schema.reports.columns if not column.nullable}
            row = texts | {"id": f"{number:032}", "member_id": "GBR", "state": state, "revision": 1, "changed_at": now}
            connection.execute(sa.insert(schema.reports), row)
        for id_, report, name, kind, content in (
            (ACCEPTED, 1, "forum.png", "image/png", photo()),
            (TEXT, 1, "minutes.csv", "text/csv", b"a,b"),
            (OPEN, 2, "draft.png", "image/png", photo()),
        ):
            row = {"id": id_, "report_id": f"{report:032}", "name": name, "kind": kind, "content": content}
            more = {"bytes": len(content), "sha256": "", "added_by": "Rita", "added_at": now}
            connection.execute(sa.insert(schema.evidence), row | more)
    engine.dispose()
    return url


@pytest.fixture
def view(pictured_url: str) -> View:
    return make_views(pictured_url).of("?lang=en")


def deck(*ids: str) -> str:
    return ";".join(f"picture(file={id_}!text=The forum of 2018)" for id_ in ids)


def test_that_is_public_is_on_its_slide_in_every_file(view: View, pictured_url: str) -> None:
    [made] = slides_of(view, read(deck(ACCEPTED)).items)
    assert (made.look, made.headline, made.summary) == ("picture", "The forum of 2018", "The forum of 2018")
    kind, _, content = made.picture.partition(",")
    with Image.open(io.BytesIO(base64.b64decode(content))) as shown:
        assert (kind, shown.format, shown.size) == ("data:image/jpeg;base64", "JPEG", (1600, 533))
    client = make_client(pictured_url)
    assert client.get(f"/present.json?deck={deck(ACCEPTED)}").json["slides"][0]["slide"]["picture"] == made.picture
    assert made.picture in client.get(f"/present.html?deck={deck(ACCEPTED)}").text
    file = pptx.Presentation(io.BytesIO(client.get(f"/present.pptx?deck={deck(ACCEPTED)}").data))
    [picture] = [shape for shape in file.slides[1].shapes if hasattr(shape, "image")]
    assert picture.image.blob == base64.b64decode(content)
    assert picture.left >= 0
    assert picture.left + picture.width <= file.slide_width


def test_that_is_not_public_or_none_is_left_out_and_named(view: View) -> None:
    items = read(deck(OPEN, TEXT, "d" * 32)).items
    assert slides_of(view, items) == []
    assert [(one.name, one.value) for one in dropped(view, items)] == [
        ("picture", OPEN),
        ("picture", TEXT),
        ("picture", "d" * 32),
    ]
    assert offered(view)["picture"] == [(ACCEPTED, "f1: forum.png")]
