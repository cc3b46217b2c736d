"""A session as a page gets it."""

import json

import pytest

from workshop.content import view
from workshop.errors import ContentError

SECRETS = ("talk_card", "facilitator")
ROLES = ("participant", "screen", "facilitator")


def keys(part):
    """Give all keys at any depth."""
    if isinstance(part, dict):
        return set(part) | {key for value in part.values() for key in keys(value)}
    return {key for value in part for key in keys(value)} if isinstance(part, list) else set()


class TestView:
    @pytest.mark.parametrize("role", ["participant", "screen"])
    def test_hides_what_is_for_the_facilitator(self, mentor, role):
        """Talk cards and notes never reach a participant or the screen, neither as key nor as text."""
        for session in mentor.sessions:
            for language in mentor.languages:
                shown = view(mentor, session.id, language, role)
                assert not keys(shown) & set(SECRETS)
                text = json.dumps(shown, ensure_ascii=False)
                for activity in session.activities:
                    if getattr(activity, "talk_card", None):
                        assert activity.talk_card.question[language] not in text
                    if activity.facilitator:
                        assert activity.facilitator[language] not in text

    def test_shows_the_facilitator_everything(self, mentor):
        """The facilitator gets each talk card, complete."""
        for activity in view(mentor, "grenzen", "nl", "facilitator")["activities"]:
            assert set(activity["talk_card"]) == {"at_stake", "alternatives", "limit_harm", "involve", "question"}

    @pytest.mark.parametrize("role", ROLES)
    def test_is_json(self, mentor, role):
        """A view travels as JSON and comes back the same."""
        shown = view(mentor, "zelfbeeld", "en", role)
        assert json.loads(json.dumps(shown)) == shown

    def test_help_stands_beside_sensitive_situations_only(self, mentor):
        """The note on who can help comes with sensitive situations."""
        for activity in view(mentor, "grenzen", "nl", "participant")["activities"]:
            assert bool(activity["help"]) == activity["sensitive"]

    def test_a_vote(self, small):
        """A vote carries all that its form needs."""
        assert view(small, "session", "en", "participant")["activities"][2] == {
            "id": "stem",
            "kind": "vote",
            "title": "Vote",
            "sensitive": True,
            "rounds": 2,
            "items": ["choice", "sure", "words"],
            "required": ["choice"],
            "situation": "Something happens.",
            "question": "What do you do?",
            "choices": [
                {"id": "ja", "label": "I do it", "short": "Yes"},
                {"id": "nee", "label": "I don't", "short": "No"},
            ],
            "sureness": {
                "question": "How sure?",
                "steps": [{"value": 1, "label": "Unsure"}, {"value": 2, "label": "Sure"}],
            },
            "own_words": {"prompt": "Tell"},
            "help": {"title": "Help", "text": "Ask", "people": ["A colleague"]},
        }

    def test_a_ranking(self, small):
        """A ranking carries its options and how many places there are."""
        shown = view(small, "session", "en", "participant")["activities"][3]
        assert shown["question"] == "What first?"
        assert shown["options"] == [{"id": "rust", "label": "Calm"}, {"id": "hulp", "label": "Help"}]
        assert (shown["places"], shown["rounds"]) == (2, 1)

    def test_a_ranking_of_statements_shows_their_short_form(self, mentor):
        """A long statement stands in a list under its noun form."""
        shown = view(mentor, "rollen", "nl", "participant")["activities"]
        labels = {one["id"]: one["label"] for one in next(a for a in shown if a["id"] == "rollen-hulp")["options"]}
        assert labels["doelen-5"] == "Kansen maken om te groeien"

    def test_a_weighing(self, small):
        """A weighing carries its own choices, the weights and both sides."""
        shown = view(small, "session", "en", "screen")["activities"][4]
        assert [choice["id"] for choice in shown["choices"]] == ["ja", "nee"]
        assert shown["weights"] == [{"value": 0, "label": "Not"}, {"value": 1, "label": "Does"}]
        assert shown["sides"] == [
            {"id": "advantages", "title": "For", "points": [{"id": "snel", "text": "It is fast"}]},
            {"id": "risks", "title": "Against", "points": [{"id": "duur", "text": "It is expensive"}]},
        ]

    def test_a_scale(self, small):
        """A scale carries its statements and the steps."""
        assert view(small, "session", "nl", "screen")["activities"][1] == {
            "id": "schaal",
            "kind": "scale",
            "title": "Schaal",
            "sensitive": False,
            "rounds": 1,
            "items": ["wel-1"],
            "required": ["wel-1"],
            "moment": "voor",
            "intro": "Kies",
            "rating": {
                "steps": [{"value": 1, "label": "Nee"}, {"value": 2, "label": "Ja"}],
                "unknown": "Weet ik niet",
            },
            "scales": [{"id": "wel", "title": "Wel", "statements": [{"id": "wel-1", "text": "Ik luister."}]}],
        }

    def test_a_reading_card_for_the_facilitator(self, small):
        """The speaking note is the facilitator's."""
        card = view(small, "session", "nl", "facilitator")["activities"][0]
        assert card["body"] == "Een tekst"
        assert card["picture"] is None
        assert card["facilitator"] == "Vertel erbij"

    def test_unknown_language(self, small):
        """The text says which languages there are."""
        with pytest.raises(ContentError, match=r"^programme 'small' has no language 'de'. Use one of: nl, en\.$"):
            view(small, "session", "de", "participant")
