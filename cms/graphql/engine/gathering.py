"""Asks together for what several wait for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from .loaders import Loading, Request


def fulfilled(asked: Sequence[Any], context: Any) -> list[Any]:
    """What everybody who waits gets; requests of one group are answered in one go."""
    groups: dict[Any, list[Request]] = defaultdict(list)
    for each in asked:
        for request in _requests(each):
            groups[request.group].append(request)
    found: dict[int, Any] = {}
    for requests in groups.values():
        try:
            answers: Sequence[Any] = type(requests[0]).answer(requests, context)
        except Exception as error:  # noqa: BLE001 -- thrown into each loader that asked
            answers = [error] * len(requests)
        found.update(zip(map(id, requests), answers, strict=True))
    return [_answer_to(each, found) for each in asked]


def _answer_to(asked: Any, found: Mapping[int, Any]) -> Any:
    if isinstance(asked, Request):
        return found[id(asked)]
    answers = [found[id(request)] for request in asked]
    failure = next((answer for answer in answers if isinstance(answer, Exception)), None)
    return failure if failure is not None else answers


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
