"""A front page and the languages, in a database in which nobody has made anything yet."""

from uuid import uuid4

from django.conf import settings
from django.db import migrations


def create_home_page(apps, schema_editor):
    Locale = apps.get_model("wagtailcore", "Locale")
    for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES:
        Locale.objects.get_or_create(language_code=code)

    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    ContentType = apps.get_model("contenttypes", "ContentType")
    plain_page, _ = ContentType.objects.get_or_create(app_label="wagtailcore", model="page")
    root = Page.objects.filter(depth=1).first()
    pages = list(Page.objects.filter(depth__gt=1)[:2])
    # Wagtail makes one plain page, "Welcome to your new Wagtail site!"; anything else is somebody's.
    if root is None or len(pages) != 1 or pages[0].content_type_id != plain_page.pk:
        return
    sites = list(Site.objects.filter(root_page=pages[0]).values("hostname", "port"))
    pages[0].delete()

    home_page, _ = ContentType.objects.get_or_create(app_label="home", model="homepage")
    home = apps.get_model("home", "HomePage").objects.create(
        title="Home",
        draft_title="Home",
        slug="home",
        content_type=home_page,
        path=root.path + "0001",
        depth=2,
        numchild=0,
        url_path="/home/",
        locale=Locale.objects.get(language_code=settings.LANGUAGE_CODE),
        translation_key=uuid4(),
    )
    address = sites[0] if sites else {"hostname": "localhost", "port": 80}
    Site.objects.create(
        **address, site_name=settings.WAGTAIL_SITE_NAME, root_page_id=home.pk, is_default_site=True
    )


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(create_home_page, migrations.RunPython.noop)]
