"""How much of the database an export of OGP speaks of: only the plans it holds, unless a person says all."""

from __future__ import annotations

from data_loader.formats import Vocabulary
from data_loader.formats.ogp_stored import Stored
from data_loader.phrases import N_, phrase
from data_loader.questions import Option, Question
from data_loader.tables import Scope, Table

PLANS, ALL = "plans", "all"


def limit(commitments: Table, assessments: Table, stored: Stored, vocabulary: Vocabulary, *, adds: bool) -> None:
    """Lets the tables of an export change no more than the plans it holds; one that `adds` takes nothing of them away.

    Without OGP's own ids, what the export has of a plan takes the place of what is stored of it.
    """
    held = frozenset(commitments.frame["action_plan_id"])
    if not stored.plans or (stored.plans <= held and not adds):
        return
    if not held or vocabulary.asking.ask(_question(commitments, held, stored, adds=adds)) == PLANS:
        commitments.scope = Scope("action_plan_id", held, adds)
        if not adds:  # else they follow the commitments, with all that is stored of these
            assessments.scope = Scope("commitment_id", stored.ids | frozenset(commitments.frame["id"]))


_ADDED = N_(
    "Commitments in {file}: {rows}; action plans: {plans}. They are added or updated; all other plans stay as they are "
    "(with commitments: {others})."
)
_REPLACED = N_(
    "Commitments in {file}: {rows}; action plans: {plans}. They take the place of those stored of these plans; all "
    "other plans stay as they are (with commitments: {others})."
)


def _question(table: Table, held: frozenset[str], stored: Stored, *, adds: bool) -> Question:
    sentence = phrase(
        _ADDED if adds else _REPLACED,
        file=str(table.source), rows=len(table.frame), plans=len(held), others=len(stored.plans - held),
    )  # fmt: skip
    options = (
        Option(PLANS, phrase("Change only the plans of the file")),
        Option(ALL, phrase("Replace all commitments")),
    )
    return Question("scope:commitments", sentence, options, PLANS)
