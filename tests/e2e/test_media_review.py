"""Pictures are reviewed with one key each, and a face is filled by keyboard and pointer alone."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from archive.safeguards.models import Consent
from media.models import CustomDocument, CustomImage
from tests.factories import ArchiveSectionPageFactory, ImageFactory, LetterPageFactory, video
from tests.media.pdf_parts import draw, pdf

from .axe import broken_rules
from .test_editor import log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_pictures_are_reviewed_by_key_and_obscured(page, complaints, transactional_db):
    get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    section = ArchiveSectionPageFactory(title="Letters", slug="letters")
    size = {"file__width": 640, "file__height": 480}
    ferry, _market = (
        ImageFactory(title=title, description=title, review="unreviewed", **size)
        for title in ("Ferry", "Market")
    )
    file = ContentFile(pdf(pages=2), "fax.pdf")
    fax = CustomDocument.objects.create(title="A fax", file=file)
    letter = LetterPageFactory(parent=section, title="An appeal", live=False, lead_image=ferry)
    letter.save_revision(clean=False)
    log_in(page)
    page.get_by_role("link", name="Review", exact=True).click()
    expect(page.get_by_role("heading", name="Ferry")).to_be_visible()
    expect(page.get_by_role("link", name="An appeal")).to_be_visible()
    assert broken_rules(page, "/admin/images/") == []
    press(page, "1")
    expect(page.get_by_role("heading", name="Market")).to_be_visible()
    press(page, "u")
    expect(page.get_by_role("heading", name="Ferry")).to_be_visible()
    press(page, "o")
    expect(page.get_by_role("button", name="Fill these regions")).to_be_visible()
    box = page.locator(".media-obscure img").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 90)
    page.mouse.up()
    page.get_by_role("button", name="Add a region").click()
    for key in ("ArrowRight", "Shift+ArrowDown"):
        page.keyboard.press(key)
    expect(page.locator(".media-obscure__region")).to_have_count(2)
    assert broken_rules(page, "/admin/images/") == []
    page.get_by_role("button", name="Fill these regions").click()
    expect(page.get_by_text("Nothing is left of these regions")).to_be_visible()
    row = CustomImage.objects.get(pk=ferry.pk)
    assert (row.review, len(row.obscured_regions)) == ("obscured", 2)
    redact_and_upload_many(page, fax)
    review_a_video(page)
    # Jcrop, in Wagtail's form of a picture, tries handlers in HTML to learn whether there is touch.
    tried = "Executing inline event handler"
    own = [
        complaint
        for complaint in complaints
        if not (complaint.startswith(tried) and "/admin/images/" in complaint)
    ]
    assert own == [], complaints


def press(page, key):
    """Once the page is there whole: its script listens from then on."""
    page.wait_for_load_state()
    page.keyboard.press(key)


def review_a_video(page):
    """Nothing of it is asked for: a request to its provider would be a complaint."""
    film = video("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "unreviewed")
    page.goto("/admin/review/image/")
    page.get_by_role("link", name="Videos (1)", exact=True).click()
    watch = page.get_by_role("link", name="Watch it at YouTube")
    expect(watch).to_have_attribute("href", film.address)
    assert broken_rules(page, "/admin/images/") == []
    press(page, "2")
    expect(page.get_by_text("Everything is reviewed.")).to_be_visible()
    film.refresh_from_db()
    assert film.review == "not_identifiable"
    consent_to_it(page, film)


def consent_to_it(page, film):
    """What windows tell is filled in; the key of a video has more digits than JavaScript counts."""
    consent = Consent.objects.create(
        group="Two at a gate", scope="PUBLIC", given_on=date(2006, 1, 1), asked_by="We"
    )
    page.goto(f"/admin/snippets/safeguards/consent/edit/{consent.pk}/")
    for word in ("page", "image", "file", "video"):
        page.get_by_role("button", name=f"Add {word}", exact=True).click()
        page.locator(".modal-content input[name=id]:enabled").last.check()
        page.get_by_role("button", name="Confirm selection").click()
        expect(page.locator(".modal-content")).to_have_count(0)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Two at a gate, 2006-01-01' updated")).to_be_visible()
    assert [row.file for row in consent.shown_videos.all()] == [film]
    managers = (consent.testimonies, consent.shown_images, consent.shown_files)
    assert [manager.count() for manager in managers] == [1, 1, 1]


def redact_and_upload_many(page, fax):
    page.goto("/admin/review/document/")
    expect(page.get_by_role("heading", name="A fax")).to_be_visible()
    press(page, "o")
    page.get_by_role("button", name="Add a region").click()
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Next page").click()
    expect(page.get_by_text("Page 2 of 2")).to_be_visible()
    assert asked == ["beforeunload"]  # what was drawn is not filled yet
    page.get_by_role("button", name="Add a region").click()
    assert broken_rules(page, "/admin/images/") == []
    page.get_by_role("button", name="Fill these regions").click()
    expect(page.get_by_text("Nothing is left of these regions")).to_be_visible()
    [[number, *_area]] = CustomDocument.objects.get(pk=fax.pk).obscured_regions
    assert number == 2
    page.goto("/admin/documents/multiple/add/")
    page.locator(".drop-zone form").get_by_label("pictures of their pages").check()
    own = [rule for rule in broken_rules(page) if "is_facsimile" in rule]
    assert own == []  # Wagtail's input for files has no label
    content = pdf(lambda new: draw(new, b"BT /F1 12 Tf 3 Tr 80 50 Td (river) Tj ET"))
    upload = {"name": "many.pdf", "mimeType": "application/pdf", "buffer": content}
    page.locator("#fileupload").set_input_files(upload)
    expect(page.get_by_text("Upload successful")).to_be_visible()
    assert CustomDocument.objects.get(uploaded_name="many.pdf").is_facsimile
