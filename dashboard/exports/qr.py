"""An address as a QR code, which a phone's camera opens."""

from __future__ import annotations

import io

import segno

KIND = "image/svg+xml"
MOST = 1200
"""Characters of an address: more would make marks that no camera reads from a screen."""


def svg(address: str) -> bytes:
    """The code as SVG, black on white with the quiet edge that cameras need; it has no size of its own."""
    file = io.BytesIO()
    code = segno.make(address, error="m", boost_error=False, micro=False)
    code.save(file, kind="svg", xmldecl=False, omitsize=True, light="white", border=4)
    return file.getvalue()
