"""A name is found in any spelling, and nothing else is."""

import pickle
from pathlib import Path
from unicodedata import normalize

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from archive.safeguards.names import korean
from archive.safeguards.names.sealed import SealedNames
from archive.safeguards.names.spellings import spellings_of

SPELLINGS = {
    "김민수": [
        *("Kim Min-su", "KIM MINSU", "Min-soo Kim", "Kim, Min Soo", "Gim Min-su", "gim_minsu-2006"),
        *("김 민수", normalize("NFD", "김민수"), "김민수는", "탈북자김민수", "Kim Min\nSu"),
        *(
            "Ｋｉｍ Ｍｉｎｓｕ",
            "Kim M\u00adin\u200bsu",
            "Кіm Min-su",
            "letterKimMinSu",
            "Kim Minsu’s",
            "ᴋɪᴍ ᴍɪɴsᴜ",
        ),
        *("K. Min-su", "MINSU K", "G Min Soo", "Min-su, K", "K민수는", "K. 민수"),
        *("ㄱㅣㅁㅁㅣㄴㅅㅜ", "ㄱㅣㅁ 민ㅅㅜ", "\u1100\u200b\u1175\u11b7민수"),
    ],
    "이영희": ["Lee Young-hee", "Yi Yŏng-hŭi", "Rhee Yeonghui", "Ri Yong Hui", "리영희"],
    "최정은": ["Ch'oe Chŏng-ŭn", "Choi Jung Eun", "Choe Jeong-eun", "Chung-un Choi"],
    "박선영": ["パク・ソニョン", "パクソンヨン", "ﾊﾟｸ ｿﾆｮﾝ", "パク＝ソニョン"],
    "김철수": ["キム・チョルス", "キムチョルス"],
    "리영희": ["リ・ヨンヒ", "イ・ヨンヒ"],
    "최은미": ["チェ・ウンミ", "チェウンミ"],
    "황동혁": ["ファン・ドンヒョク"],
    "노룡": ["Roh Yong", "No Ryong", "로용"],
    "남궁민": ["Namgung Min", "Namkoong Min"],
    "인영": ["In-young", "Inyoung", "In Young", "인영이"],
    "Kim Jung-su": ["김정수", "Kim Chŏng-su", "Jeongsu Kim", "Gim Joong-soo"],
    "Park Geun": ["Pak Kŭn", "박근"],
    "Anna Park": ["Anna Pak", "Bak, Anna"],
    "Min-su": ["Minsoo", "민수가"],
    "José García": ["Jose Garcia", "GARCÍA, José", "Jose\u0301 Garcia"],
    "Åse Müller": ["Aase Mueller", "Ase Muller", "MÜLLER, Åse"],
    "佐藤優子": ["佐藤 優子", "佐藤優子さん"],
    "澤田廣": ["沢田広", "泽田广", "澤\ufe00田廣"],
    "髙橋渡邉": ["高橋渡辺"],
    "さとうゆうこ": [
        *("サトウユウコ", "ｻﾄｳ ﾕｳｺ", "サトーユーコ", "Satō Yūko", "Satoh Yuko", "SATOU YUUKO"),
    ],
    "しんじ つだ": ["Shinji Tsuda", "Tuda Sinzi", "ツダ・シンジ"],
}
OTHERS = {
    "김민수": [
        "kimchi min su",
        "Kim Min-sun",
        "Akim Min-su",
        "Kim came. Min-su left.",
        "Kim\n\nMinsu",
        "k minsu",
        "Kminsu",
        "Minsu came. K is a letter",
    ],
    "이민수": ["사람이 민수기를"],
    "안민수": ["A Minsu song"],
    "정이나": ["Jina said"],
    "이시하": ["それは、いしは、と", "イシハラさん"],
    "민수": ["군민수첩", "민수기"],
    "인영": ["in young people"],
    "박근": ["박근혜"],
    "Rose": ["She lose the roses"],
    "Min": ["mint", "admin"],
    "기민": ["ㅋㅋㅋ ㅣㄱㅣㅁㅣ", "ㄱㅣㅁㅣㄴㅏ"],
    "林": ["林"],  # too short to look for
    "さとう": ["さとうきび"],
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_every_spelling_is_found_whole(name):
    names = SealedNames(["Somebody Else", name])
    for spelling in SPELLINGS[name]:
        for text in (spelling, f"A letter of {spelling}, 2006"):
            [hit] = names.hits(text)
            assert hit.name == 1
            assert text[hit.start : hit.end] in spelling


@pytest.mark.parametrize("name", OTHERS)
def test_what_only_looks_like_it_is_not_found(name):
    names = SealedNames([name])
    assert [text for text in OTHERS[name] if names.hits(text)] == []


SYLLABLES = st.sampled_from("민수영희정은지현우진경숙철호성훈준서연주하나혜선재동석용기태상원")
FULL_NAMES = st.tuples(st.sampled_from(sorted(korean.FAMILIES)), SYLLABLES, SYLLABLES).map("".join)
DIVIDERS = st.sampled_from(["", "-", " ", "\u00ad", "\u200b", " - ", "·", "_"])
WAYS = st.sampled_from([str.title, str.upper, str.lower])


@hypothesis(max_examples=60, deadline=None)
@given(st.data(), FULL_NAMES, WAYS, st.text(), st.text())
def test_whatever_is_written_for_a_name_is_found_in_any_text(data, name, way, before, after):
    full = [spelling for spelling in spellings_of(name) if spelling.initial is None]
    spelling = data.draw(st.sampled_from(full))
    script = data.draw(st.sampled_from(["latin", "native"]))
    written = ""
    for part in spelling.parts:
        written += way(data.draw(st.sampled_from(getattr(part, script))))
        written += data.draw(DIVIDERS)
    written = normalize(data.draw(st.sampled_from(["NFC", "NFD"])), written)
    text = f"{before} {written} {after}"
    start = len(before) + 1
    assert any(
        hit.start <= start and hit.end >= start + len(written.rstrip(" -·_\u00ad\u200b"))
        for hit in SealedNames([name]).hits(text)
    )


def test_prose_says_no_name():
    people = [
        "김민수",
        "이서연",
        "박지은",
        "최유나",
        "안인수",
        "Lee So-young",
        "Han Sun-hee",
        "오하나",
    ]
    names = SealedNames([*people, "노인호", "인숙", "유나", "佐藤優子", "たなか けん", "Anna Park"])
    folder = Path(settings.BASE_DIR)
    for path in [*folder.glob("docs/*.md"), *folder.glob("home/demo/content/*.*")]:
        text = path.read_text("utf-8")
        assert [text[hit.start - 20 : hit.end] for hit in names.hits(text)] == []


def test_it_shows_itself_to_nobody():
    names = SealedNames(["Kim Min-su"])
    assert "Min" not in repr(names)
    with pytest.raises(TypeError):
        pickle.dumps(names)
