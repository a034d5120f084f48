"""Parts of a post, as conversion hands them on."""


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
