"""The sealed data of a person, as a value that cannot be shown by accident."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Identity:
    """Who somebody is.

    Its `repr` and `str` contain none of it, so neither do logs and error pages.
    """

    legal_name: str = field(default="", repr=False)
    aliases: tuple[str, ...] = field(default=(), repr=False)  # including other spellings
    details: str = field(default="", repr=False)  # anything else that would identify them

    @property
    def names(self) -> tuple[str, ...]:
        """The legal name and the aliases, without empty ones."""
        return tuple(filter(None, (self.legal_name, *self.aliases)))

    def __bool__(self) -> bool:
        return bool(self.names or self.details)

    def packed(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def unpacked(cls, text: str) -> Identity:
        values = json.loads(text)
        return cls(**values | {"aliases": tuple(values["aliases"])})
