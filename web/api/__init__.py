"""The API, ``/api/v1``: the pages' own services as JSON, described by OpenAPI."""

from web.api import apprenticeship, concepts, goals, models, pairs, rotations
from web.api.views import api

__all__ = ["api", "apprenticeship", "concepts", "goals", "models", "pairs", "rotations"]
