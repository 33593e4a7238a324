"""What a challenger is worth on later lists, and whether it is promoted."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from matcher.errors import N_, InvalidInput
from matcher.models.calibration import Calibration
from matcher.models.match import DIRECTIONS, build_version_0
from matcher.models.ranker import AdditiveRanker
from matcher.models.shape_table import AdditiveModel
from training.chances import Chances, judge_chances
from training.drift import Drift, measure_drift
from training.evaluation import bootstrap_mean, compute_ndcg
from training.fairness import GroupMeasure, Known, build_groups, list_measured, measure_groups
from training.gate import (
    Ruling,
    check_amounts,
    check_data,
    check_drift,
    check_fairness,
    check_model,
    check_ranking,
    rule_on,
)
from training.material import Material
from training.model_cards import write_documents
from training.offpolicy import OffPolicy, estimate_worth
from training.propensity import weigh_gain
from training.reporting import build_detail

OUTCOMES = ("shortlisted", "placed")
"""What drift of outcomes is measured on; lasting is known too late to compare two periods by."""

HALF = (0.5,)
Floats = NDArray[np.float64]
NOBODY: Known = MappingProxyType({})


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
    examination: Floats,
    today: date,
    traits: Known = NOBODY,
) -> Judgement:
    """Compute every figure of the report on the later part, and rule.

    Parameters
    ----------
    material : Material
        Everything that was learned from and held back.
    parts : tuple of DataFrame
        The tuning part, on which chances are fitted, and the later part, on which all is judged.
    champion : AdditiveModel
        What ranks now.
    challenger : AdditiveRanker
        Fitted on neither part.
    examination : ndarray of shape (deepest_rank,)
        The chance that each rank is looked at.
    today : date
        For age bands.
    traits : mapping
        Sex and origin by reference, as `training.fairness.read_traits` gives them; they are
        measured on and nothing else.

    Raises
    ------
    InvalidInput
        If there is nothing to tune or to judge on.
    """
    tuning, later = (material.select(part) for part in parts)
    if tuning.frame.empty or later.frame.empty:
        raise InvalidInput(
            "outcomes",
            N_("too little has been shown and decided to learn from"),
            N_("Train again when at least ten openings have lists older than five weeks"),
        )
    model = challenger.compile("challenger")
    orders = {
        "version_0": build_version_0().score(later.features),
        "champion": champion.score(later.features),
        "challenger": challenger.predict(later.features),
        "random": np.zeros(len(later.frame)),
    }
    gain = weigh_gain(later.frame, examination)
    by_list = {name: compute_ndcg(later.frame, one, gain=gain) for name, one in orders.items()}
    difference = by_list["challenger"] - by_list["champion"]
    calibration, chances = judge_chances(
        {"earlier": _select_earlier(material, later), "tuning": tuning, "later": later},
        champion=champion.score,
        challenger=challenger.predict,
        today=today,
    )
    measures = _measure_fairness(later, orders, traits, today)
    features, outcomes = _measure_drift(material, later)
    duel = {name: orders[name] for name in ("champion", "challenger")}
    worth = estimate_worth(later.frame, orders=duel, examination=examination)
    gained = bootstrap_mean(difference)
    ruling = rule_on(
        [
            check_ranking(gained, brier=chances.brier_gain, log_loss=chances.log_loss_gain),
            *check_fairness(measures, list_measured(measures)),
            *check_model(model, orders["challenger"], DIRECTIONS),
            check_data(material.features),
            *check_amounts(
                outcomes=int(material.frame["shortlisted"].sum()),
                later=int(later.frame["shortlisted"].sum()),
                lists=len(difference),
                openings=later.frame["opening"].nunique(),
            ),
            *check_drift(features, outcomes),
        ]
    )
    figures = {
        "ndcg_at_10": {name: asdict(bootstrap_mean(one)) for name, one in by_list.items()},
        "difference": asdict(gained),
        "lists": len(difference),
        "later_from": later.frame["shown_at"].min().date().isoformat(),
        "later_until": later.frame["shown_at"].max().date().isoformat(),
        "earlier_from": material.frame["shown_at"].min().date().isoformat(),
        **_read_results(ruling, chances, measures, worth),
    }
    detail = figures | build_detail(
        difference=difference, champion=champion, challenger=model, drifts=(features, outcomes)
    )
    return Judgement(figures, ruling.promoted, calibration, write_documents(detail))


def _select_earlier(material: Material, later: Material) -> Material:
    """Select the lists shown before the later period began."""
    return material.select(
        material.frame[material.frame["shown_at"] < later.frame["shown_at"].min()]
    )


def _measure_fairness(
    later: Material, orders: Mapping[str, Floats], traits: Known, today: date
) -> tuple[GroupMeasure, ...]:
    ended = later.frame["lasted"] == 0
    return measure_groups(
        later.frame,
        build_groups(later.people, traits, today=today),
        happened=(later.frame["placed"] & ~ended).to_numpy(bool),
        version_0=orders["version_0"],
        champion=orders["champion"],
        challenger=orders["challenger"],
    )


def _measure_drift(
    material: Material, later: Material
) -> tuple[tuple[Drift, ...], tuple[Drift, ...]]:
    frame = material.frame
    is_later = frame["row"].isin(later.frame["row"]).to_numpy()
    used = is_later | (frame["shown_at"] < later.frame["shown_at"].min()).to_numpy()
    openings = frame["opening"].to_numpy()[used]
    outcomes = frame.loc[used, list(OUTCOMES)].astype(float)
    return (
        measure_drift(material.features[used], is_later=is_later[used], openings=openings),
        measure_drift(
            outcomes,
            is_later=is_later[used],
            openings=openings,
            edges=dict.fromkeys(OUTCOMES, HALF),
        ),
    )


def _read_results(
    ruling: Ruling, chances: Chances, measures: tuple[GroupMeasure, ...], worth: OffPolicy
) -> dict[str, Any]:
    alone = [one for one in measures if "+" not in one.attribute]
    return {
        "ruling": asdict(ruling),
        "calibration": asdict(chances),
        "groups": [asdict(one) | {"holds": one.holds} for one in alone],
        "groups_together": [asdict(one) for one in measures if "+" in one.attribute],
        "off_policy": asdict(worth),
    }
