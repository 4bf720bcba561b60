"""Evidence in the browser: what may do harm is refused or made harmless, and what is not public is nobody else's."""

from __future__ import annotations

import gc
import io
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from dash import Dash
from flask.testing import FlaskClient
from PIL import Image

from data_loader import schema
from tests.dashboard.signing_in import OTHER_REPORTER, ROLES, app_of, client_of, token_of
from tests.dashboard.test_report import WHOLE, decided, save, send, shown
from tests.data_loader.test_evidence import GPS, HTML, PDF, SVG, picture, with_a_place

pytestmark = pytest.mark.filterwarnings(r"ignore:.*FileIO name=\d+ mode='rb\+':pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def url(own_database: str) -> str:
    return own_database


@pytest.fixture
def app(url: str) -> Dash:
    return app_of(url)


@pytest.fixture
def rita(app: Dash) -> FlaskClient:
    return client_of(app, "reporter")


def add(client: FlaskClient, name: str, content: bytes, **fields: Any) -> Any:
    return save(client, **WHOLE, evidence=(io.BytesIO(content), name), **fields)


def addresses(url: str) -> list[str]:
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(sa.select(schema.evidence.c.id, schema.evidence.c.name)).all()
    engine.dispose()
    return [f"/evidence/{row.id}/{row.name}" for row in rows]


@pytest.fixture
def minutes(rita: FlaskClient, url: str) -> str:
    """The address of a file with a draft."""
    assert add(rita, "minutes.pdf", PDF).status_code == 200
    [address] = addresses(url)
    return address


class TestWhatIsServed:
    def test_is_a_download_of_its_own_type_that_nothing_runs_in(self, rita: FlaskClient, minutes: str) -> None:
        answer = rita.get(minutes)
        assert (answer.data, answer.mimetype) == (PDF, "application/pdf")
        assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''minutes.pdf"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"

    def test_is_its_reporters_and_the_editors_until_it_is_accepted(self, app: Dash, minutes: str) -> None:
        may = {role for role in ROLES if client_of(app, role).get(minutes).status_code == 200}
        assert may == {"reporter", "editor", "administrator"}

    @pytest.mark.parametrize("state", ["submitted", "returned"])
    def test_is_not_public_before(self, app: Dash, url: str, minutes: str, state: str) -> None:
        decided(url, state)
        for role in ("stranger", "viewer", OTHER_REPORTER):
            assert client_of(app, role).get(minutes).status_code == 404

    def test_is_everybodys_once_it_is_accepted(self, app: Dash, url: str, minutes: str) -> None:
        decided(url, "accepted")
        assert [client_of(app, role).get(minutes).status_code for role in ROLES] == [200] * len(ROLES)

    def test_is_kept_by_nobody_until_then(self, app: Dash, rita: FlaskClient, url: str, minutes: str) -> None:
        assert rita.get(minutes).headers["Cache-Control"] == "no-store"
        decided(url, "accepted")
        public = client_of(app, "stranger").get(minutes)
        assert "no-store" not in public.headers["Cache-Control"]

    def test_has_one_name_only(self, rita: FlaskClient, minutes: str) -> None:
        folder = minutes.rpartition("/")[0]
        for name in ("minutes.html", "..%2Fminutes.pdf", "x"):
            assert rita.get(f"{folder}/{name}").status_code == 404

    @pytest.mark.parametrize("id_", ["1", "0" * 32, "%27%20OR%201=1", "F" * 32])
    def test_what_is_none_is_not_found(self, rita: FlaskClient, id_: str) -> None:
        assert rita.get(f"/evidence/{id_}/minutes.pdf").status_code == 404


class TestWhatIsTaken:
    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("square.jpg", HTML, "is not kept"),
            ("minutes.pdf", picture(), "not what its name says"),
            ("drawing.svg", SVG, "is not kept"),
            ("page.html", HTML, "is not kept"),
            ("table.csv", b"a,b\n1,<script>alert(1)</script>\n", "is not kept"),
        ],
    )
    def test_what_may_do_harm_is_refused_with_a_sentence_and_the_text_is_kept(
        self, rita: FlaskClient, url: str, name: str, content: bytes, words: str
    ) -> None:
        answer = add(rita, name, content)
        assert (answer.status_code, words in answer.json["error"], addresses(url)) == (400, True, [])
        assert (answer.json["revision"], "Twenty councils" in answer.json["stored"]["summary"]) == (1, True)

    def test_a_picture_tells_no_more_where_it_was_taken(self, rita: FlaskClient, url: str) -> None:
        add(rita, "square.jpg", with_a_place("JPEG"))
        [address] = addresses(url)
        with Image.open(io.BytesIO(rita.get(address).data)) as kept:
            assert (kept.getexif().get_ifd(GPS), kept.size) == ({}, (20, 40))

    def test_a_name_leads_nowhere_else(self, rita: FlaskClient, url: str) -> None:
        add(rita, "../../../etc/passwd.pdf", PDF)
        [address] = addresses(url)
        assert address.rpartition("/")[2] == "passwd.pdf"
        assert rita.get(address).status_code == 200

    def test_a_hundred_megabytes_are_refused_before_they_are_read(self, rita: FlaskClient, url: str) -> None:
        class Watched(io.BytesIO):
            def read(self, size: int | None = -1) -> bytes:
                raise AssertionError(f"{size} bytes of it were read")

            readinto = readline = read  # type: ignore[assignment]

        headers = {"X-CSRF-Token": token_of(rita), "Accept": "application/json"}
        answer = rita.post(
            "/report/save",
            input_stream=Watched(),
            environ_overrides={"CONTENT_LENGTH": str(100 * 2**20)},
            content_type="multipart/form-data; boundary=x",
            headers=headers,
        )
        assert (answer.status_code, answer.json["error"]) == (
            413,
            "This file is too large: a file may have 10 MB.",
        )

    def test_a_sixth_file_is_refused(self, rita: FlaskClient, url: str) -> None:
        revision = 0
        for n in range(5):
            answer = add(rita, f"{n}.csv", f"a,{n}\n".encode(), revision=str(revision))
            revision = answer.json["revision"]
        refused = add(rita, "5.csv", b"a,5\n", revision=str(revision))
        assert (refused.status_code, "at most 5 files" in refused.json["error"]) == (400, True)

    def test_it_is_listed_on_the_page_and_can_be_removed(self, rita: FlaskClient, url: str, minutes: str) -> None:
        assert "minutes.pdf (1 kB)" in shown(rita)
        assert send(rita, "detach", file=minutes.split("/")[2]).status_code == 200
        assert addresses(url) == []


@pytest.fixture(autouse=True)
def _refused_uploads() -> Iterator[None]:
    """Of a request that is refused while it is read, the framework leaves a temporary file to be collected."""
    yield
    gc.collect()
