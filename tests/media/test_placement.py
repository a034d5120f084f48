"""Pictures and files are public while something public shows them, and no longer."""

from datetime import timedelta
from pathlib import PurePath

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.db import IntegrityError, router
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from archive.models import LetterPage
from cms.record.comparison import compare_everything
from cms.record.models import Change
from cms.sql.statements import read_database
from media import placement, renditions
from media.models import CustomImage, FileToDelete, PublicRendition
from tests.factories import ArchiveSectionPageFactory, LetterPageFactory, front_page, global_id

pytestmark = pytest.mark.django_db
SPEC = "width-160"
IMAGE_NODE = "query($id: ID!) { node(id: $id) { ... on Image { rendition(width: 160) { url } } } }"
DOCUMENT_NODE = "query($id: ID!) { node(id: $id) { ... on Document { url } } }"


@pytest.fixture
def commit(committed):
    """Do something as if its transaction committed, in an archive with a front page."""
    committed(front_page)
    return committed


@pytest.fixture
def picture(make_image):
    return make_image(is_public_by_itself=False, description="A river")


@pytest.fixture
def report(make_document):
    return make_document(is_public_by_itself=False)


@pytest.fixture
def letter(commit, picture, report):
    """A public letter that shows the picture and the file."""
    section = commit(lambda: ArchiveSectionPageFactory(slug="letters"))
    body = [{"type": "document", "value": {"document": report.pk}}]
    page = LetterPageFactory.build(lead_image=picture, body=body, live=True)
    commit(lambda: section.add_child(instance=page))
    return page


@pytest.fixture
def door(client, graphql, picture, report):
    """What each address says: of the picture by its ID, the signed one, its file; of the file."""

    def knock(file=None):
        node = graphql(IMAGE_NODE, {"id": global_id(picture)})["data"]["node"]
        signed = client.get(renditions.signed_path(picture.pk, SPEC))
        stored = file or signed.get("Location")
        by_id = graphql(DOCUMENT_NODE, {"id": global_id(report)})["data"]["node"]
        return {
            "image by id": node is not None,
            "signed": signed.status_code == 302,
            "file": stored and status(client, stored) == 200,
            "document by id": by_id is not None,
            "document": status(client, report.url) == 200,
        }

    return knock


def status(client, address):
    response = client.get(address)
    b"".join(response)  # which closes a file
    return response.status_code


OPEN = dict.fromkeys(("image by id", "signed", "file", "document by id", "document"), True)
SHUT = dict.fromkeys(OPEN, False)


def stored_address(client, picture):
    return client.get(renditions.signed_path(picture.pk, SPEC))["Location"]


def restrict(model, **fields):
    return model.objects.create(restriction_type="login", **fields)


def expire(letter):
    Page.objects.filter(pk=letter.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    compare_everything()  # as the scheduled job does


def remove_all(letter):
    letter.lead_image, letter.body = None, []
    letter.save_revision().publish()


def move_to_closed_collection(letter):
    closed = Collection.get_first_root_node().add_child(name="Closed")
    restrict(CollectionViewRestriction, collection=closed)
    for file in (letter.lead_image, letter.body[0].value["document"]):
        file.collection = closed
        file.save()


def find_somebody(letter):
    for file in (letter.lead_image, letter.body[0].value["document"]):
        file.review = "unconsented"
        file.save()


def replace_both(letter):
    for file in (letter.lead_image, letter.body[0].value["document"]):
        with file.file.open() as content:
            file.file.save(f"new{PurePath(file.file.name).suffix}", content, save=False)
        file.save()


TAKING_BACK = {
    "find somebody in them": find_somebody,
    "replace their files": replace_both,
    "unpublish": lambda letter: letter.unpublish(),
    "expire": expire,
    "delete": lambda letter: letter.delete(),
    "restrict the page": lambda letter: restrict(PageViewRestriction, page=letter),
    "restrict the section": lambda letter: restrict(PageViewRestriction, page=letter.get_parent()),
    "unpublish the section": lambda letter: letter.get_parent().unpublish(),
    "restrict the collection": lambda letter: restrict(
        CollectionViewRestriction, collection=letter.lead_image.collection
    ),
    "move to a closed collection": move_to_closed_collection,
    "remove the blocks": remove_all,
    "raw SQL, then the job": lambda letter: (
        Page.objects.filter(pk=letter.pk).update(live=False),
        call_command("compare_record"),
    ),
}


@pytest.mark.parametrize("how", TAKING_BACK)
def test_what_is_taken_back_answers_at_no_address(client, commit, letter, picture, door, how):
    address = stored_address(client, picture)
    assert door(address) == OPEN
    commit(lambda: TAKING_BACK[how](LetterPage.objects.get()))
    assert door(address) == SHUT
    assert not PublicRendition.objects.exists()
    assert not FileToDelete.objects.exists()


def test_files_that_are_moved_in_bulk_go_at_once(
    admin_client, client, commit, letter, picture, report, door
):
    address = stored_address(client, picture)
    closed = Collection.get_first_root_node().add_child(name="Closed")
    restrict(CollectionViewRestriction, collection=closed)
    for file in (picture, report):
        action = [file._meta.app_label, file._meta.model_name, "add_to_collection"]
        path = f"{reverse('wagtail_bulk_action', args=action)}?id={file.pk}"
        commit(lambda path=path: admin_client.post(path, {"collection": closed.pk}))
    assert door(address) == SHUT
    assert not PublicRendition.objects.exists()
    assert Change.objects.filter(type="Document", kind="WITHDRAWN").exists()


def test_what_comes_back_has_a_new_address(client, commit, letter, picture, door):
    address = stored_address(client, picture)
    commit(letter.unpublish)
    commit(lambda: letter.save_revision().publish())
    assert status(client, address) == 404
    assert stored_address(client, picture) != address
    assert door() == OPEN


def test_what_expires_is_hidden_before_any_job_runs(client, clock, letter, picture, door):
    Page.objects.filter(pk=letter.pk).update(expire_at=timezone.now() + timedelta(hours=1))
    assert door() == OPEN
    clock(timezone.now() + timedelta(hours=2))
    assert door() | {"file": False} == SHUT


def test_a_picture_goes_with_the_consent_before_any_job_runs(client, clock, letter, picture, door):
    later = timezone.now() + timedelta(hours=1)
    for file in (picture, letter.body[0].value["document"]):
        type(file).objects.filter(pk=file.pk).update(review="consented", cleared_until=later)
    assert door() == OPEN
    clock(timezone.now() + timedelta(hours=2))
    assert door() | {"file": False} == SHUT


def test_no_statement_leaves_public_what_is_taken_back(picture):
    with pytest.raises(IntegrityError):
        CustomImage.objects.filter(pk=picture.pk).update(review="unconsented")


def test_what_only_a_draft_shows_is_private(commit, letter, picture, report, door, public_files):
    commit(letter.unpublish)
    letter.save_revision()
    assert door() | {"file": False} == SHUT
    assert public_files() == []


def test_new_draft_of_a_public_page_shows_nothing_new(commit, letter, make_image, client, graphql):
    other = make_image(is_public_by_itself=False, description="A hill")
    letter.lead_image = other
    commit(letter.save_revision)
    assert graphql(IMAGE_NODE, {"id": global_id(other)}) == {"data": {"node": None}}
    assert status(client, renditions.signed_path(other.pk, SPEC)) == 404


def test_page_that_shows_a_picture_gives_its_address_at_once(client, graphql, letter):
    query = """query($id: ID!) { node(id: $id) { ... on Letter {
        leadImage { image { rendition(width: 160) { url } } } } } }"""
    image = graphql(query, {"id": global_id(letter)})["data"]["node"]["leadImage"]["image"]
    assert status(client, image["rendition"]["url"]) == 302


def test_editor_makes_one_public_without_a_page(commit, make_image, picture, door, client):
    assert status(client, renditions.signed_path(picture.pk, SPEC)) == 404
    picture.is_public_by_itself = True
    commit(picture.save)
    address = stored_address(client, picture)
    assert status(client, address) == 200
    picture.is_public_by_itself = False
    commit(picture.save)
    assert status(client, address) == 404
    assert [each.kind for each in Change.objects.filter(subject="media.customimage")] == [
        "PUBLISHED",
        "WITHDRAWN",
    ]


def test_what_two_pages_show_stays_until_both_are_gone(commit, letter, picture, client):
    second = LetterPageFactory.build(lead_image=picture, live=True)
    commit(lambda: letter.get_parent().add_child(instance=second))
    address = stored_address(client, picture)
    commit(letter.unpublish)
    assert status(client, address) == 200
    commit(second.unpublish)
    assert status(client, address) == 404


@pytest.mark.parametrize(
    "body",
    [
        lambda key: [{"type": "image", "value": {"figure": {"image": key}}}],
        lambda key: [{"type": "gallery", "value": {"figures": [{"image": key}]}}],
    ],
)
def test_block_at_any_depth_shows_a_picture(commit, letter, picture, client, body):
    letter.lead_image = None
    letter.body = body(picture.pk)
    commit(lambda: letter.save_revision().publish())
    assert status(client, stored_address(client, picture)) == 200
    letter.body = []
    commit(lambda: letter.save_revision().publish())
    assert status(client, renditions.signed_path(picture.pk, SPEC)) == 404


def test_link_in_rich_text_shows_a_file(commit, letter, report, client):
    text = f'<p><a linktype="document" id="{report.pk}">Report</a></p>'
    letter.body = [{"type": "paragraph", "value": {"text": text}}]
    commit(lambda: letter.save_revision().publish())
    assert status(client, report.url) == 200
    letter.body = [{"type": "paragraph", "value": {"text": "<p>None</p>"}}]
    commit(lambda: letter.save_revision().publish())
    assert status(client, report.url) == 404


def test_replaced_picture_answers_no_longer(commit, letter, picture, client, make_image):
    address = stored_address(client, picture)
    with make_image().file.open() as other:
        picture.file.save("other.jpg", other, save=False)
    commit(picture.save)
    assert status(client, address) == 404
    assert (picture.review, picture.reviewed_at, picture.cleared_until) == (
        "unreviewed",
        None,
        None,
    )
    picture.review = "nobody"
    commit(picture.save)
    assert status(client, stored_address(client, picture)) == 200
    changes = Change.objects.filter(subject="media.customimage", key=picture.pk).order_by("pk")
    assert [change.kind for change in changes] == ["PUBLISHED", "WITHDRAWN", "PUBLISHED"]


def test_storage_that_is_down_loses_the_file_at_the_next_run(
    client, commit, letter, picture, monkeypatch
):
    address = stored_address(client, picture)
    with monkeypatch.context() as down:
        down.setattr(FileSystemStorage, "delete", refuse)
        commit(letter.unpublish)
        assert status(client, address) == 200
        with pytest.raises(OSError, match="1 of 1 files were not deleted"):
            placement.put_in_place()
    commit(lambda: letter.save_revision().publish())
    assert stored_address(client, picture) != address
    assert placement.put_in_place() == 1
    assert status(client, address) == 404


def refuse(*_arguments, **_options):
    raise OSError("The store is down.")


def test_writer_that_is_killed_leaves_no_file(letter, picture, public_files, monkeypatch, clock):
    def be_killed(_rendition, **_options):
        raise KeyboardInterrupt  # its file is written before its row

    monkeypatch.setattr(PublicRendition, "save", be_killed)
    with pytest.raises(KeyboardInterrupt):
        renditions.public_rendition(picture, SPEC)
    assert (len(public_files()), placement.put_in_place(), len(public_files())) == (1, 0, 1)
    clock(timezone.now() + timedelta(hours=2))
    assert (placement.put_in_place(), public_files()) == (1, [])


def test_picture_taken_back_while_its_copy_is_made_is_not_kept(
    letter, picture, client, public_files, monkeypatch, commit
):
    generate = CustomImage.generate_rendition_file

    def slowly(self, *arguments, **options):
        Page.objects.filter(pk=letter.pk).update(live=False)
        return generate(self, *arguments, **options)

    monkeypatch.setattr(CustomImage, "generate_rendition_file", slowly)
    response = commit(lambda: client.get(renditions.signed_path(picture.pk, SPEC)))
    assert response.status_code == 404
    assert public_files() == []


def test_no_replica_says_whether_it_was_taken_back_meanwhile(letter, picture, monkeypatch):
    asked = []
    databases = {Page: "a replica"}
    monkeypatch.setattr(router, "db_for_read", lambda model, **_: databases.get(model, "default"))
    monkeypatch.setattr(
        renditions, "is_for_readers", lambda _image: asked.append(read_database()) or True
    )
    renditions._made(picture, {"filter_spec": SPEC, "focal_point_key": ""}, ahead=False)
    assert asked == ["default"]


def test_job_takes_back_what_no_comparison_did(client, letter, picture, commit):
    address = stored_address(client, picture)
    Page.objects.filter(pk=letter.pk).update(live=False)
    commit(placement.put_in_place)
    assert status(client, address) == 404


def test_what_is_public_stays_where_it_is(client, letter, picture, clock):
    address = stored_address(client, picture)
    clock(timezone.now() + timedelta(hours=2))
    assert placement.put_in_place() == 0
    assert status(client, address) == 200
