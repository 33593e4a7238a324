"""The path model: that a path is completed, and that who has completed works in the target."""

from matcher.models.staged_experts import build_staged_version_0
from matcher.models.stages import StagedModel

MODEL = "path"
STAGES = ("completed", "reached")


def build_version_0() -> StagedModel:
    """Build the version that foretells before anything is learned."""
    return build_staged_version_0(MODEL)
