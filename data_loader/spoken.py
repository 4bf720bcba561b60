"""What people call the codes of the lists in English, French and Spanish, so that a finding can say what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

from data_loader.code_names import CODES
from data_loader.schema import fold

WORDS: dict[str, tuple[str, ...]] = {
    # completion
    "not_started": ("pas commencé", "sin iniciar", "non commencés", "no iniciados"),
    "limited": ("limités", "limitados"),
    "substantial": ("substantiels", "sustanciales", "substantially complete"),
    "complete": ("completed", "terminé", "completado", "achevés", "completados"),
    "in_progress": ("ongoing", "en progreso"),
    "unclear": ("sin pruebas",),
    "withdrawn": ("withdrawn from ogp", "retiré du pgo", "retirado de la aga", "retirado de ogp", "retiré du ogp"),
    # impact, specificity and openness
    "none": (
        "no impact", "aucune", "aucun impact", "ninguna", "sin impacto", "ningún impacto", "did not change",
        "did not change openness", "ouverture inchangée", "apertura sin cambios",
    ),
    "minor": ("minor impact", "impact mineur", "impacto menor"),
    "moderate": ("moderate impact", "impact modéré", "impacto moderado"),
    "transformative": ("transformative impact", "impact transformateur", "impacto transformador"),
    "low": ("basse", "bas", "bajo"),
    "medium": ("moyen", "medio"),
    "high": ("élevé", "haute", "haut", "alto"),
    "worsens": ("worsened openness", "recul de l’ouverture", "retroceso de la apertura"),
    "marginal": ("marginally", "opened marginally", "ouverture marginale", "apertura marginal"),
    "major": ("opened in a major way", "ouverture majeure", "apertura significativa"),
    "outstanding": ("opened outstandingly", "ouverture exceptionnelle", "apertura excepcional"),
    # regions and levels
    "africa-middle-east": ("africa", "middle east", "afrique", "moyen-orient", "medio oriente"),
    "americas": ("america", "latin america", "the americas", "amérique"),
    "asia-pacific": ("asia", "asia and the pacific", "asie", "asia y el pacífico"),
    "local": ("locale",),
    # members
    "nation": ("nation", "nación"),
    "municipality": ("commune",),
    # assessors and values
    "self_assessment": ("auto-évaluation",),
    "irm_progress_report": ("progress report", "rapport d’avancement", "informe de avance"),
    "irm_end_of_term": ("end of term report", "end of term", "rapport de fin de cycle", "informe de fin de término"),
    "technology": ("technologie", "tecnología"),
    # the Steering Committee
    "government": ("governments", "gouvernements", "gobiernos"),
    "civil_society": ("cso",),
    "delegation": ("délégation", "delegación"),
    "ministerial": ("ministérielle",),
    "subcommittee": ("sous-comité", "subcomité"),
}  # fmt: skip
"""Code → other words for it than its names; a code stands for itself, with blanks for underscores and hyphens."""

_BETWEEN = re.compile(r"[\s_\-’'.]+")


def key(text: str) -> str:
    """`text` as words are compared: folded, and every run of blanks, hyphens and underscores one blank."""
    return _BETWEEN.sub(" ", fold(text)).strip()


def of_codes(codes: Iterable[str]) -> dict[str, str]:
    """Every word for each of `codes`, as `key` writes it → the code."""
    listed = tuple(codes)
    others = {key(word): code for code in listed for word in (*WORDS.get(code, ()), *CODES.get(code, ()))}
    return others | {key(code): code for code in listed}
