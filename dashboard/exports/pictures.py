"""Pictures small enough for slides, as text: so that whatever holds the slide holds the picture, too."""

from __future__ import annotations

import base64
import io
from functools import lru_cache

from PIL import Image, ImageOps

KINDS = ("image/jpeg", "image/png", "image/webp")
_SIDE = (1600, 1000)  # pixels at most: a slide's room on a wall display
_QUALITY = 82
_START = "data:image/jpeg;base64,"


@lru_cache(16)
def data_url(content: bytes) -> str:
    """A picture as the address that holds it."""
    with Image.open(io.BytesIO(content)) as opened:
        picture = ImageOps.exif_transpose(opened)
        picture.thumbnail(_SIDE)
        white = Image.new("RGB", picture.size, "white")
        white.paste(picture.convert("RGBA"), mask=picture.convert("RGBA"))
    file = io.BytesIO()
    white.save(file, "JPEG", quality=_QUALITY, optimize=True)
    return _START + base64.b64encode(file.getvalue()).decode()


def content_of(address: str) -> bytes:
    """The picture that such an address holds."""
    return base64.b64decode(address.removeprefix(_START))
