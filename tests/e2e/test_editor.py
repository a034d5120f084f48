"""The editor's story: from the login to a published letter in the API."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from media.storage.environment import storages_for
from tests.factories import ArchiveSectionPageFactory
from tests.media.planted import exif, leaks, saved, scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PUBLISHED = """{ entries { nodes {
  title referenceCode date { edtf } summary
  ... on Letter { recipients { name organisation } signatories { name } }
  leadImage { alt image { rendition(width: 160) { url } } }
  body { __typename ... on HeadingBlock { headline } ... on ParagraphBlock { text { text } } }
} } }"""
SERVED = {
    "title": "Open Letter to Ban Ki-moon",
    "referenceCode": "LF-L-2006-001",
    "date": {"edtf": "2006-10-19"},
    "summary": "We are gravely concerned.",
    "recipients": [{"name": "Ban Ki-moon", "organisation": "United Nations"}],
    "signatories": [{"name": "Kato Hiroshi"}, {"name": "A Colleague"}],
    "leadImage": {"alt": "A letter in a fax machine", "image": {}},
    "body": [
        {"__typename": "HeadingBlock", "headline": "Three requests"},
        {"__typename": "ParagraphBlock", "text": {"text": "We are gravely concerned."}},
    ],
}


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    """Folders of this test's own, so that every file in them comes from its editor."""
    settings.MEDIA_ROOT = tmp_path / "public"
    settings.STORAGES = settings.STORAGES | storages_for({}, tmp_path / "private")
    # Else Wagtail refuses, and reports, whatever is half typed when it saves the draft by itself.
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    return tmp_path


@pytest.fixture(autouse=True)
def archive(transactional_db):
    """An editor, and an archive with a section for letters."""
    get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    section = ArchiveSectionPageFactory(title="Archive")
    ArchiveSectionPageFactory(title="Letters", parent=section)


@pytest.fixture
def photograph(tmp_path):
    """A photograph that says in its EXIF data where it was taken."""
    file = tmp_path / "fax.jpg"
    file.write_bytes(saved(scene((800, 600)), "JPEG", exif=exif()))
    assert leaks(file.read_bytes())
    return file


@pytest.fixture
def reader(playwright, live_server):
    """Somebody without an account or a cookie."""
    context = playwright.request.new_context(base_url=live_server.url)
    yield context
    context.dispose()


def test_a_letter_is_composed_published_and_served_at_once(
    page, complaints, photograph, reader, folders
):
    log_in(page)
    open_form(page)
    describe(page)
    add_lead_image(page, photograph)
    compose(page)
    name_people(page)
    publish(page)
    answer = reader.post("/graphql/", data={"query": PUBLISHED}).json()
    assert "errors" not in answer
    [letter] = answer["data"]["entries"]["nodes"]
    address = letter["leadImage"]["image"].pop("rendition")["url"]
    assert letter == SERVED
    picture = reader.get(address)
    assert (picture.status, picture.headers["content-type"]) == (200, "image/jpeg")
    public = [file for file in (folders / "public").rglob("*") if file.is_file()]
    contents = [picture.body(), *(file.read_bytes() for file in public)]
    assert public  # the rendition; the access copy has no address
    assert not any(map(leaks, contents))
    assert complaints == []


def log_in(page):
    page.goto("/admin/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("secret")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")


def open_form(page):
    """Walk down the page tree to the letters of the archive, and add one."""
    page.get_by_role("button", name="Pages").click()
    page.get_by_role("link", name="Home English").click()
    page.get_by_role("link", name="Explore child pages of 'Archive'").click()
    page.get_by_role("link", name="Add a child page to 'Letters'").click()
    page.get_by_role("link", name="Letter .").click()
    expect(page.get_by_role("heading", name="New: Letter")).to_be_visible()


def describe(page):
    page.get_by_role("textbox", name="Title*").fill("Open Letter to Ban Ki-moon")
    page.get_by_role("textbox", name="Date*").fill("2006-10-19")


def add_lead_image(page, photograph):
    """Upload the photograph where an editor misses it: in the form, without leaving it."""
    page.get_by_role("button", name="Choose an image").click()
    chooser = page.get_by_role("dialog")
    chooser.get_by_role("tab", name="Upload").click()
    chooser.get_by_label("File").set_input_files(photograph)
    chooser.get_by_label("Title").fill("The letter goes out")
    chooser.get_by_label("People in it").select_option("nobody")
    chooser.get_by_role("button", name="Upload").click()
    lead_image = page.get_by_role("region", name="Lead image")
    expect(lead_image.get_by_text("The letter goes out")).to_be_visible()
    lead_image.get_by_role("textbox", name="Alternative text").fill("A letter in a fax machine")


def compose(page):
    body = page.get_by_role("region", name="Body")
    add_block(page, "Heading")
    body.get_by_role("textbox", name="Text").fill("Three requests")
    add_block(page, "Paragraph")
    editor = body.locator(".public-DraftEditor-content")
    editor.click()
    editor.press_sequentially("We are gravely concerned.")


def add_block(page, name):
    page.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name=name, exact=True).click()


def name_people(page):
    page.get_by_role("tab", name="People").click()
    recipients = page.get_by_role("region", name="Recipients")
    recipients.get_by_role("combobox", name="Name").fill("Ban Ki-moon")
    recipients.get_by_role("combobox", name="Organisation").fill("United Nations")
    signatories = page.get_by_role("region", name="Signatories")
    for name in ("Kato Hiroshi", "A Colleague"):
        signatories.get_by_role("button", name="Add signatory").click()
        signatories.get_by_role("combobox", name="Name").last.fill(name)


def publish(page):
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("created and published")).to_be_visible()
