"""The card of a chart in a view: figure, words, table, source and links, all from the same table of numbers."""

from __future__ import annotations

from typing import Any

from dashboard.charts.registry import CHARTS, csv_href, drawing, numbers, subtitle
from dashboard.components.chart_card import Card, Drawn, chart_card, empty, failed
from dashboard.components.tables import table
from dashboard.data.records import RowsGoneError
from dashboard.view.faults import noted
from dashboard.view.view import View

_NO_FIGURE: dict[str, Any] = {"data": [], "layout": {"height": 0}}


def card(view: View, name: str, span: int) -> Any:
    """The card of chart `name`, `span` of twelve columns wide."""
    chart, words = CHARTS[name], view.words
    ways = view.href("present", deck=name), view.href("present")
    frame = Card(name, words(chart.title), words(chart.note), span, *ways, f"{view.root}share/{name}.json")
    return chart_card(frame, draw(view, name), words)


def draw(view: View, name: str, *, with_table: bool = False) -> Drawn:
    """What the card shows now. A fault in one chart is logged and said in its card; the page lives on."""
    try:
        return _draw(view, name, with_table)
    except RowsGoneError:  # the whole page is to be made anew, of one version
        raise
    except Exception:  # noqa: BLE001 - the border between one chart and the page
        return Drawn(_NO_FIGURE, "", "", "", csv_href(view, name), failed(view.words, noted(name, view)))


def _draw(view: View, name: str, with_table: bool) -> Drawn:
    words = view.words
    figure, spoken = drawing(view, name)
    if not view.selection.commitments:
        return Drawn(
            _NO_FIGURE, subtitle(view, name), "", view.source(), csv_href(view, name), empty(words, view.reset)
        )
    own = table(numbers(view, name), words) if with_table else ""
    return Drawn(figure, subtitle(view, name), spoken, view.source(), csv_href(view, name), table=own)
