"""The resources of content streams: only those that are used, under new names."""

from __future__ import annotations

from typing import Any

from pikepdf import Dictionary, Name, Stream

from .colours import colour_space, function, shading
from .fonts import font
from .keeping import (
    Copy,
    Rules,
    Unclean,
    always,
    boolean,
    each,
    either,
    entries,
    fill,
    number,
    numbers,
    one_of,
    plain_name,
)
from .lettering import UPRIGHT
from .pictures import inline_picture, picture

BLEND_MODES = (
    *("Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge"),
    *("ColorBurn", "HardLight", "SoftLight", "Difference", "Exclusion", "Hue", "Saturation"),
    *("Color", "Luminosity"),
)


class Resources:
    """The resources of one stream; only used ones are copied."""

    def __init__(self, copy: Copy, source: Any) -> None:
        self.copy = copy
        self.source: Any = source if isinstance(source, Dictionary) else Dictionary()
        self._used: dict[str, dict[Any, tuple[Name, Any]]] = {}
        self._inline = 0

    def use(self, category: str, name: Any) -> Name | None:
        """The new name for this one; None if the resource must not be copied."""
        used = self._used.setdefault(category, {})
        if name not in used:
            value = self.find(category, name)
            copied = None if value is None else RULES[category](self, value)
            if copied is None:
                return None
            self._give(category, name, copied)
        return used[name][0]

    def add_inline(self, image: Any) -> Name | None:
        self._inline += 1
        copied = inline_picture(self.copy, image, self)
        return None if copied is None else self._give("/XObject", self._inline, copied)

    def _give(self, category: str, key: Any, value: Any) -> Name:
        used = self._used.setdefault(category, {})
        used[key] = (Name(f"/{category[1]}{len(used)}"), value)
        return used[key][0]

    def copied(self, category: str, new_name: Any) -> Any:
        """The copy that a new name stands for; None if there is none."""
        used = self._used.get(category, {}).values()
        return next((value for name, value in used if name == new_name), None)

    def find(self, category: str, name: Any) -> Any:
        group = self.source.get(category)
        return group.get(name) if isinstance(group, Dictionary) and plain_name(name) else None

    def properties(self, name: Any) -> Any:
        return self.find("/Properties", name)

    def dictionary(self) -> Dictionary:
        groups = Dictionary()
        for category, used in self._used.items():
            if used:
                groups[category] = Dictionary({str(name): value for name, value in used.values()})
        return groups


def colour_space_here(resources: Resources, value: Any) -> Any:
    return colour_space(resources.copy, value)


GROUP: Rules = {
    "/S": one_of("Transparency"),
    "/CS": colour_space,
    "/I": boolean,
    "/K": boolean,
}
FORM: Rules = {
    "/BBox": numbers,
    "/Matrix": numbers,
    "/Group": entries(GROUP),
    "/StructParents": number,
    "/StructParent": number,
}
TILING: Rules = {
    "/PatternType": number,
    "/PaintType": number,
    "/TilingType": number,
    "/BBox": numbers,
    "/XStep": number,
    "/YStep": number,
    "/Matrix": numbers,
}


def drawn(rules: Rules, **entries_of_all: Any) -> Any:
    """A rule for a content stream with resources of its own, or those of its user."""

    def rule(outer: Resources, stream: Any) -> Any:
        copy = outer.copy
        if (new := copy.find(stream, id(rules))) is not None:
            return new
        new = copy.stream(stream, id(rules))
        for key, value in entries_of_all.items():
            new[f"/{key}"] = value
        fill(copy, new, stream, rules)
        resources = Resources(copy, stream.get("/Resources", outer.source))
        new.write(drawing(copy, resources, stream, new.get("/Matrix", UPRIGHT)))
        new["/Resources"] = resources.dictionary()
        return new

    return rule


def drawing(copy: Copy, resources: Resources, stream: Any, matrix: Any) -> bytes:
    from .drawing import Drawing

    scale = tuple(map(float, matrix))[:4]
    return Drawing(copy, resources, scale).rewrite(stream)


form = drawn(FORM, Type=Name.XObject, Subtype=Name.Form)
tiling = drawn(TILING, Type=Name.Pattern)


def x_object(resources: Resources, value: Any) -> Any:
    if not isinstance(value, Stream) or resources.copy.is_hidden(value.get("/OC")):
        return None
    if value.get("/Subtype") == Name.Image:
        copy = resources.copy
        return None if copy.looks.is_unseen(value) else picture(copy, value)
    return form(resources, value) if value.get("/Subtype") == Name.Form else None


def pattern(resources: Resources, value: Any) -> Any:
    if isinstance(value, Stream):
        with resources.copy.unread():
            return tiling(resources, value)
    return entries(PATTERN)(resources.copy, value)


PATTERN: Rules = {
    "/PatternType": number,
    "/Shading": shading,
    "/Matrix": numbers,
}


def graphics_state(resources: Resources, value: Any) -> Any:
    if not isinstance(value, Dictionary):
        return None
    copy = resources.copy
    if (new := copy.find(value, "graphics state")) is not None:
        return new
    new = copy.dictionary(value, "graphics state")
    fill(copy, new, value, STATE)
    if isinstance(mask := value.get("/SMask"), Dictionary):
        new["/SMask"] = soft_mask(resources, mask)
    if "/Font" in value:
        raise Unclean("a font that is set by the way")
    return new


def soft_mask(resources: Resources, mask: Any) -> Dictionary:
    new = Dictionary(Type=Name.Mask)
    fill(resources.copy, new, mask, SOFT_MASK)
    if not isinstance(group := mask.get("/G"), Stream):
        raise Unclean("a mask without a drawing")
    with resources.copy.unread():
        new["/G"] = form(resources, group)
    return new


STATE: Rules = {
    **dict.fromkeys(("/LW", "/LC", "/LJ", "/ML", "/OPM", "/FL", "/SM", "/CA", "/ca"), number),
    **dict.fromkeys(("/OP", "/op", "/SA", "/AIS", "/TK"), boolean),
    "/Type": always("/ExtGState"),
    "/D": each(either(number, numbers)),
    "/BM": either(one_of(*BLEND_MODES), each(one_of(*BLEND_MODES))),
    "/SMask": one_of("None"),
}
SOFT_MASK: Rules = {
    "/S": one_of("Alpha", "Luminosity"),
    "/BC": numbers,
    "/TR": either(one_of("Identity"), function),
}


def font_here(resources: Resources, value: Any) -> Any:
    return font(resources.copy, value, resources)


RULES: dict[str, Any] = {
    "/XObject": x_object,
    "/Font": font_here,
    "/ExtGState": graphics_state,
    "/ColorSpace": colour_space_here,
    "/Shading": lambda resources, value: shading(resources.copy, value),
    "/Pattern": pattern,
}
