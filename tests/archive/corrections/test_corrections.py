"""Publishing a change to a public document asks what kind it is, and tells readers."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import (
    nested_form_data,
    querydict_from_html,
    rich_text,
    streamfield,
)

from archive.models import EntryCorrection, LetterPage
from cms.record.chain import faults
from cms.record.models import Act, Change
from cms.visibility.models import Use
from tests.cms.record.conftest import changes as changes
from tests.cms.record.conftest import letter as letter
from tests.factories import LetterPageFactory
from tests.previewed import token_for

pytestmark = pytest.mark.django_db
SAID = "<p>It was sent on the <b>19th</b>, not on the 9th.</p>"
WORDS = "It was sent on the 19th, not on the 9th."
NOTES = """query ($path: String!) {
  page(path: $path) {
    ... on ArchiveEntry { corrections { kind date text { html text } } seo { jsonLd } }
  }
}"""


@pytest.fixture
def notes(graphql):
    def ask(path="/letters/appeal/"):
        return graphql(NOTES, {"path": path})["data"]["page"]["corrections"]

    return ask


@pytest.fixture
def write(admin_client, changes):
    """Save the letter's form with these words in place of its own; the answer, and the record's."""

    def post(page, **words):
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        data = querydict_from_html(
            admin_client.get(address).content.decode(), form_id="page-edit-form"
        )
        for name, value in nested_form_data({"body": streamfield([]), **words}).items():
            data[name] = value
        return changes(lambda: admin_client.post(address, data))

    return post


def draft(page, kind="CORRECTION", note=SAID, **words):
    page = LetterPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in {"change_kind": kind, "change_note": note, **words}.items():
        setattr(page, name, value)
    return page.save_revision()


def correct(changes, page, **words):
    return changes(lambda: draft(page, **words).publish())[1]


PUBLISH = {"action-publish": "1"}
TYPED = {"change_kind": "CORRECTION", "change_note": rich_text(SAID)}


@pytest.mark.once
@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "say what the change is."),
        ({"change_kind": "UPDATE"}, "Say to readers what was wrong"),
        ({"change_kind": "MINOR", "change_note": rich_text(SAID)}, "empty the note"),
    ],
)
def test_a_change_to_what_readers_see_is_not_published_without_a_word(
    letter, write, said, sentence
):
    answer, _ = write(letter, title="New", **said, **PUBLISH)
    assert sentence in answer.content.decode()
    assert LetterPage.objects.get().title != "New"
    assert write(letter, title="New", **said)[0].status_code == 302, "a draft may wait"


@pytest.mark.once
def test_what_nobody_could_read_asks_nothing(letter, admin_client):
    secret = LetterPageFactory(parent=letter.get_parent(), live=False)
    form = admin_client.get(reverse("wagtailadmin_pages:edit", args=[secret.pk])).content.decode()
    assert "change_kind" not in form


def test_a_correction_is_told_with_its_date_wherever_readers_look(
    letter, write, graphql, notes, client
):
    answer, recorded = write(letter, **TYPED, **PUBLISH)
    assert answer.status_code == 302, answer.context["form"].errors
    assert recorded == [("CORRECTED", "Letter", "/letters/appeal/")]
    [note] = notes()
    today = timezone.localdate().isoformat()
    assert (note["kind"], note["date"], note["text"]["text"]) == ("CORRECTION", today, WORDS)
    data = graphql(NOTES, {"path": "/letters/appeal/"})["data"]["page"]["seo"]["jsonLd"]
    comment = {"@type": "CorrectionComment", "text": WORDS, "datePublished": today}
    assert [comment] in [node.get("correction") for node in data["@graph"]]
    hits = graphql('{ search(query: "19th") { edges { highlights { field } } } }')["data"]
    assert hits["search"]["edges"] == [{"highlights": [{"field": "corrections"}]}]
    assert WORDS in client.get("/feeds/corrections.xml").content.decode()


@pytest.mark.once
def test_a_minor_change_tells_nothing(letter, write, notes):
    answer, recorded = write(letter, title="An appeal", change_kind="MINOR", **PUBLISH)
    assert answer.status_code == 302, answer.context["form"].errors
    assert recorded == [("UPDATED", "Letter", "/letters/appeal/")]
    assert notes() == []


@pytest.mark.once
def test_the_next_change_is_asked_about_anew_and_the_newest_note_comes_first(
    letter, write, changes, notes
):
    correct(changes, letter)
    answer, _ = write(letter, title="New", **PUBLISH)
    assert "say what the change is." in answer.content.decode()
    assert correct(changes, letter, kind="UPDATE", note="<p>Answered.</p>") == [
        ("UPDATED", "Letter", "/letters/appeal/")
    ]
    assert [note["kind"] for note in notes()] == ["UPDATE", "CORRECTION"]


@pytest.mark.once
def test_a_draft_of_before_keeps_the_notes(letter, changes, notes):
    before = letter.save_revision()
    correct(changes, letter)
    changes(before.publish)
    assert len(notes()) == 1


def schedule(page, _client):
    draft(page, go_live_at=timezone.now() + timedelta(hours=1)).publish()
    assert not EntryCorrection.objects.exists()
    page.revisions.update(approved_go_live_at=timezone.now() - timedelta(hours=1))
    late = page.latest_revision or page.revisions.latest("pk")
    late.content["go_live_at"] = None
    late.save()
    call_command("publish_scheduled")


def approve(page, client):
    draft(page)
    page = LetterPage.objects.get(pk=page.pk)
    state = page.get_workflow().start(page, None)
    state.current_task_state.approve(user=None)


def publish_many(page, client):
    draft(page, kind="", note="")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    address += f"?id={page.pk}&childOf={page.get_parent().pk}"
    assert "19th" not in client.post(address).content.decode()
    assert not EntryCorrection.objects.exists()
    client.post(address, {"change_kind": "CORRECTION", "change_note": WORDS})


@pytest.mark.once
@pytest.mark.parametrize("way", [schedule, approve, publish_many])
def test_whoever_publishes_it_readers_are_told(letter, changes, notes, admin_client, way):
    assert changes(lambda: way(letter, admin_client))[1] == [
        ("CORRECTED", "Letter", "/letters/appeal/")
    ]
    assert [note["text"]["text"] for note in notes()] == [WORDS]


def test_a_draft_says_it_in_the_preview_alone(letter, notes, graphql, admin_user, client):
    draft(letter)
    token = token_for(LetterPage.objects.get(pk=letter.pk), admin_user)
    body = {"query": NOTES, "variables": {"path": "/letters/appeal/"}}
    answer = client.post(
        "/graphql/",
        json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Preview {token}"},
    ).json()
    assert [note["text"]["text"] for note in answer["data"]["page"]["corrections"]] == [WORDS]
    assert notes() == []
    assert not EntryCorrection.objects.exists()
    assert not Act.objects.exists()


@pytest.mark.once
def test_neither_a_copy_nor_a_translation_takes_it_along(letter, changes, locales):
    correct(changes, letter)
    draft(letter, note="<p>Another.</p>")
    letter = LetterPage.objects.get(pk=letter.pk)
    copy = letter.copy(update_attrs={"slug": "copy"})
    letter.get_parent().get_parent().specific.copy_for_translation(locales["ja"])
    letter.get_parent().specific.copy_for_translation(locales["ja"])
    for each in (copy, letter.copy_for_translation(locales["ja"])):
        latest = each.get_latest_revision_as_object()
        assert (each.corrections.count(), latest.change_kind, latest.change_note) == (0, "", "")


def test_what_it_links_to_is_in_use_and_what_is_hidden_has_no_address(letter, changes, notes):
    other = LetterPageFactory(parent=letter.get_parent(), slug="other")
    link = f'<p>See <a linktype="page" id="{other.pk}">the other</a>.</p>'
    correct(changes, letter, note=link)
    assert Use.objects.filter(user_key=letter.pk, used_key=other.pk).exists()
    assert "/letters/other/" in notes()[0]["text"]["html"]
    changes(Page.objects.get(pk=other.pk).unpublish)
    assert "href" not in notes()[0]["text"]["html"]


def test_it_is_forgotten_everywhere(letter, changes, notes, graphql, admin_client, client):
    correct(changes, letter)
    address = reverse("archive_forget_corrections", args=[letter.pk])
    assert WORDS in admin_client.get(address).content.decode()
    note = EntryCorrection.objects.get()
    changes(lambda: admin_client.post(address, {"notes": [note.pk], "why": "A name"}))
    assert notes() == []
    assert graphql('{ search(query: "19th") { nodes { __typename } } }')["data"] == {
        "search": {"nodes": []}
    }
    assert "19th" not in client.get("/feeds/corrections.xml").content.decode()
    for model in (Change, Act):
        assert not model.objects.filter(public_note__contains="19th").exists()
    assert "19th" not in json.dumps(list(letter.revisions.values_list("content", flat=True)))
    assert list(faults(Change.objects.order_by("number"))) == []
    assert admin_client.get(reverse("archive_forget_corrections", args=[1])).status_code == 302
