"""No sealed name is published, anywhere and in any spelling."""

import logging

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.embeds.models import Embed

from archive.models import Place, PlaceName, Tag
from archive.safeguards.models import Person
from archive.safeguards.naming.search import people_in
from archive.safeguards.people.identity import Identity
from home.models import Menu
from media.models import CustomDocument
from tests.archive.checklist.test_checklist import typed
from tests.archive.safeguards.conftest import *  # noqa: F403 -- its fixtures
from tests.archive.safeguards.test_passages import PLACES
from tests.factories import CategoryFactory, ImageFactory, PlaceFactory, TagFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SENTENCE = "says a name that must not appear."


@pytest.fixture
def person():
    person = Person.objects.create(name="Ms. K")
    person.seal(Identity("이영희", ("Gyeongseong", "Ms. K Lee")))
    return person


@pytest.mark.parametrize("put", PLACES)
def test_it_blocks_wherever_it_stands(person, letter, picture, monkeypatch, put):
    needs_picture = put.__code__.co_argcount == 2
    with monkeypatch.context() as earlier:  # what was written before the name was sealed
        earlier.setattr("archive.safeguards.naming.saving.people_in", lambda *_: [])
        put(letter, *([picture] if needs_picture else []))
    with pytest.raises(ValidationError, match=SENTENCE) as refused:
        letter.save(clean=False)
    assert "Gyeongseong" not in str(refused.value)


def test_it_blocks_across_the_cells_of_a_row_and_not_across_rows(person, letter):
    def table(*rows):
        columns = [{"type": "text", "heading": ""}] * 2
        cells = {"columns": columns, "rows": [{"values": row} for row in rows]}
        value = {"caption": "", "header_column": False, "table": cells}
        stream = letter.body.stream_block
        letter.body = stream.to_python([{"type": "table", "id": "t", "value": value}])
        return [finding.fault.block for finding in letter.open_findings()]

    assert table(["Lee", "Young-hee"]) == ["t"]
    assert table(["1", "Lee"], ["Young-hee", "2"]) == []


def test_it_is_read_in_addresses_as_browsers_show_them(person):
    assert people_in("https://xn--3e0b707e.example/%EC%9D%B4%EC%98%81%ED%9D%AC") == [person]
    host = "이영희".encode("idna").decode()
    assert people_in(f"Write to https://WWW.{host}.kr/") == [person]
    assert people_in("https://xn--\u00ff.example") == []


@pytest.mark.parametrize(
    "text",
    [
        "&amp;#51060;&amp;#50689;&amp;#55148;",
        "%25EC%259D%25B4%25EC%2598%2581%25ED%259D%25AC",
        "\\uc774\\uc601\\ud76c",
        "이（李）영희（英姬）가",
        "Lee [née Kim] Young-hee",
    ],
)
def test_it_is_read_where_it_is_encoded_or_a_reading_stands_within(person, text):
    assert people_in(text) == [person]
    assert people_in("Lee (née Kim) or Young Hee, %25, &amp;amp; \\u0020") == []


def test_the_form_says_where_and_never_the_name(person, letter, admin_client, caplog):
    caplog.set_level(logging.DEBUG)
    edit = reverse("wagtailadmin_pages:edit", args=[letter.pk])
    data = typed(letter) | {"action-publish": "1", "change_kind": "MINOR"}
    screen = admin_client.post(edit, data | {"subtitle": "Of Rhee Young-hee"}).content.decode()
    assert "“Subtitle” says a name that must not appear. Write “Ms. K” instead." in screen
    assert "이영희" not in screen
    assert "이영희" not in caplog.text
    assert admin_client.post(edit, data | {"subtitle": "Of Ms. K"}).status_code == 302


def test_the_public_name_may_be_said_though_a_sealed_one_is_a_part_of_it(person):
    person.name = "Ms. K Lee of Hoeryong"
    person.save()
    assert not people_in("A letter of Ms. K Lee of Hoeryong")
    assert people_in("A letter of Ms. K Lee")


def test_what_is_sealed_anew_is_found_at_once(person):
    assert not people_in("Kang Chol-su")
    person.seal(Identity("강철수"))
    assert people_in("Kang Chol-su") == [person]
    assert people_in("/%EA%B0%95%EC%B2%A0%EC%88%98/") == [person]
    person.delete()
    assert not people_in("Kang Chol-su")


@pytest.mark.parametrize("where", ["page", "outline", "label", "link"])
def test_the_text_of_a_pdf_is_read(person, letter, pdf_saying, where):
    content = pdf_saying(**{where: "Lee Younghee"})
    file = CustomDocument.objects.create(title="Report", file=ContentFile(content, "report.pdf"))
    letter.body = [("paragraph", {"text": f'<a linktype="document" id="{file.pk}">here</a>'})]
    with pytest.raises(ValidationError, match=SENTENCE):
        letter.save(clean=False)


def test_a_file_that_cannot_be_read_now_is_not_taken_for_an_empty_one(letter, monkeypatch):
    file = CustomDocument.objects.create(title="A", file=ContentFile(b"Lee Younghee", "a.txt"))
    letter.body = [("paragraph", {"text": f'<a linktype="document" id="{file.pk}">here</a>'})]
    monkeypatch.setattr(type(file.file), "open", fail)
    with pytest.raises(ValidationError, match="cannot be looked for now"):
        letter.save(clean=False)


def fail(*_arguments):
    raise TimeoutError("The disk does not answer.")


@pytest.fixture
def pdf_saying():
    """A PDF of one page with a line of text, and words beside it."""

    def write(page="-", outline="-", label="-", link="-"):
        from io import BytesIO

        import pikepdf

        pdf = pikepdf.new()
        pdf.add_blank_page()
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        sheet = pdf.pages[0]
        sheet.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        sheet.Contents = pdf.make_stream(f"BT /F1 12 Tf 72 700 Td ({page}) Tj ET".encode())
        address = f"https://example.org/{link.replace(' ', '-')}"
        action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=address)
        sheet.Annots = [pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)]
        pdf.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(P=label)])
        with pdf.open_outline() as outlines:
            outlines.root.append(pikepdf.OutlineItem(outline, 0))
        content = BytesIO()
        pdf.save(content)
        return content.getvalue()

    return write


NAME = "Yi Yŏng-hŭi"
SAVES = {
    "picture": lambda: ImageFactory(title=NAME),
    "alternative text": lambda: ImageFactory(description=NAME),
    "file": lambda: CustomDocument.objects.create(title=NAME, file=ContentFile(b"x", "x.txt")),
    "cleared name of a file": lambda: CustomDocument.objects.create(
        title="x", file=ContentFile(b"x", "x.txt"), offered_name=f"{NAME}.txt"
    ),
    "category": lambda: CategoryFactory(name=NAME),
    "place": lambda: PlaceFactory(name=NAME),
    "name of a place": lambda: PlaceName.objects.create(
        place=PlaceFactory(), locale_id=CategoryFactory().locale_id, name=NAME
    ),
    "tag": lambda: rename(TagFactory()),
    "menu": lambda: Menu.objects.create(
        locale_id=CategoryFactory().locale_id,
        title="Main",
        handle="main",
        items=[("item", {"label": NAME, "url": "https://example.org"})],
    ),
}


def rename(term):
    term.name = NAME
    term.save()


@pytest.mark.parametrize("what", SAVES)
def test_what_needs_no_page_is_refused_when_it_is_saved(person, what):
    with pytest.raises(ValidationError, match=SENTENCE):
        SAVES[what]()


def test_forms_say_it_beside_the_field(person, admin_client):
    place = PlaceFactory(name="Hoeryong")
    address = reverse(Place.snippet_viewset.get_url_name("edit"), args=[place.pk])
    screen = admin_client.get(address)
    data = {
        name: screen.context["form"][name].value() or "" for name in screen.context["form"].fields
    }
    data |= {"names-TOTAL_FORMS": "0", "names-INITIAL_FORMS": "0", "name": NAME}
    screen = admin_client.post(address, data)
    assert screen.status_code == 200
    assert "Write “Ms. K” instead." in str(screen.context["form"].errors["name"])


def test_what_was_there_before_the_name_was_sealed_may_be_changed_elsewhere(letter):
    tag = TagFactory(name=NAME, slug="neighbour")
    Person.objects.create(name="Ms. K").seal(Identity("이영희"))
    tag.slug = "somebody"
    tag.save()
    assert Tag.objects.get(pk=tag.pk).slug == "somebody"


def test_a_video_loses_a_title_that_says_a_name(person):
    video = Embed.objects.create(url="https://example.org/1", title=NAME, type="video", hash="1")
    assert Embed.objects.get(pk=video.pk).title == ""


def test_a_summary_made_of_a_body_goes_with_what_was_typed_there(letter):
    letter.body = [("paragraph", {"text": f"<p>{NAME}</p>"})]
    letter.save()
    Person.objects.create(name="Ms. K").seal(Identity("이영희"))
    assert [finding.fault.field for finding in letter.open_findings()] == ["body"]
    letter.body = []  # as a form has it before it is saved
    assert letter.open_findings() == []
