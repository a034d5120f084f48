"""Metrics files left in memory are removed by the next server, unless in use."""

import os

from cms.serve.watching import PREFIX, YOUNG_SECONDS, locked, remove_left


def folder_of(place, name, age=2 * YOUNG_SECONDS):
    folder = place / f"{PREFIX}{name}"
    folder.mkdir()
    (folder / "counter_1.db").write_bytes(b"\0" * 64)
    then = folder.stat().st_mtime - age
    os.utime(folder, (then, then))
    return folder


def test_only_what_nobody_holds_is_removed(tmp_path):
    left, young = folder_of(tmp_path, "left"), folder_of(tmp_path, "young", 0)
    held = folder_of(tmp_path, "held")
    with locked(held):
        remove_left(tmp_path)
    assert not left.exists()
    assert young.exists()
    assert (held / "counter_1.db").exists()
