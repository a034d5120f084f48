"""What is sealed of a person, in one value that shows itself to nobody by accident."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Identity:
    """Who somebody is. None of it is in its `repr` or `str`, so in no log and no error page."""

    legal_name: str = field(default="", repr=False)
    aliases: tuple[str, ...] = field(default=(), repr=False)  # and other spellings
    details: str = field(default="", repr=False)  # whatever else would identify

    @property
    def names(self) -> tuple[str, ...]:
        """The legal name and the aliases, those that there are."""
        return tuple(filter(None, (self.legal_name, *self.aliases)))

    def __bool__(self) -> bool:
        return bool(self.names or self.details)

    def packed(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def unpacked(cls, text: str) -> Identity:
        values = json.loads(text)
        return cls(**values | {"aliases": tuple(values["aliases"])})
