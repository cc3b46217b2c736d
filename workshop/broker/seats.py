"""Pages and people: what the server tells of its pages, who joins, and what a page shows first."""

from __future__ import annotations

import io
from typing import Any

import segno

from workshop import content, words
from workshop.broker.answering import own_answers
from workshop.broker.core import Broker, Page, handles
from workshop.broker.facilitation import stage_of
from workshop.content import view
from workshop.errors import RefusedError
from workshop.messages import (
    Assign,
    Begin,
    CheckSecret,
    Done,
    Expect,
    FindGroup,
    Forget,
    GetLinks,
    GroupInfo,
    Identity,
    Join,
    Links,
    Presence,
    Resume,
    Role,
    Seat,
    SetLanguage,
    Welcome,
)
from workshop.store import GroupRow, ParticipantRow, normalize_join_code


def group_info(broker: Broker, row: GroupRow) -> GroupInfo:
    """Say what may be known of a group."""
    return GroupInfo(
        id=row.id,
        code=row.code,
        name=row.name,
        language=row.language,
        programme=row.programme,
        created_at=row.created_at,
        rehearsal=row.rehearsal,
        ended=row.ended_at is not None,
        people=broker.store.people(row.id),
        min_people=row.min_people,
        min_people_sensitive=row.min_people_sensitive,
        timezone=row.timezone,
    )


@handles(Expect, "server")
def _expect(broker: Broker, _page: Page, request: Expect) -> Done:
    broker.expect(request.capability)
    return Done()


@handles(Assign, "server")
def _assign(broker: Broker, _page: Page, request: Assign) -> Done:
    page = broker.pages.get(request.capability)
    if page is None:
        raise RefusedError("unknown-capability", "This page is not known here.")
    if page.identity == request.identity:
        return Done()
    if page.identity is not None:
        raise RefusedError("given-away", "This page belongs to somebody already.")
    broker.give(page, request.identity)
    return Done()


@handles(Presence, "server")
def _presence(broker: Broker, _page: Page, request: Presence) -> Done:
    page = broker.pages.get(request.capability)
    if page is not None and page.here != request.here:
        page.here = request.here
        if page.identity is not None and page.identity.group is not None:
            broker.tell_room(page.identity.group)
    return Done()


@handles(Forget, "server")
def _forget(broker: Broker, _page: Page, request: Forget) -> Done:
    broker.forget(request.capability)
    return Done()


@handles(FindGroup, "server")
def _find_group(broker: Broker, _page: Page, request: FindGroup) -> GroupInfo:
    return group_info(broker, _group_with_code(broker, request.code))


@handles(Join, "server")
def _join(broker: Broker, _page: Page, request: Join) -> Seat:
    group = _group_with_code(broker, request.code)
    key_hash = broker.keys.hash_key(request.key)
    if group.ended_at is not None and broker.store.participant_by_key(key_hash) is None:
        raise RefusedError("ended", "This group has ended.")
    person = broker.store.join(
        group.id,
        key_hash,
        name=request.name,
        pseudonym=request.pseudonym,
        language=request.language or group.language,
    )
    broker.tell_room(group.id)
    return _seat(broker, person)


@handles(Resume, "server")
def _resume(broker: Broker, _page: Page, request: Resume) -> Seat:
    person = broker.store.participant_by_key(broker.keys.hash_key(request.key))
    if person is None:
        raise RefusedError("unknown-key", "This return code is not known here.")
    return _seat(broker, person)


@handles(CheckSecret, "server")
def _check_secret(broker: Broker, _page: Page, request: CheckSecret) -> Identity:
    opened = broker.keys.check_secret(request.secret)
    if opened is None:
        raise RefusedError("unknown-secret", "This link is not valid here.")
    role, group_id, generation = opened
    if role == "host":
        return Identity(role="host")
    group = broker.store.group(group_id) if group_id is not None else None
    current = None
    if group is not None:
        current = group.facilitator_generation if role == "facilitator" else group.screen_generation
    if group is None or generation != current:
        raise RefusedError("unknown-secret", "This link is not valid any more.")
    return Identity(role="facilitator" if role == "facilitator" else "screen", group=group.id, language=group.language)


@handles(GetLinks, "server", "host")
def _links(broker: Broker, _page: Page, request: GetLinks) -> Links:
    return links_of(broker, broker.store.group(request.group))


def links_of(broker: Broker, group: GroupRow) -> Links:
    """Give the secrets of a group's links."""
    return Links(
        facilitator_secret=broker.keys.group_secret("facilitator", group.id, group.facilitator_generation),
        screen_secret=broker.keys.group_secret("screen", group.id, group.screen_generation),
    )


@handles(Begin, "participant", "facilitator", "screen", "host")
def _begin(broker: Broker, page: Page, _request: Begin) -> Welcome:
    return welcome(broker, page)


@handles(SetLanguage, "participant", "facilitator", "screen", "host")
def _set_language(broker: Broker, page: Page, request: SetLanguage) -> Welcome:
    if request.language not in broker.programme.languages:
        raise RefusedError("unknown-language", "This programme does not exist in that language.")
    identity = page.identity
    if identity is not None and identity.participant is not None:
        broker.store.set_participant_language(identity.participant, request.language)
    if identity is not None:
        page.identity = Identity(
            role=identity.role, group=identity.group, participant=identity.participant, language=request.language
        )
    return welcome(broker, page)


def welcome(broker: Broker, page: Page) -> Welcome:
    """Gather all that a page needs to show itself."""
    identity = page.identity
    if identity is None:
        raise RefusedError("not-yours-yet", "This page does not belong to anybody yet.")
    language = broker.language(page)
    programme = broker.programme
    if identity.group is None:
        groups = [group_info(broker, row) for row in broker.store.groups()] if identity.role == "host" else []
        return Welcome(
            role=identity.role,
            language=language,
            languages=list(programme.languages),
            words=words.words(language),
            groups=groups,
            now=broker.clock(),
        )
    group = broker.store.group(identity.group)
    person = broker.store.participant(identity.participant) if identity.participant is not None else None
    leads = identity.role != "participant"
    join_url = f"{broker.base_url}/j/{group.code}"
    return Welcome(
        role=identity.role,
        language=language,
        languages=list(programme.languages),
        words=words.words(language),
        group=group_info(broker, group),
        name=person.name if person else "",
        pseudonym=person.pseudonym if person else "",
        sessions=_sessions(broker, language, identity.role),
        stage=stage_of(broker, group.id),
        answers=own_answers(broker, identity) if person else None,
        join_url=join_url if leads else "",
        join_qr=_qr(join_url) if leads else "",
        now=broker.clock(),
    )


def _sessions(broker: Broker, language: str, role: Role) -> list[dict[str, Any]]:
    reader: content.Role = "facilitator" if role == "facilitator" else "participant"

    def make() -> list[dict[str, Any]]:
        return [view(broker.programme, session.id, language, reader) for session in broker.programme.sessions]

    views: list[dict[str, Any]] = broker.cached(("sessions", language, reader), 0, make)
    return views


def _group_with_code(broker: Broker, code: str) -> GroupRow:
    normal = normalize_join_code(code)
    group = broker.store.group_by_code(normal) if normal else None
    if group is None:
        raise RefusedError("unknown-code", "There is no group with this code.")
    return group


def _seat(broker: Broker, person: ParticipantRow) -> Seat:
    group = broker.store.group(person.group_id)
    return Seat(
        group=group_info(broker, group),
        participant=person.id,
        name=person.name,
        pseudonym=person.pseudonym,
        language=person.language,
        session=stage_of(broker, group.id).session,
    )


def _qr(url: str) -> str:
    picture = io.BytesIO()
    segno.make(url, error="m").save(picture, kind="svg", border=1, scale=8, xmldecl=False)
    return picture.getvalue().decode()
