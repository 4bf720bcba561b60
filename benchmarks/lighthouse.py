"""Lighthouse on every page, as a desktop sees it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from statistics import median

from benchmarks.chromium import FLAGS, program
from benchmarks.generate import REFERENCE, database
from benchmarks.pages import paths
from benchmarks.results import Part, Promise
from benchmarks.serving import serving

_PROGRAM = Path(__file__).parent.parent / "frontend" / "node_modules" / ".bin" / "lighthouse"
_TIMES = 5
_TRIES = 3
_LEAST = {"performance": 85, "accessibility": 100, "best-practices": 100}
_METRICS = {"first-contentful-paint": "FCP, s", "largest-contentful-paint": "LCP, s", "total-blocking-time": "TBT, s"}

Scores = dict[str, float]


def measure(_sizes: list[int]) -> Part:
    """One row a page, with the reference data."""
    part = Part(
        "lighthouse",
        "Lighthouse",
        f"Reference data, desktop preset, median of {_TIMES} runs.",
        ("page", *_LEAST, *_METRICS.values()),
    )
    url = database(REFERENCE)
    with serving(url) as served:
        scores = {name: _median(served.address + path) for name, path in paths(url).items()}
    for name, score in scores.items():
        cells = [f"{score[category]:.0f}" for category in _LEAST] + [f"{score[metric]:.2f}" for metric in _METRICS]
        part.rows.append([name, *cells])
    for category, least in _LEAST.items():
        worst = min(scores, key=lambda name: scores[name][category])
        found = scores[worst][category]
        promise = f"Lighthouse {category.replace('-', ' ')} of every page at least {least}"
        part.promises.append(Promise(promise, f"{found:.0f} at least ({worst})", found >= least))
    return part


def _median(url: str) -> Scores:
    runs = [_run(url) for _ in range(_TIMES)]
    return {name: median(run[name] for run in runs) for name in runs[0]}


def _run(url: str) -> Scores:
    if not _PROGRAM.exists():
        raise FileNotFoundError("Lighthouse is missing: run `make bench`, which installs it.")
    command = [str(_PROGRAM), url, "--preset=desktop", "--output=json", "--quiet", f"--chrome-flags={' '.join(FLAGS)}"]
    command.append(f"--only-categories={','.join(_LEAST)}")
    environment = os.environ | {"CHROME_PATH": program()}
    report = json.loads(_answer(command, environment))
    scores = {name: 100 * report["categories"][name]["score"] for name in _LEAST}
    return scores | {name: report["audits"][name]["numericValue"] / 1000 for name in _METRICS}


def _answer(command: list[str], environment: dict[str, str]) -> str:
    """What Lighthouse writes; now and then it loses its browser, and is then asked again."""
    for _ in range(_TRIES):
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if ended.returncode == 0:
            return ended.stdout
    raise RuntimeError(f"Lighthouse did not answer for {command[1]}: {ended.stderr.strip()[-500:]}")
