"""How text in a Word file looks: the cascade of styles, and what is invisible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from media.cleaning.office.markup import Element, child, name_of, value_of, whole_number
from media.cleaning.office.sight import BLACK, WHITE, Colour, in_parts, look_the_same

from .texts import (
    BOLD,
    CAPITALS,
    ITALIC,
    LOWERED,
    RAISED,
    SMALL_CAPITALS,
    STRUCK,
    UNDERLINED,
)

Properties = Mapping[str, Element]
SMALLEST = 6  # half-points, of letters; anything smaller is unreadable
LOWEST = 60  # twentieths of a point, of lines and rows with a fixed height
NARROWEST = 20  # percent, of letters
FARTHEST = 10_000  # twentieths of a point, from the margin: off the paper
OFF = ("0", "false", "off", "none", "nil")
ALIGNMENTS = {"center": "center", "right": "right", "end": "right", "both": "both"}
_HIDING = ("w:vanish", "w:webHidden", "w:specVanish")
_GROUNDS = {"background1": WHITE, "light1": WHITE, "text1": BLACK, "dark1": BLACK}
_HIGHLIGHTS = {
    "black": BLACK,
    "white": WHITE,
    "red": (255, 0, 0),
    "green": (0, 255, 0),
    "blue": (0, 0, 255),
    "yellow": (255, 255, 0),
    "cyan": (0, 255, 255),
    "magenta": (255, 0, 255),
    "darkRed": (128, 0, 0),
    "darkGreen": (0, 128, 0),
    "darkBlue": (0, 0, 128),
    "darkYellow": (128, 128, 0),
    "darkCyan": (0, 128, 128),
    "darkMagenta": (128, 0, 128),
    "darkGray": (128, 128, 128),
    "lightGray": (192, 192, 192),
}


@dataclass(frozen=True)
class Surroundings:
    """The surroundings of a paragraph: colours of its cells, style of its table."""

    grounds: tuple[Colour, ...] = (WHITE,)
    table_style: str | None = None


class Looks:
    """The styles of one file."""

    def __init__(self, styles: Element | None) -> None:
        entries = [] if styles is None else styles.iterfind("{*}style")
        self._styles = {value_of(style, "w:styleId"): style for style in entries}
        self._defaults = {
            value_of(style, "w:type"): identifier
            for identifier, style in self._styles.items()
            if value_of(style, "w:default") in ("1", "true", "on")
        }
        self._usual_run = child(styles, "w:docDefaults", "w:rPrDefault", "w:rPr")
        self._usual_paragraph = child(styles, "w:docDefaults", "w:pPrDefault", "w:pPr")

    def of_paragraph(self, paragraph: Element) -> Properties:
        """The properties of a paragraph, by element name."""
        own = child(paragraph, "w:pPr")
        layers = [self._usual_paragraph, *self._in_styles("w:pPr", self._style_of(paragraph)), own]
        return _layered(layers)

    def of_run(self, run: Element, paragraph: Element, around: Surroundings) -> Properties:
        own = child(run, "w:rPr")
        character = value_of(child(own, "w:rStyle"))
        return _layered(
            [
                self._usual_run,
                *self._in_styles("w:rPr", around.table_style),
                *self._in_styles("w:rPr", self._style_of(paragraph)),
                *self._in_styles("w:rPr", character),
                own,
            ]
        )

    def heading(self, paragraph: Element) -> int:
        """The level of a heading, from 1; 0 for any other paragraph."""
        level = whole_number(value_of(self.of_paragraph(paragraph).get("w:outlineLvl")), 9)
        return level + 1 if 0 <= level < 9 else 0

    def grounds_of_table(self, style: str | None) -> tuple[Colour, ...]:
        """Every colour with which a table style fills cells."""
        shades = [shade for entry in self._chain(style) for shade in entry.iter("{*}shd")]
        return tuple(colour for shade in shades for colour in _fills(shade))

    def _style_of(self, paragraph: Element) -> str | None:
        named = value_of(child(paragraph, "w:pPr", "w:pStyle"))
        return named if named in self._styles else self._defaults.get("paragraph")

    def _in_styles(self, part: str, style: str | None) -> Iterator[Element | None]:
        return (child(entry, part) for entry in self._chain(style))

    def _chain(self, style: str | None) -> list[Element]:
        """A style after the styles that it is based on."""
        chain: list[Element] = []
        while (entry := self._styles.get(style)) is not None and entry not in chain:
            chain.insert(0, entry)
            style = value_of(child(entry, "w:basedOn"))
        return chain


def _layered(layers: list[Element | None]) -> Properties:
    """The last layer that defines each property."""
    return {name_of(entry): entry for layer in layers if layer is not None for entry in layer}


def is_on(properties: Properties, name: str) -> bool:
    entry = properties.get(name)
    return entry is not None and (value_of(entry) or "true") not in OFF


def marks_of(run: Properties) -> frozenset[str]:
    names = {
        BOLD: "w:b",
        ITALIC: "w:i",
        UNDERLINED: "w:u",
        CAPITALS: "w:caps",
        SMALL_CAPITALS: "w:smallCaps",
        STRUCK: "w:strike" if is_on(run, "w:strike") else "w:dstrike",
    }
    marks = {mark for mark, name in names.items() if is_on(run, name)}
    place = value_of(run.get("w:vertAlign"))
    marks |= {"superscript": {RAISED}, "subscript": {LOWERED}}.get(place or "", set())
    return frozenset(marks)


def is_said_to_be_hidden(run: Properties) -> bool:
    return any(is_on(run, name) for name in _HIDING)


def is_hidden(run: Properties, paragraph: Properties, around: Surroundings) -> bool:
    """Whether text of this look is invisible:

    marked as hidden, tiny, or in its background's colour.
    """
    if is_said_to_be_hidden(run):
        return True
    if _number(run, "w:sz", SMALLEST) < SMALLEST or _number(run, "w:w", 100) < NARROWEST:
        return True
    return _is_out_of_sight(paragraph) or _has_no_colour(run, paragraph, around)


def is_fixed_and_low(height: str | None, rule: str | None) -> bool:
    return rule in ("exact", "exactly") and 0 <= whole_number(height, LOWEST) < LOWEST


def _number(properties: Properties, name: str, default: int) -> int:
    return whole_number(value_of(properties.get(name)), default)


def _is_out_of_sight(paragraph: Properties) -> bool:
    lines, indents = paragraph.get("w:spacing"), paragraph.get("w:ind")
    if is_fixed_and_low(value_of(lines, "w:line"), value_of(lines, "w:lineRule")):
        return True
    sides = ("w:left", "w:right", "w:start", "w:end", "w:firstLine", "w:hanging")
    return any(abs(whole_number(value_of(indents, side))) > FARTHEST for side in sides)


def _has_no_colour(run: Properties, paragraph: Properties, around: Surroundings) -> bool:
    colours = _colours(run.get("w:color"))
    if highlight := _HIGHLIGHTS.get(value_of(run.get("w:highlight")) or ""):
        return any(look_the_same(colour, highlight) for colour in colours or [BLACK])
    if not colours:
        return False  # Word itself turns it white on a dark background
    grounds = _fills(run.get("w:shd")) or _fills(paragraph.get("w:shd")) or around.grounds
    return any(look_the_same(colour, ground) for colour in colours for ground in grounds)


def _colours(entry: Element | None) -> list[Colour]:
    """The colours by digits and by theme; empty if Word decides."""
    digits = value_of(entry) or "auto"
    named = _GROUNDS.get(value_of(entry, "w:themeColor") or "")
    is_pure = value_of(entry, "w:themeTint") is None and value_of(entry, "w:themeShade") is None
    colours: list[Colour] = [named] if named and is_pure else []
    if digits != "auto" and not colours:
        colours.append(in_parts(digits))
    return colours


def _fills(shade: Element | None) -> tuple[Colour, ...]:
    """The colours of a shading: fill and pattern."""
    pattern = value_of(shade) or "nil"
    fills = [value_of(shade, "w:fill") or "auto"]
    if pattern not in ("nil", "clear"):
        fills.append(value_of(shade, "w:color") or "auto")
    colours = [in_parts(digits) for digits in fills if digits != "auto"]
    if pattern == "solid" and fills[-1] == "auto":
        colours.append(BLACK)
    return tuple(colours)


def fills_of_cell(cell: Element) -> tuple[Colour, ...]:
    return _fills(child(cell, "w:tcPr", "w:shd"))
