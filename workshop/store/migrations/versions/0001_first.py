"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _group() -> sa.ForeignKey:
    return sa.ForeignKey("groups.id", ondelete="CASCADE")


def _participant() -> sa.ForeignKey:
    return sa.ForeignKey("participants.id", ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "groups",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String(6), nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("programme", sa.Text, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("ended_at", sa.Float),
        sa.Column("rehearsal", sa.Boolean, nullable=False),
        sa.Column("min_people", sa.Integer, nullable=False),
        sa.Column("min_people_sensitive", sa.Integer, nullable=False),
        sa.Column("frozen_at", sa.Float),
        sa.Column("timezone", sa.Text, nullable=False),
        sa.Column("facilitator_generation", sa.Integer, nullable=False),
        sa.Column("screen_generation", sa.Integer, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("stage_seq", sa.Integer, nullable=False),
        sa.Column("passed_seq", sa.Integer, nullable=False),
        sa.Column("current_session", sa.Text),
        sa.Column("current_activity", sa.Text),
    )
    op.create_table(
        "participants",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("group_id", sa.Integer, _group(), nullable=False, index=True),
        sa.Column("key_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("pseudonym", sa.Text, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("joined_at", sa.Float, nullable=False),
    )
    op.create_table(
        "stages",
        sa.Column("group_id", sa.Integer, _group(), primary_key=True),
        sa.Column("activity", sa.Text, primary_key=True),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.Float, nullable=False),
    )
    op.create_table(
        "agendas",
        sa.Column("group_id", sa.Integer, _group(), primary_key=True),
        sa.Column("session", sa.Text, primary_key=True),
        sa.Column("activities", sa.JSON, nullable=False),
    )
    op.create_table(
        "answers",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("group_id", sa.Integer, _group(), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("participant_id", sa.Integer, _participant(), nullable=False),
        sa.Column("activity", sa.Text, nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("value", sa.JSON, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("save_id", sa.String(64), nullable=False),
        sa.Column("saved_at", sa.Float, nullable=False),
        sa.UniqueConstraint("participant_id", "save_id"),
        sa.UniqueConstraint("group_id", "seq"),
    )
    op.create_index(
        "answers_of_an_activity", "answers", ["group_id", "activity", "round", "participant_id", "item", "seq"]
    )
    op.create_index("answers_of_a_participant", "answers", ["participant_id", "seq"])
    op.create_table(
        "passed",
        sa.Column("group_id", sa.Integer, _group(), primary_key=True),
        sa.Column("answer_seq", sa.Integer, primary_key=True),
        sa.Column("participant_id", sa.Integer, _participant(), nullable=False),
        sa.Column("activity", sa.Text, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("shown", sa.Boolean, nullable=False),
        sa.Column("edited", sa.Text),
        sa.Column("changed_at", sa.Float, nullable=False),
    )
    op.create_index("passed_of_an_activity", "passed", ["group_id", "activity", "round"])
    op.create_table(
        "releases",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("group_id", sa.Integer, _group(), nullable=False),
        sa.Column("activity", sa.Text, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("made_at", sa.Float, nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
    )
    op.create_index("releases_of_an_activity", "releases", ["group_id", "activity", "round", "id"])
