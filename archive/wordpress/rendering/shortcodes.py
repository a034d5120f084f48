"""Pure: WordPress's shortcodes, recognised as WordPress does.

[name attributes], [name /], [name]…[/name], and [[name]] for an escaped one. None is inside a tag,
a comment, <pre> or <code>. What only looks like one ("[sic]", "[the shelter]") is prose. Readers
never see the brackets of any other: page builders' are unwrapped, and of a plugin's only the
content between its tags is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.markup.parts import Note
from archive.markup.sentences import message
from archive.markup.tokens import Token, Tokenizer

from . import layout, plugins
from .shortcode_figures import FIGURES, Shortcode, figure, named_by
from .stored import STORED, text_of

# The attributes may quote "]"; otherwise the first one ends them. Possessive, for "[a [a [a …".
_TAG = re.compile(
    r"""\[(\[)?(/)?([A-Za-z][A-Za-z0-9_-]*+)(?![A-Za-z0-9_-])"""
    r"""((?:[^\[\]"']++|(?<==)"[^"]*+"|(?<==)'[^']*+')*+|[^\[\]]*+)\](\])?"""
)
_QUOTES = {'"': '"', "'": "'", "“": "”", "”": "”", "″": "″", "‘": "’", "’": "’"}
_ATTRIBUTE = re.compile(
    r"""([A-Za-z_][\w-]*+)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|[“”″]([^“”″]*+)[”″]"""
    r"""|[‘’′]([^‘’′]*+)[’′]|([^\s"'“”″‘’′]++))"""
    r"""|"([^"]*+)"|(\S++)""",
    re.ASCII,
)
# Shortcodes of plugins and older WordPress versions that are recognised by name alone.
_OF_PLUGINS = frozenset(
    (
        *("addtoany", "contact-form", "contact-form-7", "contact-field", "display-posts"),
        *("googlemaps", "gravityform", "jetpack-related-posts", "nggallery", "ngg"),
        *("playlist", "singlepic", "slideshow", "slideshare", "soundcloud", "sitemap", "toc"),
        *("wpforms", "wpvideo"),
    )
)
# Their text replaces the number; readers of the old site found it below.
_FOOTNOTES = frozenset(("footnote", "footnotes", "fn", "ref", "efn_note", "mfn", "sidenote"))
_ASSIGNS = re.compile(r"""[\w-]\s*=\s*["'“”″‘’\w]""")


def read_attributes(source: str) -> tuple[dict[str, str], list[str]]:
    """The attributes by name, and those without one, with any quotes."""
    named_values: dict[str, str] = {}
    bare_values = []
    for match in _ATTRIBUTE.finditer(source):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        if match[1]:
            named_values.setdefault(match[1].lower(), value)
        else:
            bare_values.append(value)
    return named_values, bare_values


class _Scanner:
    """Reads a text once and replaces WordPress's own shortcodes."""

    def __init__(self, text: str, notes: list[Note], is_certain: bool) -> None:
        self.text, self.tokenizer = text, Tokenizer(text, STORED)
        self.notes, self.noted = notes, set[str]()
        self.is_certain = is_certain
        self.unwrapped = set[str]()  # names whose end tags are removed as well
        self.pending: list[Token] = []  # read, but not yielded yet
        self.text_after: list[str] = []
        self.verbatim = ""  # "pre" or "code" while inside one
        self.end_texts: dict[int, str] = {}  # the replacement of an end tag, by its position
        self.last_end = {m[3]: m.start() for m in _TAG.finditer(text) if m[2]}
        self.next_end: dict[str, int] = {}

    def tokens(self) -> Iterator[Token]:
        position = 0
        while position < len(self.text):
            token, end = self.tokenizer.token_at(position)
            if token.kind == "text" and not self.verbatim:
                position = self._text(position, end)
                continue
            self._end_text()
            self._follow(token, end)
            self.pending.append(token)
            position = end
            yield from self.pending
            self.pending.clear()
        self._end_text()
        yield from self.pending

    def _end_text(self) -> None:
        if text := "".join(self.text_after):
            self.pending.append(Token("text", text))
        self.text_after.clear()

    def _follow(self, token: Token, end: int) -> None:
        if token.kind == "end" and token.name == self.verbatim:
            self.verbatim = ""
        elif token.kind == "start" and token.name in ("pre", "code") and not self.verbatim:
            is_closed = self.tokenizer.find(f"</{token.name}>", end) >= 0
            self.verbatim = token.name if is_closed else ""

    def _text(self, position: int, end: int) -> int:
        """Return where to read on, which is past the end if a shortcode contains tags."""
        while position < end:
            bracket = self.text.find("[", position, end)
            if bracket < 0:
                self.text_after.append(self.text[position:end])
                return end
            self.text_after.append(self.text[position:bracket])
            position = self._bracket(bracket)
        return position

    def _bracket(self, position: int) -> int:
        match = _TAG.match(self.text, position)
        if match and position in self.end_texts:
            self.text_after.append(self.end_texts[position])
            return match.end()
        if match and match[1] and match[3] in FIGURES and not match[2]:
            if after := self._escaped(match):
                return after
        elif match and not match[1] and (after := self._unwrapped(match)):
            return after
        self.text_after.append("[")
        return position + 1

    def _unwrapped(self, match: re.Match[str]) -> int:
        """Return where to read on; 0 if it is prose."""
        name, end = match[3], match.end() - bool(match[5])
        if name in FIGURES and not match[2]:
            return self._known(match)
        if layout.is_of_builder(name) or (layout.is_ordinary(name) and self._is_unknown(match)):
            return self._laid_out(match, end)
        if not self._is_unknown(match):
            return 0
        if match[2]:
            return end
        self.unwrapped.add(name)
        if name in _FOOTNOTES and (closing := self._end(name, end)) >= 0:
            self.text_after.append(" (")
            self.end_texts[closing] = ")"
            return end
        if name in self.noted:
            return end
        if kind := plugins.of_shortcode(name):
            self.notes.append(plugins.note_on(kind, name))
            self.noted.add(name)
        elif link := named_by(read_attributes(match[4].rstrip("/"))[0]):
            self._end_text()
            self.pending += link
            sentence = message("“%(tag)s” became a link to what it names.")
            self.notes.append(Note("shortcode-link", sentence, {"tag": match[0][:200]}))
            self.noted.discard(name)
        else:
            sentence = message(
                "“%(tag)s” is a plugin's shortcode: see on the old site what it showed."
            )
            self._note("unknown-shortcode", sentence, match)
        return end

    def _laid_out(self, match: re.Match[str], start: int) -> int:
        if layout.is_in_line(match[3]):
            self.unwrapped.add(match[3])
            return start
        self._end_text()
        if kind := plugins.of_builder(match[3]):
            return self._asked(match, kind, start)
        if match[2]:
            self.pending.append(layout.SEPARATOR)
            return start
        self.unwrapped.add(match[3])
        attributes, bare_values = read_attributes(match[4].rstrip("/"))
        end = self._end(match[3], start)
        content = self.text[start:end] if end >= 0 else None
        code = Shortcode(match[3], match[0], attributes, bare_values, content)
        picture = layout.picture(content) if content else None
        inner = [picture] if picture else layout.decoded(code) or layout.linked(code)
        self.pending += layout.shown(code) + (inner or [])
        if content is None or not inner:
            return start
        self.end_texts[end] = ""
        return end

    def _asked(self, match: re.Match[str], kind: plugins.Kind, start: int) -> int:
        """A builder's form is dropped with its fields; the text between a widget's tags stays."""
        note = plugins.note_on(kind, match[3])
        if not match[2] and note not in self.notes:
            self.notes.append(note)
        end = -1 if match[2] or kind == "widget" else self._end(match[3], start)
        if end < 0:
            return start
        self.end_texts[end] = ""
        return end

    def _known(self, match: re.Match[str]) -> int:
        """Return where to read on; 0 if the shortcode has to stay as it is."""
        attributes, bare_values = read_attributes(match[4].rstrip("/"))
        start = match.end() - bool(match[5])
        end = -1 if match[4].endswith("/") else self._end(match[3], start)
        content = self.text[start:end] if end >= 0 else None
        source = self.text[match.start() : start]
        replacement = figure(
            Shortcode(match[3], source, attributes, bare_values, content), self.notes
        )
        if replacement is None:
            return self._unshown(match, start, end, attributes.get("caption", ""))
        self._end_text()
        self.pending += replacement.tokens
        if end < 0:
            return start
        self.end_texts[end] = ""
        return end if replacement.has_content else start

    def _unshown(self, match: re.Match[str], start: int, end: int, words: str) -> int:
        if end >= 0 and match[3].endswith("caption"):  # without an image: only its content
            self.end_texts[end] = f" {words} "
            return start
        if match[3].endswith("caption"):
            self._note("unpaired-shortcode", message("“%(tag)s” has no end."), match)
        else:
            sentence = message("“%(tag)s” names nothing that can be shown.")
            self._note("unknown-shortcode", sentence, match)
            self.end_texts |= {end: ""} if end >= 0 else {}
        return start

    def _escaped(self, match: re.Match[str]) -> int:
        if match[5]:
            self.text_after.append(match[0][1:-1])
            return match.end()
        end = self._end(match[3], match.end())
        closing = f"[/{match[3]}]"
        if end < 0 or not self.text.startswith(f"{closing}]", end):
            return 0
        self.end_texts[end] = closing
        self.text_after.append("[")
        return match.start() + 2

    def _end(self, name: str, position: int) -> int:
        """The position of this shortcode's end tag; -1 if there is none before the next one."""
        end = self.next_end.get(name, 0)
        if 0 <= end < position:
            end = self.next_end[name] = self.text.find(f"[/{name}]", position)
        another = re.compile(rf"\[{name}(?![\w-])")
        return -1 if end < 0 or another.search(self.text, position, end) else end

    def _is_unknown(self, match: re.Match[str]) -> bool:
        name, attribute_text = match[3], match[4]
        if match[2]:
            return name in self.unwrapped
        return (
            self.is_certain
            or name in _OF_PLUGINS
            or "_" in name
            or attribute_text.endswith("/")
            or self.last_end.get(name, 0) > match.start()
            or bool(_ASSIGNS.search(text_of(attribute_text)))
        )

    def _note(self, code: str, sentence: str, match: re.Match[str]) -> None:
        if match[3] not in self.noted:
            self.noted.add(match[3])
            tag = match[0].removesuffix("]") + "]" if match[5] else match[0]
            self.notes.append(Note(code, sentence, {"tag": tag[:200]}, is_loss=True))


def expanded(text: str, notes: list[Note], is_certain: bool = False) -> Iterator[Token]:
    """The text with figures for its shortcodes; what it cannot show is added to the notes.

    If the text certainly contains shortcodes, every unknown one is noted.
    """
    return _Scanner(text, notes, is_certain).tokens()
