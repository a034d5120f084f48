"""Blocks of tables and figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.telepath import register
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    FloatBlock,
    ListBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    TextBlock,
)
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock, TypedTableBlockAdapter

from .text import BodyPartBlock


class CellsBlock(TypedTableBlock):
    """Columns of plain text, each with a heading that may be empty."""

    text = TextBlock(
        required=False,
        rows=1,
        help_text=_("The words of a cell, which may be empty."),
        label=_("Text"),
    )

    class Meta:
        icon = "table"
        description = _("The cells of a table.")


class CellsBlockAdapter(TypedTableBlockAdapter):
    """Accepts a paste from a spreadsheet, and hides the widget's own caption, which would be a
    second one."""

    js_constructor = "archive.blocks.data.CellsBlock"

    def js_args(self, block: CellsBlock) -> list[Any]:
        # Wagtail hands the widget `form_attrs`, but the widget draws `classname` only.
        *arguments, meta = super().js_args(block)
        return [*arguments, meta | {"classname": block.meta.form_attrs["class"]}]

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(
            css={"all": ["archive/cells.css"]}, js=["archive/cells.js"]
        )


register(CellsBlockAdapter(), CellsBlock)


class TableBlock(BodyPartBlock):
    """A table of words and numbers."""

    caption = CharBlock(
        required=False,
        max_length=500,
        help_text=_("What the table shows: “Prices at the market of Hoeryong, January 2006”."),
        label=_("Caption"),
    )
    table = CellsBlock(
        label=_("Cells"),
        help_text=_(
            "Add a column, write its heading, then add rows. Leave all headings empty for a "
            "table without a header."
        ),
        form_attrs={"class": "archive-cells"},
    )
    header_column = BooleanBlock(
        required=False,
        label=_("Headings at the left"),
        help_text=_(
            "Tick this when the first cell of each row says what the row is about, as the "
            "names of wares in a table of prices do."
        ),
    )

    class Meta:
        icon = "table"
        group = _("Tables and figures")
        description = _("A table with a header; cells may be empty.")
        preview_value = {
            "caption": "Prices at the market, January 2006",
            "table": {
                "columns": [
                    {"type": "text", "heading": "Ware"},
                    {"type": "text", "heading": "Won per kg"},
                ],
                "rows": [{"values": ["Rice", "900–950"]}, {"values": ["Maize", ""]}],
                "caption": "",
            },
        }

    def clean(self, value: StructValue) -> StructValue:
        cleaned_value = super().clean(value)
        if not cleaned_value["table"].row_data and not self.is_deferred_validation:
            sentence = _("The table is empty: add at least one column and one row.")
            raise StructBlockValidationError({"table": ValidationError(sentence)})
        return cleaned_value


def table_cells(raw: Mapping[str, Any]) -> tuple[list[str] | None, list[list[str]]]:
    """Header (None if all headings are empty) and rows of a stored TableBlock.

    {"caption": "…", "table": {"columns": [{"type": "text", "heading": "Ware"}, …],
                               "rows": [{"values": ["Rice", …]}, …], "caption": ""}}
    """
    table = raw.get("table") or {}
    header = [column.get("heading") or "" for column in table.get("columns") or []]
    rows = [[cell or "" for cell in row["values"]] for row in table.get("rows") or []]
    return (header if any(header) else None), rows


class FigureBlock(StructBlock):
    """A figure as it was printed, and as a number where it is one."""

    label = CharBlock(
        max_length=255, help_text=_("What is counted, “Price of rice”."), label=_("Label")
    )
    value = CharBlock(
        max_length=255,
        help_text=_("The figure exactly as printed: “900–950 won/kg”, “about 40”."),
        label=_("Value"),
    )
    number = FloatBlock(
        required=False,
        help_text=_(
            "The figure as a plain number for charts, 40; empty where the print gives a range."
        ),
        label=_("Number"),
    )
    unit = CharBlock(
        required=False,
        max_length=40,
        help_text=_("The unit of the number: “won/kg”, “people”."),
        label=_("Unit"),
    )
    note = CharBlock(
        required=False,
        max_length=500,
        help_text=_("What to know about the figure, “Estimate of local staff”."),
        label=_("Note"),
    )

    class Meta:
        icon = "list-ol"
        label = pgettext_lazy("number", "Figure")
        description = _("One figure.")


class FiguresBlock(BodyPartBlock):
    """Figures set apart from the text."""

    heading = CharBlock(
        required=False,
        max_length=255,
        help_text=_("What the figures are about, “The year in numbers”."),
        label=_("Heading"),
    )
    figures = ListBlock(
        FigureBlock(), min_num=1, help_text=_("The figures, in order."), label=_("Figures")
    )

    class Meta:
        icon = "list-ol"
        group = _("Tables and figures")
        description = _("Figures set apart, each as printed and as a number.")
        preview_value = {
            "heading": "The year in numbers",
            "figures": [
                {
                    "label": "Refugees brought to safety",
                    "value": "about 40",
                    "number": 40,
                    "unit": "people",
                    "note": "",
                },
                {
                    "label": "Price of rice",
                    "value": "900–950 won/kg",
                    "number": None,
                    "unit": "won/kg",
                    "note": "At the market of Hoeryong",
                },
            ],
        }
