"""Texts of an activity, and the themes that they are brought together under."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _group() -> sa.ForeignKey:
    return sa.ForeignKey("groups.id", ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "themes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("group_id", sa.Integer, _group(), nullable=False),
        sa.Column("activity", sa.Text, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("shown", sa.Boolean, nullable=False),
        sa.Column("changed_at", sa.Float, nullable=False),
    )
    op.create_index("themes_of_an_activity", "themes", ["group_id", "activity", "round"])
    op.create_table(
        "texts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("group_id", sa.Integer, _group(), nullable=False),
        sa.Column("participant_id", sa.Integer, sa.ForeignKey("participants.id", ondelete="CASCADE"), nullable=False),
        sa.Column("activity", sa.Text, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("piece", sa.String(40), nullable=False),
        sa.Column("written", sa.Text, nullable=False),
        sa.Column("shown", sa.Boolean, nullable=False),
        sa.Column("edited", sa.Text),
        sa.Column("theme_id", sa.Integer, sa.ForeignKey("themes.id", ondelete="SET NULL")),
        sa.Column("changed_at", sa.Float, nullable=False),
        sa.UniqueConstraint("participant_id", "activity", "round", "item", "piece"),
    )
    op.create_index("texts_of_an_activity", "texts", ["group_id", "activity", "round"])
