"""What one request knows: the instant it reads at, its site, and what it has loaded."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from .deadline import Deadline
from .peers import Peers

T = TypeVar("T")


@dataclass
class Context:
    """Passed to every resolver as `info.context`; lives as long as one document's execution."""

    request: HttpRequest
    now: datetime = field(default_factory=timezone.now)
    deadline: Deadline = field(default_factory=Deadline)
    no_store: bool = False  # a resolver sets it where the answer is for this reader alone
    peers: Peers = field(default_factory=Peers)
    found: dict[str, dict[int, Any]] = field(default_factory=dict)
    pages: dict[int, Page | None] = field(default_factory=dict)

    _once: dict[Hashable, Any] = field(default_factory=dict)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once in this request."""
        if key not in self._once:
            self._once[key] = make()
        return self._once[key]

    @cached_property
    def site(self) -> Site | None:
        return Site.find_for_request(self.request)

    @cached_property
    def locales(self) -> dict[int, Locale]:
        return {locale.pk: locale for locale in Locale.objects.all()}

    @cached_property
    def roots(self) -> list[Page]:
        """The site's root page and its translations; the site's own first."""
        site = self.site
        if site is None:
            return []
        key = Page.objects.filter(pk=site.root_page_id).values("translation_key")
        pages = Page.objects.filter(translation_key__in=key)
        return sorted(pages, key=lambda page: page.pk != site.root_page_id)
