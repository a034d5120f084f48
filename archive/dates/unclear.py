"""Why what somebody typed is no date: in a sentence that the catalogues can translate."""

from __future__ import annotations

from typing import Any


class Unclear(ValueError):
    """What was typed means nothing or two things: a sentence, and the words that go into it."""

    def __init__(self, sentence: str, **words: Any) -> None:
        self.sentence, self.words = sentence, words
        super().__init__(sentence % words)


def gettext_noop(sentence: str) -> str:
    """Mark a sentence by the name that `makemessages` looks for; no Django is known here."""
    return sentence
