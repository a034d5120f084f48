"""What the hand-written view of a single page has in addition to that of a list."""

from __future__ import annotations

from django.db.models import Q
from wagtail.models import Page

from archive.derived.citations import CitedDocument, as_text
from archive.models import LetterPage, LetterRecipient, LetterSignatory
from home.models import SiteSettings

from .handwritten_gate import visible_pages
from .handwritten_parts import Json, Reader
from .handwritten_rows import filled, people, visible

CORRESPONDENT = ("name", "title", "organisation", "address", "country")


def surroundings(row: Json, written: Json, reader: Reader) -> Json:
    """The surroundings of a page in the tree and in other languages, and its head."""
    steps = range(2 * Page.steplen, len(row["path"]), Page.steplen)
    around = Q(path__in=[row["path"][:end] for end in steps])
    around |= Q(translation_key=row["translation_key"]) & ~Q(pk=row["pk"])
    names = ("path", "title", "url_path", "locale__language_code")
    rows = visible_pages(Page.objects.filter(around), reader.context).order_by("path")
    found = [dict(zip(names, values, strict=True)) for values in rows.values_list(*names)]
    above = [other for other in found if row["path"].startswith(other["path"])]
    links = [{"title": other["title"], "path": reader.path(other["url_path"])} for other in above]
    return {
        "parent": links[-1] if links else None,
        "ancestors": links,
        "translations": [
            {
                "title": other["title"],
                "path": reader.path(other["url_path"]),
                "locale": {"code": other["locale__language_code"]},
            }
            for other in found
            if other not in above
        ],
        "seo": {
            "title": row["seo_title"] or row["title"],
            "description": row["search_description"] or written["summary"],
            "canonicalUrl": written["url"],
        },
        "citation": {"text": as_text(cited(row, written, reader))},
        "previous": beside(row, reader, later=False),
        "next": beside(row, reader, later=True),
    }


def beside(row: Json, reader: Reader, *, later: bool) -> Json | None:
    sign, lookup = ("", "gt") if later else ("-", "lt")
    condition = Q(**{f"date_sort__{lookup}": row["date_sort"]})
    condition |= Q(date_sort=row["date_sort"], **{f"pk__{lookup}": row["pk"]})
    others = visible(reader).filter(condition, locale__language_code=row["locale__language_code"])
    ordered = others.order_by(f"{sign}date_sort", f"{sign}pk")
    found = ordered.values_list("title", "url_path").first()
    return {"title": found[0], "path": reader.path(found[1])} if found else None


def letter(row: Json, reader: Reader) -> Json:
    names, keys = ("transmission", "salutation", "closing"), [row["pk"]]
    values = LetterPage.objects.filter(pk=row["pk"]).values_list(*names).get()
    replies = visible_pages(LetterPage.objects.filter(in_reply_to=row["pk"]), reader.context)
    found = replies.order_by("date_sort", "pk").values_list("title", "url_path")
    return {
        **filled(names, values),
        "recipients": people(LetterRecipient, keys, CORRESPONDENT)[row["pk"]],
        "signatories": people(LetterSignatory, keys, CORRESPONDENT)[row["pk"]],
        "replies": [{"title": title, "path": reader.path(url_path)} for title, url_path in found],
    }


def cited(row: Json, written: Json, reader: Reader) -> CitedDocument:
    site = reader.context.snapshot
    general = SiteSettings.objects.filter(site=site.site).values_list("organisation", flat=True)
    return CitedDocument(
        reference_code=row["reference_code"],
        title=row["title"],
        subtitle=row["subtitle"],
        authors=[each["name"] for each in written["signatories"] or written["contributors"]],
        publisher=general.first() or site.site_name,
        edtf=row["date"],
        date_display=written["date"]["display"],
        url=written["url"],
        language=row["locale__language_code"],
        genre=written["__typename"],
    )
