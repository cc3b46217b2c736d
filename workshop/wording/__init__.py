"""Text help: which short notes say (nearly) the same, and under which theme a note may belong. Suggestions only.

The facilitator decides; nothing moves by itself. What says the contrary is never suggested as the same. The packages
it stands on are large, so it is imported only when a suggestion is asked for, and never in a participant's process.
"""

from workshop.wording.suggesting import Home, Theme, alike, homes

__all__ = ["Home", "Theme", "alike", "homes"]
