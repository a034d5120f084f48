"""Pure: the extent of a series, in the words of its language."""

from __future__ import annotations


def extent_of(count: int, years: tuple[int, int] | None, language: str) -> str:
    """“143 documents, 1999-2024”; `years` are the first and the last, if any."""
    write = {"ja": _japanese, "ko": _korean}.get(language, _english)
    first, last = years or (0, 0)
    span = "" if not years else str(first) if first == last else f"{first}-{last}"
    return write(count, span)


def _english(count: int, span: str) -> str:
    words = f"{count:,} document" if count == 1 else f"{count:,} documents"
    return f"{words}, {span}" if span else words


def _japanese(count: int, span: str) -> str:
    return f"資料{count:,}点" + (f"、{span.replace('-', '〜')}年" if span else "")


def _korean(count: int, span: str) -> str:
    return f"자료 {count:,}건" + (f", {span.replace('-', '~')}년" if span else "")
