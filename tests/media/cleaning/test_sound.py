"""Recordings: only the sound stays, byte for byte."""

import struct
import wave
from io import BytesIO

import pytest

from media.cleaning.documents import clean_document
from media.cleaning.refused import Refused
from tests.media.planted import CANARY, PICTURES, WORD, leaks

LENGTH = 417  # of a frame of MPEG 1, layer III, 128 kilobits and 44,100 samples a second
SIDE, HEAD = 32, b"\xff\xfb\x90\x00"


def frame(sound=b"", before=0, rest=b""):
    """A frame whose sound begins some bytes before it, and what else lies in it."""
    bits = before << (SIDE * 8 - 9) | len(sound) * 8 << (SIDE * 8 - 32)
    body = sound[before:] + rest
    return HEAD + bits.to_bytes(SIDE, "big") + body.ljust(LENGTH - 4 - SIDE, b"\0")


def id3(body):
    size = len(body)
    return b"ID3\x03\0\0" + bytes(size >> shift & 127 for shift in (21, 14, 7, 0)) + body


FRAMES = [frame(bytes([number]) * 200) for number in range(1, 6)]
SOUND = b"".join(FRAMES)
TELLING = {
    "tag before": id3(WORD + PICTURES["jpeg exif"][1]()) + SOUND,
    "two tags before": id3(WORD) + id3(WORD) + SOUND,
    "tag behind": SOUND + b"TAG" + WORD.ljust(125, b"\0"),
    "tag of another kind behind": SOUND + b"APETAGEX" + WORD + b"LYRICSBEGIN" + WORD,
    "tag between": FRAMES[0] + id3(WORD) + b"".join(FRAMES[1:]),
    "encoder": frame(b"", rest=b"Xing" + WORD) + SOUND,
    "behind the sound of a frame": frame(b"\1" * 200, rest=WORD) + b"".join(FRAMES[1:]),
}


def cleaned(content, suffix=".mp3"):
    return clean_document(content, suffix).content


@pytest.mark.parametrize("place", TELLING)
def test_nothing_but_what_is_heard_comes_along(place):
    assert leaks(TELLING[place])
    assert cleaned(TELLING[place]) == SOUND == cleaned(SOUND)


def test_sound_that_begins_in_the_frame_before_stays():
    """100 bytes of the second frame's sound lie at the end of the first."""
    room = LENGTH - 4 - SIDE
    first = frame(b"\1" * 200, rest=bytes(room - 300) + b"\2" * 100)
    content = first + frame(b"\2" * 250, before=100) + b"".join(FRAMES[2:])
    assert cleaned(content) == content


def recording(**chunks):
    output = BytesIO()
    with wave.open(output, "wb") as file:
        file.setparams((1, 2, 8_000, 0, "NONE", ""))
        file.writeframes(b"\1\2" * 100)
    content = output.getvalue()
    for name, body in chunks.items():
        content += name.encode() + struct.pack("<I", len(body)) + body
    return content


def test_of_a_wav_the_samples_stay():
    plain = recording()
    telling = recording(LIST=b"INFOIART" + WORD, bext=WORD + b"\0", iXML=WORD) + WORD
    assert leaks(telling)
    assert cleaned(telling, ".wav") == plain == cleaned(plain, ".wav")


@pytest.mark.parametrize("suffix", [".mp3", ".wav"])
@pytest.mark.parametrize("content", [b"", b"hello", CANARY.encode() * 99, b"\xff" * 999, b"RIFF"])
def test_what_is_no_recording_is_refused_in_a_sentence(suffix, content):
    with pytest.raises(Refused, match="no MP3 or WAV"):
        cleaned(content, suffix)
