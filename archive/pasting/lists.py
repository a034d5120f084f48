"""Pure: converts Word's list entries, which only state their position, to lists.

Word on a desktop writes paragraphs with a style; Word on the web writes a list for each entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy
from itertools import takewhile
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag

_PLACE = re.compile(r"mso-list:\s*(\S+)\s+level(\d+)")
_MARKER = re.compile(r"mso-list:\s*Ignore")
_LETTER = "[A-Za-z]{1,6}|[가-힣ア-ン一-龠]"
_DIGITS = r"\d+(?:[.-]\d+)*"
_NUMBER = re.compile(rf"[(（]?(?:{_DIGITS}|{_LETTER})[.)．）、]|{_DIGITS}|[①-⑳]")
_LEVEL_ON_THE_WEB = "data-aria-level"
_WRAPPER_ON_THE_WEB = "ListContainerWrapper"


class _Entry(NamedTuple):
    level: int
    which: str  # of the lists on this level
    new_list: Tag  # should it be the first of its list
    tag: Tag


def make_lists(soup: BeautifulSoup) -> None:
    """Convert consecutive entries to nested lists."""
    for first in soup.find_all("p", style=_PLACE):
        if first.name == "p" and _is_entry(first):
            entries = [first, *takewhile(_is_entry, _following(first, "p"))]
            _nest(soup, first, [_of_desktop(soup, entry) for entry in entries])
    for numbered in soup.find_all(style=_MARKER):  # a heading, or “Article 1”, keeps its number
        numbered.string = f"{numbered.get_text().strip()} "
    for wrapper in soup.find_all(class_=_WRAPPER_ON_THE_WEB):
        wrapper.unwrap()
    for item in soup.find_all("li", attrs={_LEVEL_ON_THE_WEB: True}):
        is_left = not item.decomposed and item.has_attr(_LEVEL_ON_THE_WEB)
        if is_left and item.parent and item.parent.name in ("ol", "ul"):
            lists = [item.parent, *takewhile(_is_of_web, _following(item.parent, "ol", "ul"))]
            _nest(soup, lists[0], list(map(_of_web, _items(lists))))
            for emptied in lists:
                if not emptied.get_text().strip():  # or words lay beside its entries
                    emptied.decompose()


def _following(tag: Tag, *names: str) -> Iterator[Tag]:
    """The elements with these names that follow, with only white space in between."""
    for following in list(tag.next_siblings):
        if isinstance(following, Tag) and following.name in names:
            yield following
        elif isinstance(following, Tag) or str(following).strip():
            return


def _is_entry(paragraph: Tag) -> bool:
    """Whether it is marked by a number or a bullet; a word in its place would be lost."""
    if not _PLACE.search(str(paragraph.get("style", ""))):
        return False
    marker = paragraph.find(style=_MARKER)
    text = marker.get_text().strip() if isinstance(marker, Tag) else ""
    return len(text) < 2 or not any(map(str.isalnum, text)) or bool(_NUMBER.fullmatch(text))


def _of_desktop(soup: BeautifulSoup, paragraph: Tag) -> _Entry:
    match = _PLACE.search(str(paragraph["style"]))
    assert match  # noqa: S101 -- it is an entry by it
    return _Entry(int(match[2]), match[1], _opened(soup, _taken_marker(paragraph)), paragraph)


def _is_of_web(html_list: Tag) -> bool:
    return all(item.has_attr(_LEVEL_ON_THE_WEB) for item in _items([html_list]))


def _items(lists: list[Tag]) -> Iterator[Tag]:
    for html_list in lists:
        yield from html_list.find_all("li", recursive=False)


def _of_web(item: Tag) -> _Entry:
    parent = item.parent
    assert parent  # noqa: S101 -- it was found in it
    number = str(item.get(_LEVEL_ON_THE_WEB, ""))
    new_list = copy(parent)
    new_list.clear()
    return _Entry(int(number) if number.isdecimal() else 1, parent.name, new_list, item)


def _nest(soup: BeautifulSoup, before: Tag, entries: list[_Entry]) -> None:
    place = soup.new_tag("div")
    before.insert_before(place)
    opened: list[_Entry] = []  # the first of each list that is open
    for entry in entries:
        while opened and opened[-1].level > entry.level:
            opened.pop()
        if opened and opened[-1].level == entry.level and opened[-1].which != entry.which:
            opened.pop()
        if not opened or opened[-1].level < entry.level:
            around = opened[-1].new_list.find_all("li", recursive=False)[-1] if opened else place
            opened.append(entry)
            around.append(entry.new_list)
        entry.tag.name, entry.tag.attrs = "li", {}
        opened[-1].new_list.append(entry.tag.extract())
    place.unwrap()


def _taken_marker(entry: Tag) -> str:
    marker = entry.find(style=_MARKER)
    if not isinstance(marker, Tag):
        return ""
    text = marker.get_text().strip()
    marker.decompose()
    return text


def _opened(soup: BeautifulSoup, marker: str) -> Tag:
    if not _NUMBER.fullmatch(marker):
        return soup.new_tag("ul")
    digits = re.findall(r"\d+", marker)
    return soup.new_tag("ol", attrs={"start": digits[-1]} if digits else {})
