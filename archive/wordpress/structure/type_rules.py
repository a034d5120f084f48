"""Pure: which type of page a post becomes, by rules that an editor can read.

The first rule that matches decides. Its phrases match whole words in any case, Japanese and Korean
ones anywhere; an ellipsis stands for any words between, “film … screened”.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from archive.markup.sentences import Sentence, message
from archive.wordpress.profile import REPORT, Rule, Where


class Kind(NamedTuple):
    """The type of a page, the kind of a report, and the reason."""

    model: str
    kind: str = ""  # of a ReportPage
    why: Sentence = Sentence()


class Evidence(NamedTuple):
    """What is known of a post when its type is chosen."""

    post_type: str
    title: str
    opening: str = ""
    structure: Collection[str] = ()  # "interview turns", "an addressee and a salutation"
    categories: Collection[str] = ()  # slugs and names
    post_format: str = ""


NOTHING_FITS = Kind(REPORT, "article", Sentence("Nothing else fits."))

_WHY: dict[Where, str] = {
    "post type": message("It is a “%(words)s” in WordPress."),
    "title": message("The title says “%(words)s”."),
    "opening": message("It opens with “%(words)s”."),
    "structure": message("It has %(words)s."),
    "category": message("It stands in the category “%(words)s”."),
    "post format": message("Its post format is “%(words)s”."),
}
_OPENING = 1500  # characters
_QUOTES = str.maketrans(dict.fromkeys("“”„‘’「」『』《》〈〉«»", '"'))


def choose(evidence: Evidence, rules: Sequence[Rule]) -> Kind:
    """The type of the first rule that matches."""
    texts: dict[Where, Iterable[str]] = {
        "post type": [_folded(evidence.post_type)],
        "title": [_folded(evidence.title[:500])],
        "opening": [_folded(evidence.opening[:_OPENING])],
        "structure": [_folded(name) for name in evidence.structure],
        "category": [_folded(name) for name in evidence.categories],
        "post format": [_folded(evidence.post_format.removeprefix("post-format-"))],
    }
    for rule in rules:
        if phrase := _fitting(rule, texts[rule.where]):
            # The structure is named in our words, everything else in those of the post.
            words = {"message": phrase} if rule.where == "structure" else phrase
            return Kind(rule.model, rule.kind, Sentence(_WHY[rule.where], {"words": words}))
    return NOTHING_FITS


def _fitting(rule: Rule, texts: Iterable[str]) -> str | None:
    is_search = rule.where in ("title", "opening")
    for text in texts:
        for phrase in rule.phrases.split(", "):
            if _pattern(phrase).search(text) if is_search else _folded(phrase) == text:
                return phrase
    return None


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    parts = _folded(phrase.removeprefix("^")).split("…")
    words = ".*".join(re.escape(part.strip()) for part in parts)
    if not (phrase.isascii() or "…" in phrase):
        return re.compile(words)
    start = "^" if phrase.startswith("^") else r"(?<!\w)"
    return re.compile(rf"{start}{words}(?!\w)")


def _folded(text: str) -> str:
    """The text in lower case with hyphens as spaces: “Fact-finding” becomes “fact finding”."""
    # The ellipsis is handled before normalising: NFKC turns it into three dots.
    parts = (unicodedata.normalize("NFKC", part) for part in text.split("…"))
    text = "…".join(parts).casefold().translate(_QUOTES)
    return re.sub(r"[\s_‐‑–—-]+", " ", text).strip()
