"""The form of a page; it shows beside each field what keeps the page from being published."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlockValidationError, StreamValue, StructBlockValidationError

from cms.admin_visibility.chosen import ChoosingForm
from cms.editing.renaming.forms import FormerAddressForm

from .clearance import Finding, open_in


class SafeguardedForm(ChoosingForm, FormerAddressForm):
    """Checks once everything typed is on the page, child rows included, and never for a draft."""

    _was_asked = False

    def is_valid(self) -> bool:
        is_valid = super().is_valid()
        # What was refused before has a title that no finding may name here.
        if not (self._was_asked or self.is_refused or self.is_deferred_validation):
            self._was_asked = True
            by_field: dict[str, list[Finding]] = defaultdict(list)
            for finding in open_in(self._typed()):
                is_valid = False
                by_field[finding.fault.field].append(finding)
            for name, findings in by_field.items():
                self._refuse(name, findings)
        return bool(is_valid)

    def _refuse(self, name: str, findings: list[Finding]) -> None:
        """Add the error to the field or block; above the form if the field has an error already.

        The admin shows only one error of a stream, so that one has to contain all of them.
        """
        value = self.cleaned_data.get(name)
        if isinstance(value, StreamValue):
            self.add_error(name, _errors_in(value, findings))
            return
        is_shown = name in self.fields and not isinstance(
            getattr(self.instance, name, None), StreamValue
        )
        for sentence in dict.fromkeys(finding.sentence for finding in findings):
            self.add_error(name if is_shown else None, sentence)

    def _typed(self) -> Any:
        """The page with its typed child rows and tags, unsaved."""
        self.save_cluster_m2m()
        for formset in self.formsets.values():
            if formset.is_valid():
                formset.save(commit=False)
        self.instance.future_parent = self.parent_page
        return self.instance


def _errors_in(value: StreamValue, findings: list[Finding]) -> ValidationError:
    """The findings in a stream, as errors of the blocks that contain them."""
    index_of = {part.get("id"): index for index, part in enumerate(value.raw_data)}
    by_block: dict[int | None, dict[str, None]] = defaultdict(dict)
    for finding in findings:
        by_block[index_of.get(finding.fault.block)][finding.sentence] = None
    of_stream = list(by_block.pop(None, {}))
    of_blocks = {
        index: StructBlockValidationError(non_block_errors=list(sentences))
        for index, sentences in by_block.items()
    }
    return StreamBlockValidationError(block_errors=of_blocks, non_block_errors=of_stream)
