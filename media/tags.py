"""Which tags of images and documents an account sees: those of files that it may use."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Model, Q, QuerySet
from taggit.models import Tag
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.log_actions import get_active_log_context
from wagtail.permissions import policy_registry

from cms.admin_visibility import terms


def named_tags(user: Any) -> QuerySet[Tag]:
    """The tags of pictures and documents that the account may choose, change or delete."""
    on_theirs = Q()
    for model in (get_image_model(), get_document_model()):
        policy = policy_registry.get_by_type(model)
        theirs = policy.instances_user_has_any_permission_for(user, {"choose", "change", "delete"})
        on_theirs |= Q(
            taggit_taggeditem_items__content_type=ContentType.objects.get_for_model(model),
            taggit_taggeditem_items__object_id__in=theirs.order_by().values("pk"),
        )
    return Tag.objects.filter(pk__in=Tag.objects.filter(on_theirs).values("pk"))


def popular_tags_for_model(model: type[Model], count: int = 10) -> QuerySet[Tag]:
    """Replaces Wagtail's function, which also counts files that the account does not see."""
    user = get_active_log_context().user  # the admin's user, which is not passed
    tags = terms.terms_for(user, Tag) if user else Tag.objects.none()
    content_type = ContentType.objects.get_for_model(model)
    return (
        tags.filter(taggit_taggeditem_items__content_type=content_type)
        .annotate(item_count=Count("taggit_taggeditem_items"))
        .order_by("-item_count")[:count]
    )
