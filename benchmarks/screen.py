"""What a browser knows of a page it shows, and what it sends from there: Dash's own payloads, for whole pages."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_PACE = json.loads((Path(__file__).parents[1] / "assets/js/lib/pace.json").read_text("utf-8"))
EVERY, SPREAD = _PACE["every"] / 1000, _PACE["spread"] / 1000
"""Seconds between two questions for news at the most, and over which few open pages spread what they then ask for."""
_NAME = re.compile(rb'"data-page": ?"([\w-]*)"')


def until_next(chance: random.Random) -> float:
    """Seconds until a page asks for news again (`poll` of assets/js/lib/poll.js)."""
    return float(EVERY * (1 - chance.random() * _PACE["sooner"]))


def spread_of(open_pages: int) -> float:
    """Seconds over which so many open pages of one server spread what they ask for anew (`spreadOf` of poll.js)."""
    return max(SPREAD, open_pages / float(_PACE["renewed"]))


Component = tuple[dict[str, Any], dict[str, Any]]
"""The id of a component and its properties."""


@dataclass(frozen=True)
class Callbacks:
    """The two callbacks that open a page and that follow its address, as the server describes them to browsers."""

    opening: dict[str, Any]
    following: dict[str, Any]


def callbacks(dependencies: bytes) -> Callbacks:
    """Those among all callbacks that `/_dash-dependencies` lists."""
    listed = [one for one in json.loads(dependencies) if not one["clientside_function"]]
    opening = next(one for one in listed if "..page.children..." in one["output"])
    following = next(one for one in listed if any('"address"' in place["id"] for place in one["inputs"]))
    return Callbacks(opening, following)


def opening(known: Callbacks, path: str, query: str) -> bytes:
    """What is sent to have the page at an address."""
    [place] = known.opening["inputs"]
    here = place | {"value": {"pathname": path, "search": query}}
    payload = _payload(known.opening, _outputs(known.opening), [here], [], f"{place['id']}.{place['property']}")
    return json.dumps(payload).encode()


@dataclass
class Screen:
    """The components of a page that its callbacks may ask about, and what the page knows of itself."""

    name: str
    address: dict[str, Any]  # path, query, the version it is of, its shape, and what its tables are known by
    components: list[Component] = field(default_factory=list)
    confirmed: int | None = None  # the version of which it has found out that it is the same

    @property
    def version(self) -> int:
        """The version it shows."""
        return max(int(self.address["version"]), self.confirmed or 0)

    def is_same(self, news: dict[str, Any]) -> bool:
        """Whether the newest version has nothing new for it (assets/js/page/live.js)."""
        return bool(self.address["key"]) and news["pages"].get(self.name) == self.address["key"]

    def following(self, known: Callbacks, query: str, **more: Any) -> bytes:
        """What is sent when the address becomes `query`, or when the data became others under the same address."""
        callback, address = known.following, self.address | {"query": query, "version": self.version} | more
        values = {"address": address, "confirmed": self.confirmed}

        def places(one: dict[str, str]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
            pattern = json.loads(one["id"])
            for id_, given in self.components:
                if _means(pattern, id_):
                    yield {"id": id_, "property": one["property"]}, given

        def valued(one: dict[str, str]) -> list[dict[str, Any]]:
            name = one["property"]
            return [place | {"value": values.get(place["id"]["kind"], given.get(name))} for place, given in places(one)]

        inputs, state = ([valued(one) for one in callback[name]] for name in ("inputs", "state"))
        changed = json.dumps({"kind": "address", "page": ""}, separators=(",", ":"))
        outputs = [[place for place, _ in places(one)] for one in _outputs(callback)]
        return json.dumps(_payload(callback, outputs, inputs, state, f"{changed}.data")).encode()


def shown(answer: bytes) -> Screen:
    """The page that an answer to `opening` brings."""
    components, name = list(_components(json.loads(answer)["response"])), _NAME.search(answer)
    address = next(given["data"] for id_, given in components if id_["kind"] == "address")
    return Screen(name[1].decode() if name else "", address, components)


def _components(value: Any) -> Iterator[Component]:
    """Those with an id of several parts, from the outside in."""
    if isinstance(value, dict):
        properties = value.get("props")
        if isinstance(properties, dict) and isinstance(properties.get("id"), dict):
            yield properties["id"], properties
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inside:
        yield from _components(one)


def _means(pattern: dict[str, Any], id_: dict[str, Any]) -> bool:
    """Whether a pattern such as `{"kind": "choice", "filter": ["ALL"]}` means this component."""
    return pattern.keys() == id_.keys() and all(value in (["ALL"], id_[key]) for key, value in pattern.items())


def _outputs(callback: dict[str, Any]) -> list[dict[str, str]]:
    texts = callback["output"].strip(".").split("...")
    return [dict(zip(("id", "property"), text.rsplit(".", 1), strict=True)) for text in texts]


def _payload(
    callback: dict[str, Any], outputs: list[Any], inputs: list[Any], state: list[Any], changed: str
) -> dict[str, Any]:
    return {
        "output": callback["output"],
        "outputs": outputs,
        "inputs": inputs,
        "changedPropIds": [changed],
        "state": state,
    }
