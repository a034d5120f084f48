"""Parts of a post, and its passages as conversion hands them on."""

from archive.markup import convert


def text(*paragraphs):
    """A block of paragraphs; what begins with a list's tag stands as it is."""
    html = [
        words if words.startswith(("<ul", "<ol")) else f"<p>{words}</p>" for words in paragraphs
    ]
    return {"type": "paragraph", "value": {"text": "".join(html)}}


def picture(caption=""):
    return {"type": "image", "value": {"figure": {"caption": caption}}}


def codes(notes):
    return [note.code for note in notes]


def passages(*parts):
    """The passages that come together as these parts."""
    found = []
    for part in parts:
        if part["type"] == "paragraph":
            html = part["value"].get("text", "")
            found += convert(html, headings_from_bold=False).passages
        else:
            found.append(part)
    return found
