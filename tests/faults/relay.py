"""A service's address in a separate process, which can be frozen or killed without the service.

python -m tests.faults.relay PORT HOST:PORT    # or the path of a socket
"""

import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress

from .server import PATIENCE, ROOT, wait_until


class Relay:
    """A running relay: SIGSTOP and SIGKILL affect a client as if sent to the service."""

    def __init__(self, number, target):
        self.number, self.target = number, target
        self.start()

    def start(self):
        command = [sys.executable, "-m", "tests.faults.relay", str(self.number), self.target]
        self.process = subprocess.Popen(command, cwd=ROOT)
        wait_until(self.process, self.listens)

    def listens(self):
        with socket.create_connection(("127.0.0.1", self.number), timeout=PATIENCE):
            return True

    def freeze(self):
        os.kill(self.process.pid, signal.SIGSTOP)

    def thaw(self):
        os.kill(self.process.pid, signal.SIGCONT)

    def kill(self):
        self.process.kill()
        self.process.wait()


@contextmanager
def relayed(number, target):
    relay = Relay(number, target)
    try:
        yield relay
    finally:
        relay.kill()


def connected(target):
    if target.startswith("/"):
        there = socket.socket(socket.AF_UNIX)
        there.connect(target)
        return there
    host, _, number = target.rpartition(":")
    return socket.create_connection((host, int(number)))


def pass_on(source, sink):
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    for end in (source, sink):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


def main(number, target):
    with socket.create_server(("127.0.0.1", number)) as listener:
        while True:
            here, _ = listener.accept()
            try:
                there = connected(target)
            except OSError:
                here.close()
                continue
            for ends in ((here, there), (there, here)):
                threading.Thread(target=pass_on, args=ends, daemon=True).start()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
