"""Where keepers of sealed names say that words in a form, or a file, mean somebody else."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.log_actions import log

from archive.safeguards.file_text import text_of
from archive.safeguards.models import Namesake, Person, Standing
from archive.safeguards.passages import plain
from archive.safeguards.people.looking import LOOK
from archive.safeguards.standing.due import NAMES
from media.models import CustomDocument

from .homonyms import digest_of_words
from .search import people_in

NAMESAKE = "safeguards.namesake"


class NamesakeForm(forms.Form):
    """Asks for the words, or the file, and the reason."""

    words = forms.CharField(
        label=_("Words"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("All that the field says, letter for letter: a title, an alternative text."),
    )
    file: Any = forms.ModelChoiceField(
        label=_("Or the number of a file"),
        queryset=CustomDocument.objects.all(),
        required=False,
        widget=forms.NumberInput,
        help_text=_("Where its text says the name; it stands in the address of its form."),
    )

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person
        column: Any = Namesake._meta.get_field("reason")
        self.fields["reason"] = forms.CharField(
            label=_("Reason"),
            widget=forms.Textarea({"rows": 2}),
            help_text=column.help_text,
            validators=column.validators,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, words = cleaned.get("file"), cleaned.get("words")
        if self.errors:
            return cleaned
        if bool(file) == bool(words):
            raise forms.ValidationError(_("Write the words, or name a file: one of the two."))
        cleaned["text"] = text_of(file) if file else plain(words or "")
        if self.person not in people_in(cleaned["text"]):
            raise forms.ValidationError(_("This does not say a sealed name of this person."))
        return cleaned


class NamesakesView(FormView):
    """Shows earlier statements about a person, and adds one."""

    page_title: Any = _("Namesakes")
    form_class: Any = NamesakeForm
    template_name = "safeguards/namesakes.html"

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        user: Any = request.user
        if not user.has_perm(LOOK):
            raise PermissionDenied
        self.person = get_object_or_404(Person, pk=options["pk"])
        return super().dispatch(request, *args, **options)

    def post(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if key := request.POST.get("take_back"):
            row = get_object_or_404(Namesake, pk=key, person=self.person, taken_back_at=None)
            row.taken_back_at, row.taken_back_by = timezone.now(), self._who
            row.save()
            return self._done(row, _("It is taken back: what says these words is asked again."))
        answer: HttpResponse = super().post(request, *args, **options)
        return answer

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"person": self.person}

    def form_valid(self, form: NamesakeForm) -> HttpResponse:
        digest = digest_of_words(self.person, form.cleaned_data["text"])
        reason = form.cleaned_data["reason"]
        row = Namesake.objects.create(
            person=self.person, digest=digest, reason=reason, who=self._who
        )
        return self._done(row, _("What was said is kept."))

    @property
    def _who(self) -> str:
        user: Any = self.request.user
        return str(user.get_username())

    def _done(self, row: Namesake, sentence: Any) -> HttpResponse:
        log(self.person, NAMESAKE, user=self.request.user, data={"reason": row.reason})
        rows = Standing.objects.filter(open__has_key=NAMES)
        (Standing.objects.all() if row.taken_back_at else rows).update(stamp="", stamps={})
        messages.success(self.request, sentence)
        return redirect(self.request.path)

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        return super().get_context_data(**options) | {
            "page_title": self.page_title,
            "page_subtitle": str(self.person),
            "header_icon": "group",
            "namesakes": Namesake.objects.filter(person=self.person),
        }
