from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex

from archive.checklist.rule import Fault, Rule
from archive.lacking.links import Broken, broken, targets_among
from cms.numbers import number_in


class Links(Rule):
    """The targets of a document's links, lists and replies exist and are public."""

    name = "links"

    def faults(self, draft: Any) -> Iterator[Fault]:
        references = [
            (kind, key, path.split("."))
            for kind, key, _model_path, path in ReferenceIndex._extract_references_from_object(
                draft
            )
        ]
        faults = broken(targets_among((kind, key) for kind, key, _path in references))
        hidden = [key for (_kind, key), why in faults.items() if why == Broken.HIDDEN]
        titles = dict(Page.objects.filter(pk__in=hidden).values_list("pk", "title"))
        for kind, key, (field, *parts) in references:
            target = number_in(key)
            why = faults.get((kind, target)) if target else None
            block = parts[0] if field == "body" and parts else ""
            if why == Broken.HIDDEN and target != draft.pk:
                sentence = _("Readers do not see “{title}”, to which it leads.")
                yield Fault(sentence.format(title=titles[target]), field, block)
            elif why and why != Broken.HIDDEN:
                yield Fault(why.label, field, block)
