"""What pages, server and broker say to each other: typed structs, no logic.

A *request* goes to the broker over a *link* and gets exactly one reply: the struct named in its docstring,
or `Refused`. A `Notice` comes unasked, carries no data and may be lost (design rule 4).
Times are seconds since the epoch in UTC, made by the broker's clock only.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Role = Literal["participant", "facilitator", "screen", "host", "server"]
State = Literal["waiting", "open", "closed", "shown"]
Topic = Literal["assigned", "stage", "answers", "mine", "gone"]


class Message(msgspec.Struct, frozen=True, tag=True, omit_defaults=True, forbid_unknown_fields=True):
    """Base of every request and reply; the wire name is the class name."""


# --- who ---------------------------------------------------------------------------------------------


class Identity(Message, frozen=True):
    """Who a page belongs to: what the broker checks every request against."""

    role: Role
    group: int | None = None
    participant: int | None = None
    language: str | None = None


class GroupInfo(Message, frozen=True):
    """What may be known of a group by its members and facilitators."""

    id: int
    code: str
    name: str
    language: str
    programme: str
    created_at: float
    rehearsal: bool = False
    ended: bool = False
    people: int = 0  # participants who have joined
    min_people: int = 5
    min_people_sensitive: int = 8
    timezone: str = "Europe/Amsterdam"


class Seat(Message, frozen=True):
    """A participant's place in a group."""

    group: GroupInfo
    participant: int
    name: str  # may be empty
    pseudonym: str
    language: str
    session: str | None = None  # the session that the facilitator has open


# --- requests that a page's browser may cause -----------------------------------------------------------


class Begin(Message, frozen=True):
    """Ask for all that a page needs to show itself, once it has been given away. Reply: `Welcome`."""


class Save(Message, frozen=True):
    """Save one answer of the asking participant. Reply: `Saved`.

    `save_id` makes a repeat harmless: the same id is committed once. `value` None takes the answer away.
    """

    save_id: str
    activity: str
    item: str
    round: int
    value: Any = None


class GetStage(Message, frozen=True):
    """Ask where the group stands. Reply: `Stage`."""


class GetAnswers(Message, frozen=True):
    """Ask for all current answers of the asking participant. Reply: `Answers`."""


class GetResult(Message, frozen=True):
    """Ask for the group's result of one activity, as far as this role may see it now. Reply: `Result`."""

    activity: str


class GetRoom(Message, frozen=True):
    """Ask (facilitator, screen) how many are here, busy and done. Reply: `Room`."""


class Act(Message, frozen=True):
    """Move the group (facilitator). Reply: `Stage`.

    `open` opens `activity` (and makes it the current one), `close` closes it, `show` shows its result (closing it
    first), `again` opens its next round, `next` and `back` go to the neighbour on the agenda and open it when
    it is new, `open_all` opens every activity of `session` for answering in one's own order, `close_all`
    closes them, `agenda` sets the order of `session` to `activities` (what is left out is skipped). An action that
    is already done changes nothing and is no error, so pressing twice is harmless.
    """

    action: Literal["open", "close", "show", "again", "next", "back", "open_all", "close_all", "agenda"]
    activity: str | None = None
    session: str | None = None
    activities: tuple[str, ...] = ()
    seen: int | None = None  # the stage's seq that the facilitator acted on; next/back on an older one change nothing


class GetTexts(Message, frozen=True):
    """Ask (facilitator) for the own words of an activity's round, authorless, in shuffled order. Reply: `Texts`."""

    activity: str
    round: int


class LetThrough(Message, frozen=True):
    """Let one text through to the group, or take it back (facilitator). Reply: `Texts`.

    `edited` is the text with words blanked out; None leaves it as written.
    """

    activity: str
    round: int
    text: str  # the id in `Text`
    shown: bool
    edited: str | None = None


class LetAllThrough(Message, frozen=True):
    """Let several texts through as they are, or take them back (facilitator). Reply: `Texts`."""

    activity: str
    round: int
    texts: tuple[str, ...]
    shown: bool


class BringTogether(Message, frozen=True):
    """Put texts under a theme (facilitator). Reply: `Texts`.

    Without a `theme` a new one is made, called `name` or else after the shortest of the texts; with an empty one they
    are taken out of theirs.
    """

    activity: str
    round: int
    texts: tuple[str, ...]
    theme: str | None = None
    name: str = ""


class SetTheme(Message, frozen=True):
    """Rename a theme, let it through or take it back, or take it away (facilitator). Reply: `Texts`.

    What is None stays as it is.
    """

    activity: str
    round: int
    theme: str
    name: str | None = None
    shown: bool | None = None
    gone: bool = False


class GetSuggestions(Message, frozen=True):
    """Ask (facilitator) which texts of a round may say the same, and where one may belong. Reply: `Suggestions`."""

    activity: str
    round: int


class GetDivided(Message, frozen=True):
    """Ask (facilitator) which activities of a session divide this group most. Reply: `Divided`."""

    session: str


class SetLanguage(Message, frozen=True):
    """Switch the language of the asking page's person. Reply: `Welcome`."""

    language: str


class NewGroup(Message, frozen=True):
    """Create a group (host). Reply: `GroupMade`."""

    name: str
    language: str = "nl"
    min_people: int | None = None
    rehearsal: bool = False


class GetGroups(Message, frozen=True):
    """List the groups (host). Reply: `Groups`."""


class PickGroup(Message, frozen=True):
    """Go on as facilitator of this group (host). Reply: `Welcome`."""

    group: int


class EndGroup(Message, frozen=True):
    """End a group: nobody can join or answer any more, all stays readable (facilitator). Reply: `Welcome`."""

    ended: bool = True


# --- requests that only the server makes ------------------------------------------------------------------


class Expect(Message, frozen=True):
    """Tell of a page that was made and belongs to nobody yet. Reply: `Done`."""

    capability: str


class Assign(Message, frozen=True):
    """Give a made page to somebody, once. Reply: `Done`."""

    capability: str
    identity: Identity


class Presence(Message, frozen=True):
    """Tell whether a page has a browser at its other end. Reply: `Done`."""

    capability: str
    here: bool


class Forget(Message, frozen=True):
    """Tell that a page has ended; its capability is worth nothing from now on. Reply: `Done`."""

    capability: str


class FindGroup(Message, frozen=True):
    """Look up a group by its join code (any case, spaces and dashes forgiven). Reply: `GroupInfo`."""

    code: str


class Join(Message, frozen=True):
    """Take a seat in a group with a new random key. The same key again gives the same seat. Reply: `Seat`."""

    code: str
    key: str
    name: str = ""
    pseudonym: str = ""
    language: str | None = None


class Resume(Message, frozen=True):
    """Find the seat that belongs to a participant's key. Reply: `Seat`."""

    key: str


class CheckSecret(Message, frozen=True):
    """Tell what a link's secret opens: facilitator, screen or host. Reply: `Identity`."""

    secret: str


class GetLinks(Message, frozen=True):
    """Ask for the secrets of a group's facilitator and screen links (server and host only). Reply: `Links`."""

    group: int


# --- replies -------------------------------------------------------------------------------------------


class Done(Message, frozen=True):
    """It is done; there is nothing to say."""


class Refused(Message, frozen=True):
    """The request changes nothing: `reason` for programs, `text` for people in their language."""

    reason: str
    text: str


class ActivityStage(Message, frozen=True):
    """Where one activity stands."""

    state: State = "waiting"
    round: int = 1


class Stage(Message, frozen=True):
    """Where the group stands: `seq` grows with every change of the stage."""

    seq: int
    session: str | None = None  # the session of the current activity
    activity: str | None = None  # the current activity
    stages: dict[str, ActivityStage] = {}  # activities that are not simply waiting in round 1
    agenda: dict[str, list[str]] = {}  # session → its activities, in the facilitator's order
    ended: bool = False


class Answers(Message, frozen=True):
    """All current answers of one participant: activity → round (as text) → item → value."""

    seq: int
    values: dict[str, dict[str, dict[str, Any]]] = {}


class Welcome(Message, frozen=True):
    """All that a page needs to show itself.

    `sessions` holds every session in the person's language and for the role (`workshop.content.view`),
    `words` the interface's texts: English text → text in the person's language.
    """

    role: Role
    language: str
    languages: list[str]
    words: dict[str, str]
    group: GroupInfo | None = None
    name: str = ""
    pseudonym: str = ""
    sessions: list[dict[str, Any]] = []
    stage: Stage | None = None
    answers: Answers | None = None
    join_url: str = ""  # for facilitator and screen
    join_qr: str = ""  # an SVG picture of join_url
    groups: list[GroupInfo] = []  # for a host who has not picked a group yet
    now: float = 0.0


class Saved(Message, frozen=True):
    """The answer is committed. `late`: the activity was closed already; it is kept for its owner, not counted."""

    save_id: str
    seq: int
    saved_at: float
    late: bool = False


class Result(Message, frozen=True):
    """A group's result as released by the privacy gate.

    `status`: ``open`` (answers still come in: counts only), ``hidden`` (not revealed to this role),
    ``too-few`` (below the group's threshold) or ``ok``. `table` depends on the activity's kind and is
    described in `workshop.privacy`; `figures` are plotly figures (``data``, ``layout``) by name.
    """

    activity: str
    kind: str
    status: Literal["open", "hidden", "too-few", "ok"]
    round: int = 1
    people: int = 0  # answers behind the result; 0 when too few
    needed: int = 0  # the threshold that holds
    table: dict[str, Any] = {}
    figures: dict[str, Any] = {}
    texts: list[str] = []  # own words that were let through
    seq: int = 0
    at: float = 0.0


class Room(Message, frozen=True):
    """How many are here, busy and done with the current activity's round."""

    seq: int
    joined: int
    here: int
    busy: int
    done: int
    at: float


class Text(Message, frozen=True):
    """A piece of own words without its author. `id` means nothing outside its activity and round."""

    id: str
    text: str
    shown: bool = False
    edited: str | None = None
    item: str = ""  # the field that it was written in
    theme: str | None = None  # the theme that it was brought under


class Theme(Message, frozen=True):
    """A name that texts were brought together under."""

    id: str
    name: str
    shown: bool = False


class Texts(Message, frozen=True):
    """The own words of one round, and the themes that they were brought together under."""

    activity: str
    round: int
    texts: list[Text] = []
    themes: list[Theme] = []


class Home(Message, frozen=True):
    """A theme where a text may belong, with the words of the text that made the program think so."""

    text: str
    theme: str
    words: list[str] = []


class Suggestions(Message, frozen=True):
    """What the program thinks of the texts that are under no theme yet; nothing is done by itself.

    `ready` is false while it is still thinking: ask again. `alike` are texts that may say the same, by their ids.
    """

    activity: str
    round: int
    ready: bool = False
    alike: list[list[str]] = []
    homes: list[Home] = []


class Divided(Message, frozen=True):
    """Activities, most divided first, as (id, 0…1); only those with enough answers."""

    activities: list[tuple[str, float]] = []


class GroupMade(Message, frozen=True):
    """A new group with the secrets of its links; they are not stored readably and not shown again to others."""

    group: GroupInfo
    facilitator_secret: str
    screen_secret: str


class Groups(Message, frozen=True):
    """The groups of this installation, newest first."""

    groups: list[GroupInfo] = []


class Links(Message, frozen=True):
    """The secrets of a group's links."""

    facilitator_secret: str
    screen_secret: str


class Notice(Message, frozen=True):
    """Something changed on this topic; ask for what is new."""

    topic: Topic
    seq: int = 0


# --- the wire ------------------------------------------------------------------------------------------

PageRequest = (
    Begin
    | Save
    | GetStage
    | GetAnswers
    | GetResult
    | GetRoom
    | Act
    | GetTexts
    | LetThrough
    | LetAllThrough
    | BringTogether
    | SetTheme
    | GetSuggestions
    | GetDivided
    | SetLanguage
    | NewGroup
    | GetGroups
    | PickGroup
    | EndGroup
)
ServerRequest = Expect | Assign | Presence | Forget | FindGroup | Join | Resume | CheckSecret | GetLinks
Request = PageRequest | ServerRequest
Reply = (
    Done
    | Refused
    | GroupInfo
    | Seat
    | Identity
    | Stage
    | Answers
    | Welcome
    | Saved
    | Result
    | Room
    | Texts
    | Suggestions
    | Divided
    | GroupMade
    | Groups
    | Links
)


class Hello(Message, frozen=True):
    """First frame on a connection: who is calling."""

    capability: str


class Ask(Message, frozen=True):
    """A request with its number."""

    number: int
    request: Request


class Answered(Message, frozen=True):
    """The reply to the request of that number."""

    number: int
    reply: Reply
