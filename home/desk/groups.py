"""The groups that come with the project, and exactly the permissions that each needs.

Add a new permission to its group here. The next `migrate` gives it, once: a permission that an
installation took away from a group stays away.
"""

from __future__ import annotations

_PICTURES_AND_FILES = {
    *("wagtailimages.change_image", "wagtailimages.delete_image"),
    *("wagtaildocs.change_document", "wagtaildocs.delete_document"),
}


def _all_of(*models: str) -> set[str]:
    """The permissions to add, change and delete rows of models, each named as `app.model`."""
    return {
        f"{app}.{action}_{model}"
        for app, model in (name.split(".") for name in models)
        for action in ("add", "change", "delete")
    }


# Keeps people by their public names, and their consents; gives reasons why something of a minor may
# be public.
_PEOPLE = {
    *("safeguards.add_person", "safeguards.change_person"),
    *("safeguards.add_consent", "safeguards.change_consent", "safeguards.clear_minor"),
}
# Drafts and submits. Whoever may add a picture may change and delete their own.
WRITER = {
    "wagtailadmin.access_admin",
    *("wagtailcore.add_page", "wagtailcore.change_page"),
    *("wagtailimages.add_image", "wagtailimages.choose_image"),
    *("wagtaildocs.add_document", "wagtaildocs.choose_document"),
}
# Publishes, translates, keeps the menus, and reviews people in pictures and files.
EDITOR = {
    *WRITER,
    *_PEOPLE,
    *_PICTURES_AND_FILES,
    "media.review_media",
    "wagtailcore.publish_page",
    "simple_translation.submit_translation",
    *_all_of("home.menu"),
}
# Classifies, keeps the sections, changes and withdraws many pages at once; seals identities.
ARCHIVIST = {
    *WRITER,
    *_PEOPLE,
    *("safeguards.view_sealedidentity", "safeguards.change_sealedidentity"),
    "safeguards.lift_embargo",
    *_PICTURES_AND_FILES,
    "media.review_media",
    *("wagtailcore.publish_page", "wagtailcore.bulk_delete_page"),
    *("wagtailcore.lock_page", "wagtailcore.unlock_page"),
    *_all_of("archive.category", "archive.tag", "archive.place"),
    *_all_of("wagtailcore.collection", "wagtailredirects.redirect"),
}
# Everything, including what cannot be undone.
ADMINISTRATOR = {
    *EDITOR,
    *ARCHIVIST,
    *_all_of("auth.user", "auth.group", "wagtailcore.site", "wagtailcore.locale"),
    *_all_of("wagtailcore.workflow", "wagtailcore.task"),
    *("home.change_sitesettings", "cms_visibility.change_frontend"),
    *_all_of("cms_webhooks.endpoint"),
    *("cms_webhooks.view_delivery", "cms_webhooks.change_delivery"),
    *("cms_record.delete_published", "media.destroy_removedoriginal"),
}
GROUPS = {
    "Writer": WRITER,
    "Editor": EDITOR,
    "Archivist": ARCHIVIST,
    "Administrator": ADMINISTRATOR,
}
