import graphene

from archive.graphql.documents.interface import ArchiveEntry, ArchiveEntryType
from archive.graphql.loaders.child_rows import child_list
from cms.graphql.blocks.body import BlockType, stream_field
from cms.graphql.blocks.richtext import rich_text_field
from cms.graphql.engine import RowType, loads
from cms.graphql.pages.loading import Pages
from media.graphql import Image

from . import blocks
from .models import JourneyPage


class Witness(RowType):
    """Somebody who saw it."""

    name = graphene.String(required=True, description="As printed.")


class SightingBlock(BlockType):
    """What was seen on the way."""

    class Meta:
        block = blocks.SightingBlock

    image = graphene.Field(Image, required=True, description="The picture.")
    caption = graphene.String(description="The words below it.")
    story = rich_text_field("story", required=False, description="What happened.")
    witnesses = graphene.List(
        graphene.NonNull(Witness), required=True, description="Who saw it, in order."
    )
    report = graphene.Field(ArchiveEntry, description="The document that tells more.")

    @loads()
    @staticmethod
    def resolve_report(sightings, batch):
        keys = [sighting.get("report") for sighting in sightings]
        found = yield Pages.of([key for key in keys if key], batch.selected)
        return [found.get(key) for key in keys]


class Stop(RowType):
    """A place where a journey paused."""

    name = graphene.String(required=True, description="The name of the place.")
    note = graphene.String(description="What to know about it.")


class Journey(ArchiveEntryType):
    """A journey across a border."""

    class Meta:
        model = JourneyPage
        columns = ("vessel",)

    stops = child_list(JourneyPage, "stops", Stop, "Where it paused, in order.")
    log = stream_field(JourneyPage, "log", "What happened on the way, in order.")
