"""Pure: the Latin spellings of a Korean syllable, and the syllables that a Latin word may be."""

from __future__ import annotations

from functools import cache
from itertools import product

# In Unicode's order of jamo. For each, the Revised Romanization first; then McCune-Reischauer
# without its marks, and common spellings.
_INITIALS_WRITTEN = """
g,k,gh kk,gg,k n d,t tt,dd,t r,l,rh m b,p pp,bb,p s,sh ss,s - j,ch jj,tch,ch ch k,kh t,th p,ph h
"""
_VOWELS_WRITTEN = """
a,ah ae,ai,ay ya,yah yae eo,o,uh e,eh,ey yeo,yo,yuh ye,yeh o,oh wa,oa wae,wai oe,oi,oy,we yo
u,oo,ou wo,weo,wu we wi,ui,wee yu,yoo,you eu,u ui,eui,ee,i,hee i,ee,ie,y
"""
_FINALS_WRITTEN = "- k,g g,k k n n n t,d l,r k m p l l p l m p,b p t t,s ng t,j t k t p t"
_INITIALS, _VOWELS, _FINALS = (
    [[option.strip("-") for option in options.split(",")] for options in written.split()]
    for written in (_INITIALS_WRITTEN, _VOWELS_WRITTEN, _FINALS_WRITTEN)
)
_BEFORE_FINAL = {4: ["u", "ou", "oo"], 6: ["yu", "you"], 18: ["ou", "oo"]}
_AFTER_NOTHING = {13: ["woo", "wu"]}  # 우
_AFTER_H = {9: ["wha"]}  # 황: Whang
_FIRST = 0xAC00
SILENT = 11  # ㅇ before a vowel
_N, _R, _H = 2, 5, 18
_PALATAL = {2, 3, 6, 7, 12, 17, 20}  # vowels before which the South drops ㄹ and ㄴ
# Further spellings of family names.
_OF_FAMILIES = {
    "이": "lee leigh li rhee rhie rhe ree reeh ri yi yee i",
    "박": "park parc bark",
    "백": "back paek paik",
    "김": "keem kym",
    "서": "suh su seoh",
    "허": "hur her huh",
    "어": "uh",
    "조": "joe cho",
    "최": "choy choe chey",
    "노": "noh roh",
    "임": "lim rim yim leem rhim",
    "유": "yoo ryu ryoo lyu you yu",
    "구": "koo goo ku",
    "오": "oh",
    "정": "chung joung jung",
    "여": "yuh",
    "석": "suk",
    "옥": "ok oak",
    "태": "tae tai",
}
_FAMILIES_WRITTEN = """
김 이 리 박 최 정 강 조 윤 장 임 림 한 오 서 신 권 황 안 송 전 홍 유 류 고 문 양 량 손 배 백 허 남
심 노 로 하 곽 성 차 주 우 구 민 진 지 엄 채 원 천 방 공 현 함 변 염 렴 여 려 추 도 소 석 선 설 마
길 연 련 위 표 명 기 반 라 나 왕 금 옥 육 륙 인 맹 제 모 탁 국 어 은 편 용 룡 예 경 봉 사 부 가 복
태 목 형 피 두 감 음 빈 동 온 호 범 좌 팽 승 간 상 시 갈 단 견 당 남궁 황보 제갈 사공 선우 서문
독고 동방
"""
FAMILIES = frozenset(_FAMILIES_WRITTEN.split())

Options = tuple[str, ...]  # the syllables that a spelling may stand for


@cache
def twins(syllable: str, is_family: bool = False) -> tuple[str, ...]:
    """The syllable in the South's and the North's spelling: 이 and 리; for a family 노 and 로."""
    initial, vowel, final = jamo(syllable)
    changes = {_R: SILENT, SILENT: _R} if vowel in _PALATAL else {}
    if is_family and vowel not in _PALATAL:
        changes = {_R: _N, _N: _R}
    if initial not in changes:
        return (syllable,)
    return syllable, _joined(changes[initial], vowel, final)


@cache
def transcriptions(syllable: str, is_family: bool = False) -> tuple[str, ...]:
    """All Latin spellings, the Revised Romanization first."""
    spellings: dict[str, None] = {}
    for twin in twins(syllable, is_family):
        initial, vowel, final = jamo(twin)
        vowels = [*_VOWELS[vowel]]
        vowels += _BEFORE_FINAL.get(vowel, []) if final else []
        vowels += _AFTER_NOTHING.get(vowel, []) if initial == SILENT else []
        beginnings = map("".join, product(_INITIALS[initial], vowels))
        whispered = _AFTER_H.get(vowel, []) if initial == _H else []
        parts = product([*beginnings, *whispered], _FINALS[final])
        spellings |= dict.fromkeys(map("".join, parts))
        if is_family:
            spellings |= dict.fromkeys(_OF_FAMILIES.get(twin, "").split())
    return tuple(spellings)


def romanized(syllable: str) -> str:
    initial, vowel, final = jamo(syllable)
    return _INITIALS[initial][0] + _VOWELS[vowel][0] + _FINALS[final][0]


@cache
def family_names(word: str) -> tuple[str, ...]:
    """The family names with this spelling, each once, Northern or Southern."""
    families = {
        frozenset(twins(name, True)) if len(name) == 1 else name: name
        for name in _by_spelling(True).get(word, ())
    }
    return tuple(families.values())


@cache
def given_names(word: str) -> list[tuple[Options, ...]]:
    """The ways to read a word as one or two syllables, each with all possible syllables."""
    by_spelling = _by_spelling(False)
    readings: list[tuple[Options, ...]] = (
        [(tuple(by_spelling[word]),)] if word in by_spelling else []
    )
    for place in range(1, len(word)):
        first, second = by_spelling.get(word[:place]), by_spelling.get(word[place:])
        if first and second:
            readings.append((tuple(first), tuple(second)))
    return readings


@cache
def _by_spelling(is_family: bool) -> dict[str, list[str]]:
    syllables: dict[str, list[str]] = {}
    for name in sorted(FAMILIES) if is_family else _plain_syllables():
        for spelling in map("".join, product(*(transcriptions(part, is_family) for part in name))):
            syllables.setdefault(spelling, []).append(name)
    return syllables


def _plain_syllables() -> list[str]:
    """Syllables of given names: without doubled consonants, rare vowels and rare finals."""
    initials = [place for place in range(19) if place not in (1, 4, 8, 10, 13)]
    vowels = [place for place in range(21) if place not in (3, 10, 15)]
    return [_joined(*parts) for parts in product(initials, vowels, (0, 1, 4, 8, 16, 17, 21))]


def jamo(syllable: str) -> tuple[int, int, int]:
    """The initial, vowel and final of a syllable, as indexes in Unicode's order."""
    number = ord(syllable) - _FIRST
    return number // 588, number % 588 // 28, number % 28


def _joined(initial: int, vowel: int, final: int) -> str:
    return chr(_FIRST + initial * 588 + vowel * 28 + final)
