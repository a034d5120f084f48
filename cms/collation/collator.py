"""Pure: Unicode collation, in the one order that lists of several languages share."""

import icu

# Japanese, for it alone arranges kana and characters as its readers do (JIS X 4061: a long vowel
# is its vowel, a character stands by its reading). Latin letters and Hangul are in the order that
# English and Korean have anyway.
_COLLATOR = icu.Collator.createInstance(icu.Locale("ja"))
_COLLATOR.setStrength(icu.Collator.QUATERNARY)  # hiragana before katakana
_COLLATOR.setAttribute(icu.UCollAttribute.NUMERIC_COLLATION, icu.UCollAttributeValue.ON)
# PostgreSQL's indexes take no more than 2,700 bytes. A title of 255 letters needs some 600.
LONGEST_KEY = 1_000


def sort_key(text: str) -> bytes:
    """Bytes that sort as the texts should: "2" before "10", "Ábaco" before "abbey"; not empty."""
    return _COLLATOR.getSortKey(text)[:LONGEST_KEY]
