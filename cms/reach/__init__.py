"""Pure: requests to web addresses that cannot reach the internal network.

An address that somebody typed may lead to this machine or its network, directly, by the name of its
host, or by a redirect. So a name is resolved once, each of its addresses is checked, and the
connection goes to a checked address without resolving the name again.

* `address`: parses addresses, and decides which are public.
* `connection`: a connection to a permitted address, with limits of time and size.
"""

from .address import Address, Refused, Target, parsed
from .connection import Reach, Unreachable, Wait, ask

__all__ = ["Address", "Reach", "Refused", "Target", "Unreachable", "Wait", "ask", "parsed"]
