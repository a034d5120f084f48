"""Why a typed text is not a date, in a sentence that the catalogues can translate."""

from __future__ import annotations

from typing import Any


class Unclear(ValueError):
    """What was typed has no meaning or two: a sentence, and the words to insert into it."""

    def __init__(self, sentence: str, **words: Any) -> None:
        self.sentence, self.words = sentence, words
        super().__init__(sentence % words)


def gettext_noop(sentence: str) -> str:
    """Mark a sentence under the name that `makemessages` looks for, without importing Django."""
    return sentence
