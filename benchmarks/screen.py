"""What a browser knows of a page it shows, and what it sends from there: Dash's own payloads, for whole pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

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
    """The components of a page that its callbacks may ask about."""

    path: str
    query: str
    version: int
    components: list[Component] = field(default_factory=list)

    def following(self, known: Callbacks, query: str) -> bytes:
        """What is sent when the address becomes `query`, or when the data became others under the same address."""
        callback, address = known.following, {"pathname": self.path, "query": query, "version": self.version}

        def places(one: dict[str, str]) -> list[dict[str, Any]]:
            found = [(id_, given) for id_, given in self.components if _means(json.loads(one["id"]), id_)]
            return [
                {
                    "id": id_,
                    "property": one["property"],
                    "value": address if id_["kind"] == "address" else given.get(one["property"]),
                }
                for id_, given in found
            ]

        inputs, state = ([places(one) for one in callback[name]] for name in ("inputs", "state"))
        changed = json.dumps({"kind": "address", "page": ""}, separators=(",", ":"))
        outputs = [places(one) for one in _outputs(callback)]
        return json.dumps(_payload(callback, outputs, inputs, state, f"{changed}.data")).encode()


def shown(answer: bytes, path: str, query: str) -> Screen:
    """The page that an answer to `opening` brings."""
    found = list(_components(json.loads(answer)["response"]))
    version = next(given["data"]["version"] for id_, given in found if id_["kind"] == "address")
    return Screen(path, query, version, found)


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
