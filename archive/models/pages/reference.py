"""Reference codes: given once, on first publication or on request, and never changed or reused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.safeguards.page import SafeguardedPage
from cms.admin_visibility.pages import ExplorablePage
from cms.editing.deletion import KeptPage
from cms.previews.pages import PreviewedPage
from cms.visibility.slugs import AddressedPage


class ReferenceSequence(models.Model):
    """The last number given in a series of reference codes; deleting a document frees none."""

    series = models.CharField(max_length=40, unique=True)  # before the number: “LF-L-2006”
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"

    @classmethod
    def next_code(cls, series: str) -> str:
        """Give the next code of a series, such as “LF-L-2006-004”, to this caller only."""
        with transaction.atomic():
            cls.objects.get_or_create(series=series)
            # The update locks the row until the transaction ends, so nobody else gets this number.
            cls.objects.filter(series=series).update(last=F("last") + 1)
            number = cls.objects.values_list("last", flat=True).get(series=series)
        return f"{series}-{number:03}"


class Referenced(SafeguardedPage, ExplorablePage, KeptPage, PreviewedPage, AddressedPage):
    """A page with a permanent reference code."""

    reference_letter: ClassVar[str] = ""  # the part of the code that stands for the type
    exclude_fields_in_copy = ["reference_code"]
    permanent_code = "reference_code"  # the column stored in the public record

    reference_code = models.CharField(
        _("reference code"),
        max_length=48,
        unique=True,
        null=True,
        editable=False,
        help_text=_(
            "The permanent reference code, “LF-L-2006-001”: given on first publication, cited "
            "by readers, never changed and never given to anything else."
        ),
    )

    class Meta:
        abstract = True

    def reference_series(self) -> str:
        return f"{settings.ARCHIVE_REFERENCE_PREFIX}-{self.reference_letter}"

    def full_clean(
        self,
        exclude: Iterable[str] | None = None,
        validate_unique: bool = True,
        validate_constraints: bool = True,
    ) -> None:
        # The archive assigns the code, so no editor could correct it.
        exclude = {*(exclude or ()), "reference_code"}
        super().full_clean(exclude, validate_unique, validate_constraints)

    @property
    def provisional_code(self) -> str:
        """The part of the code that is known before its number is given: “LF-L-2006-…”."""
        return f"{self.reference_series()}-…"

    @property
    def shown_code(self) -> str:
        """The code; until it is permanent, the known part, with a note that it is not permanent."""
        if self.reference_code:
            return self.reference_code
        return gettext("%(code)s (provisional)") % {"code": self.provisional_code}

    @transaction.atomic
    def give_reference_code(self) -> str:
        """Give the code now, from the latest draft, although readers do not see the page yet."""
        draft = self.get_latest_revision_as_object()
        self.reference_code = self._code_given() or draft._next_code()
        self.save(clean=False, update_fields=["reference_code"])
        return self.reference_code

    @transaction.atomic
    def save(self, *args: Any, **options: Any) -> None:
        # A new row has no key yet: an alias arrives here with the code of its original.
        if self.pk is None:
            self._refuse_wrong_place()
            self.reference_code = None
        if not self.reference_code:
            self.reference_code = self._code_given() or (self._next_code() if self.live else None)
            if self.reference_code and (columns := options.get("update_fields")) is not None:
                options["update_fields"] = {*columns, "reference_code"}
        super().save(*args, **options)

    def prepare_preview(self) -> None:
        super().prepare_preview()
        # A preview uses up no number, and nobody mistakes this one for permanent.
        self.reference_code = (
            self.reference_code or f"{self.reference_series()}-provisional-{self.pk}"
        )

    def with_content_json(self, content: dict[str, Any]) -> Any:
        # Wagtail writes the original's content over its aliases through this method.
        page = super().with_content_json(content)
        page.reference_code = self.reference_code
        return page

    def _next_code(self) -> str:
        return ReferenceSequence.next_code(self.reference_series())

    def _code_given(self) -> str | None:
        """The code that the page got since it was read; locks out others that would give one."""
        rows = self._meta.get_field("reference_code").model._base_manager.filter(pk=self.pk)
        locked = rows.select_for_update(of=("self",), no_key=True)
        return next(iter(locked.values_list("reference_code", flat=True)), None)

    def _refuse_wrong_place(self) -> None:
        parent = self.get_parent()
        if parent and not self.can_exist_under(parent):
            kind, above = self._meta.verbose_name, parent.specific_class._meta.verbose_name
            raise ValidationError(
                _(
                    "“%(title)s” is a %(kind)s and cannot be kept inside a %(above)s, "
                    "“%(parent_title)s”. Choose a section of the archive."
                )
                % {"title": self.title, "kind": kind, "above": above, "parent_title": parent.title}
            )
