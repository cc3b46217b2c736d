"""Putting a broker together from a data folder."""

from __future__ import annotations

from pathlib import Path

from workshop.broker.core import Broker
from workshop.broker.direct import DirectLink
from workshop.content import load_programme, programme_path
from workshop.messages import Identity
from workshop.store import Keys, open_store


def open_broker(data: Path, *, base_url: str = "", programme: Path | None = None) -> Broker:
    """Open the store of a data folder and put a broker before it.

    Parameters
    ----------
    data
        The folder; made when it is missing.
    base_url
        Address that participants use, for join links and QR codes.
    programme
        The programme's folder; the built-in one when None.

    Raises
    ------
    workshop.errors.ContentError, workshop.errors.StoreError, workshop.errors.SettingsError
        What is wrong, where, and what to do.
    """
    keys = Keys.load(data)  # before there is a store: one without its keys is an accident
    return Broker(
        store=open_store(data),
        programme=load_programme(programme or programme_path()),
        keys=keys,
        base_url=base_url.rstrip("/"),
    )


def open_direct(data: Path, *, base_url: str = "", programme: Path | None = None) -> DirectLink:
    """Open a data folder for a script, as its host."""
    return DirectLink(open_broker(data, base_url=base_url, programme=programme), Identity(role="host"))
