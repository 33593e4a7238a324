"""Where the marks of a report's plots lie; the templates draw them as SVG beside their tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from flask import Flask

WIDTH, HEIGHT = 240.0, 120.0
SIDE = 280.0
ROOM = 1.1
"""Of an axis beyond its greatest value."""


@dataclass(frozen=True)
class Span:
    """An interval on a line from 0 to 100: its ends, its mean, and where a limit lies."""

    start: float
    width: float
    mean: float
    mark: float | None


@dataclass(frozen=True)
class Dot:
    """A point of a plot, in its own units of length."""

    x: float
    y: float
    size: float


@dataclass(frozen=True)
class Shapes:
    """The steps of one feature, old and new, as SVG paths, and what the axis is bounded by."""

    old: str
    new: str
    zero: float
    lowest: float
    highest: float


def register_plots(app: Flask) -> None:
    """Give the templates what lays out plots."""
    app.jinja_env.globals.update(
        lay_out_span=lay_out_span,
        lay_out_calibration=lay_out_calibration,
        lay_out_shapes=lay_out_shapes,
        lay_out_curve=lay_out_curve,
        find_reach=find_reach,
    )


def lay_out_span(
    interval: Mapping[str, float], *, low: float, high: float, mark: float | None = None
) -> Span:
    """Lay an interval on a line from ``low`` to ``high``; what lies beyond is cut off.

    Examples
    --------
    >>> lay_out_span({"mean": 0.5, "low": 0.25, "high": 2.0}, low=0.0, high=1.0, mark=0.8)
    Span(start=25.0, width=75.0, mean=50.0, mark=80.0)
    """

    def place(value: float) -> float:
        return round(100 * min(max((value - low) / (high - low), 0.0), 1.0), 2)

    start, end = place(interval["low"]), place(interval["high"])
    limit = None if mark is None else place(mark)
    return Span(start, round(end - start, 2), place(interval["mean"]), limit)


def find_reach(intervals: Sequence[Mapping[str, float]]) -> float:
    """Find how far from zero a line must reach, either way, to hold intervals.

    Examples
    --------
    >>> find_reach([{"low": -1.0, "high": 0.5}, {"low": 0.0, "high": 2.0}])
    2.2
    """
    ends = [abs(one[end]) for one in intervals for end in ("low", "high")]
    return round(ROOM * max(ends, default=0.0), 6) or 1.0


def lay_out_calibration(table: Sequence[Sequence[float]]) -> tuple[list[Dot], float]:
    """Lay out foretold against observed shares on a square; bigger bins are bigger dots.

    Returns
    -------
    dots : list of Dot
    highest : float
        What both axes end at.
    """
    highest = min(1.0, ROOM * max((max(row[0], row[1]) for row in table), default=1.0)) or 1.0
    most = max((row[2] for row in table), default=1)
    dots = [
        Dot(
            round(SIDE * told / highest, 1),
            round(SIDE * (1 - seen / highest), 1),
            round(3 + 4 * (count / most) ** 0.5, 1),
        )
        for told, seen, count in table
    ]
    return dots, highest


def lay_out_shapes(pair: Mapping[str, Any]) -> Shapes:
    """Lay out a feature's old and new steps over the values it can take."""
    tables = [one for one in (pair["old"], pair["new"]) if one]
    seen = [value for one in tables for value in _list_steps(one, pair["low"], pair["high"])]
    lowest, highest = min(0.0, *(y for _, _, y in seen)), max(0.0, *(y for _, _, y in seen))
    if highest == lowest:
        highest = lowest + 1.0

    def draw(table: Mapping[str, Any] | None) -> str:
        if table is None:
            return ""
        steps = _list_steps(table, pair["low"], pair["high"])
        parts: list[str] = []
        for start, end, y in steps:
            height = HEIGHT * (highest - y) / (highest - lowest)
            x, to = (
                WIDTH * (one - pair["low"]) / (pair["high"] - pair["low"]) for one in (start, end)
            )
            parts.append(f"{'L' if parts else 'M'}{x:.1f} {height:.1f}H{to:.1f}")
        return "".join(parts)

    zero = HEIGHT * highest / (highest - lowest)
    return Shapes(draw(pair["old"]), draw(pair["new"]), round(zero, 1), lowest, highest)


def lay_out_curve(points: Sequence[float]) -> tuple[str, float, float]:
    """Lay out quantiles, lowest first, as a filled path about zero.

    Returns
    -------
    path : str
        Of an SVG as wide as `WIDTH` and as high as `HEIGHT`.
    zero : float
        The height of nought.
    reach : float
        What the axis ends at, either way.
    """
    reach = find_reach([{"low": one, "high": one} for one in points])
    middle = HEIGHT / 2
    step = WIDTH / max(len(points) - 1, 1)
    tops = [f"{i * step:.1f} {middle - middle * y / reach:.1f}" for i, y in enumerate(points)]
    return f"M0 {middle:.1f}L{'L'.join(tops)}L{WIDTH:.1f} {middle:.1f}Z", middle, reach


def _list_steps(
    table: Mapping[str, Any], low: float, high: float
) -> list[tuple[float, float, float]]:
    """List each step's start, end and height, within what the feature can be."""
    edges = [low, *(one for one in table["edges"] if low < one < high), high]
    below = sum(one <= low for one in table["edges"])
    return [
        (start, end, table["values"][below + i]) for i, (start, end) in enumerate(pairwise(edges))
    ]
