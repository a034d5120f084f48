"""The types of the app are declared before anything asks for the schema."""

from tests.toy_project import schema  # noqa: F401
