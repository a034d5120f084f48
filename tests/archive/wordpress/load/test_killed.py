"""An import that is killed at any point and run again ends like an uninterrupted one."""

import shutil
import signal
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection

from archive.wordpress.load import Import, Options
from media.storage.environment import storages_for
from tests.archive.wordpress.wxr import attachment, post
from tests.factories import front_page
from tests.forked import exit_code, in_a_process, killed_before

from .dumps import differences, dump, stray_files
from .runs import OldSite
from .watcher import Silent

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 50
AT_ONCE = 17  # kills of one import, before it is left in peace
TERMS = [("category", "defectors", "Defectors"), ("post_tag", "shelter", "Shelter")]
POSTS = 12
PICTURES = {90: "2006/01/river.jpg", 91: "2006/02/river.jpg", 92: "2007/03/street.jpg"}


@pytest.fixture
def site(tmp_path, settings):
    """Posts that link forward and back, with pictures, terms, a letter and a tree of pages."""
    settings.MEDIA_ROOT = tmp_path / "public"
    settings.STORAGES = settings.STORAGES | storages_for({}, tmp_path / "private")
    site = OldSite(tmp_path)
    for number, path in enumerate(PICTURES.values()):
        site.upload(path, number)
    posts = [post(number, title(number), content(number), terms=TERMS) for number in range(1, 12)]
    below = post(13, "Contact", "Write to us.", kind="page", parent=12)
    above = post(12, "About", 'Read <a href="/?p=1">the first</a>.', kind="page")
    files = [attachment(number, path, alt="A river") for number, path in PICTURES.items()]
    site.write(*posts[:6], below, *posts[6:], above, *files, terms=[])
    return site


def title(number):
    return "Open Letter to Ban Ki-moon" if number == 3 else f"Number {number}"


def content(number):
    """Words, a picture in some, and links to the next post, the one before and the first."""
    near = [f'<a href="http://example.org/post-{number + by}/">{by}</a>' for by in (1, -1)]
    path = PICTURES.get(88 + number)
    picture = f'<img src="/wp-content/uploads/{path}" alt="A river">' if path else ""
    return f"Words of {number}, {', '.join(near)}.\n\n{picture}\n\n<a href='/?p=9'>The ninth</a>."


def run(site, last=None):
    """Import in a process of its own, killed before this statement, and tell how that ended."""

    def work():
        with killed_before(last):
            Import(Options((site.file,), uploads=site.uploads), Silent()).run()

    return exit_code(in_a_process(work))


def empty(site):
    """Database and folders as they were before."""
    for name in ("public", "private"):
        shutil.rmtree(site.file.with_name(name), ignore_errors=True)
    options = {"inhibit_post_migrate": True, "reset_sequences": False}
    call_command("flush", interactive=False, verbosity=0, **options)
    connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
    front_page()


def test_killed_fifty_times_it_ends_like_one_unbroken_run(site):
    front_page()
    assert run(site) == 0
    unbroken, seed = dump(), Random().randrange(1_000_000)
    chance, killed = Random(seed), 0
    while killed < KILLS:
        empty(site)
        killed += killed_and_run_again(site, chance)
        assert differences(unbroken, dump()) == [], seed
        assert stray_files() == [], seed


@pytest.mark.parametrize("table", ["media_customimage", "archive_importeditem"])
def test_no_file_of_a_killed_run_lies_forgotten(site, table):
    front_page()
    assert run(site, f'INSERT INTO "{table}"') == -signal.SIGKILL
    assert stray_files()
    assert run(site) == 0
    assert stray_files() == []


def killed_and_run_again(site, chance):
    """How often it was killed before it ended."""
    killed, first = 0, chance.randrange(1, 1_000)
    for last in [first, *(chance.randrange(1, 300) for _ in range(AT_ONCE - 1)), None]:
        ended = run(site, last)
        assert ended in (0, -signal.SIGKILL)
        killed += ended != 0
    return killed
