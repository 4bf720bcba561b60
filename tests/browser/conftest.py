"""Real servers over the reference, a hostile and an empty database, and the one browser all tests share."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from selenium.webdriver.chrome.options import Options

from tests.browser import driving, serve
from tests.browser.driving import Browser
from tests.dashboard import databases, hostile

ROOT = Path(__file__).parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs Chromium."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker("browser")


def pytest_setup_options() -> Options:
    """Dash's hook for what its browser is started with."""
    return driving.options()


@contextmanager
def serving(database: str, prefix: str = "/", port: int = 0, **more: str) -> Iterator[str]:
    """The address of a server, at any port or at `port`; who asks before it is ready waits: we hold its socket open."""
    with socket.create_server(("127.0.0.1", port)) as listening:
        port = listening.getsockname()[1]
        own = {"MONITOR_DATABASE_URL": database, "MONITOR_PATH_PREFIX": prefix, **more}
        server = serve.FORKS.Process(target=serve.serve, args=(listening, os.environ | own))
        server.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.join()


@pytest.fixture(scope="session")
def server(reference_url: str) -> Iterator[str]:
    """The dashboard over the data that ship with the product."""
    with serving(reference_url) as address:
        yield address


@pytest.fixture(scope="session")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard over texts that try to be code."""
    url = f"sqlite:///{tmp_path_factory.mktemp('hostile') / 'monitor.sqlite'}"
    engine = sa.create_engine(url)
    databases.write(engine, hostile.TABLES)
    engine.dispose()
    with serving(url) as address:
        yield address


@pytest.fixture(scope="session")
def empty_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard before anything was loaded, under a path of its own."""
    with serving(f"sqlite:///{tmp_path_factory.mktemp('empty') / 'monitor.sqlite'}", "/monitor/") as address:
        yield address


@pytest.fixture(scope="session")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the browser puts what is downloaded."""
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="session")
def start_browser(request: pytest.FixtureRequest, downloads: Path) -> Callable[[], Browser]:
    """Starts a browser with the options of the hook."""
    return lambda: Browser(request.config.hook.pytest_setup_options(), downloads)


@pytest.fixture(scope="session")
def chromium(start_browser: Callable[[], Browser]) -> Iterator[Browser]:
    """The one browser: starting it is what costs."""
    with start_browser() as browser:
        yield browser


@pytest.fixture
def clean(chromium: Browser) -> Browser:
    """The browser as if it had never been used."""
    driver = chromium.driver
    driver.switch_to.default_content()
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    if driver.current_url.startswith("http"):
        chromium.clear_storage()
    driver.get("about:blank")
    chromium.console()
    chromium.requests()
    return chromium


@pytest.fixture
def impatient(clean: Browser) -> Iterator[Browser]:
    """The browser, whose pages look for newer data ten times as often."""
    with clean.hurried():
        yield clean


@pytest.fixture
def browser(clean: Browser, server: str) -> Browser:
    """The browser at the dashboard over the data that ship with the product."""
    return clean.at(server)
