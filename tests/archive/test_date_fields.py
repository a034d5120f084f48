"""Every date that the admin asks for is read by the archive's own fields."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django import forms
from django.apps import apps
from django.urls import get_resolver
from django_filters import FilterSet
from django_filters.filters import QuerySetRequestMixin
from wagtail.blocks import Block
from wagtail.fields import StreamField
from wagtail.models import get_page_models

from archive import date_fields
from tests.classes import classes_below

OURS = (date_fields.DayField, date_fields.TimeField, date_fields.MomentField)
THEIRS = (forms.DateField, forms.TimeField, forms.DateTimeField, forms.SplitDateTimeField)
ELSEWHERE = ("django.", "wagtail.contrib.styleguide", "wagtail.contrib.forms", "django_filters.")


def inner(field: forms.Field) -> Iterator[forms.Field]:
    yield field
    for part in getattr(field, "fields", ()):
        yield from inner(part)


def blocks_in(block: Block) -> Iterator[Block]:
    yield block
    for child in [
        *getattr(block, "child_blocks", {}).values(),
        getattr(block, "child_block", None),
    ]:
        if child is not None:
            yield from blocks_in(child)


def in_forms() -> Iterator[tuple[str, forms.Field]]:
    for model in get_page_models():
        for formset in getattr(model.get_edit_handler().get_form_class(), "formsets", {}).values():
            yield from ((f"{formset}", field) for field in formset.form.base_fields.values())
    for form in classes_below(forms.BaseForm):
        if not form.__module__.startswith(ELSEWHERE):
            fields = getattr(form, "base_fields", {})
            yield from ((form.__name__, field) for field in fields.values())


def in_filters() -> Iterator[tuple[str, forms.Field]]:
    for filters in classes_below(FilterSet):
        for each in filters.base_filters.values():
            if not isinstance(each, QuerySetRequestMixin):  # those choose rows
                # A filter keeps its field, and a field that is made here would have no label.
                yield filters.__name__, deepcopy(each).field


def in_blocks() -> Iterator[tuple[str, forms.Field]]:
    for model in apps.get_models():
        for column in model._meta.get_fields():
            if isinstance(column, StreamField):
                for block in blocks_in(column.stream_block):
                    if field := getattr(block, "field", None):
                        yield f"{model.__name__}.{column.name}: {block.name}", field


@pytest.mark.django_db
def test_no_form_filter_or_block_reads_dates_in_another_way():
    assert get_resolver().url_patterns  # whatever has an address is imported
    every = [*in_forms(), *in_filters(), *in_blocks()]
    fields = [(where, part) for where, field in every for part in inner(field)]
    dates = [(where, field) for where, field in fields if isinstance(field, THEIRS)]
    assert len({where for where, field in dates if isinstance(field, OURS)}) > 10
    foreign = {
        (where, type(field).__name__) for where, field in dates if not isinstance(field, OURS)
    }
    assert not foreign, "Use the fields and blocks of archive.date_fields."
