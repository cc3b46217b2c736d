"""Making, listing, picking and ending groups."""

from __future__ import annotations

from workshop.broker.core import Broker, Page, handles
from workshop.broker.seats import group_info, links_of, welcome
from workshop.errors import RefusedError
from workshop.messages import EndGroup, GetGroups, GroupMade, Groups, Identity, NewGroup, PickGroup, Welcome
from workshop.privacy import Thresholds


@handles(NewGroup, "host", "server")
def _new_group(broker: Broker, _page: Page, request: NewGroup) -> GroupMade:
    if request.language not in broker.programme.languages:
        raise RefusedError("unknown-language", "This programme does not exist in that language.")
    try:
        thresholds = Thresholds.chosen(request.min_people)
    except ValueError as error:
        raise RefusedError("bad-number", "Results need at least 3 people to hide among.") from error
    row = broker.store.new_group(
        request.name,
        language=request.language,
        programme=broker.programme.id,
        min_people=thresholds.people,
        min_people_sensitive=thresholds.sensitive,
        rehearsal=request.rehearsal,
    )
    links = links_of(broker, row)
    return GroupMade(
        group=group_info(broker, row),
        facilitator_secret=links.facilitator_secret,
        screen_secret=links.screen_secret,
    )


@handles(GetGroups, "host", "server")
def _groups(broker: Broker, _page: Page, _request: GetGroups) -> Groups:
    return Groups(groups=[group_info(broker, row) for row in broker.store.groups()])


@handles(PickGroup, "host")
def _pick_group(broker: Broker, page: Page, request: PickGroup) -> Welcome:
    group = broker.store.group(request.group)
    language = page.identity.language if page.identity else None
    broker.give(page, Identity(role="facilitator", group=group.id, language=language or group.language))
    return welcome(broker, page)


@handles(EndGroup, "facilitator")
def _end_group(broker: Broker, page: Page, request: EndGroup) -> Welcome:
    broker.store.end_group(page.group, ended=request.ended)
    broker.tell(page.group, "stage")
    return welcome(broker, page)
