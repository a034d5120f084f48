"""The tests' settings with wagtail-grapple installed beside the project's own apps."""

import sys

from cms.settings.test import *  # noqa: F403 -- Django's way to extend settings
from cms.settings.test import INSTALLED_APPS

from .packages import FOLDER

sys.path.append(str(FOLDER))  # last, so that the project's own packages take precedence
INSTALLED_APPS = [
    *INSTALLED_APPS,
    # before it, because it reads them when ready
    "tests.benchmarks.grapple_contestant.apps.Declarations",
    "grapple",
    "wagtail_headless_preview",
]
ROOT_URLCONF = "tests.benchmarks.grapple_contestant.urls"
GRAPPLE = {"APPS": ["archive", "media"]}
WAGTAILADMIN_BASE_URL = "http://testserver"  # grapple's base for addresses of files
