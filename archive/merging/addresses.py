"""Redirects readers of a category, tag or place once its address changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_save, pre_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.coreutils import get_content_languages

from archive.models import Category, Place, Tag
from cms.record.models import PublicObject
from cms.visibility.paths import path_in
from cms.visibility.redirects import stored_forms


def addresses_of(term: Any) -> list[str]:
    """The path of a term's list in each language."""
    kind = term._meta.model_name
    codes = [term.locale.language_code] if kind == "category" else get_content_languages()
    return [path_in(code, kind, term.slug) for code in codes]


def is_known(term: Any) -> bool:
    """Whether readers know its address."""
    return PublicObject.objects.filter(subject=term._meta.label_lower, key=term.pk).exists()


def lead_on(old: Iterable[str], new: Iterable[str]) -> None:
    """Redirect each of these paths to its new one, and all redirects to it likewise."""
    for former, address in zip(old, new, strict=True):
        Redirect.objects.filter(old_path__in=stored_forms(address)).delete()  # the path is in use
        for redirect in Redirect.objects.filter(redirect_link=former):
            redirect.redirect_link = address
            redirect.save()
        Redirect.objects.update_or_create(
            old_path=Redirect.normalise_path(former),
            site=None,
            defaults={"redirect_page": None, "redirect_link": address, "is_permanent": True,
                      "automatically_created": True},
        )  # fmt: skip


def note_address(instance: Any, **_options: Any) -> None:
    """Before a write: remember the addresses that readers know."""
    before = type(instance).objects.filter(pk=instance.pk).exclude(slug=instance.slug).first()
    instance.addresses_left = addresses_of(before) if before and is_known(before) else []


def lead_on_from_noted(instance: Any, **_options: Any) -> None:
    if left := instance.__dict__.pop("addresses_left", ()):
        lead_on(left, addresses_of(instance))


def register_signal_handlers() -> None:
    for model in (Category, Place, Tag):
        pre_save.connect(note_address, sender=model, dispatch_uid="archive.merging")
        post_save.connect(lead_on_from_noted, sender=model, dispatch_uid="archive.merging")
