"""What people call the tables and their columns in English, French and Spanish: the headers of files made to be edited.

A header in any of the three languages is read as the column itself (headers.py), so no two columns of one table may
share a name in any of them.
"""

from __future__ import annotations

from typing import NamedTuple

from data_loader import schema


class Names(NamedTuple):
    """A name in each of the languages."""

    en: str
    fr: str
    es: str

    def in_language(self, lang: str) -> str:
        """The name in `lang`, in English where that is no language of ours."""
        return str(getattr(self, lang, self.en))


TABLES: dict[str, Names] = {
    "priorities": Names("Priorities", "Priorités", "Prioridades"),
    "policy_areas": Names("Policy areas", "Domaines d’action", "Áreas de política"),
    "themes": Names("Themes", "Thèmes", "Temas"),
    "tags": Names("Tags", "Étiquettes", "Etiquetas"),
    "members": Names("Members", "Membres", "Miembros"),
    "action_plans": Names("Action plans", "Plans d’action", "Planes de acción"),
    "commitments": Names("Commitments", "Engagements", "Compromisos"),
    "assessments": Names("Assessments", "Évaluations", "Evaluaciones"),
    "milestones": Names("Milestones", "Jalons", "Hitos"),
    "progress_reports": Names("Progress reports", "Comptes rendus d’avancement", "Informes de avance"),
    "plan_results": Names("Plan results", "Résultats des plans", "Resultados de los planes"),
    "plan_process": Names("Plan process", "Élaboration des plans", "Elaboración de los planes"),
    "standing": Names("Standing", "Situation des membres", "Situación de los miembros"),
    "eligibility": Names("Eligibility", "Éligibilité", "Elegibilidad"),
    "review_steps": Names("Review steps", "Étapes d’examen", "Pasos de revisión"),
    "recommendations": Names("Recommendations", "Recommandations", "Recomendaciones"),
    "steering_members": Names(
        "Steering Committee members", "Membres du Comité directeur", "Integrantes del Comité Directivo"
    ),
    "seats": Names("Seats", "Sièges", "Puestos"),
    "roles": Names("Roles", "Rôles", "Roles"),
    "meetings": Names("Meetings", "Réunions", "Reuniones"),
    "documents": Names("Documents", "Documents", "Documentos"),
    "representatives": Names("Representatives", "Représentants", "Representantes"),
    "attendance": Names("Attendance", "Participation aux réunions", "Asistencia"),
    "decisions": Names("Decisions", "Décisions", "Decisiones"),
    "agenda_items": Names("Agenda items", "Promesses", "Promesas"),
    "agenda_updates": Names("Agenda updates", "Suivi des promesses", "Seguimiento de las promesas"),
    "events": Names("Events", "Événements", "Eventos"),
    "notes": Names("Notes", "Notes", "Notas"),
    "corrections": Names("Corrections", "Corrections", "Correcciones"),
    "published_figures": Names("Published figures", "Chiffres publiés", "Cifras publicadas"),
}

_COMMON: dict[str, Names] = {
    "about": Names("About", "À propos de", "Acerca de"),
    "about_id": Names("About which", "À propos duquel", "Acerca de cuál"),
    "accepted": Names("Accepted", "Accepté", "Aceptado"),
    "access_to_information": Names(
        "Points for access to information", "Points pour l’accès à l’information", "Puntos por acceso a la información"
    ),
    "action_plan_id": Names("Action plan", "Plan d’action", "Plan de acción"),
    "agenda_item_id": Names("Promise", "Promesse", "Promesa"),
    "amount": Names("Amount", "Montant", "Monto"),
    "assessor": Names("Assessor", "Évaluateur", "Evaluador"),
    "as_of": Names("As of", "Situation au", "Situación al"),
    "asset_disclosure": Names(
        "Points for asset disclosure", "Points pour la déclaration de patrimoine", "Puntos por declaración patrimonial"
    ),
    "author_role": Names("Author’s role", "Fonction de l’auteur", "Función del autor"),
    "carried_over": Names("Carried over", "Reportés", "Trasladados"),
    "case_id": Names("Case", "Dossier", "Caso"),
    "changed": Names("What it changed", "Ce que cela a changé", "Qué cambió"),
    "citizen_engagement": Names(
        "Points for citizen engagement", "Points pour la participation citoyenne", "Puntos por participación ciudadana"
    ),
    "cochair_priority": Names("Co-chairs’ priority", "Priorité des coprésidents", "Prioridad de los copresidentes"),
    "code": Names("OGP code", "Code PGO", "Código de la AGA"),
    "cohort": Names("Cohort", "Cohorte", "Cohorte"),
    "commitment_id": Names("Commitment", "Engagement", "Compromiso"),
    "commitments": Names("Commitments", "Engagements", "Compromisos"),
    "complete": Names("Complete", "Achevés", "Completados"),
    "completion": Names("Completion", "Achèvement", "Cumplimiento"),
    "confidence": Names("Confidence", "Fiabilité", "Confiabilidad"),
    "constituency": Names("Constituency", "Collège", "Sector"),
    "consultation_steps_followed": Names(
        "Consultation steps followed", "Étapes de consultation suivies", "Pasos de consulta seguidos"
    ),
    "country": Names("Country", "Pays", "País"),
    "currency": Names("Currency", "Devise", "Moneda"),
    "date": Names("Date", "Date", "Fecha"),
    "did_it_open_government": Names(
        "Did it open government", "Effet sur l’ouverture de l’action publique", "Efecto en la apertura del gobierno"
    ),
    "did_it_open_major": Names("Opened government in a major way", "Ouverture majeure", "Apertura significativa"),
    "did_it_open_outstanding": Names(
        "Opened government outstandingly", "Ouverture exceptionnelle", "Apertura excepcional"
    ),
    "done_date": Names("Date done", "Date de réalisation", "Fecha de realización"),
    "due_date": Names("Due date", "Échéance", "Fecha límite"),
    "early_results": Names("Early results", "Premiers résultats", "Resultados preliminares"),
    "eligible": Names("Eligible", "Éligible", "Elegible"),
    "end_date": Names("End date", "Date de fin", "Fecha de fin"),
    "evidence": Names("Evidence", "Éléments de preuve", "Evidencia"),
    "evidence_file": Names("Files of evidence", "Fichiers de preuve", "Archivos de evidencia"),
    "evidence_url": Names("Address of the evidence", "Adresse de la preuve", "Dirección de la evidencia"),
    "figures": Names("Figures in words", "Chiffres en toutes lettres", "Cifras en palabras"),
    "first_code": Names("First OGP code", "Premier code PGO", "Primer código de la AGA"),
    "fiscal_transparency": Names(
        "Points for fiscal transparency", "Points pour la transparence budgétaire", "Puntos por transparencia fiscal"
    ),
    "follows": Names("Takes over from", "Succède à", "Sucede a"),
    "francophonie": Names("Francophonie", "Francophonie", "Francofonía"),
    "francophonie_source": Names(
        "Source on La Francophonie", "Source sur la Francophonie", "Fuente sobre la Francofonía"
    ),
    "full_text": Names("Full text", "Texte intégral", "Texto completo"),
    "government_level": Names("Government level", "Niveau de gouvernement", "Nivel de gobierno"),
    "holder": Names("Holder", "Titulaire", "Titular"),
    "id": Names("Id", "Identifiant", "Identificador"),
    "ids_confidence": Names(
        "Confidence of the ids", "Fiabilité des identifiants", "Confiabilidad de los identificadores"
    ),
    "iso_3166_2": Names("ISO 3166-2 code", "Code ISO 3166-2", "Código ISO 3166-2"),
    "joined": Names("Date joined", "Date d’adhésion", "Fecha de ingreso"),
    "joined_basis": Names("Basis of the date joined", "Fondement de la date d’adhésion", "Base de la fecha de ingreso"),
    "kind": Names("Kind", "Type", "Tipo"),
    "known_from": Names("Tagged since", "Étiqueté depuis", "Etiquetado desde"),
    "last_code": Names("Last OGP code", "Dernier code PGO", "Último código de la AGA"),
    "last_confirmed": Names("Last confirmed", "Dernière confirmation", "Última confirmación"),
    "latitude": Names("Latitude", "Latitude", "Latitud"),
    "lead_institution": Names("Lead institution", "Institution responsable", "Institución responsable"),
    "level": Names("Level", "Niveau", "Nivel"),
    "limited": Names("Limited", "Limités", "Limitados"),
    "longitude": Names("Longitude", "Longitude", "Longitud"),
    "measure": Names("Measure", "Mesure", "Medida"),
    "meeting_id": Names("Meeting", "Réunion", "Reunión"),
    "member_id": Names("Member", "Membre", "Miembro"),
    "members": Names("Members", "Membres", "Miembros"),
    "milestone_id": Names("Milestone", "Jalon", "Hito"),
    "name": Names("Name", "Nom", "Nombre"),
    "name_en": Names("Name in English", "Nom en anglais", "Nombre en inglés"),
    "name_es": Names("Name in Spanish", "Nom en espagnol", "Nombre en español"),
    "name_fr": Names("Name in French", "Nom en français", "Nombre en francés"),
    "next_step": Names("Next step", "Prochaine étape", "Próximo paso"),
    "next_step_due": Names("Next step due", "Échéance de la prochaine étape", "Plazo del próximo paso"),
    "not_started": Names("Not started", "Non commencés", "No iniciados"),
    "note": Names("Note", "Note", "Nota"),
    "number": Names("Number", "Numéro", "Número"),
    "ogp_id": Names("OGP’s own id", "Identifiant au PGO", "Identificador en la AGA"),
    "ogp_values": Names("OGP values", "Valeurs du PGO", "Valores de la AGA"),
    "organisation": Names("Organisation", "Organisation", "Organización"),
    "outcome": Names("Outcome", "Issue", "Desenlace"),
    "owner": Names("Owner", "Chargé du suivi", "Encargado"),
    "paris_agreement": Names("Paris Agreement", "Accord de Paris", "Acuerdo de París"),
    "participants": Names("Participants", "Participants", "Participantes"),
    "participation_level": Names("Level of participation", "Niveau de participation", "Nivel de participación"),
    "period": Names("Period", "Période", "Período"),
    "person": Names("Person", "Personne", "Persona"),
    "place": Names("Place", "Lieu", "Lugar"),
    "points": Names("Points", "Points", "Puntos"),
    "points_possible": Names("Points possible", "Points possibles", "Puntos posibles"),
    "policy_area_id": Names("Policy area", "Domaine d’action", "Área de política"),
    "policy_areas": Names("Policy areas", "Domaines d’action", "Áreas de política"),
    "population": Names("Population", "Population", "Población"),
    "population_year": Names("Year of population", "Année de la population", "Año de la población"),
    "post": Names("Post", "Fonction", "Cargo"),
    "potential_for_results": Names("Potential for results", "Potentiel de résultats", "Potencial de resultados"),
    "potential_impact": Names("Potential impact", "Impact potentiel", "Impacto potencial"),
    "priority_id": Names("Priority", "Priorité", "Prioridad"),
    "programme": Names("Programme", "Programme", "Programa"),
    "promises": Names("Promises", "Promesses", "Promesas"),
    "published": Names("Published", "Date de publication", "Fecha de publicación"),
    "reason": Names("Reason", "Motif", "Motivo"),
    "region": Names("Region", "Région", "Región"),
    "regular_forum": Names("Regular forum", "Forum régulier", "Foro regular"),
    "relevant": Names(
        "Relevant to OGP values", "Pertinents au regard des valeurs du PGO", "Relevantes para los valores de la AGA"
    ),
    "reported_by": Names("Reported by", "Déclaré par", "Informado por"),
    "reported_on": Names("Reported on", "Déclaré le", "Informado el"),
    "reviewed_on": Names("Reviewed on", "Examiné le", "Revisado el"),
    "sdg": Names("Serves the SDGs", "Contribue aux ODD", "Contribuye a los ODS"),
    "sdg_goals": Names("SDG goals", "Objectifs de développement durable", "Objetivos de Desarrollo Sostenible"),
    "section_en": Names("Section in English", "Section en anglais", "Sección en inglés"),
    "section_es": Names("Section in Spanish", "Section en espagnol", "Sección en español"),
    "section_fr": Names("Section in French", "Section en français", "Sección en francés"),
    "section_id": Names("Section", "Section", "Sección"),
    "self_assessment_published": Names(
        "Self-assessment published", "Autoévaluation publiée", "Autoevaluación publicada"
    ),
    "sort": Names("Order", "Ordre", "Orden"),
    "source": Names("Source", "Source", "Fuente"),
    "source_columns": Names(
        "Headers in OGP’s exports", "En-têtes des fichiers du PGO", "Encabezados en los archivos de la AGA"
    ),
    "specificity": Names("Specificity", "Spécificité", "Especificidad"),
    "starred": Names("Starred", "Engagement étoilé", "Compromiso estelar"),
    "start_date": Names("Start date", "Date de début", "Fecha de inicio"),
    "status": Names("Status", "Statut", "Situación"),
    "status_date": Names("Status since", "Statut depuis", "Situación desde"),
    "steering_member_id": Names(
        "Steering Committee member", "Membre du Comité directeur", "Integrante del Comité Directivo"
    ),
    "step": Names("Step", "Étape", "Paso"),
    "subject": Names("Subject", "Objet", "Objeto"),
    "substantial": Names("Substantial", "Substantiels", "Sustanciales"),
    "substantial_or_complete": Names(
        "Substantial or complete", "Substantiels ou achevés", "Sustanciales o completados"
    ),
    "summary": Names("Summary", "Résumé", "Resumen"),
    "supporting_institutions": Names("Supporting institutions", "Institutions associées", "Instituciones de apoyo"),
    "tags": Names("Tags", "Étiquettes", "Etiquetas"),
    "taken_up": Names("Taken up", "Suivie d’effet", "Retomada"),
    "taken_up_note": Names("What shows that it was taken up", "Ce qui le montre", "Qué lo muestra"),
    "text": Names("Text", "Texte", "Texto"),
    "theme_id": Names("Theme", "Thème", "Tema"),
    "themes": Names("Themes", "Thèmes", "Temas"),
    "title": Names("Title", "Titre", "Título"),
    "title_en": Names("Title in English", "Titre en anglais", "Título en inglés"),
    "title_es": Names("Title in Spanish", "Titre en espagnol", "Título en español"),
    "title_fr": Names("Title in French", "Titre en français", "Título en francés"),
    "tools": Names("Tools", "Outils", "Herramientas"),
    "tracked_by": Names("Tracked by", "Suivi par", "Medido por"),
    "transformative": Names("Transformative", "Transformateurs", "Transformadores"),
    "unit": Names("Unit", "Unité", "Unidad"),
    "url": Names("Address", "Adresse", "Dirección"),
    "url_confidence": Names("Confidence of the address", "Fiabilité de l’adresse", "Confiabilidad de la dirección"),
    "value": Names("Value", "Valeur", "Valor"),
    "vote": Names("Vote", "Vote", "Votación"),
    "withdrawn": Names("Withdrawn", "Retirés", "Retirados"),
    "year": Names("Year", "Année", "Año"),
    "wrong": Names("What was wrong", "Ce qui était faux", "Qué estaba mal"),
    "wrong_since": Names("Wrong since", "Faux depuis", "Mal desde"),
    "year_joined": Names("Year joined", "Année d’adhésion", "Año de ingreso"),
    "year_submitted": Names("Year submitted", "Année de soumission", "Año de presentación"),
}
_OWN: dict[tuple[str, str], Names] = {
    ("plan_results", "starred"): Names("Starred commitments", "Engagements étoilés", "Compromisos estelares"),
}
"""Columns that are called otherwise in one table than in the others."""


def _plain(field: str) -> Names:
    """What a column is called that has no name yet."""
    return Names(*[field.replace("_", " ").capitalize()] * 3)


COLUMNS: dict[str, dict[str, Names]] = {
    name: {field.name: _OWN.get((name, field.name)) or _COMMON.get(field.name) or _plain(field.name)
           for field in schema.fields(table)}
    for name, table in schema.DATA_TABLES.items()
}  # fmt: skip
"""Table → field → its header in each language."""


ALSO: dict[str, tuple[str, ...]] = {
    "completion": ("completion level", "level of completion", "niveau d’achèvement", "nivel de cumplimiento"),
    "consultation_steps_followed": ("steps followed", "étapes suivies", "pasos seguidos"),
    "did_it_open_government": ("openness", "ouverture", "apertura"),
    "end_date": ("end", "to", "until", "fin", "au", "jusqu’au", "hasta"),
    "government_level": ("level of government", "level", "niveau", "nivel"),
    "lead_institution": (
        "lead agency",
        "responsible institution",
        "lead",
        "institution chef de file",
        "institución líder",
    ),
    "note": ("notes", "comment", "comments", "remarks", "commentaire", "remarques", "comentario", "observaciones"),
    "number": ("no", "n°", "num"),
    "ogp_values": ("values", "valeurs", "valores"),
    "organisation": ("organization",),
    "place": ("location", "venue", "ubicación"),
    "potential_impact": ("ambition", "ambición"),
    "published": ("published on", "publication date", "publication", "publié le", "publicación", "publicado"),
    "starred": ("star", "étoilé", "étoile", "estelar", "estrella"),
    "start_date": ("start", "from", "since", "début", "du", "depuis", "inicio", "desde"),
    "steering_member_id": ("member", "membre", "miembro", "integrante"),
    "url": ("url", "link", "lien", "enlace"),
    "year_joined": ("adhésion", "ingreso"),
    "year_submitted": ("year of submission", "submitted", "soumis en", "presentado en"),
}
"""Field → what else people call it; as certain as its names."""


def words(table: str) -> dict[str, str]:
    """Everything a column of `table` is called besides its own name → the column."""
    columns = COLUMNS[table]
    return {word: field for field, names in columns.items() for word in (*names, *ALSO.get(field, ()))}


def header(table: str, field: str, lang: str) -> str:
    """What the column `field` of `table` is headed in a file for readers of `lang`."""
    return COLUMNS[table][field].in_language(lang)


def table_called(text: str) -> str:
    """The table that `text` names, by its id or in any language; "" when there is none."""
    return _TABLE_OF.get(key(text), "")


def key(text: str) -> str:
    """`text` as headers are compared: letters and digits alone, folded, and an underscore that begins some of OGP."""
    folded = schema.fold(text).strip()
    letters = "".join(letter for letter in folded if letter.isalnum())
    return f"_{letters}" if folded.startswith("_") else letters or folded


_TABLE_OF = {key(name): table for table, names in TABLES.items() for name in (table, *names)}
