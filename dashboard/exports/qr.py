"""An address as a QR code, which a phone's camera opens."""

from __future__ import annotations

import base64
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


def in_address(address: str) -> str:
    """The same as an address of its own, which needs no network; empty where the address is too long for a camera."""
    if len(address) > MOST:
        return ""
    return f"data:{KIND};base64,{base64.b64encode(svg(address)).decode()}"
