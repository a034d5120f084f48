"""Parts of a post, and the passages that conversion makes of them."""

from archive.markup import convert


def text(*paragraphs):
    """A block of paragraphs; text that begins with a list's tag stays as it is."""
    html = [
        words if words.startswith(("<ul", "<ol")) else f"<p>{words}</p>" for words in paragraphs
    ]
    return {"type": "paragraph", "value": {"text": "".join(html)}}


def picture(caption=""):
    return {"type": "image", "value": {"figure": {"caption": caption}}}


def codes(notes):
    return [note.code for note in notes]


def passages(*parts):
    """The passages that give these parts."""
    found = []
    for part in parts:
        if part["type"] == "paragraph":
            html = part["value"].get("text", "")
            found += convert(html, headings_from_bold=False).passages
        else:
            found.append(part)
    return found
