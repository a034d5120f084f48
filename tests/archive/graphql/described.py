"""A document of each type with everything for search engines, in two languages."""

from wagtail.models import Page, Site

from home.models import SiteSettings, SocialLink
from tests.factories import (
    ActivityReportPageFactory,
    FilmEventPageFactory,
    HomePageFactory,
    ImageFactory,
    LetterPageFactory,
    ReportPageFactory,
    StandardPageFactory,
    front_page,
)

PUBLISHER = "Life Funds for North Korean Refugees"
PICTURE = {"lead_image_decorative": True, "lead_image_caption": "Yanji", "lead_image_credit": "LF"}


def describe(locales) -> Page:
    """Write them; returns the letter of 19 October 2006."""
    home, site = front_page(), Site.objects.get()
    HomePageFactory(
        locale=locales["ja"], translation_key=home.translation_key, slug="front-ja", title="日本語"
    )
    settings = SiteSettings.objects.create(
        site=site, organisation=PUBLISHER, contact_email="archive@example.org"
    )
    SocialLink.objects.create(settings=settings, label="Video", url="https://video.example.org/lf")
    StandardPageFactory(title="About", search_description="Who we are")
    common = {"lead_image": ImageFactory(title="A street"), **PICTURE}
    letter = LetterPageFactory(title="Open Letter", slug="letter", summary="We ask.", **common)
    letter.signatories.create(name="Kato Hiroshi", title="Director", organisation="LFNKR")
    letter.signatories.create(name=PUBLISHER)
    letter.contributors.create(name="Jane Doe", role="Translator")
    letter.save()
    section = letter.get_parent()
    translation = letter.copy_for_translation(locales["ja"], copy_parents=True)
    translation.title = "公開書簡"
    translation.save_revision().publish()
    report = ReportPageFactory(parent=section, date="2006-01", period="2006-01-11/2006-01-18")
    report.contributors.create(name="Lee", affiliation="LFNKR, Tokyo")
    report.save()
    for kind in ("interview", "news"):
        ReportPageFactory(parent=section, kind=kind, date="2005-12-08/2005-12-10")
    ActivityReportPageFactory(parent=section, **common)
    film = FilmEventPageFactory(parent=section, **common)
    film.directors.create(name="Jim Butterworth")
    venue = {"venue": "Diet Members' Building", "city": "Tokyo", "country": "Japan"}
    film.screenings.create(starts_at="2005-12-09T09:30:00Z", host="IPCNKR", **venue)
    film.save()
    return letter
