"""The pool: each page for one browser, one place in the line for each browser, first come first served."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.server import pool as pool_module
from workshop.server.made import MadePage
from workshop.server.pool import Pool


def page(number: int = 0) -> MadePage:
    """Make a page with a kernel of this number."""
    return MadePage(notebook="a.ipynb", kernel_id=f"kernel-{number}", capability="c", html="<p>")


@pytest.fixture
def moved(monkeypatch):
    """Let tests move the clock on, in seconds."""
    now = {"seconds": 1000.0}
    monkeypatch.setattr(pool_module.time, "monotonic", lambda: now["seconds"])

    def move(seconds):
        now["seconds"] += seconds

    return move


def in_loop(story):
    """Run a test's story where futures can be made."""

    async def run():
        story()

    asyncio.run(run())


class TestLine:
    def test_first_come_first_served(self):
        """A page that is made goes to who has waited longest."""

        def story():
            pool = Pool("a.ipynb", 0)
            first, second = pool.stand("Ana", "a.ipynb"), pool.stand("Bo", "a.ipynb")
            assert (pool.place("Ana"), pool.place("Bo"), pool.waiting) == (1, 2, 2)
            pool.put(page(1))
            assert first.page.done()
            assert not second.page.done()
            assert (pool.place("Ana"), pool.place("Bo")) == (0, 1)

        in_loop(story)

    def test_asking_often_gives_one_place(self):
        """An impatient browser keeps its place and causes no second page."""

        def story():
            pool = Pool("a.ipynb", 0)
            tickets = {id(pool.stand("Ana", "a.ipynb")) for _n in range(50)}
            assert (len(tickets), pool.waiting, pool.missing) == (1, 1, 1)

        in_loop(story)

    def test_who_stays_away_gives_the_place_up(self, moved):
        """The page of a browser that does not come back for it goes to the next."""

        def story():
            pool = Pool("a.ipynb", 0)
            pool.stand("Ana", "a.ipynb")
            pool.put(page(1))
            moved(pool_module.PLACE_FOR + 1)
            bo = pool.stand("Bo", "a.ipynb")
            pool.tidy()
            assert bo.page.result().kernel_id == "kernel-1"
            assert pool.place("Ana") == 0

        in_loop(story)

    def test_a_page_that_dies_before_it_is_fetched(self):
        """Who had been given it waits again, in the same place."""

        def story():
            pool = Pool("a.ipynb", 0)
            pool.stand("Ana", "a.ipynb")
            dead = page(1)
            pool.put(dead)
            pool.drop(dead)
            assert (pool.place("Ana"), pool.missing) == (1, 1)

        in_loop(story)


class TestReadiness:
    def test_one_page_for_each_at_the_door(self, moved):
        """Pages are made for who was seen at the door, until they come or do not come."""
        pool = Pool("a.ipynb", 2)
        for name in ("Ana", "Bo", "Ana"):
            pool.expect(name)
        assert pool.missing == 4
        pool.came("Bo")
        assert pool.missing == 3
        moved(pool_module.EXPECTED_FOR + 1)
        assert pool.missing == 2

    def test_too_many_are_noticed(self):
        """Pages that nobody needs any more are surplus."""
        pool = Pool("a.ipynb", 1)
        for n in range(4):
            pool.put(page(n))
        pool.expect("Ana")
        assert pool.surplus == 2


STEPS = st.lists(st.tuples(st.sampled_from(["stand", "put", "leave", "expect"]), st.integers(0, 5)), max_size=60)


class TestAlways:
    @given(steps=STEPS)
    def test_no_page_for_two_and_none_lost(self, steps):
        """Whatever happens in whatever order, each page is with one browser, or taken, or kept ready."""

        def story():
            pool, made, taken = Pool("a.ipynb", 0), 0, []
            names = set()
            for what, who in steps:
                name = f"browser {who}"
                if what == "stand":
                    pool.stand(name, "a.ipynb")
                    names.add(name)
                elif what == "expect":
                    pool.expect(name)
                elif what == "put":
                    pool.put(page(made))
                    made += 1
                elif (ticket := pool.leave(name)) is not None and ticket.page.done():
                    taken.append(ticket.page.result().kernel_id)
            held = [
                ticket.page.result().kernel_id
                for name in names
                if (ticket := pool.standing(name)) is not None and ticket.page.done()
            ]
            everywhere = [*taken, *held, *(one.kernel_id for one in pool.made)]
            assert sorted(everywhere) == sorted(f"kernel-{n}" for n in range(made))
            assert not (pool.made and pool.waiting)

        in_loop(story)
