"""What a report's page draws its plots from.

Each plot stands beside its table, so that nothing is told by a picture alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd

from matcher.features import BY_NAME
from matcher.models.shape_table import AdditiveModel, ShapeTable
from training.drift import Drift
from training.wording import COLUMNS, LANGUAGES, name

PLACES = 4
QUANTILES = 41
SAME = 1e-9


def build_detail(
    *,
    difference: pd.Series,
    champion: AdditiveModel,
    challenger: AdditiveModel,
    drifts: tuple[Sequence[Drift], Sequence[Drift]],
) -> dict[str, Any]:
    """Build what is too much for the database: gain by list, shapes old and new, drift by bin.

    Parameters
    ----------
    difference : Series
        Each later list's nDCG@10 under the challenger less that under the champion.
    champion, challenger : AdditiveModel
        Whose shapes are drawn.
    drifts : tuple of sequences of Drift
        Of the features and of the outcomes.
    """
    values = difference.to_numpy(float)
    points = np.quantile(values, np.linspace(0, 1, QUANTILES)) if len(values) else np.empty(0)
    return {
        "gain_by_list": {
            "better": int((values > SAME).sum()),
            "same": int((np.abs(values) <= SAME).sum()),
            "worse": int((values < -SAME).sum()),
            "quantiles": points.round(PLACES).tolist(),
        },
        "shapes": pair_shapes(champion, challenger),
        "pairs": [f"{one.first} × {one.second}" for one in challenger.pairs],
        "drift": write_drifts(*drifts),
    }


def write_drifts(features: Sequence[Drift], outcomes: Sequence[Drift]) -> dict[str, Any]:
    """Write what has moved by how much, bin by bin."""
    return {
        "features": [_write_drift(one) for one in features],
        "outcomes": [_write_drift(one) for one in outcomes],
    }


def pair_shapes(champion: AdditiveModel, challenger: AdditiveModel) -> list[dict[str, Any]]:
    """Pair each feature's two tables, the most changed first."""
    old = {one.feature: one for one in champion.shapes}
    new = {one.feature: one for one in challenger.shapes}
    paired = [
        {
            "feature": feature,
            "name_da": name(COLUMNS, feature, "da"),
            "name_en": name(COLUMNS, feature, "en"),
            "low": BY_NAME[feature].low,
            "high": BY_NAME[feature].high,
            "old": _write_shape(old[feature]) if feature in old else None,
            "new": _write_shape(new[feature]) if feature in new else None,
        }
        for feature in BY_NAME
        if feature in old or feature in new
    ]
    return sorted(paired, key=lambda one: -_measure_change(one))


def _write_drift(one: Drift) -> dict[str, Any]:
    names = {f"name_{language}": name(COLUMNS, one.name, language) for language in LANGUAGES}
    return asdict(one) | names | {"holds": one.holds}


def _write_shape(table: ShapeTable) -> dict[str, Any]:
    return {
        "edges": [round(one, PLACES) for one in table.edges],
        "values": [round(one, PLACES) for one in table.values],
        "missing": round(table.missing, PLACES),
    }


def _measure_change(pair: Mapping[str, Any]) -> float:
    """Measure how far the two shapes of a feature lie apart at most, where the feature lives."""
    points = np.linspace(pair["low"], pair["high"], 101)
    heights = [
        np.asarray(one["values"])[np.searchsorted(one["edges"], points, side="right")]
        if one
        else np.zeros(len(points))
        for one in (pair["old"], pair["new"])
    ]
    return float(np.abs(heights[1] - heights[0]).max())
