"""The cost of publishing, compared with the same without the public record, and with stock Wagtail.

Stock is the same page with the same body and rows, saved and indexed by Wagtail alone: no
safeguards, no checklist, no record, and Wagtail's own search instead of ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from unittest.mock import patch

from django.db.models.signals import post_save
from django.test import override_settings
from wagtail.models import Page
from wagtail.search.signal_handlers import post_save_signal_handler

from archive.models import LetterPage
from archive.safeguards.models import Clearance
from archive.search.admin.backend import ArchiveSearchBackend
from cms.record import touched
from cms.record.comparison import compare_everything
from cms.record.models import Change, PublicObject

from .measure import Figures, measure
from .report import numbers, print_row

WITH, WITHOUT, STOCK = "with the record", "without", "stock Wagtail"
AS_IN_PRODUCTION = {"default": {"BACKEND": "cms.tasks.AfterCommit"}}
GOAL, GROWTH_GOAL = 1.5, 1.3


def publishing(seconds: float) -> dict[str, Figures]:
    """Figures for publishing one letter with new words, with the record and without it."""
    compare_everything()  # the archive was written without signals
    public = PublicObject.objects.filter(type="Letter").order_by("key")[0]
    letter = LetterPage.objects.get(pk=public.key)
    numbers = count()

    def publish() -> None:
        letter.title = f"Title {next(numbers)}"
        letter.save_revision().publish()

    def recorded() -> None:
        last = Change.objects.order_by("-number").values_list("number", flat=True).first()
        publish()
        if not Change.objects.filter(number__gt=last, kind="UPDATED").exists():
            raise AssertionError("Nothing was recorded: unequal work is compared")

    def unrecorded() -> None:
        with patch.object(touched, "compare", lambda _touched: None):
            publish()

    def plain() -> None:
        with stock_wagtail():
            publish()

    calls = {WITH: recorded, WITHOUT: unrecorded, STOCK: plain}
    with override_settings(TASKS=AS_IN_PRODUCTION):
        return measure(calls, seconds)


@contextmanager
def stock_wagtail() -> Iterator[None]:
    """A context in which a letter is saved, and indexed after each save, as by Wagtail alone."""

    def wagtails_own(backend: ArchiveSearchBackend, model: type) -> object:
        return backend.others.get_index_for_model(model)

    with ExitStack() as stack:
        for patched in (
            patch.object(LetterPage, "save", Page.save),
            patch.object(LetterPage, "with_content_json", Page.with_content_json),
            patch.object(touched, "compare", lambda _touched: None),
            patch.object(Clearance, "save", lambda _clearance: None),
            patch.object(ArchiveSearchBackend, "get_index_for_model", wagtails_own),
        ):
            stack.enter_context(patched)
        post_save.connect(post_save_signal_handler, sender=LetterPage)
        stack.callback(post_save.disconnect, post_save_signal_handler, sender=LetterPage)
        yield


def print_publishing(entries: int, figures: dict[str, Figures]) -> None:
    print(f"\nPublishing a letter among {entries:,} entries; the goal is a ratio of {GOAL}")
    print_row("", ("SQL", "SQL ÷", "CPU min", "CPU min ÷"))
    base = figures[STOCK]
    for name, one in figures.items():
        ratios = [one.statements / base.statements, min(one.cpu), min(one.cpu) / min(base.cpu)]
        print_row(name, (str(one.statements), *numbers(ratios)))


def print_publishing_growth(small: dict[str, Figures], large: dict[str, Figures]) -> None:
    ratio = min(large[WITH].cpu) / min(small[WITH].cpu)
    print(f"Publishing costs {ratio:.2f} of that among few; the goal is {GROWTH_GOAL}.")
