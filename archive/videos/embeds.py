"""Pure: videos on other sites, recognised by their address, without asking those sites."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

from django.utils.html import format_html

from cms.uri import web_address


@dataclass(frozen=True)
class Video:
    """A video at a provider that we support."""

    provider: str
    id: str
    address: str  # of its page there, in canonical form
    player_url: str
    thumbnail_url: str | None

    @property
    def key(self) -> int:
        """The key of its row in `media.models.Video`: 63 bits of a digest, never 0."""
        digest = sha256(f"{self.provider}/{self.id}".encode()).digest()
        return (int.from_bytes(digest[:8]) >> 1) or 1


PLAYERS = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")
# `embed/videoseries` and `embed/live_stream` look like an ID, and show a list's videos.
_YOUTUBE = re.compile(
    r"(?i:https?://(?:(?:(?:www|m|music)\.)?youtube\.com|(?:www\.)?youtube-nocookie\.com))/"
    r"(?:watch\?(?:[^#]*&)?v=|(?:embed|live|shorts|v)/)(?!videoseries|live_stream)"
    r"([\w-]{11})(?![\w-])"
    r"|(?i:https?://youtu\.be)/([\w-]{11})(?![\w-])",
    re.ASCII,
)
# An unlisted video has a second number, which is required to watch it.
_VIMEO = re.compile(
    r"(?i:https?://(?:www\.|player\.)?vimeo\.com)/(?:video/)?([0-9]{1,12})(?!\w)"
    r"(?:/([0-9a-f]{6,40})(?!\w)|[^#]*[?&]h=([0-9a-f]{6,40})(?!\w))?"
)


def video(url: str) -> Video | None:
    """The video at this address; None if it is not a video of a supported provider."""
    if match := _YOUTUBE.match(url):
        number = match[1] or match[2]
        address = f"https://www.youtube.com/watch?v={number}"
        player = f"{PLAYERS[0]}/embed/{number}"
        return Video(
            "YouTube", number, address, player, f"https://i.ytimg.com/vi/{number}/hqdefault.jpg"
        )
    if match := _VIMEO.match(url):
        number, unlisted = match[1], match[2] or match[3]
        address, player = f"https://vimeo.com/{number}", f"{PLAYERS[1]}/video/{number}?dnt=1"
        if unlisted:
            address, player = f"{address}/{unlisted}", f"{player}&h={unlisted}"
        return Video("Vimeo", number, address, player, None)
    return None


def page(url: str) -> str:
    """The page of the video at its provider; "#" if the address leads nowhere.

    Other parts of an address, such as a playlist, would lead to videos that nobody has reviewed.
    """
    known_video = video(url)
    return known_video.address if known_video else web_address(url) or "#"


def player(url: str) -> str:
    """A sandboxed iframe that plays it, or a link if it is not a supported video."""
    known_video = video(url)
    if known_video is None:
        return format_html('<a href="{}">{}</a>', page(url), url)
    return format_html(
        '<iframe src="{}" title="{}" loading="lazy" allowfullscreen '
        'sandbox="allow-scripts allow-same-origin allow-presentation" '
        'referrerpolicy="strict-origin-when-cross-origin"></iframe>',
        known_video.player_url,
        known_video.provider,
    )
