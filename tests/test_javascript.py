"""The browser's scripts: their own tests run in node, and what they share with Python is the same in both."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import deck_cases

ROOT = Path(__file__).parents[1]


def node() -> str:
    """Node.js: the machine's, or the one that `make` put into the environment."""
    found = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    assert found, "Node.js is missing: run `make assets`, which installs it."
    return found


def test_the_tests_in_node_pass() -> None:
    files = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests" / "js").glob("*.test.mjs"))
    result = subprocess.run([node(), "--test", *files], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (len(files) > 5, result.returncode) == (True, 0), f"{result.stdout[-6000:]}{result.stderr[-2000:]}"


def test_the_cases_of_decks_are_what_python_makes_of_them() -> None:
    assert deck_cases.FILE.read_text("utf-8") == deck_cases.written(), "run `python -m tests.deck_cases`"


@pytest.mark.parametrize("name", ["address", "confirmed", "mark"])
def test_an_id_that_scripts_set_is_one_that_callbacks_name(name: str) -> None:
    from dashboard.components import ids

    script = (ROOT / "assets/js/page/dash.js").read_text("utf-8")
    id_ = getattr(ids, name)()
    assert f'{name.upper()} = {{ kind: "{id_["kind"]}", page: "{id_["page"]}" }}' in script
    assert f'LOCATION = "{ids.LOCATION}"' in script
