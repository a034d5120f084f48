"""Checks what is public without being a page whenever it is saved.

These are the subjects of the public record other than pages, and what belongs to them, such as
names of a term in other languages. Notes and reasons that the record or a log keeps for good, and
the text of a file when somebody clears it for readers, are checked too. Forms show an error beside
the field; any other save is refused. A name that was saved before it was sealed does not block
changes of other columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.db.models.signals import pre_save
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey
from taggit.models import TagBase
from wagtail.embeds.models import Embed
from wagtail.fields import StreamField
from wagtail.models import Page

from archive.safeguards.file_text import text_of
from archive.safeguards.models import Answer, Look, Namesake, Person
from archive.safeguards.passages import plain, says_something, strings
from cms.record.models import Act
from cms.record.subjects import subject_of
from media.models import CustomDocument, register_objection

from . import probing
from .homonyms import means_another
from .search import UNSEARCHABLE, Memory, Unsearchable, current, people_in

# Reasons and notes by editors: readers see them, or they can never be deleted.
_STATEMENTS = {Act: ("note", "public_note"), Answer: ("reason",), Look: ("reason",)}
_STATEMENTS |= {Namesake: ("reason",)}


def register_signal_handlers() -> None:
    pre_save.connect(refuse, dispatch_uid="archive.safeguards.naming")
    pre_save.connect(_forget_title, sender=Embed, dispatch_uid="archive.safeguards.embeds")
    register_objection(objection_to)


def watch_forms() -> None:
    """Add the check to all forms; called once all apps have registered their subjects."""
    for model in apps.get_models():
        for field in watched_fields(model):
            field.validators.append(says_no_sealed_name)


@cache
def watched_fields(model: type[Model]) -> list[Any]:
    """The text columns of a model that is public without being a page, or belongs to one."""
    if model in _STATEMENTS:
        return [model._meta.get_field(name) for name in _STATEMENTS[model]]
    fields = model._meta.concrete_fields
    owners = [field.related_model for field in fields if isinstance(field, ParentalKey)]
    for owner in (model, *owners):
        subject = subject_of(owner)
        if subject and not issubclass(subject.model, (Page, Embed)):
            return [
                field
                for field in fields
                if (says_something(field) or isinstance(field, StreamField))
                and field.name not in subject.ignored
            ]
    return []


def says_no_sealed_name(value: Any, memory: Memory | None = None) -> None:
    """A field validator; its message contains the public name, never the sealed one."""
    raw = getattr(value, "raw_data", None)
    texts = strings([part["value"] for part in raw]) if raw is not None else [str(value or "")]
    try:
        memory = memory or current()
    except Unsearchable as failure:
        raise ValidationError(UNSEARCHABLE, code="unsearchable") from failure
    people = {person.pk: person for text in texts for person in _meant(plain(text), memory)}
    if value and probing.is_closed():
        raise ValidationError(probing.refusal(), code="sealed_name")
    if people and not probing.is_told():
        raise ValidationError(_("This says a name that must not appear."), code="sealed_name")
    if people:
        sentence = _("This says a name that must not appear. Write “%(name)s” instead.")
        lines = [sentence % {"name": person.name} for person in people.values()]
        raise ValidationError(lines, code="sealed_name")


def _meant(text: str, memory: Memory | None = None) -> list[Person]:
    """Whose sealed names a text contains, except where it means a namesake."""
    return [person for person in people_in(text, memory) if not means_another(person, text)]


def objection_to(file: Any) -> str:
    """Why readers must not get a file: its text contains a name that must not appear."""
    if not isinstance(file, CustomDocument):
        return ""
    try:
        people = _meant(text_of(file))
    except Unsearchable:
        return str(UNSEARCHABLE)
    if probing.is_closed():
        return probing.refusal()
    if people and not probing.is_told():
        return _("The file says a name that must not appear.")
    sentence = _("The file says a name that must not appear. Take one that says “%(name)s”.")
    return " ".join(sentence % {"name": person.name} for person in people)


def refuse(sender: type[Model], instance: Any, **options: Any) -> None:
    """Raise an error for each column that contains a name and did not contain the same before."""
    if issubclass(sender, TagBase) and instance._state.adding:
        # Created while a form with it is read; nothing shows it before a page does, and the page's
        # own
        # safeguard has a message for it.
        return
    columns = options.get("update_fields")
    fields = watched_fields(sender)
    if columns is not None:
        fields = [field for field in fields if field.name in columns]
    errors = dict(_errors_of(instance, fields))
    if errors:
        stored = sender._base_manager.filter(pk=instance.pk).values(*errors).first() or {}
        new = {name for name in errors if not _is_same(instance, name, stored.get(name))}
        if new:
            raise ValidationError({name: errors[name] for name in new})


def _errors_of(instance: Any, fields: list[Any]) -> Iterator[tuple[str, ValidationError]]:
    """Errors of the columns; if names cannot be searched, of every column that changed."""
    memory = None
    for field in fields:
        try:
            memory = memory or current()
            says_no_sealed_name(getattr(instance, field.attname), memory)
        except Unsearchable:
            yield field.name, ValidationError(UNSEARCHABLE, code="unsearchable")
        except ValidationError as error:
            yield field.name, error


def _is_same(instance: Model, name: str, stored: Any) -> bool:
    value = getattr(instance, name)
    raw = getattr(value, "raw_data", None)
    if raw is not None and stored is not None:
        return list(raw) == list(stored.raw_data)
    return bool(stored is not None and str(value) == str(stored))


def _forget_title(instance: Embed, **_signal: Any) -> None:
    """Remove the title of a video if it contains a name; the provider may send it again."""
    try:
        is_named = bool(people_in(instance.title or ""))
    except Unsearchable:
        is_named = True
    if is_named:
        instance.title = ""
