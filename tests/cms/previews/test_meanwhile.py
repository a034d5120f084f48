"""While an answer with a draft is made, others read and write as usual."""

import threading

import pytest

from archive.models import LetterPage
from cms.previews import grants
from cms.previews.staging import staged
from tests.factories import LetterPageFactory
from tests.own_connections import with_own_connections

pytestmark = pytest.mark.django_db(transaction=True)


def in_a_thread(work):
    """Do it with a connection of its own, as another request; gives what it gave when joined."""
    results = []

    def run():
        try:
            results.append(work())
        except Exception as error:  # noqa: BLE001 -- the test looks at it
            results.append(error)

    thread = threading.Thread(target=with_own_connections(run))
    thread.start()

    def join():
        thread.join()
        return results.pop()

    return join


def test_a_reader_is_not_kept_waiting_and_an_editor_is_not_refused(admin_user):
    """On SQLite the answer has the writers' lock: another writer waits for it, for 20 seconds."""
    letter = LetterPageFactory(title="As published", slug="letter")
    other = LetterPageFactory(slug="other")
    letter.title = "As drafted"
    preview, _token = grants.swap(grants.code_for(letter, admin_user))
    title = LetterPage.objects.filter(pk=letter.pk).values_list("title", flat=True).get
    is_writing = threading.Event()

    def autosave():
        page = LetterPage.objects.get(pk=other.pk)
        page.title = "Saved meanwhile"
        is_writing.set()
        return page.save_revision().pk

    def show(draft):
        assert in_a_thread(title)() == "As published"
        saving = in_a_thread(autosave)
        is_writing.wait()
        return draft.title, title(), saving

    shown, inside, saving = staged(preview, show)
    assert (shown, inside) == ("As drafted", "As drafted")
    assert saving() == LetterPage.objects.get(pk=other.pk).latest_revision_id
    assert title() == "As published"
