"""What no program can know of a file and a person is asked, once: the question, what is proposed, and the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from data_loader.phrases import spoken


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from: its code, and what it means in a sentence or a word."""

    value: str
    text: str


@dataclass(frozen=True)
class Question:
    """A question by its `key`, such as `dates:meetings.csv:start_date`; the part before the colon is its kind.

    `proposed` is what is done when nobody answers; where it is "", the files are refused until somebody does.
    """

    key: str
    sentence: str
    options: tuple[Option, ...]
    proposed: str = ""

    @property
    def kind(self) -> str:
        return self.key.partition(":")[0]

    def accepts(self, value: str) -> bool:
        return any(option.value == value for option in self.options)


@dataclass
class Asking:
    """The answers that were given with the files, and every question that arose; an answer to a kind answers all of it.

    `dates` = `day-first` answers every question of dates that no answer of its own has. In `kept` is what was answered
    once for all: vocabulary and word, as aliases.py keeps them → what it stands for.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    asked: dict[str, Question] = field(default_factory=dict)
    kept: dict[tuple[str, str], str] = field(default_factory=dict)

    def ask(self, question: Question) -> str:
        """The answer to a question, or what is proposed; "" while it must be answered and is not."""
        self.asked[question.key] = question
        given = self.answers.get(question.key, self.answers.get(question.kind, ""))
        return given if question.accepts(given) else question.proposed

    def answered(self, question: Question) -> bool:
        """Whether somebody gave an answer of their own."""
        given = self.answers.get(question.key, self.answers.get(question.kind, ""))
        return question.accepts(given)

    def open(self) -> list[Question]:
        """The questions that keep the files from being loaded."""
        return [question for question in self.asked.values() if not self.ask(question)]

    def as_rows(self) -> list[dict[str, Any]]:
        """Every question as programs get it."""
        return [
            {
                "key": question.key,
                "sentence": question.sentence,
                **spoken(question.sentence),
                "options": [{"value": one.value, "text": one.text, **spoken(one.text)} for one in question.options],
                "proposed": question.proposed,
                "answer": self.ask(question),
            }
            for question in self.asked.values()
        ]
