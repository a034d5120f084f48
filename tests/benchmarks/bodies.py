"""Stored bodies, each with every block type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

from .words import CITIES, PEOPLE, SENTENCES

Value = dict[str, Any]
VIDEOS = ["https://www.youtube.com/watch?v=dQw4w9WgXcQ", "https://vimeo.com/148751763"]
NOTE_KINDS = ["editorial", "correction", "update", "withheld"]


@dataclass
class BodyWriter:
    """Writes raw StreamField data with references to these pictures, files and entries."""

    random: Random
    images: Sequence[int]
    documents: Sequence[int]

    def body(self, language: str, entries: Sequence[int]) -> list[Value]:
        """A body whose links and related entries are among `entries`."""
        parts = [
            ("heading", {"text": self.sentence(language), "level": "2"}),
            ("paragraph", {"text": self.rich_text(language, 2, entries)}),
            ("image", {"figure": self.figure(language)}),
            ("paragraph", {"text": self.rich_text(language, 2, entries)}),
            ("quote", self._quote(language)),
            ("dialogue", {"turns": self._list(self._turn(language) for _ in range(2))}),
            ("table", self._table(language)),
            ("figures", self._figures(language)),
            ("gallery", {"figures": self._list(self.figure(language) for _ in range(2))}),
            ("document", self._document(language)),
            ("embed", {"url": self.random.choice(VIDEOS), "caption": self.sentence(language)}),
            ("note", self._note(language)),
            ("related_entries", self._related(language, entries)),
        ]
        return [{"type": name, "value": value, "id": self._uuid()} for name, value in parts]

    def sentence(self, language: str) -> str:
        return self.random.choice(SENTENCES[language])

    def sentences(self, language: str, count: int) -> str:
        space = "" if language == "ja" else " "
        return space.join(self.random.choices(SENTENCES[language], k=count))

    def rich_text(self, language: str, count: int, entries: Sequence[int]) -> str:
        """Two paragraphs with a link to an entry, to a file and to another site."""
        words, more = self.sentences(language, count), self.sentences(language, 1)
        words = words.replace("&", "&amp;")
        link = f'<a linktype="page" id="{self.random.choice(entries)}">' if entries else "<a>"
        file = self.random.choice(self.documents)
        return (
            f'<p data-block-key="{self._key()}">{words} {link}{more.replace("&", "&amp;")}</a></p>'
            f'<p data-block-key="{self._key()}"><b>{self.random.choice(CITIES)}</b>: <a '
            f'linktype="document" id="{file}">PDF</a>, '
            f'<a href="https://www.example.com/{self._key()}">example.com</a>.</p>'
        )

    def _plain(self, language: str) -> str:
        return f"<p>{self.sentence(language).replace('&', '&amp;')}</p>"

    def figure(self, language: str) -> Value:
        return {
            "image": self.random.choice(self.images),
            "alt": self.random.choice(["", self.sentence(language)]),
            "decorative": False,
            "caption": self.sentence(language),
            "credit": "Photo: LFNKR",
        }

    def _quote(self, language: str) -> Value:
        who = self.random.choice(PEOPLE)
        return {"quote": self.sentence(language), "attribution": who, "source": ""}

    def _turn(self, language: str) -> Value:
        return {
            "speaker": self.random.choice(PEOPLE),
            "interviewer": self.random.random() < 0.5,
            "text": self._plain(language),
        }

    def _table(self, language: str) -> Value:
        columns = [{"type": "text", "heading": heading} for heading in ("2005", "2006", "")]
        rows = [{"values": [city, str(self.random.randrange(999)), ""]} for city in CITIES[:3]]
        table = {"columns": columns, "rows": rows, "caption": ""}
        return {"caption": self.sentence(language), "table": table}

    def _figures(self, language: str) -> Value:
        return {"heading": "", "figures": self._list(self._amount() for _ in range(2))}

    def _amount(self) -> Value:
        number = self.random.randrange(100, 999)
        return {
            "label": self.random.choice(CITIES),
            "value": f"about {number} won/kg",
            "number": float(number) + 0.5,
            "unit": "won/kg",
            "note": "",
        }

    def _document(self, language: str) -> Value:
        return {
            "document": self.random.choice(self.documents),
            "description": self.sentence(language),
        }

    def _note(self, language: str) -> Value:
        return {
            "kind": self.random.choice(NOTE_KINDS),
            "text": self._plain(language),
            "date": self.random.choice([None, "2007-03-01"]),
        }

    def _related(self, language: str, entries: Sequence[int]) -> Value:
        chosen = self.random.sample(entries, k=min(2, len(entries)))
        return {"heading": self.sentence(language), "entries": self._list(chosen)}

    def _list(self, values: Any) -> list[Value]:
        return [{"type": "item", "id": self._uuid(), "value": value} for value in values]

    def _uuid(self) -> str:
        return str(UUID(int=self.random.getrandbits(128), version=4))

    def _key(self) -> str:
        return f"{self.random.getrandbits(24):06x}"
