"""Runs several loadings at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .loaders import Loading, Request


def together(loadings: Sequence[Loading]) -> Loading:
    """What each of these gives; what they wait for at the same time is asked for together."""
    found: list[Any] = [None] * len(loadings)
    waiting = {number: _step(loading, None) for number, loading in enumerate(loadings)}
    while True:
        for number in [number for number, (_, is_done) in waiting.items() if is_done]:
            found[number] = waiting.pop(number)[0]
        if not waiting:
            return found
        asked = [request for each, _ in waiting.values() for request in _requests(each)]
        answers = iter((yield asked))
        waiting = {
            number: _step(loadings[number], _answer(each, answers))
            for number, (each, _) in waiting.items()
        }


def _step(loading: Loading, answer: Any) -> tuple[Any, bool]:
    try:
        return loading.send(answer), False
    except StopIteration as stop:
        return stop.value, True


def _requests(asked: Any) -> list[Request]:
    return [asked] if isinstance(asked, Request) else list(asked)


def _answer(asked: Any, answers: Any) -> Any:
    if isinstance(asked, Request):
        return next(answers)
    return [next(answers) for _ in asked]
