"""The settings: one list, read from the command line, the environment, a file, or their defaults, in that order."""

from __future__ import annotations

import ipaddress
import math
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from workshop.errors import SettingsError

FILE = "workshop.toml"
#: The languages of the interface, as in `workshop.words`, which is slow to import.
LANGUAGES = ("nl", "en")
_YES = {"1", "true", "yes", "on", "ja"}
_NO = {"0", "false", "no", "off", "nee"}


def _whole(text: str) -> int:
    return int(text)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not math.isfinite(seconds):
        raise ValueError(text)
    return seconds


def _switch(text: str) -> bool:
    low = text.strip().lower()
    if low not in _YES | _NO:
        raise ValueError(text)
    return low in _YES


def _path(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError as error:  # there is nobody of that name
        raise ValueError(text) from error


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise ValueError(text)
    return text


def _ip(text: str) -> str:
    """Read an address; the one that means all of them is the empty one here."""
    given = text.strip()
    if given in {"", "localhost"}:
        return given
    return "" if given == "0.0.0.0" else str(ipaddress.ip_address(given))  # noqa: S104 - named, not used


def _url(text: str) -> str:
    parts = urlsplit(text)
    if text and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment):
        raise ValueError(text)
    return text.rstrip("/")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting.

    Attributes
    ----------
    name
        Its name in the file, and on the command line after ``--`` (with dashes).
    variable
        Its environment variable.
    read
        Reads a text; raises ValueError.
    default
        What holds when nobody says anything.
    wants
        What a value must be, for the error.
    help
        One sentence.
    """

    name: str
    variable: str
    read: Callable[[str], Any]
    default: Any
    wants: str
    help: str
    least: float | None = None
    most: float | None = None

    @property
    def option(self) -> str:
        """The command line option."""
        return "--" + self.name.replace("_", "-")


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "data", "WORKSHOP_DATA", _path, Path("workshop-data"), "a folder", "Where the answers and secrets are kept."
    ),
    Setting(
        "port", "PORT", _whole, 8866, "a number from 0 to 65535", "Port to listen on; 0 takes a free one.", 0, 65535
    ),
    Setting("ip", "WORKSHOP_IP", _ip, "", "an address of this machine", "Address to listen on; empty is all of them."),
    Setting(
        "url",
        "WORKSHOP_URL",
        _url,
        "",
        "an address like https://workshop.example.org",
        "Address that participants use, when it is another than this machine's own.",
    ),
    Setting(
        "browser",
        "WORKSHOP_BROWSER",
        _switch,
        True,
        "yes or no",
        "Open the facilitator's page in a browser at the start.",
    ),
    Setting("language", "WORKSHOP_LANGUAGE", _language, "nl", "nl or en", "Language of what the commands print."),
    Setting(
        "max_people", "WORKSHOP_MAX_PEOPLE", _whole, 250, "a number from 1 on", "People that may join one group.", 1
    ),
    Setting(
        "away_seconds",
        "WORKSHOP_AWAY_SECONDS",
        _seconds,
        60.0,
        "a number of seconds from 5 on",
        "How long a page may be without connection before its process ends; coming back later gives a new one.",
        5,
    ),
    Setting(
        "made_pages",
        "WORKSHOP_MADE_PAGES",
        _whole,
        4,
        "a number from 0 to 250",
        "Participants' pages that are kept ready at least; one more is made for each person at the door.",
        0,
        250,
    ),
    Setting(
        "max_pages",
        "WORKSHOP_MAX_PAGES",
        _whole,
        0,
        "a number from 0 on",
        "Pages that may be open at the same time; 0 is what this machine's memory can carry.",
        0,
    ),
    Setting(
        "fork",
        "WORKSHOP_FORK",
        _switch,
        True,
        "yes or no",
        "Start pages by forking (Linux, macOS), which is far quicker.",
    ),
    Setting(
        "programme", "WORKSHOP_PROGRAMME", _path, None, "a folder with a programme.yaml", "A programme of your own."
    ),
)
BY_NAME = {setting.name: setting for setting in SETTINGS}


def resolve(
    given: Mapping[str, Any], *, environment: Mapping[str, str] = os.environ, folder: Path | None = None
) -> dict[str, Any]:
    """Work out the value of every setting.

    Parameters
    ----------
    given
        From the command line: name → value, None where nothing was said.
    environment
        Environment variables.
    folder
        Where `workshop.toml` may lie; the data folder when None.

    Raises
    ------
    SettingsError
        Which setting, its value, where it came from, and what to use.
    """
    data = _one(BY_NAME["data"], given, environment, {}, "")
    file = (folder or data) / FILE
    written = _read(file)
    return {setting.name: _one(setting, given, environment, written, str(file)) for setting in SETTINGS}


def _read(file: Path) -> dict[str, Any]:
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):  # whoever opens the data folder tells what is wrong with it
        return {}
    except PermissionError as error:
        raise SettingsError(
            f"'{file}' cannot be read: {error.strerror}. Choose another folder with --data, or mend its rights."
        ) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"'{file}' cannot be read: {error}. Mend it, or take it away.") from error
    strange = sorted(written.keys() - BY_NAME.keys())
    if strange:
        raise SettingsError(f"'{file}' has a setting '{strange[0]}'. Use one of: {', '.join(BY_NAME)}.")
    return written


def _one(
    setting: Setting, given: Mapping[str, Any], environment: Mapping[str, str], written: Mapping[str, Any], file: str
) -> Any:
    places = (
        (given.get(setting.name), f"the option {setting.option}"),
        (environment.get(setting.variable) or None, f"the variable {setting.variable}"),
        (written.get(setting.name), f"'{file}'"),
    )
    for value, where in places:
        if value is not None:
            return _checked(setting, value, where)
    return setting.default


def _checked(setting: Setting, value: Any, where: str) -> Any:
    text = ("yes" if value else "no") if isinstance(value, bool) else str(value)
    try:
        read = setting.read(text)
    except ValueError:
        read = None
    low = read is None or (setting.least is not None and read < setting.least)
    if low or (setting.most is not None and read > setting.most):
        raise SettingsError(f"Setting '{setting.name}' is '{value}' in {where}. Use {setting.wants}.")
    return read
