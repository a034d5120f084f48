"""Which term replaced a merged one, according to the history of merges."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ModelLogEntry

from cms.numbers import numbers_in

MERGED = "archive.merge"  # the action in the history of the term that stays


def survivor(model: Any, **condition: Any) -> Any:
    """The term that a missing one was merged into; None if it was not merged.

    The condition is on the history entry: `key`, or `gone`, its name.
    """
    mergers = ModelLogEntry.objects.filter(
        action=MERGED, content_type=ContentType.objects.get_for_model(model)
    )
    while True:
        lookups = {f"data__{name}": value for name, value in condition.items()}
        merger = mergers.filter(**lookups).order_by("-timestamp", "-pk").first()
        if merger is None:
            return None
        if term := model._default_manager.filter(pk=merger.object_id).first():
            return term
        condition = {"key": int(merger.object_id)}  # it was merged later itself


def surviving_keys(model: Any, keys: Iterable[Any]) -> list[str]:
    """Form values with the keys of merged terms replaced; other values stay."""
    keys = [str(key) for key in keys]
    numbers = numbers_in(keys)
    stored = set(model._default_manager.filter(pk__in=numbers).values_list("pk", flat=True))
    heirs = {str(key): survivor(model, key=key) for key in numbers if key not in stored}
    return list(dict.fromkeys(str(heirs[key].pk) if heirs.get(key) else key for key in keys))


def surviving_names(model: Any, names: Iterable[str]) -> list[str]:
    """Typed names with those of merged terms replaced."""
    stays = []
    for name in names:
        is_stored = model._default_manager.filter(name__iexact=name).exists()
        heir = None if is_stored else survivor(model, gone__iexact=name)
        stays.append(heir.name if heir else name)
    return list(dict.fromkeys(stays))
