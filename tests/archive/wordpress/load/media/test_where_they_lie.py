"""Files arrive wherever the old site had them, and however its posts name them."""

from base64 import b64encode

import pytest

from archive.models import ImportedItem
from media.models import CustomDocument, CustomImage
from tests.archive.wordpress.load.command import pdf, photograph, run
from tests.archive.wordpress.load.runs import page_of
from tests.archive.wordpress.wxr import SITE, attachment, export, post
from tests.factories import front_page

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FILES = "acase.files.wordpress.com"


@pytest.fixture(autouse=True)
def _front():
    front_page()


@pytest.fixture
def uploads(tmp_path):
    for name, content in {"2010/06/a.jpg": photograph("red"), "2010/06/report.pdf": pdf()}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def pictures_of(id):
    return [block.value["figure"]["image"].pk for block in page_of(id).body if block.value]


@pytest.mark.parametrize(
    "source",
    [
        f"http://{FILES}/2010/06/a.jpg",
        f"https://{FILES}/2010/06/a.jpg?w=300&h=200",
        f"//{FILES}/2010/06/a.jpg",
        f"https://{FILES}/2010/06/a-300x200.jpg",
        f"https://i0.wp.com/{FILES}/2010/06/a.jpg?resize=300",
        f"{SITE}/wp-content/uploads/2010/06/a-300x200.jpg?ssl=1",
        "https://i2.wp.com/www.example.org/wp-content/uploads/2010/06/a.jpg",
        "https://old.example.net/wp-content/uploads/2010/06/a.jpg",
        "/wp-content/uploads/2010/06/a.jpg",
    ],
)
@pytest.mark.parametrize("has_attachment", [True, False])
def test_a_picture_is_known_by_every_address_that_it_had(source, has_attachment, uploads):
    url = f"https://{FILES}/2010/06/a.jpg"
    items = [attachment(2, url=url, meta={})] if has_attachment else [attachment(2, url=url)]
    if FILES not in source and not has_attachment:
        items = []
    ran = run(
        export(*items, post(1, "One", f'<img src="{source}" alt="A" />')),
        uploads=uploads,
        former_domains=["old.example.net"],
    )
    assert pictures_of(1) == [CustomImage.objects.get().pk]
    assert ran.status == 0


@pytest.mark.parametrize("folder", ["uploads", "uploads/sites/5"])
@pytest.mark.parametrize("has_attachment", [True, False])
def test_a_site_of_a_network_has_its_files_in_a_folder_of_its_own(tmp_path, folder, has_attachment):
    own, other = (tmp_path / "uploads" / "sites" / number / "2010/06" for number in ("5", "7"))
    for place, colour in ((own, "red"), (other, "blue"), (tmp_path / "uploads/2010/06", "green")):
        place.mkdir(parents=True)
        (place / "a.jpg").write_bytes(photograph(colour))
    (own / "alone.jpg").write_bytes(photograph("white"))
    (other / "others.jpg").write_bytes(photograph("black"))
    url = f"{SITE}/wp-content/uploads/sites/5/2010/06/a.jpg"
    meta = {"_wp_attached_file": "2010/06/a.jpg"}
    items = [attachment(2, url=url, meta=meta)] if has_attachment else []
    file = export(*items, post(1, "One", f'<img src="{url}" alt="A" />'))
    ran = run(file, uploads=tmp_path / folder)
    picture = CustomImage.objects.get()
    assert pictures_of(1) == [picture.pk]
    with picture.original.open() as original:
        assert original.read() == photograph("red")
    assert [path.rpartition("/")[2] for path in ran.report["summary"]["filesNothingNames"]] == [
        "alone.jpg"
    ]
    assert {item["action"] for item in run(file, uploads=own.parents[1]).report["items"]} == {
        "unchanged"
    }


def test_no_file_of_another_site_of_the_network_is_taken_for_ours(tmp_path):
    for place in ("2010/06/a.jpg", "sites/7/2010/06/a.jpg", "sites/5/2010/06/other.jpg"):
        path = tmp_path / "uploads" / place
        path.parent.mkdir(parents=True)
        path.write_bytes(photograph("green"))
    url = f"{SITE}/wp-content/uploads/sites/5/2010/06/a.jpg"
    items = [attachment(2, url=url, meta={"_wp_attached_file": "2010/06/a.jpg"})]
    run(export(*items, post(1, "One", f'<img src="{url}" />')), uploads=tmp_path)
    assert not CustomImage.objects.exists()


def test_a_file_of_another_site_at_wordpress_com_is_not_taken_for_ours(uploads):
    run(
        export(post(1, "One", '<img src="https://other.files.wordpress.com/2010/06/a.jpg" />')),
        uploads=uploads,
    )
    assert not CustomImage.objects.exists()


def test_a_file_that_no_attachment_names_arrives_with_its_old_address(uploads, reader):
    address = f"{SITE}/wp-content/uploads/2010/06/report.pdf"
    file = export(post(1, "One", f'<a href="{address}">The report</a>'))
    run(file, uploads=uploads)
    document = CustomDocument.objects.get()
    assert page_of(1).body[0].value["document"] == document
    found = reader.at("/wp-content/uploads/2010/06/report.pdf")
    assert str(document.pk) in found["redirect"]["location"]
    assert {item["action"] for item in run(file, uploads=uploads).report["items"]} == {"unchanged"}


def test_what_only_a_form_or_the_trash_names_stays_where_it_is(uploads):
    words = f"{SITE}/wp-content/uploads/2010/06/report.pdf"
    run(
        export(post(1, "Form", words, kind="feedback"), post(2, "Old", words, status="trash")),
        uploads=uploads,
    )
    assert not CustomDocument.objects.exists()


def test_a_picture_in_the_text_itself_arrives():
    data = b64encode(photograph("blue", "PNG")).decode()
    source = f'Before <img src="data:image/png;base64,{data}" alt="pasted" /> after'
    file = export(post(1, "One", source))
    ran = run(file)
    assert [block.block_type for block in page_of(1).body] == ["paragraph", "image", "paragraph"]
    assert ran.status == 0
    assert {item["action"] for item in run(file).report["items"]} == {"unchanged"}


def test_a_picture_in_the_text_that_cannot_be_read_is_a_loss():
    ran = run(export(post(1, "One", '<img src="data:image/png;base64,AAAA" alt="pasted" />')))
    assert "picture-missing" in ran.codes(1)
    assert "pasted" in str(page_of(1).body)


def test_the_recording_of_a_podcast_is_linked_below_its_post():
    url = "https://pod.example/wp-content/uploads/2009/03/testimony.mp3"
    run(export(post(1, "One", "Listen.", meta={"enclosure": f"{url}\n123\naudio/mpeg\n"})))
    assert f'<a href="{url}">testimony.mp3</a>' in str(page_of(1).body)


def test_a_former_domain_is_the_site(reader):
    first = post(1, "One", '<a href="http://old.example.net/2008/second/">second</a>')
    second = post(2, "Two", "x", link="http://old.example.net/2008/second/")
    file = export(first, second)
    assert "old.example.net (1)" in run(file, dry_run=True).printed
    run(file, former_domains=["www.old.example.net"])
    key = ImportedItem.objects.get(source_id=2).page_id
    assert f'linktype="page" id="{key}"' in str(page_of(1).body.get_prep_value()).replace("\\", "")
    assert reader.title_at("/2008/second/") == "Two"


@pytest.mark.parametrize("href", ["second/", "./second/", "../letters/second/"])
def test_a_relative_link_is_taken_from_its_post(href):
    first = post(1, "One", f'<a href="{href}">x</a>', link=f"{SITE}/letters/")
    run(export(first, post(2, "Two", "x", link=f"{SITE}/letters/second/")))
    key = ImportedItem.objects.get(source_id=2).page_id
    assert f'id="{key}"' in str(page_of(1).body.get_prep_value())


@pytest.mark.parametrize(("number", "codes"), [("90", {"picture-missing"}), ("0", set())])
def test_a_picture_of_a_post_that_is_not_here_is_a_loss(number, codes):
    ran = run(export(post(1, "Title", "Words", meta={"_thumbnail_id": number})))
    assert {loss["code"] for loss in ran.item(1)["losses"]} == codes
    assert ran.status == len(codes)


@pytest.mark.parametrize(
    ("content", "fields"),
    [
        ("Words", {"meta": {"_thumbnail_id": "90"}}),
        ("[gallery]", {}),
        ('<img src="/wp-content/uploads/2010/06/a.jpg">', {}),
    ],
)
def test_words_of_a_picture_that_have_no_room_are_a_loss(uploads, content, fields):
    picture = attachment(90, "2010/06/a.jpg", parent=1, alt="river " * 60 + "bridge")
    ran = run(export(post(1, "Title", content, **fields), picture), uploads=uploads)
    [loss] = ran.item(1)["losses"]
    assert (loss["code"], "bridge" in loss["text"]) == ("long-description", True)
