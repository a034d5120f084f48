"""The checklist says what is missing while somebody types, and at publication."""

from datetime import timedelta

import pytest
from django.core import checks
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from archive.checklist.asked import said_of
from archive.checklist.rule import every_rule
from archive.models import LetterPage
from cms.clock.failures import NotDone
from cms.clock.schedule import publish_due
from cms.record.comparison import compare_everything
from tests.factories import (
    ArchiveSectionPageFactory,
    CategoryFactory,
    ImageFactory,
    LetterPageFactory,
)
from tests.shared_data import shared_data

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WHOLE = {"subtitle": "An answer is awaited", "date": "2006-10-19"}


@shared_data
def section():
    return ArchiveSectionPageFactory(slug="letters")


@shared_data
def letter(section):
    letter = LetterPageFactory(parent=section, slug="appeal", **WHOLE)
    letter.categories.set([CategoryFactory()])
    letter.save_revision().publish()
    return LetterPage.objects.get()


def names(draft):
    rules = every_rule()
    return {name for name in rules if list(rules[name].faults(draft))}


def heading(level):
    return "heading", {"text": "Requests", "level": str(level)}


def picture(**words):
    empty = {"image": ImageFactory(), "alt": "", "decorative": False, "caption": "", "credit": ""}
    return "image", {"figure": empty | words}


def gallery(**words):
    return "gallery", {"figures": [picture(**words)[1]["figure"]]}


def test_a_whole_letter_lacks_nothing(letter):
    letter.body = [heading(2), heading(3), picture(alt="A gate", credit="Photo: LFNKR")]
    assert names(letter) == set()


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("second_headline", {"subtitle": ""}),
        ("date", {"date": "2006"}),
        ("date", {"date": "2999-01-01"}),
        ("category", {"categories": []}),
        ("recipient", {"recipients": []}),
        ("headings", {"body": [heading(3)]}),
        ("headings", {"body": [heading(2), heading(4)]}),
        ("alternative_text", {"body": lambda: [picture(credit="LFNKR")]}),
        ("credit", {"body": lambda: [gallery(alt="A gate")]}),
        ("alternative_text", {"lead_image": ImageFactory, "lead_image_credit": "LFNKR"}),
        ("credit", {"lead_image": ImageFactory, "lead_image_decorative": True}),
        ("links", {"body": [("paragraph", {"text": '<a linktype="page" id="999">Gone</a>'})]}),
        ("links", {"body": [("paragraph", {"text": '<a linktype="document" id="9">Gone</a>'})]}),
    ],
)  # fmt: skip
def test_each_rule_says_what_is_missing(letter, rule, words):
    for name, value in words.items():
        setattr(letter, name, value() if callable(value) else value)
    assert names(letter) == {rule}
    assert all(str(said.fault.sentence) and said.fault.field for said in said_of(letter))


def test_a_link_to_what_readers_do_not_see_names_it(letter, section):
    secret = LetterPageFactory(parent=section, title="Secret", live=False)
    public = LetterPageFactory(parent=section, title="Public")
    compare_everything()
    letter.in_reply_to = secret
    links = f'<a linktype="page" id="{public.pk}">there</a>'
    letter.body = [("paragraph", {"text": links})]
    [said] = said_of(letter)
    assert (said.fault.field, said.blocks) == ("in_reply_to", False)
    assert "“Secret”" in said.fault.sentence


def test_a_translation_older_than_its_source_is_named(letter, locales, section):
    section.get_parent().copy_for_translation(locales["ja"])
    section.copy_for_translation(locales["ja"])
    translation = letter.copy_for_translation(locales["ja"])
    translation.save_revision().publish()
    translation = LetterPage.objects.get(pk=translation.pk)
    assert "translation" not in names(translation)
    Page.objects.filter(pk=letter.pk).update(last_published_at=timezone.now() + timedelta(hours=1))
    assert "translation" in names(translation)
    assert "translation" not in names(LetterPage.objects.get(pk=letter.pk))


def typed(letter, **words):
    """What the letter's form posts."""
    empty = {name: inline_formset([]) for name in ("signatories", "contributors", "comments")}
    blank = ("summary", "source_url", "seo_title", "search_description", "tags", "subtitle")
    said = {"title": letter.title, "slug": letter.slug, "date": "2006-10-19"}
    people = {"recipients": inline_formset([{"name": "Ban Ki-moon"}])}
    rest = {"body": streamfield([]), "change_note": rich_text("")}
    return nested_form_data(
        {**empty, **dict.fromkeys(blank, ""), **said, **people, **rest, **words}
    )


def test_the_panel_asks_about_what_is_typed_and_keeps_nothing(letter, admin_client, section):
    edit = admin_client.get(reverse("wagtailadmin_pages:edit", args=[letter.pk]))
    assert "data-checklist" in edit.content.decode()
    body = streamfield([("heading", {"text": "Requests", "level": "4"})])
    data = typed(letter, body=body) | {"former_address": "forget"}
    answer = admin_client.post(reverse("archive_checklist", args=[letter.pk]), data).json()
    assert answer["isRead"]
    assert [(each["field"], each["blocks"]) for each in answer["items"]] == [
        ("categories", False), ("body", False), ("subtitle", False),
    ]  # fmt: skip
    assert answer["items"][1]["block"]
    new = reverse("archive_checklist_of_new", args=["archive", "letterpage", section.pk])
    nobody = typed(letter, slug="new", recipients=inline_formset([]))
    first = admin_client.post(new, nobody).json()["items"][0]
    assert (first["field"], first["blocks"]) == ("recipients", True)
    to_nobody = inline_formset([{"name": ""}])  # the row that the form begins with
    hardly_begun = typed(letter, title="", slug="", date="", body=body, recipients=to_nobody)
    answer = admin_client.post(new, hardly_begun).json()
    assert answer["isRead"]
    said = {each["field"]: each["sentence"] for each in answer["items"]}
    assert {"recipients", "body", "subtitle", "date"} <= said.keys()
    assert said["date"] == "The document has no date."
    assert LetterPage.objects.count() == 1


def test_a_picture_that_nobody_reviewed_leads_to_its_review(letter, admin_client):
    unseen = ImageFactory(review="unreviewed")
    data = typed(letter, lead_image=unseen.pk, lead_image_alt="A ferry")
    answer = admin_client.post(reverse("archive_checklist", args=[letter.pk]), data).json()
    [address] = [item["address"] for item in answer["items"] if item["address"]]
    assert admin_client.get(address).context["file"] == unseen


def test_who_may_not_edit_asks_nothing(letter, client, django_user_model):
    client.force_login(django_user_model.objects.create_user("reader"))
    assert client.post(reverse("archive_checklist", args=[letter.pk])).status_code in (302, 403)


def by_form(letter, client):
    edit = reverse("wagtailadmin_pages:edit", args=[letter.pk])
    data = typed(letter) | {"action-publish": "1", "change_kind": "MINOR", "subtitle": "New"}
    return client.post(edit, data).content.decode()


def test_what_is_ticked_in_the_form_counts(letter, admin_client, settings):
    settings.CHECKLIST = {"category": "block"}
    [category] = letter.categories.all()
    letter.categories.set([])
    letter.save_revision(clean=False)
    edit = reverse("wagtailadmin_pages:edit", args=[letter.pk])
    data = typed(letter) | {"action-publish": "1", "categories": str(category.pk)}
    answer = admin_client.post(edit, data)
    assert answer.status_code == 302, answer.context["form"].errors


def by_clock(letter, _client):
    fail_by_clock(letter)
    return "It is in no category"


def fail_by_clock(letter):
    """Let the draft be due, and the clock not publish it."""
    letter.go_live_at = timezone.now() + timedelta(hours=1)
    draft = letter.save_revision(clean=False)
    draft.publish()
    draft.refresh_from_db()
    draft.approved_go_live_at = timezone.now() - timedelta(hours=1)
    draft.content["go_live_at"] = draft.approved_go_live_at.isoformat()
    draft.save()
    with pytest.raises(NotDone):
        publish_due()


def by_many(letter, client):
    letter.save_revision(clean=False)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    address += f"?id={letter.pk}&next=/admin/pages/{letter.get_parent().pk}/"
    return client.post(address, {"change_kind": "MINOR"}, follow=True).content.decode()


def by_command(letter, _client):
    with pytest.raises(ValidationError) as refused:
        letter.save_revision(clean=False).publish()
    return str(refused.value)


@pytest.mark.parametrize("way", [by_form, by_clock, by_many, by_command])
def test_what_blocks_blocks_every_way_in(letter, admin_client, settings, way):
    compare_everything()
    settings.CHECKLIST = {"category": "block"}
    letter.categories.set([])
    letter.subtitle = "New"
    assert "It is in no category" in way(letter, admin_client)
    assert LetterPage.objects.get(pk=letter.pk).subtitle != "New"


def test_the_setting_says_what_blocks_and_what_is_not_asked(letter, settings):
    letter.subtitle, letter.date = "", "2006"
    settings.CHECKLIST = {"date": "off", "second_headline": "block"}
    assert [(each.fault.field, each.blocks) for each in said_of(letter)] == [("subtitle", True)]


def test_a_setting_that_names_nothing_is_refused(settings):
    settings.CHECKLIST = {"spelling": "warn", "credit": "perhaps"}
    assert {each.id for each in checks.run_checks()} == {"archive.E016", "archive.E017"}
