"""Publishing, unpublishing, withdrawing and moving many pages, with the acts for single pages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, get_page_models

from archive.corrections.forms import KIND_IS_MISSING
from archive.corrections.unsaid import unsaid
from archive.models import EntryCorrection
from cms.admin_visibility.policy import seen_by
from cms.editing.withdrawal.acts import Statement, may_withdraw, publish_again, withdraw
from cms.record.forgetting.answers import keep_answer

from .change import Change


def state_of_publication(page: Page) -> dict[str, Any]:
    """Which versions readers see, editors work on, and schedules wait for."""
    waiting = Revision.objects.for_instance(page).filter(approved_go_live_at__isnull=False)
    return {
        "live": page.live,
        "live_revision": page.live_revision_id,
        "latest": page.latest_revision_id,
        "waiting": sorted(waiting.values_list("pk", flat=True)),
        "corrections": sorted(
            EntryCorrection.objects.filter(page=page.pk).values_list("pk", flat=True)
        ),
    }


class OfPublication(Change):
    """A change to which version readers see."""

    def state(self, page: Page) -> Any:
        return state_of_publication(page)

    def version_before(self, page: Page, user: Any, before: Any) -> Any:
        """The version that readers saw before."""
        if before["live_revision"]:
            return Revision.objects.for_instance(page).get(pk=before["live_revision"])
        if page.live or before["latest"]:
            raise ValidationError(_("What readers saw before is no version to go back to."))
        return page.save_revision(user=user)  # its row is what they saw


class Publish(OfPublication):
    """Publishes the latest draft of each page."""

    name, label = "publish", _("Publish")

    def options(self, form: Any) -> dict[str, Any]:
        cleaned = form.cleaned_data
        kind = cleaned.get("change_kind", "")
        return {
            "kind": kind,
            "note": form.note if kind else "",
            "below": cleaned["include_descendants"],
        }

    def pages(self, keys: Collection[int], options: dict[str, Any], user: Any) -> list[int]:
        return with_below(keys, user, live=False) if options["below"] else list(keys)

    def refusal(self, page: Page, user: Any, options: dict[str, Any]) -> Any:
        if not page.permissions_for_user(user).can_publish():
            return _("You may not publish it.")
        draft = page.get_latest_revision_as_object()
        if missing := draft.missing_for_readers():
            return " ".join(line for lines in missing.values() for line in lines)
        if options and not options["kind"] and unsaid([page.pk]).exists():
            return KIND_IS_MISSING
        return ""

    def apply(self, page: Page, user: Any, options: dict[str, Any]) -> None:
        if page.live and not page.has_unpublished_changes:
            return
        for draft in unsaid([page.pk]):
            answer = {"change_kind": options["kind"], "change_note": options["note"]}
            draft.content = draft.content | answer
            draft.save(update_fields=["content"])
        latest = Revision.objects.filter(pk=page.latest_revision_id).first()
        (latest or page.save_revision(user=user)).publish(user=user)

    def restore(self, page: Page, user: Any, before: Any) -> None:
        if not page.permissions_for_user(user).can_publish():
            raise ValidationError(_("You may not publish it."))
        waiting = Revision.objects.for_instance(page).filter(approved_go_live_at__isnull=False)
        waiting.exclude(pk__in=before["waiting"]).update(approved_go_live_at=None)
        EntryCorrection.objects.filter(page=page.pk).exclude(pk__in=before["corrections"]).delete()
        if before["live"] and before["live_revision"] != page.live_revision_id:
            self.version_before(page, user, before).publish(user=user)
        elif page.live and not before["live"]:
            page.unpublish(user=user)


class Unpublish(OfPublication):
    """Takes pages back, as Wagtail does."""

    name, label = "unpublish", _("Unpublish")

    def options(self, form: Any) -> dict[str, Any]:
        return {
            "below": form.cleaned_data["include_descendants"],
            "translations": form.cleaned_data["translations"],
        }

    def pages(self, keys: Collection[int], options: dict[str, Any], user: Any) -> list[int]:
        chosen = with_below(keys, user, live=True) if options["below"] else list(keys)
        return with_translations(chosen, user) if options["translations"] else chosen

    def refusal(self, page: Page, user: Any, options: dict[str, Any]) -> Any:
        if not page.live:
            return _("Readers cannot see it.")
        return "" if page.permissions_for_user(user).can_unpublish() else _NOT_TO_UNPUBLISH

    def apply(self, page: Page, user: Any, options: dict[str, Any]) -> None:
        page.unpublish(user=user)

    def restore(self, page: Page, user: Any, before: Any) -> None:
        if not page.permissions_for_user(user).can_publish():
            raise ValidationError(_("You may not publish it."))
        self.version_before(page, user, before).publish(user=user)


class Withdraw(OfPublication):
    """Takes pages back, and tells readers so."""

    name, label = "withdraw", _("Withdraw")

    def options(self, form: Any) -> dict[str, Any]:
        return {
            "statement": asdict(form.statement),
            "translations": form.cleaned_data["translations"],
        }

    def pages(self, keys: Collection[int], options: dict[str, Any], user: Any) -> list[int]:
        return with_translations(keys, user) if options["translations"] else list(keys)

    def refusal(self, page: Page, user: Any, options: dict[str, Any]) -> Any:
        if not page.live:
            return _("Readers cannot see it.")
        return "" if may_withdraw(page, user) else _NOT_TO_UNPUBLISH

    def apply(self, page: Page, user: Any, options: dict[str, Any]) -> None:
        withdraw([page], user, Statement(**options["statement"]))

    def restore(self, page: Page, user: Any, before: Any) -> None:
        version = self.version_before(page, user, before)
        publish_again(page, user, gettext("The withdrawal was undone."), version)


class Move(Change):
    """Puts pages below another one."""

    name, label = "move", _("Move")

    def options(self, form: Any) -> dict[str, Any]:
        return {
            "destination": form.cleaned_data["chooser"].pk,
            "answer": form.cleaned_data["former_address"],
        }

    def refusal(self, page: Page, user: Any, options: dict[str, Any]) -> Any:
        may = page.permissions_for_user(user)
        if not may.can_move():
            return _("You may not move it.")
        if not options:
            return ""
        destination = Page.objects.filter(pk=options["destination"]).first()
        if destination is None or not may.can_move_to(destination.specific):
            return _("It cannot be moved there, or you may not.")
        if not Page._slug_is_available(page.slug, destination, page):
            return _("Another page has the same slug there.")
        return ""

    def state(self, page: Page) -> Any:
        before = page.get_prev_sibling()
        return {"parent": page.get_parent().pk, "after": before and before.pk}

    def is_same(self, now: Any, after: Any) -> bool:
        return bool(now["parent"] == after["parent"])

    def apply(self, page: Page, user: Any, options: dict[str, Any]) -> None:
        if page.get_parent().pk != options["destination"]:
            keep_answer([page], options["answer"], user)
            destination = Page.objects.get(pk=options["destination"])
            page.move(destination, pos="last-child", user=user)

    def restore(self, page: Page, user: Any, before: Any) -> None:
        if refusal := self.refusal(page, user, {"destination": before["parent"]}):
            raise ValidationError(refusal)
        parent = Page.objects.get(pk=before["parent"])
        beside = Page.objects.child_of(parent).filter(pk=before["after"]).first()
        if beside:
            page.move(beside, pos="right", user=user)
        else:
            page.move(parent, pos="last-child" if before["after"] else "first-child", user=user)


def with_below(keys: Collection[int], user: Any, *, live: bool) -> list[int]:
    """These pages, and the live pages below them, or the drafts, that the account sees.

    A run names its pages to the account. The tree's count of children may be wrong, so it is not
    used; only types that cannot have any are skipped.
    """
    holding = [model for model in get_page_models() if model.allowed_subpage_models()]
    holders = ContentType.objects.get_for_models(*holding).values()
    below = (
        Page.objects.descendant_of(page)
        .filter(seen_by(user), live=live)
        .values_list("pk", flat=True)
        for page in Page.objects.filter(pk__in=keys, content_type__in=holders)
    )
    return list(dict.fromkeys([*keys, *(key for keys_below in below for key in keys_below)]))


def with_translations(keys: Collection[int], user: Any) -> list[int]:
    """These pages, and those of their live translations that the account sees."""
    chosen = Page.objects.filter(pk__in=keys).values("translation_key")
    translations = Page.objects.filter(
        seen_by(user), translation_key__in=chosen, live=True, alias_of=None
    )
    return list(dict.fromkeys([*keys, *translations.order_by("pk").values_list("pk", flat=True)]))


_NOT_TO_UNPUBLISH = _("You may not unpublish it.")
CHANGES = (Publish(), Unpublish(), Withdraw(), Move())
