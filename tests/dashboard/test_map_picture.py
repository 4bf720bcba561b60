"""Maps as pictures: countries and dots in the colours of their figure, where they are in the world."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageColor

from dashboard.exports import map_picture
from dashboard.theme import colours

AXIS = {
    "cmin": 0,
    "cmax": 1,
    "colorscale": [[0, "#000000"], [0.5, "#808080"], [1, "#ff0000"]],
    "colorbar": {"tickvals": [0, 0.5, 1], "ticktext": ["none", "half", "all"]},
}
FIGURE = {
    "data": [
        {"type": "choropleth", "locations": ["BRA", "AUS"], "z": [1.0, 0.0], "coloraxis": "coloraxis"},
        {"type": "choropleth", "locations": ["RUS"], "z": [0], "colorscale": [[0, "#00ff00"]], "name": "Unknown"},
        {"type": "scattergeo", "lon": [0.0], "lat": [0.0], "marker": {"color": "#0000ff"}, "name": "Pilots"},
    ],
    "layout": {"coloraxis": AXIS, "geo": {}},
}


def _box(picture: Image.Image, shade: str) -> tuple[float, float, float, float]:
    """Where a colour is, in shares of the picture: left, top, right, bottom."""
    wanted = ImageColor.getrgb(shade)
    down, across = np.nonzero((np.asarray(picture) == wanted).all(axis=2))
    assert len(down), shade
    sides = across.min() / picture.width, down.min() / picture.height
    return *sides, across.max() / picture.width, down.max() / picture.height


def test_countries_and_dots_are_where_they_are_in_the_world() -> None:
    picture = Image.open(io.BytesIO(map_picture.png(FIGURE))).convert("RGB")
    brazil, australia, russia, dot = (_box(picture, shade) for shade in ("#ff0000", "#000000", "#00ff00", "#0000ff"))
    assert 0.25 < brazil[0] < brazil[2] < 0.45  # from 74 to 35 degrees west
    assert 0.78 < australia[0] < australia[2] < 0.95
    assert min(brazil[3], australia[3]) > dot[3]  # south of the equator
    assert abs((dot[0] + dot[2]) / 2 - 0.5) < 0.002  # Greenwich stands in the middle
    assert (russia[0] < 0.2, russia[2] > 0.8) == (True, True)  # it goes on beyond the line of date
    assert russia[3] < 0.35
    row = [picture.getpixel((x, int(picture.height * (russia[1] + russia[3]) / 2))) for x in range(picture.width)]
    assert row.count(ImageColor.getrgb("#00ff00")) < 0.5 * picture.width  # and is no band across the map
    atlantic = picture.getpixel((int(picture.width * 0.42), picture.height // 2))
    assert atlantic == ImageColor.getrgb(colours.LIGHT["surface"])


def test_its_key_names_the_colours_of_the_scale_and_of_the_groups() -> None:
    assert map_picture.key(FIGURE) == [
        ("#000000", "none"),
        ("#808080", "half"),
        ("#ff0000", "all"),
        ("#00ff00", "Unknown"),
        ("#0000ff", "Pilots"),
    ]
