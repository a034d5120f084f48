"""References from visible pages to hidden ones, in every possible way."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale

from archive import models
from home.models import FeaturedEntry, Menu
from tests.corpus import Island
from tests.factories import front_page

from .planted import Planted


def point_to_all(planted: Planted, islands: list[Island]) -> list[str]:
    """Link, feature, list, answer and redirect to everything hidden; returns the old addresses."""
    addresses = point_to_pages(planted, islands)
    _put_closed_files_in_columns(planted, islands)
    return addresses


def point_to_pages(planted: Planted, islands: list[Island]) -> list[str]:
    """The same, except for columns of pictures and files."""
    for island in islands:
        page = island.kind.objects.get(pk=island.keys["en"][0])
        page.body = json.dumps([*page.body.raw_data, *_blocks(planted)])
        page.is_imported = True  # whose media may be held back
        page.save()
    home = front_page()
    home.introduction = _links(planted)
    home.body = json.dumps(_blocks(planted))
    home.is_imported = True
    home.save()
    FeaturedEntry.objects.bulk_create(
        FeaturedEntry(page=home, entry_id=page.pk, sort_order=-1) for page in planted.letters
    )
    _write_menu(planted)
    return _redirect_to(planted)


def _links(planted: Planted) -> str:
    pages = [f'<a linktype="page" id="{page.pk}">page</a>' for page in planted.pages]
    files = [f'<a linktype="document" id="{file.pk}">file</a>' for file in planted.files]
    return f"<p>{' '.join([*pages, *files])}</p>"


def _blocks(planted: Planted) -> list[dict[str, Any]]:
    words = {"alt": "", "decorative": False, "caption": "", "credit": ""}
    figures = [{"image": picture.pk, **words} for picture in planted.pictures]
    turn = {"speaker": "LFNKR", "interviewer": True, "text": _links(planted)}
    values = [
        ("paragraph", {"text": _links(planted)}),
        ("dialogue", {"turns": _items([turn])}),
        ("note", {"kind": "update", "text": _links(planted), "date": None}),
        ("related_entries", {"heading": "", "entries": _items([p.pk for p in planted.letters])}),
        ("gallery", {"figures": _items(figures)}),
        *(("image", {"figure": figure}) for figure in figures),
        *(("document", {"document": file.pk, "description": ""}) for file in planted.files),
        *(
            ("embed", {"url": row.address, "caption": caption})
            for caption, row in planted.videos.items()
        ),
    ]
    return [{"type": name, "value": value, "id": str(uuid4())} for name, value in values]


def _items(values: list[Any]) -> list[dict[str, Any]]:
    return [{"type": "item", "value": value, "id": str(uuid4())} for value in values]


def _put_closed_files_in_columns(planted: Planted, islands: list[Island]) -> None:
    """Pictures at the head of visible pages, printed reports, letters that answer hidden ones."""
    for island, picture in zip(islands, reversed(planted.pictures), strict=False):
        key = island.keys["en"][1]
        models.EntryPage.objects.filter(pk=key).update(lead_image=picture, lead_image_alt="")
    models.ActivityReportPage.objects.update(document=planted.files[-1])
    answer = next(island for island in islands if island.kind is models.LetterPage).keys["en"][1]
    models.LetterPage.objects.filter(pk=answer).update(in_reply_to=planted.letters[0].pk)


def _write_menu(planted: Planted) -> None:
    def item(page: Any, children: list[Any]) -> dict[str, Any]:
        label = planted.word("label of a menu")
        return {"label": label, "page": page.pk, "url": "", "children": _items(children)}

    visible = {"label": "Home", "page": front_page().pk, "url": ""}
    items = [item(page, [visible]) for page in planted.pages]
    below = [item(page, []) for page in planted.pages]
    items.append({**visible, "children": _items(below)})
    raw = [{"type": "item", "value": value, "id": str(uuid4())} for value in items]
    Menu.objects.create(
        handle="hidden", title="Hidden", locale=Locale.get_default(), items=json.dumps(raw)
    )


def _redirect_to(planted: Planted) -> list[str]:
    for number, page in enumerate(planted.pages):
        Redirect.add_redirect(f"/old/{number}.htm", redirect_to=page)
    return [f"/old/{number}.htm" for number in range(len(planted.pages))]
