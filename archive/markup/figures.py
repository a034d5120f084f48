"""Pure: pictures, galleries, videos and files, with their captions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from . import links
from .parts import File, Part, Picture, figure_value
from .reading import Item, Reader, link, plain, shortened
from .rich_text import Paragraph, paragraph, part
from .sentences import message
from .tree import Element, Image, Node, Player

CAPTION_LENGTH = 500
ALT_LENGTH = 255
_ATTACHED = ("of", "exclude")  # the attributes of a gallery that names no pictures
_CAPTIONED = {"image", "embed", "table"}


def image(leaf: Image, reader: Reader) -> list[Item]:
    """The picture, and what does not fit into its fields."""
    alt, remainder = shortened(leaf.alt, ALT_LENGTH)
    figure = figure_value(Picture(leaf.source, leaf.attachment), alt)
    items: list[Item] = [part("image", figure=figure)]
    if remainder:
        reader.note(
            "long-description",
            "A picture's description was too long; it goes on in the text: “%(words)s”",
            words=remainder[:200],
        )
        items.append(paragraph(remainder))
    return items


def image_link(leaf: Image, reader: Reader) -> list[Item]:
    """The link around a picture, unless it only leads to the picture itself."""
    if not leaf.href or links.is_own_file(leaf.href, leaf.source):
        return []
    if leaf.is_attachment_link:
        reader.note(
            "picture-page",
            "A picture led to its own page, %(href)s, which there is no more.",
            href=leaf.href,
        )
        return []
    reader.note(
        "picture-link", "A picture led to %(href)s; the link now stands below it.", href=leaf.href
    )
    return [link(leaf.href, leaf.alt)]


def player(leaf: Player, reader: Reader) -> list[Item]:
    """A known video, or a link to what was played."""
    if address := links.video(leaf.url):
        return [part("embed", url=address, caption="")]
    if leaf.tag in ("iframe", "frame"):
        reader.note(
            "unknown-embed",
            "No block can show %(url)s; a link to it stands in its place.",
            url=leaf.url,
        )
    else:
        reader.note(
            "media-file", "No block plays %(url)s; a link to it stands in its place.", url=leaf.url
        )
    if not links.is_safe(leaf.url):
        return [paragraph(leaf.url)]
    return [link(leaf.url)]


def figure(element: Element, reader: Reader) -> list[Item]:
    """The content of the figure, with the caption in its last picture, video or table."""
    attachment = links.number(element.attributes.get("data-attachment", ""))
    captions, other_nodes = _captions(element.children)
    items = reader.items(other_nodes)
    pictures = _pictures(items)
    if attachment and len(pictures) == 1:
        pictures[0]["image"] = Picture(pictures[0]["image"].source, attachment)
    return _captioned(items, captions, reader)


def gallery(element: Element, reader: Reader) -> list[Item]:
    """The pictures of a gallery in one part; without any it stands for all pictures of the post."""
    captions, other_nodes = _captions(element.children)
    items = reader.items(other_nodes)
    figures = [figure for item in items if _is_shown(item) for figure in _figures(item)]
    other_items = [item for item in items if not _is_shown(item)]
    shown_numbers = {value["image"].attachment for value in figures}
    for number in _numbers(element.attributes.get("data-ids", "")):
        if number not in shown_numbers:
            shown_numbers.add(number)
            figures.append(figure_value(Picture("", number)))
    below = _captioned([], captions, reader)
    return [part("gallery", **_attached(element, reader, figures)), *below, *other_items]


def _attached(
    element: Element, reader: Reader, figures: list[dict[str, Any]]
) -> dict[str, list[Any]]:
    """The figures; for a gallery without any, the post whose pictures it shows, and exclusions."""
    if figures:
        return {"figures": figures}
    of, exclude = (_numbers(element.attributes.get(f"data-{name}", "")) for name in _ATTACHED)
    _note_attached(of, exclude, reader)
    numbers = zip(_ATTACHED, (of, exclude), strict=True)
    return {
        "figures": [],
        **{name: numbers_listed for name, numbers_listed in numbers if numbers_listed},
    }


def _note_attached(of: list[int], exclude: list[int], reader: Reader) -> None:
    code, numbers = "gallery-of-attachments", ", ".join(map(str, exclude))
    if of:
        sentence = message(
            "A gallery names no pictures: it shows all that are attached to post %(post)d."
        )
        reader.note(code, sentence, post=of[0])
    else:
        reader.note(
            code, "A gallery names no pictures: it shows all that are attached to its post."
        )
    if exclude:
        reader.note(code, "The gallery leaves these pictures out: %(numbers)s.", numbers=numbers)


def file_block(element: Element, reader: Reader) -> list[Item]:
    """A block that offers a file: its first link, without the text of the button beside it."""
    items = reader.items(element.children)
    first = next((item for item in items if isinstance(item, Paragraph) and item.links), None)
    if first is None:
        return items
    url = first.links[0]
    name = Paragraph([run for run in first.runs if "button" not in run.style.marks]).text
    file = File(url, links.number(element.attributes.get("data-id", "")))
    document = part("document", document=file, description=name or first.text)
    items[items.index(first)] = document
    # The same file embedded in a frame has become a link to it.
    return [item for item in items if not (isinstance(item, Paragraph) and item.text == url)]


def lone_document(link: Paragraph) -> Part | None:
    """The file to which a paragraph links, if it contains nothing else."""
    hrefs = {run.style.href for run in link.runs}
    href = hrefs.pop() if len(hrefs) == 1 else ""
    if not href or not links.is_uploaded_document(href):
        return None
    return part("document", document=File(href), description=link.text)


def _pictures(items: list[Item]) -> list[dict[str, Any]]:
    parts = (item for item in items if isinstance(item, dict) and item["type"] == "image")
    return [picture["value"]["figure"] for picture in parts]


def _is_shown(item: Item) -> bool:
    """Whether it consists only of pictures; the list inside a gallery does, too."""
    return isinstance(item, dict) and item["type"] in ("image", "gallery")


def _figures(item: Item) -> list[dict[str, Any]]:
    value = item["value"]  # type: ignore[index]
    return value["figures"] if "figures" in value else [value["figure"]]


def _captions(nodes: Iterable[Node]) -> tuple[list[Element], list[Node]]:
    captions, other_nodes = [], []
    for node in nodes:
        if isinstance(node, Element) and node.name == "figcaption":
            captions.append(node)
        else:
            other_nodes.append(node)
    return captions, other_nodes


def _captioned(items: list[Item], captions: list[Element], reader: Reader) -> list[Item]:
    """The items with the caption at the last one that can have it, otherwise below all."""
    result = list(items)
    for element in captions:
        words, further_items = plain(reader, element.children, "caption")
        caption, remainder = shortened(words, CAPTION_LENGTH)
        if remainder:
            reader.note(
                "long-caption",
                "A caption goes on in the text: “%(words)s”",
                words=remainder[:200],
            )
        at, value = _place_of_caption(result)
        if value is not None:
            value["caption"] = caption
        below = [] if value is not None or not caption else [paragraph(caption)]
        below += [paragraph(remainder)] if remainder else []
        result[at:at] = [*below, *further_items]
    return result


def _place_of_caption(items: list[Item]) -> tuple[int, dict[str, str] | None]:
    for at in range(len(items) - 1, -1, -1):
        item = items[at]
        if isinstance(item, dict) and item["type"] in _CAPTIONED:
            value = item["value"].get("figure", item["value"])
            if not value["caption"]:
                return at + 1, value
    return len(items), None


def _numbers(text: str) -> list[int]:
    return [int(digits[:15]) for digits in re.findall(r"[0-9]+", text)]
