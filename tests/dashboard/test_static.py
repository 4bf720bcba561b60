"""Folding a page: what callbacks name stays a component, everything else becomes one, and no text becomes markup."""

from __future__ import annotations

from typing import Any

import pytest
from dash import dcc, html

from dashboard.components.static import Static, static
from dashboard.view.view import Views
from dashboard.web.pages import PAGES
from tests.dashboard.test_pages import build
from tests.dashboard.trees import walk


def test_plain_elements_become_one_component() -> None:
    folded = static(html.Ul([html.Li("a", className="x"), html.Li(2)]))
    assert (folded.tree, folded.children) == (["ul", {}, ["li", {"className": "x"}, "a"], ["li", {}, "2"]], [])


def test_a_component_that_a_callback_names_keeps_its_place() -> None:
    box = dcc.Checklist(id={"kind": "choice"})
    folded = static(html.P(["before", box, "after"]))
    assert (folded.tree, folded.children) == (["p", {}, "before", 0, "after"], [box])


def test_an_element_that_a_callback_names_is_folded_inside() -> None:
    folded = static([html.Div(html.B("x"), id={"kind": "live"})])
    [live] = folded.children
    assert (folded.tree, live.children.tree) == (["", {}, 0], ["b", {}, "x"])


@pytest.mark.parametrize("node", ["text", None])
def test_what_is_no_element_stays(node: Any) -> None:
    assert static(node) is node


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_leaves_an_element_unfolded_that_no_callback_names(reference: Views, page: Any) -> None:
    choices = reference.of("").snapshot.choices
    path = page.path.replace("*", choices[page.name][0] if page.name in choices else "ALB-1-001")
    components = list(walk(static(build(reference, path)[2])))
    assert [c for c in components if c._namespace == "dash_html_components" and not isinstance(c.id, dict)] == []
    assert sum(isinstance(component, Static) for component in components) < 20
