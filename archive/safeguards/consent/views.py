"""Views for the evidence of a consent, and for consents that end soon."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import PurePath
from typing import Any

from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from archive.safeguards.people.looking import LookView
from archive.safeguards.people.sealed_files import SUFFIX

from .models import Consent

AHEAD = timedelta(weeks=6)


class EvidenceView(LookView):
    """Asks for a reason, and then sends the file as a download."""

    page_title = _("Evidence of a consent")

    def get_subject(self) -> Consent:
        consent = get_object_or_404(Consent, pk=self.kwargs["pk"])
        if not consent.evidence:
            raise Http404
        return consent

    def looked_at(self) -> dict[str, Any]:
        return {"person_key": self.subject.person_id, "consent_key": self.subject.pk}

    def shown(self) -> HttpResponseBase:
        name = self.subject.evidence.name
        shown_name = f"consent-{self.subject.pk}{PurePath(name.removesuffix(SUFFIX)).suffix}"
        file = self.subject.evidence.storage.open(name)
        if name.endswith(SUFFIX):
            file.file.peek(1)  # an answer that has begun cannot say that the key is lost
        return FileResponse(file, as_attachment=True, filename=shown_name)


class EndingPanel(Component):
    """On the admin's home: consents that end soon, for those who keep consents."""

    name = "ending_consents"
    template_name = "safeguards/ending_panel.html"
    order = 235

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        now = timezone.now()
        consents: Any = ()
        if parent_context["request"].user.has_perm("safeguards.change_consent"):
            ending = Consent.objects.filter(ends_at__gt=now, ends_at__lte=now + AHEAD)
            consents = ending.select_related("person").order_by("ends_at")
        return {"consents": consents}
