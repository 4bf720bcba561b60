"""Where somebody is led after signing in: to a page of ours, whatever the link says."""

from __future__ import annotations

import re

_OURS = re.compile(r"/(?![/\\])[^\s\\\x00-\x1f\x7f]*")
_LONGEST = 2_000


def back(asked: str, root: str) -> str:
    """`asked` where it is a path under `root`, else `root`: never an address on another host."""
    fits = len(asked) <= _LONGEST and asked.startswith(root) and _OURS.fullmatch(asked) and "/../" not in asked
    return asked if fits else root
