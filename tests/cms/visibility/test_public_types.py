"""Every process knows which page types can be public."""

import subprocess
import sys

from cms.visibility.public_types import announced

FRESH = """
import django
django.setup()
from cms.visibility.public_types import announced
print(*sorted(model.__name__ for model in announced()))
"""


def test_a_process_that_has_answered_no_request_takes_no_page_for_hidden():
    """Else `manage.py shell`, where no check runs, would record what it saves as withdrawn."""
    fresh = subprocess.run([sys.executable, "-c", FRESH], capture_output=True, text=True)
    assert fresh.stdout.split() == sorted(model.__name__ for model in announced()), fresh.stderr
    assert "LetterPage" in fresh.stdout
