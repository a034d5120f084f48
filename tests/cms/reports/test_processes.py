"""Errors at the end of any process are reported."""

import gzip
import json
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SLOW_SECONDS = 0.3  # longer than a process takes to end that waits for nobody
COMMAND = """
raise RuntimeError("words")
"""
WORKERS = """
import logging, mmap, os, signal, socket
from cms.workers.master import Master, Role

shared = mmap.mmap(-1, 1)
def work(listener, place, beat):
    if shared[0]:
        os.kill(os.getppid(), signal.SIGTERM)
    else:
        shared[0] = 1
        raise RuntimeError("words")

logging.getLogger("cms").error("It starts")
Master([Role(socket.create_server(("127.0.0.1", 0)), 1, work)], flush=sentry.flush).run()
"""


@pytest.fixture
def told():
    """A slow Sentry: its DSN, and the reports that came."""
    reports = []

    class Sentry(BaseHTTPRequestHandler):
        def do_POST(self):
            time.sleep(SLOW_SECONDS)
            body = self.rfile.read(int(self.headers["Content-Length"]))
            reports.append(json.loads(gzip.decompress(body).splitlines()[-1]))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Sentry)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://key@127.0.0.1:{server.server_port}/1", reports
    server.shutdown()
    server.server_close()


def run(told, script):
    dsn, reports = told
    begin = f"from cms.reports import sentry; sentry.start({dsn!r})\n"
    subprocess.run(
        [sys.executable, "-c", begin + script], cwd=ROOT, capture_output=True, timeout=60
    )
    return [
        (report.get("logentry") or report["exception"]["values"][-1]).values() for report in reports
    ]


def test_a_command_that_fails_is_told_of_before_it_ends(told):
    [[kind, *_]] = run(told, COMMAND)
    assert kind == "RuntimeError"


def test_a_worker_that_fails_is_told_of_before_it_ends(told):
    """Though its master had something to tell before it was forked."""
    messages = [next(iter(values)) for values in run(told, WORKERS)]
    assert {"It starts", "A worker failed", "Worker %d ended with %d"} == set(messages)
