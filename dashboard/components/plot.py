"""The place of a chart's drawing."""

from __future__ import annotations

from typing import ClassVar

from dash.development.base_component import Component


class Plot(Component):
    """An empty element that assets/js/page/charts.js draws `chart` in; as HTML, the numbers stand in its place."""

    _namespace, _type = "dashboard", "Plot"
    _children_props: ClassVar[list[str]] = []
    _base_nodes: ClassVar[list[str]] = ["children"]
    _prop_names: ClassVar[list[str]] = ["chart"]
    _valid_wildcard_attributes: ClassVar[list[str]] = []
    available_properties = _prop_names
    available_wildcard_properties = _valid_wildcard_attributes

    def __init__(self, chart: str) -> None:
        super().__init__(chart=chart)
