"""The match model: version 0 from the experts' shapes, and what the learned version may see."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from matcher.features import BY_NAME, NAMES
from matcher.models.shape_table import AdditiveModel, ShapeTable, is_monotone, snap_model

STEPS = 24
"""Steps a line is cut into between its outermost knees."""

DIRECTIONS = {name: BY_NAME[name].direction for name in NAMES}


@cache
def build_version_0() -> AdditiveModel:
    """Build the version that ranks before anything is learned.

    Raises
    ------
    ValueError
        If a shape goes against its feature's direction or names no feature.
    """
    text = files("matcher.models").joinpath("expert_shapes.toml").read_text(encoding="utf-8")
    body = tomllib.loads(text)
    shapes = tuple(_cut_line(name, one) for name, one in body["shapes"].items())
    for one in shapes:
        if not is_monotone(one, DIRECTIONS[one.feature]):
            raise ValueError(f"the experts' shape of {one.feature} goes against its direction")
    return snap_model(AdditiveModel(body["version"], float(body["intercept"]), shapes))


def _cut_line(name: str, body: dict[str, Any]) -> ShapeTable:
    if name not in BY_NAME:
        raise ValueError(f"there is no feature {name}")
    points = np.array([knee[0] for knee in body["knees"]], float)
    heights = np.array([knee[1] for knee in body["knees"]], float)
    edges = np.linspace(points[0], points[-1], STEPS + 1)[1:]
    middles = np.concatenate([[points[0]], edges])
    values = np.interp(middles, points, heights).round(6)
    return ShapeTable(name, tuple(edges.tolist()), tuple(values.tolist()), 0.0)
