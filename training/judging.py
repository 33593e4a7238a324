"""What a challenger is worth on later lists, and whether it is promoted."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from matcher.models.calibration import Calibration
from matcher.models.match import build_version_0
from matcher.models.ranker import AdditiveRanker
from matcher.models.shape_table import AdditiveModel
from training.evaluation import Interval, bootstrap_mean, compute_calibration, compute_ndcg
from training.fairness import measure_exposure
from training.gate import rule_on
from training.material import Material
from training.propensity import weigh_gain


@dataclass(frozen=True)
class Judgement:
    """The figures, the ruling, the fitted chances, and the files kept with the version."""

    figures: dict[str, Any]
    promoted: bool
    calibration: Calibration
    documents: Mapping[str, bytes] = field(default_factory=dict)


def judge_challenger(
    material: Material,
    parts: tuple[pd.DataFrame, pd.DataFrame],
    *,
    champion: AdditiveModel,
    challenger: AdditiveRanker,
    examination: NDArray[np.float64],
    today: date,
) -> Judgement:
    """Compute every figure of the report on the later part, and rule."""
    tuning, later = (material.select(part) for part in parts)
    gain = weigh_gain(later.frame, examination)
    orders = {
        "version_0": build_version_0().score(later.features),
        "champion": champion.score(later.features),
        "challenger": challenger.predict(later.features),
        "random": np.zeros(len(later.frame)),
    }
    by_list = {name: compute_ndcg(later.frame, one, gain=gain) for name, one in orders.items()}
    difference = bootstrap_mean(by_list["challenger"] - by_list["champion"])
    groups = measure_exposure(
        later.frame,
        later.people,
        champion=orders["champion"],
        challenger=orders["challenger"],
        today=today,
    )
    ruling = rule_on(difference, lists=len(by_list["challenger"]), groups=groups)
    calibration = Calibration.fit(
        challenger.predict(tuning.features), tuning.frame["placed"].to_numpy(bool)
    )
    figures: dict[str, Any] = {
        "ndcg_at_10": {name: asdict(bootstrap_mean(one)) for name, one in by_list.items()},
        "difference": asdict(difference),
        "lists": len(by_list["challenger"]),
        "later_from": later.frame["shown_at"].min().date().isoformat(),
        "later_until": later.frame["shown_at"].max().date().isoformat(),
        "groups": [asdict(one) | {"holds": one.holds} for one in groups],
        "ruling": asdict(ruling),
        "calibration": _measure_calibration(calibration, later, orders["challenger"]),
    }
    documents = {"report.json": json.dumps(figures, indent=1, sort_keys=True).encode()}
    return Judgement(figures, ruling.promoted, calibration, documents)


def _measure_calibration(
    calibration: Calibration, later: Material, scores: NDArray[np.float64]
) -> dict[str, Any]:
    """Measure the calibration error with an interval over openings drawn anew."""
    chance = calibration.predict(scores)
    happened = later.frame["placed"].to_numpy(bool)
    error, brier, table = compute_calibration(chance, happened)
    members = [part.to_numpy() for part in _list_members(later.frame["opening"])]
    rng = np.random.default_rng(0)
    drawn = []
    for _ in range(200):
        rows = np.concatenate([members[i] for i in rng.integers(0, len(members), len(members))])
        drawn.append(compute_calibration(chance[rows], happened[rows])[0])
    low, high = np.quantile(drawn, [0.025, 0.975])
    return {
        "expected_error": asdict(Interval(error, float(low), float(high))),
        "brier": brier,
        "table": [list(row) for row in table],
    }


def _list_members(openings: pd.Series) -> Sequence[pd.Series]:
    numbers = pd.Series(np.arange(len(openings)))
    return [part for _, part in numbers.groupby(openings.to_numpy())]
