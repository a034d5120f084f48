"""Answers the requests of several waiting loaders together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from .loaders import Loading, Request


def dispatch(batches: Sequence[Any], context: Any) -> list[Any]:
    """The answers for the waiting loaders; requests of one group are answered together."""
    groups: dict[Any, list[Request]] = defaultdict(list)
    for batch in batches:
        for request in _requests(batch):
            groups[request.group].append(request)
    answer_of: dict[int, Any] = {}  # by the `id()` of the request
    for requests in groups.values():
        try:
            answers: Sequence[Any] = type(requests[0]).answer(requests, context)
        except Exception as error:  # noqa: BLE001 -- thrown into each loader that asked
            answers = [error] * len(requests)
        answer_of.update(zip(map(id, requests), answers, strict=True))
    return [_answer_to(batch, answer_of) for batch in batches]


def _answer_to(batch: Any, answer_of: Mapping[int, Any]) -> Any:
    if isinstance(batch, Request):
        return answer_of[id(batch)]
    answers = [answer_of[id(request)] for request in batch]
    failure = next((answer for answer in answers if isinstance(answer, Exception)), None)
    return failure if failure is not None else answers


def gather(loadings: Sequence[Loading]) -> Loading:
    """The results of all of these loadings, which wait together."""
    results: list[Any] = [None] * len(loadings)
    waiting = {number: _step(loading, None) for number, loading in enumerate(loadings)}
    while True:
        for number in [number for number, (_, is_done) in waiting.items() if is_done]:
            results[number] = waiting.pop(number)[0]
        if not waiting:
            return results
        requests = [request for batch, _ in waiting.values() for request in _requests(batch)]
        answers = iter((yield requests))
        waiting = {
            number: _step(loadings[number], _answer(batch, answers))
            for number, (batch, _) in waiting.items()
        }


def _step(loading: Loading, answer: Any) -> tuple[Any, bool]:
    try:
        return loading.send(answer), False
    except StopIteration as stop:
        return stop.value, True


def _requests(batch: Any) -> list[Request]:
    return [batch] if isinstance(batch, Request) else list(batch)


def _answer(batch: Any, answers: Any) -> Any:
    if isinstance(batch, Request):
        return next(answers)
    return [next(answers) for _ in batch]
