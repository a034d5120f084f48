"""Editors withdraw pages and publish them again; consequences are shown and recorded."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupPagePermission,
    Page,
    PageLogEntry,
    Workflow,
)

from cms.editing.withdrawal.acts import Statement, withdraw
from cms.record.models import Act, Change, Tombstone
from home.models import HomePage
from media.models import CustomImage
from tests.factories import (
    ArchiveSectionPageFactory,
    ImageFactory,
    LetterPageFactory,
    front_page,
    languages,
)
from tests.shared_data import shared_data

pytestmark = pytest.mark.django_db
WORDS = {
    "reason": "SAFETY",
    "note": "Her sister rang",
    "public_note": "Withdrawn at the request of the family.",
    "replaced_by": "",
}


@shared_data
def archive():
    """A letter with a photograph, an answer to it, a translation, and a page that lists it."""
    locales = languages()
    with TestCase.captureOnCommitCallbacks(execute=True):
        front_page()
    with TestCase.captureOnCommitCallbacks(execute=True):
        section = ArchiveSectionPageFactory(slug="letters")
        picture = ImageFactory(title="The fax")
        letter = LetterPageFactory(
            parent=section,
            slug="appeal",
            title="An appeal",
            lead_image=picture,
            lead_image_alt="A fax",
        )
        LetterPageFactory(parent=section, slug="answer", title="The answer", in_reply_to=letter)
        HomePage.objects.get().copy_for_translation(locales["ja"]).save_revision().publish()
        section.copy_for_translation(locales["ja"]).save_revision().publish()
        translation = letter.copy_for_translation(locales["ja"])
        translation.title = "お願い"
        translation.save_revision().publish()
        Redirect.add_redirect("/old.htm", redirect_to=letter)
    return Page.objects.get(slug="appeal", locale=locales["en"]).specific


def user_who_may(*permissions, on=None, django=()):
    user = get_user_model().objects.create_user("kim", "kim@example.org", "secret")
    group = Group.objects.create(name="Somebody")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for each in django:
        app, codename = each.split(".")
        group.permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    for codename in permissions:
        permission = Permission.objects.get(codename=f"{codename}_page")
        GroupPagePermission.objects.create(
            group=group, page=on or Page.objects.get(depth=1), permission=permission
        )
    user.groups.add(group)
    return user


def address(name, page):
    return reverse(f"cms_editing_{name}", args=[page.pk])


def public(page):
    return Page.objects.get(pk=page.pk).live


@pytest.mark.once
def test_the_form_shows_what_goes_with_it(archive, admin_client):
    html = admin_client.get(address("withdraw", archive)).content.decode()
    for words in ("“The fax”", "/old.htm", "The answer (English)", "お願い (日本語)"):
        assert words in html, words
    assert "Nothing but the page itself" not in html
    shown = admin_client.get(address("withdraw", archive)).context["form"]
    assert [page.pk for page in shown["translations"].initial] == [
        archive.get_translations().get().pk
    ]
    assert shown["linking"].initial is None


@pytest.mark.once
def test_the_form_tells_files_that_stay_from_those_that_go(archive, changes, admin_client):
    def files():
        consequences = admin_client.get(address("withdraw", archive)).context["consequences"]
        return (
            consequences.files, consequences.files_of_translations, consequences.shared_files
        )  # fmt: skip

    fax = f"{CustomImage._meta.verbose_name} “The fax”"
    picture = CustomImage.objects.get(title="The fax")
    assert files() == ([], [], [fax])  # public by itself
    picture.is_public_by_itself = False
    changes(picture.save)
    assert files() == ([], [fax], [])  # the translation shows it
    answer = Page.objects.get(slug="answer").specific
    answer.lead_image = picture
    answer.lead_image_alt = "A fax"
    changes(lambda: answer.save_revision().publish())
    assert files() == ([], [], [fax])
    closed = Collection.get_first_root_node().add_child(name="Closed")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    picture.collection = closed
    changes(picture.save)
    assert files() == ([], [], [])  # nobody sees it


def test_a_section_takes_along_the_files_of_what_is_below_it(archive, changes, admin_client):
    CustomImage.objects.update(is_public_by_itself=False)
    section = archive.get_parent()
    consequences = admin_client.get(address("withdraw", section)).context["consequences"]
    assert ["The fax" in file for file in consequences.shared_files] == [True]  # of its translation
    changes(archive.get_translations().get().delete)
    consequences = admin_client.get(address("withdraw", section)).context["consequences"]
    assert ["The fax" in file for file in consequences.files] == [True]


def test_who_why_and_when_are_kept(archive, changes, admin_client):
    translation = archive.get_translations().get()
    words = {**WORDS, "translations": [translation.pk]}
    _, new = changes(lambda: admin_client.post(address("withdraw", archive), words))
    pages = [each for each in new if each[1] == "Letter"]
    assert pages == [
        ("WITHDRAWN", "Letter", "/letters/appeal/"),
        ("WITHDRAWN", "Letter", "/ja/letters/appeal/"),
    ]
    for change in Change.objects.filter(kind="WITHDRAWN", type="Letter"):
        assert (change.who, change.reason) == ("admin", "SAFETY")
        assert (change.note, change.public_note) == (WORDS["note"], WORDS["public_note"])
    assert not public(archive)
    assert not Act.objects.exists()
    assert PageLogEntry.objects.filter(page=archive.pk, action="wagtail.unpublish").exists()


@pytest.mark.once
def test_what_is_not_chosen_stays(archive, changes, admin_client):
    changes(lambda: admin_client.post(address("withdraw", archive), WORDS))
    assert public(archive.get_translations().get())
    assert public(Page.objects.get(slug="answer"))


def test_answers_and_lists_go_along_where_chosen(archive, changes, admin_client):
    answer = Page.objects.get(slug="answer")
    changes(
        lambda: admin_client.post(address("withdraw", archive), {**WORDS, "linking": [answer.pk]})
    )
    assert not public(answer)
    assert Tombstone.objects.get(key=answer.pk).reason == "SAFETY"


def test_all_below_a_section_tells_the_reason(archive, changes, admin_client):
    section = archive.get_parent()
    changes(lambda: admin_client.post(address("withdraw", section), WORDS))
    assert Tombstone.objects.get(key=archive.pk).reason == "SAFETY"
    assert public(archive)  # so that it comes back with its section


def test_no_schedule_and_no_workflow_brings_it_back(archive, changes, admin_client):
    archive.save_revision().publish()
    archive.refresh_from_db()
    archive.go_live_at = timezone.now() + timedelta(days=1)
    archive.save_revision().publish()
    workflow = Workflow.objects.create(name="Review")
    task = workflow.workflow_tasks.model.task.field.related_model.objects.create(name="Read")
    workflow.workflow_tasks.create(task=task)
    workflow.start(archive, None)
    changes(lambda: admin_client.post(address("withdraw", archive), WORDS))
    page = Page.objects.get(pk=archive.pk)
    assert page.current_workflow_state is None
    assert not page.revisions.exclude(approved_go_live_at=None).exists()


@pytest.mark.once
def test_a_place_to_read_on_must_stay_public(archive, admin_client):
    for page in (archive, LetterPageFactory(parent=archive.get_parent(), live=False)):
        words = {**WORDS, "replaced_by": page.pk}
        answer = admin_client.post(address("withdraw", archive), words)
        assert "Choose a page that is public, and stays so." in answer.content.decode()
    assert public(archive)


@pytest.mark.once
def test_nobody_withdraws_what_they_may_not_unpublish(archive, changes, client):
    user = user_who_may("change", "publish", on=archive.get_parent())
    client.force_login(user)
    translation = archive.get_translations().get()
    html = client.get(address("withdraw", archive)).content.decode()
    assert "Stays public, since you may not unpublish it" in html
    words = {**WORDS, "translations": [translation.pk]}
    changes(lambda: client.post(address("withdraw", archive), words))
    assert public(translation)
    changes(lambda: client.post(address("withdraw", translation), WORDS))
    assert public(translation)


def test_all_or_nothing_is_withdrawn(archive):
    user = user_who_may("change", "publish", on=archive.get_parent())
    with pytest.raises(PermissionDenied):
        withdraw([archive, archive.get_translations().get()], user, Statement())
    assert public(archive)
    assert not Act.objects.exists()


def test_many_are_withdrawn_at_once(archive, changes, admin_client):
    answer = Page.objects.get(slug="answer")
    path = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "withdraw"])
    path += f"?id={archive.pk}&id={answer.pk}"
    assert "“The fax”" in admin_client.get(path).content.decode()
    changes(lambda: admin_client.post(path, {**WORDS, "translations": "on"}))
    for page in (archive, answer, archive.get_translations().get()):
        assert not public(page)
        assert Tombstone.objects.get(key=page.pk).reason == "SAFETY"


@pytest.mark.once
def test_it_is_offered_where_it_can_be_done(archive, changes, admin_client):
    listing = reverse("wagtailadmin_explore", args=[archive.get_parent().pk])
    withdrawing, again = address("withdraw", archive), address("publish_again", archive)
    html = admin_client.get(listing).content.decode()
    assert withdrawing in html
    assert again not in html
    changes(lambda: admin_client.post(withdrawing, WORDS))
    html = admin_client.get(listing).content.decode()
    assert withdrawing not in html
    assert again in html


def test_it_is_published_again_by_an_act(archive, changes, admin_client):
    changes(lambda: admin_client.post(address("withdraw", archive), WORDS))
    html = admin_client.get(address("publish_again", archive)).content.decode()
    assert WORDS["note"] in html
    path = address("publish_again", archive)
    changes(lambda: admin_client.post(path, {"note": "She agreed after all"}))
    change = Change.objects.filter(key=archive.pk, type="Letter").last()
    assert (change.kind, change.who, change.note) == (
        "PUBLISHED",
        "admin",
        "She agreed after all",
    )
    assert not Tombstone.objects.exists()


@pytest.mark.parametrize("state", ["public", "never public"])
def test_only_what_was_taken_back_is_published_again(archive, changes, admin_client, state):
    page = archive
    if state == "never public":
        page = changes(lambda: LetterPageFactory(parent=archive.get_parent(), live=False))[0]
    page.title = "Not yet"
    page.save_revision()
    admin_client.post(address("publish_again", page), {"note": ""})
    assert not Page.objects.filter(title="Not yet", live=True).exists()
    assert not Act.objects.exists()


@pytest.mark.once
def test_who_may_not_publish_does_not_publish_again(archive, changes, client):
    changes(lambda: archive.unpublish())
    client.force_login(user_who_may("change"))
    changes(lambda: client.post(address("publish_again", archive), {"note": ""}))
    assert not public(archive)


@pytest.mark.once
@pytest.mark.parametrize("page", ["a letter", "its section", "withdrawn"])
def test_what_was_public_is_deleted_by_its_own_permission_alone(archive, changes, client, page):
    if page == "withdrawn":
        changes(archive.unpublish)
    target = archive.get_parent() if page == "its section" else archive
    client.force_login(user_who_may("change", "publish", "bulk_delete"))
    answer = client.post(reverse("wagtailadmin_pages:delete", args=[target.pk]), follow=True)
    assert "cannot be deleted: readers could see it" in answer.content.decode()
    path = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{path}?id={target.pk}")
    api = client.post(f"/admin/api/main/pages/{target.pk}/action/delete/")
    assert api.status_code == 403
    assert Page.objects.filter(pk=archive.pk).exists()


@pytest.mark.once
def test_who_has_the_permission_deletes_and_leaves_a_tombstone(archive, changes, client):
    user = user_who_may("change", "publish", django=["cms_record.delete_published"])
    client.force_login(user)
    changes(lambda: client.post(reverse("wagtailadmin_pages:delete", args=[archive.pk])))
    assert not Page.objects.filter(pk=archive.pk).exists()
    assert Tombstone.objects.get(key=archive.pk).code == archive.reference_code


@pytest.mark.once
def test_a_draft_that_nobody_saw_is_deleted_as_ever(archive, changes, client):
    draft, _ = changes(lambda: LetterPageFactory(parent=archive.get_parent(), live=False))
    client.force_login(user_who_may("change", "publish"))
    client.post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))
    assert not Page.objects.filter(pk=draft.pk).exists()


@pytest.mark.once
def test_the_permission_can_be_given_in_the_form_of_a_group(admin_client):
    html = admin_client.get(reverse("wagtailusers_groups:add")).content.decode()
    assert "Can delete pages that readers could see once" in html


@pytest.mark.once
def test_what_was_public_is_moved_as_ever(archive, client):
    user = user_who_may("add", "change", "publish")
    assert archive.permissions_for_user(user).can_move()
    assert not archive.permissions_for_user(user).can_delete()
