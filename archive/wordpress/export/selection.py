"""Pure: which items of an export become pages, and which of these readers may see."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence

from archive.markup.sentences import Sentence

from .records import Item

ATTACHMENT, PAGE = "attachment", "page"
# Internal records of WordPress and its plugins.
MACHINERY = {
    "nav_menu_item", "revision", "wp_block", "wp_template", "wp_template_part", "wp_navigation",
    "wp_global_styles", "wp_font_family", "wp_font_face", "custom_css", "customize_changeset",
    "oembed_cache", "guest-author", "acf-field", "acf-field-group", "acf-post-type",
    "acf-taxonomy", "acf-ui-options-page", "elementor_library", "elementor_snippet",
    "elementor_font", "elementor_icons", "et_pb_layout", "et_template", "et_theme_builder",
    "et_body_layout", "et_header_layout", "et_footer_layout", "fusion_template", "fusion_element",
    "fusion_icons", "fusion_tb_section", "fusion_tb_layout", "vc_grid_item", "vc4_templates",
    "fl-builder-template", "fl-theme-layout", "ct_template", "oxy_user_library", "bricks_template",
    "brizy_template", "amp_validated_url", "ml-slider", "ml-slide", "scheduled-action", "wp_log",
    "jp_img_sitemap", "jp_sitemap", "jp_sitemap_master", "jetpack_migration", "is_search_form",
    "mgmlp_media_folder", "wp-types-group", "wp-types-user-group", "sidebar", "popup_theme",
    "spucpt", "tribe_rsvp_tickets", "shop_coupon", "shop_webhook", "view", "view-template",
}  # fmt: skip
# What readers sent or bought, with their names and addresses.
MESSAGES = {
    "feedback", "flamingo_inbound", "flamingo_outbound", "flamingo_contact", "nf_sub", "wpforms",
    "wpcf7_contact_form", "mc4wp-form", "ninja_form", "frm_entry", "jp_pay_order", "shop_order",
    "shop_order_refund", "shop_subscription", "edd_payment", "give_payment", "tribe_rsvp_attendees",
    "tribe_tpp_attendees", "newsletter", "postman_sent_mail", "wp_email_log", "flamingo_message",
    "gf_entry", "kb_form", "wpforms-log", "give_forms", "give_log", "mailpoet_page", "user_request",
}  # fmt: skip
# Types whose title, slug and address are somebody's name.
NAMED = MESSAGES | {"guest-author"}
# An export does not tell whether readers saw types of a plugin or theme.
PUBLIC_TYPES = {"post", "page"}
NEVER = {
    "trash": Sentence("It was in the trash."),
    "auto-draft": Sentence("Nobody had saved it."),
}
# Plugins mark a post for members by shortcodes or blocks around a part, or in its metadata.
_OF_MEMBERS = (
    "member|restrict|private|protect|logged|loggedin|premium|paid|subscri|passw|locker"
    "|s2if|s2drip|mepr|pmpro|wpmem|wlm|swpm|rcp|um_show|um-show|content-control|visibility"
)
# The end of a part: "[private conversation]" may be prose, "[/private]" is not.
_END_OF_PART = re.compile(rf"\[/[\w-]*(?:{_OF_MEMBERS})[\w-]*+\]", re.IGNORECASE)
_MEMBERS_BLOCK = re.compile(rf"<!-- wp:[\w/-]*(?:{_OF_MEMBERS})", re.IGNORECASE)
# Values of metadata that let everybody read.
OPEN_VALUES = {
    "_members_access_role": {""},
    "_wpmem_block": {"", "0"},
    "_jetpack_newsletter_access": {"", "everybody"},
    "rcp_access_level": {"", "None"},
    "rcp_user_level": {"", "All"},
    "_is_paid": {"", "0"},
}


def left_out(kind: str, status: str) -> Sentence | None:
    """Why an item becomes no page; None if it does."""
    if kind == ATTACHMENT:
        return Sentence("A file becomes an image or a document, not a page.")
    if kind in MACHINERY:
        return Sentence(
            "“%(type)s” is part of the old site's machinery, not of its content.", {"type": kind}
        )
    if kind in MESSAGES:
        return Sentence(
            "“%(type)s” is what readers sent to the old site, or a form for it.", {"type": kind}
        )
    if status == "inherit":
        return Sentence("It is an earlier version of something.")
    return NEVER.get(status)


def is_public(source: Item, further_types: Container[str] = ()) -> bool:
    """Whether everybody could read it there;

    readers saw `further_types` besides posts and pages.
    """
    is_public_type = source.kind in PUBLIC_TYPES or source.kind in further_types
    return is_public_type and source.status == "publish" and not source.is_restricted


def for_members(content: str, meta: Mapping[str, Sequence[str]]) -> bool:
    """Whether part of it required an account."""
    return (
        any(set(meta.get(key, ())) - open_values for key, open_values in OPEN_VALUES.items())
        or _END_OF_PART.search(content) is not None
        or _MEMBERS_BLOCK.search(content) is not None
    )
