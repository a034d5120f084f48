"""The options of a run of the import."""

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
    former_domains: tuple[str, ...] = ()  # earlier hosts of the old site
    is_strict: bool = False  # refuse a file that needs repairs
    is_dry: bool = False
    under: str = ""  # path of the section for posts; empty to create one
    locale: str = ""  # of posts without a language; empty for the default language
    update: bool = False
    resume: bool = False
    # post types that readers saw, besides posts and pages
    public_types: frozenset[str] = frozenset()
    public_taxonomies: frozenset[str] = frozenset()  # besides categories and tags
    type_map: TypeMap = field(default_factory=TypeMap)
    profile: Profile = field(default_factory=lambda: profile_at(settings.WORDPRESS_PROFILE))
    user: Any = None


class Refused(Exception):
    """Nothing could be done; the message says why, and what to do."""
