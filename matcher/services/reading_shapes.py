"""Version 0 as people read it: what the experts hold to matter, and why."""

from collections.abc import Mapping

from matcher.models.artifact import FIRST_STAGE
from matcher.models.expert_shapes import ExpertFile
from matcher.models.match import read_version_0
from matcher.models.staged_experts import read_expert_stages


def read_expert_files(model: str = "match") -> Mapping[str, ExpertFile]:
    """Read what the experts wrote of each stage of a model, in the order they wrote it."""
    return {FIRST_STAGE: read_version_0()} if model == "match" else read_expert_stages(model)
