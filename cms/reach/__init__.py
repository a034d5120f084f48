"""Pure: asking addresses of the web without reaching what only this machine can reach.

An address that somebody typed may lead to this machine or the network around it, by itself, by the
name of its host, or by a redirect. So a name is resolved once, each of its addresses is checked,
and the connection goes to an address that was checked and never asks for the name again.

* `address`: what an address asks of whom, and which addresses are public.
* `connection`: a connection to what may be asked, with limits of time and size.
"""

from .address import Address, Refused, Target, parsed
from .connection import Reach, Unreachable, Wait, ask

__all__ = ["Address", "Reach", "Refused", "Target", "Unreachable", "Wait", "ask", "parsed"]
