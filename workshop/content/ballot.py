"""What all votes of a session have in common, so that its situations compare."""

from __future__ import annotations

from typing import Annotated, Any

from workshop.content.text import Id, Part, Some, Steps, Text, at_least


class Choice(Part):
    """One thing to choose: `label` is the whole sentence, `short` is for charts."""

    id: Id
    label: Text
    short: Text

    def view(self, language: str) -> dict[str, Any]:
        """Give the id and both texts."""
        return {"id": self.id, "label": self.label[language], "short": self.short[language]}


class Sureness(Part):
    """How sure someone is of the choice."""

    question: Text
    steps: Steps


class OwnWords(Part):
    """The invitation to say it in one's own words."""

    prompt: Text


class HelpNote(Part):
    """The note beside a sensitive situation: who can help."""

    title: Text
    text: Text
    people: Some[Text]

    def view(self, language: str) -> dict[str, Any]:
        """Give the note."""
        return {
            "title": self.title[language],
            "text": self.text[language],
            "people": [who[language] for who in self.people],
        }


class Ballot(Part):
    """The question under each situation of a session, and what can be answered."""

    question: Text
    choices: Annotated[tuple[Choice, ...], at_least(2)]
    sureness: Sureness
    own_words: OwnWords
    help: HelpNote

    def view(self, language: str) -> dict[str, Any]:
        """Give all but the help note, which only some situations show."""
        return {
            "question": self.question[language],
            "choices": [choice.view(language) for choice in self.choices],
            "sureness": {
                "question": self.sureness.question[language],
                "steps": [step.view(language) for step in self.sureness.steps],
            },
            "own_words": {"prompt": self.own_words.prompt[language]},
        }
