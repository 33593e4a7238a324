"""The match model: version 0 from the experts' shapes, and what the learned version may see."""

import tomllib
from functools import cache
from importlib.resources import files

import numpy as np

from matcher.features import BY_NAME, NAMES
from matcher.models.expert_shapes import ExpertFile, read_expert_file
from matcher.models.shape_table import AdditiveModel, ShapeTable, snap_model
from matcher.vocabulary import ExpertShape

STEPS = 24
"""Steps a line is cut into between its outermost control points."""

DIRECTIONS = {name: BY_NAME[name].direction for name in NAMES}


@cache
def read_version_0() -> ExpertFile:
    """Read the experts' shapes as they were written down.

    Raises
    ------
    ValueError
        If the file does not hold; the message names the feature.
    """
    text = files("matcher.models").joinpath("expert_shapes.toml").read_text(encoding="utf-8")
    return read_expert_file(tomllib.loads(text))


@cache
def build_version_0() -> AdditiveModel:
    """Build the version that ranks before anything is learned.

    Raises
    ------
    ValueError
        If the file does not hold; the message names the feature.
    """
    written = read_version_0()
    shapes = tuple(_cut_line(one) for one in written.shapes)
    return snap_model(AdditiveModel(written.version, written.intercept, shapes))


def _cut_line(shape: ExpertShape) -> ShapeTable:
    points, heights = (np.array(one) for one in zip(*shape.points, strict=True))
    edges = np.linspace(points[0], points[-1], STEPS + 1)[1:]
    middles = np.concatenate([[points[0]], edges])
    values = np.interp(middles, points, heights).round(6)
    return ShapeTable(shape.feature, tuple(edges.tolist()), tuple(values.tolist()), 0.0)
