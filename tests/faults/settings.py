"""Production's settings, with the files of `var/` in the folder that FILES names."""

import os
from pathlib import Path

from cms.settings.production import *  # noqa: F403 -- Django's way to extend settings
from cms.settings.production import STORAGES

MEDIA_ROOT = Path(os.environ["FILES"]) / "media"
STORAGES["private"]["OPTIONS"]["location"] = str(Path(os.environ["FILES"]) / "private")
