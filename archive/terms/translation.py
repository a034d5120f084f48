"""The categories of a document that is copied for translation."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page
from wagtail.signals import copy_for_translation_done

from archive.models import Category, EntryPage


def translate_categories(sender: Any, target_obj: Any, **_options: Any) -> None:
    """A document copied for translation belongs to the categories of its own language."""
    page = target_obj.specific if isinstance(target_obj, Page) else target_obj
    if not isinstance(page, EntryPage):
        return
    keys = [category.translation_key for category in page.categories.all()]
    page.categories.set(Category.objects.filter(locale=page.locale, translation_key__in=keys))
    page.save(clean=False)
    page.save_revision(log_action=False, clean=False)


def register_signal_handlers() -> None:
    copy_for_translation_done.connect(translate_categories, dispatch_uid="archive.categories")
