"""The programme: sessions of activities, and what they share."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from workshop.content.ballot import Ballot
from workshop.content.kinds import Activity, AnyActivity, VoteActivity
from workshop.content.scales import Rating, Scale
from workshop.content.text import Id, Part, Some, Text
from workshop.errors import ContentError


class Session(Part):
    """One training session: a file with activities in their order."""

    id: Id
    title: Text
    heart: Text
    vote: Ballot | None = None
    activities: Some[AnyActivity]

    @model_validator(mode="after")
    def _votes_have_choices(self) -> Session:
        for number, activity in enumerate(self.activities):
            if isinstance(activity, VoteActivity) and self.vote is None:
                raise PydanticCustomError("no_ballot", "", {"activity": activity.id, "number": number})
        return self


class Programme(Part):
    """The whole curriculum, complete in every language. `languages[0]` is the default."""

    id: Id
    title: Text
    languages: tuple[str, ...]
    rating: Rating
    scales: tuple[Scale, ...]
    sessions: tuple[Session, ...]

    def model_post_init(self, _context: Any, /) -> None:
        """Give each activity what it refers to."""
        for session in self.sessions:
            for activity in session.activities:
                activity.bind(self, session.vote)

    @property
    def activities(self) -> tuple[Activity, ...]:
        """All activities, in order."""
        return tuple(activity for session in self.sessions for activity in session.activities)

    @cached_property
    def _places(self) -> dict[str, tuple[Session, Activity]]:
        return {activity.id: (session, activity) for session in self.sessions for activity in session.activities}

    def session(self, session_id: str) -> Session:
        """Find a session; `ContentError` when there is none of that id."""
        for session in self.sessions:
            if session.id == session_id:
                return session
        raise self._unknown("session", session_id, [session.id for session in self.sessions])

    def activity(self, activity_id: str) -> Activity:
        """Find an activity; `ContentError` when there is none of that id."""
        return self._place(activity_id)[1]

    def session_of(self, activity_id: str) -> Session:
        """Find the session of an activity; `ContentError` when there is none of that id."""
        return self._place(activity_id)[0]

    def _place(self, activity_id: str) -> tuple[Session, Activity]:
        try:
            return self._places[activity_id]
        except (KeyError, TypeError):  # TypeError: an id that cannot be a key
            raise self._unknown("activity", activity_id, self._places) from None

    def _unknown(self, what: str, wanted: object, known: Iterable[str]) -> ContentError:
        near = difflib.get_close_matches(str(wanted), list(known), n=3) or list(known)
        return ContentError(f"programme '{self.id}' has no {what} '{wanted}'. Use one of: {', '.join(near)}.")
