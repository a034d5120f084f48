"""Codes that open a preview once, and the tokens that they are exchanged for.

A code is in an address, so it is valid for two minutes and one use; that of a link for review as
long as the link. Each opening has a code of its own. A token is sent only in a header: it is
signed, valid for PREVIEW_SECONDS, and bound to one preview, and so to a page, a draft, an editor
and a session.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from wagtail.models import Page

from .frontends import path_of
from .models import REVIEW, Code, Preview

SALT, SCHEME = "cms.previews", "preview"
LONGEST = 200  # characters; longer input is not examined
CODE_LASTS = timedelta(minutes=2)
KEPT = timedelta(hours=12)  # of a preview that nobody renewed
_signer = TimestampSigner(salt=SALT)


def code_for(draft: Page, user: Any, session: str = "") -> str:
    """Store a draft, for its editor's session or for a day, and return a code that opens it.

    Raises PermissionDenied if the user may not edit it.
    """
    parent = draft.get_parent()
    if not _may_edit(draft, parent, user):
        raise PermissionDenied
    draft.set_url_path(parent)  # Wagtail does so when the page is saved
    now = timezone.now()
    place = {"page_id": draft.pk} if draft.pk else {"parent_id": parent.pk}
    lookup = {
        "page_id": None,
        "parent_id": None,
        **place,
        "content_type": ContentType.objects.get_for_model(type(draft)),
        "session": session,
    }
    values = {
        "path": path_of(draft),
        "content": draft.serializable_data(),
        "user": user,
        "fingerprint": _fingerprint(user),
        "ends": now + (KEPT if session else REVIEW),
    }
    if session:
        preview, _created = Preview.objects.update_or_create(**lookup, defaults=values)
    else:
        preview = Preview.objects.create(**lookup, **values)
    code = secrets.token_urlsafe(32)
    preview.codes.create(digest=_digest(code), ends=now + (CODE_LASTS if session else REVIEW))
    return code


def swap(code: str) -> tuple[Preview, str] | None:
    """The preview that a code opens, and a new token for it; None if the code is not valid."""
    if not code or len(code) > LONGEST:
        return None
    codes = Code.objects.filter(digest=_digest(code), ends__gt=timezone.now())
    opened = codes.select_related("preview__page", "preview__parent", "preview__user").first()
    if opened is None or not _holds(preview := opened.preview):
        return None
    if not preview.is_link and not codes.delete()[0]:  # somebody else was faster
        return None
    return preview, _signer.sign(str(preview.pk))


def token_sent(request: HttpRequest) -> str | None:
    """The token in the header `Authorization: Preview …`; None if there is no such header."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == SCHEME else None


def read(token: str) -> Preview | None:
    """The preview that a token opens; None if it is not valid now."""
    if len(token) > LONGEST:
        return None
    try:
        key = _signer.unsign(token, max_age=settings.PREVIEW_SECONDS)
    except BadSignature:  # expired, too
        return None
    return _holding(int(key))


def holds(key: int) -> bool:
    """Whether a preview is valid now."""
    return _holding(key) is not None


def _holding(key: int) -> Preview | None:
    preview = Preview.objects.filter(pk=key).select_related("page", "parent", "user").first()
    return preview if preview and _holds(preview) else None


def _holds(preview: Preview) -> bool:
    user = preview.user
    model: Any = preview.content_type.model_class()
    draft = preview.page or model()
    return (
        preview.ends > timezone.now()
        and _may_edit(draft, preview.parent, user)
        and constant_time_compare(preview.fingerprint, _fingerprint(user))
        and (preview.is_link or _is_logged_in(user, preview.session))
    )


def _may_edit(draft: Page, parent: Page | None, user: Any) -> bool:
    if not user.is_active:
        return False
    if draft.pk:
        return bool(draft.permissions_for_user(user).can_edit())
    return parent is not None and bool(parent.permissions_for_user(user).can_add_subpage())


def _is_logged_in(user: Any, key: str) -> bool:
    session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    return session.get(SESSION_KEY) == str(user.pk) and constant_time_compare(
        session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()
    )


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _fingerprint(user: Any) -> str:
    """A digest that changes with the user's password and reveals nothing about it."""
    return salted_hmac(SALT, user.get_session_auth_hash(), algorithm="sha256").hexdigest()
