"""Files that cannot be cleaned are kept, reported, and not public in any way."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from media.cleaning.documents import KEPT_PRIVATE
from media.models import CustomDocument
from tests.factories import front_page, global_id
from tests.media.planted import WORD, leaks

NODE = "query($id: ID!) { node(id: $id) { id } }"
SENTENCE = "readers never get it"


def test_readers_never_get_what_cannot_be_cleaned(
    committed, make_document, client, admin_client, graphql, public_files, content_of
):
    committed(front_page)
    for suffix in KEPT_PRIVATE:
        document = committed(lambda: make_document(WORD, name=f"letter{suffix}"))  # noqa: B023
        assert content_of(document.original) == WORD
        assert not leaks(content_of(document.file))
        assert graphql(NODE, {"id": global_id(document)})["data"]["node"] is None
        assert {each.get(document.url).status_code for each in (client, admin_client)} == {404}
    assert public_files() == []


@pytest.mark.parametrize(("name", "field"), [("add", "file"), ("add_multiple", "files[]")])
def test_who_uploads_it_is_told(admin_client, name, field):
    data = {"title": "Letter", "collection": "1", field: SimpleUploadedFile("letter.doc", WORD)}
    answer = admin_client.post(reverse(f"wagtaildocs:{name}"), data, follow=True)
    assert SENTENCE in (answer.json()["form"] if name == "add_multiple" else answer.text)
    assert not CustomDocument.objects.get().has_clean_copy
