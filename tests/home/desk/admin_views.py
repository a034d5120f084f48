"""Every address of the admin in the URL resolver, with keys for its arguments."""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
GROUP = re.compile(r"\(\?P(<\w+>)[^)]*\)")  # an argument as a regular expression
APPS = ("app_label", "app_name", "content_type_app_name")
MODELS = ("content_type_model_name", "model_name")
# Arguments that are words; an argument that is a key gets each key, or those for its name.
WORDS = {
    "app_label": ["archive", "home"],
    "app_name": ["archive", "home", "taggit"],
    "content_type_app_name": ["archive"],
    "content_type_model_name": ["letterpage"],
    "model_name": ["letterpage", "menu", "sitesettings", "tag"],
    "term_model": ["category", "place", "tag"],
    "column": ["name", "role"],
}
BULK = "wagtail_bulk_action"
ENDS_SESSION = {"wagtailadmin_logout", "account_logout"}
FAILS_ON_PURPOSE = {"wagtailadmin_error_test"}


@dataclass(frozen=True)
class AdminView:
    """One address of the admin, and the name of its view."""

    name: str
    address: str


def admin_views(keys: dict[str, Iterable[int]]) -> Iterator[AdminView]:
    """Each with all combinations of keys: `keys` by the name of the argument, "" for any other."""
    admin = [each for each in get_resolver().url_patterns if str(each.pattern) == "admin/"]
    # Replacements of Wagtail's views have no name of their own.
    names: dict[str, str] = {}
    for name, text in itertools.chain.from_iterable(map(_patterns, admin)):
        names[text] = names.get(text) or name
    for text, name in names.items():
        if name in ENDS_SESSION | FAILS_ON_PURPOSE:
            continue
        if name == BULK:
            yield from (AdminView(name, f"/admin/bulk/{action}/") for action in _bulk_actions())
            continue
        arguments = list(dict.fromkeys(ARGUMENT.findall(text)))
        choices = [WORDS.get(each) or keys.get(each) or keys[""] for each in arguments]
        for values in itertools.product(*choices):
            said = dict(zip(arguments, values, strict=True))
            if not _is_model(said):
                continue
            address = ARGUMENT.sub(lambda found, said=said: str(said[found[1]]), text)
            yield AdminView(name, f"/admin/{address}")


def _is_model(said: dict[str, Any]) -> bool:
    """Whether the model in an address exists, if it names one."""
    labels = [said[name] for name in APPS if name in said]
    models = [said[name] for name in MODELS if name in said]
    return all(model in apps.all_models[label] for label in labels for model in models)


def _bulk_actions() -> Iterator[str]:
    """Each with its model, `wagtailcore/page/delete`."""
    bulk_action_registry.get_bulk_action_class("wagtailcore", "page", "delete")  # loads all actions
    for app, models in bulk_action_registry.actions.items():
        for model, actions in models.items():
            yield from (f"{app}/{model}/{action}" for action in actions)


def _patterns(
    resolver: URLResolver, spaces: str = "", above: str = ""
) -> Iterator[tuple[str, str]]:
    for each in resolver.url_patterns:
        text = above + GROUP.sub(r"\1", str(each.pattern)).strip("^$").replace("\\", "")
        if isinstance(each, URLResolver):
            space = f"{each.namespace}:" if each.namespace else ""
            yield from _patterns(each, spaces + space, text)
        elif isinstance(each, URLPattern):
            yield f"{spaces}{each.name or ''}", text
