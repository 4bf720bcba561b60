"""More facts: policy areas, standing, eligibility, reviews, milestones, meetings, events, and where each was found."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:  # noqa: PLR0915  a step a table or column
    op.create_table(
        "attendance",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("meeting_id", sa.Text(), nullable=False, comment="the meeting"),
        sa.Column("steering_member_id", sa.Text(), nullable=False, comment="the member"),
        sa.Column("level", sa.Text(), nullable=True, comment="by whom; empty is not known"),
        sa.Column("person", sa.Text(), nullable=True, comment="name of the public official"),
        sa.Column("source", sa.Text(), nullable=True, comment="where it was found: addresses and names of sources"),
        sa.Column("confidence", sa.Text(), nullable=True, comment="how sure the sources make this row"),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="how a Steering Committee member was represented at a meeting",
        info={"data": True},
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index("attendance_by_meeting_id", ["batch", "meeting_id"], unique=False)

    op.create_table(
        "decisions",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("id", sa.Text(), nullable=False, comment="meeting and running number"),
        sa.Column("meeting_id", sa.Text(), nullable=False, comment="the meeting"),
        sa.Column("date", sa.Text(), nullable=True, comment="when it was taken"),
        sa.Column("kind", sa.Text(), nullable=False, comment="kind of decision"),
        sa.Column("text", sa.Text(), nullable=False, comment="what was decided"),
        sa.Column("vote", sa.Text(), nullable=True, comment="how the votes were: for, against, abstained"),
        sa.Column("member_id", sa.Text(), nullable=True, comment="the member it is about"),
        sa.Column("owner", sa.Text(), nullable=True, comment="who is to see to it"),
        sa.Column("due_date", sa.Text(), nullable=True, comment="when it is due"),
        sa.Column("done_date", sa.Text(), nullable=True, comment="when it was done"),
        sa.Column("source", sa.Text(), nullable=True, comment="where it was found: addresses and names of sources"),
        sa.Column("confidence", sa.Text(), nullable=True, comment="how sure the sources make this row"),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="a decision or an action of a meeting",
        info={"data": True},
    )
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.create_index("decisions_by_id", ["batch", "id"], unique=False)

    op.create_table(
        "documents",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("url", sa.Text(), nullable=False, comment="its address"),
        sa.Column("kind", sa.Text(), nullable=False, comment="kind of document"),
        sa.Column("title", sa.Text(), nullable=False, comment="its title"),
        sa.Column("member_id", sa.Text(), nullable=True, comment="whose it is"),
        sa.Column("action_plan_id", sa.Text(), nullable=True, comment="the plan it is of"),
        sa.Column("meeting_id", sa.Text(), nullable=True, comment="the meeting it is of"),
        sa.Column("published", sa.Text(), nullable=True, comment="when it was published"),
        sa.Column("note", sa.Text(), nullable=True, comment="what a reader must know of it"),
        sa.Column("source", sa.Text(), nullable=True, comment="where it was found: addresses and names of sources"),
        sa.Column("confidence", sa.Text(), nullable=True, comment="how sure the sources make this row"),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="a document of a member, an action plan or a meeting, with its address",
        info={"data": True},
    )
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.create_index("documents_by_url", ["batch", "url"], unique=False)

    op.create_table(
        "eligibility",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("country", sa.Text(), nullable=False, comment="ISO 3166-1 alpha-3 code of the country"),
        sa.Column("year", sa.Integer(), nullable=False, comment="year of the scores"),
        sa.Column("date", sa.Text(), nullable=True, comment="as of when"),
        sa.Column("fiscal_transparency", sa.Integer(), nullable=True, comment="points for fiscal transparency"),
        sa.Column("access_to_information", sa.Integer(), nullable=True, comment="points for access to information"),
        sa.Column("asset_disclosure", sa.Integer(), nullable=True, comment="points for asset disclosure"),
        sa.Column("citizen_engagement", sa.Integer(), nullable=True, comment="points for citizen engagement"),
        sa.Column("points", sa.Integer(), nullable=True, comment="points of all criteria"),
        sa.Column("points_possible", sa.Integer(), nullable=True, comment="points that could be had"),
        sa.Column(
            "eligible", sa.Boolean(), nullable=True, comment="eligible: at least 75% of the points that could be had"
        ),
        sa.Column("note", sa.Text(), nullable=True, comment="what else the source says"),
        sa.Column("source", sa.Text(), nullable=True, comment="where it was found: addresses and names of sources"),
        sa.Column("confidence", sa.Text(), nullable=True, comment="how sure the sources make this row"),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="whether a country was eligible to join OGP in a year, member or not",
        info={"data": True},
    )
    with op.batch_alter_table("eligibility", schema=None) as batch_op:
        batch_op.create_index("eligibility_by_country", ["batch", "country"], unique=False)

    op.create_table(
        "events",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("id", sa.Text(), nullable=False, comment="short name"),
        sa.Column("start_date", sa.Text(), nullable=False, comment="first day"),
        sa.Column("end_date", sa.Text(), nullable=True, comment="last day"),
        sa.Column("place", sa.Text(), nullable=True, comment="where"),
        sa.Column("country", sa.Text(), nullable=True, comment="ISO 3166-1 alpha-3 code of the country"),
        sa.Column("kind", sa.Text(), nullable=False, comment="kind of event"),
        sa.Column("title", sa.Text(), nullable=False, comment="short label"),
        sa.Column("promises", sa.Text(), nullable=True, comment="the promises of the co-chairs it serves"),
        sa.Column("members", sa.Text(), nullable=True, comment="the members it names"),
        sa.Column("themes", sa.Text(), nullable=True, comment="OGP policy areas it touches"),
        sa.Column("participants", sa.Integer(), nullable=True, comment="people who took part"),
        sa.Column("amount", sa.Float(), nullable=True, comment="money given or promised"),
        sa.Column("currency", sa.Text(), nullable=True, comment="ISO 4217 code of that money"),
        sa.Column("level", sa.Text(), nullable=True, comment="highest level that attended"),
        sa.Column("figures", sa.Text(), nullable=True, comment="figures as the source gives them"),
        sa.Column("note", sa.Text(), nullable=True, comment="what a reader must know of it"),
        sa.Column("source", sa.Text(), nullable=True, comment="where it was found: addresses and names of sources"),
        sa.Column("confidence", sa.Text(), nullable=True, comment="how sure the sources make this row"),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="what happened on the way, and the promises it serves",
        info={"data": True},
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index("events_by_id", ["batch", "id"], unique=False)

    op.create_table(
        "milestones",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("id", sa.Text(), nullable=False, comment="member and running number"),
        sa.Column("member_id", sa.Text(), nullable=False, comment="whose step"),
        sa.Column("action_plan_id", sa.Text(), nullable=True, comment="the plan"),
        sa.Column(
            "commitment_id", sa.Text(), nullable=True, comment="the commitment; empty is a step of the whole plan"
        ),
        sa.Column("title", sa.Text(), nullable=False, comment="what is to be done, or was"),
        sa.Column("lead_institution", sa.Text(), nullable=True, comment="who is responsible"),
        sa.Column("start_date", sa.Text(), nullable=True, comment="start of the work"),
        sa.Column("end_date", sa.Text(), nullable=True, comment="promised end"),
        sa.Column("done_date", sa.Text(), nullable=True, comment="when it was done"),
        sa.Column("status", sa.Text(), nullable=True, comment="what became of it, where the source says so"),
        sa.Column("source", sa.Text(), nullable=True, comment="where it was found: addresses and names of sources"),
        sa.Column("confidence", sa.Text(), nullable=True, comment="how sure the sources make this row"),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="a dated step of a commitment, or of a member's action plan",
        info={"data": True},
    )
    with op.batch_alter_table("milestones", schema=None) as batch_op:
        batch_op.create_index("milestones_by_id", ["batch", "id"], unique=False)

    op.create_table(
        "policy_areas",
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
        sa.Column("programme", sa.Text(), nullable=True, comment="the programme of OGP that has it"),
        sa.Column("source", sa.Text(), nullable=True, comment="where it was found: addresses and names of sources"),
        sa.Column("sort", sa.Integer(), nullable=False, comment="place in lists"),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="one of OGP's policy areas of today, above the themes",
        info={"data": True},
    )
    with op.batch_alter_table("policy_areas", schema=None) as batch_op:
        batch_op.create_index("policy_areas_by_id", ["batch", "id"], unique=False)

    op.create_table(
        "progress_reports",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("id", sa.Text(), nullable=False, comment="running number"),
        sa.Column("commitment_id", sa.Text(), nullable=False, comment="the commitment"),
        sa.Column("milestone_id", sa.Text(), nullable=True, comment="the milestone, where it is of one"),
        sa.Column("period", sa.Text(), nullable=True, comment="the time it speaks of"),
        sa.Column("status", sa.Text(), nullable=False, comment="completion as the member sees it"),
        sa.Column("reason", sa.Text(), nullable=True, comment="why it is not started or limited"),
        sa.Column("summary", sa.Text(), nullable=True, comment="what was done, in one sentence"),
        sa.Column("evidence_url", sa.Text(), nullable=True, comment="what shows it"),
        sa.Column("next_step", sa.Text(), nullable=True, comment="what comes next"),
        sa.Column("reported_on", sa.Text(), nullable=False, comment="when it was reported"),
        sa.Column("reported_by", sa.Text(), nullable=True, comment="the post of who reported"),
        sa.Column("reviewed_on", sa.Text(), nullable=True, comment="when it was reviewed"),
        sa.Column(
            "accepted", sa.Boolean(), nullable=True, comment="the review accepted it: it counts as a self-assessment"
        ),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="what a member itself reported on a commitment or a milestone",
        info={"data": True},
    )
    with op.batch_alter_table("progress_reports", schema=None) as batch_op:
        batch_op.create_index("progress_reports_by_id", ["batch", "id"], unique=False)

    op.create_table(
        "published_figures",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("subject", sa.Text(), nullable=False, comment="what it is a figure of"),
        sa.Column("measure", sa.Text(), nullable=False, comment="what is measured"),
        sa.Column("date", sa.Text(), nullable=False, comment="as of when"),
        sa.Column("member_id", sa.Text(), nullable=True, comment="the member, where it is of one"),
        sa.Column("value", sa.Float(), nullable=False, comment="the figure"),
        sa.Column("unit", sa.Text(), nullable=True, comment="its unit"),
        sa.Column("source", sa.Text(), nullable=True, comment="where it was found: addresses and names of sources"),
        sa.Column("confidence", sa.Text(), nullable=True, comment="how sure the sources make this row"),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="a figure that others published of OGP, a member or a plan",
        info={"data": True},
    )
    with op.batch_alter_table("published_figures", schema=None) as batch_op:
        batch_op.create_index("published_figures_by_subject", ["batch", "subject"], unique=False)

    op.create_table(
        "recommendations",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("id", sa.Text(), nullable=False, comment="plan and running number"),
        sa.Column("action_plan_id", sa.Text(), nullable=False, comment="the plan whose report makes it"),
        sa.Column("number", sa.Text(), nullable=True, comment="number as the report prints it"),
        sa.Column("title", sa.Text(), nullable=False, comment="short label"),
        sa.Column("kind", sa.Text(), nullable=False, comment="where in the report it stands"),
        sa.Column("taken_up", sa.Text(), nullable=True, comment="taken up in the next plan; empty is not known"),
        sa.Column("taken_up_note", sa.Text(), nullable=True, comment="what shows that"),
        sa.Column("source", sa.Text(), nullable=True, comment="where it was found: addresses and names of sources"),
        sa.Column("confidence", sa.Text(), nullable=True, comment="how sure the sources make this row"),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="a recommendation of the IRM to a member",
        info={"data": True},
    )
    with op.batch_alter_table("recommendations", schema=None) as batch_op:
        batch_op.create_index("recommendations_by_id", ["batch", "id"], unique=False)

    op.create_table(
        "representatives",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("steering_member_id", sa.Text(), nullable=True, comment="the Steering Committee member"),
        sa.Column("person", sa.Text(), nullable=False, comment="name of the public official"),
        sa.Column("post", sa.Text(), nullable=True, comment="post"),
        sa.Column("level", sa.Text(), nullable=True, comment="level of the post"),
        sa.Column("date", sa.Text(), nullable=False, comment="as of when"),
        sa.Column("source", sa.Text(), nullable=True, comment="where it was found: addresses and names of sources"),
        sa.Column("confidence", sa.Text(), nullable=True, comment="how sure the sources make this row"),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="who spoke for a Steering Committee member at a time; to be named is not to attend",
        info={"data": True},
    )
    with op.batch_alter_table("representatives", schema=None) as batch_op:
        batch_op.create_index("representatives_by_steering_member_id", ["batch", "steering_member_id"], unique=False)

    op.create_table(
        "review_steps",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("case_id", sa.Text(), nullable=False, comment="short name of the case"),
        sa.Column("country", sa.Text(), nullable=False, comment="ISO 3166-1 alpha-3 code of the country"),
        sa.Column("kind", sa.Text(), nullable=False, comment="under which rules"),
        sa.Column("date", sa.Text(), nullable=False, comment="when"),
        sa.Column("step", sa.Text(), nullable=False, comment="kind of step"),
        sa.Column("outcome", sa.Text(), nullable=True, comment="what came of it"),
        sa.Column("source", sa.Text(), nullable=True, comment="where it was found: addresses and names of sources"),
        sa.Column("confidence", sa.Text(), nullable=True, comment="how sure the sources make this row"),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="a dated step of a review of a country under OGP's rules",
        info={"data": True},
    )
    with op.batch_alter_table("review_steps", schema=None) as batch_op:
        batch_op.create_index("review_steps_by_case_id", ["batch", "case_id"], unique=False)

    op.create_table(
        "standing",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("member_id", sa.Text(), nullable=False, comment="the member"),
        sa.Column("status", sa.Text(), nullable=False, comment="what it was"),
        sa.Column("start_date", sa.Text(), nullable=False, comment="from when"),
        sa.Column("end_date", sa.Text(), nullable=True, comment="until when; empty is until the next status, or now"),
        sa.Column("reason", sa.Text(), nullable=True, comment="why"),
        sa.Column("source", sa.Text(), nullable=True, comment="where it was found: addresses and names of sources"),
        sa.Column("confidence", sa.Text(), nullable=True, comment="how sure the sources make this row"),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="what a member was over a time: active, inactive, withdrawn, …",
        info={"data": True},
    )
    with op.batch_alter_table("standing", schema=None) as batch_op:
        batch_op.create_index("standing_by_member_id", ["batch", "member_id"], unique=False)

    op.create_table(
        "tags",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False, comment="the row as the spreadsheet shows it"),
        sa.Column("part", sa.Integer(), nullable=False, comment="0, 1, … where one spreadsheet row brings several"),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="where the row came from, when that is not the batch's source"
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="the tag as OGP's database heads it"),
        sa.Column("theme_id", sa.Text(), nullable=True, comment="the theme it is counted under"),
        sa.Column("policy_area_id", sa.Text(), nullable=True, comment="the policy area its rows carry too"),
        sa.Column("evidence", sa.Text(), nullable=True, comment="what shows that"),
        sa.Column("source", sa.Text(), nullable=True, comment="where it was found: addresses and names of sources"),
        sa.Column("confidence", sa.Text(), nullable=True, comment="how sure the sources make this row"),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["batches.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "row", "part"),
        comment="a tag of OGP's database, finer than a theme",
        info={"data": True},
    )
    with op.batch_alter_table("tags", schema=None) as batch_op:
        batch_op.create_index("tags_by_name", ["batch", "name"], unique=False)

    with op.batch_alter_table("action_plans", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ogp_id", sa.Text(), nullable=True, comment="OGP's own id of the plan"))
        batch_op.add_column(
            sa.Column("first_code", sa.Text(), nullable=True, comment="OGP's own id of its first commitment")
        )
        batch_op.add_column(
            sa.Column("last_code", sa.Text(), nullable=True, comment="OGP's own id of its last commitment")
        )
        batch_op.add_column(sa.Column("url", sa.Text(), nullable=True, comment="the plan itself, or its page at OGP"))
        batch_op.add_column(
            sa.Column("ids_confidence", sa.Text(), nullable=True, comment="how sure the sources make its ids")
        )

    with op.batch_alter_table("assessments", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("early_results", sa.Text(), nullable=True, comment="early results, as the IRM found them")
        )
        batch_op.add_column(
            sa.Column(
                "potential_for_results", sa.Text(), nullable=True, comment="potential for results, as the IRM coded it"
            )
        )
        batch_op.add_column(sa.Column("url", sa.Text(), nullable=True, comment="the report it stands in"))

    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("code", sa.Text(), nullable=True, comment="OGP's own id of the commitment"))
        batch_op.add_column(sa.Column("url", sa.Text(), nullable=True, comment="its page at OGP"))
        batch_op.add_column(
            sa.Column(
                "url_confidence",
                sa.Text(),
                nullable=True,
                comment="how sure it is that OGP's id and page are of this one",
            )
        )
        batch_op.add_column(
            sa.Column("full_text", sa.Text(), nullable=True, comment="the commitment in the words of the plan")
        )
        batch_op.add_column(sa.Column("supporting_institutions", sa.Text(), nullable=True, comment="who helps"))
        batch_op.add_column(
            sa.Column("tags", sa.Text(), nullable=True, comment="the tags of OGP's database, finer than themes")
        )
        batch_op.add_column(
            sa.Column(
                "sdg", sa.Boolean(), nullable=True, comment="OGP tags it as serving the Sustainable Development Goals"
            )
        )
        batch_op.add_column(
            sa.Column(
                "sdg_goals", sa.Text(), nullable=True, comment="the Sustainable Development Goals it serves, by number"
            )
        )
        batch_op.add_column(
            sa.Column(
                "paris_agreement", sa.Boolean(), nullable=True, comment="it serves the Paris Agreement on climate"
            )
        )
        batch_op.add_column(sa.Column("tools", sa.Text(), nullable=True, comment="tools of the OGP Toolbox it uses"))

    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("title", sa.Text(), nullable=True, comment="what it is called"))
        batch_op.add_column(
            sa.Column("source", sa.Text(), nullable=True, comment="where it was found: addresses and names of sources")
        )

    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "joined", sa.Text(), nullable=True, comment="when it joined: the letter of intent, or the announcement"
            )
        )
        batch_op.add_column(
            sa.Column("joined_basis", sa.Text(), nullable=True, comment="what the day it joined rests on")
        )
        batch_op.add_column(
            sa.Column(
                "francophonie",
                sa.Text(),
                nullable=True,
                comment="what it is in the International Organisation of La Francophonie",
            )
        )
        batch_op.add_column(sa.Column("francophonie_source", sa.Text(), nullable=True, comment="where that was found"))
        batch_op.add_column(
            sa.Column(
                "ogp_id", sa.Text(), nullable=True, comment="OGP's own short name of it, as its addresses have it"
            )
        )
        batch_op.add_column(sa.Column("url", sa.Text(), nullable=True, comment="its page at OGP"))

    with op.batch_alter_table("plan_results", schema=None) as batch_op:
        batch_op.add_column(sa.Column("commitments", sa.Integer(), nullable=True, comment="commitments of the plan"))
        batch_op.add_column(
            sa.Column(
                "substantial_or_complete",
                sa.Integer(),
                nullable=True,
                comment="commitments found substantial or complete, where the two are not told apart",
            )
        )
        batch_op.add_column(sa.Column("withdrawn", sa.Integer(), nullable=True, comment="commitments withdrawn"))
        batch_op.add_column(
            sa.Column("relevant", sa.Integer(), nullable=True, comment="commitments relevant to OGP values")
        )
        batch_op.add_column(
            sa.Column(
                "transformative", sa.Integer(), nullable=True, comment="commitments of transformative potential impact"
            )
        )
        batch_op.add_column(sa.Column("starred", sa.Integer(), nullable=True, comment="commitments starred by the IRM"))
        batch_op.add_column(
            sa.Column(
                "did_it_open_major",
                sa.Integer(),
                nullable=True,
                comment="commitments that opened government in a major way",
            )
        )
        batch_op.add_column(
            sa.Column(
                "did_it_open_outstanding",
                sa.Integer(),
                nullable=True,
                comment="commitments that opened government in an outstanding way",
            )
        )
        batch_op.add_column(
            sa.Column(
                "carried_over", sa.Integer(), nullable=True, comment="commitments carried over into the next plan"
            )
        )
        batch_op.add_column(
            sa.Column("note", sa.Text(), nullable=True, comment="what a reader must know of these totals")
        )
        batch_op.add_column(
            sa.Column("source", sa.Text(), nullable=True, comment="where it was found: addresses and names of sources")
        )
        batch_op.add_column(
            sa.Column("confidence", sa.Text(), nullable=True, comment="how sure the sources make this row")
        )
        batch_op.alter_column("published", existing_type=sa.TEXT(), nullable=True)

    with op.batch_alter_table("roles", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "policy_area_id", sa.Text(), nullable=True, comment="the policy area: who leads it leads its themes"
            )
        )
        batch_op.add_column(
            sa.Column(
                "last_confirmed", sa.Text(), nullable=True, comment="the last day on which a source still shows it"
            )
        )
        batch_op.add_column(sa.Column("follows", sa.Text(), nullable=True, comment="the role it took over from"))
        batch_op.add_column(
            sa.Column("source", sa.Text(), nullable=True, comment="where it was found: addresses and names of sources")
        )

    with op.batch_alter_table("seats", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "last_confirmed", sa.Text(), nullable=True, comment="the last day on which a source still shows it"
            )
        )
        batch_op.add_column(
            sa.Column("source", sa.Text(), nullable=True, comment="where it was found: addresses and names of sources")
        )

    with op.batch_alter_table("themes", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "policy_areas",
                sa.Text(),
                nullable=True,
                comment="the policy areas it is in, by our own reading of OGP's tags",
            )
        )
        batch_op.add_column(
            sa.Column(
                "known_from",
                sa.Integer(),
                nullable=True,
                comment="first year of submission whose plans the sources tag with it; empty is every year",
            )
        )
