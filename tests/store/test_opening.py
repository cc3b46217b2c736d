"""Opening a store: what is in force, who may read it, and what is said when it cannot be used."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.conftest import new_group
from workshop.errors import StoreError
from workshop.store import open_store, opening
from workshop.store.opening import FILE

#: Code for a process that gives up its rights (tests may run as root, whom no rights stop) and opens a store.
AS_NOBODY = """
import os, sys
from pathlib import Path
import sqlalchemy.dialects.sqlite
from workshop.errors import StoreError
from workshop.store import open_store
store = open_store(Path(sys.argv[2])); store.group_by_code("AAAAAA"); store.close()  # all is imported before
if os.getuid() == 0:
    os.setgid(65534), os.setuid(65534)
try:
    store = open_store(Path(sys.argv[1]))
    store.new_group("Groep", language="nl", programme="mentor")
    print("opened")
except StoreError as error:
    print(error)
"""


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


class TestPragmas:
    def test_saved_means_on_the_disk(self, filled):
        """Each connection writes a journal ahead, waits for the disk, keeps references whole and wipes what goes."""
        with filled.store._reader.connect() as one, filled.store._reader.connect() as other:
            for connection in (one, other):
                told = {
                    name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                    for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
                }
                assert told == {
                    "journal_mode": "wal",
                    "synchronous": 2,  # FULL
                    "foreign_keys": 1,
                    "secure_delete": 1,
                    "busy_timeout": 5000,
                }


class TestRights:
    def test_folder_and_files_are_their_owners(self, tmp_path):
        """Whatever the umask, nobody else reads the folder, the store, its journal or a copy of it."""
        before = os.umask(0)
        try:
            store = open_store(tmp_path / "data")
            new_group(store)
            store.backup(tmp_path / "data" / "copy.sqlite")
            found = {path.name: mode(path) for path in (tmp_path / "data").iterdir()}
        finally:
            os.umask(before)
        assert mode(tmp_path / "data") == 0o700
        assert found == dict.fromkeys([FILE, f"{FILE}-wal", f"{FILE}-shm", "copy.sqlite"], 0o600)
        store.close()

    def test_a_copy_is_not_readable_while_it_is_made(self, tmp_path, filled):
        """A copy that goes over an older file takes that file's lax rights away first."""
        old = tmp_path / "old.sqlite"
        old.touch()
        old.chmod(0o644)
        filled.store.backup(old)
        assert mode(old) == 0o600


class TestCopy:
    def test_holds_what_the_journal_holds(self, tmp_path, filled):
        """A copy made while the store is in use is a whole store, with what was saved last."""
        (tmp_path / "elsewhere").mkdir()
        filled.save(value="net bewaard")
        assert (filled.data / f"{FILE}-wal").stat().st_size > 0
        filled.store.backup(tmp_path / "elsewhere" / FILE)
        again = open_store(tmp_path / "elsewhere")
        assert [row.value for row in again.answers_of(filled.people[0])] == ["net bewaard"]
        again.close()


class TestWhatIsWrong:
    def test_a_file_that_is_no_store(self, tmp_path):
        """Another file under the store's name is named, and is not touched."""
        (tmp_path / FILE).write_text("Beste mentoren, " * 500)
        with pytest.raises(StoreError) as error:
            open_store(tmp_path)
        assert str(error.value) == (
            f"The store '{tmp_path / FILE}' failed: file is not a database. "
            "The file is not a store, or it is damaged: put a backup of it back."
        )
        assert (tmp_path / FILE).read_text() == "Beste mentoren, " * 500

    def test_a_damaged_file(self, tmp_path):
        """Damage in the middle is found on opening, not in the room."""
        store = open_store(tmp_path)
        for n in range(200):
            new_group(store, f"Groep {n} {'x' * 80}")
        store.close()
        with (tmp_path / FILE).open("r+b") as file:
            file.seek(8192)
            file.write(b"\xff" * 30_000)
        with pytest.raises(StoreError, match=f"{FILE}'.* (damaged|malformed).*[Pp]ut a backup of it back"):
            open_store(tmp_path)

    @pytest.mark.parametrize(
        ("folder", "why"), [("/dev/null/x", "Not a directory"), ("/proc/x", "No such file or directory")]
    )
    def test_a_folder_that_cannot_be(self, folder, why):
        """A folder that cannot be made is named, with the reason and the way out."""
        with pytest.raises(StoreError) as error:
            open_store(Path(folder))
        assert str(error.value) == (
            f"The store '{folder}/{FILE}' cannot be opened: {why}. "
            "Choose another folder with --data, or mend its rights."
        )

    def test_opening_twice_keeps_the_locks(self, tmp_path):
        """A store that is opened again by the same process stays locked for others, who would damage it."""
        stores = [open_store(tmp_path) for _n in range(2)]
        taking_over = (
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=0.1);"
            "print(c.execute('PRAGMA journal_mode = DELETE').fetchone()[0])"
        )
        program = [sys.executable, "-c", taking_over, str(tmp_path / FILE)]
        assert "locked" in subprocess.run(program, check=False, capture_output=True, text=True).stderr
        for store in stores:
            store.close()
        assert subprocess.run(program, check=False, capture_output=True, text=True).stdout == "delete\n"

    def test_a_folder_where_the_store_should_be(self, tmp_path):
        """A folder under the store's name is an error of ours too."""
        (tmp_path / FILE).mkdir()
        with pytest.raises(StoreError, match="cannot be opened: Is a directory"):
            open_store(tmp_path)

    @pytest.mark.parametrize("rights", [0o000, 0o500, 0o555])
    def test_a_folder_without_rights(self, rights):
        """Whoever may not write the folder is told so, also when the store in it is their own."""
        top = Path(tempfile.mkdtemp())  # pytest's own folders are closed to others
        try:
            top.chmod(0o755)
            open_store(top / "mine").close()
            if os.getuid() == 0:
                for path in (top / "mine", top / "mine" / FILE):
                    os.chown(path, 65534, 65534)
            (top / "mine").chmod(rights)
            command = [sys.executable, "-c", AS_NOBODY, top / "mine", top / "other"]
            told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        finally:
            (top / "mine").chmod(0o700)
            shutil.rmtree(top)
        assert str(top / "mine" / FILE) in told
        assert "mend its rights" in told


class TestOthersBesideUs:
    def test_reading_and_opening_wait_for_nobody(self, filled, monkeypatch):
        """While another process writes, the store can be read, and a script can open it."""
        monkeypatch.setattr(opening, "BUSY_SECONDS", 0)
        with closing(sqlite3.connect(filled.data / FILE, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            again = open_store(filled.data)
            assert [group.name for group in again.groups()] == ["Groep Oost"]
            again.close()

    def test_a_write_that_cannot_wait_says_who_is_in_the_way(self, filled, monkeypatch):
        """Another program that keeps the file is the error's text; when it has gone, the same save succeeds."""
        monkeypatch.setattr(opening, "BUSY_SECONDS", 0)
        filled.store._engine.dispose()  # its next connection waits no more
        with closing(sqlite3.connect(filled.data / FILE, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError, match="Another program holds the file"):
                filled.save(save_id="a")
        assert filled.save(save_id="a").seq == 1

    def test_several_that_start_at_once(self, tmp_path, at_once):
        """Processes that open an empty folder in the same moment find one store, and each makes its group."""
        found = at_once(
            "from pathlib import Path; from workshop.store import open_store",
            f"store = open_store(Path({str(tmp_path / 'data')!r})); "
            "print(store.new_group('Groep', language='nl', programme='mentor').code)",
        )
        store = open_store(tmp_path / "data")
        assert {group.code for group in store.groups()} == set(found)
        assert len(set(found)) == len(found)
        store.close()
