"""Pure: shortcodes and blocks for forms, or that the old site filled itself.

They contain nothing of a post: they are counted for the whole site, and are no loss.
"""

from __future__ import annotations

import re
from typing import Literal

from archive.markup.parts import Note
from archive.markup.sentences import message

Kind = Literal["form", "widget"]

_SENTENCES: dict[Kind, str] = {
    "form": message("The form “%(name)s” cannot work here and was left out."),
    "widget": message("“%(name)s” showed what the old site filled it with, and was left out."),
}

_FORMS = re.compile(
    r"contact-f(?:orm|ield)(?:-\w+)*|[a-z]+_forms?(?:_\w+)?|gravityforms?|wpforms|formidable"
    r"|ninja_forms?|fluentform|forminator_\w+|mc4wp_\w+|caldera_form\w*|(?:\w+_)?newsletter(?:_\w+)?"
    r"|blog_subscription_form|contact_?form|hbspt|mailerlite_form|give_form|donation_form"
)
_WIDGETS = re.compile(
    r"archives|calendar|(?:wp_)?sitemap|display-posts|jetpack-related-posts|related_posts\w*"
    r"|recent[_-](?:posts|comments)|tag_?cloud|toc|ez-toc|sidebar|widget|do_widget|rss|(?:add_?)?search"
    r"|google-?translat\w*|social\w*|share\w*|addtoany|sharethis|breadcrumbs?|login\w*"
)
_BLOCKS_OF_FORMS = (
    *("jetpack/contact-form", "jetpack/field", "jetpack/mailchimp", "jetpack/subscriptions"),
    *("jetpack/button",),
    *("contact-form-7/", "wpforms/", "gravityforms/", "formidable/", "ninja-forms/", "fluentfom/"),
    *("mailpoet/", "mc4wp/", "forminator/", "give/"),
)
# Filled with other posts, or with a button; their attributes are not text of a post.
_BLOCKS_OF_THE_SITE = (
    *("archives", "avatar", "calendar", "categories", "comment", "latest-", "loginout"),
    *("legacy-widget", "navigation", "page-list", "post-", "query", "rss", "search"),
    *("site-", "tag-cloud", "template-", "widget-group", "woocommerce/", "jetpack/related-posts"),
)


_BUILDERS_FORMS = re.compile(r"\w*(?:contact|form|signup|subscri|newsletter|login|mailchimp)\w*")
_BUILDERS_WIDGETS = re.compile(
    r"\w+_(?:(?:\w+_)?(?:blog|posts?|masonry_grid|basic_grid|portfolio|recent\w*|search|menu|sidebar"
    r"|shop|products?|comments|events|social\w*|share\w*|countdown\w*|map|gmaps)|wp_\w+)"
)


def of_builder(name: str) -> Kind | None:
    """The kind of a page builder's element: "et_pb_contact_form", "vc_posts_grid"."""
    if _BUILDERS_FORMS.fullmatch(name):
        return "form"
    return "widget" if _BUILDERS_WIDGETS.fullmatch(name) else None


def of_shortcode(name: str) -> Kind | None:
    """The kind of a shortcode with this name, if it is one of these."""
    if _FORMS.fullmatch(name):
        return "form"
    return "widget" if _WIDGETS.fullmatch(name) else None


def of_block(name: str) -> Kind | None:
    """The kind of a block with this name ("latest-posts", "jetpack/contact-form")."""
    if name.startswith(_BLOCKS_OF_FORMS):
        return "form"
    return "widget" if name.startswith(_BLOCKS_OF_THE_SITE) else None


def note_on(kind: Kind, name: str) -> Note:
    return Note(kind, _SENTENCES[kind], {"name": name})
