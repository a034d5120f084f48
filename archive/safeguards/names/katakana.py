"""Pure: the katakana for a Korean name, by its sound: キムチョルス for 김철수, ソニョン for 선영.

Everything is in hiragana, as texts are compared.
"""

from __future__ import annotations

from collections.abc import Iterator

from .korean import SILENT, jamo

# For each consonant, its kana before a, i, u, e and o.
_ROWS_WRITTEN = {
    "": "あ い う え お", "k": "か き く け こ", "g": "が ぎ ぐ げ ご", "n": "な に ぬ ね の",
    "t": "た てぃ とぅ て と", "d": "だ でぃ どぅ で ど", "r": "ら り る れ ろ",
    "m": "ま み む め も", "p": "ぱ ぴ ぷ ぺ ぽ", "b": "ば び ぶ べ ぼ", "s": "さ し す せ そ",
    "h": "は ひ ふ へ ほ", "c": "ちゃ ち ちゅ ちぇ ちょ", "j": "じゃ じ じゅ じぇ じょ",
}  # fmt: skip
_ROWS = {name: dict(zip("aiueo", row.split(), strict=True)) for name, row in _ROWS_WRITTEN.items()}
# In Unicode's order of jamo.
_INITIALS_WRITTEN = "k,g k n t,d t r m p,b p s s - c,j c c k t p h"
_VOWELS_WRITTEN = "a e ya ye o e yo ye,e o wa we we,e yo u wo we wi yu u ui,i i"
_FINALS_WRITTEN = """
- く,っ く く ん ん ん っ,と る る る る る る る る
む,ん ぷ,っ ぷ っ,と っ ん っ,と っ,と く っ,と ぷ -
"""
_INITIALS, _VOWELS, _FINALS = (
    [[option.strip("-") for option in options.split(",")] for options in written.split()]
    for written in (_INITIALS_WRITTEN, _VOWELS_WRITTEN, _FINALS_WRITTEN)
)
_CARRIED = {1: "g", 4: "n", 8: "r", 16: "m", 17: "b"}  # a final consonant before a vowel
_SMALL = {"ya": "ゃ", "yu": "ゅ", "yo": "ょ", "ye": "ぇ"}
_ALONE = {"ya": ["や"], "yu": ["ゆ"], "yo": ["よ"], "ye": ["いぇ", "え"]}
_GLIDES = {"wa": ["ぁ", "わ"], "we": ["ぇ", "うぇ"], "wo": ["ぉ", "うぉ"], "wi": ["ぃ", "うぃ"]}
_GLIDES_ALONE = {"wa": ["わ"], "we": ["うぇ"], "wo": ["うぉ"], "wi": ["うぃ"]}


def forms_of(name: str) -> set[str]:
    """All spellings of a name in Hangul."""
    forms = {("", "")}  # the spelling so far, and the consonant that moves to the next vowel
    for syllable in name:
        initial, vowel, final = jamo(syllable)
        next_forms: set[tuple[str, str]] = set()
        for text, carried in forms:
            if carried and initial != SILENT:
                continue
            for row in [carried] if carried else _INITIALS[initial]:
                for mora in _morae(row, vowel):
                    next_forms |= {(text + mora + ending, "") for ending in _FINALS[final]}
                    if final in _CARRIED:
                        next_forms.add((text + mora, _CARRIED[final]))
        forms = next_forms
    return {text for text, carried in forms if not carried}


def _morae(row: str, vowel: int) -> Iterator[str]:
    columns = _ROWS[row]
    for sound in _VOWELS[vowel]:
        if sound in columns:
            yield columns[sound]
        elif sound == "ui":
            yield from () if row else ("うい", "うぃ")
        elif sound in _SMALL and row in ("c", "j"):
            yield columns[sound[1]]
        elif sound in _SMALL:
            yield from [columns["i"] + _SMALL[sound]] if row else _ALONE[sound]
        elif row:
            yield from (columns["u"] + glide for glide in _GLIDES[sound])
        else:
            yield from _GLIDES_ALONE[sound]
