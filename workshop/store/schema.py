"""The tables. A change here needs a migration in `workshop/store/migrations/versions`."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

groups = Table(
    "groups",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(6), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("programme", Text, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("ended_at", Float),
    Column("rehearsal", Boolean, nullable=False),
    Column("min_people", Integer, nullable=False),
    Column("min_people_sensitive", Integer, nullable=False),
    Column("frozen_at", Float),  # the group's first answer: thresholds do not change from then on
    Column("timezone", Text, nullable=False),
    Column("facilitator_generation", Integer, nullable=False, default=0),
    Column("screen_generation", Integer, nullable=False, default=0),
    Column("seq", Integer, nullable=False, default=0),
    Column("stage_seq", Integer, nullable=False, default=0),
    Column("passed_seq", Integer, nullable=False, default=0),
    Column("current_session", Text),
    Column("current_activity", Text),
)

participants = Table(
    "participants",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("group_id", ForeignKey("groups.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("key_hash", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("pseudonym", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("joined_at", Float, nullable=False),
)

stages = Table(
    "stages",
    metadata,
    Column("group_id", ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True),
    Column("activity", Text, primary_key=True),
    Column("state", String(8), nullable=False),
    Column("round", Integer, nullable=False),
    Column("changed_at", Float, nullable=False),
)

agendas = Table(
    "agendas",
    metadata,
    Column("group_id", ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True),
    Column("session", Text, primary_key=True),
    Column("activities", JSON, nullable=False),
)

#: Every save is a row of its own; the current answer is the one with the highest seq.
answers = Table(
    "answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("group_id", ForeignKey("groups.id", ondelete="CASCADE"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("participant_id", ForeignKey("participants.id", ondelete="CASCADE"), nullable=False),
    Column("activity", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("round", Integer, nullable=False),
    Column("value", JSON(none_as_null=False), nullable=False),
    Column("late", Boolean, nullable=False),
    Column("save_id", String(64), nullable=False),
    Column("saved_at", Float, nullable=False),
    UniqueConstraint("participant_id", "save_id"),
    UniqueConstraint("group_id", "seq"),
    Index("answers_of_an_activity", "group_id", "activity", "round", "participant_id", "item", "seq"),
    Index("answers_of_a_participant", "participant_id", "seq"),
)

passed = Table(
    "passed",
    metadata,
    Column("group_id", ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True),
    Column("answer_seq", Integer, primary_key=True),
    Column("participant_id", ForeignKey("participants.id", ondelete="CASCADE"), nullable=False),
    Column("activity", Text, nullable=False),
    Column("round", Integer, nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("edited", Text),
    Column("changed_at", Float, nullable=False),
    Index("passed_of_an_activity", "group_id", "activity", "round"),
)

#: What the privacy gate let out last, with the answers it was made of.
releases = Table(
    "releases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("group_id", ForeignKey("groups.id", ondelete="CASCADE"), nullable=False),
    Column("activity", Text, nullable=False),
    Column("round", Integer, nullable=False),
    Column("made_at", Float, nullable=False),
    Column("answers", JSON, nullable=False),
    Index("releases_of_an_activity", "group_id", "activity", "round", "id"),
)

#: Texts that were brought together under a name by the facilitator.
themes = Table(
    "themes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("group_id", ForeignKey("groups.id", ondelete="CASCADE"), nullable=False),
    Column("activity", Text, nullable=False),
    Column("round", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("changed_at", Float, nullable=False),
    Index("themes_of_an_activity", "group_id", "activity", "round"),
)

#: What the facilitator decided about one text of an activity: where it belongs, whether the group sees it, and how.
#: An answer may hold several texts, each with an id of its own (`piece`); a decision holds for the text as it was
#: (`written`) and for no other.
texts = Table(
    "texts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("group_id", ForeignKey("groups.id", ondelete="CASCADE"), nullable=False),
    Column("participant_id", ForeignKey("participants.id", ondelete="CASCADE"), nullable=False),
    Column("activity", Text, nullable=False),
    Column("round", Integer, nullable=False),
    Column("item", Text, nullable=False),
    Column("piece", String(40), nullable=False),
    Column("written", Text, nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("edited", Text),
    Column("theme_id", ForeignKey("themes.id", ondelete="SET NULL")),
    Column("changed_at", Float, nullable=False),
    UniqueConstraint("participant_id", "activity", "round", "item", "piece"),
    Index("texts_of_an_activity", "group_id", "activity", "round"),
)
