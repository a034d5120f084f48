"""What publishing costs with the public record, beside Wagtail's own publish of the same page."""

from __future__ import annotations

from itertools import count
from unittest.mock import patch

from archive.models import LetterPage
from cms.record import touched
from cms.record.comparison import compare_everything
from cms.record.models import Change, PublicObject

from .contestants import Call
from .measure import Figures, measure
from .report import numbers, print_row

WITH, WITHOUT = "with the record", "without"
GOAL, GROWTH_GOAL = 1.5, 1.3


def publishing(seconds: float) -> dict[str, Figures]:
    """Figures of publishing one letter with other words, with the record and without it."""
    compare_everything()  # the archive was written past all signals
    public = PublicObject.objects.filter(type="Letter").order_by("key").first()
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

    calls: dict[str, Call] = {WITH: recorded, WITHOUT: unrecorded}
    return measure(calls, seconds)


def print_publishing(entries: int, figures: dict[str, Figures]) -> None:
    print(f"\nPublishing a letter among {entries:,} entries; the goal is a ratio of {GOAL}")
    print_row("", ("SQL", "SQL ÷", "CPU min", "CPU min ÷"))
    base = figures[WITHOUT]
    for name, one in figures.items():
        ratios = [one.statements / base.statements, min(one.cpu), min(one.cpu) / min(base.cpu)]
        print_row(name, (str(one.statements), *numbers(ratios)))


def print_publishing_growth(small: dict[str, Figures], large: dict[str, Figures]) -> None:
    ratio = min(large[WITH].cpu) / min(small[WITH].cpu)
    print(f"Publishing costs {ratio:.2f} of that among few; the goal is {GROWTH_GOAL}.")
