"""The dashboard as it is run for many: PostgreSQL, two Redis, replicas, and a proxy in front; all on the loopback."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

from benchmarks import services
from benchmarks.generate import load
from benchmarks.services import Service
from benchmarks.serving import Served, serving
from dashboard.settings import Settings

_REPLICAS = 2
_SESSIONS = "sessions_url"
"""The setting for a Redis of sessions, which never drops one; a product that has none is measured without."""

_PROXY = """
upstream monitor {{ least_conn; keepalive 64; {servers} }}
server {{
    listen 127.0.0.1:{{port}};
    client_max_body_size 52m;
    location / {{
        proxy_pass http://monitor;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_connect_timeout 2s;
        proxy_next_upstream error timeout;
        proxy_next_upstream_tries 2;
    }}
}}
"""


class Replica:
    """One process of the dashboard, which can be killed and started again on its port."""

    def __init__(self, url: str, folder: Path, variables: dict[str, str], number: int) -> None:
        self._url, self._variables, self._running = url, variables, ExitStack()
        self.log = folder / f"replica-{number}.log"
        self.served = self._start(0)

    def _start(self, port: int) -> Served:
        return self._running.enter_context(serving(self._url, log=self.log, port=port, variables=self._variables))

    def start(self) -> None:
        """Start it once more, where it was."""
        self._running.close()
        self.served = self._start(self.served.port)

    def stop(self) -> None:
        """End it."""
        self._running.close()


@dataclass(frozen=True)
class Deployment:
    """What is running."""

    url: str  # of the database
    port: int  # of the proxy
    replicas: list[Replica]
    database: Service
    cache: Service
    sessions: Service


@contextmanager
def deployed() -> Iterator[Deployment]:
    """The whole of it with the data that ship with the product, while the block runs."""
    services.install()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database, url = stack.enter_context(services.postgresql())
        cache, cache_url = stack.enter_context(services.redis("allkeys-lru"))
        sessions, sessions_url = stack.enter_context(services.redis("noeviction"))
        load(url, "--if-empty")
        # Dash orders some attributes by the hash of their names: answers of two replicas are compared byte by byte
        variables = settings(cache_url, sessions_url) | {"PYTHONHASHSEED": "0"}
        replicas = []
        for number in range(_REPLICAS):
            replicas.append(Replica(url, folder, variables, number))
            stack.callback(replicas[-1].stop)
        servers = " ".join(f"server 127.0.0.1:{one.served.port} max_fails=1 fail_timeout=5s;" for one in replicas)
        proxy = stack.enter_context(services.nginx(_PROXY.format(servers=servers), folder))
        yield Deployment(url, proxy.port, replicas, database, cache, sessions)


def settings(cache_url: str, sessions_url: str) -> dict[str, str]:
    """The variables with which a server uses two Redis behind a proxy of this machine."""
    known = {option.name for option in fields(Settings)}
    given = {"cache_url": cache_url, _SESSIONS: sessions_url, "trusted_proxies": "127.0.0.1"}
    return {f"MONITOR_{name.upper()}": value for name, value in given.items() if name in known}
