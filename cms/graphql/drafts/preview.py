"""Tokens that show one page's latest draft to whoever an editor gives them to, for some minutes.

    token = issue(page, request.user)
    grant = read(token)  # None for every token that does not hold, whatever the reason

A token is bound to the page, to its latest revision, and to the editor: it dies with the next
revision, when the editor is deactivated, changes the password or may no longer edit the page, and
in any case after GRAPHQL_PREVIEW_SECONDS. It opens that page and nothing else.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, TimestampSigner
from django.utils.crypto import constant_time_compare, salted_hmac
from wagtail.models import Page

from cms.graphql.limits.settings import PREVIEW_SECONDS

SALT = "cms.graphql.preview"
LONGEST = 200  # characters; whatever is longer is not looked at
_signer = TimestampSigner(salt=SALT)


class Grant(NamedTuple):
    """What a token opens."""

    page: int
    revision: int


def issue(page: Page, user: Any) -> str:
    """A token for the page's latest draft; raises PermissionDenied where the user may not edit."""
    if not _may_preview(page, user):
        raise PermissionDenied
    return _signer.sign(f"{page.pk}.{page.latest_revision_id}.{user.pk}.{_fingerprint(user)}")


def read(token: str) -> Grant | None:
    """What the token opens now."""
    if len(token) > LONGEST:
        return None
    try:
        value = _signer.unsign(token, max_age=PREVIEW_SECONDS())
    except BadSignature:  # expired, too
        return None
    page_pk, revision, user_pk, fingerprint = value.split(".")
    user = get_user_model().objects.filter(pk=user_pk).first()
    page = Page.objects.filter(pk=page_pk, latest_revision=revision).first()
    if user is None or page is None or not _may_preview(page, user):
        return None
    if not constant_time_compare(fingerprint, _fingerprint(user)):
        return None
    return Grant(page.pk, int(revision))


def _may_preview(page: Page, user: Any) -> bool:
    if not user.is_active or page.latest_revision_id is None:
        return False
    return page.permissions_for_user(user).can_edit()


def _fingerprint(user: Any) -> str:
    """Changes with the user's password; says nothing about it."""
    return salted_hmac(SALT, user.get_session_auth_hash(), algorithm="sha256").hexdigest()[:32]
