"""The guide to writing a programme is complete, and its example works."""

import re
from pathlib import Path

import pytest
from pydantic import RootModel

from workshop.content import KINDS, load_programme
from workshop.content.loading import ProgrammeFile
from workshop.content.model import Session
from workshop.content.text import Part

GUIDE = (Path(__file__).parents[2] / "docs" / "programme.md").read_text(encoding="utf-8")


def models(annotation, found):
    """Collect every model of a programme file, from its annotations."""
    for inner in getattr(annotation, "__args__", ()):
        models(inner, found)
    if isinstance(annotation, type) and issubclass(annotation, Part) and annotation not in found:
        assert not issubclass(annotation, RootModel)
        found.append(annotation)
        for field in annotation.model_fields.values():
            models(field.annotation, found)
    return found


MODELS = models(Session, models(ProgrammeFile, []))
KEYS = sorted({(model.__name__, key) for model in MODELS for key in model.model_fields})


class TestGuide:
    def test_finds_the_models(self):
        """The walk reaches from the programme down to the parts of a talk card."""
        assert {"ProgrammeFile", "Statement", "Session", "Ballot", "PicturePart", "TalkCard"} <= {
            model.__name__ for model in MODELS
        }

    @pytest.mark.parametrize(("model", "key"), KEYS)
    def test_mentions_every_key(self, model, key):
        """Each key of each model has its mention."""
        assert f"`{key}`" in GUIDE, model

    @pytest.mark.parametrize("kind", KINDS)
    def test_describes_every_kind(self, kind):
        """Each kind has its own section, with every key that is its own."""
        section = re.search(rf"^### Kind: {kind}$(.*?)(?=^##)", GUIDE, re.MULTILINE | re.DOTALL)
        assert section, kind
        own = set(KINDS[kind].model_fields) - {"id", "kind", "title", "facilitator", "sensitive"}
        assert not {key for key in own if f"`{key}`" not in section[1]}

    def test_example_loads(self, tmp_path):
        """Whoever copies the example has a programme that works."""
        for name, text in re.findall(r"^```yaml file=(\S+)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL):
            (tmp_path / name).write_text(text, encoding="utf-8")
        programme = load_programme(tmp_path)
        assert {activity.kind for activity in programme.activities} == set(KINDS)
