"""Pure: whether a post, or a part of it, was only for people with an account there.

WordPress itself knows passwords and statuses; the rest is plugins, by shortcodes around a part,
blocks around a part, or a word in the post's metadata.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_WORDS = (
    "member|restrict|private|protect|logged|loggedin|premium|paid|subscri|passw|locker"
    "|s2if|s2drip|mepr|pmpro|wpmem|wlm|swpm|rcp|um_show|um-show|content-control|visibility"
)
# The end of a part: "[private conversation]" may be prose, "[/private]" is not.
_END = re.compile(rf"\[/[\w-]*(?:{_WORDS})[\w-]*+\]", re.IGNORECASE)
_BLOCK = re.compile(rf"<!-- wp:[\w/-]*(?:{_WORDS})", re.IGNORECASE)
# Of metadata, the values that let everybody read.
OPEN_VALUES = {
    "_members_access_role": {""},
    "_wpmem_block": {"", "0"},
    "_jetpack_newsletter_access": {"", "everybody"},
    "rcp_access_level": {"", "None"},
    "rcp_user_level": {"", "All"},
    "_is_paid": {"", "0"},
}


def for_members(content: str, meta: Mapping[str, Sequence[str]]) -> bool:
    """Whether some of it asked for an account."""
    return (
        any(set(meta.get(key, ())) - open_values for key, open_values in OPEN_VALUES.items())
        or _END.search(content) is not None
        or _BLOCK.search(content) is not None
    )
