"""The experts' file, checked: every feature has a shape that keeps its direction, or a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import isfinite
from typing import Any

import numpy as np

from matcher.errors import InvalidInput
from matcher.features import FEATURES, Feature, check_features
from matcher.models.shape_table import AdditiveModel, ShapeTable, snap_model
from matcher.vocabulary import ExpertShape

STEPS = 24
"""Steps a line is cut into between its outermost control points."""

DIRECTIONS = {"rising": +1, "falling": -1, "free": 0}
WORDS = ("unit_da", "unit_en", "why_da", "why_en")
NEEDED = {"direction", "points", "source", *WORDS}
REVIEW = {"reviewed_by", "reviewed_on"}


@dataclass(frozen=True)
class ExpertFile:
    """Version 0 as it was written down; ``without`` gives the reason of features with no shape."""

    version: str
    intercept: float
    shapes: tuple[ExpertShape, ...]
    without: Mapping[str, str]


def read_expert_file(body: Mapping[str, Any], features: Sequence[Feature] = FEATURES) -> ExpertFile:
    """Read and check the experts' file.

    Parameters
    ----------
    body : mapping
        The file as it was parsed.
    features : sequence of Feature
        The model's catalogue.

    Raises
    ------
    ValueError
        If anything does not hold; the message names the feature and what is wrong.
    """
    if set(body) != {"version", "intercept", "shapes", "without"}:
        raise ValueError("the file must hold exactly version, intercept, shapes and without")
    known = {one.name: one for one in features}
    shapes = tuple(
        _read_shape(_find_feature(name, known), one) for name, one in body["shapes"].items()
    )
    without = dict(body["without"])
    for name in known:
        if (name in without) == (name in body["shapes"]):
            raise ValueError(f"{name}: it must have either a shape or a reason for none")
    for name, reason in without.items():
        _find_feature(name, known)
        if not isinstance(reason, str) or not reason.strip():
            raise ValueError(f"{name}: the reason for having no shape is empty")
    return ExpertFile(
        str(body["version"]), _read_number("intercept", body["intercept"]), shapes, without
    )


def build_expert_model(written: ExpertFile) -> AdditiveModel:
    """Build the tables of what was written, the same kind of object as a learned version."""
    shapes = tuple(_cut_line(one) for one in written.shapes)
    return snap_model(AdditiveModel(written.version, written.intercept, shapes))


def _cut_line(shape: ExpertShape) -> ShapeTable:
    points, heights = (np.array(one) for one in zip(*shape.points, strict=True))
    edges = np.linspace(points[0], points[-1], STEPS + 1)[1:]
    middles = np.concatenate([[points[0]], edges])
    values = np.interp(middles, points, heights).round(6)
    return ShapeTable(shape.feature, tuple(edges.tolist()), tuple(values.tolist()), 0.0)


def _read_shape(feature: Feature, body: Mapping[str, Any]) -> ExpertShape:
    name = feature.name
    if not NEEDED <= set(body) <= NEEDED | REVIEW:
        wrong = ", ".join(sorted((set(body) ^ NEEDED) - (set(body) & REVIEW)))
        raise ValueError(f"{name}: missing or unknown: {wrong}")
    for word in WORDS:
        if not isinstance(body[word], str) or not body[word].strip():
            raise ValueError(f"{name}: {word} is empty")
    return ExpertShape(
        feature=name,
        label_da=feature.text_da.partition(":")[0],
        label_en=feature.text_en.partition(":")[0],
        direction=_read_direction(feature, body["direction"]),
        points=_read_points(feature, body["points"]),
        source=str(body["source"]),
        **{word: body[word] for word in WORDS},
        **_read_review(name, body),
    )


def _find_feature(name: str, known: Mapping[str, Feature]) -> Feature:
    try:
        check_features([name])
    except InvalidInput as error:
        raise ValueError(f"{name}: this may not be a feature") from error
    if name not in known:
        raise ValueError(f"{name}: there is no such feature in the catalogue")
    return known[name]


def _read_direction(feature: Feature, word: Any) -> int:
    name = feature.name
    if word not in DIRECTIONS:
        raise ValueError(f"{name}: the direction is one of {', '.join(DIRECTIONS)}, not {word!r}")
    if DIRECTIONS[word] != feature.direction:
        raise ValueError(f"{name}: {word} is not the direction that the catalogue gives it")
    return DIRECTIONS[word]


def _read_points(feature: Feature, points: Any) -> tuple[tuple[float, float], ...]:
    name = feature.name
    if not isinstance(points, list) or len(points) < 2 or any(len(one) != 2 for one in points):
        raise ValueError(f"{name}: points must be at least two pairs of value and log odds")
    read = tuple((_read_number(name, x), _read_number(name, y)) for x, y in points)
    if not feature.low <= read[0][0] <= read[-1][0] <= feature.high:
        raise ValueError(f"{name}: the points leave its range, {feature.low} to {feature.high}")
    for (left, before), (right, after) in pairwise(read):
        if right <= left:
            raise ValueError(f"{name}: the points' values do not rise from {left} to {right}")
        if (after - before) * feature.direction < 0:
            raise ValueError(f"{name}: between {left} and {right} it goes against its direction")
    return read


def _read_number(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ValueError(f"{name}: {value!r} is not a finite number")
    return float(value)


def _read_review(name: str, body: Mapping[str, Any]) -> dict[str, Any]:
    found = REVIEW & set(body)
    if not found:
        return {"reviewed_by": "", "reviewed_on": None}
    if found != REVIEW or not str(body["reviewed_by"]).strip():
        raise ValueError(f"{name}: a review has both reviewed_by and reviewed_on")
    # a moment is a date to Python, and not one to a reader
    if type(body["reviewed_on"]) is not date:
        raise ValueError(f"{name}: reviewed_on is a day, such as 2026-11-24 without quotes")
    return {"reviewed_by": str(body["reviewed_by"]), "reviewed_on": body["reviewed_on"]}
