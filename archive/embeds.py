"""Pure: videos of other sites, by their address and never by asking them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

from django.utils.html import format_html

from cms.uri import web_address


@dataclass(frozen=True)
class Video:
    """A video at a provider that we know."""

    provider: str
    id: str
    address: str  # of its page there, the same however it was typed
    player_url: str
    thumbnail_url: str | None

    @property
    def key(self) -> int:
        """The key of its row in `media.models.Video`: 63 bits of a digest, never nought."""
        digest = sha256(f"{self.provider}/{self.id}".encode()).digest()
        return (int.from_bytes(digest[:8]) >> 1) or 1


PLAYERS = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")
_YOUTUBE = re.compile(
    r"https?://(?:www\.|m\.)?(?:youtube\.com/(?:watch\?(?:[^#]*&)?v=|embed/|shorts/)|youtu\.be/)"
    r"([\w-]{11})(?![\w-])"
)
_VIMEO = re.compile(r"https?://(?:www\.|player\.)?vimeo\.com/(?:video/)?(\d{1,12})(?!\w)")


def video(url: str) -> Video | None:
    """The video at this address; None where it is no video of a provider on the list."""
    if match := _YOUTUBE.match(url):
        address = f"https://www.youtube.com/watch?v={match[1]}"
        player = f"{PLAYERS[0]}/embed/{match[1]}"
        still = f"https://i.ytimg.com/vi/{match[1]}/hqdefault.jpg"
        return Video("YouTube", match[1], address, player, still)
    if match := _VIMEO.match(url):
        address, player = f"https://vimeo.com/{match[1]}", f"{PLAYERS[1]}/video/{match[1]}?dnt=1"
        return Video("Vimeo", match[1], address, player, None)
    return None


def player(url: str) -> str:
    """A sandboxed iframe that plays it, or a link where it is no video that we know."""
    known_video = video(url)
    if known_video is None:
        return format_html('<a href="{}">{}</a>', web_address(url) or "#", url)
    return format_html(
        '<iframe src="{}" title="{}" loading="lazy" allowfullscreen '
        'sandbox="allow-scripts allow-same-origin allow-presentation" '
        'referrerpolicy="strict-origin-when-cross-origin"></iframe>',
        known_video.player_url,
        known_video.provider,
    )
