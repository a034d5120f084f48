"""The archives that measurements import."""

from io import BytesIO
from xml.etree.ElementTree import fromstring

from PIL import Image

from . import big

WP = "{http://wordpress.org/export/1.2/}"


def written(*args, **kwargs):
    file = BytesIO()
    big.write_export(file, *args, **kwargs)
    return file.getvalue()


def test_an_export_has_as_many_posts_and_attachments_as_asked_for():
    items = fromstring(written(40, 20)).findall("channel/item")
    kinds = [item.findtext(f"{WP}post_type") for item in items]
    assert (kinds.count("post"), kinds.count("attachment"), len(kinds)) == (40, 20, 60)
    assert len({item.findtext(f"{WP}post_id") for item in items}) == 60


def test_an_export_shows_every_way_of_writing():
    text = written(60, 20).decode()
    for mark in ("[caption ", "[gallery ids='", "<!-- wp:image {", "Dear ", "?p=", "川", "강"):
        assert mark in text


def test_an_export_without_pictures_has_none():
    assert b"photo-" not in written(20, 0)


def test_the_same_seed_writes_the_same_export():
    assert written(9, 9) == written(9, 9)
    assert written(9, 9) != written(9, 9, seed=5)


def test_each_attachment_has_a_picture_of_its_own(tmp_path):
    big.write_uploads(tmp_path, 30)
    root = fromstring(written(3, 30))
    urls = [url.text for url in root.iter(f"{WP}attachment_url")]
    files = [tmp_path / url.partition("/wp-content/uploads/")[2] for url in urls]
    assert len({file.read_bytes() for file in files}) == 30
    assert len({file.name for file in files}) == 15
    assert all(Image.open(BytesIO(file.read_bytes())).format == "JPEG" for file in files)
