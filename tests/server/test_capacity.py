"""How many pages fit: by memory and open files, with a few kept for desk and screen."""

import pytest

from workshop.server import capacity
from workshop.server.capacity import FOR_DESKS, PAGE, SPARE, Capacity


@pytest.fixture
def memory(monkeypatch):
    """Let tests say how much memory is free, in bytes."""
    free = {"bytes": 8 * 1024**3}
    monkeypatch.setattr(capacity, "free_memory", lambda: free["bytes"])
    return free


class TestCapacity:
    def test_follows_the_free_memory(self, memory):
        """Without a setting the limit is what the memory holds beside what stays free."""
        memory["bytes"] = SPARE + 50 * PAGE
        assert Capacity().most == 50

    @pytest.mark.usefixtures("memory")
    def test_a_setting_wins(self):
        """Who sets a limit gets it."""
        assert Capacity(7).most == 7

    @pytest.mark.usefixtures("memory")
    def test_the_last_places_are_for_desk_and_screen(self):
        """When participants have filled the house, the facilitator still comes in."""
        house = Capacity(20)
        assert house.fits(20 - FOR_DESKS - 1)
        assert not house.fits(20 - FOR_DESKS)
        assert house.fits(20 - FOR_DESKS, desk=True)
        assert not house.fits(20, desk=True)

    def test_stops_when_memory_runs_short(self, memory):
        """When something else on the machine takes the memory, no page is added, whatever the limit."""
        house = Capacity(100)
        assert house.fits(1)
        memory["bytes"] = SPARE - 1
        house = Capacity(100)
        assert not house.fits(1)
        assert house.fits(1, desk=True)

    def test_there_is_always_room_for_a_few(self, memory):
        """A small machine carries at least the desk, the screen and somebody."""
        memory["bytes"] = 0
        assert Capacity().most == FOR_DESKS + 1


class TestFreeMemory:
    def test_is_what_the_machine_has_at_most(self):
        """It is never more than the machine's memory."""
        import psutil

        assert 0 < capacity.free_memory() <= psutil.virtual_memory().total

    def test_knows_the_limit_of_a_container(self, monkeypatch, tmp_path):
        """In a container its limit counts, not the machine's memory; what files only cache is free."""
        for name, text in {
            "memory.max": "1000000\n",
            "memory.current": "700000\n",
            "memory.stat": "anon 1\ninactive_file 200000\n",
        }.items():
            (tmp_path / name).write_text(text)
        monkeypatch.setattr(capacity, "_CGROUP", tmp_path)
        assert capacity.free_memory() == 500000
        (tmp_path / "memory.max").write_text("max\n")
        assert capacity.free_memory() > 500000
