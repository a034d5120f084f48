"""Limits of a request before the application sees it."""

from __future__ import annotations

IDLE_SECONDS = 10  # without a byte: within a request, or before the next one
HEAD_BYTES = 64 * 1024
BODY_BYTES = 64 * 1024 * 1024  # a file of the maximum size, and a form around it
MEMORY_BYTES = 192 * 1024  # of a request, the rest is in a file; the API takes no body over 128 kB
LIMITS = {
    # each is a file descriptor, of which a process often has at most 1,024
    "connection_limit": 400,
    "channel_timeout": IDLE_SECONDS,
    "cleanup_interval": 1,
    "max_request_header_size": HEAD_BYTES,
    "max_request_body_size": BODY_BYTES,
    "inbuf_overflow": MEMORY_BYTES,
    "clear_untrusted_proxy_headers": False,  # the settings define which of them count
    "ident": None,
}
