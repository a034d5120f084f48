"""Merging while somebody else merges the same terms, or edits a document with one."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from archive.merging import terms
from archive.models import Category, LetterPage
from tests.factories import CategoryFactory, LetterPageFactory, TagFactory
from tests.own_connections import with_own_connections

from .test_merging import KINDS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["category", "tag"])
def test_a_document_that_was_open_carries_the_one_that_stays(kind, admin_client, admin_user):
    factory, relation = KINDS[kind]
    gone, between, kept = factory(name="Gone"), factory(name="Between"), factory(name="Kept")
    letter = LetterPageFactory()
    getattr(letter, relation).set([gone])
    letter.save_revision().publish()
    address = reverse("wagtailadmin_pages:edit", args=[letter.pk])
    html = admin_client.get(address).content.decode()
    form = querydict_from_html(html, form_id="page-edit-form")
    form.update(nested_form_data({"body": streamfield([])}))
    form[relation] = "GONE" if kind == "tag" else str(gone.pk)  # which a script fills in
    terms.merge(between, [gone], admin_user)
    terms.merge(kept, [between], admin_user)
    assert admin_client.post(address, form).status_code == 302
    draft = LetterPage.objects.get().get_latest_revision_as_object()
    assert [term.pk for term in getattr(draft, relation).all()] == [kept.pk]
    assert list(factory._meta.model.objects.all()) == [kept]


def test_who_merges_what_was_merged_meanwhile_is_told_into_what(admin_client, admin_user):
    gone, kept, other = TagFactory(name="Gone"), TagFactory(name="Kept"), TagFactory(name="Other")
    terms.merge(kept, [gone], admin_user)
    for target, merged in ((other, gone), (gone, other)):
        with pytest.raises(ValidationError, match="has merged “Gone” into “Kept” meanwhile"):
            terms.merge(target, [merged], admin_user)
    address = reverse("archive_merge", args=["tag", gone.pk])
    told = admin_client.post(address, {"into": other.pk}, follow=True)
    assert "Somebody has merged it meanwhile: it is “Kept” now." in told.text
    assert admin_client.get(reverse("archive_merge", args=["tag", 7007])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_two_that_are_merged_into_each_other_at_once_one_stays(admin_user):
    one, other = CategoryFactory(name="One"), CategoryFactory(name="Other")
    child = CategoryFactory(name="Child", parent=one)
    letter = LetterPageFactory(categories=[one, other])
    both, outcomes = threading.Barrier(2, timeout=60), []

    @with_own_connections
    def merge(target, merged):
        both.wait()
        try:
            outcomes.append(terms.merge(target, [merged], admin_user))
        except ValidationError as told:
            outcomes.append(told.messages[0])

    threads = [threading.Thread(target=merge, args=pair) for pair in ((one, other), (other, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stays = Category.objects.get(name__in=["One", "Other"])
    went = "Other" if stays == one else "One"
    told = f"Somebody has merged “{went}” into “{stays.name}” meanwhile."
    assert sorted(outcomes, key=str) == [1, told]
    assert Category.objects.get(pk=child.pk).parent == stays
    assert stays.parent is None
    assert list(LetterPage.objects.get(pk=letter.pk).categories.all()) == [stays]
