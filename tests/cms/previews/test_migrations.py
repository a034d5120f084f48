"""Links for review stay valid after an update."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cms.previews import grants
from cms.previews.models import Preview
from tests.factories import LetterPageFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_links_of_before_codes_had_rows_of_their_own_still_open():
    user = get_user_model().objects.create_superuser("editor", password="editor")
    letter = LetterPageFactory()
    code = grants.code_for(letter, user)
    digest, link = Preview.objects.values_list("codes__digest", "pk").get()
    kept = Preview.objects.values("path", "content", "user_id", "fingerprint", "ends").get()
    kept |= {"pk": link, "page_id": letter.pk, "code": digest, "code_ends": kept["ends"]}
    try:
        call_command("migrate", "cms_previews", "0001_previews", verbosity=0)
        state = MigrationExecutor(connection).loader.project_state(
            [("cms_previews", "0001_previews")]
        )
        old = state.apps.get_model("cms_previews", "Preview").objects
        assert not old.exists()
        kind = state.apps.get_model("contenttypes", "ContentType").objects.get(model="letterpage")
        old.create(**kept, content_type=kind)
    finally:
        call_command("migrate", verbosity=0)  # with what builds on it
    preview, _token = grants.swap(code)
    assert preview.page_id == letter.pk
