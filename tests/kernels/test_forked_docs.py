"""The documentation of forked kernels names everything that can be set."""

import inspect
import re
from pathlib import Path

import pytest

from workshop.kernels import ForkedProvisioner, settings

PAGE = (Path(__file__).parents[2] / "docs" / "forked-kernels.md").read_text()
VARIABLES = sorted(set(re.findall(r"FORKED_KERNELS\w*", inspect.getsource(settings))))


class TestDocumentation:
    """The table of settings."""

    @pytest.mark.parametrize("name", sorted(ForkedProvisioner.class_own_traits(config=True)))
    def test_names_each_trait(self, name: str) -> None:
        """Each trait that can be set has its row."""
        assert re.search(rf"^\| `{name}` \|", PAGE, re.MULTILINE)

    @pytest.mark.parametrize("name", VARIABLES)
    def test_names_each_variable(self, name: str) -> None:
        """Each environment variable that is read has its row."""
        assert re.search(rf"^\|.*`{name}`", PAGE, re.MULTILINE)

    def test_tells_what_the_log_says(self) -> None:
        """The lines of the log that the page shows are those that the provisioner writes."""
        source = inspect.getsource(ForkedProvisioner)
        for line in ("Kernels are forked from a zygote with", "Kernels are started in the ordinary way:"):
            assert line in source
            assert line in PAGE
