"""The form of a page that says, beside each field, what keeps it from being published."""

from __future__ import annotations

from typing import Any

from cms.record.renaming.forms import FormerAddressForm

from .clearance import open_in, sentences


class SafeguardedForm(FormerAddressForm):
    """Asks once all that was typed is in the page, child rows too, and never for a draft."""

    _was_asked = False

    def is_valid(self) -> bool:
        is_valid = super().is_valid()
        if not (self._was_asked or self.is_deferred_validation):
            self._was_asked = True
            for name, lines in sentences(open_in(self._typed())).items():
                is_valid = False
                for line in lines:
                    self.add_error(name if name in self.fields else None, line)
        return bool(is_valid)

    def _typed(self) -> Any:
        """The page with its child rows and tags as they were typed, not saved."""
        self.save_cluster_m2m()
        for formset in self.formsets.values():
            if formset.is_valid():
                formset.save(commit=False)
        return self.instance
