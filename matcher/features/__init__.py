"""What a model may see; frame in, frame out, one family a file, columns ``family__measure``."""

from matcher.features.building import build_pair_features
from matcher.features.catalogue import FEATURES, NAMES, Feature
from matcher.features.catalogues import BY_NAME, CATALOGUES, list_directions, list_names
from matcher.features.forbidden import check_features

__all__ = [
    "BY_NAME",
    "CATALOGUES",
    "FEATURES",
    "NAMES",
    "Feature",
    "build_pair_features",
    "check_features",
    "list_directions",
    "list_names",
]
