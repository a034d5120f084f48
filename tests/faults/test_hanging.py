"""A worker that hangs is replaced: one that does nothing more, and one whose threads are all stuck.

With real processes; what hangs is stopped by the system, or waits for ever in Python.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from .load import ask
from .server import PATIENCE, ROOT, answers, free_port, log_of, started, wait_until
from .test_stopping import children

HANGING = "3"  # seconds


def shown(port):
    return ask(port, "GET", "/metrics", None)[2].decode()


def test_a_worker_that_does_nothing_more_is_replaced(tmp_path):
    number, metrics = free_port(), free_port()
    settings = {"HANGING_SECONDS": HANGING, "METRICS_ADDRESS": f"127.0.0.1:{metrics}"}
    with started(number, tmp_path, **settings) as process:
        wait_until(process, lambda: answers(number))
        assert "archive_workers 1.0" in shown(metrics)
        hung, _exporter = children(process)
        os.kill(hung, signal.SIGSTOP)
        assert answers(number)  # by its successor: until then the system keeps who comes
        assert hung not in children(process)
        assert 'archive_workers_ended_total{how="hung"} 1.0' in shown(metrics)
        assert "archive_workers 1.0" in shown(metrics)
        wait_until(process, lambda: 'archive_requests_total{route="health"' in shown(metrics))
    log = "\n".join(log_of(tmp_path))
    assert f"Worker {hung} hangs, and is replaced" in log
    assert log.count("hangs") == 1


def test_what_was_counted_is_removed_after_a_master_that_was_killed(tmp_path):
    number, metrics = free_port(), free_port()
    settings = {"METRICS_ADDRESS": f"127.0.0.1:{metrics}"}
    with started(number, tmp_path, **settings) as process:
        wait_until(process, lambda: answers(number))
        [folder] = folders(process)
        process.kill()
        process.wait()
    end = time.monotonic() + PATIENCE
    while folder.exists() and time.monotonic() < end:
        time.sleep(0.1)
    assert not folder.exists()


def folders(process):
    """Where a server's processes count, by the files that its first worker has open."""
    maps = Path(f"/proc/{children(process)[0]}/maps").read_text()
    return {Path(path).parent for path in re.findall(r"\S+/archive-counts-\S+", maps)}


def test_a_worker_whose_threads_are_stuck_is_replaced(tmp_path):
    number, told = free_port(), []
    command = [sys.executable, "-m", "tests.cms.workers.hung", str(number)]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    with process:
        try:
            wait_until(process, lambda: said(number, "/") == b"ok")
            [hung] = children(process)
            editor = threading.Thread(target=lambda: told.append(said(number, "/long")))
            editor.start()
            with socket.create_connection(("127.0.0.1", number), timeout=PATIENCE) as client:
                client.sendall(b"GET /hang HTTP/1.1\r\n\r\n")
                wait_until(process, lambda: set(children(process)) - {hung})
                assert said(number, "/") == b"ok"
                editor.join()
            assert told == [b"ok"]  # who was at work in another lane of the one that hung
        finally:
            process.kill()
    lines = "\n".join(log_of(tmp_path))
    assert "All threads for readers hang: this worker is replaced" in lines
    assert "told: hung" in lines
    assert "hung.py" in lines  # where they are


def said(port, path):
    return ask(port, "GET", path, None)[2]
