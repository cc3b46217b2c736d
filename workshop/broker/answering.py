"""A participant's own answers: saved, taken away, asked for again."""

from __future__ import annotations

from typing import Any

from workshop.broker.core import Broker, Page, handles
from workshop.content import Activity
from workshop.errors import ContentError, RefusedError
from workshop.messages import Answers, GetAnswers, Identity, Save, Saved
from workshop.store import Answer

_LONGEST_ID = 64

#: Why an answer does not fit → what to say (English; translated for the page).
_MISFITS = {
    "unknown-item": "This question is not in the programme (any more). Reload the page.",
    "wrong-type": "This answer cannot be read. Try it again.",
    "out-of-range": "This choice does not exist. Choose one of those on the page.",
    "too-long": "This text is too long. Make it shorter; it stays here until you do.",
}


@handles(Save, "participant")
def _save(broker: Broker, page: Page, request: Save) -> Saved:
    identity = page.identity
    if identity is None or identity.participant is None:
        raise RefusedError("not-allowed", "Your role does not allow this.")
    if not 0 < len(request.save_id) <= _LONGEST_ID:
        raise RefusedError("bad-request", "This answer cannot be read. Try it again.")
    activity = find_activity(broker, request.activity)
    misfit = activity.check(request.item, request.value)
    if misfit is not None:
        raise RefusedError(misfit, _MISFITS[misfit])
    late = _is_late(broker, page.group, activity, request)
    saved = broker.store.save(
        Answer(
            group_id=page.group,
            participant_id=identity.participant,
            activity=activity.id,
            item=request.item,
            round=request.round,
            value=request.value,
            save_id=request.save_id,
            late=late,
        )
    )
    if not late:
        broker.tell(page.group, "answers")
    broker.tell_person(page)
    return Saved(save_id=request.save_id, seq=saved.seq, saved_at=saved.saved_at, late=saved.late)


def _is_late(broker: Broker, group: int, activity: Activity, request: Save) -> bool:
    """Say whether an answer comes after its round was closed; only words are kept then, for their owner."""
    row = broker.store.stage(group)
    state, current = row.stages.get(activity.id, ("waiting", 1))
    if state == "open" and request.round == current and not row.ended:
        return False
    was_open = 1 <= request.round <= current and (state != "waiting" or request.round < current)
    if was_open and request.item in activity.texts:
        return True
    if row.ended:
        raise RefusedError("ended", "This group has ended; nothing can be changed any more.")
    raise RefusedError("closed", "Answering this is closed. What you chose last is not counted.")


@handles(GetAnswers, "participant")
def _answers(broker: Broker, page: Page, _request: GetAnswers) -> Answers:
    if page.identity is None:
        raise RefusedError("not-allowed", "Your role does not allow this.")
    return own_answers(broker, page.identity)


def own_answers(broker: Broker, identity: Identity) -> Answers:
    """Gather all current answers of one participant."""
    values: dict[str, dict[str, dict[str, Any]]] = {}
    seq = 0
    if identity.participant is not None:
        for row in broker.store.answers_of(identity.participant):
            seq = max(seq, row.seq)
            if row.value is not None:
                values.setdefault(row.activity, {}).setdefault(str(row.round), {})[row.item] = row.value
    return Answers(seq=seq, values=values)


def find_activity(broker: Broker, name: str) -> Activity:
    """Give an activity of the programme.

    Raises
    ------
    RefusedError
        ``unknown-activity``.
    """
    try:
        return broker.programme.activity(name)
    except (KeyError, ContentError) as error:
        raise RefusedError("unknown-activity", "This is not in the programme (any more). Reload the page.") from error
