"""The endpoint for the editor's script."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from archive.blocks import BodyBlock
from archive.richtext import FEATURES
from cms.numbers import number_in

from .blocks import pasted
from .sentences import FLATTENED

BODY = BodyBlock()


@require_POST
def paste(request: HttpRequest) -> JsonResponse:
    """Pasted content in the form that the editor's fields expect: blocks, text, and messages."""
    notes = request.POST.get("notes", "")
    result = pasted(request.POST.get("html", ""), number_in(notes) or 0)
    text = ContentstateConverter(features=FEATURES).from_database_format(result.text)
    blocks = BODY.get_form_state(BODY.to_python(result.parts))
    is_flat = all(part["type"] in ("paragraph", "note") for part in result.parts)
    as_text = result.said if is_flat else [*result.said, str(FLATTENED)]
    return JsonResponse(
        {"blocks": blocks, "text": text, "said": result.said, "saidOfText": as_text}
    )
