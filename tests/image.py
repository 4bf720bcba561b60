"""The Dockerfile followed without Docker: each stage is a folder that stands for the root of its file system."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pathspec

ROOT = Path(__file__).parents[1]
_OURS = re.compile(r"/(?=(opt|srv|var/lib)/monitor\b)")
"""Begins a path of the image; all others are the machine's."""
_INSTALLED_ALREADY = {"npm ci --omit=dev": f"cp --archive --link '{ROOT}/frontend/node_modules' node_modules"}
"""`make assets` has just done so, from the same lock file. What pip has downloaded before is taken, too."""


@dataclass
class Stage:
    """What has been built so far: the folder, and what the instructions have set."""

    root: Path
    workdir: str = "/"
    arguments: dict[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    command: list[str] = field(default_factory=list)
    healthcheck: list[str] = field(default_factory=list)

    def path(self, inside: str) -> Path:
        """Where a path of the image is; one that does not begin with a slash follows the working folder."""
        return Path(os.path.normpath(f"{self.root}{os.path.join(self.workdir, inside)}"))  # noqa: PTH118

    def environment(self) -> dict[str, str]:
        """The machine's, with what ENV says, and with the Python that the tests run on as `python`."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("MONITOR_", "PYTHON"))}
        path = f"{self.root}/python:{kept['PATH']}"
        given = {name: self.here(value).replace("$PATH", path) for name, value in self.variables.items()}
        return {**kept, "PATH": path, **given}

    def here(self, text: str) -> str:
        """With paths of the image as they are on the machine."""
        return _OURS.sub(f"{self.root}/", text)

    def run(self, command: str) -> None:
        """Run a command of the shell; CalledProcessError when it fails."""
        command = self.here(_INSTALLED_ALREADY.get(command, command)).replace("--no-cache-dir", "--no-compile")
        if os.geteuid():
            command = re.sub(r"--(owner|group)=\d+ ", "", command)  # only root gives files away
        environment = {**self.environment(), **self.arguments}
        subprocess.run(["/bin/sh", "-euc", command], cwd=self.path("."), env=environment, check=True)


def _instructions(dockerfile: str) -> Iterator[tuple[str, str]]:
    """Each instruction and what follows it, on one line."""
    lines = "\n".join(line for line in dockerfile.splitlines() if not line.lstrip().startswith("#"))
    for line in re.sub(r"\\\n\s*", "", lines).splitlines():
        word, _, rest = line.partition(" ")
        if word:
            yield word, rest


def _assignments(text: str) -> dict[str, str]:
    return dict(one.split("=", 1) for one in shlex.split(text))


def _context(folder: Path) -> Path:
    """The files that Docker would be given: those of the repository that .dockerignore lets through."""
    ignored = pathspec.PathSpec.from_lines("gitignore", (ROOT / ".dockerignore").read_text("utf-8").splitlines())
    listed = subprocess.check_output(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT)
    for name in listed.decode().splitlines():
        if not ignored.match_file(name) and (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


class Builder:
    """Follows the instructions of a Dockerfile, stage by stage, in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._stages = folder, dict[str, Stage]()
        self._context = _context(folder / "context")
        self._stage = Stage(folder)
        self._do: dict[str, Callable[[str], None]] = {
            "FROM": self._from,
            "WORKDIR": self._workdir,
            "COPY": self._copy,
            "RUN": self._run,
            "ARG": lambda rest: self._stage.arguments.update(_assignments(rest)),
            "ENV": lambda rest: self._stage.variables.update(_assignments(rest)),
            "HEALTHCHECK": lambda rest: self._stage.healthcheck.extend(json.loads(rest.partition("CMD ")[2])),
            "CMD": lambda rest: self._stage.command.extend(json.loads(rest)),
            **dict.fromkeys(("USER", "VOLUME", "EXPOSE"), lambda _: None),
        }

    def build(self, dockerfile: str) -> Stage:
        """The last stage."""
        for word, rest in _instructions(dockerfile):
            self._do[word](rest)
        return self._stage

    def _from(self, rest: str) -> None:
        _image, _, name = rest.partition(" AS ")
        root = self._folder / (name or "last")
        (root / "python").mkdir(parents=True)
        (root / "python" / "python").symlink_to(sys._base_executable)  # type: ignore[attr-defined]
        self._stage = self._stages[name] = Stage(root)

    def _workdir(self, rest: str) -> None:
        self._stage.workdir = rest
        self._stage.path(".").mkdir(parents=True, exist_ok=True)

    def _run(self, rest: str) -> None:
        self._stage.run(rest)

    def _copy(self, rest: str) -> None:
        *options, last = rest.split()
        stage = next((self._stages[one.removeprefix("--from=")] for one in options if one.startswith("--")), None)
        to = self._stage.path(last)
        for source in (one for one in options if not one.startswith("--")):
            path = stage.path(source) if stage else self._context / source
            if not path.exists():
                raise FileNotFoundError(f"COPY {rest}: {source} is not there, or .dockerignore leaves it out.")
            to.mkdir(parents=True, exist_ok=True)
            contents = f"{path}/." if path.is_dir() else str(path)
            subprocess.run(["cp", "--archive", "--link", contents, f"{to}/"], check=True)
