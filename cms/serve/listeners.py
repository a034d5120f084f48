"""The sockets on which the server listens."""

from __future__ import annotations

import os
import socket
import sys

from cms.run import refuse_no_port

SYSTEMD_DESCRIPTOR = 3  # the first descriptor that systemd passes (sd_listen_fds)


def handed_over() -> socket.socket | None:
    """The listener that systemd holds for us, so that clients only wait during a restart."""
    if os.environ.get("LISTEN_PID") != str(os.getpid()):
        return None
    listener = socket.socket(fileno=SYSTEMD_DESCRIPTOR)
    os.set_inheritable(SYSTEMD_DESCRIPTOR, False)
    return listener


def listening(host: str, port: str) -> socket.socket:
    refuse_no_port(port)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, int(port)), family=family, reuse_port=True)
    except OSError as error:
        sys.exit(f"Nothing can listen on {host} port {port}: {error.strerror}.")
