"""What a run of the import was asked to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from archive.wordpress.profile import Profile, profile_at
from archive.wordpress.structure.type_map import TypeMap


@dataclass(frozen=True)
class Options:
    """The command's arguments, checked."""

    files: tuple[Path, ...]  # of one site
    uploads: Path | None = None  # a copy of wp-content/uploads
    fetch_media: bool = False
    former_domains: tuple[str, ...] = ()  # hosts that the old site had before
    is_strict: bool = False  # refuse a file that could only be read with repairs
    is_dry: bool = False
    under: str = ""  # path of the section that takes the posts in; empty for one of our own making
    locale: str = ""  # of posts that do not say theirs; empty for the default language
    update: bool = False
    resume: bool = False
    public_types: frozenset[str] = frozenset()  # of posts, that readers saw besides posts and pages
    public_taxonomies: frozenset[str] = frozenset()  # besides categories and tags
    type_map: TypeMap = field(default_factory=TypeMap)
    profile: Profile = field(default_factory=lambda: profile_at(settings.WORDPRESS_PROFILE))
    user: Any = None


class Refused(Exception):
    """Nothing could be done; the message says why, and what to do."""
