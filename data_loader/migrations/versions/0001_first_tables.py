"""The first tables: versions, batches, and the data in batches."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "versions",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False, comment="when the load ended, UTC"),
        sa.Column("published_by", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False, comment="one line: what differs from the version before"),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, comment="the version that brought it"),
        sa.Column("source", sa.Text(), nullable=False, comment="file, and sheet where there is one"),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False, comment="of the rows, so that equal content is seen as equal"),
        sa.ForeignKeyConstraint(
            ["version"],
            ["versions.number"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "version_files",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version"],
            ["versions.number"],
        ),
        sa.PrimaryKeyConstraint("version", "name"),
    )
    op.create_table(
        "action_plans",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("id", sa.Text(), nullable=False, comment="member and number"),
        sa.Column("member_id", sa.Text(), nullable=False, comment="whose plan"),
        sa.Column("number", sa.Integer(), nullable=False, comment="first, second, … plan of the member"),
        sa.Column("year_submitted", sa.Integer(), nullable=False, comment="year of submission"),
        sa.Column("start_date", sa.Text(), nullable=True, comment="first day of the plan"),
        sa.Column("end_date", sa.Text(), nullable=True, comment="last day of the plan"),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="an action plan of a member",
    )
    with op.batch_alter_table("action_plans", schema=None) as batch_op:
        batch_op.create_index("action_plans_by_id", ["batch", "id"], unique=False)

    op.create_table(
        "agenda_items",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("id", sa.Text(), nullable=False, comment="section and letter"),
        sa.Column("section_id", sa.Text(), nullable=False, comment="section of the statement"),
        sa.Column("section_en", sa.Text(), nullable=False, comment="section in English"),
        sa.Column("section_fr", sa.Text(), nullable=False, comment="section in French"),
        sa.Column("title_en", sa.Text(), nullable=False, comment="promise in English"),
        sa.Column("title_fr", sa.Text(), nullable=False, comment="promise in French"),
        sa.Column("tracked_by", sa.Text(), nullable=True, comment="what would show that it is kept"),
        sa.Column("themes", sa.Text(), nullable=True, comment="OGP policy areas it touches"),
        sa.Column("sort", sa.Integer(), nullable=False, comment="place in lists"),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="a promise of the co-chairs' statement",
    )
    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.create_index("agenda_items_by_id", ["batch", "id"], unique=False)

    op.create_table(
        "agenda_updates",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("agenda_item_id", sa.Text(), nullable=False, comment="the promise"),
        sa.Column("date", sa.Text(), nullable=False, comment="when it was found"),
        sa.Column("status", sa.Text(), nullable=False, comment="status found"),
        sa.Column("note", sa.Text(), nullable=True, comment="what was found"),
        sa.Column("source", sa.Text(), nullable=False, comment="where it was found"),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="a dated finding on a promise of the co-chairs",
    )
    with op.batch_alter_table("agenda_updates", schema=None) as batch_op:
        batch_op.create_index("agenda_updates_by_agenda_item_id", ["batch", "agenda_item_id"], unique=False)

    op.create_table(
        "assessments",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("commitment_id", sa.Text(), nullable=False, comment="the commitment assessed"),
        sa.Column("assessor", sa.Text(), nullable=False, comment="who assessed"),
        sa.Column("published", sa.Text(), nullable=False, comment="when the finding was published"),
        sa.Column("completion", sa.Text(), nullable=True, comment="completion level or state"),
        sa.Column("did_it_open_government", sa.Text(), nullable=True, comment="change in openness"),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="one assessor's finding on one commitment",
    )
    with op.batch_alter_table("assessments", schema=None) as batch_op:
        batch_op.create_index("assessments_by_commitment_id", ["batch", "commitment_id"], unique=False)

    op.create_table(
        "commitments",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("id", sa.Text(), nullable=False, comment="plan and running number"),
        sa.Column("member_id", sa.Text(), nullable=False, comment="who promised"),
        sa.Column("action_plan_id", sa.Text(), nullable=False, comment="the plan it stands in"),
        sa.Column("number", sa.Text(), nullable=True, comment="number as the plan prints it"),
        sa.Column("title", sa.Text(), nullable=False, comment="short label"),
        sa.Column("government_level", sa.Text(), nullable=False, comment="level of the body that delivers"),
        sa.Column("themes", sa.Text(), nullable=True, comment="OGP policy areas"),
        sa.Column("lead_institution", sa.Text(), nullable=True, comment="who is responsible"),
        sa.Column("start_date", sa.Text(), nullable=True, comment="start of the work"),
        sa.Column("end_date", sa.Text(), nullable=True, comment="promised end of the work"),
        sa.Column("potential_impact", sa.Text(), nullable=True, comment="ambition as the IRM coded it"),
        sa.Column("specificity", sa.Text(), nullable=True, comment="how precisely it is worded, as the IRM coded it"),
        sa.Column("ogp_values", sa.Text(), nullable=True, comment="OGP values it is relevant to"),
        sa.Column("starred", sa.Boolean(), nullable=True, comment="starred by the IRM"),
        sa.Column("title_folded", sa.Text(), server_default="", nullable=False, comment="title, folded for search"),
        sa.Column(
            "lead_institution_folded",
            sa.Text(),
            server_default="",
            nullable=False,
            comment="lead institution, folded for search",
        ),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="a commitment of an action plan",
    )
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.create_index("commitments_by_id", ["batch", "id"], unique=False)

    op.create_table(
        "meetings",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("id", sa.Text(), nullable=False, comment="short name"),
        sa.Column("start_date", sa.Text(), nullable=False, comment="first day"),
        sa.Column("end_date", sa.Text(), nullable=False, comment="last day"),
        sa.Column("place", sa.Text(), nullable=True, comment="where"),
        sa.Column("kind", sa.Text(), nullable=False, comment="kind of meeting"),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="a meeting or event; names the as-of dates people use",
    )
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.create_index("meetings_by_id", ["batch", "id"], unique=False)

    op.create_table(
        "members",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column(
            "id",
            sa.Text(),
            nullable=False,
            comment="ISO 3166-1 code of a country, L- and a short name of a subnational pilot",
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="name in English"),
        sa.Column("government_level", sa.Text(), nullable=False, comment="level of the government"),
        sa.Column("kind", sa.Text(), nullable=False, comment="kind of territory"),
        sa.Column("country", sa.Text(), nullable=False, comment="ISO 3166-1 alpha-3 code of the country"),
        sa.Column("iso_3166_2", sa.Text(), nullable=True, comment="ISO 3166-2 code of a subnational member"),
        sa.Column("region", sa.Text(), nullable=False, comment="OGP's own region"),
        sa.Column("year_joined", sa.Integer(), nullable=True, comment="year it joined"),
        sa.Column("status", sa.Text(), nullable=False, comment="membership status"),
        sa.Column("status_date", sa.Text(), nullable=True, comment="when the status began"),
        sa.Column("cohort", sa.Text(), nullable=True, comment="the group it joined with"),
        sa.Column("population", sa.Integer(), nullable=True, comment="inhabitants"),
        sa.Column("population_year", sa.Integer(), nullable=True, comment="year of the population figure"),
        sa.Column("latitude", sa.Float(), nullable=True, comment="place on the map"),
        sa.Column("longitude", sa.Float(), nullable=True, comment="place on the map"),
        sa.Column("confidence", sa.Text(), nullable=True, comment="how sure the sources make this row"),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="a national or subnational government in OGP",
    )
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.create_index("members_by_id", ["batch", "id"], unique=False)

    op.create_table(
        "plan_process",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("action_plan_id", sa.Text(), nullable=False, comment="the plan"),
        sa.Column(
            "consultation_steps_followed",
            sa.Integer(),
            nullable=True,
            comment="steps of the OGP process followed, of 6",
        ),
        sa.Column("participation_level", sa.Text(), nullable=True, comment="IAP2 level of participation"),
        sa.Column("regular_forum", sa.Boolean(), nullable=True, comment="a regular forum existed"),
        sa.Column(
            "self_assessment_published",
            sa.Boolean(),
            nullable=True,
            comment="the government published a self-assessment",
        ),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="how a plan was made",
    )
    with op.batch_alter_table("plan_process", schema=None) as batch_op:
        batch_op.create_index("plan_process_by_action_plan_id", ["batch", "action_plan_id"], unique=False)

    op.create_table(
        "plan_results",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("action_plan_id", sa.Text(), nullable=False, comment="the plan"),
        sa.Column("assessor", sa.Text(), nullable=False, comment="who assessed"),
        sa.Column("published", sa.Text(), nullable=False, comment="when the totals were published"),
        sa.Column("not_started", sa.Integer(), nullable=True, comment="commitments found not started"),
        sa.Column("limited", sa.Integer(), nullable=True, comment="commitments found limited"),
        sa.Column("substantial", sa.Integer(), nullable=True, comment="commitments found substantial"),
        sa.Column("complete", sa.Integer(), nullable=True, comment="commitments found complete"),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="published totals of a plan whose commitments are not rated one by one here",
    )
    with op.batch_alter_table("plan_results", schema=None) as batch_op:
        batch_op.create_index("plan_results_by_action_plan_id", ["batch", "action_plan_id"], unique=False)

    op.create_table(
        "priorities",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("id", sa.Text(), nullable=False, comment="short name"),
        sa.Column("name_en", sa.Text(), nullable=False, comment="name in English"),
        sa.Column("name_fr", sa.Text(), nullable=False, comment="name in French"),
        sa.Column("name_es", sa.Text(), nullable=False, comment="name in Spanish"),
        sa.Column("cochair_priority", sa.Boolean(), nullable=False, comment="one of the co-chairs' priorities"),
        sa.Column("sort", sa.Integer(), nullable=False, comment="place in lists"),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="a group of themes; three of them are the co-chairs'",
    )
    with op.batch_alter_table("priorities", schema=None) as batch_op:
        batch_op.create_index("priorities_by_id", ["batch", "id"], unique=False)

    op.create_table(
        "roles",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("id", sa.Text(), nullable=False, comment="running number"),
        sa.Column(
            "steering_member_id",
            sa.Text(),
            nullable=True,
            comment="the Steering Committee member; empty when the holder is not on it",
        ),
        sa.Column("holder", sa.Text(), nullable=False, comment="name of the holder"),
        sa.Column("constituency", sa.Text(), nullable=False, comment="government or civil society"),
        sa.Column("kind", sa.Text(), nullable=False, comment="kind of role"),
        sa.Column("theme_id", sa.Text(), nullable=True, comment="the theme; empty is leadership without a theme"),
        sa.Column("title", sa.Text(), nullable=False, comment="title of the role"),
        sa.Column("start_date", sa.Text(), nullable=True, comment="first day of the role"),
        sa.Column("end_date", sa.Text(), nullable=True, comment="last day of the role"),
        sa.Column("confidence", sa.Text(), nullable=True, comment="how sure the sources make this row"),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="a thematic or leadership role",
    )
    with op.batch_alter_table("roles", schema=None) as batch_op:
        batch_op.create_index("roles_by_id", ["batch", "id"], unique=False)

    op.create_table(
        "seats",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("steering_member_id", sa.Text(), nullable=False, comment="who sits"),
        sa.Column("start_date", sa.Text(), nullable=True, comment="first day of the term"),
        sa.Column("end_date", sa.Text(), nullable=True, comment="last day of the term"),
        sa.Column("confidence", sa.Text(), nullable=True, comment="how sure the sources make this row"),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="one term of a Steering Committee member; an empty start or end is unknown",
    )
    with op.batch_alter_table("seats", schema=None) as batch_op:
        batch_op.create_index("seats_by_steering_member_id", ["batch", "steering_member_id"], unique=False)

    op.create_table(
        "steering_members",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("id", sa.Text(), nullable=False, comment="short name"),
        sa.Column("name", sa.Text(), nullable=False, comment="name of the government or person"),
        sa.Column("constituency", sa.Text(), nullable=False, comment="government or civil society"),
        sa.Column("organisation", sa.Text(), nullable=True, comment="organisation of a civil society member"),
        sa.Column("country", sa.Text(), nullable=True, comment="ISO 3166-1 alpha-3 code"),
        sa.Column("region", sa.Text(), nullable=True, comment="OGP's own region"),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="a member of the Steering Committee",
    )
    with op.batch_alter_table("steering_members", schema=None) as batch_op:
        batch_op.create_index("steering_members_by_id", ["batch", "id"], unique=False)

    op.create_table(
        "themes",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("id", sa.Text(), nullable=False, comment="short name"),
        sa.Column("priority_id", sa.Text(), nullable=False, comment="the priority it belongs to"),
        sa.Column("name_en", sa.Text(), nullable=False, comment="name in English"),
        sa.Column("name_fr", sa.Text(), nullable=False, comment="name in French"),
        sa.Column("name_es", sa.Text(), nullable=False, comment="name in Spanish"),
        sa.Column(
            "source_columns", sa.Text(), nullable=True, comment="headers under which OGP's export formats carry it"
        ),
        sa.Column("sort", sa.Integer(), nullable=False, comment="place in lists"),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="an OGP policy area",
    )
    with op.batch_alter_table("themes", schema=None) as batch_op:
        batch_op.create_index("themes_by_id", ["batch", "id"], unique=False)

    op.create_table(
        "version_tables",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.ForeignKeyConstraint(
            ["version"],
            ["versions.number"],
        ),
        sa.PrimaryKeyConstraint("version", "table_name"),
    )
