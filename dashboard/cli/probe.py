"""`python -m dashboard.cli.probe readyz`: asks the server on this machine how it is, as health checks do."""

from __future__ import annotations

import sys
import urllib.error
import urllib.request

from dashboard.settings import Settings, from_environment

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - where it listens, not where we do
_PATIENCE = 4  # seconds


def address(settings: Settings, name: str) -> str:
    """Where the server answers whether it is alive (`healthz`) or ready (`readyz`)."""
    host = _EVERYWHERE.get(settings.host, settings.host)
    return f"http://{host}:{settings.port}{settings.path_prefix}{name}"


def main(name: str = "healthz") -> int:
    """0 where the server says that it is well; what it says is printed in any case."""
    try:
        with urllib.request.urlopen(address(from_environment(), name), timeout=_PATIENCE) as answer:  # noqa: S310
            print(answer.read().decode())  # noqa: T201
    except urllib.error.HTTPError as refusal:
        print(refusal.read().decode())  # noqa: T201
        return 1
    except OSError as fault:
        print(fault, file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
