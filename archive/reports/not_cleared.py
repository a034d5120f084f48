"""What went live and could not today: where, by which rule, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from archive.safeguards.clearance import findings_in
from archive.safeguards.models import Standing
from archive.safeguards.rule import every_safeguard
from cms.record.models import PAGES
from cms.record.subjects import subjects

from .base import OnePageReportView, pages_of

SHOWN = 50  # the draft of each is checked


class Line(NamedTuple):
    """Something that is not cleared, what to do about it, and where."""

    title: str
    edit_url: str
    standing: Standing
    labels: list[Any]  # of the rules
    sentences: list[str]  # about the public version; or about the draft, which is clean without any
    links: list[tuple[Any, str]] = []


def standings_of(user: Any) -> tuple[Any, Any]:
    """Those of pages that an account may work on, the oldest last; and all others."""
    standings = Standing.objects.not_cleared().order_by("-since", "pk")
    keys = pages_of(user).values("pk")
    return standings.filter(subject=PAGES, key__in=keys), standings.exclude(subject=PAGES)


def lines(user: Any) -> Iterator[Line]:
    of_pages, without_page = standings_of(user)
    standings = list(of_pages[:SHOWN])
    pages = Page.objects.specific().in_bulk([standing.key for standing in standings])
    for standing in standings:
        yield _line(pages[standing.key], standing)
    models = {subject.name: subject.model for subject in subjects()}
    find = AdminURLFinder(user).get_edit_url
    for standing in without_page[:SHOWN]:
        instance = models[standing.subject]._base_manager.filter(pk=standing.key).first()
        if instance is not None and (edit_url := find(instance)):
            yield Line(str(instance), edit_url, standing, _labels(standing), [])


def _line(page: Any, standing: Standing) -> Line:
    rules = [rule for name, rule in every_safeguard().items() if name in standing.open]
    version = page if standing.is_public else page.get_latest_revision_as_object()
    findings = findings_in(version, rules)
    links = [(_("Clearance"), reverse("safeguards_clearance", args=[page.pk]))]
    links += [
        (_("Replace everywhere by the public name"), reverse(rule.mended_at, args=[page.pk]))
        for rule in rules
        if rule.mended_at and any(finding.rule is rule for finding in findings)
    ]
    return Line(
        page.get_admin_display_title(),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        standing,
        _labels(standing),
        list(dict.fromkeys(finding.sentence for finding in findings if finding.is_open)),
        links,
    )


def _labels(standing: Standing) -> list[Any]:
    return [rule.label for name, rule in every_safeguard().items() if name in standing.open]


class NotClearedView(OnePageReportView):
    """A list linked to the clearance of each page, and to the form of everything else."""

    page_title = _("No longer cleared")
    header_icon = "warning"
    template_name = "archive/no_longer_cleared.html"

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        return super().get_context_data(lines=list(lines(self.request.user)), **options)


class NotClearedPanel(Component):
    """On the admin's home: how many there are, for those who may correct some."""

    name = "no_longer_cleared"
    template_name = "archive/no_longer_cleared_panel.html"
    order = 90

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        of_pages, _without_page = standings_of(parent_context["request"].user)
        return {"count": of_pages.count(), "public": of_pages.filter(is_public=True).count()}
