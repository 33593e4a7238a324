"""Two additive models side by side, feature by feature."""

from dataclasses import dataclass

import numpy as np

from matcher.features import BY_NAME
from matcher.models.shape_table import AdditiveModel, ShapeTable, merge_tables


@dataclass(frozen=True)
class StepDifference:
    """What two models add from a value on, up to the next; None below the first edge."""

    start: float | None
    first: float
    second: float

    @property
    def difference(self) -> float:
        """Second less first."""
        return self.second - self.first


@dataclass(frozen=True)
class ShapeDifference:
    """What two models say of one feature.

    Attributes
    ----------
    feature, name_da, name_en : str
        The feature, and what it is called.
    low, high : float
        Between which values it is looked at.
    edges : tuple of float
        Where either of them takes a step.
    first, second : tuple of float
        What each adds: below the first edge, then from each edge on.
    missing : tuple of float
        What each adds where the feature is unknown.
    largest : float
        The largest difference, second less first, with its sign.
    at : float or None
        From which value on it is that large; None below the first edge or where it is unknown.
    unknown : bool
        Whether it is largest where the feature is unknown.
    """

    feature: str
    name_da: str
    name_en: str
    low: float
    high: float
    edges: tuple[float, ...]
    first: tuple[float, ...]
    second: tuple[float, ...]
    missing: tuple[float, float]
    largest: float
    at: float | None
    unknown: bool

    @property
    def steps(self) -> tuple[StepDifference, ...]:
        """The amounts side by side, by rising value."""
        starts = (None, *self.edges)
        rows = zip(starts, self.first, self.second, strict=True)
        return tuple(StepDifference(*row) for row in rows)

    @property
    def missing_difference(self) -> float:
        """Second less first, where the feature is unknown."""
        return self.missing[1] - self.missing[0]


def compare_shapes(first: AdditiveModel, second: AdditiveModel) -> tuple[ShapeDifference, ...]:
    """Compare each feature's table, the most different first; a feature without one adds nothing.

    Pairs of features are left out.
    """
    ours, theirs = ({one.feature: one for one in model.shapes} for model in (first, second))
    found = [
        _compare(ours.get(name, _nothing(name)), theirs.get(name, _nothing(name)))
        for name in sorted({*ours, *theirs})
    ]
    return tuple(sorted(found, key=lambda one: (-abs(one.largest), one.feature)))


def _compare(first: ShapeTable, second: ShapeTable) -> ShapeDifference:
    edges = merge_tables(first, second).edges
    points = np.array([-np.inf, *edges])
    ours, theirs = (one.look_up(points) for one in (first, second))
    differences = np.append(theirs - ours, second.missing - first.missing)
    place = int(np.abs(differences).argmax())
    unknown = place == len(points)
    known = BY_NAME[first.feature]
    return ShapeDifference(
        first.feature,
        _strip(known.text_da),
        _strip(known.text_en),
        known.low,
        known.high,
        edges,
        tuple(ours.tolist()),
        tuple(theirs.tolist()),
        (first.missing, second.missing),
        float(differences[place]),
        None if unknown or place == 0 else edges[place - 1],
        unknown,
    )


def _nothing(feature: str) -> ShapeTable:
    return ShapeTable(feature, (), (0.0,), 0.0)


def _strip(text: str) -> str:
    return text.partition("{")[0].strip(" :")
