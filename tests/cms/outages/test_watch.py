"""The thread that watches databases survives any failure of a watched one."""

import threading

from cms.outages.watch import watching

PATIENCE = 60


class Looked:
    def __init__(self, error=None):
        self.error, self.is_done = error, threading.Event()

    def look(self, now):
        self.is_done.set()
        if self.error:
            raise self.error


def test_one_that_cannot_be_looked_at_hides_no_other():
    broken, well = Looked(ValueError("closed just now")), Looked()
    with watching(broken):
        assert broken.is_done.wait(PATIENCE)
        with watching(well):
            assert well.is_done.wait(PATIENCE)
