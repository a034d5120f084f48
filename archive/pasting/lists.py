"""Pure: converts Word's paragraphs with list positions to lists."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

_PLACE = re.compile(r"mso-list:\s*(\S+)\s+level(\d+)")
_MARKER = re.compile(r"mso-list:\s*Ignore")
_LETTER = "[A-Za-z]{1,6}|[가-힣ア-ン一-龠]"
_NUMBER = re.compile(rf"[(（]?(?:\d+|{_LETTER})[.)．）、]|\d+(?:\.\d+)*|[①-⑳]")


def make_lists(soup: BeautifulSoup) -> None:
    """Convert consecutive paragraphs that belong to lists to nested lists."""
    for first in soup.find_all("p", style=_PLACE):
        if first.name == "p":
            _make_list(soup, _run(first))
    for heading in soup.find_all(style=_MARKER):  # a numbered heading keeps its number
        heading.string = f"{heading.get_text().strip()} "


def _run(first: Tag) -> list[Tag]:
    entries = [first]
    while (entry := _next(entries[-1])) is not None and _PLACE.search(str(entry.get("style", ""))):
        entries.append(entry)
    return entries


def _next(entry: Tag) -> Tag | None:
    """The paragraph after this one, with only white space in between."""
    following = entry.next_sibling
    while following is not None and not isinstance(following, Tag) and not str(following).strip():
        following = following.next_sibling
    return following if isinstance(following, Tag) and following.name == "p" else None


def _make_list(soup: BeautifulSoup, entries: list[Tag]) -> None:
    place = soup.new_tag("div")
    entries[0].insert_before(place)
    opened: list[tuple[int, str, Tag]] = []  # level, Word's list, and the element
    for entry in entries:
        match = _PLACE.search(str(entry["style"]))
        assert match  # noqa: S101 -- `_run` chose them by it
        which, level, marker = match[1], int(match[2]), _taken_marker(entry)
        while opened and opened[-1][0] > level:
            opened.pop()
        if opened and opened[-1][0] == level and opened[-1][1] != which:
            opened.pop()
        if not opened or opened[-1][0] < level:
            around = opened[-1][2].find_all("li", recursive=False)[-1] if opened else place
            opened.append((level, which, _opened(soup, marker)))
            around.append(opened[-1][2])
        entry.name, entry.attrs = "li", {}
        opened[-1][2].append(entry.extract())
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
    digits = re.sub(r"\D", "", marker)
    return soup.new_tag("ol", attrs={"start": digits} if digits else {})
