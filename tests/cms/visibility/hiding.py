"""The states in which nobody may see a page; each function puts a visible letter into one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from archive.safeguards.models import Embargo
from tests.factories import ArchiveSectionPageFactory, HomePageFactory, front_page, old_alias_of

from .planted import Planted


def never_published(_planted: Planted, page: Any) -> None:
    Page.objects.filter(pk=page.pk).update(live=False, first_published_at=None)


def unpublished(_planted: Planted, page: Any) -> None:
    page.save_revision().publish()
    page.refresh_from_db()
    page.unpublish()


def scheduled(_planted: Planted, page: Any) -> None:
    _update(page, live=False, go_live_at=timezone.now() + timedelta(days=1))


def live_before_its_time(_planted: Planted, page: Any) -> None:
    _update(page, go_live_at=timezone.now() + timedelta(days=1))


def expired_before_the_scheduler_ran(_planted: Planted, page: Any) -> None:
    _update(page, expire_at=timezone.now() - timedelta(seconds=1))


def for_who_logs_in(_planted: Planted, page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def for_a_group(_planted: Planted, page: Any) -> None:
    row = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    row.groups.set(Group.objects.all()[:1])


def for_who_has_the_password(_planted: Planted, page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="secret")


def below_a_draft(planted: Planted, page: Any) -> None:
    never_published(planted, _moved_below_a_section(planted, page))


def below_an_expired_section(planted: Planted, page: Any) -> None:
    expired_before_the_scheduler_ran(planted, _moved_below_a_section(planted, page))


def below_a_private_section(planted: Planted, page: Any) -> None:
    for_who_logs_in(planted, _moved_below_a_section(planted, page))


def far_below_a_private_section(planted: Planted, page: Any) -> None:
    inner = _moved_below_a_section(planted, page)
    for_who_logs_in(planted, _moved_below_a_section(planted, inner))


def under_an_embargo(planted: Planted, page: Any) -> None:
    reason, today = planted.word("reason, embargo"), timezone.localdate()
    key = page.translation_key
    Embargo.objects.create(translation_key=key, review_on=today, reason=reason, who="")


def below_an_embargoed_section(planted: Planted, page: Any) -> None:
    under_an_embargo(planted, _moved_below_a_section(planted, page))


def with_an_alias(planted: Planted, page: Any) -> None:
    never_published(planted, page)
    page.refresh_from_db()
    alias = old_alias_of(page, slug=planted.word("slug, of an alias"))
    Page.objects.filter(pk=alias.pk).update(live=True)
    planted.letters.append(alias)


def of_another_site(planted: Planted, page: Any) -> None:
    word = planted.word("title, front page of another site")
    home = HomePageFactory(title=word, slug=planted.word("slug, front page of another site"))
    Site.objects.create(hostname="elsewhere.example.org", root_page=home, site_name=word)
    planted.sections.append(home)
    section = _moved_below_a_section(planted, page)
    section.move(home, pos="last-child")


STATES: list[Callable[[Planted, Any], None]] = [
    never_published,
    unpublished,
    scheduled,
    live_before_its_time,
    expired_before_the_scheduler_ran,
    for_who_logs_in,
    for_a_group,
    for_who_has_the_password,
    below_a_draft,
    below_an_expired_section,
    below_a_private_section,
    far_below_a_private_section,
    under_an_embargo,
    below_an_embargoed_section,
    with_an_alias,
    of_another_site,
]


def _update(page: Any, **values: Any) -> None:
    Page.objects.filter(pk=page.pk).update(**values)


def _moved_below_a_section(planted: Planted, page: Any) -> Page:
    """A new section of the front page, with the page moved into it."""
    section = ArchiveSectionPageFactory(
        parent=front_page(),
        title=planted.word("title, section"),
        slug=planted.word("slug, section"),
    )
    planted.sections.append(section)
    page.move(section, pos="last-child")
    page.refresh_from_db()
    return section
