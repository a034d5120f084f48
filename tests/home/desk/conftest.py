"""An account of one section, and what is hidden from it in another."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Comment,
    GroupCollectionPermission,
    GroupPagePermission,
    PageLogEntry,
    PageViewRestriction,
)

from cms.record.comparison import compare_everything
from home.desk.groups import EDITOR
from tests.factories import (
    ArchiveSectionPageFactory,
    CategoryFactory,
    ImageFactory,
    LetterPageFactory,
    PlaceFactory,
    StandardPageFactory,
    TagFactory,
    front_page,
)

from .canaries import CANARY


@pytest.fixture
def section(db):
    """Of the account, below a section that nobody else may see."""
    hidden = ArchiveSectionPageFactory(title=f"{CANARY}-above", slug="above", live=False)
    own = ArchiveSectionPageFactory(parent=hidden, title="Own", slug="own")
    LetterPageFactory(parent=own, title="Own letter", slug="letter", live=False)
    return own


@pytest.fixture
def canaries(section, admin_user):
    """What is hidden elsewhere: pages with all that hangs on them, pictures, documents, terms."""
    other = ArchiveSectionPageFactory(title="Other", slug="other")
    letter = LetterPageFactory(parent=other, title=f"{CANARY}-letter", slug="draft", live=False)
    closed_page = StandardPageFactory(title=f"{CANARY}-closed", slug="closed")
    PageViewRestriction.objects.create(page=closed_page, restriction_type="login")
    letter.tags.add(TagFactory(name=f"{CANARY}-tag"))
    letter.places.add(PlaceFactory(name=f"{CANARY}-place"))
    letter.categories.add(CategoryFactory(name=f"{CANARY}-category"))
    letter.contributors.create(name=f"{CANARY}-contributor", role=f"{CANARY}-role")
    letter.save()
    letter.save_revision(user=admin_user, approved_go_live_at=timezone.now())
    gone = LetterPageFactory(parent=other, title=f"{CANARY}-gone", slug="gone")
    compare_everything()
    gone.unpublish()
    comment = Comment.objects.create(
        page=letter, user=admin_user, text=f"{CANARY}-comment", contentpath="title"
    )
    PageLogEntry.objects.log_action(letter, "wagtail.edit", user=admin_user)
    closed = Collection.get_first_root_node().add_child(name=f"{CANARY}-collection")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    picture = ImageFactory(title=f"{CANARY}-picture", collection=closed, is_public_by_itself=False)
    picture.tags.add(f"{CANARY}-picture-tag")
    document = get_document_model().objects.create(
        review="nobody", title=f"{CANARY}-document", collection=closed, file="x.txt"
    )
    state = front_page().get_workflow().start(letter, admin_user)
    compare_everything()
    pages = [letter.pk, closed_page.pk, gone.pk, section.get_parent().pk]
    return {
        "page_id": pages,
        "parent_page_id": [*pages, other.pk, section.pk],
        "page_to_move_id": pages,
        "destination_id": [*pages, section.pk],
        "page_pk": pages,
        "revision_id": [letter.latest_revision.pk],
        "image_id": [picture.pk],
        "document_id": [document.pk],
        "comment_id": [comment.pk],
        "collection_id": [closed.pk],
        "task_state_id": [state.current_task_state.pk],
        "": sorted({letter.pk, picture.pk, document.pk, closed.pk, letter.tags.get().pk, 1}),
    }


@pytest.fixture
def account(section, client):
    """What an Editor may, on one section and one collection, and in no workflow."""
    group = Group.objects.create(name="Section")
    own = Collection.get_first_root_node().add_child(name="Own")
    for label in EDITOR:
        app, codename = label.split(".")
        permission = Permission.objects.get(content_type__app_label=app, codename=codename)
        if codename.endswith("_page"):
            GroupPagePermission.objects.create(group=group, page=section, permission=permission)
        elif codename.endswith(("_image", "_document")):
            GroupCollectionPermission.objects.create(
                group=group, collection=own, permission=permission
            )
        else:
            group.permissions.add(permission)
    user = get_user_model().objects.create_user("kim", "kim@example.org", "secret")
    user.groups.add(group)
    ImageFactory(title="Own picture", collection=own)
    client.force_login(user)
    client.raise_request_exception = False
    return client
