"""The form of a category, with an autocomplete field for its parent."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from wagtail.admin.forms import WagtailAdminModelForm

from cms.admin_visibility.terms import terms_for


class CategoryForm(WagtailAdminModelForm):
    """Offers the categories of its language that the account sees as parents."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if parent := self.fields.get("parent"):
            own, locale = self.instance.pk, self.instance.locale_id
            visible = terms_for(self.for_user, type(self.instance)).filter(locale=locale)
            may_be = Q(pk__in=visible.values("pk")) | Q(pk=self.instance.parent_id)
            parent.queryset = parent.queryset.filter(may_be).exclude(pk=own)
            parent.widget.query = {"locale": locale, "chosen": own}
