"""Lighthouse on every page, as a desktop and as a phone see it."""

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
_LEAST = {
    "desktop": {"performance": 97, "accessibility": 100, "best-practices": 100},
    "mobile": {"performance": 90, "accessibility": 100, "best-practices": 100},
}
"""What each preset must reach, by category."""
_PRESETS = {"desktop": ["--preset=desktop"], "mobile": []}
"""How Lighthouse is asked for each; a phone on a slow line is what it takes by itself."""
_METRICS = {"first-contentful-paint": "FCP, s", "largest-contentful-paint": "LCP, s", "total-blocking-time": "TBT, s"}

Scores = dict[str, float]


def measure(_sizes: list[int]) -> Part:
    """One row a page and preset, with the reference data."""
    part = Part(
        "lighthouse",
        "Lighthouse",
        f"Reference data, desktop and mobile presets, median of {_TIMES} runs.",
        ("page", *_LEAST["desktop"], *_METRICS.values()),
    )
    url = database(REFERENCE)
    with serving(url) as served:
        for preset, least in _LEAST.items():
            scores = {name: _median(served.address + path, preset) for name, path in paths(url).items()}
            _write(part, preset, least, scores)
    return part


def _write(part: Part, preset: str, least: dict[str, int], scores: dict[str, Scores]) -> None:
    for name, score in scores.items():
        cells = [f"{score[category]:.0f}" for category in least] + [f"{score[metric]:.2f}" for metric in _METRICS]
        part.rows.append([f"{name}, {preset}", *cells])
    for category, lowest in least.items():
        worst = min(scores, key=lambda name: scores[name][category])
        value = scores[worst][category]
        promise = f"Lighthouse {category.replace('-', ' ')} of every page at least {lowest} ({preset})"
        part.promises.append(Promise(promise, f"{value:.0f} at least ({worst})", value >= lowest))


def _median(url: str, preset: str) -> Scores:
    runs = [_run(url, preset) for _ in range(_TIMES)]
    return {name: median(run[name] for run in runs) for name in runs[0]}


def _run(url: str, preset: str) -> Scores:
    if not _PROGRAM.exists():
        raise FileNotFoundError("Lighthouse is missing: run `make bench`, which installs it.")
    command = [str(_PROGRAM), url, *_PRESETS[preset], "--output=json", "--quiet", f"--chrome-flags={' '.join(FLAGS)}"]
    command.append(f"--only-categories={','.join(_LEAST[preset])}")
    environment = os.environ | {"CHROME_PATH": program()}
    report = json.loads(_answer(command, environment))
    scores = {name: 100 * report["categories"][name]["score"] for name in _LEAST[preset]}
    return scores | {name: report["audits"][name]["numericValue"] / 1000 for name in _METRICS}


def _answer(command: list[str], environment: dict[str, str]) -> str:
    """What Lighthouse writes; now and then it loses its browser, and is then asked again."""
    for _ in range(_TRIES):
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if ended.returncode == 0:
            return ended.stdout
    raise RuntimeError(f"Lighthouse did not answer for {command[1]}: {ended.stderr.strip()[-500:]}")
