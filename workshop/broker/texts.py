"""The group's own words: read by the facilitator without names, and what of them was let through.

A text is all of an answer, or one of several in it (`Activity.pieces`). What was decided about it holds for that very
text: whoever changes it has written a new one.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from workshop.broker.answering import find_activity
from workshop.broker.core import Broker, Page, handles
from workshop.content import Activity, TableActivity
from workshop.errors import RefusedError
from workshop.messages import GetTexts, LetAllThrough, LetThrough, Text, Texts, Theme
from workshop.privacy import PEOPLE, Thresholds
from workshop.store import DecidedRow, GroupRow


@dataclass(frozen=True, slots=True)
class Written:
    """One text as it stands in the store. `id` is made with a secret: neither it nor its order tells who wrote it."""

    id: str
    participant: int
    seq: int
    item: str
    piece: str
    text: str

    def decided(self, row: DecidedRow | None, **changes: Any) -> DecidedRow:
        """Give what is decided about this text: as before, but for the changes."""
        before = {name: getattr(row, name) for name in ("shown", "edited", "theme_id")} if row else {}
        return DecidedRow(self.participant, self.item, self.piece, self.text, **{**before, **changes})


def least_people(group: GroupRow, activity: Activity) -> int:
    """Give the smallest number of people that a result of this activity may speak of."""
    thresholds = Thresholds(people=group.min_people, sensitive=group.min_people_sensitive)
    return thresholds.least(sensitive=activity.sensitive)


def written(broker: Broker, group: int, activity: Activity, number: int) -> list[Written]:
    """List the texts of a round, in an order that tells nothing.

    While the round is open, or when fewer people than the threshold answered it, there are none to see.
    """
    state, current = broker.store.stage(group).stages.get(activity.id, ("waiting", 1))
    if number > current or (number == current and state in {"open", "waiting"}):
        return []
    rows = [row for row in broker.store.answers(group, activity.id) if row[3] == number and row[4] not in (None, [])]
    if len({row[0] for row in rows}) < least_people(broker.store.group(group), activity):
        return []
    secret = broker.keys.keyed(f"words {group} {activity.id} {number}").encode()
    found = []
    for person, _activity, item, _round, value, seq in rows:
        for piece, text in activity.pieces(item, value) if item in activity.texts else ():
            if text:
                name = hmac.new(secret, f"{item} {piece} {person}".encode(), hashlib.sha256).hexdigest()[:20]
                found.append(Written(name, person, seq, item, piece, text))
    return sorted(found, key=lambda one: one.id)


def decisions(
    broker: Broker, group: int, activity: Activity, number: int
) -> dict[str, tuple[Written, DecidedRow | None]]:
    """Give each text of a round with what was decided about it, if anything: id → (text, decision)."""
    texts = written(broker, group, activity, number)
    if not activity.gathers:
        passed = {row.answer_seq: row for row in broker.store.passed(group, activity.id, number)}
        return {
            one.id: (
                one,
                one.decided(None, shown=row.shown, edited=row.edited) if (row := passed.get(one.seq)) else None,
            )
            for one in texts
        }
    rows = {
        (row.participant_id, row.item, row.piece, row.written): row
        for row in broker.store.gathering.decisions(group, activity.id, number)
    }
    return {one.id: (one, rows.get((one.participant, one.item, one.piece, one.text))) for one in texts}


# --- at the desk -----------------------------------------------------------------------------------------------


@handles(GetTexts, "facilitator")
def _texts(broker: Broker, page: Page, request: GetTexts) -> Texts:
    return texts_of(broker, page.group, find_activity(broker, request.activity), request.round)


@handles(LetThrough, "facilitator")
def _let(broker: Broker, page: Page, request: LetThrough) -> Texts:
    activity = find_activity(broker, request.activity)
    one, _row = found(decisions(broker, page.group, activity, request.round), [request.text])[0]
    if activity.gathers:
        row = one.decided(_row, shown=request.shown, edited=request.edited)
        broker.store.gathering.decide(page.group, activity.id, request.round, [row])
    else:
        broker.store.set_passed(
            page.group,
            participant_id=one.participant,
            activity=activity.id,
            round=request.round,
            shown=request.shown,
            edited=request.edited,
            answer_seq=one.seq,
        )
    broker.tell(page.group, "stage")
    return texts_of(broker, page.group, activity, request.round)


@handles(LetAllThrough, "facilitator")
def _let_all(broker: Broker, page: Page, request: LetAllThrough) -> Texts:
    activity = gathering_activity(broker, request.activity)
    known = decisions(broker, page.group, activity, request.round)
    rows = [one.decided(row, shown=request.shown) for one, row in found(known, request.texts)]
    broker.store.gathering.decide(page.group, activity.id, request.round, rows)
    broker.tell(page.group, "stage")
    return texts_of(broker, page.group, activity, request.round)


def gathering_activity(broker: Broker, name: str) -> Activity:
    """Give an activity whose texts are brought together.

    Raises
    ------
    RefusedError
        ``unknown-activity``: there is none of that name.
    """
    activity = find_activity(broker, name)
    if not activity.gathers:
        raise RefusedError("unknown-activity", "This is not in the programme (any more). Reload the page.")
    return activity


def found(
    known: Mapping[str, tuple[Written, DecidedRow | None]], names: Iterable[str]
) -> list[tuple[Written, DecidedRow | None]]:
    """Find texts by their ids.

    Raises
    ------
    RefusedError
        ``unknown-text``: one of them is not there (any more).
    """
    names = list(dict.fromkeys(names))
    if not set(names) <= known.keys():
        raise RefusedError("unknown-text", "This text is not there any more; it may have been taken back.")
    return [known[name] for name in names]


def texts_of(broker: Broker, group: int, activity: Activity, number: int) -> Texts:
    """Gather the own words of one round for the facilitator: authorless, in an order that says nothing."""
    lists = activity.gathers
    texts = [
        Text(
            id=one.id,
            text=one.text,
            shown=bool(row and row.shown),
            edited=row.edited if row else None,
            item=one.item if lists else "",
            theme=str(row.theme_id) if row and row.theme_id is not None else None,
        )
        for one, row in decisions(broker, group, activity, number).values()
    ]
    themes = broker.store.gathering.themes(group, activity.id, number) if lists else []
    return Texts(
        activity=activity.id,
        round=number,
        texts=texts,
        themes=[Theme(id=str(theme.id), name=theme.name, shown=theme.shown) for theme in themes],
    )


# --- what the group sees -------------------------------------------------------------------------------------


def let_through(broker: Broker, group: int, activity: Activity, rounds: Iterable[int]) -> list[str]:
    """Give the texts that the group sees by themselves, as it reads them; none of what is brought together."""
    if activity.gathers:
        return []
    return [
        row.edited if row.edited is not None else one.text
        for number in rounds
        for one, row in decisions(broker, group, activity, number).values()
        if row is not None and row.shown
    ]


def said(broker: Broker, group: int, activity: Activity, number: int) -> dict[int, dict[str, dict[int, Any]]]:
    """Give who wrote anything, and who said each theme that was let through in each field, for the privacy gate."""
    shown = {theme.id for theme in broker.store.gathering.themes(group, activity.id, number) if theme.shown}
    counted: dict[str, dict[int, Any]] = {PEOPLE: {}}
    for one, row in decisions(broker, group, activity, number).values():
        counted[PEOPLE][one.participant] = 1
        if row is not None and row.theme_id in shown:
            counted.setdefault(f"{one.item} {row.theme_id}", {})[one.participant] = 1
    return {number: counted}


def gathered(broker: Broker, group: int, activity: Activity, number: int, table: Mapping[str, Any]) -> dict[str, Any]:
    """Give what was let through, per field, and what it means where a theme stands in two fields.

    Which of them one person wrote is told nowhere: a theme that only one person put in two fields meets itself like
    any other.

    Returns
    -------
    dict
        ``fields``: field → texts (``id``, ``text``, ``people`` or None), those that most people said first;
        ``meetings``: ``text``, ``between``, ``means``, and ``people`` in either field.
    """
    themes = {theme.id: theme for theme in broker.store.gathering.themes(group, activity.id, number)}
    counts = table["counts"]
    fields: dict[str, dict[str, dict[str, Any]]] = {item: {} for item in activity.items}
    for one, row in decisions(broker, group, activity, number).values():
        theme = themes.get(row.theme_id) if row is not None and row.theme_id is not None else None
        if theme is not None and theme.shown:
            people = counts.get(f"{one.item} {theme.id}")
            fields[one.item][str(theme.id)] = {"id": str(theme.id), "text": theme.name, "people": people}
        elif row is not None and row.shown and theme is None:
            text = row.edited if row.edited is not None else one.text
            fields[one.item][one.id] = {"id": one.id, "text": text, "people": None}
    return {
        "fields": {
            item: sorted(texts.values(), key=lambda text: -(text["people"] or 0)) for item, texts in fields.items()
        },
        "meetings": _meetings(activity, fields) if isinstance(activity, TableActivity) else [],
    }


def _meetings(activity: TableActivity, fields: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> list[dict[str, Any]]:
    return [
        {
            "id": name,
            "text": fields[one][name]["text"],
            "between": [one, other],
            "means": meeting.means,
            "people": [fields[one][name]["people"], fields[other][name]["people"]],
        }
        for meeting in activity.meetings
        for one, other in [meeting.between]
        for name in fields[one]
        if name in fields[other]
    ]
