"""Version 0 as people read it: what the experts hold to matter, and why."""

from matcher.models.match import read_version_0
from matcher.vocabulary import ExpertShape


def list_expert_shapes() -> tuple[ExpertShape, ...]:
    """List the experts' shapes in the order they wrote them."""
    return read_version_0().shapes


def read_expert_intercept() -> float:
    """Read what every pair begins with, in log odds."""
    return read_version_0().intercept
