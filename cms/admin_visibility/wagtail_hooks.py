"""Replaces Wagtail's lists, reports and choosers by ours."""

from __future__ import annotations

from wagtail import hooks
from wagtail.admin.ui.tables.pages import ParentPageColumn
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView

from .choosers import hide_what_is_not_theirs
from .chosen import let_every_form_refuse
from .listings import choosable, parent_cell, without_hidden_pages
from .malformed import refuse_copies_to_nowhere, refuse_other_counts, refuse_other_keys

hooks.register("construct_page_chooser_queryset", choosable)
hooks.register("before_copy_page", refuse_copies_to_nowhere)
ParentPageColumn.get_cell_context_data = parent_cell
PageTypesUsageReportView.decorate_paginated_queryset = without_hidden_pages
hide_what_is_not_theirs()
let_every_form_refuse()
refuse_other_keys()
refuse_other_counts()
