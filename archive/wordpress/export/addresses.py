"""Pure: one key for all spellings of an address of the old site.

Links in twenty years of posts name the same post with http and https, with and without "www" and
the last slash, as ?p=ID, with #more-ID, percent-encoded or not.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

_ID = re.compile(r"0*([1-9][0-9]{0,17})")
_POST_IDS = ("p", "page_id", "attachment_id")
# Parameters that tell how somebody came there, or how they view it, not what is there.
_TRACKING = re.compile(
    r"utm_\w+|mc_\w+|fbclid|gclid|msclkid|yclid|igshid|_ga|_gl|doing_wp_cron|share|nb|ver"
    r"|replytocom|cpage|page|paged|preview|preview_id|preview_nonce|post_type|amp|noamp"
)
_ENDPOINT = re.compile(r"/(?:feed(?:/\w+)?|amp|embed|trackback|(?:comment-)?page[/-][0-9]+|[0-9]+)")
_INDEX = re.compile(r"/index\.php(?=/|\Z)")
_NOT_IN_A_PATH = re.compile(r"[%?#\s\x00-\x1f]")
_DAY = re.compile(r"([0-9]{4})(?:-?(0[1-9]|1[0-2])(?:-?(0[1-9]|[12][0-9]|3[01]))?)?")
# Words that some settings of WordPress put before all lists.
_FRONTS = {"archives", "blog", "date"}
_LISTS = {"category": "category", "tag": "tag", "author": "author", "type": "post_format"}
_LISTS_BY_QUERY = {
    "category_name": "category",
    "tag": "tag",
    "author_name": "author",
    "cat": "category-id",
    "tag_id": "tag-id",
    "author": "author-id",
}

_UPLOADS = re.compile(
    r"(?s)(?:.*?/)?(?:wp-content/uploads/(?P<folder>sites/[0-9]+/)?"
    r"|wp-content/blogs\.dir/[0-9]+/files/|files/(?=[0-9]{4}/[0-9]{2}/))(?P<path>.+)"
)
_IMAGE = r"\.(?:jpe?g|png|gif|webp|avif|heic|bmp|tiff?)"
_SIZED = re.compile(rf"(?is)(.+?)(?:-[0-9]{{1,5}}x[0-9]{{1,5}}|\.thumbnail)({_IMAGE})")
_SCALED = re.compile(rf"(?is)(.+?)-(?:scaled|rotated)({_IMAGE})")
_EDITED = re.compile(rf"(?is)(.+?)-e[0-9]{{10,14}}({_IMAGE})")


class Archive(NamedTuple):
    """A list of posts at an old address: "category" and its slug, "month" and "2006-10"."""

    kind: str
    value: str


class Place(NamedTuple):
    """A path in the folder of uploads, and the folder of its site there, "sites/5/".

    The folder is empty if the site is in no network.
    """

    folder: str
    path: str


def key(url: str, site_url: str) -> str | None:
    """The path on the old site's host, "/film" for "/film/"; None for other sites.

    Posts by number are "/?p=101". A relative address is resolved against the site's home page.
    """
    split = _on_site(url, site_url)
    if split is None:
        return None
    path, root = _path(split.path), _path(split_url(site_url).path)
    query = [
        (name, unicodedata.normalize("NFC", value))
        for name, value in parse_qsl(split.query, keep_blank_values=True)
    ]
    numbers = [
        match[1] for name, value in query if name in _POST_IDS and (match := _ID.fullmatch(value))
    ]
    if numbers and (path == root or any(name == "attachment_id" for name, _value in query)):
        return f"{root}/?p={numbers[0]}"
    parameters = sorted(pair for pair in query if not _TRACKING.fullmatch(pair[0]))
    return f"{path or '/'}?{urlencode(parameters)}" if parameters else path or "/"


def without_endpoint(key: str) -> str | None:
    """The key of the post whose feed, comments or second page is at this key; otherwise None."""
    head = key.rpartition("/")[0]
    for path in (head.rpartition("/")[0], head):
        if path and _ENDPOINT.fullmatch(key[len(path) :]):
            return path
    return None


def archive_of(url: str, site_url: str) -> Archive | None:
    """The list of posts that the old site showed at this address; None for any other."""
    place = key(url, site_url)
    if place is None:
        return None
    path, _mark, query = place.partition("?")
    root = _path(split_url(site_url).path)
    segments = [unquote(part) for part in path.removeprefix(root).split("/") if part]
    if segments:
        return _by_path(segments)
    return _by_query(dict(parse_qsl(query)))


def in_language(url: str, site_url: str, languages: Iterable[str]) -> tuple[str, str]:
    """The language of an address and its key without it: "/ja/tag/x/" gives "ja" and "/tag/x"."""
    place, root = key(url, site_url) or "", _path(split_url(site_url).path)
    path, _mark, query = place.partition("?")
    parameters = parse_qsl(query, keep_blank_values=True)
    for language in languages:
        if ("lang", language) in parameters:
            parameters.remove(("lang", language))
            return language, f"{path}?{urlencode(parameters)}" if parameters else path
        if place and f"{path}/".startswith(f"{root}/{language}/"):
            path_below = f"{root}{path[len(root) + 1 + len(language) :]}" or "/"
            return language, f"{path_below}?{query}" if query else path_below
    return "", place


def upload_path(url: str, site_url: str) -> str | None:
    """The path below wp-content/uploads/, "2006/01/雪.jpg"; None for any other address."""
    place = upload_place(url, site_url)
    return place.path if place else None


def upload_place(url: str, site_url: str) -> Place | None:
    """Where a file is below wp-content/uploads/; None for any other address."""
    split = _absolute(url, site_url)
    match = split and _UPLOADS.match(decoded(split.path))
    path = safe_path(match["path"]) if match else None
    return Place(match["folder"] or "", path) if match and path else None


def attached_path(path: str) -> str | None:
    """The path below uploads of `_wp_attached_file`; old versions stored the server's path."""
    path = unicodedata.normalize("NFC", path.replace("\\", "/"))
    match = _UPLOADS.match(path)
    return safe_path(match["path"] if match else path)


def safe_path(path: str) -> str | None:
    """The path without . and doubled slashes; None if it leaves the folder."""
    tidy = posixpath.normpath(path.lstrip("/"))
    is_inside = path and tidy not in (".", "..") and not tidy.startswith("../")
    return tidy if is_inside and "\0" not in tidy else None


def decoded(text: str) -> str:
    """Percent-decoded text; unchanged if it is cut within a character."""
    with suppress(UnicodeDecodeError):
        text = unquote(text, errors="strict")
    return unicodedata.normalize("NFC", text)


def original(path: str) -> str:
    """The path of the uploaded file, without the suffixes of sizes, edits and scaling."""
    for suffix in (_SIZED, _SCALED, _EDITED):
        if match := suffix.fullmatch(path):
            path = match[1] + match[2]
    return path


def upload_candidates(path: str) -> list[str]:
    """Possible paths of the file, best first, since a file may really be called x-300x200.jpg.

    Never that from before an edit in WordPress, which may have cropped out a face.
    """
    sized_match = _SIZED.fullmatch(path)
    full_size = sized_match[1] + sized_match[2] if sized_match else path
    scaled_match = _SCALED.fullmatch(full_size)
    full_size = scaled_match[1] + scaled_match[2] if scaled_match else full_size
    candidates = [full_size]
    if re.search(rf"(?i){_IMAGE}\Z", full_size) and not _EDITED.fullmatch(full_size):
        stem, extension = posixpath.splitext(full_size)
        candidates += [f"{stem}-scaled{extension}", f"{stem}-rotated{extension}"]
    return list(dict.fromkeys([*candidates, path]))


def _by_path(segments: list[str]) -> Archive | None:
    while segments and segments[0] in _FRONTS:
        del segments[0]
    if segments[-2:-1] == ["page"]:
        del segments[-2:]
    if len(segments) > 1 and segments[0] in _LISTS:
        return Archive(_LISTS[segments[0]], segments[-1])
    return _of_days("-".join(segments))


def _by_query(query: dict[str, str]) -> Archive | None:
    for name, kind in _LISTS_BY_QUERY.items():
        value = query.get(name, "").rpartition("/")[2]
        if value and (not kind.endswith("-id") or _ID.fullmatch(value)):
            return Archive(kind, value)
    days = [query.get(name, "").zfill(2) for name in ("year", "monthnum", "day") if name in query]
    return _of_days(query.get("m") or "-".join(days))


def _of_days(text: str) -> Archive | None:
    match = _DAY.fullmatch(text)
    if not match:
        return None
    date_parts = [part for part in match.groups() if part]
    return Archive(("year", "month", "day")[len(date_parts) - 1], "-".join(date_parts))


def _on_site(url: str, site_url: str) -> SplitResult | None:
    split = _absolute(url, site_url)
    if split is None:
        return None
    path, root = _path(split.path), _path(split_url(site_url).path)
    return split if path == root or path.startswith(f"{root}/") else None


def _absolute(url: str, site_url: str) -> SplitResult | None:
    """The parts of the address with its path from the host's root; None on another host."""
    site, split = split_url(site_url), split_url(url)
    if not _host(site) or not url.strip() or url.strip().startswith("#"):
        return None
    if (
        not split.scheme
        and not split.netloc
        and _host(split_url(f"//{url.strip()}")) == _host(site)
    ):
        split = split_url(f"//{url.strip()}")  # "www.example.org/film/", as people type it
    if split.netloc:
        is_here = split.scheme in ("", "http", "https") and _host(split) == _host(site)
        return split if is_here else None
    if split.scheme:
        return None
    if split.path.startswith("/"):
        return split
    return split._replace(path=f"{site.path.rstrip('/')}/{split.path}")


def split_url(url: str) -> SplitResult:
    try:
        return urlsplit(url.strip())
    except ValueError:  # "http://[", an invalid host
        return SplitResult("invalid", "", "", "", "")


def _host(split: SplitResult) -> str:
    name = (split.hostname or "").rstrip(".").removeprefix("www.")
    try:
        return name.encode("idna").decode()
    except UnicodeError:  # empty or too long labels
        return name


def _path(path: str) -> str:
    """Decoded, except for characters that change the path; without index.php and the last slash."""
    text = _INDEX.sub("", posixpath.normpath("/" + decoded(path).lstrip("/")), count=1)
    return _NOT_IN_A_PATH.sub(lambda match: quote(match[0]), text.rstrip("/"))
