"""WordPress exports of any size for measurements, written item by item, with pictures.

The content of a post or picture follows from its number and the seed alone, so nothing is kept in
memory, and the same numbers always give the same archive.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import BinaryIO
from xml.sax.saxutils import escape

from PIL import Image

from tests.benchmarks.words import CITIES, PEOPLE, SENTENCES, TITLES

SITE = "http://www.example.org"
FIRST_PICTURE = 1_000_000  # the post ID of picture 0; a post's ID is its number plus one
START = datetime(2001, 1, 1, 9)  # noqa: DTZ001 -- WordPress writes local times without a zone
LANGUAGES = ["en", "en", "ja", "ko"]
CATEGORIES = ["Reports", "Letters", "Defectors", "活動報告"]
TAGS = ["yanbian", "shelter", "unhcr", "border"]
# The forms in which twenty years of posts link to one another.
LINKS = [
    "http://www.example.org/post-{}/",
    "https://example.org/post-{}",
    "/post-{}/#more-{}",
    "http://www.example.org/?p={}",
]
HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Twenty years</title><link>{SITE}</link><language>en-US</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>{SITE}</wp:base_site_url><wp:base_blog_url>{SITE}</wp:base_blog_url>
<wp:author><wp:author_login>kato</wp:author_login><wp:author_email>kato@example.org</wp:author_email>
<wp:author_display_name><![CDATA[Kato Hiroshi]]></wp:author_display_name></wp:author>
"""
FOOT = "</channel></rss>\n"


def write_export(file: BinaryIO, posts: int, pictures: int, seed: int = 4) -> None:
    """Write an export with this many posts and attachments."""
    file.write(HEAD.encode())
    for number in range(posts):
        file.write(post(number, posts, pictures, Random(f"{seed} {number}")).encode())
    for number in range(pictures):
        file.write(attachment(number, posts).encode())
    file.write(FOOT.encode())


def write_uploads(folder: Path, pictures: int) -> None:
    """Write the files of the attachments, each a different picture."""
    for number in range(pictures):
        file = folder / upload(number)
        file.parent.mkdir(parents=True, exist_ok=True)
        pixels = Random(number).randbytes(8 * 8 * 3)
        Image.frombytes("RGB", (8, 8), pixels).save(file, "JPEG", quality=90)


def upload(number: int) -> str:
    """The path of a picture; every name is in two folders, for two pictures."""
    return f"{2001 + number // 500:04}/{1 + number % 12:02}/photo-{number // 2}.jpg"


def post(number: int, posts: int, pictures: int, chance: Random) -> str:
    language = chance.choice(LANGUAGES)
    kind = chance.choice([letter, classic, classic, blocks])
    words = TITLES[language]
    title = f"{'Open Letter: ' * (kind is letter)}{chance.choice(words)} {number}"
    content = "\n\n".join(kind(language, chance, posts, pictures))
    terms = "".join(
        f'<category domain="{domain}" nicename="{escape(name.lower())}">'
        f"<![CDATA[{name}]]></category>"
        for domain, names in (("category", CATEGORIES), ("post_tag", TAGS))
        for name in chance.sample(names, 2)
    )
    fields = "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status>" + terms
    if pictures and chance.random() < 0.3:
        fields += meta("_thumbnail_id", str(FIRST_PICTURE + chance.randrange(pictures)))
    return item(number + 1, f"post-{number + 1}", title, content, "", fields)


def attachment(number: int, posts: int) -> str:
    url = f"{SITE}/wp-content/uploads/{upload(number)}"
    fields = (
        "<wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status>"
        f"<wp:post_parent>{number % max(posts, 1) + 1}</wp:post_parent>"
        f"<wp:attachment_url>{url}</wp:attachment_url>"
        + meta("_wp_attached_file", upload(number))
        + meta("_wp_attachment_image_alt", f"Photograph {number}")
    )
    name = f"photo-{number}"
    return item(FIRST_PICTURE + number, name, name, "", f"Caption {number}", fields)


def item(key: int, slug: str, title: str, content: str, excerpt: str, fields: str) -> str:
    posted = START + timedelta(hours=21 * (key % FIRST_PICTURE))
    return (
        f"<item><title><![CDATA[{title}]]></title><link>{SITE}/{slug}/</link>"
        f'<guid isPermaLink="false">{SITE}/?p={key}</guid>'
        "<dc:creator><![CDATA[kato]]></dc:creator>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded>"
        f"<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>"
        f"<wp:post_id>{key}</wp:post_id><wp:post_name>{slug}</wp:post_name>"
        f"<wp:post_date>{posted}</wp:post_date>"
        f"<wp:post_date_gmt>{posted - timedelta(hours=9)}</wp:post_date_gmt>"
        f"<wp:menu_order>0</wp:menu_order><wp:is_sticky>0</wp:is_sticky>{fields}</item>\n"
    )


def meta(key: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key>"
        f"<wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


def classic(language: str, chance: Random, posts: int, pictures: int) -> Iterator[str]:
    """A post as the old editor stored it: blank lines for paragraphs, shortcodes for pictures."""
    yield f"<strong>{chance.choice(TITLES[language])}</strong>"
    if pictures:
        yield caption(chance.randrange(pictures)) + " " + prose(language, chance)
    yield prose(language, chance)
    yield "<!--more-->"
    yield f"<h3>{chance.choice(CITIES)}</h3>\n{prose('en', chance)}\n{link(chance, posts)}"
    if pictures and chance.random() < 0.3:
        yield f"[gallery ids={','.join(map(str, some_pictures(chance, pictures)))!r}]"
    for _ in range(chance.randint(2, 12)):
        yield prose(language, chance)


def blocks(language: str, chance: Random, posts: int, pictures: int) -> Iterator[str]:
    """As the block editor stores it."""
    for _ in range(chance.randint(3, 12)):
        yield block("paragraph", f"<p>{prose(language, chance)} {link(chance, posts)}</p>")
    yield block("heading", f"<h2>{chance.choice(CITIES)}</h2>")
    rows = "".join(f"<li>{chance.choice(SENTENCES[language])}</li>" for _ in range(4))
    yield block("list", f"<ul>{rows}</ul>")
    for number in some_pictures(chance, pictures):
        image = f'<img src="{resized(number - FIRST_PICTURE)}" class="wp-image-{number}"/>'
        yield block(
            "image", f'<figure class="wp-block-image">{image}</figure>', f'{{"id":{number}}}'
        )


def letter(language: str, chance: Random, posts: int, pictures: int) -> Iterator[str]:
    """A letter in a classic post."""
    addressee, sender = chance.sample(PEOPLE, 2)
    yield f"October {chance.randint(1, 30)}, 2006"
    yield f"His Excellency {addressee}\nMinister of Foreign Affairs\n{chance.choice(CITIES)}"
    yield f"Dear {addressee}:"
    for _ in range(chance.randint(3, 9)):
        yield prose(language, chance)
    yield link(chance, posts)
    yield f"Sincerely yours,\n\n{sender}\nSecretary-General\nLFNKR"


def prose(language: str, chance: Random) -> str:
    """A paragraph in one language, sometimes with a sentence in another."""
    sentences = [chance.choice(SENTENCES[language]) for _ in range(chance.randint(3, 9))]
    if chance.random() < 0.3:
        sentences.append(chance.choice(SENTENCES[chance.choice(LANGUAGES)]))
    return " ".join(sentences)


def link(chance: Random, posts: int) -> str:
    key = chance.randint(1, posts)
    return f'<a href="{chance.choice(LINKS).format(key, key)}">see also {key}</a>'


def caption(number: int) -> str:
    original = f"{SITE}/wp-content/uploads/{upload(number)}"
    image = f'<img src="{resized(number)}" width="300" height="200" />'
    return (
        f'[caption id="attachment_{FIRST_PICTURE + number}" align="alignright" width="300"]'
        f'<a href="{original}">{image}</a> Caption {number}[/caption]'
    )


def resized(number: int) -> str:
    """The address of WordPress's smaller copy, which is not an attachment."""
    return f"{SITE}/wp-content/uploads/{upload(number).replace('.jpg', '-300x200.jpg')}"


def some_pictures(chance: Random, pictures: int) -> list[int]:
    """The post IDs of a few attachments."""
    return [FIRST_PICTURE + number for number in chance.sample(range(pictures), min(3, pictures))]


def block(name: str, markup: str, attributes: str = "") -> str:
    opening = f"wp:{name} {attributes}".strip()
    return f"<!-- {opening} -->\n{markup}\n<!-- /wp:{name} -->"
