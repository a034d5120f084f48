"""The tests' own settings, and the app."""

from cms.settings.test import *  # noqa: F403 -- Django's way to extend settings
from cms.settings.test import INSTALLED_APPS

INSTALLED_APPS = ["tests.toy_project.journeys", *INSTALLED_APPS]
MIGRATION_MODULES = {"journeys": "journey_migrations"}  # made anew for each run
GRAPHENE = {"SCHEMA": "tests.toy_project.schema.schema"}
