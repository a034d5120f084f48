"""What is made and published in one form is told once."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.admin.views.pages.create import CreateView


class DraftFirstCreateView(CreateView):
    """Makes a page as a draft, and what else is asked for in the same transaction.

    Wagtail stores what is made and published as a live page first: readers saw it for a moment
    without its code, the record told of it twice, and a fault in between left it there.
    """

    def form_valid(self, form: Any) -> Any:
        form.instance.live = False
        with transaction.atomic():
            return super().form_valid(form)
