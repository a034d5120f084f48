import pytest

from archive.wordpress.structure.type_map import TypeMap, UnreadableMap

FILE = """\ufeff# what, which, type
post,106,letter
category,Field-Notes,border_report

title,"*Seoul Train, *",Film Event
title,*,page
"""


def kind(post=1, title="A [title]", categories=(), file=FILE):
    return TypeMap.read(file).kind(post, title, categories)


def test_a_post_is_told_by_its_id():
    assert kind(106).model == "archive.LetterPage"
    assert str(kind(106).why) == "Line 2 of the type map says so."


def test_a_post_is_told_by_the_slug_of_a_category():
    assert kind(categories=["defectors", "field-notes"]).kind == "border_report"


def test_a_post_is_told_by_a_pattern_of_its_title_in_any_case():
    assert kind(title="Film SEOUL TRAIN, screened").model == "archive.FilmEventPage"


def test_the_first_line_that_fits_decides():
    assert kind(106, "Seoul Train, again", ["field-notes"]).model == "archive.LetterPage"
    assert kind().model == "home.StandardPage"


def test_a_post_that_no_line_fits_is_left_to_the_rules():
    assert kind(7, file="post,106,letter") is None


def test_only_stars_and_question_marks_are_special():
    assert kind(file="title,A [title],letter").model == "archive.LetterPage"
    assert kind(title="A t", file="title,A [title],letter") is None


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ("# fine\npost,106", "Line 2 has to be three words"),
        ("post,106,", "Line 1 has to be three words"),
        ("slug,x,letter", "Line 1: “slug” has to be post, category or title"),
        ("post,ten,letter", "Line 1: “ten” is no ID of a post"),
        ("post,1,leter", "Line 1: “leter” is no type. Choose one of: letter, activity report"),
        ('title,"x,letter', "Line 1 is no CSV"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(file, sentence):
    with pytest.raises(UnreadableMap, match=sentence):
        TypeMap.read(file)
