"""Where the lines of a shape are drawn: all on one scale, so that heights may be compared."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matcher.vocabulary import ExpertShape
from web.i18n import get_language
from web.presenters import number, signed

WIDTH, HEIGHT = 240.0, 96.0
MARGIN = 8.0


DIRECTIONS = {
    +1: _l("More never takes away."),
    -1: _l("More never adds."),
    0: _l("No fixed direction."),
}


@dataclass(frozen=True)
class Drawing:
    """A shape's line in a box of `WIDTH` by `HEIGHT`, with the words at its ends.

    ``line`` is an SVG polyline's points; ``zero`` is the height at which nothing is added.
    """

    shape: ExpertShape
    line: str
    zero: float
    first: str
    last: str


def register_shapes(app: Flask) -> None:
    """Give the templates their words for a shape."""
    app.add_template_filter(told)
    app.add_template_filter(lambda direction: str(DIRECTIONS[direction]), "shape_direction")


def told(shape: ExpertShape, what: str) -> str:
    """Give a shape's ``label``, ``unit`` or ``why`` in the reader's language."""
    return str(getattr(shape, f"{what}_{get_language()}"))


def draw_shapes(shapes: Sequence[ExpertShape]) -> list[Drawing]:
    """Draw shapes on the scale of the highest and the lowest of them.

    Parameters
    ----------
    shapes : sequence of ExpertShape
        Those of one page.
    """
    heights = [0.0, *(height for one in shapes for _value, height in one.points)]
    highest, lowest = max(heights), min(heights)
    span = (highest - lowest) or 1.0

    def place(height: float) -> float:
        return round(MARGIN + (HEIGHT - 2 * MARGIN) * (highest - height) / span, 2)

    return [
        _draw(one, [place(height) for _value, height in one.points], place(0.0)) for one in shapes
    ]


def _draw(shape: ExpertShape, tops: list[float], zero: float) -> Drawing:
    left, right = shape.points[0][0], shape.points[-1][0]
    across = [round(WIDTH * (value - left) / (right - left), 2) for value, _height in shape.points]
    line = " ".join(f"{x},{y}" for x, y in zip(across, tops, strict=True))
    return Drawing(shape, line, zero, _word_end(shape.points[0]), _word_end(shape.points[-1]))


def _word_end(point: tuple[float, float]) -> str:
    return str(_("at %(value)s: %(amount)s", value=number(point[0]), amount=signed(point[1])))
