"""A name in letters of another script that look the same is found, and other words are not."""

from pathlib import Path

import pytest
from django.conf import settings

from archive.safeguards.names.lookalikes import readings_of
from archive.safeguards.names.sealed import SealedNames


def is_found(name, text):
    names = SealedNames([name])
    return any(names.hits(reading) for reading in (text, *readings_of(text)))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Nina Park", "a letter of Νina Рark"),
        ("Hanna Zimmer", "ΗΑΝΝΑ ΖΙΜΜΕR, 2006"),
        ("Kim Min-su", "Κіm Μіn-ѕu"),
        ("キム・カンニ", "キム・力ン二さん"),
        ("ロカタ", "口力タ"),
        ("口田二郎", "ロ田ニ郎が"),
        ("へんみ たえ", "ヘンミ 夕エ"),
    ],
)
def test_it_is_found(name, text):
    assert is_found(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("カメラニ", "カメラ二台"),
        ("田中ニ", "田中二人"),
        ("Nina Park", "Нина гуляла в парке. Η Νίνα στο πάρκο."),
        ("Kim Min-su", "Ким Мин Су"),  # another script, not a similar letter
    ],
)
def test_what_only_looks_like_it_is_not_found(name, text):
    assert not is_found(name, text)


def test_texts_of_one_script_are_read_once():
    text = "Ｔhe メモ of 2006, 第二回、三つのカラー; Müller, 김민수"
    assert list(readings_of(text)) == []


def test_prose_says_no_name():
    names = SealedNames(
        ["김민수", "이서연", "안인수", "오하나", "한이나", "たなか けん", "Ada Koch"]
    )
    for path in Path(settings.BASE_DIR).glob("home/demo/content/*.*"):
        text = path.read_text("utf-8")
        assert [reading for reading in readings_of(text) if names.hits(reading)] == []
