"""An address as a QR code: the path of its dark squares, for whoever draws it."""

from __future__ import annotations

from itertools import groupby

import segno

_QUIET = 4  # squares around it that stay light, as the standard asks


def qr_code(address: str) -> dict[str, int | str]:
    """The `side` of the code in squares, light ones around it included, and the `path` of the dark ones in an SVG."""
    rows = segno.make_qr(address, error="m").matrix
    runs = []
    for y, row in enumerate(rows, start=_QUIET):
        x = _QUIET
        for dark, some in groupby(row):
            length = len(list(some))
            runs += [f"M{x} {y}h{length}v1h-{length}z"] if dark else []
            x += length
    return {"side": len(rows) + 2 * _QUIET, "path": "".join(runs)}
