"""Tables: their header, merged cells, and those that only lay out a page."""

import pytest

from archive.blocks import table_cells
from archive.markup import convert, tables


def first(html):
    return convert(html).parts[0]["value"]


def kinds(html):
    return [part["type"] for part in convert(html).parts]


def codes(html):
    return [note.code for note in convert(html).notes]


@pytest.mark.parametrize(
    "html",
    [
        "<table><thead><tr><td>Ware<td>Won</thead><tbody><tr><td>Rice<td>900</table>",
        "<table><tr><th>Ware</th><th>Won</th></tr><tr><td>Rice</td><td>900</td></tr></table>",
    ],
)
def test_a_header_is_found(html):
    assert table_cells(first(html)) == (["Ware", "Won"], [["Rice", "900"]])


def test_a_table_needs_no_header():
    html = "<table><tr><td>Rice<td>900<tr><td>Maize</table>"
    assert table_cells(first(html)) == (None, [["Rice", "900"], ["Maize", ""]])


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<tr><th>Ware<th>Won<tr><th scope=row>Rice<td>900<tr><th>Maize<td>250", True),
        ("<tr><th>Rice<td>900<tr><th>Maize<td>250", True),
        ("<thead><tr><td><th>Won</thead><tr><th>Rice<td>900", True),
        ("<tr><th rowspan=2>Rice<td>900<tr><td>950", True),
        ("<tr><td rowspan=2>Rice<td>900<tr><td>950", False),
        ("<tr><th>Ware<th>Won<tr><td>Rice<td>900", False),
        ("<tr><th>Rice<td>900<tr><td>Maize<td>250", False),
        ("<tr><td>Rice<th>900<tr><td>Maize<th>250", False),
        ("<tr><th>Ware<th>Won", False),
    ],
)
def test_the_heads_of_rows_are_found(html, expected):
    assert first(f"<table>{html}</table>")["header_column"] is expected


def test_a_header_alone_is_a_row():
    assert table_cells(first("<table><tr><th>a<th>b</table>")) == (None, [["a", "b"]])


def test_a_cell_keeps_its_lines_as_plain_text():
    html = "<table><tr><td>a<br><b>b</b><td>c<tr><td>d<td>e<tr><td><ul><li>f<li>g</ul><td>h</table>"
    assert [row[0] for row in table_cells(first(html))[1]] == ["a\nb", "d", "f\ng"]


def test_merged_cells_have_their_words_once():
    html = "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>"
    assert table_cells(first(html))[1] == [["a", "b", ""], ["", "c", "d"]]
    assert codes(html) == ["merged-cells"]


@pytest.mark.parametrize("tag", ["caption", "figcaption"])
def test_a_table_has_its_caption(tag):
    html = f"<table><{tag}>Prices</{tag}><tr><td>a<td>b</table>"
    if tag == "figcaption":
        html = "<figure><table><tr><td>a<td>b</table><figcaption>Prices</figcaption></figure>"
    assert first(html)["caption"] == "Prices"


def test_a_table_of_nothing_but_a_table_is_named_as_layout():
    inner = "<table><tr><td>a<td>b</table>"
    html = f"<table><tr><td></td><th>{inner}</th></table>"
    assert (kinds(html), codes(html)) == (["table"], ["layout-table"])


def test_a_link_in_a_cell_stands_below_the_table():
    html = "<table><tr><td><a href='/x/'>a</a><td>b<tr><td>c<td>d</table>"
    assert codes(html) == ["link-in-table"]
    table, below = convert(html).parts
    assert table["type"] == "table"
    assert below["value"] == {"text": '<p><a href="/x/">a</a></p>'}


def test_a_picture_in_a_cell_stands_below_the_table():
    html = "<table><tr><td>a<td>b<tr><td>c<td>d<img src=x></table>"
    assert kinds(html) == ["table", "image"]


def test_words_outside_of_cells_come_before_the_table_as_in_browsers():
    html = "<table>loose<tr><td>a<td>b<tr>ends<td>c<td>d</tr><p>last</p></table>after"
    assert kinds(html) == ["paragraph", "table", "paragraph"]
    assert convert(html).parts[0]["value"]["text"] == "<p>loose</p><p>ends</p><p>last</p>"


@pytest.mark.parametrize("tag", ["form", "center", "div"])
def test_what_stands_around_rows_takes_them_from_no_table(tag):
    html = f"<table><{tag}><tr><th>Ware<th>Won</tr><tr><td>Rice<td>900</tr></{tag}></table>"
    assert table_cells(first(html)) == (["Ware", "Won"], [["Rice", "900"]])


def test_a_row_outside_of_any_table_is_words():
    assert kinds("<div>a<tr><td>b</tr></div>c") == ["paragraph"]


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td><p>a</p><h2>b</h2></table>",
        "<table><tr><td><p>a</p><p>b</p><td><img src=x></table>",
    ],
)
def test_a_table_that_lays_out_a_page_is_unwrapped(html):
    assert "table" not in kinds(html)
    assert codes(html) == ["layout-table"]


def test_a_table_in_a_cell_stands_below():
    html = "<table><tr><th>a<th>b<tr><td>c<td>d<table><tr><td>e<td>f</table></table>"
    assert kinds(html) == ["table", "table"]


def test_a_table_of_hostile_size_is_a_paragraph_for_each_row(monkeypatch):
    monkeypatch.setattr(tables, "AREA", 5)
    html = "<table>" + "<tr><td>a<td>b" * 3 + "</table>"
    assert convert(html).parts[0]["value"]["text"] == "<p>a | b</p>" * 3
    assert codes(html) == ["large-table"]
