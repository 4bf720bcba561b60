"""How a field of a form is filled in: what its control shows for a value, and which value is sent by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from data_loader.schema import LIST_SEPARATOR, Field

Options = Mapping[str, str]


@dataclass(frozen=True)
class Control:
    """How a field is filled in: a kind of blocks.Field, what may be chosen, and what it holds now."""

    column: Field
    kind: str
    options: Options  # value → what it is called
    text: str  # as the control shows it
    help: str = ""  # what the field means, and how it is filled in

    @property
    def is_required(self) -> bool:
        """Whether a browser asks for it; an id that is left out is made."""
        return self.column.required and self.column.name != "id" and self.kind != "many"


def lines(text: str) -> str:
    """A text of a form with line breaks as everywhere else."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parts(column: Field, value: str) -> list[str]:
    """The values in a cell."""
    parts = value.split(LIST_SEPARATOR) if column.kind == "list" else [value]
    return [part for part in parts if part]


def shown(column: Field, kind: str, options: Options, value: str) -> str:
    """What a control shows for a value: a line for each part of a list, a name where one types it."""
    if column.kind == "list":
        return "\n".join(parts(column, value))
    return options.get(value, value) if kind == "line" else value


def read(control: Control, sent: Sequence[str], before: str) -> str:
    """The value that a control stands at; a list of the same values is as it was."""
    if control.column.kind == "list":
        texts = [part.strip() for text in sent for part in _SPLIT[control.kind](lines(text))]
        now = [*dict.fromkeys(filter(None, texts))]
        stays = [part for part in parts(control.column, before) if part in now]
        return LIST_SEPARATOR.join([*stays, *(part for part in now if part not in stays)])
    text = lines(sent[-1]) if control.kind == "lines" else sent[-1].strip()
    ids = {called: value for value, called in control.options.items()} if control.kind == "line" else {}
    return ids.get(text, text)


_SPLIT: dict[str, Callable[[str], list[str]]] = {
    "many": lambda text: [text],
    "lines": lambda text: text.replace(LIST_SEPARATOR.strip(), "\n").split("\n"),
}
