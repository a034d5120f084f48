"""Pure: what of an export becomes a page, and what of that readers may see."""

from __future__ import annotations

ATTACHMENT, PAGE = "attachment", "page"
# Not written by anybody: how WordPress and its plugins keep their own settings.
MACHINERY = {
    "nav_menu_item", "revision", "wp_block", "wp_template", "wp_template_part", "wp_navigation",
    "wp_global_styles", "wp_font_family", "wp_font_face", "custom_css", "customize_changeset",
    "oembed_cache", "user_request", "acf-field", "acf-field-group",
}  # fmt: skip
NEVER = {"trash": "It was in the trash.", "auto-draft": "Nobody had saved it."}


def left_out(kind: str, status: str) -> str | None:
    """Why an item becomes no page; None where it does."""
    if kind == ATTACHMENT:
        return "A file becomes an image or a document, not a page."
    if kind in MACHINERY:
        return f"“{kind}” is part of the old site's machinery, not of its content."
    if status == "inherit":
        return "It is an earlier version of something."
    return NEVER.get(status)


def is_public(status: str, protected: bool) -> bool:
    """Only what everybody could read there may be read here."""
    return status == "publish" and not protected
