"""What a release is made of (CycloneDX): what is installed with its wheel, and what the wheel holds for browsers.

`python -m deploy.sbom PYTHON FOLDER`: the Python of an environment in which nothing but the wheel and what it needs is
installed, and where to write the bill.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

PROJECT = "open-government-monitor"
_INSTALLED = (
    *(sys.executable, "-m", "cyclonedx_py", "environment"),
    *("--output-reproducible", "--short-PURLs", "--spec-version", "1.6"),
)
_BUNDLED = "from dashboard.theme import assets; print(assets.text('components.json'))"


def bill(installed: dict[str, Any], bundled: list[dict[str, str]]) -> Bom:
    """What is installed, as cyclonedx-py writes it, with the npm packages of components.json; about the wheel."""
    bom: Bom = Bom.from_json(installed)  # type: ignore[attr-defined]
    [wheel] = [component for component in bom.components if component.name == PROJECT]
    bom.components.discard(wheel)
    wheel.type = ComponentType.APPLICATION
    wheel.external_references.clear()  # where its file lay while it was installed
    bom.metadata.component = wheel
    packages = [npm_package(**package) for package in bundled]
    bom.components.update(packages)
    bom.register_dependency(wheel, packages)
    return bom


def npm_package(name: str, version: str, licence: str) -> Component:
    """A package of which something is in assets/vendor/."""
    group, _, short = name.rpartition("/")
    url = PackageURL("npm", group or None, short, version)
    return Component(
        name=short,
        group=group or None,
        version=version,
        purl=url,
        bom_ref=str(url),
        licenses=[LicenseFactory().make_from_string(licence)],
    )


def main(python: str, folder: str) -> None:
    """Write the bill; RuntimeError where it is not as the standard has it."""

    def answer(*command: str) -> Any:
        return json.loads(subprocess.check_output(command, cwd=folder))  # noqa: S603  our own interpreters

    bom = bill(answer(*_INSTALLED, python), answer(python, "-c", _BUNDLED))
    text = JsonV1Dot6(bom).output_as_string(indent=2)
    fault = JsonStrictValidator(JsonV1Dot6(bom).schema_version).validate_str(text)
    if fault:
        raise RuntimeError(f"The bill of materials is not valid: {fault}")
    assert bom.metadata.component
    Path(folder, f"{PROJECT}-{bom.metadata.component.version}.cdx.json").write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
