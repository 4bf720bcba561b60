"""What a page is told when its data version became another, beside all that follows the filters anyway."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.components import controls, ids
from dashboard.view.view import View
from dashboard.web.frame import title
from dashboard.web.pages import Page

Seen = tuple[Page | None, View]


def is_renewed(here: dict[str, Any], view: View) -> bool:
    """The browser shows an older version than `view`, and did not ask for that one."""
    shown = here.get("version")
    return isinstance(shown, int) and shown < view.snapshot.version.number and not view.chosen.version


def renewal(now: Seen, earlier: Seen | None, shown: Sequence[ids.Id]) -> dict[str, Any]:
    """The sentence, the document's title and the options of the controls `shown`; or that the page is another one.

    `earlier` is what the page showed until now; None when there was no data.
    """
    page, view = now
    if earlier is None or _shape(*now) != _shape(*earlier):
        return {"reload": True}
    options = [{"id": id_, "options": found} for id_ in shown if (found := controls.options(view, id_)) is not None]
    told = view.words("The data were updated: version {version}.", version=view.snapshot.version.number)
    return {"told": told, "title": title(page, view), "options": options}


def _shape(page: Page | None, view: View) -> tuple[object, ...]:
    """What decides which parts and controls a page has at all."""
    snapshot = view.snapshot
    return page is None, bool(snapshot.pilots), snapshot.choices["priority"]
