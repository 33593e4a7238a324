"""The features of each model; a name stands for one feature wherever it is read."""

from collections.abc import Mapping

from matcher.features.catalogue import FEATURES, Feature
from matcher.features.path_catalogue import PATH_FEATURES
from matcher.features.talent_catalogue import TALENT_FEATURES

CATALOGUES: Mapping[str, tuple[Feature, ...]] = {
    "match": FEATURES,
    "path": PATH_FEATURES,
    "talent": TALENT_FEATURES,
}
"""What each model may see, and nothing else; talent sees what is known of students alone."""

BY_NAME = {feature.name: feature for several in CATALOGUES.values() for feature in several}


def list_names(model: str) -> tuple[str, ...]:
    """List the names of a model's features, in the order its frames have them."""
    return tuple(feature.name for feature in CATALOGUES[model])


def list_directions(model: str) -> dict[str, int]:
    """List the direction of each of a model's features."""
    return {feature.name: feature.direction for feature in CATALOGUES[model]}
