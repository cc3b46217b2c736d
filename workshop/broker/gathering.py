"""The facilitator brings texts together under themes; the program suggests, and does nothing by itself."""

from __future__ import annotations

from workshop.broker.core import Broker, Page, handles
from workshop.broker.texts import decisions, found, gathering_activity, texts_of
from workshop.content import Activity
from workshop.errors import RefusedError
from workshop.messages import BringTogether, GetSuggestions, SetTheme, Suggestions, Texts
from workshop.store import ThemeRow

LONGEST_NAME = 120


@handles(BringTogether, "facilitator")
def _bring(broker: Broker, page: Page, request: BringTogether) -> Texts:
    activity = gathering_activity(broker, request.activity)
    number, group = request.round, page.group
    texts = found(decisions(broker, group, activity, number), request.texts)
    if not texts:
        raise RefusedError("unknown-text", "Choose a text first.")
    theme = None
    if request.theme is None:
        name = request.name or min((one.text for one, _row in texts), key=lambda text: (len(text), text))
        theme = broker.store.gathering.add_theme(group, activity.id, number, _name(name))
    elif request.theme:
        theme = _theme(broker, group, activity, number, request.theme).id
    rows = [one.decided(row, theme_id=theme) for one, row in texts]
    broker.store.gathering.decide(group, activity.id, number, rows)
    broker.tell(group, "stage")
    return texts_of(broker, group, activity, number)


@handles(SetTheme, "facilitator")
def _set_theme(broker: Broker, page: Page, request: SetTheme) -> Texts:
    activity = gathering_activity(broker, request.activity)
    theme = _theme(broker, page.group, activity, request.round, request.theme)
    if request.gone:
        broker.store.gathering.remove_theme(page.group, theme.id)
    else:
        name = theme.name if request.name is None else _name(request.name)
        shown = theme.shown if request.shown is None else request.shown
        broker.store.gathering.set_theme(page.group, theme.id, name=name, shown=shown)
    broker.tell(page.group, "stage")
    return texts_of(broker, page.group, activity, request.round)


def _theme(broker: Broker, group: int, activity: Activity, number: int, name: str) -> ThemeRow:
    themes = {str(theme.id): theme for theme in broker.store.gathering.themes(group, activity.id, number)}
    if name not in themes:
        raise RefusedError("unknown-theme", "This theme is not there any more; somebody took it away.")
    return themes[name]


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name or not name.isprintable():
        raise RefusedError("bad-name", "Give the theme a name.")
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


@handles(GetSuggestions, "facilitator")
def _suggest(broker: Broker, page: Page, request: GetSuggestions) -> Suggestions:
    """Suggest for the texts that stand under no theme; texts that the group sees already are among them."""
    activity = gathering_activity(broker, request.activity)
    shown = texts_of(broker, page.group, activity, request.round)
    loose = {text.id: text.text for text in shown.texts if text.theme is None}
    inside = {
        theme.id: (theme.name, tuple(text.text for text in shown.texts if text.theme == theme.id))
        for theme in shown.themes
    }
    made = broker.help.think((page.group, activity.id, request.round), loose, inside)
    if made is None:
        return Suggestions(activity=activity.id, round=request.round)
    return Suggestions(
        activity=activity.id, round=request.round, ready=True, alike=list(made.alike), homes=list(made.homes)
    )
