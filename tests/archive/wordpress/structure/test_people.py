import pytest

from archive.wordpress.profile.lfnkr import PROFILE
from archive.wordpress.structure import people
from archive.wordpress.structure.occasions import occasion
from archive.wordpress.structure.particulars import film_title

SPEECH = (
    "Here is the script of the speech I presented at the second International Conference on NK "
    "Human Rights “The Seoul Summit, Promoting Human Rights in North Korea,” held on Dec. 8-10, "
    "2005 at the Shilla Hotel in Seoul, Korea."
)


@pytest.mark.parametrize(
    ("line", "name", "affiliation"),
    [
        ("Report Submitted by By Kato Hiroshi, LFNKR, Tokyo", "Kato Hiroshi", "LFNKR, Tokyo"),
        ("By Kato Hiroshi", "Kato Hiroshi", ""),
        ("Written by Hélène Marchand (Rhône Institute)", "Hélène Marchand", "Rhône Institute"),
        ("報告：加藤博（事務局長）", "加藤博", "事務局長"),
        ("글: 가토 히로시 (사무국장)", "가토 히로시", "사무국장"),
    ],
)
def test_a_byline_names_the_author(line, name, affiliation):
    assert people.author(["A headline", line], PROFILE) == {
        "name": name,
        "role": "Author",
        "affiliation": affiliation,
    }


@pytest.mark.parametrize(
    "line",
    [
        "By LFNKR Staff Members",
        "By the Tumen River",
        "By Train to China",
        "By Kim",
        "Sold by Kim Ok",
    ],
)
def test_what_may_be_no_person_is_no_author(line):
    assert people.author([line], PROFILE) is None


def test_a_speaker_is_named_by_what_the_film_maker_does():
    line = "Film maker Jim Butterworth speaks about North Korean refugees"
    assert people.speakers([line], PROFILE.people) == [
        {"name": "Jim Butterworth", "role": "Film maker", "affiliation": ""}
    ]
    assert people.speakers(["バターワース監督が語る"], PROFILE.people)[0]["name"] == "バターワース"
    assert (
        people.speakers(
            ["The film maker speaks about refugees", "Jim Butterworth speaks"], PROFILE.people
        )
        == []
    )


def test_directors_are_those_who_directed():
    line = "“Seoul Train”, directed by Jim Butterworth, Lisa Sleeth and Aaron Lubarsky, was shown."
    names = ["Jim Butterworth", "Lisa Sleeth", "Aaron Lubarsky"]
    assert people.directors([line], PROFILE) == [{"name": name} for name in names]
    assert people.directors(["監督：山田太郎"], PROFILE) == [{"name": "山田太郎"}]
    assert people.directors(["A film directed by Incite Productions"], PROFILE) == []
    assert people.directors(["Directed by hand, Jim Butterworth left"], PROFILE) == []


@pytest.mark.parametrize(
    ("title", "film"),
    [
        ("Film “Seoul Train” Screened", "Seoul Train"),
        ('Film "Seoul Train" Screened', "Seoul Train"),
        ("映画「ソウル・トレイン」上映会", "ソウル・トレイン"),
        ("영화 〈서울 트레인〉 상영회", "서울 트레인"),
        ("“Seoul Train” and “Crossing” Screened", ""),
        ("Film Screened", ""),
    ],
)
def test_a_film_is_what_the_title_quotes(title, film):
    assert film_title(title) == film


def test_the_occasion_of_a_speech_is_found():
    assert occasion(SPEECH, PROFILE) == {
        "occasion_name": "second International Conference on NK Human Rights “The Seoul Summit, "
        "Promoting Human Rights in North Korea”",
        "occasion_date": "2005-12-08/2005-12-10",
        "occasion_venue": "Shilla Hotel",
        "occasion_city": "Seoul",
        "occasion_country": "Korea",
    }


def test_an_occasion_without_a_venue_is_found():
    found = occasion(
        "I gave this speech at the Forum held on May 3, 2006 in Paris, France.", PROFILE
    )
    assert (found["occasion_venue"], found["occasion_city"]) == ("", "Paris")


@pytest.mark.parametrize(
    "text",
    [
        SPEECH.replace("Korea.", "Gangnam."),
        SPEECH.replace("Dec. 8-10, 2005", "a cold day"),
        SPEECH.replace("presented at", "wrote about"),
        "",
    ],
)
def test_an_occasion_that_lacks_something_is_none(text):
    assert occasion(text, PROFILE) == {}
