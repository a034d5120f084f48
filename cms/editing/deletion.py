"""Who may publish, and who may delete what was once public."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PagePermissionTester

from cms.record import trees
from cms.record.models import PAGES, Change

from .facts import PageFact
from .renaming.forms import FormerAddressForm
from .second_reader import may_take_back, needs_second_reader

PERMISSION = "cms_record.delete_published"
REFUSAL = _(
    "“{}” cannot be deleted: readers could see it, or a page below it. Withdraw it, or ask "
    "somebody who may delete what was published."
)


def _once_public(pages: Collection[Page]) -> Iterator[int]:
    """Those that were ever public themselves, or have a descendant that was."""
    changes = Change.objects.filter(subject=PAGES)
    own = changes.filter(key__in=[page.pk for page in pages]).values_list("key", flat=True)
    yield from own
    for page in pages:
        # Lists use the tree's own count of children, which may be wrong; deletion does not.
        if page.pk not in own and not (len(pages) > 1 and page.is_leaf()):
            below = page.get_descendants().order_by().values("pk")
            if changes.filter(key__in=below).exists():
                yield page.pk


WAS_PUBLIC = PageFact(_once_public)


def refused(pages: Iterable[Page], user: Any) -> Page | None:
    """The first of these pages that the user may not delete, because it was public once."""
    if user.has_perm(PERMISSION):
        return None
    return next((page for page in pages if WAS_PUBLIC.of(page)), None)


class KeptPageTester(PagePermissionTester):
    def can_publish(self) -> bool:
        return bool(super().can_publish() and not needs_second_reader(type(self.page)))

    def can_set_view_restrictions(self) -> bool:  # Wagtail requires the permission to publish
        return may_take_back(self.page, self.user)

    def can_unschedule(self) -> bool:  # here, too
        return may_take_back(self.page, self.user)

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        if not (self.user.is_superuser or "publish" in self.permissions or self._is_own()):
            return False
        may = self._can_remove(ignore_bulk=ignore_bulk)
        return bool(may and not refused([self.page], self.user))

    def _is_own(self) -> bool:
        """Whether the user created the page, and it is not locked."""
        return self.page.owner_id == self.user.pk and not self.page_locked()

    def can_move(self) -> bool:  # Wagtail requires the permission to delete
        return self._can_remove(ignore_bulk=True)

    def _can_remove(self, ignore_bulk: bool) -> bool:
        """Wagtail's `can_delete`, which for each draft in a list queries its descendants."""
        is_leaf_of_list = WAS_PUBLIC.is_read(self.page) and self.page.is_leaf()
        if self.user.is_superuser or self.page_is_root or not is_leaf_of_list:
            return bool(super().can_delete(ignore_bulk=ignore_bulk))
        is_own = "add" in self.permissions and self.page.owner_id == self.user.pk
        is_draft_or_may_publish = not self.page.live or "publish" in self.permissions
        return bool(
            self.user.is_active
            and ("change" in self.permissions or is_own)
            and is_draft_or_may_publish
        )


class KeptPage:
    """A page that needs a separate permission to be deleted once it was public.

    Its form also asks what becomes of its address when that changes.
    """

    base_form_class = FormerAddressForm
    promote_panels = (
        *Page.promote_panels[:1],  # with the slug
        FieldPanel("former_address"),
        *Page.promote_panels[1:],
    )

    def get_descendants(self: Any, inclusive: bool = False) -> QuerySet[Page]:
        """Wagtail uses LIKE, for which SQLite scans all pages for every row of a list."""
        pages: QuerySet[Page] = Page.objects.filter(trees.below("path", self.path))
        return pages if inclusive else pages.exclude(pk=self.pk)

    def permissions_for_user(self, user: Any) -> KeptPageTester:
        return KeptPageTester(user, self)
