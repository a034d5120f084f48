"""Which external videos readers may get: a block with any other is left out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from cms.graphql.engine import Loading, Selected
from cms.graphql.ids import fetched_within
from cms.graphql.sql.sources import Rows
from cms.visibility.gate import open_files
from media.models import Video

VIDEOS = Rows(partial(open_files, Video.objects.all()), key="pk", columns={"pk": "pk"})


def _fetch_videos(keys: Sequence[int], _selected: Selected) -> Loading:
    videos = yield VIDEOS.of(keys)
    return {key: row for key, [row] in videos.items()}


fetched_within(Video.__name__, _fetch_videos)
