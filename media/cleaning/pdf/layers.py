"""Which optional content is visible: what the document's default configuration shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf


def hidden_layers(pdf: Pdf) -> Callable[[Any], bool]:
    """Return a function that tells whether a layer, or a combination of layers, is hidden."""
    default = _dictionary(_dictionary(pdf.Root.get("/OCProperties")).get("/D"))
    off, on = ({layer.objgen for layer in _array(default.get(key))} for key in ("/OFF", "/ON"))
    off |= {layer.objgen for layer in _off_by_usage(default)}
    shows = default.get("/BaseState") != Name.OFF

    def is_off(layer: Any) -> bool:
        return layer.objgen in off or not (shows or layer.objgen in on)

    def is_hidden(value: Any) -> bool:
        if not isinstance(value, Dictionary):
            return False
        if value.get("/Type", Name.OCG) == Name.OCG:
            return is_off(value)
        if (expression := value.get("/VE")) is not None:
            return not _holds(expression, is_off)
        layers = value.get("/OCGs", Array())
        states = [is_off(layer) for layer in (layers if isinstance(layers, Array) else [layers])]
        return bool(states) and not POLICIES.get(str(value.get("/P")), POLICIES["/AnyOn"])(states)

    return is_hidden


def _off_by_usage(default: Any) -> Iterator[Any]:
    """Layers that a viewer hides automatically."""
    for usage in map(_dictionary, _array(default.get("/AS"))):
        if usage.get("/Event") == Name.View:
            for layer in map(_dictionary, _array(usage.get("/OCGs"))):
                view = _dictionary(_dictionary(layer.get("/Usage")).get("/View"))
                if view.get("/ViewState") == Name.OFF:
                    yield layer


POLICIES: dict[str, Callable[[list[bool]], bool]] = {
    "/AllOn": lambda are_off: not any(are_off),
    "/AnyOn": lambda are_off: not all(are_off),
    "/AnyOff": any,
    "/AllOff": all,
}


def _holds(expression: Any, is_off: Callable[[Any], bool]) -> bool:
    if not isinstance(expression, Array):
        return not is_off(expression)
    operator, *operands = expression.as_list()
    states = (_holds(operand, is_off) for operand in operands)
    if operator == Name.Not:
        return not any(states)
    return all(states) if operator == Name.And else any(states)


def _dictionary(value: Any) -> Any:
    return value if isinstance(value, Dictionary) else Dictionary()


def _array(value: Any) -> Any:
    return value if isinstance(value, Array) else []
