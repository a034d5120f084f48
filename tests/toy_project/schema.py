"""The archive's schema with the types of the app, which importing them declares."""

from tests.toy_project.journeys import graphql  # noqa: F401, I001 -- before the schema is made
from cms.schema import schema

__all__ = ["schema"]
