"""The errors that this package raises: what happened, where, and what to do."""


class WorkshopError(Exception):
    """Base of every error of ours; its text is meant to be read by the person who can mend it."""


class ContentError(WorkshopError):
    """A programme file is wrong; the text names file, line and key, and says what to use.

    `problems` holds the text's lines: every problem that was found, one each.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.problems: list[str] = text.splitlines()


class SettingsError(WorkshopError):
    """A setting has a value that cannot work (a port that is taken, a folder that cannot be written)."""


class StoreError(WorkshopError):
    """The store cannot be opened, read or written."""


class RefusedError(WorkshopError):
    """The broker refuses a request.

    Parameters
    ----------
    reason
        A short stable word for programs, e.g. ``"closed"``, ``"unknown-code"``, ``"not-allowed"``.
    text
        The sentence for people, in the language of whoever asked.
    """

    def __init__(self, reason: str, text: str = "") -> None:
        super().__init__(text or reason)
        self.reason = reason
        self.text = text or reason


class UnavailableError(WorkshopError):
    """The broker cannot be reached just now; the same request may be tried again."""
