"""The statements that people rate, and the steps that they rate them with."""

from __future__ import annotations

from typing import Any

from workshop.content.text import Id, Part, Some, Steps, Text


class Rating(Part):
    """How a statement is rated: labelled steps, and a way to say that one cannot judge yet."""

    steps: Steps
    unknown: Text

    def view(self, language: str) -> dict[str, Any]:
        """Give the steps and the label of 'cannot judge yet'."""
        return {"steps": [step.view(language) for step in self.steps], "unknown": self.unknown[language]}


class Statement(Part):
    """One statement, to be rated on its own."""

    id: Id
    text: Text


class Scale(Part):
    """Statements that belong together."""

    id: Id
    title: Text
    statements: Some[Statement]

    def view(self, language: str) -> dict[str, Any]:
        """Give the title and the statements."""
        return {
            "id": self.id,
            "title": self.title[language],
            "statements": [{"id": statement.id, "text": statement.text[language]} for statement in self.statements],
        }
