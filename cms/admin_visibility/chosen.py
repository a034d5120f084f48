"""Which pages, pictures and files an account may choose in a form.

Wagtail's choosers offer no others, but its forms take any key.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.panels import Panel
from wagtail.models import CollectionMember, Page, ReferenceIndex
from wagtail.permissions import policy_registry

from .policy import sees_pages

ACTIONS = frozenset({"add", "change", "delete", "choose"})
COLLECTIONS = "_collections_by_model"
Chosen = tuple[str, type[Model], int]  # a field, and what is chosen in it


def sees(user: Any, instance: Model) -> bool:
    """Whether an account sees a page, or may use a picture or file; True for all other models."""
    if user is None:
        return False
    if user.is_superuser:
        return True
    if isinstance(instance, Page):
        return sees_pages(user, Page.objects.filter(pk=instance.pk))
    if not isinstance(instance, CollectionMember):
        return True
    policy = policy_registry.get_by_type(type(instance))
    by_model = user.__dict__.setdefault(COLLECTIONS, {})
    if type(instance) not in by_model:
        collections = policy.collections_user_has_any_permission_for(user, ACTIONS)
        by_model[type(instance)] = set(collections.values_list("pk", flat=True))
    return instance.collection_id in by_model[type(instance)] or bool(
        policy.user_has_any_permission_for_instance(user, ACTIONS, instance)
    )


class Choosing:
    """Refuses a page, picture or file that the account does not see, unless it was there before."""

    for_user: Any
    formsets: dict[str, Any]
    instance: Any
    is_refused = False
    _were_read = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        is_bound: bool = self.is_bound  # type: ignore[attr-defined]
        is_limited = is_bound and self.for_user and not self.for_user.is_superuser
        self._chosen_before = set(_chosen_in(self.instance)) if is_limited else None

    def is_valid(self) -> bool:
        is_valid = super().is_valid()  # type: ignore[misc]
        if not (self._were_read or self._chosen_before is None):
            self._were_read = True
            for name in sorted(set(self._not_theirs(self._chosen_before))):
                self.is_refused = True
                sentence = _("“{field}” has a page, picture or file that you may not choose.")
                words = sentence.format(field=self._label(name))
                self.add_error(None, words)  # type: ignore[attr-defined]
        return bool(is_valid) and not self.is_refused

    def _not_theirs(self, before: set[Chosen]) -> Iterator[str]:
        """The fields with something that the account does not see and that was not there before."""
        for name, model, key in set(_chosen_in(self.instance)) - before:
            instance = model._default_manager.filter(pk=key).first()
            if instance and not sees(self.for_user, instance):
                yield name
        for name, formset in self.formsets.items():  # rows are in the page only once it is saved
            for form in formset.forms:
                cleaned = getattr(form, "cleaned_data", {})  # none if a row before it is faulty
                typed = [cleaned.get(column) for column in form.changed_data]
                chosen = [it for it in typed if isinstance(it, Model)]
                # A row that is only in the draft has no key, so all of it counts as changed.
                new = [it for it in chosen if before.isdisjoint(_in_field(name, it))]
                if not all(sees(self.for_user, instance) for instance in new):
                    yield name

    def _label(self, name: str) -> str:
        field: Any = self.instance._meta.get_field(name)
        is_column = hasattr(field, "verbose_name")
        words = field.verbose_name if is_column else field.related_model._meta.verbose_name_plural
        return str(capfirst(words))


class ChoosingForm(Choosing, WagtailAdminPageForm):
    """The form of a page; other forms of ours may first ask whether it is refused."""


def let_every_form_refuse() -> None:
    """The forms of settings, menus and other snippets do so, too.

    They are made of panels, and Wagtail has no setting for this; a list would be incomplete.
    """
    made_of: Any = Panel.get_form_class

    def get_form_class(panel: Panel) -> type[WagtailAdminModelForm]:
        form: Any = made_of(panel)
        if issubclass(form, Choosing):
            return form
        return type(form)(form.__name__, (Choosing, form), {"__module__": form.__module__})

    Panel.get_form_class = get_form_class


def _in_field(name: str, instance: Model) -> Iterator[Chosen]:
    """The instance as chosen in this field, whichever of its models that refers to."""
    return ((name, model, instance.pk) for model in type(instance).__mro__)


def _chosen_in(instance: Model) -> Iterator[Chosen]:
    """The pages, pictures and files in the columns, blocks and texts of a page or snippet."""
    for type_key, key, path, _content in ReferenceIndex._extract_references_from_object(instance):
        model = ContentType.objects.get_for_id(type_key).model_class()
        if model and issubclass(model, (Page, CollectionMember)) and str(key).isdecimal():
            yield path.split(".")[0], model, int(key)
