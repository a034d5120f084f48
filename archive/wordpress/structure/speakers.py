"""Pure: whether labels before paragraphs are the persons who speak there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from .correspondents import is_name

ASKING = {
    *("q", "question", "interviewer", "問", "質問", "聞き手", "記者", "문", "질문", "기자"),
    "――",
}
_ANSWERING = {"a", "answer", "答", "回答", "답", "대답"}
# What a form, an announcement or a glossary has before its lines.
FIELDS = {
    *("date", "time", "place", "venue", "admission", "fee", "contact", "tel", "fax", "phone"),
    *("email", "e-mail", "address", "note", "source", "photo", "subject", "from", "to", "cc"),
    *("name", "age", "sex", "gender", "born", "birth", "nationality", "occupation", "status"),
    *("session", "topic", "theme", "charge", "crime", "sentence", "title", "director", "year"),
    *("日時", "日付", "場所", "会場", "参加費", "主催", "連絡先", "電話", "住所"),
    *("注", "出典", "写真", "氏名", "名前", "年齢", "性別", "職業", "国籍", "生年月日", "出身地"),
    *("題名", "監督", "罪状", "備考"),
    *("일시", "장소", "회비", "주최", "연락처", "전화", "주소", "주", "출처", "사진"),
    *("이름", "성명", "나이", "성별", "직업", "국적", "생년월일", "출신지", "제목", "감독", "비고"),
}
_ROLE = re.compile(
    r"\b(?:interviewe[er]|refugee|defector|survivor|witness|staff(?:er)?|mother|father|brother"
    r"|sister|son|daughter|child|boy|girl|man|woman|activist|volunteer|speaker|moderator|host"
    r"|guest|reporter|journalist|participant|pastor|missionary|professor|broker|shelter|attorney"
    r"|lawyer|judge|doctor|nurse|teacher|student|prisoner|guard|soldier)s?\b"
    r"|\b(?:mr|mrs|ms|dr|prof|rev|fr|sr)\b\.?"
    r"|.(?:さん|氏|様|先生|記者|職員|代表|牧師|監督|スタッフ)$"
    r"|^(?:難民|脱北者|司会|参加者|母|父|男性|女性|少年|少女)"
    r"|.(?:씨|님|선생|기자|목사|대표|간사|활동가|감독)$|^(?:난민|탈북자|사회|참가자|어머니|아버지)",
    re.IGNORECASE,
)
# As most Koreans, Chinese and Japanese of an archive like this are called, in Latin letters.
_SURNAMES = {
    *("kim", "lee", "yi", "rhee", "park", "pak", "choi", "choe", "jung", "chung", "kang", "cho"),
    *("yoon", "yun", "jang", "chang", "lim", "rim", "han", "shin", "seo", "suh", "kwon", "hwang"),
    *("ahn", "an", "song", "hong", "yang", "ryu", "yoo", "yu", "noh", "roh", "moon", "mun", "son"),
    *("wang", "li", "zhang", "liu", "chen", "zhao", "huang", "zhou", "wu", "xu", "lin"),
    *("kato", "sato", "suzuki", "tanaka", "ito", "watanabe", "yamamoto", "nakamura", "kobayashi"),
}
_ACRONYM = re.compile(r"[A-Z]{2,8}")
_ONE_WORD = re.compile(r"[A-ZÀ-Þ][\w'’-]{1,30}|[^\W\d_a-zA-Z]{1,8}")


def are_certain(labels: Mapping[str, str], asking: Set[str], prose: str) -> bool:
    """Whether of these labels, by their keys, some are known to ask and all are persons.

    Where a label says so itself, “Q” or “Interviewer”, any name may answer; where only question
    marks do, each has to be told as a person's by itself, or be a name that the prose mentions.
    """
    if not asking or asking == labels.keys():
        return False
    further = {key: label for key, label in labels.items() if key not in ASKING | _ANSWERING}
    if asking <= ASKING:
        return all(_may_be_person(label) for label in further.values())
    return all(_is_person(label, prose, is_asking=key in asking) for key, label in further.items())


def are_anonymous(labels: Mapping[str, str]) -> bool:
    """Whether they are the bare letters of questions and answers, as in a list of such."""
    return labels.keys() <= {"q", "question", "問", "質問", "문", "질문"} | _ANSWERING


def _may_be_person(label: str) -> bool:
    return bool(_ROLE.search(label) or _ONE_WORD.fullmatch(label)) or is_name(label)


def _is_person(label: str, prose: str, *, is_asking: bool) -> bool:
    words = label.casefold().split()
    if _ROLE.search(label) or not _SURNAMES.isdisjoint(words):
        return True
    if is_asking and _ACRONYM.fullmatch(label):  # who publishes it
        return True
    return is_name(label) and label in prose and (len(words) > 1 or not label.isascii())
