"""Pure: which type of page a post becomes, by rules that an editor can read.

The first rule that fits decides. Its phrases are looked for as whole words in any case, Japanese
and Korean ones anywhere; an ellipsis stands for any words between, “film … screened”.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import cache
from typing import Literal, NamedTuple

PAGE, LETTER = "home.StandardPage", "archive.LetterPage"
ACTIVITY_REPORT, FILM_EVENT = "archive.ActivityReportPage", "archive.FilmEventPage"
REPORT = "archive.ReportPage"

Where = Literal["post type", "title", "opening", "structure", "category", "post format"]


class Kind(NamedTuple):
    """The type of a page, the kind of a report, and the reason."""

    model: str
    kind: str = ""  # of a ReportPage
    why: str = ""


class Rule(NamedTuple):
    """A row of the table: the type, where to look, and for what."""

    model: str
    kind: str
    where: Where
    phrases: str


class Evidence(NamedTuple):
    """What is known of a post when its type is chosen."""

    post_type: str
    title: str
    opening: str = ""
    structure: Collection[str] = ()  # "interview turns", "an addressee and a salutation"
    categories: Collection[str] = ()  # slugs and names
    post_format: str = ""


INTERVIEW_TURNS, ADDRESSEE = "interview turns", "an addressee and a salutation"

# Type, kind of a report, where to look, and phrases with commas between: “^” is where the title
# begins, “…” any words, and “…” in quotation marks what stands in such marks, of whatever kind.
RULES = [
    Rule(PAGE, "", "post type", "page"),
    Rule(ACTIVITY_REPORT, "", "title", "activity report, activities report, annual report"),
    Rule(ACTIVITY_REPORT, "", "title", "活動報告, 年次報告, 事業報告"),
    Rule(ACTIVITY_REPORT, "", "title", "활동보고, 활동 보고, 연차보고, 연차 보고, 사업보고"),
    Rule(LETTER, "", "title", "open letter, letter to, letter of appeal, ^reply from"),
    Rule(LETTER, "", "title", "公開書簡, 公開質問状, への手紙, への書簡, 宛の書簡"),
    Rule(LETTER, "", "title", "공개서한, 공개 서한, 공개질의서, 드리는 편지, 보내는 편지"),
    Rule(REPORT, "interview", "title", "interview, interviews, in conversation with"),
    Rule(REPORT, "interview", "title", "インタビュー, 聞き書き, 対談"),
    Rule(REPORT, "interview", "title", "인터뷰, 대담"),
    Rule(FILM_EVENT, "", "title", "film “…” … screened, film “…” … shown, film “…” … screening"),
    Rule(FILM_EVENT, "", "title", "documentary “…” … screened, documentary “…” … screening"),
    Rule(FILM_EVENT, "", "title", "^film showing, ^film screening, ^documentary screening"),
    Rule(FILM_EVENT, "", "title", "screening of … film “…”, screening of … documentary “…”"),
    Rule(FILM_EVENT, "", "title", "上映会, 映画上映, 試写会"),
    Rule(FILM_EVENT, "", "title", "상영회, 영화 상영, 영화상영, 시사회"),
    Rule(REPORT, "border_report", "title", "border report, report from the border"),
    Rule(REPORT, "border_report", "title", "国境報告, 国境レポート, 国境からの報告"),
    Rule(REPORT, "border_report", "title", "국경보고, 국경 보고"),
    Rule(REPORT, "fact_finding", "title", "fact finding, investigation mission"),
    Rule(REPORT, "fact_finding", "title", "調査団, 実態調査, 現地調査"),
    Rule(REPORT, "fact_finding", "title", "조사단, 진상조사, 실태조사, 현지조사"),
    Rule(REPORT, "speech", "title", "^speech, speech by, speech at, speech to, keynote speech"),
    Rule(REPORT, "speech", "title", "keynote address, address to, address at"),
    Rule(REPORT, "speech", "title", "lecture by, lecture at, lecture on, ^lecture, guest lecture"),
    Rule(REPORT, "speech", "title", "testimony at, testimony before"),
    Rule(REPORT, "speech", "title", "講演, 演説, スピーチ"),
    Rule(REPORT, "speech", "title", "연설, 강연"),
    Rule(REPORT, "speech", "opening", "script of the speech, script of my speech"),
    Rule(REPORT, "speech", "opening", "text of the speech, text of my speech, speech i presented"),
    Rule(REPORT, "speech", "opening", "講演の原稿, 講演原稿, 講演の全文, スピーチ原稿"),
    Rule(REPORT, "speech", "opening", "연설문, 연설 전문, 강연 원고"),
    Rule(REPORT, "statement", "title", "statement, declaration, petition, manifesto"),
    Rule(REPORT, "statement", "title", "appeal to, appeal for, joint appeal, urgent appeal"),
    Rule(REPORT, "statement", "title", "声明, 宣言, 要望書, 請願, アピール"),
    Rule(REPORT, "statement", "title", "성명, 선언문, 호소문, 청원"),
    Rule(REPORT, "field_report", "title", "field report, mission report, report from"),
    Rule(REPORT, "field_report", "title", "現地報告, 現地レポート, 現場報告"),
    Rule(REPORT, "field_report", "title", "현지보고, 현지 보고, 현장보고, 현장 보고"),
    Rule(REPORT, "news", "title", "news, newsflash, press release, announcement"),
    Rule(REPORT, "news", "title", "速報, ニュース, お知らせ, プレスリリース"),
    Rule(REPORT, "news", "title", "속보, 뉴스, 소식, 공지, 보도자료"),
    Rule(LETTER, "", "structure", ADDRESSEE),
    Rule(REPORT, "interview", "structure", INTERVIEW_TURNS),
    Rule(LETTER, "", "category", "open letters, letters, letter, 公開書簡, 공개서한"),
    Rule(ACTIVITY_REPORT, "", "category", "activity reports, annual reports, 活動報告, 활동보고"),
    Rule(FILM_EVENT, "", "category", "film events, film screenings, screenings, 上映会, 상영회"),
    Rule(REPORT, "interview", "category", "interviews, interview, インタビュー, 인터뷰"),
    Rule(REPORT, "speech", "category", "speeches, speech, 講演, 연설, 강연"),
    Rule(REPORT, "border_report", "category", "border reports, border report, 国境報告, 국경보고"),
    Rule(REPORT, "fact_finding", "category", "fact finding, fact finding missions"),
    Rule(REPORT, "fact_finding", "category", "現地調査, 현지조사"),
    Rule(REPORT, "statement", "category", "statements, statement, appeals, 声明, 성명"),
    Rule(REPORT, "field_report", "category", "field reports, field report, 現地報告, 현지보고"),
    Rule(REPORT, "news", "category", "news, press releases, ニュース, お知らせ, 뉴스, 소식"),
    Rule(REPORT, "interview", "post format", "chat"),
    Rule(REPORT, "news", "post format", "aside, status, link"),
]
NOTHING_FITS = Kind(REPORT, "article", "Nothing else fits.")

_WHY: dict[Where, str] = {
    "post type": "It is a “{}” in WordPress.",
    "title": "The title says “{}”.",
    "opening": "It opens with “{}”.",
    "structure": "It has {}.",
    "category": "It stands in the category “{}”.",
    "post format": "Its post format is “{}”.",
}
_OPENING = 1500  # characters
_QUOTES = str.maketrans(dict.fromkeys("“”„‘’「」『』《》〈〉«»", '"'))


def choose(evidence: Evidence) -> Kind:
    """The type of the first rule that fits."""
    texts: dict[Where, Iterable[str]] = {
        "post type": [_folded(evidence.post_type)],
        "title": [_folded(evidence.title[:500])],
        "opening": [_folded(evidence.opening[:_OPENING])],
        "structure": [_folded(name) for name in evidence.structure],
        "category": [_folded(name) for name in evidence.categories],
        "post format": [_folded(evidence.post_format.removeprefix("post-format-"))],
    }
    for rule in RULES:
        if phrase := _fitting(rule, texts[rule.where]):
            return Kind(rule.model, rule.kind, _WHY[rule.where].format(phrase))
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
    """The text in lower case with hyphens as spaces: “Fact-finding” is “fact finding”."""
    # Normalised after the ellipsis is out of the way: NFKC makes three dots of it.
    parts = (unicodedata.normalize("NFKC", part) for part in text.split("…"))
    text = "…".join(parts).casefold().translate(_QUOTES)
    return re.sub(r"[\s_‐‑–—-]+", " ", text).strip()
