"""The participant's page and the screen, in ipywidgets."""

import asyncio
import uuid
from collections.abc import Callable

import ballot
import ipywidgets as widgets


def participant_page(after_vote: Callable[[], None] = lambda: None) -> widgets.VBox:
    """Make a page with all situations, and the group's chart below; each click is kept at once."""
    person = uuid.uuid4().hex
    figure = ballot.chart()
    rows: list[widgets.Widget] = []
    for item, situation in ballot.SITUATIONS.items():
        buttons = widgets.ToggleButtons(options=[(label, name) for name, label in ballot.CHOICES.items()], value=None)
        saved = widgets.Label()

        def vote(change, item=item, saved=saved):
            ballot.save(person, item, change["new"])
            saved.value = f"Saved: {ballot.CHOICES[change['new']]}"
            ballot.redraw(figure)
            after_vote()

        buttons.observe(vote, "value")
        rows.append(widgets.VBox([widgets.HTML(f"<p>{situation}</p>"), buttons, saved]))
    return widgets.VBox([*rows, figure])


class ScreenPage(widgets.VBox):
    """A page with the number of votes and the group's chart."""

    def __init__(self) -> None:
        self.votes = widgets.Label()
        self.figure = ballot.chart()
        super().__init__([self.votes, self.figure])
        self.look()

    def look(self) -> None:
        """Show what is new."""
        votes = f"{ballot.count()} votes"
        if votes != self.votes.value:
            self.votes.value = votes
            ballot.redraw(self.figure)

    def poll(self) -> None:
        """Look each second, for ever."""
        self.polling = asyncio.ensure_future(self._poll())

    async def _poll(self) -> None:
        while True:
            await asyncio.sleep(1)
            self.look()
