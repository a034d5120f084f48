"""The public server, whose workers can be killed on demand: `python -m tests.faults.killing FILE`.

A number written to FILE kills the worker before that many further statements.
"""

import os
import signal
import sys
from pathlib import Path

from cms.serve import main
from cms.statement_wrappers import wrap_statements


class Killing:
    """Counts the statements of this process, once the file exists."""

    def __init__(self, file):
        self.file, self.seen = Path(file), 0

    def __call__(self, execute, *arguments):
        if self.file.exists():
            self.seen += 1
            if self.seen == int(self.file.read_text()):
                self.file.unlink()
                os.kill(os.getpid(), signal.SIGKILL)
        return execute(*arguments)


if __name__ == "__main__":
    wrap_statements(Killing(sys.argv[1]))
    main()
