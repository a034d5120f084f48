"""Reference codes are given once, belong to one thing, and outlive it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections, transaction

from archive.models import ArchiveSectionPage, LetterPage, LetterRecipient, ReferenceSequence
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
    def give(_number: int) -> str:
        try:
            return ReferenceSequence.next_code("LF-L-2006")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(give, range(40)))
    assert sorted(codes) == [f"LF-L-2006-{number:03}" for number in range(1, 41)]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_concurrent_first_saves_get_different_codes():
    sections = [ArchiveSectionPageFactory() for _ in range(4)]

    def write(section: ArchiveSectionPage) -> list[str]:
        try:
            letters = [
                LetterPage(title=f"Letter {n}", date="2006", recipients=[LetterRecipient(name="X")])
                for n in range(5)
            ]
            return [section.add_child(instance=letter).reference_code for letter in letters]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(sections)) as pool:
        codes = [code for given in pool.map(write, sections) for code in given]
    assert connection.vendor == "postgresql"
    assert sorted(codes) == [f"LF-L-2006-{number:03}" for number in range(1, 21)]


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
    codes = {"entry": "", "section": section.reference_code}
    assert graphql(BY_CODE, codes) == {"data": {"entry": None, "section": None}}
