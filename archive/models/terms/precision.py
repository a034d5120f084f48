"""How exact a place's position is for readers."""

from __future__ import annotations

from math import floor
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlacePrecision(models.TextChoices):
    """How exact the position is that readers get, from the most exact to the least."""

    EXACT = "exact", _("Exact: the position itself")
    TOWN = "town", _("Town: to a tenth of a degree, about ten kilometres")
    REGION = "region", _("Region: to a degree, about a hundred kilometres")
    COUNTRY = "country", _("Country: no position")


# Degrees. Cells nest: the coarser form of a coarse position is that of the exact one too.
_CELLS = {PlacePrecision.TOWN: 0.1, PlacePrecision.REGION: 1.0}


class Position(NamedTuple):
    """Degrees north of the equator and east of Greenwich."""

    latitude: float
    longitude: float

    def at(self, precision: str) -> Position | None:
        """The middle of the cell that contains it, the same for all positions in the cell."""
        if precision == PlacePrecision.COUNTRY:
            return None
        size = _CELLS.get(PlacePrecision(precision))
        if size is None:
            return self
        return Position(_middle(self.latitude, size, 90), _middle(self.longitude, size, 180))

    def is_coarse_form_of(self, position: Position) -> bool:
        return any(self == position.at(precision) for precision in _CELLS)


def _middle(degrees: float, size: float, limit: int) -> float:
    """The middle of a cell between two multiples of the size; the last includes its end."""
    cells_in_a_degree = round(1 / size)
    # Rounded first, so that a position near a border is on the same side in cells of any size.
    cell = floor(round(round(degrees, 9) * cells_in_a_degree, 9))
    return round((min(cell, limit * cells_in_a_degree - 1) + 0.5) / cells_in_a_degree, 6)
