"""A preview's token, as a colleague gets it from a link for review."""

from cms.previews import grants


def token_for(page, user):
    """A token for the page's latest draft; `page` may be a draft that was never saved."""
    draft = page.get_latest_revision_as_object() if page.pk else page
    _preview, token = grants.swap(grants.code_for(draft, user))
    return token
