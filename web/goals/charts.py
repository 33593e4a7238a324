"""Where the bars of a goal's chart lie; the template draws them as SVG beside their table."""

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.services.goals import Part

WIDTH, HEIGHT = 320.0, 120.0
GAP = 0.25
"""Of a bar's place that is left empty."""

WIDEST = 40.0


@dataclass(frozen=True)
class Bar:
    """One bar: what it stands for, how much, and where it lies."""

    key: str
    value: float
    x: float
    y: float
    width: float
    height: float


def lay_out_bars(parts: Sequence[Part]) -> tuple[Bar, ...]:
    """Lay out one bar a part, the highest as high as the chart.

    Examples
    --------
    >>> [bar.height for bar in lay_out_bars([Part("2026-1", 3, 3), Part("2026-2", 6, 6)])]
    [60.0, 120.0]
    """
    values = [one.reached or 0.0 for one in parts]
    highest = max(values, default=0.0)
    if not highest:
        return ()
    place = min(WIDTH / len(parts), WIDEST)
    return tuple(
        Bar(
            one.key,
            value,
            round(i * place + place * GAP / 2, 2),
            round(HEIGHT - HEIGHT * value / highest, 2),
            round(place * (1 - GAP), 2),
            round(HEIGHT * value / highest, 2),
        )
        for i, (one, value) in enumerate(zip(parts, values, strict=True))
    )
