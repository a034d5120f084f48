"""The master survives unusual signals and failed forks."""

import errno
import os
import signal
import subprocess
import sys
import threading

from cms.workers import environment, master
from cms.workers.master import RETIRING, YOUNG_SECONDS, Master, Role
from cms.workers.worker import is_stop


def test_a_system_without_its_signals_is_refused_in_a_sentence():
    start = "import signal; del signal.sigtimedwait, signal.SIGRTMIN; import cms.workers.master"
    command = [sys.executable, "-c", start]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr.splitlines()) == (1, [
        "The public server needs Linux. On this system `make run` serves for development."
    ])  # fmt: skip


def test_a_system_that_does_not_say_which_cores_it_gives_has_all(monkeypatch):
    monkeypatch.delenv("WORKERS", raising=False)
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    assert environment.number_of_workers() == 3


def test_two_workers_that_retire_at_once_are_both_heard():
    signal.pthread_sigmask(signal.SIG_BLOCK, {RETIRING})
    try:
        for _ in range(2):
            signal.pthread_kill(threading.get_ident(), RETIRING)
        heard = [signal.sigtimedwait({RETIRING}, 0) for _ in range(3)]
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {RETIRING})
    assert [one.si_pid if one else None for one in heard] == [os.getpid(), os.getpid(), None]


def test_a_system_without_room_for_a_worker_is_asked_again(monkeypatch):
    def fork():
        asked.append(True)
        raise OSError(errno.EAGAIN, "no process is left")

    asked = []
    monkeypatch.setattr(master.os, "fork", fork)
    kept = Master([Role(listener=None, number=2, work=None)])
    assert 0 < kept._fill() <= YOUNG_SECONDS
    assert 0 < kept._fill() <= YOUNG_SECONDS
    assert len(asked) == 1


def test_a_hangup_stops_unless_it_is_to_be_ignored():
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)  # these tests may run under nohup
    try:
        assert is_stop(signal.SIGHUP)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        assert not is_stop(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)
