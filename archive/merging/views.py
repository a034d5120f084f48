"""Asks what to merge, shows what will change, and does it."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages

from archive.choosing.widgets import SaidsInput, TermInput
from archive.confirming import choices_in, is_confirmed
from archive.models import Category, Tag
from archive.search.admin.find import readable_by
from cms.admin_visibility.policy import seen_by
from cms.numbers import numbers_in

from . import people, survivors, terms

SHOWN = 50  # documents whose titles are shown
MOST_TERMS = 20  # that are merged at once


class MergeView(FormView):
    """Shows what will change, and does it once the same choice is confirmed."""

    template_name = "archive/merge.html"
    page_title: Any = ""
    header_icon = "resubmit"
    page_subtitle: Any = ""

    def documents(self, cleaned: dict[str, Any]) -> Any:
        """The documents that will change."""
        raise NotImplementedError

    def merge(self, cleaned: dict[str, Any]) -> int:
        """Merge, and return how many documents changed."""
        raise NotImplementedError

    def form_valid(self, form: forms.Form) -> HttpResponse:
        if not is_confirmed(form):
            documents, account = self.documents(form.cleaned_data), cast(Any, self.request.user)
            visible = documents.filter(seen_by(account)).filter(readable_by(account))[:SHOWN]
            context = {"shown": visible, "count": documents.count()}
            context["choices"] = choices_in(form)
            return self.render_to_response(self.get_context_data(form=form, **context))
        try:
            count = self.merge(form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        sentence = ngettext(
            "Merged: {count} document changed.", "Merged: {count} documents changed.", count
        )
        messages.success(self.request, sentence.format(count=count))
        return redirect(self.get_success_url())

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=self.page_title,
            page_subtitle=self.page_subtitle,
            header_icon=self.header_icon,
            next_url=self.get_success_url(),
            **options,
        )


class TermsMergeView(MergeView):
    """Terms of one kind, which the address names."""

    page_title: Any = gettext_lazy("Merge")

    def setup(self, request: HttpRequest, *args: Any, model: str, **options: Any) -> None:
        super().setup(request, *args, **options)
        kinds: dict[str, Any] = {str(kind._meta.model_name): kind for kind in terms.CARRIED}
        if model not in kinds:
            raise Http404
        self.model: Any = kinds[model]

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        if not may_merge(self.model, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **options)

    def get_success_url(self) -> str:
        return reverse(f"wagtailsnippets_archive_{self.model._meta.model_name}:list")


class MergeTermView(TermsMergeView):
    """Merges one category, tag or place into another."""

    def setup(self, request: HttpRequest, *args: Any, **options: Any) -> None:
        super().setup(request, *args, **options)
        self.term = self.model.objects.filter(pk=options["pk"]).first()
        self.page_subtitle = str(self.term)

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        if self.term or not may_merge(self.model, request.user):
            return super().dispatch(request, *args, **options)
        if (heir := survivors.survivor(self.model, key=options["pk"])) is None:
            raise Http404
        sentence = _("Somebody has merged it meanwhile: it is “{term}” now.").format(term=heir)
        messages.warning(request, sentence)
        return redirect(self.get_success_url())

    def get_form(self, form_class: Any = None) -> forms.Form:
        targets = self.model.objects.exclude(pk=self.term.pk)
        widget = TermInput()
        widget.query = {"chosen": self.term.pk}
        if self.model is Category:
            targets = targets.filter(locale=self.term.locale_id)
            widget.query["locale"] = self.term.locale_id
        form = forms.Form(**{**self.get_form_kwargs(), "prefix": None})
        form.fields["into"] = forms.ModelChoiceField(
            targets,
            label=_("Into"),
            widget=widget,
            help_text=_(
                "Documents carry it in the place of “{term}”, which goes; readers are led on."
            ).format(term=self.term),
        )
        return form

    def documents(self, cleaned: dict[str, Any]) -> Any:
        return terms.documents_with([self.term])

    def merge(self, cleaned: dict[str, Any]) -> int:
        return terms.merge(cleaned["into"], [self.term], self.request.user)


class TermField(forms.ModelChoiceField):
    """A choice of terms that tells those of the same name apart."""

    def label_from_instance(self, term: Any) -> str:
        count = terms.documents_with([term]).count()
        carried = ngettext("{count} document", "{count} documents", count).format(count=count)
        language = [str(term.locale)] if isinstance(term, Category) else []
        return " · ".join([str(term), *language, term.slug, carried])


class MergeChosenView(TermsMergeView):
    """Merges the terms that were ticked in their list into one of them."""

    @cached_property
    def chosen(self) -> Any:
        keys = numbers_in(self.request.GET.getlist("id"))
        return self.model.objects.filter(pk__in=keys)

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        if not may_merge(self.model, request.user) or 1 < len(self.chosen) <= MOST_TERMS:
            return super().dispatch(request, *args, **options)
        sentence = _("Choose two or more to be one, and {most} at most.")
        messages.warning(request, sentence.format(most=MOST_TERMS))
        return redirect(self.get_success_url())

    def get_form(self, form_class: Any = None) -> forms.Form:
        form = forms.Form(**{**self.get_form_kwargs(), "prefix": None})
        form.fields["into"] = TermField(
            self.chosen,
            empty_label=None,
            label=_("Which one stays"),
            widget=forms.RadioSelect,
            help_text=_("Documents carry it in the place of the others, which go."),
        )
        return form

    def documents(self, cleaned: dict[str, Any]) -> Any:
        return terms.documents_with(self._others(cleaned))

    def merge(self, cleaned: dict[str, Any]) -> int:
        return terms.merge(cleaned["into"], self._others(cleaned), self.request.user)

    def _others(self, cleaned: dict[str, Any]) -> list[Any]:
        return [term for term in self.chosen if term != cleaned["into"]]


class PeopleForm(forms.Form):
    """Which spellings belong to one person, and which one to keep."""

    spellings = forms.MultipleChoiceField(
        label=gettext_lazy("Spellings"),
        widget=SaidsInput("name"),
        help_text=gettext_lazy("Of one person, as documents write the name now."),
    )
    kept = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=255,
        help_text=gettext_lazy("As every one of these documents writes it from now on."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        spellings: Any = self.fields["spellings"]
        spellings.choices = [(name, name) for name in people.names()]


class MergePeopleView(MergeView):
    """Merges spellings of a person's name."""

    page_title: Any = gettext_lazy("Merge names of people")
    form_class = PeopleForm

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        if not may_merge_people(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **options)

    def documents(self, cleaned: dict[str, Any]) -> Any:
        return people.documents_naming(_others(cleaned))

    def merge(self, cleaned: dict[str, Any]) -> int:
        return people.merge(cleaned["kept"], _others(cleaned), self.request.user)

    def get_success_url(self) -> str:
        return reverse("archive_merge_people")


def _others(cleaned: dict[str, Any]) -> list[str]:
    return [name for name in cleaned["spellings"] if name != cleaned["kept"]]


def may_merge(model: Any, user: Any) -> bool:
    """Whether somebody may merge terms of a kind: who may change and delete them."""
    return all(
        user.has_perm(f"archive.{get_permission_codename(action, model._meta)}")
        for action in ("change", "delete")
    )


def may_merge_people(user: Any) -> bool:
    """Whether somebody may merge names: these have no permission of their own, so tags' count."""
    return may_merge(Tag, user)
