"""The secrets of an installation: one set, for its owner only, that nobody can forge anything without."""

import functools
import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.errors import SettingsError
from workshop.store import Keys, open_store
from workshop.store.keys import FILE

ALL = functools.partial(dict.fromkeys, ("cookie", "identity", "links"))
KEYS = Keys(b"c" * 32, b"i" * 32, b"l" * 32)
SECRETS = {
    KEYS.group_secret("facilitator", 7, 0): ("facilitator", 7, 0),
    KEYS.group_secret("screen", 7, 2): ("screen", 7, 2),
    KEYS.host_secret(): ("host", None, 0),
}


class TestLoad:
    def test_makes_secrets_once(self, tmp_path):
        """The first look makes them, for their owner only; each later one reads the same."""
        before = os.umask(0)
        try:
            keys = Keys.load(tmp_path / "data")
        finally:
            os.umask(before)
        assert keys == Keys.load(tmp_path / "data")
        assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "data" / FILE).stat().st_mode) == 0o600
        assert [path.name for path in (tmp_path / "data").iterdir()] == [FILE]

    def test_two_installations_share_nothing(self, tmp_path):
        """Each folder's secrets are its own, and no two of one folder are the same."""
        one, other = Keys.load(tmp_path / "a"), Keys.load(tmp_path / "b")
        assert len({one.cookie, one.identity, one.links, other.cookie, other.identity, other.links}) == 6

    def test_several_that_start_at_once_agree(self, tmp_path, at_once):
        """Server, broker and script that begin in the same moment have the same secrets, and leave nothing behind."""
        found = at_once(
            "from pathlib import Path; from workshop.store import Keys",
            f"keys = Keys.load(Path({str(tmp_path / 'data')!r})); "
            "print((keys.cookie + keys.identity + keys.links).hex())",
        )
        assert len(set(found)) == 1
        assert [path.name for path in (tmp_path / "data").iterdir()] == [FILE]

    def test_missing_secrets_of_a_store_are_not_made_anew(self, tmp_path):
        """A store whose secrets were lost is not opened with new ones: every return code would be dead for good."""
        Keys.load(tmp_path)
        open_store(tmp_path).close()
        (tmp_path / FILE).unlink()
        with pytest.raises(SettingsError, match=f"{FILE}' is missing beside the store"):
            Keys.load(tmp_path)
        assert not (tmp_path / FILE).exists()

    @pytest.mark.parametrize(
        "text",
        ["", "{", "[]", "{}", '{"cookie": 5}', "ÿþ", json.dumps(ALL("")), json.dumps(ALL("00")), json.dumps(ALL("x"))],
    )
    def test_a_damaged_file_is_not_made_anew(self, tmp_path, text):
        """Damaged or empty secrets are an error: new ones would end every return code and link."""
        (tmp_path / FILE).write_text(text)
        with pytest.raises(SettingsError, match=f"{FILE}' is damaged. Put a copy of it back"):
            Keys.load(tmp_path)
        assert (tmp_path / FILE).read_text() == text

    def test_a_folder_that_cannot_be_is_named(self):
        """The folder, the reason and the way out."""
        with pytest.raises(SettingsError) as error:
            Keys.load(Path("/dev/null/x"))
        assert str(error.value) == (
            "The data folder '/dev/null/x' cannot be used: Not a directory. "
            "Choose another with --data, or mend its rights."
        )


class TestHashing:
    def test_a_key_has_one_hash_however_it_is_typed(self):
        """The return code typed by hand finds the seat that the cookie found."""
        assert KEYS.hash_key("appel-fiets-molen") == KEYS.hash_key(" Appel, FIETS molen")
        assert KEYS.hash_key("appel-fiets-molen") != KEYS.hash_key("appel-fiets-tafel")

    def test_the_hash_says_nothing_without_the_secret(self):
        """Another installation hashes the same key differently; the same text elsewhere has another hash too."""
        other = Keys(b"c" * 32, b"j" * 32, b"l" * 32)
        assert KEYS.hash_key("appel") != other.hash_key("appel")
        assert KEYS.hash_key("appel") != KEYS.keyed("appel")

    def test_secrets_do_not_show_themselves(self):
        """A log or a traceback that prints the keys prints nothing of them."""
        assert repr(KEYS) == "<Keys>"


class TestSecrets:
    @pytest.mark.parametrize(("secret", "opens"), SECRETS.items())
    def test_open_what_they_were_made_for(self, secret, opens):
        """Role, group and generation come back."""
        assert KEYS.check_secret(secret) == opens

    @given(st.sampled_from(list(SECRETS)), st.data())
    def test_a_changed_sign_opens_nothing(self, secret, data):
        """Whatever sign is changed, left out or added, the secret is worthless."""
        place = data.draw(st.integers(0, len(secret) - 1))
        sign = data.draw(st.sampled_from(["", "0", "1", "f", "h", "s", "-", ".", "A", "_", "é", "\u0661", " ", "\n"]))
        changed = secret[:place] + sign + secret[place + 1 :]
        assert changed == secret or KEYS.check_secret(changed) is None
        assert KEYS.check_secret(secret[:place] + "x" + secret[place:]) is None

    @given(st.text(max_size=250))
    def test_any_text_is_refused_in_peace(self, text):
        """What is no secret opens nothing, and is no error."""
        assert text in SECRETS or KEYS.check_secret(text) is None

    @pytest.mark.parametrize("head", ["f8-0", "s7-0", "h0-0", "f7-1", "f07-0", "f7-00"])
    def test_one_role_or_group_does_not_open_another(self, head):
        """The part that proves cannot be moved to another role, group, generation or way of writing them."""
        proof = KEYS.group_secret("facilitator", 7, 0).split(".")[1]
        assert KEYS.check_secret(f"{head}.{proof}") is None

    def test_another_installations_secret_is_worthless(self):
        """A link of another folder opens nothing here."""
        other = Keys(b"c" * 32, b"i" * 32, b"m" * 32)
        assert [KEYS.check_secret(other.group_secret(role, 7, 0)) for role in ("facilitator", "screen")] == [None, None]
