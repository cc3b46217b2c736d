"""The page and the screen as a Solara app; a vote is pushed to the screens, which are in the same process."""

import ipywidgets
import solara
from solara.server.kernel_context import get_current_context
from widgets import ScreenPage, participant_page

screens = {}


def tell_screens():
    """Let every screen show what is new, each in its own user's context."""
    for context, screen in list(screens.values()):
        with context:
            screen.look()


@solara.component
def Participant():
    """A participant's page."""
    page = solara.use_memo(lambda: participant_page(after_vote=tell_screens), [])
    return ipywidgets.VBox.element(children=[page])


@solara.component
def Screen():
    """The page for the projector."""
    page = solara.use_memo(ScreenPage, [])

    def listen():
        context = get_current_context()
        screens[context.id] = context, page
        return lambda: screens.pop(context.id, None)

    solara.use_effect(listen, [])
    return ipywidgets.VBox.element(children=[page])


routes = [solara.Route("/", component=Participant), solara.Route("screen", component=Screen)]
