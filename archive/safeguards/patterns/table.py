"""What may identify somebody, one row for each kind. Texts are read in NFKC, without full width."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from re import Match
from typing import Any, NamedTuple
from unicodedata import normalize
from urllib.parse import unquote

from django.utils.translation import gettext_lazy as _
from phonenumbers import Leniency, PhoneNumberMatcher

from .crossings import crossings
from .proofs import (
    has_birthday,
    is_chinese_resident,
    is_iban,
    is_individual_number,
    is_position,
    is_position_turned,
)

HAN, HANGUL = "一-鿿々", "가-힣"
BEGIN, END = r"(?<![A-Za-z\d])", r"(?![A-Za-z\d])"  # of a number, also in scripts without spaces
REGIONS = ("KR", "JP", "CN")  # where numbers are understood without a country code
_DIGITS = re.compile(r"\d(?:[\s().\-/+]*\d){6}")
_DIGIT = r"[\d〇零一二三四五六七八九공영일이삼사오육륙칠팔구]"
_SPELLED = re.compile(rf"{_DIGIT}(?:[\s\-]?{_DIGIT}){{8,}}")
_FIGURES = str.maketrans(
    "〇零一二三四五六七八九공영일이삼사오육륙칠팔구", "00123456789001234566789"
)
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s?[・·ー—~_]\s?(?=\d)")
_PLUS_CODE = "[2-9CFGHJMPQRVWX]"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–−", "-"))
Find = Callable[[str], Iterator[str]]


class Pattern(NamedTuple):
    """A kind, its function, and what it finds."""

    name: str
    label: Any
    find: Find
    examples: tuple[str, ...]


def matching(*expressions: str, proof: Callable[[Match[str]], bool] | None = None) -> Find:
    """Finds matches of these expressions for which the proof is true."""
    compiled = [re.compile(expression) for expression in expressions]

    def find(text: str) -> Iterator[str]:
        for expression in compiled:
            for match in expression.finditer(text):
                if proof is None or proof(match):
                    yield match.group().strip()

    return find


def either(*ways: Find) -> Find:
    return lambda text: (match for find in ways for match in find(text))


def telephones(text: str) -> Iterator[str]:
    """By each country's numbering plan, as in Google's library."""
    text = as_digits(text)
    if not _DIGITS.search(text):
        return
    for region in REGIONS:
        for match in PhoneNumberMatcher(text, region, Leniency.VALID):
            yield match.raw_string


def as_digits(text: str) -> str:
    """The numbers that are spelled digit by digit in figures, with hyphens between them."""
    figures = _SPELLED.sub(lambda match: match[0].translate(_FIGURES), text)
    return _BETWEEN_DIGITS.sub("-", figures)


PATTERNS = (
    Pattern(
        "coordinates",
        _("a position on the map"),
        either(
            matching(
                r"(?<![\d.])(-?\d{1,2}\.\d{3,})°?,\s*(-?\d{1,3}\.\d{3,})(?![\d.])",
                r"(?<![\d.])(-?\d{2}\.\d{4,})°?[\s/;|]{1,3}(-?\d{1,3}\.\d{4,})(?![\d.])",
                r"(?<![\d.])(-?\d{1,2},\d{4,})[\s/;|]{1,3}(-?\d{1,3},\d{4,})(?![\d,])",
                r"(?<![\d.])([+-]\d{1,2}\.\d{3,})([+-]\d{1,3}\.\d{3,})(?![\d.])",  # ISO 6709
                proof=is_position,
            ),
            matching(
                r"(?<![\d.])(-?1?\d{1,2}\.\d{4,})°?[,\s]{1,3}(-?\d{1,2}\.\d{4,})(?![\d.])",
                proof=is_position_turned,
            ),
            matching(
                r"\d{1,3}\s?[°度도]\s?\d{1,2}(?:\.\d+)?\s?['′分분]",
                r"\b\d{1,3}[ :]\d{1,2}[ :]\d{1,2}(?:\.\d+)?\s?[NSEW]\b",
                r"\b\d{1,3}o\s?\d{1,2}(?:\.\d+)?\s?['′]",  # NFKC of º
                r"\b\d{1,3}d\s?\d{1,2}m\s?\d{1,2}(?:\.\d+)?s\b",
                r"[NSEW北南東西]緯?\s?\d{1,3}\.\d{3,}",
                r"(?:[北南][緯纬]|[東东西][経經经]|[緯纬経經经]度|[북남]위|[동서]경|위도|경도)"
                r"[\s:=は는은]{0,3}\d{1,3}\.\d{3,}",
                r"(?:[北南][緯纬]|[東东西][経經经])[〇零一二三四五六七八九十百]{1,6}度",
                r"(?i:\b(?:m?lat(?:itude)?|m?lon(?:gitude)?|lng))\W{1,3}-?\d{1,3}\.\d{3,}",
                rf"\b{_PLUS_CODE}{{8}}\+{_PLUS_CODE}{{2,3}}\b",
                rf"\b(?=\d{{0,3}}[A-Z]){_PLUS_CODE}{{4}}\+{_PLUS_CODE}{{2,3}}\b",
                r"///[^\W\d_]+\.[^\W\d_]+\.[^\W\d_]+",  # what3words
                r"\b(?:goo\.gl/maps|maps\.app\.goo\.gl|naver\.me|map\.naver\.com/p|kko\.to"
                r"|map\.kakao\.com/link|surl\.amap\.com|j\.map\.baidu\.com)/\S+",
                r"\b\d{1,2}\.\d{3,}\s?°?\s?[NS]\b[,\s]{1,3}\d{1,3}\.\d{3,}\s?°?\s?[EW]\b",
                r"\b\d{2}[C-X]\s?[A-HJ-NP-Z]{2}\s?(?:\d{4}\s?\d{4}|\d{5}\s?\d{5})\b",  # MGRS
            ),
        ),
        (
            "42.9067, 129.5131",
            "42°54′24″N 129°30′47″E",
            "42.9067° N, 129.5131° E",
            "北緯42度54分",
            "북위 42도 54분",
            "52TDN 5123 4421",
            "위도 42.9067 경도 129.5131",
            "东经129.5131度",
            "北緯四十二度五十四分",
            "8Q7VWG47+Q2",
            "https://maps.apple.com/?ll=42.9067%2C129.5131",
        ),
    ),
    Pattern(
        "telephone",
        _("a telephone number"),
        telephones,
        (
            "+86 138 1234 5678",
            "03-3815-8127",
            "010-2345-6789",
            "090ー1234ー5678",
            "공일공 이삼사오 육칠팔구",
            "一三八一二三四五六七八",
        ),
    ),
    Pattern(
        "email",
        _("an e-mail address"),
        matching(
            r"[\w.+-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63})*\.[^\W\d_]{2,}",
            r"[\w.+-]{1,64}\s?(?:[(\[]\s?(?i:at|アット)\s?[)\]]|골뱅이)\s?[\w-]{2,63}",
        ),
        ("kim.ok@example.com", "kim.ok [at] example [dot] com", "kim골뱅이naver.com"),
    ),
    Pattern(
        "passport",
        _("the number of a passport"),
        matching(
            rf"{BEGIN}[MSROD]\d{{3}}[A-Z\d]\d{{4}}{END}",  # Korea: M12345678, since 2021 M123A4567
            rf"{BEGIN}[A-Z]{{2}}\d{{7}}{END}",  # Japan: TK1234567
            rf"{BEGIN}(?:E[A-HJ-NP-Z]?|G|P|D|S)\d{{7,8}}{END}",  # China: E12345678, EA1234567
            rf"(?i:passport|旅券|パスポート|여권|护照|護照)[{HAN}{HANGUL}\w\s.:：#]{{0,12}}?{BEGIN}[A-Z\d]{{7,9}}{END}",
        ),
        ("M12345678", "TK1234567", "E12345678", "passport no. 123456789", "여권번호 M123A4567"),
    ),
    Pattern(
        "resident_number",
        _("a number of a person's registration"),
        either(
            matching(r"(?<!\d)\d{6}[- ]?[1-8](?:\d{6}|\*{6})(?!\d)", proof=has_birthday),
            matching(r"(?<![\dXx])\d{6}(?:19|20)\d{9}[\dXx](?![\dXx])", proof=is_chinese_resident),
            matching(r"(?<!\d)\d{4}[ -]?\d{4}[ -]?\d{4}(?![\d-])", proof=is_individual_number),
        ),
        ("850312-1234567", "850312-1******", "11010519491231002X", "1234 5678 9018"),
    ),
    Pattern(
        "bank_account",
        _("a bank account"),
        either(
            matching(
                rf"{BEGIN}[A-Z]{{2}}\d{{2}}(?: ?[A-Z\d]{{4}}){{3,7}}(?: ?[A-Z\d]{{1,3}})?{END}",
                proof=is_iban,
            ),
            matching(
                r"(?:口座番?号?|普通預?金?|当座)\s*[:：]?\s*\d{6,8}(?!\d)",
                rf"(?:계좌(?:번호)?|은행)[{HANGUL}\s:：]{{0,6}}\d{{2,6}}-\d{{2,6}}-\d{{2,7}}",
                r"(?:ゆうちょ|記号番号)\D{0,8}\d{5}-\d{5,8}",
                r"(?:账号|帐号|账户|賬號|银行卡号?|卡号)\s*[:：]?\s*\d[\d ]{9,22}",
                r"(?i:\baccount(?: (?:no|number|nr))?\.?)\s*[:：]?\s*\d[\d -]{5,20}\d",
            ),
        ),
        (
            "DE89 3704 0044 0532 0130 00",
            "普通 1234567",
            "계좌번호 110-234-567890",
            "账号 6222 0212 3456 7890 123",
            "account no. 12345678",
        ),
    ),
    Pattern(
        "messenger",
        _("a name in a messenger"),
        matching(
            r"(?i:we ?chat|weixin|微信|line|ライン|kakao ?talk|카카오톡|카톡|telegram|텔레그램|テレグラム|"
            r"whats ?app|signal|skype|qq)号?の?\s*(?i:id|アイディー?|아이디|帳號|账号)?\s*(?:is|は|는|是)?\s*[:：]\s*"
            r"@?[A-Za-z\d][\w.-]{3,}",
            r"(?i:we ?chat|weixin|微信|line|kakao ?talk|카카오톡|카톡|telegram|텔레그램|whats ?app|skype|qq)号?"
            r"\s+?(?i:id|아이디)\s+@?[A-Za-z\d][\w.-]{3,}",
            r"(?i:we ?chat|weixin|微信|위챗|kakao ?talk|카카오톡|카톡|telegram|텔레그램|テレグラム|whats ?app)"
            r"\s?(?:@[A-Za-z]\w{3,}|(?=[A-Za-z.-]*[\d_])[A-Za-z][\w.-]{3,})",
            r"\bt\.me/\w{4,}|\bwa\.me/\d{6,}|\bline\.me/\S{4,}",
        ),
        (
            "WeChat: wang_1974",
            "LINE ID: hana77",
            "카카오톡 아이디: minsu84",
            "微信号：yanji88",
            "위챗 wang1974",
            "Telegram @minsu84",
            "t.me/helper01",
        ),
    ),
    Pattern(
        "street_address",
        _("a street address"),
        matching(
            rf"[{HAN}]{{1,6}}[都道府県市区町村郡][{HAN}ぁ-んァ-ヶー\s]{{0,16}}?\d{{1,4}}(?:丁目|番地?|-\d{{1,4}}(?:-\d{{1,4}})?)",
            r"\b[A-Z][a-z]+-(?:daero|ro|gil)[\s,]{1,2}\d{1,4}\b|\b\d{1,4}(?:-\d{1,4})?,? [A-Z][a-z]+-(?:daero|ro|gil)\b",
            rf"(?<![{HANGUL}])(?!스스로)[{HANGUL}]{{2,8}}(?:로|길)\s?\d{{1,4}}(?:번길)?(?:-\d{{1,4}})?(?!\d|[년월일시분명원%])",
            rf"[{HANGUL}]{{1,6}}(?:동|리|읍|면)\s?\d{{1,4}}(?:-\d{{1,4}}|번지)",
            rf"[{HAN}]{{1,8}}(?:路|街|巷|弄|胡同|大道)\d{{1,5}}号",
            r"\b\d{1,5} (?:[A-Z][\w'-]+ ){1,3}(?:Street|St\.?|Road|Rd\.?|Avenue|Ave\.?|Lane|Drive|Boulevard|Blvd\.?)(?![\w])",
        ),
        (
            "東京都千代田区飯田橋4-6-5",
            "세종대로 209",
            "역삼동 123-45",
            "人民路128号",
            "209, Sejong-daero",
            "12 Baker Street",
        ),
    ),
    Pattern(
        "shelter",
        _("where a shelter is"),
        matching(
            r"(?i:\b(?:shelters?|safe ?-?houses?|hide-?outs?|hiding[ -]places?)) (?:is |are |was |were )?"
            r"(?:in|near|at|outside|behind|north of|south of|east of|west of) (?:the (?:village|town|city|hills?) of )?"
            r"(?!China|Korea|Japan|Asia|North|South|Europe)[A-Z]\w+",
            rf"[{HAN}ァ-ヶー]{{2,12}}(?:市|県|省|町|村|州|駅)?(?:の|にある|の近くの|郊外の)(?:シェルター|避難所|隠れ家|保護施設)",
            rf"(?:シェルター|避難所|隠れ家|保護施設)[はが][{HAN}ァ-ヶー]{{2,12}}(?:市|県|省|町|村|州|に|の)",
            rf"[{HANGUL}]{{2,12}}(?:시|군|현|성|에|의|에 있는|근처의|근처)\s?(?:쉼터|안가|은신처|보호소)",
            rf"(?:쉼터|안가|은신처|보호소)[는은가이]\s?[{HANGUL}]{{2,12}}(?:시|군|현|성|에)",
            rf"[{HAN}]{{2,12}}(?:市|县|省|镇|村)的?(?:庇护所|收容所|安全屋|避难所)",
        ),
        ("the shelter in Yanji", "延吉市のシェルター", "연길시의 쉼터", "延吉市的庇护所"),
    ),
    Pattern(
        "number_plate",
        _("the number of a vehicle"),
        matching(
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·・ ]?[A-HJ-NP-Z\d]{5,6}(?![A-Z\d])",
            rf"[{HAN}ぁ-ん]{{1,4}}\s?\d{{2,3}}\s?[ぁ-ん]\s?\d{{2}}-\d{{2}}",
            r"(?<!\d)\d{2,3}\s?[가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주바사아자배허하호]\s?\d{4}(?!\d|년)",
            r"(?i:(?:licen[cs]e|number|registration) plates?)\W+(?:\w+\W+){0,3}?[A-Z\d]{1,4}[- ][A-Z\d]{2,5}\b",
        ),
        ("吉H·12345", "品川 300 あ 12-34", "12가 3456", "licence plate ABC 1234"),
    ),
    Pattern(
        "crossing",
        _("the day and place of a crossing"),
        crossings,
        (
            "She crossed the Tumen on 4 February 2006",
            "2006年2月4日に豆満江を渡った",
            "2006년 2월 4일 두만강을 건넜다",
        ),
    ),
)


def found_in(text: str, patterns: Iterable[Pattern] = PATTERNS) -> Iterator[tuple[Pattern, str]]:
    """What may identify somebody in a text, each match once, with its kind."""
    plain = normalize("NFKC", _INVISIBLE.sub("", unquote(text))).translate(_HYPHENS)
    for pattern in patterns:
        for words in dict.fromkeys(pattern.find(plain)):
            yield pattern, words
