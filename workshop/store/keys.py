"""The secrets of one installation: in a file that only its owner can read, never in the database."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from workshop.errors import SettingsError
from workshop.store.codes import normalize_key

LinkRole = Literal["facilitator", "screen", "host"]

FILE = "keys.json"
#: The store's file in the same folder (`workshop.store.opening`).
STORE = "workshop.sqlite"
_NAMES = ("cookie", "identity", "links")
_LETTERS: dict[LinkRole, str] = {"facilitator": "f", "screen": "s", "host": "h"}
_ROLES = {letter: role for role, letter in _LETTERS.items()}
_BYTES = 32
_MAC_BYTES = 18  # 144 bits


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """The secrets: `cookie` signs cookies, `identity` hashes participants' keys, `links` makes link secrets."""

    cookie: bytes
    identity: bytes
    links: bytes

    def __repr__(self) -> str:
        """Say nothing of what is inside."""
        return "<Keys>"

    @property
    def cookie_secret(self) -> bytes:
        """What signs cookies."""
        return self.cookie

    @classmethod
    def load(cls, data: Path) -> Keys:
        """Read the secrets of a data folder, or make them when there are none yet.

        Raises
        ------
        SettingsError
            The folder cannot be written, or the file is damaged.
        """
        path = data / FILE
        try:
            data.mkdir(mode=0o700, parents=True, exist_ok=True)
            has_store = (data / STORE).exists()
            if not path.exists():
                if has_store:
                    raise SettingsError(
                        f"'{path}' is missing beside the store '{STORE}'. Put a copy of it back; with new secrets "
                        "nobody's return code or link would work any more."
                    )
                _create(path)
            told = json.loads(path.read_text(encoding="utf-8"))
            return cls(*(_read_secret(told[name]) for name in _NAMES))
        except OSError as error:
            raise SettingsError(
                f"The data folder '{data}' cannot be used: {error.strerror}. "
                "Choose another with --data, or mend its rights."
            ) from error
        except (ValueError, KeyError, TypeError) as error:
            raise SettingsError(
                f"'{path}' is damaged. Put a copy of it back; without it nobody's return code or link works any more."
            ) from error

    def hash_key(self, key: str) -> str:
        """Hash a participant's key (as typed or as made) for the store: HMAC-SHA256, in hex."""
        return hmac.new(self.identity, normalize_key(key).encode(), hashlib.sha256).hexdigest()

    def keyed(self, text: str) -> str:
        """Hash any text with a secret of this installation: HMAC-SHA256, in hex."""
        return hmac.new(self.identity, f"text {text}".encode(), hashlib.sha256).hexdigest()

    def group_secret(self, role: Literal["facilitator", "screen"], group: int, generation: int) -> str:
        """Make the secret of a group's link; raising the generation makes the old one worthless."""
        return self._secret(role, group, generation)

    def host_secret(self, generation: int = 0) -> str:
        """Make the secret of the link that opens every group of this installation."""
        return self._secret("host", 0, generation)

    def check_secret(self, secret: str) -> tuple[LinkRole, int | None, int] | None:
        """Tell what a secret opens: (role, group or None, generation); None when it is not one of ours."""
        parts = secret.split(".") if len(secret) < 200 else []  # noqa: PLR2004
        if len(parts) != 2:  # noqa: PLR2004
            return None
        head = parts[0]
        numbers = head[1:].split("-")
        role = _ROLES.get(head[:1])
        if role is None or len(numbers) != 2 or not all(n.isascii() and n.isdigit() and len(n) < 12 for n in numbers):  # noqa: PLR2004
            return None
        group, generation = (int(n) for n in numbers)
        if not hmac.compare_digest(self._secret(role, group, generation).encode(), secret.encode()):
            return None
        return role, (None if role == "host" else group), generation

    def _secret(self, role: LinkRole, group: int, generation: int) -> str:
        head = f"{_LETTERS[role]}{group}-{generation}"
        mac = hmac.new(self.links, head.encode(), hashlib.sha256).digest()[:_MAC_BYTES]
        return f"{head}.{base64.urlsafe_b64encode(mac).decode()}"


def _read_secret(text: str) -> bytes:
    secret = bytes.fromhex(text)
    if len(secret) < _BYTES:  # an empty one would let anybody forge links and cookies
        raise ValueError(text)
    return secret


def _create(path: Path) -> None:
    """Write fresh secrets, whole or not at all, readable by the owner only."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({name: secrets.token_hex(_BYTES) for name in _NAMES}, file)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)  # two that start at once: the first one's secrets count
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
