"""What is left of pages that were public: where they were, and when and why they went.

Tombstones follow from the changes in the record and are written with them, and do not depend on
what an editor did: whatever made a page disappear leaves one, and a page that was never public
leaves none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.db.models.signals import pre_delete
from wagtail.contrib.redirects.models import Redirect

from cms.visibility.redirects import begins_with, is_at_or_below, key_of

from .chunks import chunks
from .models import PAGES, Act, Change, FormerAddress, PublicObject, Tombstone

Address = tuple[int, int | None, str]  # the page's key, the site, and a path as `key_of` returns it


def keep(changes: Iterable[Change], acts: Mapping[tuple[str, int], Act]) -> None:
    """Create a tombstone for each withdrawn page, and delete those of pages that are public again.

    A page that is public again on another site keeps its tombstone, which leads there.
    """
    by_kind: dict[str, list[Change]] = {kind: [] for kind in Change.Kind.values}
    for change in changes:
        if change.subject == PAGES:
            by_kind[change.kind].append(change)
    published = by_kind[Change.Kind.PUBLISHED]
    if withdrawn := by_kind[Change.Kind.WITHDRAWN]:
        _write(withdrawn, acts)
    for site, keys in _by_site(published).items():
        Tombstone.objects.filter(key__in=keys, site=site).delete()
        FormerAddress.objects.filter(Q(site=site) | Q(site=None), key__in=keys).delete()
    if arrivals := [*published, *by_kind[Change.Kind.MOVED]]:
        _give_way(arrivals)


def forget(change: Change, names: Collection[str]) -> None:
    """Remove words that a change is losing from the tombstone of its page."""
    if change.subject != PAGES:
        return
    paths = {getattr(change, name) for name in ("path", "previous_path") if name in names}
    addresses = FormerAddress.objects.filter(key=change.key)
    addresses.filter(path__in=[key_of(path) for path in paths]).delete()
    tombstones = Tombstone.objects.filter(key=change.key)
    tombstones.filter(path__in=paths).update(path="")
    if "public_note" in names:
        tombstones.filter(note=change.public_note).update(note="")


def forget_address(key: str, site: int) -> None:
    """Forget an address and everything below it: no tombstone answers there any more."""
    addresses = FormerAddress.objects.filter(Q(site=site) | Q(site=None), begins_with("path", key))
    for part in chunks(row.pk for row in addresses if is_at_or_below(row.path, key)):
        FormerAddress.objects.filter(pk__in=part).delete()
    tombstones = Tombstone.objects.filter(begins_with("path", key), site=site)
    for part in chunks(row.pk for row in tombstones if is_at_or_below(row.path, key)):
        Tombstone.objects.filter(pk__in=part).update(path="")


def register_signal_handlers() -> None:
    pre_delete.connect(_keep_address, sender=Redirect, dispatch_uid="cms.record.tombstones")


def _by_site(changes: Iterable[Change]) -> dict[int | None, list[int]]:
    keys: dict[int | None, list[int]] = {}
    for change in changes:
        keys.setdefault(change.site, []).append(change.key)
    return keys


def _write(withdrawn: list[Change], acts: Mapping[tuple[str, int], Act]) -> None:
    keys = [change.key for change in withdrawn]
    Tombstone.objects.filter(key__in=keys).delete()
    Tombstone.objects.bulk_create(
        _tombstone(change, acts.get((change.subject, change.key))) for change in withdrawn
    )
    addresses: set[Address] = {
        (change.key, change.site, key_of(change.path)) for change in withdrawn
    }
    earlier = Change.objects.filter(subject=PAGES, key__in=keys)
    for key, site, *paths in earlier.values_list("key", "site", "path", "previous_path"):
        addresses.update((key, site, key_of(path)) for path in paths if path)
    for redirect in Redirect.objects.filter(redirect_page__in=keys):
        addresses.add(_address(redirect))
    existing = FormerAddress.objects.filter(key__in=keys).values_list("key", "site", "path")
    FormerAddress.objects.bulk_create(
        FormerAddress(key=key, site=site, path=path)
        for key, site, path in addresses.difference(existing)
    )


def _tombstone(change: Change, act: Act | None) -> Tombstone:
    return Tombstone(
        key=change.key,
        type=change.type,
        code=change.code,
        site=change.site,
        path=change.path,
        at=change.at,
        reason=change.reason or Change.Reason.OTHER,
        note=change.public_note,
        replaced_by=act.replaced_by if act and act.kind == change.kind else None,
    )


def _give_way(arrivals: list[Change]) -> None:
    """Delete former addresses of other pages that are now addresses of pages."""
    keys = {change.key: (change.site, key_of(change.path)) for change in arrivals}
    addresses = FormerAddress.objects.filter(path__in=[path for _, path in keys.values()])
    places = set(keys.values())
    outdated = [
        address.pk
        for address in addresses
        if (address.site, address.path) in places and address.key not in keys
    ]
    FormerAddress.objects.filter(pk__in=outdated).delete()


def _keep_address(instance: Redirect, origin: Model | QuerySet[Any], **_options: Any) -> None:
    """Keep the redirects of a deleted page, which are deleted with it before the comparison."""
    model = origin.model if isinstance(origin, QuerySet) else type(origin)
    is_by_itself = issubclass(model, Redirect)
    if not is_by_itself and PublicObject.objects.filter(
        subject=PAGES, key=instance.redirect_page_id
    ):
        key, site, path = _address(instance)
        FormerAddress.objects.create(key=key, site=site, path=path)


def _address(redirect: Redirect) -> Address:
    return redirect.redirect_page_id, redirect.site_id, key_of(redirect.old_path)
