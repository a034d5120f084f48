"""Prints figures as plain tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import median

from .imports import Effort
from .measure import Figures

BASE = "by hand"
GOAL = 1.3


def print_comparison(title: str, figures: Mapping[str, Figures], base_name: str = BASE) -> None:
    """Print one task:

    a line for each contestant, with ratios to the hand-written view or another.
    """
    print(f"\n{title}")
    heads = ("SQL", "CPU", "min", "wall", "min", "CPU ÷", "of minima", "outside SQL")
    print_row("", heads)
    base, bare = figures[base_name], min(figures.values(), key=lambda one: median(one.cpu))
    for name, one in figures.items():
        ratios = (median(one.cpu) / median(base.cpu), min(one.cpu) / min(base.cpu))
        outside = median(one.outside_sql) - (median(bare.outside_sql) if one is not bare else 0)
        print_row(
            name, (str(one.statements), *numbers(one.cells()), *numbers(ratios), f"{outside:.2f}")
        )
    print(f"{len(base.cpu)} rounds")


def print_growth(small: int, large: int, rows: Mapping[str, Mapping[str, Figures]]) -> None:
    """Print the cost of the same pages and counts in archives of two sizes."""
    print(f"\nPages and counts, {small:,} and {large:,} entries; the goal is a ratio of {GOAL}")
    print_row("", (f"{small:,}", "min", f"{large:,}", "min", "ratio", "of minima", "SQL"))
    for kind, sizes in rows.items():
        before, after = sizes.values()
        walls = [median(before.wall), min(before.wall), median(after.wall), min(after.wall)]
        ratios = [walls[2] / walls[0], walls[3] / walls[1]]
        print_row(kind, (*numbers(walls), *numbers(ratios), str(after.statements)))


def print_import(posts: int, efforts: Mapping[str, Effort], base: str) -> None:
    """Print posts per second, and the cost of a post relative to the base."""
    print_row("", ("posts/s CPU", "wall", "CPU ÷", "wall ÷"))
    plain = efforts[base]
    for name, one in efforts.items():
        speeds = (posts / one.cpu, posts / one.wall)
        print_row(name, numbers((*speeds, one.cpu / plain.cpu, one.wall / plain.wall)))


def print_row(name: str, cells: Iterable[str]) -> None:
    print(f"{name:<16}" + "".join(f"{cell:>12}" for cell in cells))


def numbers(values: Iterable[float]) -> list[str]:
    return [f"{value:.2f}" for value in values]
