"""The service between pages and store: answers in, released tables out."""

from workshop.broker import answering, facilitation, gathering, groups, results, seats, texts  # noqa: F401 - they register their handlers
from workshop.broker.core import Broker, Page, handlers, roles_of
from workshop.broker.direct import DirectLink
from workshop.broker.opening import open_broker, open_direct
from workshop.broker.service import Service

__all__ = ["Broker", "DirectLink", "Page", "Service", "handlers", "open_broker", "open_direct", "roles_of"]
