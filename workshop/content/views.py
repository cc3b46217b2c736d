"""A session in one language, as JSON, with what a role may see of it."""

from __future__ import annotations

from typing import Any, Literal

from workshop.content.kinds import Activity
from workshop.content.model import Programme
from workshop.errors import ContentError

Role = Literal["participant", "screen", "facilitator"]


def view(programme: Programme, session_id: str, language: str, role: Role) -> dict[str, Any]:
    """Show a session.

    Returns
    -------
    dict
        JSON-ready: id, title, heart and activities (id, kind, title, sensitive, rounds, items, required and
        the texts of its kind, as the kind's `describe` gives them). Only ``"facilitator"`` gets talk cards and notes.

    Raises
    ------
    ContentError
        Unknown session or language.
    """
    if language not in programme.languages:
        known = ", ".join(programme.languages)
        raise ContentError(f"programme '{programme.id}' has no language '{language}'. Use one of: {known}.")
    session = programme.session(session_id)
    return {
        "id": session.id,
        "title": session.title[language],
        "heart": session.heart[language],
        "activities": [_activity(activity, language, role) for activity in session.activities],
    }


def _activity(activity: Activity, language: str, role: Role) -> dict[str, Any]:
    shown = {
        "id": activity.id,
        "kind": activity.kind,
        "title": activity.title[language],
        "sensitive": activity.sensitive,
        "rounds": activity.rounds,
        "items": list(activity.items),
        "required": list(activity.required),
        **activity.describe(language),
    }
    return shown | (activity.describe_for_facilitator(language) if role == "facilitator" else {})
