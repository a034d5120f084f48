"""How much one client may ask for in a minute, measured in the cost of its documents.

What was spent is counted in Django's cache, in one counter per client and minute of the clock. The
limit applies to a sliding minute: the previous counter contributes the share that is less than
sixty seconds old. Counters are changed only by the cache's atomic `add` and `incr`, so concurrent
requests cannot evade the limit; and a refused request is refunded, so that a client that waits as
told is answered.

With a cache in memory, each process has its own counters; Redis is shared by all, and while it is
down each process counts by itself.
"""

from __future__ import annotations

from functools import cached_property

from django.http import HttpRequest, JsonResponse

from cms.graphql.limits.cost import Cost
from cms.graphql.limits.settings import COST, INTROSPECTION_COST, RATE
from cms.peer import pseudonym
from cms.rates import Counters, key_of, seconds_until_less, this_minute

from .http import RequestRefused

# In the cost of an object: each request costs as much as 25 objects, whatever its outcome; a new
# document costs as much as one object for every two characters.
REQUEST, CHARACTERS = 25, 2


class RateLimited(RequestRefused):
    """The client has used up its minute; carries the seconds to wait."""

    def __init__(self, seconds: int) -> None:
        message = f"A client cannot ask for more than {RATE()} objects a minute: wait {seconds} s."
        super().__init__(429, RATE.code, message)
        self.seconds = seconds

    def response(self) -> JsonResponse:
        response = super().response()
        response["Retry-After"] = str(self.seconds)
        return response


class Allowance:
    """What the client of one request may still spend."""

    def __init__(self, request: HttpRequest) -> None:
        self._counters = Counters()
        self._peer = pseudonym(request) if RATE() > 0 else ""
        self._minute, self._second = this_minute()
        self._spent = 0

    def spend_on(self, cost: Cost) -> None:
        """Spend the cost of a document; introspection counts in proportion to its own limit."""
        self.spend(cost.nodes + cost.introspection * COST() // INTROSPECTION_COST())

    def spend_on_reading(self, text: str) -> None:
        """Spend the cost of reading a document that was not seen before."""
        self.spend(len(text) // CHARACTERS)

    def spend(self, objects: int) -> None:
        """Raise RateLimited if other requests left nothing; one may overdraw what is left."""
        if not self._peer or not objects:
            return
        if seconds := self._count(objects):
            raise RateLimited(seconds)

    def owe(self, objects: int) -> None:
        """Spend what an answer contained beyond its computed cost; nothing is refused any more."""
        if self._peer and objects > 0:
            self._counters.increase(self._key(), objects)

    def _count(self, objects: int) -> int:
        """Count these objects as spent; or refund everything, and return the seconds to wait."""
        self._spent += objects
        spent_by_others = self._counters.increase(self._key(), objects) - self._spent
        seconds = seconds_until_less(RATE(), self._before, spent_by_others, self._second)
        if seconds:
            self._counters.decrease(self._key(), self._spent)
            self._spent = 0
        return seconds

    @cached_property
    def _before(self) -> int:
        return self._counters.get(self._key(-1))

    def _key(self, offset: int = 0) -> str:
        return key_of("cms.graphql.rate", self._peer, self._minute + offset)
