"""Colour spaces, functions and shadings."""

from __future__ import annotations

import math
import re
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from .keeping import (
    Copy,
    Rules,
    Unclean,
    anew,
    boolean,
    each,
    entries,
    fill,
    number,
    numbers,
    plain_name,
)
from .profiles import clean_profile

DEVICE = ("DeviceGray", "DeviceRGB", "DeviceCMYK", "Pattern")
CALIBRATED = {"CalGray": 1, "CalRGB": 3, "Lab": 3}
ALTERNATES = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}
INKS = ("All", "None", "Cyan", "Magenta", "Yellow", "Black")
CALIBRATION: Rules = dict.fromkeys(
    ("/WhitePoint", "/BlackPoint", "/Gamma", "/Matrix", "/Range"),
    lambda copy, value: (
        number(copy, value) if number(copy, value) is not None else numbers(copy, value)
    ),
)
OPERATORS = frozenset(
    b"abs add atan ceiling cos cvi cvr div exp floor idiv ln log mod mul neg round sin sqrt sub "
    b"truncate and bitshift eq false ge gt le lt ne not or true xor if ifelse copy dup exch index "
    b"pop roll { }".split()
)


def data_of(stream: Any) -> bytes:
    """The decoded data."""
    return stream.read_bytes(pikepdf.StreamDecodeLevel.specialized)


def components(space: Any) -> int:
    """The number of components of a colour in this space of the target."""
    if isinstance(space, Name):
        return {"DeviceGray": 1, "DeviceRGB": 3, "DeviceCMYK": 4}.get(plain_name(space), 1)
    family = plain_name(space[0])
    if family == "ICCBased":
        return int(space[1]["/N"])
    if family == "DeviceN":
        return len(space[1])
    return CALIBRATED.get(family, 1)


def colour_space(copy: Copy, value: Any) -> Any:
    if isinstance(value, Name):
        return anew(plain_name(value)) if plain_name(value) in DEVICE else None
    if not isinstance(value, Array) or not len(value):
        return None
    if (new := copy.find(value, "colour space")) is not None:
        return new
    parts = value.as_list()
    family = plain_name(parts[0])
    if family in DEVICE and len(parts) == 1:
        return anew(family)
    if family == "ICCBased" and not is_profile(parts[1]):
        return anew(ALTERNATES[int(parts[1]["/N"])])
    if family not in FAMILIES:
        raise Unclean("a colour space that nobody knows")
    new = Array([anew(family), *FAMILIES[family](copy, *parts[1:])])
    if value.is_indirect:
        new = copy.target.make_indirect(new)
    return copy.remember(value, "colour space", new)


def is_profile(stream: Any) -> bool:
    """Whether it contains a profile; otherwise readers use device colours."""
    return data_of(stream)[36:40] == b"acsp"


def _profile(copy: Copy, stream: Any, *_surplus: Any) -> list[Any]:
    if (new := copy.find(stream, "profile")) is None:
        new = copy.stream(stream, "profile")
        count = int(stream["/N"])
        new.write(clean_profile(data_of(stream)))
        new["/N"] = count
        new["/Alternate"] = anew(ALTERNATES[count])
    return [new]


def _calibrated(copy: Copy, values: Any, *_surplus: Any) -> list[Any]:
    return [entries(CALIBRATION)(copy, values)]


def _indexed(copy: Copy, base: Any, highest: Any, table: Any, *_surplus: Any) -> list[Any]:
    space = _required(copy, base)
    content = data_of(table) if isinstance(table, Stream) else bytes(table)
    return [space, int(highest), String(content[: (int(highest) + 1) * components(space)])]


def _separation(copy: Copy, ink: Any, alternate: Any, tint: Any, *_surplus: Any) -> list[Any]:
    return [_ink(ink, 0), _required(copy, alternate), function(copy, tint)]


def _device_n(copy: Copy, inks: Any, alternate: Any, tint: Any, *_surplus: Any) -> list[Any]:
    names = Array([_ink(ink, place) for place, ink in enumerate(inks.as_list())])
    return [names, _required(copy, alternate), function(copy, tint)]


def _ink(ink: Any, place: int) -> Name:
    return anew(name if (name := plain_name(ink)) in INKS else f"Ink{place}")


def _uncoloured(copy: Copy, *base: Any) -> list[Any]:
    return [_required(copy, base[0])] if base else []


def _required(copy: Copy, value: Any) -> Any:
    if (space := colour_space(copy, value)) is None:
        raise Unclean("a colour space that nobody knows")
    return space


FAMILIES: dict[str, Any] = {
    "ICCBased": _profile,
    **dict.fromkeys(CALIBRATED, _calibrated),
    "Indexed": _indexed,
    "Separation": _separation,
    "DeviceN": _device_n,
    "Pattern": _uncoloured,
}


def function(copy: Copy, value: Any) -> Any:
    """A function, or an array of functions."""
    if isinstance(value, Array):
        return each(function)(copy, value)
    if not isinstance(value, (Dictionary, Stream)):
        return None
    if (new := copy.find(value, "function")) is not None:
        return new
    if isinstance(value, Stream):
        new = copy.stream(value, "function", _program(value))
    else:
        new = copy.dictionary(value, "function")
    fill(copy, new, value, FUNCTION)
    return new


def _program(stream: Any) -> bytes:
    data = data_of(stream)
    if stream.get("/FunctionType") != 4:
        return data[: _bytes_of_samples(stream)]
    tokens = re.findall(rb"[{}]|[^\s{}]+", re.sub(rb"%[^\r\n]*", b" ", data))
    return b" ".join(token for token in tokens if token in OPERATORS or _is_number(token))


def _bytes_of_samples(stream: Any) -> int:
    samples = math.prod(int(side) for side in stream["/Size"].as_list())
    results = len(stream["/Range"]) // 2
    return -(-samples * results * int(stream["/BitsPerSample"]) // 8)


def _is_number(token: bytes) -> bool:
    return re.fullmatch(rb"[+-]?(\d+\.?\d*|\.\d+)", token) is not None


FUNCTION: Rules = {
    **dict.fromkeys(("/FunctionType", "/BitsPerSample", "/Order", "/N"), number),
    **dict.fromkeys(
        ("/Domain", "/Range", "/Size", "/Encode", "/Decode", "/C0", "/C1", "/Bounds"), numbers
    ),
    "/Functions": function,
}


def shading(copy: Copy, value: Any) -> Any:
    if not isinstance(value, (Dictionary, Stream)):
        return None
    if (new := copy.find(value, "shading")) is None:
        if isinstance(value, Stream):
            new = copy.stream(value, "shading", data_of(value))
        else:
            new = copy.dictionary(value, "shading")
        fill(copy, new, value, SHADING)
    return new


SHADING: Rules = {
    **dict.fromkeys(
        (
            *("/ShadingType", "/BitsPerCoordinate", "/BitsPerComponent", "/BitsPerFlag"),
            "/VerticesPerRow",
        ),
        number,
    ),
    **dict.fromkeys(("/Background", "/BBox", "/Coords", "/Domain", "/Matrix", "/Decode"), numbers),
    "/AntiAlias": boolean,
    "/Extend": each(boolean),
    "/ColorSpace": colour_space,
    "/Function": function,
}
