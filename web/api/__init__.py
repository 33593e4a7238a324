"""The API, ``/api/v1``: the pages' own services as JSON, described by OpenAPI."""

from web.api import (
    apprenticeship,
    concepts,
    goals,
    models,
    occupations,
    pairs,
    placements,
    rotating,
    rotations,
    suiting,
    texts,
    upskilling,
)
from web.api.views import api

__all__ = [
    "api",
    "apprenticeship",
    "concepts",
    "goals",
    "models",
    "occupations",
    "pairs",
    "placements",
    "rotating",
    "rotations",
    "suiting",
    "texts",
    "upskilling",
]
