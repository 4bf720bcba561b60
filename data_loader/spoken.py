"""What people call the codes of the lists in English, French and Spanish, so that a finding can say what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

from data_loader.schema import fold

WORDS: dict[str, tuple[str, ...]] = {
    # completion
    "not_started": ("non commencé", "pas commencé", "no iniciado", "sin iniciar"),
    "limited": ("limité", "limitado"),
    "substantial": ("substantiel", "sustancial"),
    "complete": ("completed", "achevé", "terminé", "completo", "completado"),
    "in_progress": ("en cours", "en curso", "en progreso"),
    "unclear": ("no evidence", "sans preuve", "sin evidencia"),
    "withdrawn": ("retiré", "retirado"),
    # impact, specificity and openness
    "none": ("no impact", "aucun", "aucune", "ninguno", "ninguna", "did not change"),
    "minor": ("mineur", "menor"),
    "moderate": ("modéré", "moderado"),
    "transformative": ("transformateur", "transformador"),
    "low": ("faible", "basse", "bajo", "baja"),
    "medium": ("moyenne", "moyen", "media", "medio"),
    "high": ("élevée", "élevé", "haute", "alta", "alto"),
    "worsens": ("worsened", "recul", "retroceso"),
    "marginal": ("marginally", "marginale"),
    "major": ("majeure", "significativa"),
    "outstanding": ("exceptionnelle", "excepcional"),
    # regions and levels
    "africa-middle-east": (
        "africa", "middle east", "africa and the middle east", "afrique", "moyen-orient", "afrique et moyen-orient",
        "áfrica y medio oriente", "medio oriente",
    ),
    "americas": ("america", "latin america", "the americas", "amériques", "amérique", "américas"),
    "asia-pacific": ("asia", "asia and the pacific", "asie-pacifique", "asie", "asia-pacífico", "asia y el pacífico"),
    "europe": ("europa",),
    "national": ("nacional",),
    "regional": ("régional",),
    "local": ("locale",),
    "parliament": ("parlement", "parlamento"),
    # members
    "country": ("pays", "país"),
    "state": ("état", "estado"),
    "province": ("provincia",),
    "region": ("región",),
    "county": ("comté", "condado"),
    "regency": ("régence", "regencia"),
    "city": ("ville", "ciudad"),
    "municipality": ("municipalité", "commune", "municipio"),
    "active": ("actif", "activo"),
    "inactive": ("inactif", "inactivo"),
    # assessors and values
    "irm_progress_report": ("progress report", "rapport d’avancement", "informe de avance"),
    "irm_end_of_term": ("end of term report", "rapport de fin de cycle", "informe de fin de término"),
    "self_assessment": ("auto-évaluation", "autoevaluación"),
    "access_to_information": ("accès à l’information", "acceso a la información"),
    "civic_participation": ("participation citoyenne", "participación ciudadana"),
    "public_accountability": ("redevabilité publique", "rendición pública de cuentas"),
    "technology": ("technology and innovation", "technologie", "tecnología"),
    # the Steering Committee
    "government": ("gouvernement", "gobierno"),
    "civil_society": ("société civile", "sociedad civil", "cso"),
    "working": ("working-level meeting", "réunion de travail", "reunión de trabajo"),
    "ministerial": ("ministerial meeting", "ministérielle"),
    "subcommittee": ("sous-comité", "subcomité"),
    "event": ("événement", "evento"),
}  # fmt: skip
"""Code → other words for it; a code stands for itself, with blanks in place of underscores and hyphens."""

_BETWEEN = re.compile(r"[\s_\-’'.]+")


def key(text: str) -> str:
    """`text` as words are compared: folded, and every run of blanks, hyphens and underscores one blank."""
    return _BETWEEN.sub(" ", fold(text)).strip()


def of_codes(codes: Iterable[str]) -> dict[str, str]:
    """Every word for each of `codes`, as `key` writes it → the code."""
    listed = tuple(codes)
    others = {key(word): code for code in listed for word in WORDS.get(code, ())}
    return others | {key(code): code for code in listed}
