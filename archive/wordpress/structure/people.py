"""Pure: who wrote a document and who spoke, where its opening says so plainly."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .correspondents import Row, is_name

_LONGEST = 200
_BYLINE = re.compile(
    r"(?:(?:report|article|text|story|speech|statement)\s+)?"
    r"(?:(?:submitted|written|prepared|presented|delivered|reported)\s+)?"
    r"(?:by\s+){1,2}(?P<name>[^,()]{3,60}?)(?:\s*[,(]\s*(?P<affiliation>[^()]{2,120}?)\)?)?\.?"
    r"|(?:文責|文|報告者|報告|執筆者|執筆|筆者|글|글쓴이|보고)\s?[:：]\s?(?P<eastern>[^\s（(、,][^（(、,]{1,20})"
    r"(?:[（(、,](?P<office>[^（）()]{2,60})[）)]?)?",
    re.IGNORECASE,
)
_MAKER = r"Film ?maker|Director|Producer|Co-producer|Journalist|Photographer|Activist|Moderator"
_LATIN_NAME = r"[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){1,3}"
_SPEAKER = re.compile(
    rf"(?:The )?(?P<role>(?i:{_MAKER}))\s+(?P<name>{_LATIN_NAME})\s+"
    r"(?:speaks|spoke|speaking|talks|talked|talking|addresses|addressed|answers|answered)\b.*"
    r"|(?P<eastern>[\w・]{2,30}?)(?P<office>監督|プロデューサー|記者|教授)(?:が|による|の)"
    r"(?:語る|講演|トーク|あいさつ|挨拶|スピーチ).*",
)
_DIRECTED = re.compile(
    rf"\b[Dd]irected by (?P<names>{_LATIN_NAME}(?:(?:, | and | & |, and ){_LATIN_NAME}){{0,3}})"
    r"|監督\s?[:：]\s?(?P<eastern>[\w・]{2,30})(?:\s|$|[、。／])"
)
_BETWEEN_NAMES = re.compile(r", and |, | and | & ")


def author(lines: Sequence[str]) -> Row | None:
    """Whom the first byline among these lines names."""
    for line in lines:
        match = _BYLINE.fullmatch(line) if len(line) <= _LONGEST else None
        name = (match["name"] or match["eastern"] or "").strip() if match else ""
        if match and is_name(name):
            affiliation = match["affiliation"] or match["office"] or ""
            return {"name": name, "role": "Author", "affiliation": affiliation.strip()}
    return None


def speakers(lines: Sequence[str]) -> list[Row]:
    """Who speaks at a screening, by lines such as “Film maker Jim Butterworth speaks about …”."""
    matches = [_SPEAKER.fullmatch(line) for line in lines if len(line) <= _LONGEST]
    return [
        {
            "name": match["name"] or match["eastern"],
            "role": match["role"] or match["office"],
            "affiliation": "",
        }
        for match in matches
        if match
    ]


def directors(lines: Sequence[str]) -> list[Row]:
    """Who made a film, where it says “directed by”."""
    for line in lines:
        if match := _DIRECTED.search(line[:2000]):
            names = _BETWEEN_NAMES.split(match["names"] or match["eastern"])
            return [{"name": name.rstrip(".")} for name in names if is_name(name)]
    return []
