from archive.search.words import Public, body_lines, media_lines, media_of, text_of

EVERYTHING = Public(images={1, 2}, documents={7})
NO_PAGES = Public(set(), set())


def item(value):
    return {"type": "item", "id": "x", "value": value}


def block(kind, /, **value):
    return {"type": kind, "id": "x", "value": value}


BODY = [
    block("heading", text="Food", level="2"),
    block("paragraph", text="<p>Rice &amp; <b>mai</b>ze</p><ul><li>One</li><li>Two</li></ul>"),
    block("quote", quote="Nobody asks.", attribution="A worker", source="Asahi"),
    block("dialogue", turns=[item({"speaker": "LFNKR", "text": "<p>Who comes?</p>"})]),
    block("note", kind="update", text="<p>Corrected.</p>", date=None),
    block("image", figure={"image": 1, "alt": "A street", "caption": "Yanji", "credit": "Kato"}),
    block("gallery", figures=[item({"image": 2, "alt": "Seen", "caption": "A river"})]),
    block("document", document=7, description="The printed report"),
    block("embed", url="https://vimeo.com/148751763", caption="The director speaks"),
    block("related_entries", heading="Read also", entries=[item(5)]),
    block(
        "table",
        caption="Prices",
        table={"columns": [{"heading": "Ware"}], "rows": [{"values": ["Maize"]}]},
    ),
    block("figures", heading="The year", figures=[item({"label": "Saved", "value": "about 40"})]),
]


def test_every_block_says_its_words():
    assert text_of(body_lines(BODY)).split("\n") == [
        *("Food", "Rice & maize", "One", "Two", "Nobody asks.", "A worker", "Asahi"),
        *("LFNKR", "Who comes?", "Corrected."),
        *("The director speaks", "Read also", "Prices", "Ware", "Maize"),
        *("The year", "Saved", "about 40"),
    ]
    assert text_of(media_lines(BODY, EVERYTHING)).split("\n") == [
        *("A street", "Yanji", "Kato", "Seen", "A river", "The printed report")
    ]


def test_what_is_said_about_hidden_media_is_not_said():
    assert text_of(media_lines(BODY, NO_PAGES)) == ""


def test_the_alternative_text_of_a_decoration_is_not_said():
    figure = {"image": 1, "alt": "A street", "decorative": True, "caption": "Yanji"}
    assert text_of(media_lines([block("image", figure=figure)], EVERYTHING)) == "Yanji"


def test_scripts_and_tags_are_no_words():
    source = (
        "<p onclick='x()'>Rice<script>canary()</script><style>canary</style><!-- canary --></p>"
    )
    assert text_of(body_lines([block("paragraph", text=source)])) == "Rice"


def test_characters_that_no_database_takes_are_left_out():
    assert text_of(["Ri\x00ce \ud800 and\t\u00a0 maize ", None, "", "\x85"]) == "Ri ce and maize"


def test_the_media_that_a_body_shows():
    assert media_of(BODY) == ({1, 2}, {7})


def test_a_block_without_its_fields_says_nothing():
    for kind in {part["type"] for part in BODY}:
        assert text_of(body_lines([block(kind)])) == ""
        assert text_of(media_lines([block(kind)], EVERYTHING)) == ""
    assert media_of([block("image"), block("gallery"), block("document")]) == (set(), set())
