"""Both sides are counted, and the difference is reported."""

from archive.markup.parts import File, Note, Picture
from archive.wordpress.counting import arrived_counts, losses, source_counts, words_of

HTML = (
    '<p>Rice <b>ri</b>ce</p><ul><li>a</ul><ul></ul><img src="/a.jpg" alt="Street"><table><tr><td>b'
    '</table><a href="/x/">c</a><a href="/a.jpg"><img src="/a-300x200.jpg"></a>'
    '<iframe src="https://vimeo.com/1"></iframe><script>var code</script>'
)


def paragraph(html):
    return {"type": "paragraph", "value": {"text": html}}


def test_words_have_no_case_or_width_and_ideographs_stand_alone():
    assert words_of("Ｒｉｃｅ 難民 두만강 1") == ["rice", "難", "民", "두만강", "1"]


def test_what_readers_see_of_a_source_is_counted():
    counts = source_counts(HTML)
    numbers = {"words": 6, "images": 2, "links": 1, "lists": 1, "tables": 1, "embeds": 1}
    assert counts.numbers() == numbers
    assert list(counts.words) == ["rice", "a", "street", "b", "c"]


def test_what_arrived_is_counted():
    figure = {"image": Picture("/a.jpg"), "alt": "Street", "caption": "", "decorative": False}
    document = {"document": File("/r.pdf"), "description": "Report"}
    parts = [
        paragraph('<ul><li>ri<b>ce</b><br/><a href="/x/">a</a></li></ul>'),
        {"type": "image", "value": {"figure": figure}},
        {"type": "document", "value": document},
        {"type": "embed", "value": {"url": "https://vimeo.com/1", "caption": "Talk"}},
    ]
    counts = arrived_counts(["A headline"], parts)
    assert list(counts.words) == ["a", "headline", "rice", "street", "report", "talk"]
    numbers = {"words": 7, "images": 1, "links": 2, "lists": 1, "tables": 0, "embeds": 1}
    assert counts.numbers() == numbers


def test_losses_are_named():
    arrived = arrived_counts([], [paragraph("<p>rice</p>")])
    found = losses(source_counts(HTML), arrived)
    assert found[0].text == "5 words did not arrive: rice, a, street, b, c"
    assert [note.code for note in found[1:]] == [
        *("link-lost", "images-lost", "lists-lost", "tables-lost", "embeds-lost")
    ]
    assert all(note.is_loss for note in found)


def test_at_most_twenty_words_are_named():
    source = source_counts(" ".join(f"w{number}" for number in range(50)))
    (note,) = losses(source, arrived_counts([], []))
    assert note.text.startswith("50 words did not arrive: w0, w1, ")
    assert note.text.endswith(" w19")


def test_what_a_note_names_is_not_named_again():
    source = source_counts('<a href="/x/">a</a>')
    arrived = arrived_counts(["a"], [])
    assert losses(source, arrived, [Note("link-in-table", "“a” led to /x/")]) == []
