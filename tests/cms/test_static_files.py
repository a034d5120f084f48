"""What a public server serves under names that change with the content."""

import re

from django.contrib.staticfiles.finders import AppDirectoriesFinder

from cms.static_files import StaticFiles
from home.reading_room.apps import ReadingRoomConfig

IMPORT = re.compile(r"""from "\./([^"]+)";""")


def test_modules_import_each_other_under_their_new_names(tmp_path):
    storage = StaticFiles(location=str(tmp_path), base_url="/static/")
    collected = {}
    for path, source in AppDirectoriesFinder(app_names=[ReadingRoomConfig.name]).list([]):
        collected[path] = (source, path)
        with source.open(path) as file:
            storage.save(path, file)
    assert all(answer is True for *_, answer in storage.post_process(collected))
    folder = tmp_path / "reading_room"
    main = (tmp_path / storage.stored_name("reading_room/main.js")).read_text("utf-8")
    imported = IMPORT.findall(main)
    assert imported
    assert all(re.search(r"\.[0-9a-f]{12}\.js$", name) for name in imported)
    assert all((folder / name).exists() for name in imported)
