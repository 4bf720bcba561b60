"""The look, said once: every colour in light and dark, the type, and what all charts have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class State:
    """The look of a state beside the scale: ground and hatch, each (light, dark), and Plotly's sign of the hatch."""

    ground: tuple[str, str]
    hatch: tuple[str, str]
    sign: str


STATES = {
    # Greys, told apart by their hatch: one of the signs of _HATCHES.
    "unclear": State(("#c3c8d0", "#566270"), ("#a5adb8", "#434e5a"), "."),
    "withdrawn": State(("#aab1ba", "#37414c"), ("#8d96a1", "#505c69"), "\\"),
    "level_not_published": State(("#bcc3cc", "#3f4a56"), ("#9ea7b2", "#5a6673"), "|"),
    "not_assessed": State(("#d5d9de", "#4a5561"), ("#b7bec6", "#5c6875"), "/"),
}
COLOURS = {
    # name: (light, dark). A light value stands once only, so that a chart's colours can be turned into their dark ones.
    "page": ("#f6f7f8", "#12171d"),
    "surface": ("#ffffff", "#1b222a"),
    "sunken": ("#f1f3f5", "#232c36"),
    "line": ("#e3e6ea", "#323d48"),
    "control": ("#868f9a", "#77838f"),
    "ink": ("#1c2530", "#e8ecf0"),
    "quiet": ("#5d6875", "#a3aebb"),
    "on_ink": ("#fbfcfd", "#13181e"),
    "accent": ("#0f4c81", "#84bcee"),
    "accent_soft": ("#e7f0f8", "#1f3448"),
    "on_accent": ("#fdfeff", "#0d1a26"),
    "interval": ("#9db3c8", "#55728e"),
    # Completion: brown to teal, so that it reads in grey print and with any colour vision.
    "not_started": ("#b35c2e", "#d17a49"),
    "limited": ("#e6bd87", "#e8c48f"),
    "substantial": ("#7fbdb3", "#8fcdc3"),
    "complete": ("#16706a", "#2f9e92"),
    # Other scales, from their least to their most: blues, darker on white and lighter on black.
    "step_1": ("#dfe8f1", "#2b3d4f"),
    "step_2": ("#b5cbe0", "#3c5a78"),
    "step_3": ("#7ea6cb", "#5a86b2"),
    "step_4": ("#3f77ab", "#86b2dd"),
    "step_5": ("#0f3f70", "#c3dcf3"),
    # Groups that have no order, told apart by their signs as well.
    "hue_1": ("#1f5f99", "#7db6e8"),
    "hue_2": ("#b0540f", "#f0a35e"),
    "hue_3": ("#0f7a5f", "#5fc9a8"),
    "hue_4": ("#8b3f94", "#d79be0"),
    "hue_5": ("#8a6a00", "#dcc24a"),
    "hue_6": ("#b32b55", "#f08fae"),
    "hue_7": ("#54606e", "#b3bdc8"),
    "slipped": ("#b3261e", "#f28b82"),
    "on_low": ("#22201d", "#e9eef3"),
    "on_strong": ("#fffdfa", "#10161c"),
    "on_pale": ("#22201c", "#11161b"),
    **{name: state.ground for name, state in STATES.items()},
    **{f"{name}_hatch": state.hatch for name, state in STATES.items()},
    "on_state": ("#262b31", "#f1f4f7"),
    # The map.
    "land": ("#eff1f4", "#262f38"),
    "border": ("#fafbfc", "#1a2129"),
    "half": ("#f1e9da", "#f0e3cb"),
    "too_few": ("#98a2ae", "#75818d"),
    "context": ("#cbd0d6", "#46515d"),  # what was not chosen
    "pale": ("#e2e6eb", "#333e49"),  # what did not move, and all that a bar could be; no line, which may grow strong
}
LIGHT = {name: light for name, (light, _) in COLOURS.items()}
DARK = {name: dark for name, (_, dark) in COLOURS.items()}

TEXT_ON = {
    "not_started": "on_strong",
    "limited": "on_pale",
    "substantial": "on_pale",
    "complete": "on_strong",
    "step_1": "on_low",
    "step_2": "on_low",
    "step_3": "on_pale",
    "step_4": "on_strong",
    "step_5": "on_strong",
    **dict.fromkeys(STATES, "on_state"),
    **dict.fromkeys((f"hue_{n}" for n in range(1, 8)), "on_strong"),
    "accent": "on_accent",
    "ink": "on_ink",
}
"""The colour of text on a coloured ground."""

SCALE = ("not_started", "limited", "substantial", "complete")
STEPS = ("step_1", "step_2", "step_3", "step_4", "step_5")
HUES = tuple(name for name in COLOURS if name.startswith("hue_"))
_HATCHES = {
    ".": "radial-gradient({hatch} 1.2px, transparent 1.6px) 0 0 / 6px 6px {ground}",
    "\\": "repeating-linear-gradient(45deg, {ground} 0 4px, {hatch} 4px 6px)",
    "/": "repeating-linear-gradient(-45deg, {ground} 0 4px, {hatch} 4px 6px)",
    "|": "repeating-linear-gradient(90deg, {ground} 0 4px, {hatch} 4px 6px)",
    "-": "repeating-linear-gradient(0deg, {ground} 0 4px, {hatch} 4px 6px)",
}
"""What style sheets write for a sign of Plotly's."""

FAMILY = '"Public Sans", "Public Sans Fallback", system-ui, sans-serif'
BODY, NOTE = 13, 12
"""Type sizes in charts, px."""

RATES = [
    [0, LIGHT["not_started"]],
    [0.35, LIGHT["limited"]],
    [0.5, LIGHT["half"]],
    [0.65, LIGHT["substantial"]],
    [1, LIGHT["complete"]],
]
"""The colour of a completion rate from 0 to 1."""

CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "displayModeBar": False,
    "doubleClick": False,
    # Plotly's own button would send the chart to its cloud.
    "modeBarButtonsToRemove": ["sendChartToCloud"],
    "plotlyServerURL": "",
    "scrollZoom": False,
    "showTips": False,
}
"""Plotly's configuration; the page adds `locale` and `topojsonURL`."""

LAYOUT: dict[str, Any] = {
    "autosize": True,
    "dragmode": False,
    "font": {"family": FAMILY, "size": BODY, "color": LIGHT["ink"]},
    "hoverlabel": {
        "align": "left",
        "bgcolor": LIGHT["ink"],
        "bordercolor": LIGHT["ink"],
        "font": {"family": FAMILY, "size": BODY, "color": LIGHT["on_ink"]},
    },
    "hovermode": "closest",
    "paper_bgcolor": LIGHT["surface"],
    "plot_bgcolor": LIGHT["surface"],
}
"""The start of every chart's layout."""


def _marker(completion: str) -> dict[str, Any]:
    marker: dict[str, Any] = {"color": LIGHT[completion], "line": {"color": LIGHT["surface"], "width": 1}}
    if completion in STATES:
        hatch = {"shape": STATES[completion].sign, "fgcolor": LIGHT[f"{completion}_hatch"], "size": 6, "solidity": 0.3}
        marker["pattern"] = hatch | {"bgcolor": LIGHT[completion]}
    return marker


_FLOW = "".join(
    f".level-flow-{change}{{{look}}}"
    for change, look in {
        "advanced": "background:var(--accent)",
        "slipped": "border:2px dashed var(--slipped)",
        "newly_assessed": "background:linear-gradient(90deg,var(--limited) 50%,var(--substantial) 50%);opacity:.6",
        "withdrawn": "background:var(--pale);border:1px solid var(--quiet)",
        "otherwise": "background:var(--pale);border:1px dotted var(--quiet)",
        "new": "border:1px solid var(--control)",
        "not_placed": "border:1px dashed var(--control);opacity:.6",
        "unchanged": "background:var(--pale)",
    }.items()
)
"""What tells the classes of change apart in a legend: ground and edge."""
MARKERS = {completion: _marker(completion) for completion in (*SCALE, *STATES)}
"""How Plotly fills each completion level and state."""


def light_to_dark() -> dict[str, str]:
    """The dark colour for each light one; `inMode` of assets/js/figure/figure.js turns a chart with it."""
    return dict(COLOURS.values())


def css() -> str:
    """The colours as custom properties, `--not-started` and so on: dark by `data-bs-theme`, light on paper.

    Then the ground of each completion level and state with the text on it, `.level-not_started` and so on.
    """
    light, dark = (
        "".join(f"{_property(name)}:{colour};" for name, colour in palette.items()) for palette in (LIGHT, DARK)
    )
    root = f":root{{color-scheme:light;{light}}}@media screen{{:root[data-bs-theme=dark]{{color-scheme:dark;{dark}}}}}"
    return root + "".join(map(_level, (*SCALE, *STEPS, *HUES, *STATES))) + _FLOW


def _property(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _level(name: str) -> str:
    ground = f"var({_property(name)})"
    if name in STATES:
        ground = _HATCHES[STATES[name].sign].format(ground=ground, hatch=f"var({_property(name)}-hatch)")
    return f".level-{name}{{background:{ground};color:var({_property(TEXT_ON[name])})}}"
