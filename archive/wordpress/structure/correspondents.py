"""Pure: blocks of lines that name to whom a letter goes and who signed it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .countries import is_country

Row = dict[str, str]

_MOST_LINES, _LONGEST_LINE = 12, 150
_LIMITS = {"name": 255, "title": 255, "organisation": 255, "country": 80}
_HONORIFIC = re.compile(
    r"(?:To )?(?:(?:His|Her|Their) Excellenc|(?:The )?(?:Right )?Hon(?:\.|ou?rable)|Mr\.|Mrs\."
    r"|Ms\.|Dr\.|Prof(?:\.|essor)|Rev(?:\.|erend)|Sen(?:\.|ator)|H\.E\.|Madam |Sir )"
)
# Japanese and Korean letters honour the name behind it, and the offices stand before.
_EASTERN_HONORIFIC = re.compile(r".{1,80}(?:様|殿|閣下|御中|귀하|귀중|각하|님께)[,:：、]?")
_OFFICE = re.compile(
    r"\b(?:secretary|minister|president|ambassador|director|chair(?:man|woman|person)?|chief|"
    r"commissioner|representative|premier|chancellor|senator|governor|mayor|professor|rapporteur|"
    r"head|coordinator|founder|manager|editor|members?|staff\w*|team|spokes\w*|consul|envoy)\b"
    r"|長官|大臣|大使|代表|議長|理事|局長|会長|委員長|総長|主席|大統領|首相|弁務官|所長|教授"
    r"|장관|대사|대표|의장|이사|국장|회장|위원장|총장|주석|대통령|총리|소장|교수|목사",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:ministry|embassy|consulate|committee|commission|council|office|department|agency|bureau|"
    r"organi[sz]ation|association|foundation|university|college|institute|mission|parliament|house|"
    r"congress|senate|assembly|government|secretariat|funds?|network|cent(?:er|re)|society|league|"
    r"union|coalition|church|federation|alliance|nations|international|refugees"
    r"|productions?|films?|studios?)\b"
    r"|省|庁|委員会|大使館|領事館|協会|基金|事務所|連合|機構|財団|大学|議会|国連|連盟|会$"
    r"|부$|청$|위원회|대사관|협회|기금|사무소|연합|기구|재단|대학|국회|유엔|연맹|교회|선교회",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"c/o\b|P\.?\s?O\.?\s?Box|〒|.*\d|.*\b(?:street|avenue|road|boulevard|building|floor|suite|room|"
    r"square|lane|plaza|tower)\b|.*\b(?:st|ave|rd|blvd|bldg)\.|.*[都道府県市区町村丁目番地号]$"
    r"|.*(?:특별시|광역시|[가-힣]로|[가-힣]길)$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:.*(?:\b(?:and|of|for|to|the|on|in)|[,&、・]))$", re.IGNORECASE)
_REACHED_BY = re.compile(r"@|https?:|www\.|\b(?:tel|fax|phone|e-?mail)\b|電話|전화", re.IGNORECASE)
_OFFICE_THEN_NAME = re.compile(
    r"(.{1,80}(?:長|代表|理事|대표|회장|이사장|국장|위원장))\s(\S.{0,20})"
)
_NAME_WORDS = re.compile(r"[^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){1,5}")
_EASTERN_NAME = re.compile(r"(?=[^\x00-\x7f])[\w・]{2,20}(?:\s[\w・]{1,10})?")
_TWO_SENTENCES = re.compile(r"[a-z]{3}\.\s+[A-Z]")
_PARTICLES = {"de", "der", "van", "von", "da", "di", "la", "le", "bin", "al", "y", "e"}


def is_block(lines: Sequence[str]) -> bool:
    """Whether lines stand as addresses and signatures do, and not as sentences."""
    if not 1 <= len(lines) <= _MOST_LINES:
        return False
    return not any(len(line) > _LONGEST_LINE or _is_sentence(line) for line in lines)


def is_honoured(line: str) -> bool:
    """Whether a line ends as a Japanese or Korean addressee's does."""
    return bool(_EASTERN_HONORIFIC.fullmatch(line))


def recipients(blocks: Sequence[Sequence[str]]) -> list[Row] | None:
    """A row for each addressee; None where it is not certain who they are."""
    if not all(is_block(block) for block in blocks):
        return None
    lines_by_addressee = _one_each(blocks)
    if not all(_is_addressee(lines) for lines in lines_by_addressee):
        return None
    rows = [_recipient(lines) for lines in lines_by_addressee]
    return rows if all(_fits(row) for row in rows) else None


def signatories(lines: Sequence[str]) -> list[Row] | None:
    """The rows of a block of signatures; None where it is not certain who signed."""
    if not is_block(lines) or any(_REACHED_BY.search(line) for line in lines):
        return None
    if len(lines) > 1 and all(", " in line for line in lines):
        rows = [_signatory([part.strip() for part in line.split(", ", 1)]) for line in lines]
    elif len(lines) == 1:
        rows = [_signatory([part.strip() for part in lines[0].split(", ", 1)])]
    else:
        rows = [_signatory(lines)]
    certain = [row for row in rows if row is not None and _fits(row)]
    return certain if len(certain) == len(rows) else None


def is_name(text: str) -> bool:
    """Whether these words can only be the name of a person."""
    if len(text) > _LONGEST_LINE or _OFFICE.search(text) or _BODY.search(text):
        return False
    if _EASTERN_NAME.fullmatch(text):
        return True
    words = text.split()
    is_capitalised = all(word[0].isupper() or word in _PARTICLES for word in words)
    return bool(_NAME_WORDS.fullmatch(text)) and is_capitalised


def _is_sentence(line: str) -> bool:
    if line.endswith("."):
        return len(line.split()) > 8 or bool(_TWO_SENTENCES.search(line))
    return line.endswith(("。", "!", "?", "？", "！"))


def _one_each(blocks: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines of each addressee.

    Blocks of several lines are one each; single lines go on until the next name.
    """
    lines = [line for block in blocks for line in block]
    if any(map(is_honoured, lines)):
        ends = [at + 1 for at, line in enumerate(lines) if is_honoured(line)]
        return [lines[start:end] for start, end in pairwise([0, *ends])]
    if any(len(block) > 1 for block in blocks):
        return [list(block) for block in blocks]
    groups: list[list[str]] = []
    for line in lines:
        if groups and not _HONORIFIC.match(line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _is_addressee(lines: Sequence[str]) -> bool:
    """A line on its own may as well be a headline, so it has to name a person or an office."""
    first = lines[0]
    names_somebody = _HONORIFIC.match(first) or _OFFICE.search(first) or _BODY.search(first)
    return len(lines) > 1 or bool(names_somebody) or is_honoured(first) or is_name(first)


def _recipient(lines: Sequence[str]) -> Row:
    name, *further_lines = reversed(lines) if is_honoured(lines[-1]) else lines
    if is_honoured(name):
        further_lines.reverse()
    row = {"name": name, "title": "", "organisation": "", "address": "", "country": ""}
    if further_lines and is_country(further_lines[-1]):
        row["country"] = further_lines.pop()
    offices: list[str] = []
    while further_lines and not _ADDRESS.match(further_lines[0]):
        line = further_lines.pop(0)
        if not row["country"] and is_country(line):
            row["country"] = line
        else:
            offices.append(line)
    return row | _offices(offices) | {"address": "\n".join(further_lines)}


def _signatory(lines: Sequence[str]) -> Row | None:
    """Name first, or as Japanese and Korean letters have it, organisation, office, name."""
    last = _OFFICE_THEN_NAME.fullmatch(lines[-1])
    if last and len(lines) <= 2:
        name, offices = last[2], [*lines[:-1], last[1]]
    else:
        name, offices = lines[0], list(lines[1:])
    if not is_name(name):
        return None
    country = offices.pop() if offices and is_country(offices[-1]) else ""
    if not all(_OFFICE.search(line) or _is_organisation(line) for line in offices):
        return None
    return {"name": name, **_offices(offices), "country": country}


def _is_organisation(line: str) -> bool:
    words = line.split()
    return bool(_BODY.search(line)) or all(word.isupper() for word in words)


def _offices(lines: Sequence[str]) -> Row:
    """The office and the organisation in the lines between name and address."""
    titles: list[str] = []
    organisations: list[str] = []
    goes_on = False
    for line in lines:
        is_office = goes_on or bool(_OFFICE.search(line))
        (titles if is_office else organisations).append(line)
        goes_on = is_office and bool(_GOES_ON.match(line))
    return {"title": _joined(titles), "organisation": _joined(organisations)}


def _joined(lines: Sequence[str]) -> str:
    text = ""
    for line in lines:
        mark = "" if not text else " " if _GOES_ON.match(text) or not text.isascii() else ", "
        text += mark + line
    return text


def _fits(row: Row) -> bool:
    return bool(row["name"]) and all(len(row[key]) <= _LIMITS[key] for key in row.keys() & _LIMITS)
