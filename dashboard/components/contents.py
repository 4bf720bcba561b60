"""On this page: the cards of a long page by their headings, each a link to its place."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.components.elements import Element, Node, el, fold_toggle
from dashboard.view.view import View

_LEAST = 4  # cards from which on a page is long enough to need it
_CARDS = {"card", "chart-card"}


def contents(view: View, page: Node) -> Element | None:
    """The list of the cards in `page`, which a phone opens when asked; assets/js/page/contents.js keeps it in step."""
    places = list(_places(page))
    if len(places) < _LEAST:
        return None
    title = view.words("On this page")
    links = [el("li", el("a", heading, href=f"#{place}")) for place, heading in places]
    heading = el("span", title, className="on-this-page-title", aria_hidden="true")
    return el("nav", heading, fold_toggle(title), el("ul", *links), className="on-this-page folds", aria_label=title)


def _places(node: Node) -> Iterator[tuple[str, str]]:
    """The id and the heading of each card that has both, in their order."""
    if isinstance(node, (list, tuple)):
        for one in node:
            yield from _places(one)
    elif isinstance(node, Element) and _is_card(node):
        yield node.props["id"], _heading(node)
    elif node is not None:
        yield from _places(node.children if isinstance(node, Element) else getattr(node, "children", None) or [])


def _is_card(node: Element) -> bool:
    classes = str(node.props.get("className", "")).split()
    return not _CARDS.isdisjoint(classes) and bool(node.props.get("id")) and bool(_heading(node))


def _heading(card: Element) -> str:
    """The text of its first heading of level 2, its own or that of its header."""
    inner = [part for part in card.children if isinstance(part, Element)]
    inner += [part for one in inner if one.tag == "header" for part in one.children if isinstance(part, Element)]
    return next((str(one.children[0]) for one in inner if one.tag == "h2" and one.children), "")
