"""The dashboard as it is deployed, on a socket that is already open: `python -m tests.browser.serve HANDLE`."""

from __future__ import annotations

import sys

from gunicorn.app.wsgiapp import run

OPTIONS = ("--worker-class=gthread", "--threads=4", "--no-control-socket", "--log-level=warning", "--timeout=120")

if __name__ == "__main__":
    sys.argv = ["gunicorn", *OPTIONS, f"--bind=fd://{sys.argv[1]}", "dashboard.wsgi:server"]
    run()
