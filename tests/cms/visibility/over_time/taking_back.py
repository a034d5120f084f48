"""The ways in which something stops being public, each through the editors' own screens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.models import Page

from archive.models import LetterPage
from tests.media.planted import saved

from .published import Archive

# The places of words that are withdrawn together.
OF_PICTURE = ("title of a picture", "alt", "lead_image_", "caption, block", "credit, block")
OF_FILE = ("title of a file", "name of a file", "words of a file", "description of a file")
IN_BLOCKS = ("body, published", "caption, block", "credit, block", "alt, block", *OF_FILE)
BYTES_OF_FILE = ("name of a file", "words of a file")
OF_TRANSLATION = tuple(
    f"{what}, translation" for what in ("title", "slug", "body", "label of a menu")
)


@dataclass(frozen=True)
class Act:
    """An action of an editor or the clock, and what is withdrawn by it."""

    do: Callable[[Any, Archive], Any]  # with the browser of an editor
    words: Callable[[str], bool]  # whether words at this place are withdrawn
    picture: bool = True  # whether the picture is withdrawn
    file: bool = True  # whether the file is withdrawn
    page: str = "letter"  # which page is withdrawn, if any


def everything(place: str) -> bool:
    return not place.endswith(", translation")


def those(*places: str) -> Callable[[str], bool]:
    return lambda place: place.startswith(places)


def post(editor: Any, name: str, *args: Any, data: Any = None, query: str = "") -> None:
    """Submit a form of the admin, which must accept it."""
    response = editor.post(reverse(name, args=args) + query, data or {})
    done = response.status_code == 302 or response.get("Content-Type") == "application/json"
    assert done, response.content.decode()


def on_page(name: str, page: str = "letter", **data: Any) -> Callable[[Any, Archive], None]:
    return lambda editor, archive: post(editor, name, getattr(archive, page).pk, data=data)


def publish(editor: Any, page: Page) -> None:
    """Save a draft as the editor, and publish it."""
    page.save_revision()
    response = editor.post(f"/admin/api/main/pages/{page.pk}/action/publish/")
    assert response.status_code == 200, response.content


def expire(editor: Any, archive: Archive) -> None:
    Page.objects.filter(pk=archive.letter.pk).update(
        expire_at=timezone.now() - timedelta(seconds=1)
    )


def tick_after(act: Callable[[Any, Archive], None]) -> Callable[[Any, Archive], None]:
    return lambda editor, archive: (act(editor, archive), call_command("tick", verbosity=0))


def move_page(editor: Any, archive: Archive) -> None:
    post(editor, "wagtailadmin_pages:move_confirm", archive.letter.pk, archive.closed_section.pk)


def remove_from_page(kept: Callable[[Any], bool], **columns: Any) -> Callable[[Any, Archive], None]:
    def act(editor: Any, archive: Archive) -> None:
        page = LetterPage.objects.get(pk=archive.letter.pk)
        page.body = [(block.block_type, block.value) for block in page.body if kept(block)]
        for name, value in columns.items():
            setattr(page, name, value)
        publish(editor, page)

    return act


def edit_picture(editor: Any, archive: Archive, **changes: Any) -> None:
    picture = archive.picture
    data = {"title": picture.title, "description": picture.description, "tags": ""}
    data |= {"collection": archive.collection.pk, **changes}
    post(editor, "wagtailimages:edit", picture.pk, data=data)


def edit_file(editor: Any, archive: Archive, **changes: Any) -> None:
    data = {"title": archive.file.title, "tags": "", "collection": archive.collection.pk, **changes}
    post(editor, "wagtaildocs:edit", archive.file.pk, data=data)


def move_picture(editor: Any, archive: Archive) -> None:
    edit_picture(editor, archive, collection=archive.closed.pk)


def move_in_bulk(editor: Any, archive: Archive) -> None:
    for file in (archive.picture, archive.file):
        action = (file._meta.app_label, file._meta.model_name, "add_to_collection")
        data, query = {"collection": archive.closed.pk}, f"?id={file.pk}"
        post(editor, "wagtail_bulk_action", *action, data=data, query=query)


def replace_picture(editor: Any, archive: Archive) -> None:
    other = saved(Image.new("RGB", (1300, 700), "green"), "JPEG")
    edit_picture(editor, archive, file=SimpleUploadedFile("other.jpg", other, "image/jpeg"))


def replace_file(editor: Any, archive: Archive) -> None:
    edit_file(editor, archive, file=SimpleUploadedFile("other.txt", b"other", "text/plain"))


RESTRICTED = {"restriction_type": "login", "password": "", "groups": []}
ACTS = {
    "unpublish": Act(on_page("wagtailadmin_pages:unpublish"), everything),
    "withdraw": Act(on_page("cms_editing_withdraw", reason="SAFETY", replaced_by=""), everything),
    "delete": Act(on_page("wagtailadmin_pages:delete"), everything),
    "expire, before the tick": Act(expire, everything, picture=False),
    "expire": Act(tick_after(expire), everything),
    "move into a closed section": Act(move_page, everything),
    "restrict a page": Act(
        on_page("wagtailadmin_pages:set_privacy", **RESTRICTED), everything
    ),
    "restrict a section": Act(
        on_page("wagtailadmin_pages:set_privacy", "section", **RESTRICTED), everything
    ),
    "unpublish a section": Act(
        on_page("wagtailadmin_pages:unpublish", "section", include_descendants="on"), everything
    ),
    "restrict a collection": Act(
        on_page("wagtailadmin_collections:set_privacy", "collection", **RESTRICTED),
        those(*OF_PICTURE, *OF_FILE), page="",
    ),
    "move a picture": Act(move_picture, those(*OF_PICTURE), file=False, page=""),
    "move files in bulk": Act(move_in_bulk, those(*OF_PICTURE, *OF_FILE), page=""),
    "replace a picture": Act(replace_picture, those(), file=False, page=""),
    "replace a file": Act(replace_file, those(*BYTES_OF_FILE), picture=False, page=""),
    "remove blocks": Act(
        remove_from_page(lambda _block: False), those(*IN_BLOCKS), picture=False, page="",
    ),
    "remove a picture": Act(
        remove_from_page(lambda block: block.block_type != "image", lead_image=None),
        those(*OF_PICTURE), file=False, page="",
    ),
    "unpublish a translation": Act(
        on_page("wagtailadmin_pages:unpublish", "translation"), those(*OF_TRANSLATION),
        picture=False, file=False, page="translation",
    ),
    "withdraw a translation": Act(
        on_page("cms_editing_withdraw", "translation", reason="OTHER", replaced_by=""),
        those(*OF_TRANSLATION), picture=False, file=False, page="translation",
    ),
    "delete a translation": Act(
        on_page("wagtailadmin_pages:delete", "translation"), those(*OF_TRANSLATION),
        picture=False, file=False, page="translation",
    ),
}  # fmt: skip
