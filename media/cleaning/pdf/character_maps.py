"""Rewrites character maps: codes, and the letters or glyphs that they stand for."""

from __future__ import annotations

import re

LONGEST = 32  # hexadecimal digits that one code maps to: a ligature has fewer
SECTION = re.compile(
    r"begin(codespacerange|(?:bf|cid|notdef)(?:char|range))\b((?:(?!begin).)*?)\bend\1\b", re.DOTALL
)
# PDF 32000-1:2008, table 118.
_FOR_BOTH_DIRECTIONS = [
    "Identity", "GB-EUC", "GBpc-EUC", "GBK-EUC", "GBKp-EUC", "GBK2K", "UniGB-UCS2", "UniGB-UTF16",
    "B5pc", "HKscs-B5", "ETen-B5", "ETenms-B5", "CNS-EUC", "UniCNS-UCS2", "UniCNS-UTF16",
    "83pv-RKSJ", "90pv-RKSJ", "90ms-RKSJ", "90msp-RKSJ", "Add-RKSJ", "Ext-RKSJ", "EUC",
    "UniJIS-UCS2", "UniJIS-UCS2-HW", "UniJIS-UTF16", "KSC-EUC", "KSCms-UHC", "KSCms-UHC-HW",
    "KSCpc-EUC", "UniKS-UCS2", "UniKS-UTF16",
]  # fmt: skip
PREDEFINED = {"H", "V", *(f"{name}-{way}" for way in "HV" for name in _FOR_BOTH_DIRECTIONS)}
HEAD = (
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> def\n"
    "/CMapName /Map def\n/CMapType 2 def\n/WMode {mode} def\n"
)
TAIL = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"


def clean_map(content: bytes) -> bytes:
    source = source_of(content)
    parts = [HEAD.format(mode=1 if re.search(r"/WMode\s+1\b", source) else 0)]
    base = re.search(r"/([^\s/]+)\s+usecmap", source)
    if base and base[1] in PREDEFINED:
        parts.append(f"/{base[1]} usecmap\n")
    parts += [_section(name, body) for name, body in SECTION.findall(source)]
    return "".join([*parts, TAIL]).encode()


def source_of(content: bytes) -> str:
    """A map without its comments."""
    return re.sub(r"%[^\r\n]*", " ", content.decode("latin-1"))


def _section(section: str, body: str) -> str:
    tokens = [
        f"<{''.join(token.strip('<>').split())[:LONGEST]}>" if token.startswith("<") else token
        for token in re.findall(r"<[0-9A-Fa-f\s]*>|[\[\]]|\b\d+\b", body)
    ]
    size = 2 if section in ("codespacerange", "bfchar", "cidchar", "notdefchar") else 3
    count = _entries(tokens) // size
    return f"{count} begin{section}\n{' '.join(tokens)}\nend{section}\n"


def _entries(tokens: list[str]) -> int:
    """The number of entries, counting an array as one."""
    count, depth = 0, 0
    for token in tokens:
        depth += {"[": 1, "]": -1}.get(token, 0)
        count += depth == 0
    return count
