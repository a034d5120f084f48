"""Pure: Unicode collation, in the one order that lists of several languages share."""

import icu

# Japanese, because only it sorts kana and characters as its readers expect (JIS X 4061: a long
# vowel counts as its vowel, a character by its reading). Latin letters and Hangul have the same
# order as in English and Korean.
_COLLATOR = icu.Collator.createInstance(icu.Locale("ja"))
_COLLATOR.setStrength(icu.Collator.QUATERNARY)  # hiragana before katakana
_COLLATOR.setAttribute(icu.UCollAttribute.NUMERIC_COLLATION, icu.UCollAttributeValue.ON)
# PostgreSQL's indexes allow at most 2,700 bytes. A title of 255 letters needs about 600.
LONGEST_KEY = 1_000


def sort_key(text: str) -> bytes:
    """Bytes that sort as the texts should: "2" before "10", "Ábaco" before "abbey"; never empty."""
    return _COLLATOR.getSortKey(text)[:LONGEST_KEY]
