"""An editor withdraws a letter in three clicks, and a returning reader is told."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from tests.factories import ArchiveSectionPageFactory, ImageFactory, LetterPageFactory

from .test_editor import log_in
from .test_editor import reader as reader

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROUTE = """query ($path: String!) { route(path: $path) { status target {
  __typename
  ... on Letter { title leadImage { image { title } } }
  ... on Tombstone { path referenceCode reason note }
} } }"""


@pytest.fixture
def section(transactional_db):
    """Letters, one of them with a photograph."""
    get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    section = ArchiveSectionPageFactory(title="Letters", slug="letters")
    picture = ImageFactory(title="At the embassy", is_public_by_itself=False)
    letter = {"slug": "appeal", "title": "An appeal", "lead_image_alt": "Two people at a gate"}
    appeal = LetterPageFactory(parent=section, lead_image=picture, **letter)
    LetterPageFactory(parent=section, slug="answer", title="The answer", in_reply_to=appeal)
    return section


def test_a_letter_with_a_photograph_is_withdrawn_in_three_clicks(page, complaints, section, reader):
    def route():
        variables = {"path": "/letters/appeal/"}
        answer = reader.post("/graphql/", data={"query": ROUTE, "variables": variables}).json()
        return answer["data"]["route"]

    assert route()["target"]["leadImage"]["image"]["title"] == "At the embassy"
    log_in(page)
    page.goto(f"/admin/pages/{section.pk}/")
    page.get_by_role("button", name="More options for 'An appeal'").click()
    page.get_by_role("link", name="Withdraw").click()
    expect(page.get_by_text("“At the embassy”")).to_be_visible()
    expect(page.get_by_label("The answer")).not_to_be_checked()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("“An appeal” is withdrawn")).to_be_visible()
    code = {"referenceCode": "LF-L-2006-001", "path": "/letters/appeal/"}
    tombstone = {"__typename": "Tombstone", **code, "reason": "OTHER", "note": None}
    assert route() == {"status": 410, "target": tombstone}
    assert complaints == []


READ = """async ([query, path]) => {
  const body = JSON.stringify({query, variables: {path}})
  const headers = {"content-type": "application/json"}
  const answer = await fetch("/graphql/", {method: "POST", body, headers})
  const {target} = (await answer.json()).data.route
  document.body.innerHTML = ""
  if (target.__typename === "Tombstone") {
    document.body.append(`This page was taken down: ${target.reason}`)
  } else {
    const picture = new Image()
    picture.src = target.leadImage.image.rendition.url
    document.body.append(target.title, picture)
    await picture.decode()
  }
}"""
SHOWN = """query ($path: String!) { route(path: $path) { target {
  __typename
  ... on Letter { title leadImage { image { rendition(width: 160) { url } } } }
  ... on Tombstone { reason }
} } }"""


def test_an_open_tab_that_is_reloaded_shows_no_picture(page, complaints, section, live_server):
    """As any frontend would: what was there a moment ago is no longer, nor is its picture."""

    def read(tab):
        tab.route("**/frontend", lambda route: route.fulfill(content_type="text/html", body=""))
        tab.goto("/frontend")  # of the same origin, and asks nothing itself
        tab.evaluate(READ, [SHOWN, "/letters/appeal/"])

    reading = page.context.browser.new_page(base_url=live_server.url)
    read(reading)
    expect(reading.get_by_text("An appeal")).to_be_visible()
    address = reading.locator("img").evaluate("picture => picture.currentSrc")
    assert "/images/" in address
    log_in(page)
    page.goto(f"/admin/pages/{section.pk}/")
    page.get_by_role("button", name="More options for 'An appeal'").click()
    page.get_by_role("link", name="Withdraw").click()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("“An appeal” is withdrawn")).to_be_visible()
    read(reading)
    expect(reading.get_by_text("This page was taken down: OTHER")).to_be_visible()
    assert reading.locator("img").count() == 0
    assert "An appeal" not in reading.content()
    assert reading.request.get(address, max_redirects=0).status == 404
    assert complaints == []
