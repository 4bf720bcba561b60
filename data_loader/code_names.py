"""What the coded values are called in English, French and Spanish where they are written for people to edit.

A name in any of the three languages is read as the code (spoken.py), so no two codes of one list may share one.
"""

from __future__ import annotations

from data_loader.column_names import Names
from data_loader.schema import SDG_GOALS

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
    "irm_progress_report": Names("IRM progress report", "Rapport d’avancement de l’IRM", "Informe de avance del MRI"),
    "irm_end_of_term": Names(
        "IRM end of term", "Rapport de fin de cycle de l’IRM", "Informe de fin de término del MRI"
    ),
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
    # standing, francophonie and reviews
    "candidate": Names("Candidate", "Candidat", "Candidato"),
    "under_review": Names("Under review", "En examen", "En revisión"),
    "member": Names("Member", "Membre", "Miembro"),
    "observer": Names("Observer", "Observateur", "Observador"),
    "response_policy": Names("Response Policy", "Politique de réponse", "Política de Respuesta"),
    "procedural_review": Names("Procedural review", "Examen procédural", "Revisión de procedimiento"),
    "eligibility": Names("Eligibility", "Éligibilité", "Elegibilidad"),
    "withdrawal": Names("Withdrawal", "Retrait", "Retiro"),
    "statement": Names("Statement", "Déclaration", "Declaración"),
    # results, milestones and recommendations
    "modest": Names("Modest", "Modeste", "Modesto"),
    "significant": Names("Significant", "Significatif", "Significativo"),
    "done": Names("Done", "Réalisé", "Realizado"),
    "carried_over": Names("Carried over", "Reporté", "Trasladado"),
    "key_recommendation": Names("Key recommendation", "Recommandation clé", "Recomendación clave"),
    "report_summary": Names(
        "Main advice of the report", "Conseil principal du rapport", "Consejo principal del informe"
    ),
    "midterm_summary": Names(
        "Main advice at mid-term", "Conseil principal à mi-parcours", "Consejo principal a medio término"
    ),
    "yes": Names("Yes", "Oui", "Sí"),
    "partly": Names("Partly", "En partie", "En parte"),
    "no": Names("No", "Non", "No"),
    # documents
    "action_plan": Names("Action plan", "Plan d’action", "Plan de acción"),
    "irm_design": Names("IRM design report", "Rapport de conception de l’IRM", "Informe de diseño del MRI"),
    "irm_implementation": Names(
        "IRM implementation report", "Rapport de mise en œuvre de l’IRM", "Informe de implementación del MRI"
    ),
    "irm_hybrid": Names("IRM hybrid report", "Rapport hybride de l’IRM", "Informe híbrido del MRI"),
    "irm_results": Names("IRM results report", "Rapport de résultats de l’IRM", "Informe de resultados del MRI"),
    "irm_special_report": Names("IRM special report", "Rapport spécial de l’IRM", "Informe especial del MRI"),
    "national_site": Names("National site", "Site national", "Sitio nacional"),
    "minutes": Names("Minutes", "Compte rendu", "Minuta"),
    "packet": Names("Meeting papers", "Dossier de réunion", "Documentos de la reunión"),
    "recap": Names("Recap", "Récapitulatif", "Recapitulación"),
    "declaration": Names("Declaration", "Déclaration", "Declaración"),
    "news": Names("News item", "Actualité", "Noticia"),
    "page": Names("Page", "Page", "Página"),
    # who attended, and what was decided
    "head_of_government": Names(
        "Head of state or government", "Chef d’État ou de gouvernement", "Jefatura de Estado o de gobierno"
    ),
    "minister": Names("Minister", "Ministre", "Ministro"),
    "deputy_minister": Names("Deputy minister", "Vice-ministre", "Viceministro"),
    "senior_official": Names("Senior official", "Haut fonctionnaire", "Alto funcionario"),
    "official": Names("Official", "Fonctionnaire", "Funcionario"),
    "alternate": Names("Alternate", "Suppléant", "Suplente"),
    "absent": Names("Absent", "Absent", "Ausente"),
    "status": Names("Status of a member", "Statut d’un membre", "Situación de un miembro"),
    "rule_change": Names("Rules", "Règles", "Reglas"),
    "strategy": Names("Strategy", "Stratégie", "Estrategia"),
    "paper": Names("Paper on the table", "Document soumis", "Documento presentado"),
    "agenda": Names("On the agenda", "À l’ordre du jour", "En el orden del día"),
    "action": Names("Action agreed", "Action convenue", "Acción acordada"),
    # events
    "summit": Names("Summit", "Sommet", "Cumbre"),
    "conference": Names("Conference", "Conférence", "Conferencia"),
    "meeting": Names("Meeting", "Réunion", "Reunión"),
    "workshop": Names("Workshop", "Atelier", "Taller"),
    "working_group": Names("Working group", "Groupe de travail", "Grupo de trabajo"),
    "peer_exchange": Names("Peer exchange", "Échange entre pairs", "Intercambio entre pares"),
    "hackathon": Names("Hackathon", "Hackathon", "Hackatón"),
    "consultation": Names("Consultation", "Consultation", "Consulta"),
    "tool": Names("Tool", "Outil", "Herramienta"),
    "guidance": Names("Guidance", "Guide", "Guía"),
    "publication": Names("Publication", "Publication", "Publicación"),
    "resources": Names("Money or technical help", "Financement ou appui technique", "Dinero o apoyo técnico"),
    "letter": Names("Letter", "Lettre", "Carta"),
    "accession": Names("Accession", "Adhésion", "Ingreso"),
    "announcement": Names("Announcement", "Annonce", "Anuncio"),
    "campaign": Names("Campaign", "Campagne", "Campaña"),
    "review": Names("Review", "Revue", "Revisión"),
    # notes
    "commitment": Names("Commitment", "Engagement", "Compromiso"),
    "theme": Names("Theme", "Thème", "Tema"),
    "promise": Names("Promise", "Promesse", "Promesa"),
    "date": Names("Date", "Date", "Fecha"),
    # the Sustainable Development Goals are called by their numbers
    **{goal: Names(goal, goal, goal) for goal in SDG_GOALS},
}
"""Code → its name in each language; every code of every list of schema.py has one."""


def name(code: str, lang: str) -> str:
    """What a code is called for readers of `lang`; itself where it has no name."""
    return CODES[code].in_language(lang) if code in CODES else code
