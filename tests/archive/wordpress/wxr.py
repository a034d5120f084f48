"""An export of WordPress, written by a test: `export(post(1, "Title", "Words"), attachment(2))`.

Values are given as a reader would see them, and written as WordPress writes them: titles and names
with HTML entities, slugs percent-encoded, `]]>` split over two CDATA sections. Content and excerpts
are HTML, and written as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from html import escape
from typing import Any
from urllib.parse import quote

SITE = "http://www.example.org"
ZERO = "0000-00-00 00:00:00"
POSTED = "2006-01-31 18:00:00"

# Must not appear anywhere after an import.
EMAIL = "canary@private.example"
IP = "203.0.113.77"
COMMENTER = "Canary Commenter"
PASSWORD = "canary-password"
CANARIES = (EMAIL, IP, COMMENTER, PASSWORD)

Terms = Iterable[Sequence[str]]  # (domain, slug, name), at the top also (…, parent, description)
Meta = Mapping[str, str | Sequence[str]]

CLOSING = "</channel>\n</rss>\n"


def export(*items: str, authors: Mapping[str, str] | None = None, **head: Any) -> bytes:
    """A whole file of these items; `head` is what `opening` takes, authors are names by login."""
    text = opening(authors=authors or {"webmaster": "webmaster"}, **head)
    return "".join([text, *items, CLOSING]).encode()


def opening(
    site: str = SITE,
    title: str = "Life Funds for North Korean Refugees",
    language: str = "en-US",
    version: str = "1.2",
    authors: Mapping[str, str] | None = None,
    terms: Terms = (),
) -> str:
    """All that stands before the first item, for a test that streams a long file."""
    space = f"http://wordpress.org/export/{version}/"
    return (
        '<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0"'
        f' xmlns:excerpt="{space}excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="{space}">\n<channel>\n'
        f"<title>{escape(title, quote=False)}</title><link>{escape(site)}</link>"
        f"<language>{language}</language><wp:wxr_version>{version}</wp:wxr_version>"
        f"<wp:base_site_url>{escape(site)}</wp:base_site_url>"
        f"<wp:base_blog_url>{escape(site)}</wp:base_blog_url>\n"
        + "".join(_author(login, name) for login, name in (authors or {}).items())
        + "".join(_term(*term) for term in terms)
    )


def post(
    id: int,
    title: str = "",
    content: str = "",
    *,
    kind: str = "post",
    slug: str | None = None,
    link: str | None = None,
    guid: str | None = None,
    author: str = "webmaster",
    excerpt: str = "",
    posted: str = POSTED,
    posted_gmt: str | None = None,
    modified_gmt: str | None = None,
    status: str = "publish",
    parent: int = 0,
    menu_order: int = 0,
    password: str = "",
    sticky: bool = False,
    terms: Terms = (),
    meta: Meta | None = None,
    attachment_url: str = "",
    comments: int = 0,
    title_in_cdata: bool = True,
    site: str = SITE,
) -> str:
    """One item; its local time is Tokyo's where no GMT is given, its comments hold the canaries."""
    slug = f"post-{id}" if slug is None else slug
    written = escape(title, quote=False)
    gmt = _gmt(posted) if posted_gmt is None else posted_gmt
    fields = {
        "title": cdata(written) if title_in_cdata else written,
        "link": escape(f"{site}/{encoded(slug)}/" if link is None else link),
        "pubDate": "Thu, 01 Jan 1970 00:00:00 +0000",
        "dc:creator": cdata(author),
        "guid": escape(f"{site}/?p={id}" if guid is None else guid),
        "description": "",
        "content:encoded": cdata(content),
        "excerpt:encoded": cdata(excerpt),
        "wp:post_id": str(id),
        "wp:post_date": posted,
        "wp:post_date_gmt": gmt,
        "wp:post_modified_gmt": gmt if modified_gmt is None else modified_gmt,
        "wp:post_name": encoded(slug),
        "wp:status": status,
        "wp:post_parent": str(parent),
        "wp:menu_order": str(menu_order),
        "wp:post_type": kind,
        "wp:post_password": cdata(password) if password else "",
        "wp:is_sticky": str(int(sticky)),
    }
    if attachment_url:
        fields["wp:attachment_url"] = escape(attachment_url)
    lines = [f"<{name}>{value}</{name}>" for name, value in fields.items()]
    lines += [_category(*term) for term in terms]
    lines += [
        _meta(key, one)
        for key, value in (meta or {}).items()
        for one in ([value] if isinstance(value, str) else value)
    ]
    lines += [_comment(number) for number in range(1, comments + 1)]
    return "<item>\n" + "\n".join(lines) + "\n</item>\n"


def attachment(
    id: int,
    path: str = "2006/01/picture.jpg",
    *,
    title: str = "",
    caption: str = "",
    alt: str = "",
    description: str = "",
    url: str | None = None,
    parent: int = 0,
    site: str = SITE,
    **fields: object,
) -> str:
    """A file at this path below wp-content/uploads/."""
    url = f"{site}/wp-content/uploads/{quote(path)}" if url is None else url
    meta = {"_wp_attached_file": path} | ({"_wp_attachment_image_alt": alt} if alt else {})
    given = {
        "kind": "attachment",
        "status": "inherit",
        "guid": url,
        "attachment_url": url,
        "excerpt": caption,
        "meta": meta,
        "parent": parent,
        "site": site,
    }
    return post(id, title, description, **(given | fields))  # type: ignore[arg-type]


def cdata(text: str) -> str:
    """The text in CDATA; one section cannot hold its own end."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def encoded(slug: str) -> str:
    """A slug as WordPress stores it: percent-encoded in small letters."""
    return quote(slug, safe="").lower()


def _gmt(posted: str) -> str:
    if posted == ZERO:
        return ZERO
    return str(datetime.fromisoformat(posted) - timedelta(hours=9))


def _author(login: str, name: str) -> str:
    return (
        f"<wp:author><wp:author_id>1</wp:author_id><wp:author_login>{cdata(login)}"
        f"</wp:author_login><wp:author_email>{cdata(EMAIL)}</wp:author_email>"
        f"<wp:author_display_name>{cdata(escape(name, quote=False))}</wp:author_display_name>"
        "</wp:author>\n"
    )


def _term(domain: str, slug: str, name: str, parent: str = "", description: str = "") -> str:
    name, parent, description = (
        cdata(escape(name, quote=False)),
        encoded(parent),
        cdata(description),
    )
    if domain == "category":
        return (
            f"<wp:category><wp:category_nicename>{encoded(slug)}</wp:category_nicename>"
            f"<wp:category_parent>{parent}</wp:category_parent><wp:cat_name>{name}</wp:cat_name>"
            f"<wp:category_description>{description}</wp:category_description></wp:category>\n"
        )
    if domain == "post_tag":
        return (
            f"<wp:tag><wp:tag_slug>{encoded(slug)}</wp:tag_slug><wp:tag_name>{name}</wp:tag_name>"
            f"<wp:tag_description>{description}</wp:tag_description></wp:tag>\n"
        )
    return (
        f"<wp:term><wp:term_taxonomy>{domain}</wp:term_taxonomy><wp:term_slug>{encoded(slug)}"
        f"</wp:term_slug><wp:term_parent>{parent}</wp:term_parent><wp:term_name>{name}"
        f"</wp:term_name><wp:term_description>{description}</wp:term_description></wp:term>\n"
    )


def _category(domain: str, slug: str, name: str) -> str:
    written = cdata(escape(name, quote=False))
    return f'<category domain="{domain}" nicename="{encoded(slug)}">{written}</category>'


def _meta(key: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key>{cdata(key)}</wp:meta_key>"
        f"<wp:meta_value>{cdata(value)}</wp:meta_value></wp:postmeta>"
    )


def _comment(number: int) -> str:
    return (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author>{cdata(COMMENTER)}"
        f"</wp:comment_author><wp:comment_author_email>{EMAIL}</wp:comment_author_email>"
        f"<wp:comment_author_IP>{IP}</wp:comment_author_IP>"
        f"<wp:comment_content>{cdata(f'Write to {EMAIL}')}</wp:comment_content></wp:comment>"
    )
