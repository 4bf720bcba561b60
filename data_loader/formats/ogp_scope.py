"""How much of the database an export of OGP speaks of: all commitments, or only those of the plans it holds."""

from __future__ import annotations

from data_loader.formats import Vocabulary
from data_loader.formats.ogp_stored import Stored
from data_loader.phrases import phrase
from data_loader.questions import Option, Question
from data_loader.tables import Scope, Table

MOST = 0.5  # of the members with commitments; an export with more of them is taken for that of all
NAMED = 5  # plans, in a sentence
PLANS, ALL = "plans", "all"


def add(commitments: Table, stored: Stored, vocabulary: Vocabulary) -> None:
    """Lets an export with OGP's own ids add and update: of its plans, and of all others, nothing goes by itself."""
    held = frozenset(commitments.frame["action_plan_id"])
    if stored.plans and vocabulary.asking.ask(_question_of_plans(commitments, held, stored)) == PLANS:
        commitments.scope = Scope("action_plan_id", held, adds=True)


def _question_of_plans(table: Table, held: frozenset[str], stored: Stored) -> Question:
    sentence = phrase(
        "{file} holds {rows} commitments of {plans} plans: they are added or updated, and {others} other plans that "
        "have commitments stay as they are.",
        file=str(table.source), rows=len(table.frame), plans=len(held), others=len(stored.plans - held),
    )  # fmt: skip
    options = (
        Option(PLANS, phrase("Add and update; all other plans stay")),
        Option(ALL, phrase("Replace all commitments")),
    )
    return Question("scope:commitments", sentence, options, PLANS)


def limit(commitments: Table, assessments: Table, stored: Stored, vocabulary: Vocabulary) -> None:
    """Lets the tables of an export replace no more than what it speaks of: all, or the plans it holds."""
    held = frozenset(commitments.frame["action_plan_id"])
    if stored.plans <= held:
        return
    members = frozenset(commitments.frame["member_id"])
    if not held or vocabulary.asking.ask(_question(commitments, members, held, stored)) == PLANS:
        commitments.scope = Scope("action_plan_id", held)
        assessments.scope = Scope("commitment_id", stored.ids | frozenset(commitments.frame["id"]))


def _question(table: Table, members: frozenset[str], held: frozenset[str], stored: Stored) -> Question:
    among = len(stored.members & members)
    named = sorted(held)
    plans = ", ".join(named if len(named) <= NAMED else [*named[:NAMED], "…"])
    few = phrase(
        "{file} holds the commitments of {plans}. Only these and their assessments are replaced; all others stay.",
        file=str(table.source), plans=plans,
    )  # fmt: skip
    many = phrase(
        "{file} holds commitments of {members} of the {all} members that have any. It replaces all commitments and "
        "assessments.",
        file=str(table.source), members=among, all=len(stored.members),
    )  # fmt: skip
    whole = among > MOST * len(stored.members)
    options = (
        Option(PLANS, phrase("Replace only the plans of the file")),
        Option(ALL, phrase("Replace all commitments")),
    )
    return Question("scope:commitments", many if whole else few, options, ALL if whole else PLANS)
