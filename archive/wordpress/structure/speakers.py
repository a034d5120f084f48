"""Pure: whether labels before paragraphs are persons who speak."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from archive.wordpress.profile import Profile, Speakers

from .correspondents import is_name

_ACRONYM = re.compile(r"[A-Z]{2,8}")
_ONE_WORD = re.compile(r"[A-ZÀ-Þ][\w'’-]{1,30}|[^\W\d_a-zA-Z]{1,8}")


def are_certain(labels: Mapping[str, str], asking: Set[str], prose: str, profile: Profile) -> bool:
    """Whether some of these labels, by key, certainly ask, and all are persons.

    If a label itself says so, “Q” or “Interviewer”, any name may answer. If only question marks do,
    each has to be recognisable as a person, or be a name that the prose mentions.
    """
    if not asking or asking == labels.keys():
        return False
    words = profile.speakers
    further = {
        key: label for key, label in labels.items() if key not in words.asking | words.answering
    }
    if asking <= words.asking:
        return all(_may_be_person(label, profile) for label in further.values())
    if all(label.isupper() for label in labels.values()):  # a printed cast of a play
        return False
    return all(
        _is_person(label, prose, profile, is_asking=key in asking) for key, label in further.items()
    )


def are_anonymous(labels: Mapping[str, str], words: Speakers) -> bool:
    """Whether they are the bare letters of questions and answers."""
    return labels.keys() <= words.questions | words.answering


def _may_be_person(label: str, profile: Profile) -> bool:
    is_one_word = _ONE_WORD.fullmatch(label) is not None
    return is_one_word or _has_role(label, profile) or is_name(label, profile.correspondents)


def _has_role(label: str, profile: Profile) -> bool:
    return profile.speakers.role.search(label) is not None


def _is_person(label: str, prose: str, profile: Profile, *, is_asking: bool) -> bool:
    words = label.casefold().split()
    if _has_role(label, profile) or not profile.speakers.surnames.isdisjoint(words):
        return True
    if is_asking and _ACRONYM.fullmatch(label):  # the publisher
        return True
    is_whole_name = is_name(label, profile.correspondents)
    return is_whole_name and label in prose and (len(words) > 1 or not label.isascii())
