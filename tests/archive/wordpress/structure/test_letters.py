import pytest

from archive.wordpress.profile.lfnkr import PROFILE
from archive.wordpress.structure.letters import LetterReader
from archive.wordpress.structure.passages import words

from .posts import codes, passages, picture, text

ADDRESS = [
    "His Excellency Ban Ki-moon",
    "United Nations Secretary General-Designate and",
    "Minister of Foreign Affairs and Trade",
    "Republic of Korea",
    "c/o The Permanent Mission of the Republic of Korea to the United Nations",
    "335 East 45th Street",
    "New York, New York 10017",
]
BAN = {
    "name": "His Excellency Ban Ki-moon",
    "title": "United Nations Secretary General-Designate and Minister of Foreign Affairs and Trade",
    "organisation": "",
    "address": "\n".join(ADDRESS[4:]),
    "country": "Republic of Korea",
}
SENT, DAY, DEAR = "Faxed to ROK Permanent Mission", "October 19, 2006", "Dear Foreign Minister Ban:"
BODY = "We, the undersigned, are gravely concerned. We ask for your help."


def letter(*paragraphs):
    return LetterReader(PROFILE).read(passages(text(*paragraphs)))


def left(found):
    return [words(passage) for passage in found.rest]


def signed(*lines):
    return letter(BODY, "Sincerely yours,", "<br/>".join(lines))


def test_the_head_of_a_letter_is_found():
    found = letter(f"<strong>{SENT}</strong>", DAY, "<br />".join(ADDRESS), DEAR, BODY)
    assert (found.transmission, found.date, found.salutation) == (SENT, "2006-10-19", DEAR)
    assert (found.recipients, left(found), found.notes) == ([BAN], [BODY], [])


def test_a_letter_with_one_paragraph_to_a_line_is_the_same():
    found = letter(SENT, DAY, *ADDRESS, DEAR, BODY)
    assert (found.recipients, left(found)) == ([BAN], [BODY])


def test_a_head_in_one_paragraph_is_the_same():
    found = letter("<br/>".join([SENT, DAY, *ADDRESS, DEAR, BODY]))
    assert (found.recipients, left(found)) == ([BAN], [BODY])


def test_several_addressees_have_a_row_each():
    found = letter(DAY, "Mr. Kim A<br/>Director<br/>Tokyo 100", "Ms. Lee B<br/>Seoul 3", DEAR, BODY)
    assert [row["name"] for row in found.recipients] == ["Mr. Kim A", "Ms. Lee B"]


def test_addressees_on_a_paragraph_to_a_line_begin_with_their_honour():
    found = letter(DAY, "Mr. Kim A", "Director", "Ms. Lee B", "Seoul 3", DEAR, BODY)
    assert [row["name"] for row in found.recipients] == ["Mr. Kim A", "Ms. Lee B"]


def test_a_country_below_an_address_is_no_part_of_it():
    found = letter(DAY, "Mr. Kim A<br/>335 East 45th Street<br/>Japan", DEAR, BODY)
    row = found.recipients[0]
    assert (row["address"], row["country"]) == ("335 East 45th Street", "Japan")


def test_an_organisation_is_told_from_an_office():
    found = letter(DAY, "Mr. Kim A<br/>Director<br/>Ministry of Justice<br/>Japan", DEAR, BODY)
    row = {"title": "Director", "organisation": "Ministry of Justice", "country": "Japan"}
    assert found.recipients == [{"name": "Mr. Kim A", "address": "", **row}]


def test_a_letterhead_and_a_subject_stay_in_the_body():
    head = "Life Funds for North Korean Refugees<br/>Tokyo 100"
    found = letter(head, DAY, "<br/>".join(ADDRESS), "Re: Repatriation", DEAR, BODY)
    assert found.recipients == [BAN]
    assert left(found) == [head.replace("<br/>", " "), "Re: Repatriation", BODY]


def test_what_the_editors_say_before_the_letter_stays():
    found = letter("We sent this letter today. Please read it.", DAY, "<br/>".join(ADDRESS), DEAR)
    assert left(found) == ["We sent this letter today. Please read it."]


def test_lines_that_may_be_no_addressee_stay_and_are_named():
    found = letter(DAY, "A headline", "<br/>".join(ADDRESS), DEAR, BODY)
    assert found.recipients == []
    assert left(found)[:2] == ["A headline", " ".join(ADDRESS)]
    assert codes(found.notes) == ["letter-addressee"]


def test_a_sentence_is_no_addressee():
    said = "We ask every one of you to read what follows."
    found = letter(DAY, said, DEAR, BODY)
    assert (found.salutation, left(found)) == ("", [said, DEAR, BODY])


def test_a_sentence_about_the_sending_is_none_of_the_forms():
    said = "Faxed to the Permanent Mission on Monday."
    found = letter(said, DAY, "<br/>".join(ADDRESS), DEAR, BODY)
    assert (found.transmission, left(found)) == ("", [said, BODY])


def test_a_sentence_about_the_sending_names_no_addressee():
    said = "Faxed to the Permanent Mission on Monday."
    found = letter(said, DAY, DEAR, BODY)
    assert (found.recipients, left(found)) == ([], [said, BODY])


def test_a_letter_without_a_greeting_has_its_date_in_the_first_lines():
    found = letter("Notice", "Tokyo", DAY, BODY)
    assert (found.date, left(found)) == ("2006-10-19", ["Notice", "Tokyo", BODY])


def test_a_greeting_after_prose_stays_where_it_is():
    found = letter("It was cold. We waited.", "Dear friends,", BODY)
    assert (found.salutation, left(found)[1]) == ("", "Dear friends,")


def test_a_line_with_a_link_stays():
    found = letter(DAY, '<a href="https://x.example">Mr. Kim A</a><br/>Seoul 1', DEAR, BODY)
    assert left(found)[0] == "Mr. Kim A Seoul 1"


def test_a_date_with_a_link_stays():
    found = letter(f'<a href="https://x.example">{DAY}</a>', DEAR, BODY)
    assert (found.date, left(found)) == (None, [DAY, BODY])


def test_what_is_longer_than_its_field_stays():
    long = f"Dear {'x' * 300}:"
    found = letter(DAY, f"{'Mr. ' + 'Y' * 140}<br/>Director", long, BODY)
    assert (found.salutation, left(found)[-2]) == ("", long)


def test_a_picture_before_the_letter_keeps_its_place():
    parts = [picture(), text(DAY, "<br/>".join(ADDRESS), DEAR, BODY)]
    found = LetterReader(PROFILE).read(passages(*parts))
    assert (found.rest[0], found.recipients) == (picture(), [BAN])


def test_a_japanese_letter_is_found():
    found = letter("2006年10月19日", "次期国連事務総長<br/>潘基文　閣下", "拝啓", "本文。", "敬具")
    assert found.recipients == [
        {
            "name": "潘基文 閣下",
            "title": "次期国連事務総長",
            "organisation": "",
            "address": "",
            "country": "",
        }
    ]
    assert (found.date, found.salutation, found.closing) == ("2006-10-19", "拝啓", "敬具")
    assert left(found) == ["本文。"]


def test_a_japanese_letter_needs_no_salutation():
    found = letter("2006年10月19日", "外務大臣　麻生太郎殿", "北朝鮮難民救援基金", "本文。")
    assert [row["name"] for row in found.recipients] == ["外務大臣 麻生太郎殿"]
    assert left(found) == ["北朝鮮難民救援基金", "本文。"]


def test_a_korean_letter_is_found():
    found = letter(
        "팩스로 전달",
        "2006년 10월 19일",
        "유엔 사무총장<br/>반기문 귀하",
        "존경하는 반기문 장관님께",
        "본문입니다.",
    )
    assert (found.transmission, found.salutation) == ("팩스로 전달", "존경하는 반기문 장관님께")
    assert [(row["name"], row["title"]) for row in found.recipients] == [
        ("반기문 귀하", "유엔 사무총장")
    ]


@pytest.mark.parametrize(
    "closing",
    [
        "Sincerely yours,",
        "Respectfully,",
        "Yours faithfully",
        "With warm regards,",
        "삼가 올립니다.",
    ],
)
def test_a_closing_and_the_signature_below_it_are_found(closing):
    found = letter(BODY, closing, "Kato Hiroshi<br/>Secretary-General<br/>LFNKR<br/>Japan")
    row = {"name": "Kato Hiroshi", "title": "Secretary-General", "organisation": "LFNKR"}
    assert (found.closing, found.signatories) == (closing, [{**row, "country": "Japan"}])
    assert left(found) == [BODY]


def test_a_list_of_signatures_has_a_row_for_each():
    found = signed("Kato Hiroshi, Secretary-General", "Lee Min, Southern Road Mission")
    assert [(row["name"], row["title"], row["organisation"]) for row in found.signatories] == [
        ("Kato Hiroshi", "Secretary-General", ""),
        ("Lee Min", "", "Southern Road Mission"),
    ]


def test_a_japanese_signature_has_the_name_last():
    found = letter("本文。", "敬具", "北朝鮮難民救援基金<br/>理事長　中平健吉")
    row = {
        "name": "中平健吉",
        "title": "理事長",
        "organisation": "北朝鮮難民救援基金",
        "country": "",
    }
    assert found.signatories == [row]


@pytest.mark.parametrize(
    "lines",
    [
        ["Thank you for reading this letter to the end, dear readers of ours."],
        ["Kim Sang-hun", "Kato Hiroshi"],
        ["Kato Hiroshi", "info@example.org"],
        ["Kato Hiroshi", "LFNKR Office, tel. 3815-8127"],
        ["for the committee"],
    ],
)
def test_signatures_in_doubt_stay_below_their_closing_and_are_named(lines):
    found = signed(*lines)
    assert (found.closing, found.signatories) == ("", [])
    assert left(found) == [BODY, "Sincerely yours,", " ".join(lines)]
    assert codes(found.notes) == ["letter-signatories"]


def test_a_signature_with_a_link_stays():
    found = signed('<a href="https://x.example">Kato Hiroshi</a>')
    assert (found.signatories, left(found)[-1]) == ([], "Kato Hiroshi")


def test_the_last_of_two_closings_is_the_letters():
    found = letter(BODY, "Sincerely,", "One more word. Do write.", "Respectfully,", "Kato Hiroshi")
    assert (found.closing, left(found)[1]) == ("Respectfully,", "Sincerely,")


def test_a_name_may_hold_a_small_word():
    assert signed("Maria van der Berg").signatories[0]["name"] == "Maria van der Berg"


def test_what_follows_the_signatures_stays():
    found = letter(
        BODY, "Sincerely,", "Kato Hiroshi<br/>Secretary-General", "cc: Members of the Diet"
    )
    assert left(found) == [BODY, "cc: Members of the Diet"]


def test_of_two_equal_lines_only_the_one_that_was_read_goes():
    found = letter(f"{DAY}<br/>{DAY}", DEAR, BODY)
    assert left(found)[0] == DAY


def test_an_office_may_go_on_in_the_next_line():
    found = letter(DAY, "Mr. Kim A<br/>Minister of Foreign Affairs and<br/>Trade", DEAR, BODY)
    assert found.recipients[0]["title"] == "Minister of Foreign Affairs and Trade"


def test_a_japanese_sentence_is_no_addressee():
    found = letter("2006年10月19日", "公開質問を送りました。", "拝啓", "本文。")
    assert (found.salutation, left(found)) == ("", ["公開質問を送りました。", "拝啓", "本文。"])
