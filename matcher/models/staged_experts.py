"""Version 0 of the models in stages: the experts' files, and the models built of them."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from matcher.features import CATALOGUES, list_names
from matcher.models.classifier import doubt_experts
from matcher.models.expert_shapes import ExpertFile, build_expert_model, read_expert_file
from matcher.models.stages import Stage, StagedModel


@cache
def read_expert_stages(model: str) -> Mapping[str, ExpertFile]:
    """Read the experts' shapes of a model in stages, as they were written down.

    Raises
    ------
    ValueError
        If the file does not hold; the message names the stage's feature.
    """
    text = files("matcher.models").joinpath(f"expert_{model}.toml").read_text(encoding="utf-8")
    body = tomllib.loads(text)
    version = body.pop("version")
    return {
        stage: read_expert_file({"version": version, **one}, CATALOGUES[model])
        for stage, one in body.items()
    }


@cache
def build_staged_version_0(model: str) -> StagedModel:
    """Build the version that foretells before anything is learned."""
    stages = {}
    version = ""
    for stage, written in read_expert_stages(model).items():
        built = build_expert_model(written)
        stages[stage] = Stage(built, doubt_experts(built))
        version = written.version
    return StagedModel.compile(version, list_names(model), stages)
