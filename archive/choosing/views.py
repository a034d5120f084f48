"""The endpoints that fields query while somebody types."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View
from wagtail.log_actions import log
from wagtail.models import Locale

from archive.merging.people import rows_of_people
from archive.models import Category, Place, Tag
from cms.admin_visibility.terms import terms_for
from cms.numbers import number_in
from cms.visibility.slugs import spelled

from .said import values_with
from .terms import BELOW, TYPED_BELOW, Term, folded, matching, terms_of
from .widgets import lines

MOST = 20  # suggestions at once
CHOSEN: dict[str, Any] = {"category": Category, "place": Place, "tag": Tag}


class TermsView(View):
    """Suggests categories, places or tags that the account sees, and creates new ones."""

    http_method_names = ("get", "post")

    def setup(self, request: HttpRequest, *args: Any, term_model: str, **options: Any) -> None:
        super().setup(request, *args, **options)
        if term_model not in CHOSEN:
            raise Http404
        self.model = CHOSEN[term_model]
        self.shared: dict[str, Any] = {}  # common values of all terms that the field can have
        if self.model is Category:
            key = request.GET.get("locale", str(Locale.get_default().pk))
            self.shared = {"locale": get_object_or_404(Locale, pk=number_in(key) or 0)}

    def get(self, request: HttpRequest, **_options: Any) -> JsonResponse:
        text = _typed(request.GET.get("q", ""))
        terms = self._told()
        chosen = request.GET.getlist("chosen")
        matches = [term for term in matching(terms, text) if str(term.key) not in chosen]
        items = [_item(term) for term in matches[:MOST]]
        if text and self._offers_new() and not any(_is_named(term, text) for term in terms):
            items.append({"label": _("Create “{name}”").format(name=text), "creates": text})
        return JsonResponse({"items": items, "message": _counted(len(matches))})

    def post(self, request: HttpRequest, **_options: Any) -> JsonResponse:
        if not self._may_add():
            raise PermissionDenied
        try:
            term = self._create(_typed(request.POST.get("name", "")))
        except ValidationError as error:
            return JsonResponse({"message": " ".join(error.messages)}, status=400)
        [item] = [_item(other) for other in self._told() if other.key == term.pk]
        return JsonResponse(item, status=201)

    def _offers_new(self) -> bool:
        return self.request.GET.get("create") != "no" and self._may_add()

    def _told(self) -> list[Term]:
        return terms_of(terms_for(self.request.user, self.model).filter(**self.shared))

    def _may_add(self) -> bool:
        codename = get_permission_codename("add", self.model._meta)
        return self.request.user.has_perm(f"{self.model._meta.app_label}.{codename}")

    def _create(self, text: str) -> Any:
        """Create a term; “Asia › Korea” is one below another."""
        term = self.model(**self.shared)
        above, _below, term.name = text.rpartition(BELOW)
        if above:
            term.parent_id = self._key_of(above)
        term.slug = slugify(term.name, allow_unicode=True) or spelled(term.name)
        term.full_clean()
        term.save()
        log(term, "wagtail.create", user=self.request.user)
        return term

    def _key_of(self, path: str) -> int:
        for term in self._told():
            if hasattr(self.model, "parent") and folded(term.path) == folded(path):
                return term.key
        raise ValidationError(_("There is no “{path}”: create it first.").format(path=path))


class SaidView(View):
    """Suggests values about people from documents that the account may read."""

    http_method_names = ("get",)

    def get(self, request: HttpRequest, column: str) -> JsonResponse:
        if not any(column in lines(model) for model in rows_of_people().values()):
            raise Http404
        text = request.GET.get("q", "").strip()
        values = values_with(text, column, request.user, MOST) if text else []
        chosen = request.GET.getlist("chosen")
        items = [{"value": value, "label": value} for value in values if value not in chosen]
        return JsonResponse({"items": items, "message": _counted(len(items))})


def _typed(text: str) -> str:
    return TYPED_BELOW.sub(BELOW, " ".join(text.split()))


def _is_named(term: Term, text: str) -> bool:
    return folded(text) in map(folded, (term.path, *term.names))


def _item(term: Term) -> dict[str, str]:
    return {"value": str(term.key), "label": term.path}


def _counted(number: int) -> str:
    if number > MOST:
        sentence = _("The first {most} of {number}: type more.")
        return sentence.format(most=MOST, number=number)
    return ngettext("{number} suggestion.", "{number} suggestions.", number).format(number=number)
