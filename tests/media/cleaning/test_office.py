"""Spreadsheets: only the visible values, in a new file."""

import re
from datetime import date, datetime, time
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule, DataBarRule, Rule
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from media.cleaning.documents import clean_document
from media.cleaning.office import packages, words_of_spreadsheet
from media.cleaning.refused import Refused
from tests.media.planted import CANARY, PICTURES, leaks


def spreadsheet(plant=None):
    """A spreadsheet of a table of two years, and what `plant` puts into it."""
    workbook = Workbook()
    sheet = workbook.active
    for row in (("Year", "Won"), (2006, 950.5), (2007, 1000)):
        sheet.append(row)
    if plant:
        plant(workbook, sheet)
    output = BytesIO()
    workbook.save(output)
    return output.getvalue()


def plant_everything(workbook, sheet):
    """A canary in every place that says it beside the values."""
    for name in ("creator", "title", "lastModifiedBy", "description", "keywords", "category"):
        setattr(workbook.properties, name, CANARY)
    workbook.custom_doc_props.append(StringProperty(name=CANARY, value=CANARY))
    workbook.defined_names["x"] = DefinedName("x", attr_text=f'"{CANARY}"')
    sheet["A1"].comment = Comment(CANARY, CANARY)
    sheet["A2"].hyperlink = f"https://example.org/{CANARY}"
    sheet["B2"].number_format = f'0 "{CANARY}"'
    sheet["B9"] = f'=IF(TRUE,"","{CANARY}")'
    sheet.oddHeader.center.text = CANARY
    sheet.add_data_validation(DataValidation("list", formula1=f'"{CANARY}"', prompt=CANARY))
    sheet.add_image(Image(BytesIO(PICTURES["jpeg exif"][1]())), "D4")
    workbook.security.workbookPassword = CANARY


def cleaned(content):
    return clean_document(content, ".xlsx").content


def values(content):
    """What is in the cells, but for those with nothing in them."""
    rows = load_workbook(BytesIO(content)).active.iter_rows()
    return {
        cell.coordinate: cell.value for row in rows for cell in row if cell.value not in (None, "")
    }


def test_nothing_but_the_values_comes_along():
    content = spreadsheet(plant_everything)
    assert leaks(content)
    clean = cleaned(content)
    assert not leaks(clean)
    assert values(clean) == {
        "A1": "Year",
        "B1": "Won",
        "A2": 2006,
        "B2": 950.5,
        "A3": 2007,
        "B3": 1000,
    }
    assert cleaned(content) == clean == cleaned(clean)
    assert set(packages.parts_of(clean)) == {
        *("[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml"),
        *("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/theme/theme1.xml"),
        "xl/worksheets/sheet1.xml",
    }


def plant_hidden_sheet(workbook, _sheet):
    workbook.create_sheet(CANARY).sheet_state = "veryHidden"


def plant_hidden_row(_workbook, sheet):
    sheet.row_dimensions[2].hidden = True


def plant_rows_without_height(_workbook, sheet):
    sheet.sheet_format.zeroHeight = True


def plant_hidden_columns(_workbook, sheet):
    sheet.column_dimensions.group("B", "D", hidden=True)


def plant_white_words(_workbook, sheet):
    sheet["A2"].font = Font(color="FFFFFFFF")


def plant_format_of_nothing(_workbook, sheet):
    sheet["A2"].number_format = ";;;"


def plant_black_on_black(_workbook, sheet):
    sheet["A2"].fill = PatternFill("solid", start_color="FF000000")


def plant_red_on_red(_workbook, sheet):
    sheet["A2"].font = Font(color="FFFF0000")
    sheet["A2"].fill = PatternFill("solid", start_color=Color(indexed=10))


def plant_nearly_white(_workbook, sheet):
    sheet["A2"].font = Font(color=Color(theme=1, tint=0.99))


def plant_colour_of_the_theme(_workbook, sheet):
    sheet["A2"].font = Font(color=Color(theme=4))
    sheet["A2"].fill = PatternFill("solid", start_color=Color(theme=4))


def plant_tiny_words(_workbook, sheet):
    sheet["A2"].font = Font(size=1)


def plant_low_row(_workbook, sheet):
    sheet.row_dimensions[2].height = 0.5


@pytest.mark.parametrize(
    ("plant", "words"),
    [
        *(
            (plant, "The cell A2 of “Sheet” is hidden")
            for plant in (
                *(plant_black_on_black, plant_red_on_red, plant_nearly_white),
                *(plant_colour_of_the_theme, plant_tiny_words, plant_low_row),
            )
        ),
        (plant_hidden_sheet, f"The sheet “{CANARY}” is hidden"),
        (plant_hidden_row, "The cell A2 of “Sheet” is hidden"),
        (plant_rows_without_height, "The cell A1 of “Sheet” is hidden"),
        (plant_hidden_columns, "The cell B1 of “Sheet” is hidden"),
        (plant_white_words, "The cell A2 of “Sheet” is hidden"),
        (plant_format_of_nothing, "The cell A2 of “Sheet” is hidden"),
    ],
)
def test_what_nobody_sees_is_named(plant, words):
    with pytest.raises(Refused, match=words):
        cleaned(spreadsheet(plant))


def formatted(rule):
    """A spreadsheet whose values have a format under a condition."""
    return spreadsheet(lambda _workbook, sheet: sheet.conditional_formatting.add("A2:B3", rule))


@pytest.mark.parametrize(
    "rule",
    [
        CellIsRule("greaterThan", ["0"], font=Font(color="FFFFFFFF")),
        CellIsRule("greaterThan", ["0"], fill=PatternFill(bgColor="FF000000")),
        ColorScaleRule("min", None, "FF000000", "max", None, "FF00FF00"),
        DataBarRule("min", 0, "max", 0, "FF0000FF", showValue=False),
        Rule("cellIs", dxf=DifferentialStyle(numFmt=NumberFormat(170, ";;;"))),
    ],
)
def test_what_a_condition_may_hide_is_named(rule):
    with pytest.raises(Refused, match="The cell A2 of “Sheet” is hidden"):
        cleaned(formatted(rule))


def test_condition_that_hides_nothing_is_taken():
    rule = CellIsRule(
        "lessThan", ["0"], font=Font(color="FFFF0000"), fill=PatternFill(bgColor="FFFFFF00")
    )
    assert cleaned(formatted(rule))


def test_shapes_that_may_cover_cells_are_named():
    parts = packages.parts_of(spreadsheet(plant_everything))
    drawing = "xl/drawings/drawing1.xml"
    parts[drawing] = re.sub(rb"<((\w+:)?)pic>", rb"<\1sp/><\1pic>", parts[drawing])
    with pytest.raises(Refused, match="Shapes are drawn"):
        cleaned(packages.packed(parts))


def test_a_white_heading_on_blue_and_hidden_nothing_are_taken():
    def plant(_workbook, sheet):
        sheet["A1"].font = Font(color="FFFFFFFF", bold=True)
        sheet["A1"].fill = PatternFill("solid", start_color="FF000080")
        sheet.column_dimensions.group("E", "XFD", hidden=True)
        sheet["A2"].number_format = "yyyy年m月d日"

    clean = load_workbook(BytesIO(cleaned(spreadsheet(plant)))).active
    assert clean["A1"].font.bold
    assert clean["A2"].number_format == "yyyy年m月d日"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html>", spreadsheet()[:-100]])
def test_a_damaged_spreadsheet_is_refused_in_a_sentence(content):
    with pytest.raises(Refused, match="damaged or protected"):
        cleaned(content)


@pytest.mark.parametrize("limit", ["MOST_PARTS", "MOST_BYTES"])
def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch, limit):
    monkeypatch.setattr(packages, limit, 5)
    monkeypatch.setattr("media.cleaning.office.spreadsheets.load_workbook", None)
    with pytest.raises(Refused, match="unpacks to more"):
        cleaned(spreadsheet())


def test_more_cells_than_there_may_be_are_refused(monkeypatch):
    monkeypatch.setattr("media.cleaning.office.spreadsheets.MOST_CELLS", 5)
    with pytest.raises(Refused, match="more than 5 cells"):
        cleaned(spreadsheet())


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=20)
cells = st.one_of(
    words, words.map("={}".format), st.integers(-(10**9), 10**9), st.booleans(),
    st.dates(date(1901, 1, 1), date(2200, 1, 1)),
    st.just(datetime.fromisoformat("2006-10-19 12:30")), st.just(time(9, 41)), st.just(2.5),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(row=st.lists(cells, min_size=1, max_size=6))
def test_every_value_stays_and_none_becomes_a_formula(row):
    def plant(_workbook, sheet):
        for number, value in enumerate(row, start=1):
            sheet.cell(5, number, value).data_type = "s" if isinstance(value, str) else "n"
            if isinstance(value, bool):
                sheet.cell(5, number).data_type = "b"
            if isinstance(value, (date, time)):
                sheet.cell(5, number).data_type = "d"

    before = spreadsheet(plant)
    clean = cleaned(before)
    assert values(clean) == values(before)
    assert "<f>" not in packages.parts_of(clean)["xl/worksheets/sheet1.xml"].decode()
    assert all(value in words_of_spreadsheet(clean) for value in row if isinstance(value, str))
