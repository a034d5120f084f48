"""Who may review something, what waits for it, and storing the answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.log_actions import LogContext, log
from wagtail.permissions import policy_registry

from media.models import Review, Reviewed, ReviewedFile, consented_until, kind_of

from .policy import PERMISSION

# Answers that need nothing but a look. Consents are named first, and faces obscured.
ANSWERS = (Review.NOBODY, Review.NOT_IDENTIFIABLE, Review.UNCONSENTED)


def answers_for(file: Reviewed) -> list[Review]:
    """The possible answers: consent only if a valid consent names it."""
    return [*ANSWERS, *([Review.CONSENTED] if consented_until(file) else [])]


def review_address(file: Reviewed | None) -> str:
    """The screen with its review; empty if it does not exist yet."""
    if file is None:
        return ""
    return f"{reverse('media_review', args=[kind_of(file)])}?key={file.pk}"


def reviewable(model: type[Any], user: Any) -> QuerySet[Any]:
    """Those that the account may review, which requires the permission to change them."""
    if not user.has_perm(PERMISSION):
        return model.objects.none()
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_permission_for(user, "change").order_by("pk")


def waiting_in(files: QuerySet[Any]) -> QuerySet[Any]:
    """Unreviewed ones, if readers could ever get them."""
    waiting = files.filter(review=Review.UNREVIEWED)
    return waiting.filter(has_clean_copy=True) if issubclass(files.model, ReviewedFile) else waiting


def may_review(file: Reviewed, user: Any) -> bool:
    policy = policy_registry.get(file)
    may_change = policy.user_has_permission_for_instance(user, "change", file)
    return bool(user.has_perm(PERMISSION) and may_change)


def is_another(file: Reviewed, file_hash: str | None) -> bool:
    """Whether the file was replaced since somebody looked at it, given the hash that they saw."""
    return bool(file_hash) and file_hash != file.file_hash


def answer(files: Iterable[Reviewed], review: str, user: Any) -> int:
    """Store the same answer for each of them, with its author; return how many.

    Raises ValidationError, and stores nothing, if one of them must not be public.
    """
    count = 0
    with transaction.atomic(), LogContext(user=user):
        for file in files:
            before = file.review
            file.review = review
            try:
                file.save(update_fields=["review"])
            except ValidationError as refused:
                lines = [f"“{file}”: {line}" for line in refused.messages]
                raise ValidationError(lines) from refused
            log(file, "media.review", user=user, data={"review": review, "before": before})
            count += 1
    return count
