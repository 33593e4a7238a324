"""The experts' file, checked: every feature has a shape that keeps its direction, or a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import isfinite
from typing import Any

from matcher.errors import InvalidInput
from matcher.features import BY_NAME, NAMES, check_features
from matcher.vocabulary import ExpertShape

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


def read_expert_file(body: Mapping[str, Any]) -> ExpertFile:
    """Read and check the experts' file.

    Raises
    ------
    ValueError
        If anything does not hold; the message names the feature and what is wrong.
    """
    if set(body) != {"version", "intercept", "shapes", "without"}:
        raise ValueError("the file must hold exactly version, intercept, shapes and without")
    shapes = tuple(_read_shape(name, one) for name, one in body["shapes"].items())
    without = dict(body["without"])
    for name in NAMES:
        if (name in without) == (name in body["shapes"]):
            raise ValueError(f"{name}: it must have either a shape or a reason for none")
    for name, reason in without.items():
        _check_name(name)
        if not isinstance(reason, str) or not reason.strip():
            raise ValueError(f"{name}: the reason for having no shape is empty")
    return ExpertFile(
        str(body["version"]), _read_number("intercept", body["intercept"]), shapes, without
    )


def _read_shape(name: str, body: Mapping[str, Any]) -> ExpertShape:
    _check_name(name)
    if not NEEDED <= set(body) <= NEEDED | REVIEW:
        wrong = ", ".join(sorted((set(body) ^ NEEDED) - (set(body) & REVIEW)))
        raise ValueError(f"{name}: missing or unknown: {wrong}")
    for word in WORDS:
        if not isinstance(body[word], str) or not body[word].strip():
            raise ValueError(f"{name}: {word} is empty")
    feature = BY_NAME[name]
    return ExpertShape(
        feature=name,
        label_da=feature.text_da.partition(":")[0],
        label_en=feature.text_en.partition(":")[0],
        direction=_read_direction(name, body["direction"]),
        points=_read_points(name, body["points"]),
        source=str(body["source"]),
        **{word: body[word] for word in WORDS},
        **_read_review(name, body),
    )


def _check_name(name: str) -> None:
    try:
        check_features([name])
    except InvalidInput as error:
        raise ValueError(f"{name}: this may not be a feature") from error
    if name not in BY_NAME:
        raise ValueError(f"{name}: there is no such feature in the catalogue")


def _read_direction(name: str, word: Any) -> int:
    if word not in DIRECTIONS:
        raise ValueError(f"{name}: the direction is one of {', '.join(DIRECTIONS)}, not {word!r}")
    if DIRECTIONS[word] != BY_NAME[name].direction:
        raise ValueError(f"{name}: {word} is not the direction that the catalogue gives it")
    return DIRECTIONS[word]


def _read_points(name: str, points: Any) -> tuple[tuple[float, float], ...]:
    if not isinstance(points, list) or len(points) < 2 or any(len(one) != 2 for one in points):
        raise ValueError(f"{name}: points must be at least two pairs of value and log odds")
    read = tuple((_read_number(name, x), _read_number(name, y)) for x, y in points)
    feature = BY_NAME[name]
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
