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
    "themes": Names("Themes", "Thèmes", "Temas"),
    "members": Names("Members", "Membres", "Miembros"),
    "action_plans": Names("Action plans", "Plans d’action", "Planes de acción"),
    "commitments": Names("Commitments", "Engagements", "Compromisos"),
    "assessments": Names("Assessments", "Évaluations", "Evaluaciones"),
    "plan_results": Names("Plan results", "Résultats des plans", "Resultados de los planes"),
    "plan_process": Names("Plan process", "Élaboration des plans", "Elaboración de los planes"),
    "steering_members": Names(
        "Steering Committee members", "Membres du Comité directeur", "Integrantes del Comité Directivo"
    ),
    "seats": Names("Seats", "Sièges", "Puestos"),
    "roles": Names("Roles", "Rôles", "Roles"),
    "meetings": Names("Meetings", "Réunions", "Reuniones"),
    "agenda_items": Names("Agenda items", "Promesses", "Promesas"),
    "agenda_updates": Names("Agenda updates", "Suivi des promesses", "Seguimiento de las promesas"),
}

_COMMON: dict[str, Names] = {
    "action_plan_id": Names("Action plan", "Plan d’action", "Plan de acción"),
    "agenda_item_id": Names("Promise", "Promesse", "Promesa"),
    "assessor": Names("Assessor", "Évaluateur", "Evaluador"),
    "cochair_priority": Names("Co-chairs’ priority", "Priorité des coprésidents", "Prioridad de los copresidentes"),
    "cohort": Names("Cohort", "Cohorte", "Cohorte"),
    "commitment_id": Names("Commitment", "Engagement", "Compromiso"),
    "complete": Names("Complete", "Achevés", "Completados"),
    "completion": Names("Completion", "Achèvement", "Cumplimiento"),
    "confidence": Names("Confidence", "Fiabilité", "Confiabilidad"),
    "constituency": Names("Constituency", "Collège", "Sector"),
    "consultation_steps_followed": Names(
        "Consultation steps followed", "Étapes de consultation suivies", "Pasos de consulta seguidos"
    ),
    "country": Names("Country", "Pays", "País"),
    "date": Names("Date", "Date", "Fecha"),
    "did_it_open_government": Names(
        "Did it open government", "Effet sur l’ouverture de l’action publique", "Efecto en la apertura del gobierno"
    ),
    "end_date": Names("End date", "Date de fin", "Fecha de fin"),
    "government_level": Names("Government level", "Niveau de gouvernement", "Nivel de gobierno"),
    "holder": Names("Holder", "Titulaire", "Titular"),
    "id": Names("Id", "Identifiant", "Identificador"),
    "iso_3166_2": Names("ISO 3166-2 code", "Code ISO 3166-2", "Código ISO 3166-2"),
    "kind": Names("Kind", "Type", "Tipo"),
    "latitude": Names("Latitude", "Latitude", "Latitud"),
    "lead_institution": Names("Lead institution", "Institution responsable", "Institución responsable"),
    "limited": Names("Limited", "Limités", "Limitados"),
    "longitude": Names("Longitude", "Longitude", "Longitud"),
    "member_id": Names("Member", "Membre", "Miembro"),
    "name": Names("Name", "Nom", "Nombre"),
    "name_en": Names("Name in English", "Nom en anglais", "Nombre en inglés"),
    "name_es": Names("Name in Spanish", "Nom en espagnol", "Nombre en español"),
    "name_fr": Names("Name in French", "Nom en français", "Nombre en francés"),
    "not_started": Names("Not started", "Non commencés", "No iniciados"),
    "note": Names("Note", "Note", "Nota"),
    "number": Names("Number", "Numéro", "Número"),
    "ogp_values": Names("OGP values", "Valeurs du PGO", "Valores de la AGA"),
    "organisation": Names("Organisation", "Organisation", "Organización"),
    "participation_level": Names("Level of participation", "Niveau de participation", "Nivel de participación"),
    "place": Names("Place", "Lieu", "Lugar"),
    "population": Names("Population", "Population", "Población"),
    "population_year": Names("Year of population", "Année de la population", "Año de la población"),
    "potential_impact": Names("Potential impact", "Impact potentiel", "Impacto potencial"),
    "priority_id": Names("Priority", "Priorité", "Prioridad"),
    "published": Names("Published", "Date de publication", "Fecha de publicación"),
    "region": Names("Region", "Région", "Región"),
    "regular_forum": Names("Regular forum", "Forum régulier", "Foro regular"),
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
    "substantial": Names("Substantial", "Substantiels", "Sustanciales"),
    "theme_id": Names("Theme", "Thème", "Tema"),
    "themes": Names("Themes", "Thèmes", "Temas"),
    "title": Names("Title", "Titre", "Título"),
    "title_en": Names("Title in English", "Titre en anglais", "Título en inglés"),
    "title_es": Names("Title in Spanish", "Titre en espagnol", "Título en español"),
    "title_fr": Names("Title in French", "Titre en français", "Título en francés"),
    "tracked_by": Names("Tracked by", "Suivi par", "Medido por"),
    "year_joined": Names("Year joined", "Année d’adhésion", "Año de ingreso"),
    "year_submitted": Names("Year submitted", "Année de soumission", "Año de presentación"),
}
_OWN: dict[tuple[str, str], Names] = {}
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
    "year_joined": ("joined", "adhésion", "ingreso"),
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
