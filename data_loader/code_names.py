"""What the coded values are called in English, French and Spanish where they are written for people to edit.

A name in any of the three languages is read as the code (spoken.py), so no two codes of one list may share one.
"""

from __future__ import annotations

from data_loader.column_names import Names

CODES: dict[str, Names] = {
    # completion, and the status of promises
    "not_started": Names("Not started", "Non commencé", "No iniciado"),
    "limited": Names("Limited", "Limité", "Limitado"),
    "substantial": Names("Substantial", "Substantiel", "Sustancial"),
    "complete": Names("Complete", "Achevé", "Completo"),
    "in_progress": Names("In progress", "En cours", "En curso"),
    "unclear": Names("No evidence", "Sans preuve", "Sin evidencia"),
    "withdrawn": Names("Withdrawn", "Retiré", "Retirado"),
    # impact, specificity, openness and confidence
    "none": Names("None", "Aucun", "Ninguno"),
    "minor": Names("Minor", "Mineur", "Menor"),
    "moderate": Names("Moderate", "Modéré", "Moderado"),
    "transformative": Names("Transformative", "Transformateur", "Transformador"),
    "low": Names("Low", "Faible", "Baja"),
    "medium": Names("Medium", "Moyenne", "Media"),
    "high": Names("High", "Élevée", "Alta"),
    "worsens": Names("Worsened", "Recul", "Retroceso"),
    "marginal": Names("Marginal", "Marginale", "Marginal"),
    "major": Names("Major", "Majeure", "Significativa"),
    "outstanding": Names("Outstanding", "Exceptionnelle", "Excepcional"),
    # regions and levels
    "africa-middle-east": Names("Africa and the Middle East", "Afrique et Moyen-Orient", "África y Medio Oriente"),
    "americas": Names("Americas", "Amériques", "Américas"),
    "asia-pacific": Names("Asia-Pacific", "Asie-Pacifique", "Asia-Pacífico"),
    "europe": Names("Europe", "Europe", "Europa"),
    "national": Names("National", "National", "Nacional"),
    "parliament": Names("Parliament", "Parlement", "Parlamento"),
    "regional": Names("Regional", "Régional", "Regional"),
    "local": Names("Local", "Local", "Local"),
    # members
    "country": Names("Country", "Pays", "País"),
    "state": Names("State", "État", "Estado"),
    "province": Names("Province", "Province", "Provincia"),
    "region": Names("Region", "Région", "Región"),
    "nation": Names("Devolved nation", "Nation constitutive", "Nación constitutiva"),
    "county": Names("County", "Comté", "Condado"),
    "regency": Names("Regency", "Régence", "Regencia"),
    "city": Names("City", "Ville", "Ciudad"),
    "municipality": Names("Municipality", "Municipalité", "Municipio"),
    "active": Names("Active", "Actif", "Activo"),
    "inactive": Names("Inactive", "Inactif", "Inactivo"),
    # assessors and values
    "self_assessment": Names("Self-assessment", "Autoévaluation", "Autoevaluación"),
    "monitoring_body": Names("Local monitoring body", "Organe local de suivi", "Órgano local de seguimiento"),
    "irm_progress_report": Names("IRM progress report", "Rapport d’avancement du MIE", "Informe de avance del MRI"),
    "irm_end_of_term": Names("IRM end of term", "Rapport de fin de cycle du MIE", "Informe de fin de término del MRI"),
    "access_to_information": Names("Access to information", "Accès à l’information", "Acceso a la información"),
    "civic_participation": Names("Civic participation", "Participation citoyenne", "Participación ciudadana"),
    "public_accountability": Names("Public accountability", "Redevabilité publique", "Rendición pública de cuentas"),
    "technology": Names("Technology and innovation", "Technologie et innovation", "Tecnología e innovación"),
    "inform": Names("Inform", "Informer", "Informar"),
    "consult": Names("Consult", "Consulter", "Consultar"),
    "involve": Names("Involve", "Impliquer", "Involucrar"),
    "collaborate": Names("Collaborate", "Collaborer", "Colaborar"),
    "empower": Names("Empower", "Autonomiser", "Empoderar"),
    # the Steering Committee
    "government": Names("Government", "Gouvernement", "Gobierno"),
    "civil_society": Names("Civil society", "Société civile", "Sociedad civil"),
    "co_chair": Names("Co-chair", "Coprésidence", "Copresidencia"),
    "co_anchor": Names("Co-anchor", "Coresponsable", "Corresponsable"),
    "subcommittee_chair": Names("Subcommittee chair", "Présidence de sous-comité", "Presidencia de subcomité"),
    "delegation": Names("Delegate", "Membre de délégation", "Miembro de delegación"),
    "committee_member": Names("Committee member", "Membre de comité", "Miembro de comité"),
    "working": Names("Working-level meeting", "Réunion de travail", "Reunión de trabajo"),
    "ministerial": Names("Ministerial meeting", "Réunion ministérielle", "Reunión ministerial"),
    "subcommittee": Names("Subcommittee meeting", "Réunion de sous-comité", "Reunión de subcomité"),
    "event": Names("Event", "Événement", "Evento"),
}
"""Code → its name in each language; every code of every list of schema.py has one."""


def name(code: str, lang: str) -> str:
    """What a code is called for readers of `lang`; itself where it has no name."""
    return CODES[code].in_language(lang) if code in CODES else code
