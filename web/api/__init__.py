"""The API, ``/api/v1``: the pages' own services as JSON, described by OpenAPI."""

from web.api import apprenticeship, goals, models, pairs, rotations, texts
from web.api.views import api

__all__ = ["api", "apprenticeship", "goals", "models", "pairs", "rotations", "texts"]
