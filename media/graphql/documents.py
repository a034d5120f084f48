"""Files to download."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from mimetypes import guess_type
from typing import Any

import graphene
from django.urls import reverse

from cms.graphql import registry
from cms.graphql.engine import Batch, Loading, RowType, Selected, loads
from cms.graphql.ids import Node, fetched_by
from cms.graphql.sql.sources import Rows
from cms.visibility.gate import files_for_readers, open_files
from media.models import CustomDocument, public_name
from media.previewed import document_path

Row = dict[str, Any]

DOCUMENTS, DOCUMENTS_BY_ID = (
    Rows(
        partial(gate, CustomDocument.objects.all()),
        key="pk",
        columns={
            name: name
            for name in (
                *("pk", "title", "file", "address_key", "offered_name", "file_size"),
                *("sha256", "page_count", "has_text"),
            )
        },
        type_name="Document",
    )
    for gate in (open_files, files_for_readers)
)


class Document(RowType):
    """A file to download."""

    class Meta:
        interfaces = (Node,)

    title = graphene.String(required=True, description="Its title.")
    url = graphene.String(required=True, description="Where to download it, absolute.")
    filename = graphene.String(
        required=True,
        description='The name to save it under: "annual-report-2006.pdf" if an editor has '
        "approved that for readers, otherwise meaningless letters and digits.",
    )
    file_size = graphene.Int(required=True, description="In bytes.")
    mime_type = graphene.String(required=True, description='Its media type: "application/pdf".')
    sha256 = graphene.String(
        required=True, description="The SHA-256 of what `url` serves, in hexadecimal digits."
    )
    page_count = graphene.Int(
        description="The number of pages; null for a file without pages, such as plain text."
    )
    has_text = graphene.Boolean(
        description="Whether its text can be searched and copied, which is not so in a mere scan; "
        "null if not known."
    )

    @loads("offered_name", "public_name")
    @staticmethod
    def resolve_filename(documents: Sequence[Row], _batch: Batch) -> list[str]:
        return [document["offered_name"] or document["public_name"] for document in documents]

    @loads("url")
    @staticmethod
    def resolve_url(documents: Sequence[Row], batch: Batch) -> list[str]:
        context = batch.context
        if context.preview:  # a preview may show files that readers do not get
            paths = [
                document_path(context.preview_key, document["pk"], document["public_name"])
                for document in documents
            ]
        else:
            paths = [document["url"] for document in documents]
        return [context.absolute(path) for path in paths]


def _fetch_documents(source: Rows, keys: Sequence[int], _selected: Selected) -> Loading:
    documents = yield source.of(keys)
    return {key: _document(key, row) for key, [row] in documents.items()}


def _document(key: int, row: Row) -> Row:
    return {
        **row,
        "file_size": row["file_size"] or 0,
        **_address(key, row["address_key"], row["file"]),
    }


@lru_cache(maxsize=1_024)
def _address(key: int, address_key: str, file: str) -> Row:
    name = public_name(address_key, file)
    return {
        "public_name": name,
        "url": reverse("wagtaildocs_serve", args=[key, name]),
        "mime_type": guess_type(name)[0] or "application/octet-stream",
    }


registry.bind(CustomDocument, Document)
fetched_by(
    "Document", partial(_fetch_documents, DOCUMENTS), partial(_fetch_documents, DOCUMENTS_BY_ID)
)
