"""A page of ipywidgets as a browser has it: the models' state, kept up to date by comm messages, without drawing."""

from __future__ import annotations

import asyncio
import re
import uuid
from collections.abc import Callable
from typing import Any

from workshop.bench.kernel_line import KernelLine
from workshop.bench.system import Counted
from workshop.errors import UnavailableError

_REFERENCE = "IPY_MODEL_"
_CONTROL = {"version": "1.0.0"}  # of the protocol of widgets' control comm
_VOTES = re.compile(r"(\d+) votes")


class WidgetPage:
    """The page of `workshop/bench/pages`, whoever serves it.

    Attributes
    ----------
    kernel
        The id of the process that serves this page alone; None where there is none.
    models
        Model id → state.
    counted
        What the label with the number of votes has shown, on a screen.
    """

    def __init__(self, line: KernelLine, kernel: str | None = None) -> None:
        self.kernel = kernel
        self.models: dict[str, dict[str, Any]] = {}
        self.counted = Counted()
        self._line = line
        self._changed = asyncio.Event()
        self._gone = False
        self._rows: list[tuple[str, str]] = []
        self._listeners: dict[str, Callable[[dict[str, Any]], None]] = {}
        self._reading = asyncio.create_task(self._read())

    async def ask(self, target: str, request: dict[str, Any], method: str) -> dict[str, Any]:
        """Open a comm to a target of the kernel's, send it a request, and give the first answer with this method."""
        comm = uuid.uuid4().hex
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

        def take(data: dict[str, Any]) -> None:
            if data.get("method") == method and not answer.done():
                answer.set_result(data)

        self._listeners[comm] = take
        self._line.say("comm_open", {"comm_id": comm, "target_name": target, "data": {}}, _CONTROL)
        self._line.say("comm_msg", {"comm_id": comm, "data": request})
        return await answer

    async def fetch_all(self) -> None:
        """Ask for the state of all widgets, as a page does that comes when they are there already."""
        told = await self.ask("jupyter.widget.control", {"method": "request_states"}, "update_states")
        for model, state in told["states"].items():
            self.update(model, {"_model_name": state["model_name"], **state["state"]})

    async def vote(self, item: int, choice: int) -> None:
        """Click a choice, and wait until the label beside it changes."""
        buttons, label = self.rows[item]
        before = self.models[label]["value"]
        self._line.say(
            "comm_msg",
            {"comm_id": buttons, "data": {"method": "update", "state": {"index": choice}, "buffer_paths": []}},
        )
        await self.until(lambda: self.models[label]["value"] != before)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        while not holds():
            if self._gone:
                raise UnavailableError("The connection was lost.")
            self._changed.clear()
            await self._changed.wait()

    async def close(self) -> None:
        """Hang up."""
        self._reading.cancel()
        self._line.hang_up()

    @property
    def rows(self) -> list[tuple[str, str]]:
        """The situations in their order: the buttons' and the label's model."""
        if not self._rows:
            found = {model: row for model in self.models if (row := self._row(model))}
            orders = (self._children(model) for model in self.models)
            order: list[str] = max(orders, key=lambda children: len(found.keys() & set(children)), default=[])
            self._rows = [found[model] for model in order if model in found]
        return self._rows

    def update(self, model: str, state: dict[str, Any]) -> None:
        """Take in what a model is, or is now."""
        self.models.setdefault(model, {}).update(state)
        value = state.get("value")
        if isinstance(value, str) and (votes := _VOTES.fullmatch(value)):
            self.counted.note(int(votes[1]))
        self._changed.set()

    def _row(self, model: str) -> tuple[str, str] | None:
        kinds = {self.models.get(child, {}).get("_model_name"): child for child in self._children(model)}
        buttons, label = kinds.get("ToggleButtonsModel"), kinds.get("LabelModel")
        return (buttons, label) if buttons and label else None

    def _children(self, model: str) -> list[str]:
        children = self.models[model].get("children") or []
        return [child.removeprefix(_REFERENCE) for child in children if isinstance(child, str)]

    async def _read(self) -> None:
        async for message in self._line.hear():
            kind, content = message["header"]["msg_type"], message["content"]
            if kind == "comm_open" and content.get("target_name") == "jupyter.widget":
                self.update(content["comm_id"], content["data"]["state"])
            elif kind == "comm_msg":
                data = content["data"]
                if content["comm_id"] in self._listeners:
                    self._listeners[content["comm_id"]](data)
                elif data.get("method") == "update":
                    self.update(content["comm_id"], data["state"])
        self._gone = True
        self._changed.set()
