"""Every change that can be made to many pages, by the name that its runs keep."""

from . import acts, classification, closing
from .change import Change

CHANGES: dict[str, Change] = {
    change.name: change for change in (*classification.CHANGES, *acts.CHANGES, closing.Close())
}
