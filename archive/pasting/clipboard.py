"""Pure: converts the clipboard HTML of word processors to plain HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Comment, NavigableString, Tag
from bs4.element import PreformattedString

from cms.uri import unwrapped

from .lists import make_lists

_MARK = re.compile(r"#(?:_ftn|_edn|ftnt)\d+$|#sd(?:foot|end)note\d+sym$")
_MARK_OF_NOTE = re.compile(r"#(?:_ftnref|_ednref|ftnt_ref)\d+$|#sd(?:foot|end)note\d+anc$")
_COMMENT = re.compile(r"#(?:_msocom_|cmnt)\d+$")
_MARK_OF_COMMENT = re.compile(r"#(?:_msoanchor_|cmnt_ref)\d+$")
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display:\s*none|mso-hide:\s*all)", re.IGNORECASE)
_UNDERLINED = re.compile(r"text-decoration:[^;]*underline", re.IGNORECASE)
_BOLD = re.compile(r"(?<![\w-])font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_BOX = re.compile(r'<v:(\w+)\b[^>]*?\bid="([^"]+)"(?:(?!</v:\1>).)*?<v:textbox', re.DOTALL)
_BOX_OF_COMMENT = re.compile(r"mso-element:comment(?!-)")
_LIST_OF_NOTES = re.compile(r"mso-element:(?:footnote|endnote|comment)-list")
_KEPT = {"href", "src", "data", "colspan", "rowspan", "start", "style"}
_HEADING = re.compile("^h[1-5]$")
_LEVEL = re.compile("^[1-6]$")
_DELETED_ON_THE_WEB = re.compile("TrackChangeTextDeletion")  # the class of a tracked deletion
_NAMED_BY_CLASS = {"MsoTitle": "h1", "MsoQuote": "blockquote", "MsoIntenseQuote": "blockquote"}


@dataclass
class Copied:
    """Copied HTML, footnotes as HTML in order, and counts of what was dropped."""

    html: str
    footnotes: list[str] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)


def read(html: str, notes_before: int = 0) -> Copied:
    """The HTML without anything program-specific; nothing is dropped without being counted.

    Footnote numbers continue those of the document.
    """
    soup = BeautifulSoup(html, "html.parser")
    dropped: Counter[str] = Counter()
    _drop_conditional(soup, dropped)
    _drop_comments(soup, dropped)
    for name in ("head", "style", "title"):
        for tag in soup.find_all(name):
            tag.decompose()
    _drop(soup.find_all(style=_HIDDEN), "hidden", dropped)
    _drop(soup.find_all("del"), "deletions", dropped)
    _drop(soup.find_all(class_=_DELETED_ON_THE_WEB), "deletions", dropped)
    _drop(soup.find_all(["img", "image"]), "pictures", dropped)
    if notes_before:
        _number_on(soup, notes_before)
    footnotes = list(_footnotes(soup))
    dropped["underlined"] = sum(1 for tag in soup.find_all(True) if _is_underlined(tag))
    for tag in soup.find_all(class_=list(_NAMED_BY_CLASS)):
        tag.name = next(_NAMED_BY_CLASS[name] for name in tag["class"] if name in _NAMED_BY_CLASS)
    for tag in soup.find_all("p", attrs={"role": "heading", "aria-level": _LEVEL}):
        tag.name = f"h{tag['aria-level']}"  # Word on the web
    make_lists(soup)
    for table in soup.find_all("table"):
        _find_header(table)
    _lower_headings(soup)
    return Copied(_written(soup), [_written(footnote) for footnote in footnotes], +dropped)


def _written(root: Tag) -> str:
    """The HTML without references to other sites or the program."""
    for link in root.find_all("a", href=True):
        _straighten(link)
    for tag in root.find_all(True):
        tag.attrs = {name: value for name, value in tag.attrs.items() if name in _KEPT}
    return str(root)


def _drop(tags: list[Tag], name: str, dropped: Counter[str]) -> None:
    for tag in tags:
        if not tag.decomposed:
            dropped[name] += 1
            tag.decompose()


def _drop_conditional(soup: BeautifulSoup, dropped: Counter[str]) -> None:
    """Drop drawings, which are in comments, each beside a fallback picture."""
    for text in soup.find_all(string=lambda text: isinstance(text, PreformattedString)):
        boxes = _BOX.findall(text) if isinstance(text, Comment) else []
        text.extract()
        for _shape, box in boxes:
            dropped["text_boxes"] += 1
            for picture in soup.find_all(None, {"v:shapes": str(box)}):
                picture.decompose()


def _drop_comments(soup: BeautifulSoup, dropped: Counter[str]) -> None:
    for link in soup.find_all("a", href=_COMMENT):
        reference = link.find_parent("span", class_="MsoCommentReference")
        (reference or link.find_parent("sup") or link).decompose()
    links = soup.find_all("a", href=_MARK_OF_COMMENT)
    boxes = [link.find_parent(style=_BOX_OF_COMMENT) or _place_of(link) for link in links]
    _drop(boxes, "comments", dropped)
    for emptied in soup.find_all(style=_LIST_OF_NOTES):
        if emptied.find("a", href=_MARK_OF_NOTE) is None:
            emptied.decompose()


def _number_on(soup: BeautifulSoup, before: int) -> None:
    """Number the notes after existing ones, in order; marks that are not numbers stay."""
    numbers: dict[str, int] = {}
    for link in soup.find_all("a", href=[_MARK, _MARK_OF_NOTE]):
        mark = str(_mark(link).string)
        if mark.isdecimal():
            link.string = str(numbers.setdefault(mark, before + len(numbers) + 1))


def _footnotes(soup: BeautifulSoup) -> Iterator[Tag]:
    """Each footnote as paragraphs that begin with its mark; in the text the mark is superscript."""
    for link in soup.find_all("a", href=_MARK_OF_NOTE):
        mark, place = _mark(link), _place_of(link)
        line = place.find_previous_sibling()
        if line and line.name == "hr":
            line.decompose()
        (link.find_parent("sup") or link).decompose()
        paragraph = place.find("p") or place
        if words := paragraph.find(string=True):
            words.replace_with(words.lstrip())  # Google adds a non-breaking space there
        paragraph.insert(0, mark, " ")
        yield place.extract()
    for emptied in soup.find_all(style=_LIST_OF_NOTES):
        emptied.decompose()
    for link in soup.find_all("a", href=_MARK):
        (link.find_parent("sup") or link).replace_with(_mark(link))


def _place_of(link: Tag) -> Tag:
    """The element with the one note that begins with this link, otherwise its paragraph."""
    box = link.find_parent("div")
    is_own = box and box.find_all("a", href=[_MARK_OF_NOTE, _MARK_OF_COMMENT]) == [link]
    if box and is_own and box.get_text().lstrip().startswith(link.get_text()):
        return box
    return link.find_parent(["p", "li"]) or link


def _mark(link: Tag) -> Tag:
    mark = Tag(name="sup")
    mark.string = link.get_text().strip(" \n[]")
    return mark


def _is_underlined(tag: Tag) -> bool:
    is_line = tag.name == "u" or bool(_UNDERLINED.search(str(tag.get("style", ""))))
    return is_line and not tag.find_parent("a") and tag.name != "a" and bool(tag.get_text().strip())


def _straighten(link: Tag) -> None:
    href = unwrapped(str(link["href"]))
    if href.startswith("#"):  # a place in the source document
        link.unwrap()
    else:
        link["href"] = href


def _find_header(table: Tag) -> None:
    """Find the header row, which neither program marks: the first, if all its text is bold."""
    row = table.find("tr")
    if row is None or table.find(["th", "thead"]) or len(table.find_all("tr")) < 2:
        return
    texts = [text for text in row.find_all(string=True) if text.strip()]
    if texts and all(map(_is_bold, texts)):
        for cell in row.find_all("td"):
            cell.name = "th"


def _lower_headings(soup: BeautifulSoup) -> None:
    """Lower headings by a level, as the first one is the page's title; levels stay distinct."""
    if soup.find("h1"):
        for heading in soup.find_all(_HEADING):
            heading.name = f"h{int(heading.name[1]) + 1}"


def _is_bold(text: NavigableString) -> bool:
    around = list(text.parents)
    return any(
        tag.name in ("b", "strong") or _BOLD.search(str(tag.get("style", ""))) for tag in around[:8]
    )
