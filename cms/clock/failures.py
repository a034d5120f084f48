"""One thing that cannot be done holds up no other."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

logger = logging.getLogger(__name__)
NAMED = 20


class NotDone(Exception):
    """Something could not be done, and everything else was; the message says what."""

    is_finished = True  # whether the job came to its end nevertheless


class Failures:
    """What a job could not do; `tell` raises it once everything else is done."""

    def __init__(self) -> None:
        self.names: list[str] = []

    @contextmanager
    def passing_over(self, name: str) -> Iterator[None]:
        """Log an error within the context, and remember the name, which must be nobody's words."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 -- its words may be those of a hidden page
            frames = "".join(traceback.format_tb(error.__traceback__))
            logger.error("%s failed: %s\n%s", name, type(error).__name__, frames)
            self.names.append(name)

    def tell(self, sentence: str, *, is_finished: bool = True) -> None:
        """Raise NotDone if there are any: "Not published: wagtailcore.page 12."."""
        if self.names:
            names = ", ".join(self.names[:NAMED])
            more = f" and {len(self.names) - NAMED} more" if len(self.names) > NAMED else ""
            error = NotDone(f"{sentence}: {names}{more}.")
            error.is_finished = is_finished
            raise error
