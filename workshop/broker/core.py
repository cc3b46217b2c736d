"""The broker itself: which page may ask what, and who hears of a change."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from workshop import words
from workshop.broker.helping import TextHelp
from workshop.broker.notices import Pulse
from workshop.content import Programme
from workshop.errors import RefusedError, StoreError
from workshop.messages import Identity, Notice, Refused, Reply, Request, Role, Topic
from workshop.store import Keys, Store

log = logging.getLogger(__name__)

#: Results, with their figures of some 20 kB, and views of sessions that are kept in memory.
_MOST_CACHED = 500

Handler = Callable[["Broker", "Page", Any], Reply]
Clock = Callable[[], float]

_HANDLERS: dict[type, tuple[frozenset[Role], Handler]] = {}


def handles(request: type, *roles: Role) -> Callable[[Handler], Handler]:
    """Register a function as the handler of a request, for the roles that may make it."""

    def register(handler: Handler) -> Handler:
        _HANDLERS[request] = (frozenset(roles), handler)
        return handler

    return register


@dataclass(slots=True, eq=False)
class Page:
    """What the broker knows of one page (or of the server): who it belongs to and how to reach it.

    Attributes
    ----------
    identity
        None until the page is given away.
    notify
        Sends a notice to the page's process; None while it is not connected.
    here
        Whether a browser is at the other end.
    """

    identity: Identity | None = None
    notify: Callable[[Notice], None] | None = None
    here: bool = False

    @property
    def group(self) -> int:
        """The group that the page belongs to.

        Raises
        ------
        RefusedError
            ``no-group``: none yet (a host who has not picked one).
        """
        if self.identity is None or self.identity.group is None:
            raise RefusedError("no-group", "Choose a group first.")
        return self.identity.group


@dataclass(slots=True)
class Broker:
    """The one writer and the one door out; see `docs/architecture.md`.

    Parameters
    ----------
    store, programme, keys
        What it stands on.
    base_url
        Address that participants use, without a slash at the end; for join links and QR codes.
    clock
        Seconds since the epoch; the only clock that counts.
    """

    store: Store
    programme: Programme
    keys: Keys
    base_url: str = ""
    clock: Clock = time.time
    pages: dict[str, Page] = field(default_factory=dict)
    members: dict[int, set[Page]] = field(default_factory=lambda: defaultdict(set))
    people: dict[int, set[Page]] = field(default_factory=lambda: defaultdict(set))
    cache: OrderedDict[Any, Any] = field(default_factory=OrderedDict)
    help: TextHelp = field(default_factory=TextHelp)
    _pulse: Pulse = field(init=False)

    def __post_init__(self) -> None:
        """Start with no pages."""
        self._pulse = Pulse(self._send)

    # --- capabilities ---------------------------------------------------------------------------------

    def expect(self, capability: str, identity: Identity | None = None) -> Page:
        """Let a page in that will show this capability; telling it again changes nothing."""
        page = self.pages.setdefault(capability, Page())
        if identity is not None and page.identity is None:
            self.give(page, identity)
        return page

    def give(self, page: Page, identity: Identity) -> None:
        """Make a page somebody's (or, for a host who picks a group, the group's)."""
        self._leave(page)
        page.identity = identity
        if page.notify is not None:
            page.notify(Notice(topic="assigned"))
        if identity.group is not None:
            self.tell_room(identity.group)
            self.members[identity.group].add(page)
        if identity.participant is not None:
            self.people[identity.participant].add(page)

    def forget(self, capability: str) -> None:
        """Let a page go: its capability is worth nothing from now on."""
        page = self.pages.pop(capability, None)
        if page is not None:
            self._leave(page)
            page.notify = None

    def connect(self, capability: str, notify: Callable[[Notice], None]) -> Page:
        """Give the page that holds a capability.

        Raises
        ------
        RefusedError
            ``unknown-capability``; ``in-use`` when somebody else is connected with it.
        """
        page = self.pages.get(capability)
        if page is None:
            raise RefusedError("unknown-capability", "This page is not known here.")
        if page.notify is not None:
            raise RefusedError("in-use", "This page is connected already.")
        page.notify = notify
        return page

    def disconnect(self, page: Page) -> None:
        """Forget how to reach a page; it may connect again."""
        page.notify = None

    def _leave(self, page: Page) -> None:
        identity = page.identity
        if identity is not None and identity.group is not None:
            self.members[identity.group].discard(page)
            self.tell_room(identity.group)
        if identity is not None and identity.participant is not None:
            self.people[identity.participant].discard(page)
            if not self.people[identity.participant]:
                del self.people[identity.participant]

    # --- requests ---------------------------------------------------------------------------------------

    def handle(self, page: Page, request: Request) -> Reply:
        """Carry out a request for a page; what may not be or cannot be done comes back as `Refused`."""
        _ = self.translate(page)
        roles, handler = _HANDLERS[type(request)]
        if page.identity is None:
            return Refused(reason="not-yours-yet", text=_("This page does not belong to anybody yet."))
        if page.identity.role not in roles:
            log.warning("refused %s to a %s", type(request).__name__, page.identity.role)
            return Refused(reason="not-allowed", text=_("Your role does not allow this."))
        try:
            return handler(self, page, request)
        except RefusedError as error:
            return Refused(reason=error.reason, text=_(error.text))
        except StoreError:
            log.exception("the store failed on %s", type(request).__name__)
            text = _("This cannot be saved just now. What you typed stays on this page; it is tried again.")
            return Refused(reason="unavailable", text=text)

    def language(self, page: Page) -> str:
        """Give the language of whoever looks at a page."""
        identity = page.identity
        if identity is not None and identity.language:
            return identity.language
        if identity is not None and identity.group is not None:
            return self.store.group(identity.group).language
        return self.programme.languages[0]

    def translate(self, page: Page) -> Callable[[str], str]:
        """Give the function that puts an English text of ours into the page's language."""
        return words.translator(self.language(page)).gettext

    # --- notices ------------------------------------------------------------------------------------------

    def tell(self, group: int, topic: Topic) -> None:
        """Say that something changed on a topic of a group; coalesced."""
        self._pulse.tell(group, topic)

    def tell_room(self, group: int) -> None:
        """Say that who is here may have changed."""
        self.tell(group, "answers")

    def tell_person(self, asking: Page) -> None:
        """Say to a participant's other pages that their own answers changed."""
        participant = asking.identity.participant if asking.identity else None
        for page in self.people.get(participant, ()) if participant is not None else ():
            if page is not asking and page.notify is not None:
                page.notify(Notice(topic="mine"))

    def _send(self, group: int, topic: Topic) -> None:
        for page in list(self.members[group]):
            role = page.identity.role if page.identity else "participant"
            if page.notify is not None and (topic == "stage" or role != "participant"):
                page.notify(Notice(topic=topic))

    def cached(self, key: Any, version: Any, make: Callable[[], Any]) -> Any:
        """Give what `make` made for this version, making it once however many ask."""
        known = self.cache.get(key)
        if known is None or known[0] != version:
            known = (version, make())
            self.cache[key] = known
            while len(self.cache) > _MOST_CACHED:
                self.cache.popitem(last=False)
        self.cache.move_to_end(key)
        return known[1]


def roles_of(request: type) -> frozenset[Role]:
    """Tell which roles may make a request (for tests and documents)."""
    return _HANDLERS[request][0]


def handlers() -> Mapping[type, tuple[frozenset[Role], Handler]]:
    """Give all registered handlers."""
    return _HANDLERS
