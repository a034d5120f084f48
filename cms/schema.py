"""The API's table of contents."""

import graphene
from wagtail.blocks import Block
from wagtail.models import Page

from archive.graphql.documents import blocks, pages  # noqa: F401 -- importing declares types
from archive.graphql.queries import ArchiveQuery
from cms.graphql.changes import ChangeQuery
from cms.graphql.queries import PageQuery
from cms.graphql.registry import bound
from cms.graphql.scalars import specify
from home.graphql import HomeQuery


class Query(HomeQuery, ArchiveQuery, PageQuery, ChangeQuery):
    """Everything that can be read; nothing can be written."""


schema = specify(
    graphene.Schema(query=Query, types=[*bound(Page).values(), *bound(Block).values()])
)
