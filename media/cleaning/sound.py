"""Recordings (MP3, WAV): only the sound, without tags, covers, software and times.

Nothing is decoded. Of an MP3 the frames are kept, and of these the bits that a decoder uses; of a
WAV the sampling format and the samples.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from .refused import Refused

# ISO 11172-3 and 13818-3: kbit/s of layer III, and samples per second.
_RATES = {
    3: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_SAMPLES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_MPEG_1, _MONO = 3, 3
SOUNDS = (".mp3", ".wav")
LEAST_FRAMES = 3  # fewer may be anything
LONGEST_JUNK = 1024 * 1024  # bytes between frames: for example a tag with a cover in the middle
SAMPLED = {1: 16, 3: 16, 0xFFFE: 40}  # integers, floats, and either with named channels
GUID = bytes.fromhex("000000001000800000aa00389b71")  # the common end of all sample format GUIDs


class Frame(NamedTuple):
    """An MP3 frame, its position in the file, and the start of its sound."""

    start: int
    end: int
    sound: int
    kind: tuple[int, int]  # version and sample rate: the same in the whole file
    channels: int


def clean_mp3(content: bytes) -> bytes:
    """The frames, with zeros where no decoder reads; raises Refused if it is no MP3."""
    frames = list(_frames(content))
    if frames and _is_about_the_others(content[frames[0].start : frames[0].end]):
        frames = frames[1:]
    if len(frames) < LEAST_FRAMES:
        raise _damaged()
    sound = _heard(content, frames)
    clean, at = bytearray(), 0
    for frame in frames:
        length = frame.end - frame.sound
        clean += content[frame.start : frame.sound] + sound[at : at + length]
        at += length
    return bytes(clean)


def clean_wav(content: bytes) -> bytes:
    """A new file of the format and the samples; raises Refused if it is no WAV."""
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        raise _damaged()
    chunks: dict[bytes, bytes] = {}
    at = 12
    while at + 8 <= len(content):
        name, size = struct.unpack_from("<4sI", content, at)
        chunks.setdefault(name, content[at + 8 : at + 8 + size])
        at += 8 + size + size % 2
    format, samples = chunks.get(b"fmt ", b""), chunks.get(b"data", b"")
    length = SAMPLED.get(int.from_bytes(format[:2], "little"), 0)
    is_known = length and len(format) >= length and (length == 16 or format[26:40] == GUID)
    if not is_known or not samples:
        raise _damaged()
    if length == 40:  # the length of its extension
        format = format[:16] + struct.pack("<H", 22) + format[18:]
    parts = [(b"fmt ", format[:length]), (b"data", samples)]
    body = b"".join(
        name + struct.pack("<I", len(part)) + part + bytes(len(part) % 2) for name, part in parts
    )
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WAVE" + body


def _frames(content: bytes) -> Iterator[Frame]:
    at = _behind_tags(content)
    kind = None
    while frame := _next(content, at, kind):
        kind, at = frame.kind, frame.end
        yield frame


def _behind_tags(content: bytes) -> int:
    """The end of the leading tags, by the lengths that they declare."""
    at = 0
    while content[at : at + 3] == b"ID3" and at + 10 <= len(content):
        a, b, c, d = content[at + 6 : at + 10]
        at += 10 + (a << 21 | b << 14 | c << 7 | d)
    return at


def _next(content: bytes, at: int, kind: tuple[int, int] | None) -> Frame | None:
    """The frame here, or the nearest one followed by another, after anything else."""
    if frame := _frame_at(content, at, kind):
        return frame
    last = min(len(content), at + LONGEST_JUNK)
    while (at := content.find(b"\xff", at + 1, last)) >= 0:
        frame = _frame_at(content, at, kind)
        if frame and _frame_at(content, frame.end, frame.kind):
            return frame
    return None


def _frame_at(content: bytes, at: int, kind: tuple[int, int] | None) -> Frame | None:
    header = int.from_bytes(content[at : at + 4], "big")
    version, layer = header >> 19 & 3, header >> 17 & 3
    rate, sampling = header >> 12 & 15, header >> 10 & 3
    is_frame = header >> 21 == 0x7FF and version != 1 and layer == 1
    if not is_frame or rate in (0, 15) or sampling == 3:
        return None
    samples = _SAMPLES[version][sampling]
    bits = _RATES[_MPEG_1 if version == _MPEG_1 else 2][rate - 1] * 1_000
    length = (144 if version == _MPEG_1 else 72) * bits // samples + (header >> 9 & 1)
    channels = 1 if header >> 6 & 3 == _MONO else 2
    side = {(True, 1): 17, (True, 2): 32, (False, 1): 9, (False, 2): 17}
    sound = at + 4 + (0 if header >> 16 & 1 else 2) + side[version == _MPEG_1, channels]
    if at + length > len(content) or sound > at + length or kind not in (None, (version, samples)):
        return None
    return Frame(at, at + length, sound, (version, samples), channels)


def _is_about_the_others(frame: bytes) -> bool:
    """Whether it contains no sound, but encoder information and the file's length."""
    return any(mark in frame[:64] for mark in (b"Xing", b"Info", b"VBRI"))


def _heard(content: bytes, frames: list[Frame]) -> bytearray:
    """The bodies of all frames, with zeros where nothing is heard.

    A frame's sound begins the declared number of bytes before its own place, and has the declared
    length.
    """
    stream = b"".join(content[frame.sound : frame.end] for frame in frames)
    heard, place = bytearray(len(stream)), 0
    for frame in frames:
        before, bits = _extent(content, frame)
        start = max(0, place - before)
        end = min(place - before + -(-bits // 8), place + frame.end - frame.sound)
        heard[start:end] = stream[start:end]
        place += frame.end - frame.sound
    return heard


def _extent(content: bytes, frame: Frame) -> tuple[int, int]:
    """The number of bytes before its place where a frame's sound begins, and its number of bits."""
    is_mpeg_1 = frame.kind[0] == _MPEG_1
    length = {(True, 1): 17, (True, 2): 32, (False, 1): 9, (False, 2): 17}[
        is_mpeg_1, frame.channels
    ]
    side = int.from_bytes(content[frame.sound - length : frame.sound], "big")
    bits = length * 8

    def read(at: int, count: int) -> int:
        return side >> (bits - at - count) & ((1 << count) - 1)

    if is_mpeg_1:  # pointer, private bits, shared bits, and two granules of each channel
        first, granule, before = (18 if frame.channels == 1 else 20), 59, read(0, 9)
        granules = 2 * frame.channels
    else:
        first, granule, before = (9 if frame.channels == 1 else 10), 63, read(0, 8)
        granules = frame.channels
    return before, sum(read(first + granule * number, 12) for number in range(granules))


def _damaged() -> Refused:
    return Refused(
        "This is no MP3 or WAV that can be read to its end. Save the recording again as one of "
        "them, then upload the new file."
    )
