"""Pure: what arrived and should perhaps not be read as it stands: a bracket, words twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive.wordpress.html.counting import Counts
from archive.wordpress.parts import Note, Part

# One word alone in its line, as shortcodes are written: "[imagelist]", and not "[sic]" in prose.
_LONE = re.compile(r"<(?:p|br/|li)>\[(/?[a-z][a-z0-9_-]{2,40})\](?=</(?:p|li)>|<br/>)")
_FEWEST = 40  # words that came twice


def doubts(source: Counts, arrived: Counts, parts: Sequence[Part]) -> Iterator[Note]:
    """Notes on a body, each a loss: nobody should take such a page for done."""
    texts = (str(part["value"].get("text", "")) for part in parts if part["type"] == "paragraph")
    for name in dict.fromkeys(match[1] for text in texts for match in _LONE.finditer(text)):
        sentence = f"“[{name}]” stands alone in a line: a plugin's shortcode, or words."
        yield Note("in-brackets", sentence, is_loss=True)
    was, now = source.words.total(), arrived.words.total()
    if now - was >= _FEWEST and now >= 1.8 * was:
        sentence = f"The post had {was:,} words, and the page has {now:,}: some may stand twice."
        yield Note("doubled", sentence, is_loss=True)
