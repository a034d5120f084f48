"""Writes everything besides pages: languages, taxonomy, files, menus, settings, redirects."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import ContentFile
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Site

from archive.models import Category, Place, Tag
from archive.videos import embeds
from home.models import Menu, SiteSettings, SocialLink
from media.models import Review, Video

from .content import activity_report, menus, pictures, seoul_train, site, taxonomy
from .keys import Keys, stream, translation_key

FILES = Path(__file__).with_name("files")


def write_locales() -> None:
    for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES:
        Locale.objects.get_or_create(language_code=code)


def write_taxonomy() -> None:
    for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES:
        _write_categories(Locale.objects.get(language_code=code))
    for slug, name in taxonomy.TAGS.items():
        Tag.objects.get_or_create(slug=slug, defaults={"name": name})
    for slug, (name, country, latitude, longitude) in taxonomy.PLACES.items():
        place = Place(slug=slug, name=name, country=country, latitude=latitude, longitude=longitude)
        place.full_clean()
        place.save()


def _write_categories(locale: Locale) -> None:
    categories: dict[str | None, Category | None] = {None: None}
    for sort_order, (slug, (parent, words)) in enumerate(taxonomy.CATEGORIES.items()):
        name, description = words[locale.language_code]
        category = Category(
            locale=locale,
            translation_key=translation_key("category", slug),
            slug=slug,
            name=name,
            description=description,
            parent=categories[parent],
            sort_order=sort_order,
        )
        category.full_clean()
        category.save()
        categories[slug] = category


def write_files(keys: Keys) -> None:
    """The pictures and the printed report, as if an editor had uploaded and reviewed them."""
    for key, (title, alt) in pictures.PICTURES.items():
        file = _upload(f"{key}.webp")
        image = get_image_model().objects.create(
            title=title, description=alt, file=file, review=Review.NOBODY
        )
        keys.pictures[key] = image.pk
    report = activity_report.PAGE
    file = _upload(f"{report.slug}.pdf")
    document = get_document_model().objects.create(
        title=report.title, file=file, review=Review.NOBODY
    )
    keys.files["activity-report"] = document.pk


def _upload(name: str) -> ContentFile:
    return ContentFile((FILES / name).read_bytes(), name=name)


def write_embeds() -> None:
    """Write the provider's data about the trailer, so that nothing is requested; reviewed."""
    url = seoul_train.TRAILER
    Embed.objects.update_or_create(
        hash=get_embed_hash(url),
        defaults={
            "url": url,
            "type": "video",
            "title": "Seoul Train – trailer",
            "provider_name": "YouTube",
        },
    )
    if trailer := embeds.video(url):
        Video.note({trailer.key: (trailer.provider, trailer.address)})
        row = Video.objects.get(pk=trailer.key)
        row.review = Review.NOBODY
        row.save(update_fields=["review"])


def write_site(home: Page) -> Site:
    """Write the site with the address of the public frontend, which the admin links to."""
    frontend = urlsplit(settings.FRONTEND_URL)
    default_port = 443 if frontend.scheme == "https" else 80
    record = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    record.root_page = home.page_ptr
    record.site_name = site.SITE_NAME
    record.hostname = frontend.hostname or "localhost"
    record.port = frontend.port or default_port
    record.full_clean()
    record.save()
    return record


def write_settings(record: Site) -> None:
    general = SiteSettings.for_site(record)
    for name, value in site.SETTINGS.items():
        setattr(general, name, value)
    links = [SocialLink(sort_order=order, **row) for order, row in enumerate(site.SOCIAL_LINKS)]
    general.social_links.set(links)
    general.full_clean()
    general.save()


def write_menus(keys: Keys) -> None:
    column = Menu._meta.get_field("items")
    for (handle, code), (title, items) in menus.MENUS.items():
        blocks = [("item", keys.resolved(item, code)) for item in items]
        menu = Menu(
            handle=handle,
            title=title,
            locale=Locale.objects.get(language_code=code),
            translation_key=translation_key("menu", handle),
            items=stream(column, blocks),
        )
        menu.full_clean()
        menu.save()


def write_redirects(keys: Keys, record: Site) -> None:
    for old_path, target in site.REDIRECTS.items():
        to = target if target.startswith("/") else keys.page(target, "en")
        Redirect.add_redirect(old_path, redirect_to=to, site=record)
