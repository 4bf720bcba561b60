"""Forms of plain elements: what is in them is sent as it stands, by assets/js/50-load.js or by the browser itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.components.static import Static


def form(parts: Sequence[Any], action: str, token: str, class_name: str = "") -> Any:
    """A form that posts `parts` and the token that shows where it came from."""
    return html.Form(
        [hidden("csrf_token", token), *parts],
        action=action,
        method="post",
        encType="multipart/form-data",
        className=f"posted {class_name}".strip(),
    )


def hidden(name: str, value: str) -> Any:
    """A value that goes along unseen."""
    return _element("input", type="hidden", name=name, value=value)


def files(label: str, note: str, name: str) -> Any:
    """A choice of files, on which files may be dropped."""
    box = _element("input", type="file", name=name, multiple=True, required=True, accept=".csv,.tsv,.txt,.xlsx,.xlsm")
    return html.Label(
        [html.Span(label, className="drop-label"), box, html.Span(note, className="note")], className="drop"
    )


def tick(label: str, name: str, *, required: bool) -> Any:
    """A box to tick."""
    box = _element("input", type="checkbox", name=name, value="yes", required=required)
    return html.Label([box, " ", html.Span(label)], className="tick")


def choice(label: Any, name: str, options: Sequence[tuple[str, str]], chosen: str) -> Any:
    """One of several values, by value and label; none at first when `chosen` is none of them."""
    listed = [["option", {"value": value}, text] for value, text in options]
    select = Static(
        ["select", {"name": name, "defaultValue": chosen, "required": True}, ["option", {"value": ""}, "–"], *listed],
        [],
    )
    return html.Label([html.Span(label), " ", select], className="choice-of-one")


def text(label: str, name: str, value: str, longest: int) -> Any:
    """A line to write in."""
    box = _element("input", type="text", name=name, defaultValue=value, maxLength=longest, required=True)
    return html.Label([html.Span(label), " ", box], className="line-of-text")


def button(label: str, *, strong: bool = False) -> Any:
    """What sends the form."""
    return html.Button(label, type="submit", className="send strong" if strong else "send")


def _element(tag: str, **props: Any) -> Any:
    """An element that Dash's own HTML lacks."""
    return Static([tag, props], [])
