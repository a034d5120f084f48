"""An editor sees in the panel what is typed, and shows it to a colleague without an account."""

import json
import re

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from archive.models import LetterPage
from tests.factories import ArchiveSectionPageFactory, ImageFactory, LetterPageFactory

from .axe import broken_rules
from .test_editor import log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STOCK = "/admin/reports/site-history/"
TYPED = "Typed and saved nowhere"


@pytest.fixture(autouse=True)
def room(settings, live_server):
    """A server that is its own frontend, and whose forms save no draft by themselves."""
    settings.READING_ROOM = True
    settings.FRONTEND_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


@pytest.fixture
def letter(transactional_db):
    """A letter with a picture and a heading."""
    get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    section = ArchiveSectionPageFactory(title="Letters", slug="letters")
    body = [
        ("heading", {"text": "Three requests", "level": "2"}),
        ("paragraph", {"text": "<p>We are gravely concerned.</p>"}),
    ]
    letter = LetterPageFactory(
        parent=section, slug="appeal", title="An appeal", body=body,
        lead_image=ImageFactory(title="At the embassy"), lead_image_alt="Two people at a gate",
    )  # fmt: skip
    return LetterPage.objects.get(pk=letter.pk)


@pytest.fixture
def traffic(page):
    """Whatever the browser asks for and gets, in all its tabs and frames."""
    requests, answers = [], []
    page.context.on("request", lambda request: requests.append(request))
    page.context.on("response", lambda answer: answers.append(answer))
    return requests, answers


def test_what_is_typed_is_shown_and_checked_in_the_panel(page, complaints, letter, traffic, caplog):
    log_in(page)
    page.goto(f"/admin/pages/{letter.pk}/edit/")
    page.get_by_role("textbox", name="Title*").fill(TYPED)
    page.get_by_role("textbox", name="Text*").first.fill("")  # half a form: a heading of no words
    look_into_the_panel(page)
    tab = look_into_a_new_tab(page)
    look_at_the_checks(page)
    letter.refresh_from_db()
    assert (letter.title, letter.draft_title) == ("An appeal", "An appeal")
    assert complaints_but_for_axe(complaints) == []
    keeps_its_secrets(*traffic, caplog.text)
    tab.reload()
    expect(tab.get_by_role("heading", level=1, name=TYPED)).to_be_visible()


def look_into_the_panel(page):
    page.get_by_role("button", name="Toggle preview").click()
    panel = page.frame_locator("#w-preview-iframe")
    expect(panel.get_by_role("heading", level=1, name=TYPED)).to_be_visible()
    expect(panel.get_by_text("Preview – not published")).to_be_visible()
    picture = panel.locator("main figure img").first
    expect(picture).to_be_visible()
    assert picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0


def look_into_a_new_tab(page):
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Preview in new tab").click()
    tab = opened.value
    expect(tab.get_by_role("heading", level=1, name=TYPED)).to_be_visible()
    expect(tab.get_by_text("Preview – not published")).to_be_visible()
    panel = page.frame_locator("#w-preview-iframe")
    expect(panel.get_by_role("heading", level=1, name=TYPED)).to_be_visible()
    return tab


def look_at_the_checks(page):
    page.get_by_role("button", name="Toggle checks").click()
    checks = page.locator("[data-checks-panel]")
    expect(checks.get_by_text("Empty heading found")).to_be_visible()
    expect(page.locator("[data-content-word-count]")).to_have_text(re.compile(r"^\d+$"))


def complaints_but_for_axe(complaints):
    """Wagtail prints what its checks found as an error."""
    return [said for said in complaints if not said.startswith("axe.run results")]


def keeps_its_secrets(requests, answers, log):
    """No token stands in an address, a referrer or the log, and no answer to one may be kept."""
    swaps = [answer for answer in answers if answer.url.endswith("/graphql/preview/")]
    tokens = [answer.json()["token"] for answer in swaps]
    codes = [json.loads(answer.request.post_data)["code"] for answer in swaps]
    assert len(set(codes)) == len(codes) >= 2  # the panel and the tab
    referrers = [request.headers.get("referer", "") for request in requests]
    addresses = [request.url for request in requests]
    for token in tokens:
        assert not any(token in text for text in (*addresses, *referrers, log))
    for code in codes:
        assert not any(code in text for text in (*referrers, log))
    private = [a for a in answers if "authorization" in a.request.headers or "code=" in a.url]
    assert len(private) > len(swaps)
    for answer in (*private, *swaps):
        assert "no-store" in answer.headers["cache-control"], answer.url


def test_a_colleague_reviews_a_draft_by_a_link_until_it_is_revoked(page, letter, live_server):
    letter.title = "Draft to be reviewed"
    letter.save_revision()
    log_in(page)
    page.goto(f"/admin/pages/{letter.pk}/links/")
    page.get_by_role("button", name="Make a link for review").click()
    address = page.get_by_label("This link shows the draft").input_value()
    assert broken_rules(page, STOCK) == []
    context = page.context.browser.new_context(base_url=live_server.url)
    colleague = context.new_page()
    colleague.goto(address)
    expect(colleague.get_by_role("heading", level=1, name=letter.title)).to_be_visible()
    colleague.reload()
    expect(colleague.get_by_role("heading", level=1, name=letter.title)).to_be_visible()
    colleague.goto(letter.get_parent().url)
    colleague.reload()
    expect(colleague.get_by_text("Preview – not published")).to_be_hidden()
    colleague.go_back()
    expect(colleague.get_by_role("heading", level=1, name=letter.title)).to_be_visible()
    assert context.cookies() == []
    page.goto("/admin/reports/links-for-review/")
    row = page.get_by_role("row").filter(has_text=letter.title)
    expect(row).to_contain_text("editor")
    assert broken_rules(page, STOCK) == []
    row.get_by_role("button", name="Revoke").click()
    expect(page.get_by_text("The link is revoked.")).to_be_visible()
    colleague.get_by_role("link", name="Letters").first.click()
    expect(colleague.get_by_text("opens no preview, or no longer")).to_be_visible()
    colleague.get_by_role("link", name="Try again").click()
    expect(colleague.get_by_role("heading", level=1, name="Letters")).to_be_visible()
    expect(colleague.get_by_text("ask whoever sent you the link")).to_be_visible()
    colleague.goto(address)
    expect(colleague.get_by_text("or ask whoever sent you the link")).to_be_visible()
    expect(colleague.get_by_role("heading", level=1, name="An appeal")).to_be_visible()
    context.close()
