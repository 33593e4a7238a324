"""The chart of shortages, as an SVG that stands beside its table."""

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.services.upskilling import Shortage
from web.presenters import concept_label

ROW, LABEL, WIDTH = 24.0, 210.0, 370.0


@dataclass(frozen=True)
class ShortageRow:
    """One occupation's bars: positions asked for, and those who are ready beside them."""

    y: float
    name: str
    positions: float
    ready: float
    told: str


@dataclass(frozen=True)
class ShortageChart:
    """The rows, and the chart's height in its own units."""

    rows: tuple[ShortageRow, ...]
    height: float


def draw_shortages(found: Sequence[Shortage]) -> ShortageChart:
    """Lay out the bars; the longest fills the width."""
    longest = max((max(one.positions, one.ready) for one in found), default=1)
    scale = WIDTH / longest
    rows = tuple(
        ShortageRow(
            ROW * place,
            concept_label(one.occupation),
            round(one.positions * scale, 1),
            round(one.ready * scale, 1),
            f"{one.positions} / {one.ready}",
        )
        for place, one in enumerate(found)
    )
    return ShortageChart(rows, ROW * len(rows))
