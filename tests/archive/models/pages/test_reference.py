"""Reference codes are assigned once, on publication, are unique, and are never reused."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from archive.models import ArchiveSectionPage, LetterPage, ReferenceSequence
from home.models import HomePage
from tests.factories import (
    ActivityReportPageFactory,
    ArchiveSectionPageFactory,
    FilmEventPageFactory,
    LetterPageFactory,
    ReportPageFactory,
    front_page,
    old_alias_of,
)
from tests.own_connections import with_own_connections


def code_of(page) -> str:
    return type(page).objects.get(pk=page.pk).reference_code


@pytest.mark.django_db
def test_each_type_has_its_own_series_in_each_year():
    assert ArchiveSectionPageFactory().reference_code == "LF-S-001"
    assert LetterPageFactory(date="2006-10").reference_code == "LF-L-2006-001"
    assert LetterPageFactory(date="2006").reference_code == "LF-L-2006-002"
    assert LetterPageFactory(date="2007").reference_code == "LF-L-2007-001"
    assert ReportPageFactory().reference_code == "LF-R-2006-001"
    assert ActivityReportPageFactory().reference_code == "LF-A-2006-001"
    assert FilmEventPageFactory().reference_code == "LF-F-2006-001"


@pytest.mark.django_db
def test_a_draft_has_no_code_until_it_is_published_first():
    abandoned, draft = LetterPageFactory(live=False), LetterPageFactory(live=False, date="2016")
    abandoned.delete()
    draft.date = "2006-10"
    revision = draft.save_revision()
    assert (code_of(draft), draft.provisional_code) == (None, "LF-L-2006-…")
    draft.get_latest_revision_as_object().save()
    assert code_of(draft) is None
    revision.publish()
    assert code_of(draft) == "LF-L-2006-001"
    LetterPage.objects.get().unpublish()
    LetterPage.objects.get().save_revision().publish()
    assert code_of(draft) == "LF-L-2006-001"


def by_revision(draft, _client):
    draft.save_revision().publish()


def by_form(draft, client):
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    form = querydict_from_html(client.get(edit).content.decode(), form_id="page-edit-form")
    form.update(nested_form_data({"body": streamfield([]), "action-publish": "1"}))
    client.post(edit, form)


def by_bulk_action(draft, client):
    draft.save_revision()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{address}?id={draft.pk}&childOf={draft.get_parent().pk}")


def by_workflow(draft, _client):
    draft.save_revision()
    state = draft.get_workflow().start(draft, None)
    state.current_task_state.approve(user=None)


def by_clock(draft, _client):
    draft.go_live_at = timezone.now() + timedelta(days=1)
    draft.save_revision().publish()
    assert code_of(draft) is None
    due = timezone.now() - timedelta(minutes=1)
    revision = draft.revisions.get()
    revision.content["go_live_at"] = due.isoformat()
    revision.approved_go_live_at = due
    revision.save()
    call_command("tick", verbosity=0)


def by_column(draft, _client):
    draft.live = True
    draft.save(update_fields=["live"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "way", [by_revision, by_form, by_bulk_action, by_workflow, by_clock, by_column]
)
def test_whoever_publishes_it_first_it_gets_its_code(admin_client, graphql, way):
    draft = LetterPageFactory(title="Appeal", live=False)
    assert code_of(draft) is None
    way(draft, admin_client)
    query = '{ entry(referenceCode: "LF-L-2006-001") { title } }'
    assert graphql(query) == {"data": {"entry": {"title": "Appeal"}}}


@pytest.mark.django_db
def test_whoever_read_the_page_before_it_got_its_code_does_not_take_it_away():
    draft = LetterPageFactory(live=False)
    [publishing, editing] = [LetterPage.objects.get(), LetterPage.objects.get()]
    publishing.save_revision().publish()
    editing.live = True
    editing.save()
    editing.save_revision().publish()
    assert code_of(draft) == "LF-L-2006-001"
    assert ReferenceSequence.objects.get(series="LF-L-2006").last == 1


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("date", ["03/04/2007", "2006-02-30", "1999-12-08/1999-12-01"])
def test_a_refused_date_is_refused_in_the_form_of_a_draft_without_code(admin_client, date):
    draft = LetterPageFactory(live=False)
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    form = querydict_from_html(admin_client.get(edit).content.decode(), form_id="page-edit-form")
    form.update(nested_form_data({"body": streamfield([])}))
    form["date"], form["subtitle"] = date, "Typed"
    answer = admin_client.post(edit, form)
    assert answer.status_code == 200
    assert answer.context["form"].errors["date"]
    assert 'value="Typed"' in answer.content.decode()
    assert "LF-L-… (provisional)" in answer.content.decode()


@pytest.mark.django_db
def test_an_archivist_asks_for_the_code_of_a_draft(admin_client):
    draft = LetterPageFactory(live=False, date="2016")
    draft.date = "2006-10"
    draft.save_revision()  # which leaves the row as it was
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    address = reverse("archive_give_reference_code", args=[draft.pk])
    form = admin_client.get(edit).content.decode()
    assert "LF-L-2006-… (provisional)" in form
    assert address in form
    assert "next free number of LF-L-2006-…" in admin_client.get(address).content.decode()
    assert admin_client.post(address).headers["Location"] == edit
    assert (code_of(draft), LetterPage.objects.get().live) == ("LF-L-2006-001", False)
    assert PageLogEntry.objects.filter(action="archive.give_reference_code").exists()
    asked_again = admin_client.post(address)
    assert (asked_again.status_code, code_of(draft)) == (302, "LF-L-2006-001")
    assert address not in admin_client.get(edit).content.decode()


@pytest.mark.django_db
def test_the_prefix_is_a_setting_and_the_number_outgrows_three_digits(settings):
    settings.ARCHIVE_REFERENCE_PREFIX = "NK"
    ReferenceSequence.objects.create(series="NK-L-2006", last=999)
    assert LetterPageFactory().reference_code == "NK-L-2006-1000"


@pytest.mark.django_db
def test_move_retitle_and_redate_leave_the_code():
    letter = LetterPageFactory(date="2006-10")
    letter.move(ArchiveSectionPageFactory(), pos="last-child")
    letter = LetterPage.objects.get(pk=letter.pk)
    letter.title, letter.slug, letter.date = "Another title", "another-title", "1999"
    letter.save_revision().publish()
    assert code_of(letter) == "LF-L-2006-001"


@pytest.mark.django_db
def test_a_deleted_code_is_not_given_again():
    LetterPageFactory().delete()
    assert LetterPageFactory().reference_code == "LF-L-2006-002"


@pytest.mark.django_db
def test_a_copy_has_a_code_of_its_own_in_all_its_revisions():
    letter = LetterPageFactory()
    letter.save_revision().publish()
    copy = letter.copy(update_attrs={"slug": "copy", "title": "Copy"})
    revisions = [revision.content["reference_code"] for revision in copy.revisions.all()]
    assert copy.reference_code == "LF-L-2006-002"
    assert set(revisions) == {"LF-L-2006-002"}
    copy.get_latest_revision().publish()
    assert [code_of(letter), code_of(copy)] == ["LF-L-2006-001", "LF-L-2006-002"]


@pytest.mark.django_db
def test_a_copied_section_takes_new_codes_for_everything_in_it():
    section = ArchiveSectionPageFactory()
    LetterPageFactory(parent=section)
    copy = section.copy(recursive=True, update_attrs={"slug": "copy"})
    assert copy.reference_code == "LF-S-002"
    assert copy.get_children().get().specific.reference_code == "LF-L-2006-002"


def japanese_front_page(locales) -> HomePage:
    return front_page().copy_for_translation(locales["ja"])


@pytest.mark.django_db
def test_a_translation_has_a_code_of_its_own(locales):
    letter = LetterPageFactory()
    japanese_front_page(locales)
    translation = letter.copy_for_translation(locales["ja"], copy_parents=True)
    translation.get_latest_revision().publish()
    assert code_of(translation) == "LF-L-2006-002"
    assert code_of(letter) == "LF-L-2006-001"


@pytest.mark.django_db
def test_an_old_alias_keeps_its_own_code_when_its_original_is_published():
    letter = LetterPageFactory()
    alias = old_alias_of(letter, slug="alias")
    assert code_of(alias) == "LF-L-2006-002"
    letter.title = "A new title"
    letter.save_revision().publish()
    alias = LetterPage.objects.get(pk=alias.pk)
    assert (alias.title, alias.reference_code) == ("A new title", "LF-L-2006-002")


@pytest.mark.django_db
def test_an_old_revision_comes_back_without_another_code():
    letter = LetterPageFactory()
    first = letter.save_revision()
    content = first.content | {"reference_code": "LF-L-1900-001"}
    letter.revisions.filter(pk=first.pk).update(content=content)
    letter.save_revision().publish()
    letter.get_latest_revision()
    letter.revisions.get(pk=first.pk).publish()
    assert code_of(letter) == "LF-L-2006-001"


@pytest.mark.django_db
def test_a_code_typed_by_a_machine_does_not_stand():
    letter = LetterPageFactory(reference_code="LF-L-2006-777")
    assert letter.reference_code == "LF-L-2006-001"


@pytest.mark.django_db
def test_a_page_that_could_not_be_saved_uses_up_no_code():
    section = ArchiveSectionPageFactory()
    with pytest.raises(ValidationError), transaction.atomic():
        LetterPageFactory(parent=section, recipients=[])
    assert LetterPageFactory(parent=section).reference_code == "LF-L-2006-001"


@pytest.mark.django_db
def test_a_section_inside_a_document_is_refused_with_a_sentence():
    letter = LetterPageFactory(title="Open Letter")
    assert not ArchiveSectionPage.can_create_at(letter)
    with pytest.raises(ValidationError, match="cannot be kept inside a letter, “Open Letter”"):
        letter.add_child(instance=ArchiveSectionPage(title="Letters", slug="letters"))


@pytest.mark.django_db
def test_documents_live_in_sections_only():
    with pytest.raises(ValidationError, match="Choose a section"):
        ReportPageFactory(parent=front_page())


@pytest.mark.django_db(transaction=True)
def test_no_two_of_many_concurrent_calls_get_the_same_code():
    @with_own_connections
    def give(_number: int) -> str:
        return ReferenceSequence.next_code("LF-L-2006")

    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(give, range(40)))
    assert sorted(codes) == [f"LF-L-2006-{number:03}" for number in range(1, 41)]


@pytest.mark.django_db(transaction=True)
def test_many_concurrent_publications_give_each_document_one_code():
    """Each draft is published by two at once."""
    drafts = [LetterPageFactory(live=False) for _ in range(20)]
    revisions = [draft.save_revision() for draft in drafts]

    @with_own_connections
    def publish(revision: Revision) -> None:
        Revision.objects.get(pk=revision.pk).publish()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(publish, [each for each in revisions for _ in range(2)]))
    codes = LetterPage.objects.order_by("reference_code").values_list("reference_code", flat=True)
    assert list(codes) == [f"LF-L-2006-{number:03}" for number in range(1, 21)]


BY_CODE = """query ($entry: String!, $section: String!) {
  entry(referenceCode: $entry) { title } section(referenceCode: $section) { title } }"""


@pytest.mark.django_db
@pytest.mark.parametrize("write", [str.upper, str.lower, str.title])
def test_a_code_is_found_in_any_letter_case(graphql, settings, write):
    settings.ARCHIVE_REFERENCE_PREFIX = "Nk"
    section = ArchiveSectionPageFactory(title="Letters")
    letter = LetterPageFactory(title="Letter", parent=section)
    codes = {"entry": write(letter.reference_code), "section": write(section.reference_code)}
    found = {"entry": {"title": "Letter"}, "section": {"title": "Letters"}}
    assert graphql(BY_CODE, codes) == {"data": found}
    swapped = {"entry": codes["section"], "section": codes["entry"]}
    assert graphql(BY_CODE, swapped) == {"data": {"entry": None, "section": None}}


@pytest.mark.django_db
def test_the_code_of_a_hidden_section_finds_nothing(graphql):
    section = ArchiveSectionPageFactory(live=False)
    codes = {"entry": "", "section": section.give_reference_code()}
    assert graphql(BY_CODE, codes) == {"data": {"entry": None, "section": None}}
