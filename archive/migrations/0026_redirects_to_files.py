import re

from django.db import migrations

ADDRESS = re.compile(r"(?P<start>.*/documents/)(?P<key>\d+)/(?P<name>[^/]+)$")


def lead_to_neutral_names(apps, schema_editor):
    """An import has led old addresses to files by names that these no longer have."""
    redirects = apps.get_model("wagtailredirects", "Redirect").objects
    documents = apps.get_model("media", "CustomDocument").objects
    for redirect in redirects.filter(redirect_link__contains="/documents/"):
        match = ADDRESS.match(redirect.redirect_link)
        document = match and documents.filter(pk=match["key"]).first()
        if document:
            suffix = document.file.name.rpartition(".")[2]
            redirect.redirect_link = (
                f"{match['start']}{match['key']}/{document.address_key}.{suffix}"
            )
            redirect.save(update_fields=["redirect_link"])


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0025_section_types'),
        ('media', '0015_neutral_names'),
        ('wagtailredirects', '0008_add_verbose_name_plural'),
    ]

    operations = [migrations.RunPython(lead_to_neutral_names, migrations.RunPython.noop)]
