from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex

from archive.checklist.rule import Fault, Rule
from cms.record.models import PublicObject
from cms.visibility.uses import base_type


class Links(Rule):
    """What a document links to, lists or answers is there, and readers can see it."""

    name = "links"

    def faults(self, draft: Any) -> Iterator[Fault]:
        pages, files = base_type(Page), base_type(get_document_model())
        references = ReferenceIndex._extract_references_from_object(draft)
        uses = [
            (kind, int(key), path.split("."))
            for kind, key, _model_path, path in references
            if kind in (pages, files) and str(key).isdecimal()
        ]
        titles = dict(
            Page.objects.filter(pk__in=[key for kind, key, _path in uses if kind == pages])
            .values_list("pk", "title")
        )  # fmt: skip
        visible = PublicObject.objects.pages().filter(key__in=titles)
        public = set(visible.values_list("key", flat=True)) | {draft.pk}
        there = get_document_model().objects.filter(
            pk__in=[key for kind, key, _path in uses if kind == files]
        )
        files_there = set(there.values_list("pk", flat=True))
        for kind, key, (field, *parts) in uses:
            block = parts[0] if field == "body" and parts else ""
            if kind == files and key not in files_there:
                yield Fault(_("A link leads to a file that is gone."), field, block)
            elif kind == pages and key not in titles:
                yield Fault(_("A link leads to a page that is gone."), field, block)
            elif kind == pages and key not in public:
                sentence = _("Readers do not see “{title}”, to which it leads.")
                yield Fault(sentence.format(title=titles[key]), field, block)
