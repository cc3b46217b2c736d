"""The built-in programme holds the whole curriculum of its sessions."""

import re

import pytest
import yaml

from workshop.content import packaged, programme_path

ACTIVITIES = {
    "zelfbeeld": [
        "zelfbeeld-voor",
        "zb-lezen-ervaring",
        "zb-lezen-geintegreerd",
        "zb-lezen-belang",
        "zb-lezen-lead",
        "zelfbeeld-na",
        "zelfbeeld-terugblik",
    ],
    "rollen": ["rollen-tabel", "rollen-hulp", "rollen-verwachting", "rollen-manager"],
    "grenzen": [
        "grens-01",
        "grens-02",
        "grens-03",
        "grens-04",
        "grens-05",
        "grens-06",
        "grens-07",
        "grens-08",
        "grens-09",
        "grens-10",
        "grens-11",
        "grens-12",
        "grens-13",
        "grens-14",
    ],
}
STATEMENTS = {
    "doelen": ["doelen-1", "doelen-2", "doelen-3", "doelen-4", "doelen-5", "doelen-6"],
    "houding": ["houding-1", "houding-2", "houding-3", "houding-4", "houding-5", "houding-6"],
    "transfer": ["transfer-1", "transfer-2", "transfer-3", "transfer-4", "transfer-5", "transfer-6"],
}
CHOICES = ["zelf", "grens", "samen", "melden", "laten"]
SENSITIVE = {"grens-05", "grens-06", "grens-09", "grens-10", "grens-11", "grens-12"}


def texts(part):
    """Give every pair of texts in a file."""
    if isinstance(part, dict) and set(part) == {"nl", "en"}:
        yield part["nl"], part["en"]
    elif isinstance(part, (dict, list)):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from texts(inner)


@pytest.fixture(scope="module")
def pairs():
    files = ("programme.yaml", "zelfbeeld.yaml", "rollen.yaml", "grenzen.yaml")
    return [
        pair for name in files for pair in texts(yaml.safe_load((programme_path() / name).read_text(encoding="utf-8")))
    ]


class TestCurriculum:
    @pytest.mark.parametrize("session", ACTIVITIES)
    def test_has_every_activity_in_order(self, mentor, session):
        """Sessions and activities stand in the order of the training."""
        assert [one.id for one in mentor.sessions] == list(ACTIVITIES)
        assert [activity.id for activity in mentor.session(session).activities] == ACTIVITIES[session]

    def test_has_every_statement(self, mentor):
        """Three scales of six."""
        found = {scale.id: [statement.id for statement in scale.statements] for scale in mentor.scales}
        assert found == STATEMENTS

    def test_asks_all_statements_each_time(self, mentor):
        """Before, after and looking back ask the same."""
        moments = {}
        for moment in ("voor", "na", "terugblik"):
            activity = mentor.activity(f"zelfbeeld-{moment}")
            moments[activity.moment] = activity.items
        assert set(moments) == {"voor", "na", "terugblik"}
        assert set(moments.values()) == {tuple(one for scale in STATEMENTS.values() for one in scale)}

    def test_every_statement_starts_with_i(self, mentor):
        """Each statement is about oneself."""
        for scale in mentor.scales:
            for statement in scale.statements:
                assert statement.text["nl"].startswith("Ik ")
                assert statement.text["en"].startswith("I ")

    def test_rates_on_five_labelled_steps(self, mentor):
        """Each step has its label, and one may say that one cannot judge yet."""
        assert [step.value for step in mentor.rating.steps] == [1, 2, 3, 4, 5]
        assert mentor.rating.unknown["nl"] == "Kan ik nog niet beoordelen"

    def test_has_the_same_choices_everywhere(self, mentor):
        """Five choices and four steps of sureness."""
        ballot = mentor.session("grenzen").vote
        assert [choice.id for choice in ballot.choices] == CHOICES
        assert len(ballot.sureness.steps) == 4

    def test_ranks_the_statements_of_two_scales(self, mentor):
        """What a mentor helps with, and what a mentee expects, each under a short name of its own."""
        for name, scale in (("rollen-hulp", "doelen"), ("rollen-verwachting", "houding")):
            options = mentor.activity(name).listed
            assert [option.id for option in options] == STATEMENTS[scale]
            for language in mentor.languages:
                labels = {option.label[language] for option in options}
                assert len(labels) == len(options)
                assert all(len(label) <= 42 for label in labels)

    def test_weighs_four_against_four(self, mentor):
        """The question about managers has three choices, five weights, four advantages and four risks."""
        manager = mentor.activity("rollen-manager")
        assert [choice.id for choice in manager.choices] == ["ja", "nee", "hangt-ervan-af"]
        assert [weight.value for weight in manager.weights] == [0, 1, 2, 3, 4]
        assert [point.id for point in manager.advantages.points] == [f"manager-plus-{n}" for n in range(1, 5)]
        assert [point.id for point in manager.risks.points] == [f"manager-min-{n}" for n in range(1, 5)]

    def test_every_activity_has_a_note_for_the_facilitator(self, mentor):
        """Whoever leads the group knows what to do with each card, ranking and table; situations have talk cards."""
        for activity in mentor.activities:
            assert activity.facilitator or getattr(activity, "talk_card", None), activity.id

    def test_knows_what_is_sensitive(self, mentor):
        """Six situations are sensitive."""
        assert {activity.id for activity in mentor.activities if activity.sensitive} == SENSITIVE

    def test_has_a_full_talk_card_for_each_situation(self, mentor):
        """Both sides, two or three alternatives, how to limit harm, whom to involve, one question."""
        for activity in mentor.session("grenzen").activities:
            card = activity.talk_card
            assert len(card.at_stake) >= 2, activity.id
            assert 2 <= len(card.alternatives) <= 3, activity.id
            assert len(card.limit_harm) >= 2, activity.id
            assert card.involve, activity.id
            assert card.question["nl"].rstrip().endswith("?"), activity.id

    def test_shows_eighty_twenty_with_a_note(self, mentor):
        """The picture says that it is this programme's view."""
        picture = mentor.activity("zb-lezen-ervaring").picture
        assert [part.value for part in picture.parts] == [80, 20]
        assert "dit programma" in picture.note["nl"]


class TestTexts:
    def test_there_are_many(self, pairs):
        """The walk through the files finds the texts."""
        assert len(pairs) > 200

    def test_english_is_translated(self, pairs):
        """No Dutch text was left in place of English."""
        assert not [nl for nl, en in pairs if nl == en]

    def test_plain_text(self, pairs):
        """No markup, no placeholders, no double spaces."""
        for text in (text for pair in pairs for text in pair):
            assert not re.search(r"[<>]|\*\*|TODO|  ", text), text


@pytest.fixture(scope="module")
def words():
    return (programme_path() / "words.txt").read_text(encoding="ascii").splitlines()


class TestWords:
    def test_is_a_list_of_1024(self, words):
        """Ten bits a word, sorted, each once, 3 to 9 plain letters."""
        assert len(set(words)) == 1024
        assert words == sorted(words)
        assert all(re.fullmatch("[a-z]{3,9}", word) for word in words)

    def test_no_two_differ_in_one_letter(self, words):
        """One wrong, missing or extra letter never makes another word of the list."""
        known = set(words)
        letters = "abcdefghijklmnopqrstuvwxyz"
        for word in words:
            for n in range(len(word) + 1):
                head, tail = word[:n], word[n:]
                near = {head + letter + tail for letter in letters}
                near |= {head + letter + tail[1:] for letter in letters} | {head + tail[1:]} if tail else set()
                assert not (near - {word}) & known, word

    def test_no_two_sound_the_same(self, words):
        """Two words never differ in ij/ei, ou/au, a final d/t or a doubled letter only."""
        sounds = {}
        for word in words:
            sound = word.replace("ij", "y").replace("ei", "y").replace("ou", "au").replace("ie", "i")
            sound = re.sub(r"(.)\1", r"\1", re.sub("d$", "t", sound))
            assert sound not in sounds, (word, sounds[sound])
            sounds[sound] = word

    def test_starts_tell_words_apart(self, words):
        """At most two words share their first four letters."""
        starts = [word[:4] for word in words]
        assert max(starts.count(start) for start in set(starts)) <= 2


class TestPseudonyms:
    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_has_enough(self, language):
        """At least 40 first and 60 second words, each once."""
        words = yaml.safe_load((programme_path() / "pseudonyms.yaml").read_text(encoding="utf-8"))[language]
        assert len(set(words["first"])) == len(words["first"]) >= 40
        assert len(set(words["second"])) == len(words["second"]) >= 60
        assert all(word[0].isupper() for word in words["first"] + words["second"])

    def test_dutch_first_words_are_inflected(self):
        """A de-word asks for the ending -e."""
        words = yaml.safe_load((programme_path() / "pseudonyms.yaml").read_text(encoding="utf-8"))["nl"]
        assert all(word.endswith("e") for word in words["first"])


class TestPackaged:
    def test_the_programme_lies_in_data(self):
        """The built-in programme is found from any folder."""
        assert programme_path() == packaged("data") / "mentor"
        assert (programme_path() / "programme.yaml").is_file()
