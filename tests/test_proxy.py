"""nginx with the configuration that ships: it keeps what anybody may read, and of nobody who is signed in anything."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from dashboard.language.languages import LANGUAGES
from tests.browser.conftest import ROOT, serving
from tests.dashboard import signing_in
from tests.reference import copied

CONFIG = ROOT / "deploy" / "nginx.conf"
NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")

needs_nginx = pytest.mark.skipif(NGINX is None, reason="expected: nginx is not installed here")

Get = Callable[..., requests.Response]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def configured(folder: Path, replica: str) -> tuple[Path, int]:
    """The configuration with places of our own, and the port it listens on."""
    port, user = free_port(), "user root;" if os.geteuid() == 0 else ""  # else its workers may not write to our folder
    own = {
        r"listen 80;": f"listen 127.0.0.1:{port};",
        r"/var/cache/nginx/monitor": str(folder / "cache"),
        r"server 127\.0\.0\.1:8050;": f"server {replica};",
        r"\n *server 127\.0\.0\.1:8051;": "",
        r"worker_rlimit_nofile .*;": f"{user} pid {folder}/pid; error_log {folder}/log; daemon off;",
        r"http \{": f"http {{ access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;",
    }
    text = CONFIG.read_text("utf-8")
    for place, here in own.items():
        assert re.search(place, text), place
        text = re.sub(place, here, text)
    file = folder / "nginx.conf"
    file.write_text(text, "utf-8")
    return file, port


@pytest.fixture(scope="module")
def cached(tmp_path_factory: pytest.TempPathFactory, reference_url: str) -> Iterator[Get]:
    """Asks nginx in front of a server with accounts."""
    folder = tmp_path_factory.mktemp("nginx")
    options = signing_in.options(folder)
    variables = {f"MONITOR_{name.upper()}": value for name, value in options.items()}
    with serving(copied(reference_url, folder / "monitor.sqlite"), **variables) as address:
        config, port = configured(folder, urlsplit(address).netloc)
        process = subprocess.Popen([str(NGINX), "-c", str(config)])
        asking = requests.Session()
        asking.mount(
            "http://", requests.adapters.HTTPAdapter(max_retries=requests.adapters.Retry(9, backoff_factor=0.1))
        )

        def get(path: str, *, lang: str = "en", cookie: str = "", packing: str = "gzip") -> requests.Response:
            headers = {"Accept-Language": lang, "Accept-Encoding": packing, "Cookie": cookie}
            return asking.get(f"http://127.0.0.1:{port}{path}", headers=headers, timeout=60)

        try:
            get("/")  # the data are in memory
            yield get
        finally:
            process.terminate()
            process.wait()


@needs_nginx
def test_nginx_takes_the_configuration(tmp_path: Path) -> None:
    config, _ = configured(tmp_path, "127.0.0.1:1")
    done = subprocess.run([str(NGINX), "-t", "-c", str(config)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_it_knows_all_our_languages() -> None:
    text = CONFIG.read_text("utf-8")
    named = re.search(r"\?<asked>([a-z|]+)\)", text)
    default = re.search(r"map \$http_accept_language \$language \{\s*default (\w+);", text)
    assert named
    assert default
    assert (sorted(named[1].split("|")), default[1]) == (sorted(LANGUAGES), LANGUAGES[0])


@needs_nginx
@pytest.mark.parametrize(
    "path", ["/members", "/charts/completion-by-theme.csv", "/api/v1/members.json", "/version.json"]
)
def test_an_answer_is_kept(cached: Get, path: str) -> None:
    before, after = cached(path), cached(path)
    assert after.headers["X-Cache"] in ("HIT", "STALE", "UPDATING", "REVALIDATED")
    assert after.content == before.content


@needs_nginx
def test_each_reader_has_an_own_id_of_the_request(cached: Get) -> None:
    """Also of an answer that was kept with that of another's."""
    ids = [cached("/members").headers["X-Request-ID"] for _ in range(3)]
    assert len({one for one in ids if re.fullmatch("[0-9a-f]{32}", one)}) == 3


@needs_nginx
def test_each_language_has_its_own(cached: Get) -> None:
    asked = {
        "fr-CA,fr;q=0.9,en;q=0.8": "fr",
        "de-DE,es;q=0.5": "es",
        "ja": "en",
        "": "en",
        "EN-us": "en",
        "friulian": "en",
    }
    for _ in range(2):
        shown = {lang: re.search(r'<html lang="(\w+)"', cached("/data", lang=lang).text) for lang in asked}
        assert {lang: found and found[1] for lang, found in shown.items()} == asked


@needs_nginx
def test_each_packing_has_its_own(cached: Get) -> None:
    asked = {"gzip, deflate, br, zstd": "br", "gzip;q=1.0": None, "deflate, gzip": "gzip", "identity": None}
    for _ in range(2):
        shown = {packing: cached("/agenda", packing=packing).headers.get("Content-Encoding") for packing in asked}
        assert shown == asked


@needs_nginx
def test_nothing_is_kept_of_who_sends_a_session(cached: Get) -> None:
    for _ in range(2):
        answer = cached("/pilots", cookie="monitor_session=of-somebody")
        assert (answer.headers["X-Cache"], answer.headers["Cache-Control"]) == ("BYPASS", "private, no-cache")
    assert cached("/pilots").headers["X-Cache"] == "MISS"


@needs_nginx
@pytest.mark.parametrize("path", ["/present", "/data/load", "/signin", "/nowhere", "/healthz"])
def test_what_may_differ_from_one_to_the_other_is_not_kept(cached: Get, path: str) -> None:
    assert [cached(path).headers["X-Cache"] for _ in range(2)] == ["MISS", "MISS"]
