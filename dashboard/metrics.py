"""What this process counts for Prometheus; `web/health.py` shows it."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram, disable_created_metrics

disable_created_metrics()  # they would double the number of series, and nothing here is counted anew

REQUESTS = Counter("monitor_requests", "Requests answered.", ("endpoint", "status"))
SECONDS = Histogram(
    "monitor_request_seconds",
    "Seconds until an answer was there in whole.",
    ("endpoint",),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10, 30),
)
DATA_VERSION = Gauge("monitor_data_version", "Data version that is current on this server; 0 where there is none.")
AWAY = Gauge("monitor_away_seconds", "For how long what a server depends on has been away; 0 is there.", ("service",))
LOADS = Counter("monitor_loads", "What editors had done in the browser of this server.", ("doing", "outcome"))
CACHE = Counter("monitor_cache", "Answers looked for in the cache.", ("result",))
REFUSED = Counter("monitor_costly_refused", "Files and decks refused, since as many as allowed were being made.")
