"""``workshop group``: what scripts build on."""

import json
import re

import pytest

from tests.cli.conftest import refused
from workshop.store import open_store

LINKS = ["code", "join_url", "facilitator_url", "screen_url"]


class TestNew:
    def test_json_is_exactly_the_code_and_three_links(self, workshop, tmp_path):
        """``--json`` prints one object with these four keys, and nothing beside it."""
        told = workshop("group", "new", "--name", "Mentoren Noord", "--json", "--url", "https://mentoren.example.org/")
        assert (told.returncode, told.stderr) == (0, "")
        made = json.loads(told.stdout)
        assert list(made) == LINKS
        assert re.fullmatch("[A-Z]{6}", made["code"])
        assert made["join_url"] == f"https://mentoren.example.org/j/{made['code']}"
        assert re.fullmatch(r"https://mentoren\.example\.org/f/f1-0\.[\w-]{24}", made["facilitator_url"])
        assert re.fullmatch(r"https://mentoren\.example\.org/s/s1-0\.[\w-]{24}", made["screen_url"])
        assert (tmp_path / "workshop-data").stat().st_mode & 0o777 == 0o700

    def test_without_json_it_is_for_people(self, workshop):
        """Name, code and each link on a line of its own, with this machine's address and the port."""
        told = workshop("group", "new", "--name", "Mentoren Noord", "--port", 9123)
        first, *links = told.stdout.splitlines()
        assert re.fullmatch("Mentoren Noord: [A-Z]{6}", first)
        assert [line.split()[0] for line in links] == ["join", "facilitator", "screen"]
        assert all(re.fullmatch(r"http://[\d.]+:9123/[jfs]/\S+", line.split()[1]) for line in links)

    def test_sets_language_and_thresholds(self, workshop, tmp_path):
        """What a small team chose holds for its group."""
        workshop("group", "new", "--name", "Team", "--language", "en", "--min-people", 3, "--data", "d")
        store = open_store(tmp_path / "d")
        (group,) = store.groups()
        store.close()
        assert (group.language, group.min_people, group.rehearsal) == ("en", 3, False)

    @pytest.mark.parametrize(
        ("options", "text"),
        [
            (("--name", ""), "Give the group a name of 1 to 120 characters."),
            (("--name", "x" * 10_000), "Give the group a name of 1 to 120 characters."),
            (("--name", "Team", "--min-people", 2), "Results need at least 3 people to hide among."),
            (("--name", "Team", "--language", "fr"), "This programme does not exist in that language."),
        ],
    )
    def test_what_cannot_be_is_refused_in_the_language_of_the_commands(self, workshop, options, text):
        """A refusal is one line."""
        assert refused(workshop("group", "new", *options, WORKSHOP_LANGUAGE="en")) == text


class TestList:
    def test_is_empty_before_the_first_group(self, workshop):
        """Without a group it says how to make one."""
        assert workshop("group", "list").stdout == "There is no group yet. Make one: workshop group new --name …\n"

    def test_shows_each_group_newest_first(self, workshop, tmp_path):
        """Names come back as they were typed, whatever is in them; what ended or is a rehearsal is marked."""
        for name in ("Noord", "<script>alert('é')</script> 🙂 שלום"):
            workshop("group", "new", "--name", name)
        store = open_store(tmp_path / "workshop-data")
        store.new_group("Oefening", language="nl", programme="mentor", rehearsal=True)
        store.end_group(1)
        store.close()
        told = workshop("group", "list").stdout.splitlines()
        assert [line.split("  ", 4)[-1] for line in told] == [
            "Oefening  (rehearsal)",
            "<script>alert('é')</script> 🙂 שלום",
            "Noord  (ended)",
        ]
        listed = json.loads(workshop("group", "list", "--json").stdout)
        assert [(row["name"], row["ended"], row["rehearsal"]) for row in listed] == [
            ("Oefening", False, True),
            ("<script>alert('é')</script> 🙂 שלום", False, False),
            ("Noord", True, False),
        ]
        assert {re.match(r"\d{4}-\d\d-\d\dT[\d:]{8}\+00:00$", row["created"]) is not None for row in listed} == {True}
