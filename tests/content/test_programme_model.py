"""Finding sessions and activities."""

import pytest
from pydantic import ValidationError

from workshop.errors import ContentError


class TestProgramme:
    def test_gives_activities_in_order(self, small):
        """The order is that of the files."""
        names = ["lezen", "schaal", "stem", "volgorde", "wegen", "vakken"]
        assert [activity.id for activity in small.activities] == names

    def test_finds_the_session_of_an_activity(self, small):
        """Every activity belongs to one session."""
        assert small.session_of("stem") is small.session("session")

    def test_unknown_session(self, small):
        """The text says which sessions there are."""
        with pytest.raises(ContentError, match=r"^programme 'small' has no session 'sesion'. Use one of: session\.$"):
            small.session("sesion")

    def test_unknown_activity(self, mentor):
        """The text offers what looks most like it."""
        text = "^programme 'mentor' has no activity 'grens-5'. Use one of: grens-05, "
        with pytest.raises(ContentError, match=text):
            mentor.activity("grens-5")
        with pytest.raises(ContentError, match=text):
            mentor.session_of("grens-5")

    @pytest.mark.parametrize("wrong", [None, 5, ["stem"], {}])
    def test_an_id_of_another_type(self, small, wrong):
        """Whatever a browser sends as an id, the answer is a ContentError."""
        with pytest.raises(ContentError):
            small.activity(wrong)

    def test_never_changes(self, small):
        """A programme is frozen."""
        with pytest.raises(ValidationError):
            small.id = "other"
        with pytest.raises(ValidationError):
            small.activity("stem").sensitive = False
