"""The match model: version 0 from the experts' shapes, and what the learned version may see."""

import tomllib
from functools import cache
from importlib.resources import files

from matcher.features import list_directions
from matcher.models.expert_shapes import ExpertFile, build_expert_model, read_expert_file
from matcher.models.shape_table import AdditiveModel

DIRECTIONS = list_directions("match")


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
    return build_expert_model(read_version_0())
