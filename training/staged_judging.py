"""What a challenger in stages is worth on what was begun later, and whether it is promoted."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from matcher.features import list_directions
from matcher.models.calibrating import compute_chance
from matcher.models.stages import StagedModel
from training.begun import Begun
from training.drift import Drift, measure_drift
from training.evaluation import (
    Interval,
    bootstrap_ratio,
    bootstrap_rows,
    compute_auc,
    compute_calibration,
    compute_losses,
)
from training.fairness import list_measured, measure_halves
from training.gate import (
    check_calibration,
    check_counts,
    check_data,
    check_drift,
    check_fairness,
    check_foretelling,
    check_models,
    rule_on,
)
from training.model_cards import write_documents
from training.reporting import pair_shapes, write_drifts

FEWEST_BEGUN, FEWEST_LATER, FEWEST_PEOPLE = 100, 30, 20
FEWEST_THROUGH = 10
BINS = 5
HALF = (0.5,)
Floats = NDArray[np.float64]
Odds = Mapping[str, Mapping[str, Floats]]
"""Log odds of each later row, by model and stage."""


@dataclass(frozen=True)
class StagedJudgement:
    """The figures, the ruling, and the files kept with the version."""

    figures: dict[str, Any]
    promoted: bool
    documents: Mapping[str, bytes] = field(default_factory=dict)


def judge_stages(
    model: str,
    parts: tuple[Begun, Begun],
    *,
    version_0: StagedModel,
    champion: StagedModel,
    challenger: StagedModel,
) -> StagedJudgement:
    """Compute every figure of the report on the later part, and rule.

    Parameters
    ----------
    model : str
        ``path`` or ``talent``.
    parts : tuple of Begun
        The earlier part, and the later, on which all is judged.
    version_0, champion, challenger : StagedModel
        The experts' version, the one that foretells now, and the one fitted on the earlier part.
    """
    earlier, later = parts
    three = {"version_0": version_0, "champion": champion, "challenger": challenger}
    odds = {name: one.predict_odds(one.read(later.features)) for name, one in three.items()}
    compared = _compare(later, odds)
    happened, _, told = _find_whole(later.frame)
    measures = measure_halves(
        later.groups,
        later.frame["person"],
        happened=happened,
        version_0=_multiply(odds["version_0"], told),
        champion=_multiply(odds["champion"], told),
        challenger=_multiply(odds["challenger"], told),
    )
    stages = {stage: _measure_stage(stage, later.frame, odds) for stage in challenger.stages}
    drifts = _measure_drift(earlier, later, list(challenger.stages))
    ruling = rule_on(
        [
            check_foretelling(*(compared[name] for name in ("gain", "gain_from_0", "auc_gain"))),
            *check_fairness(measures, list_measured(measures), list(later.groups.columns)),
            *check_models(
                [one.model for one in challenger.stages.values()],
                np.concatenate(list(odds["challenger"].values())),
                list_directions(model),
            ),
            check_calibration({name: one["expected_error"] for name, one in stages.items()}),
            check_data(pd.concat([earlier.features, later.features])),
            *check_counts(
                outcomes=(len(earlier.frame) + len(later.frame), FEWEST_BEGUN),
                later_outcomes=(len(later.frame), FEWEST_LATER),
                people=(later.frame["person"].nunique(), FEWEST_PEOPLE),
            ),
            *check_drift(*drifts),
        ]
    )
    figures = {
        "kind": model,
        "begun": len(later.frame),
        "log_loss": {name: asdict(one) for name, one in compared["log_loss"].items()},
        "auc": {name: asdict(one) for name, one in compared["auc"].items()},
        "difference": asdict(compared["gain"]),
        "difference_from_0": asdict(compared["gain_from_0"]),
        "auc_difference": asdict(compared["auc_gain"]),
        "stages": {name: _write_stage(one) for name, one in stages.items()},
        "earlier_from": _write_day(earlier.frame["begun_at"].min()),
        "later_from": _write_day(later.frame["begun_at"].min()),
        "later_until": _write_day(later.frame["begun_at"].max()),
        "ruling": asdict(ruling),
        "groups": [asdict(one) | {"holds": one.holds} for one in measures],
    }
    detail = figures | {
        "shapes": [
            pair | {"stage": name}
            for name in challenger.stages
            for pair in pair_shapes(champion.stages[name].model, challenger.stages[name].model)
        ],
        "drift": write_drifts(*drifts),
    }
    return StagedJudgement(figures, ruling.promoted, write_documents(detail))


def _compare(later: Begun, odds: Odds) -> dict[str, Any]:
    """Compare the models on the whole of what came: its log loss, and the order of chances."""
    people = later.frame["person"].to_numpy()
    ones = np.ones(len(people))
    losses = {name: _lose(later.frame, one) for name, one in odds.items()}
    new = losses["challenger"]
    happened, known, told = _find_whole(later.frame)
    chances = {name: _multiply(one, told)[known] for name, one in odds.items()}
    whole = happened[known]

    def measure_auc(name: str) -> Interval:
        ends = bootstrap_rows(
            lambda rows: compute_auc(chances[name][rows], whole[rows]), people[known]
        )
        return Interval(compute_auc(chances[name], whole), *ends)

    def gain_auc(rows: NDArray[np.int64]) -> float:
        after, before = (
            compute_auc(chances[name][rows], whole[rows]) for name in ("challenger", "champion")
        )
        return after - before

    return {
        "log_loss": {name: bootstrap_ratio(one, ones, people) for name, one in losses.items()},
        "gain": bootstrap_ratio(losses["champion"] - new, ones, people),
        "gain_from_0": bootstrap_ratio(losses["version_0"] - new, ones, people),
        "auc": {name: measure_auc(name) for name in odds},
        "auc_gain": Interval(
            gain_auc(np.arange(len(whole))), *bootstrap_rows(gain_auc, people[known])
        ),
    }


def _lose(frame: pd.DataFrame, odds: Mapping[str, Floats]) -> Floats:
    """Compute each row's log loss, in nats, over the stages that it came to."""
    total = np.zeros(len(frame))
    for stage, one in odds.items():
        came = frame[stage].to_numpy(float)
        known = ~np.isnan(came)
        total[known] += compute_losses(compute_chance(one[known]), came[known] == 1)["log_loss"]
    return total


def _multiply(odds: Mapping[str, Floats], stages: Sequence[str]) -> Floats:
    return np.asarray(np.prod([compute_chance(odds[one]) for one in stages], axis=0))


def _find_whole(frame: pd.DataFrame) -> tuple[NDArray[np.bool_], NDArray[np.bool_], list[str]]:
    """Find who came through every stage, of whom it is known, and which stages those are.

    Where too few are old enough to have come through all, it is the first stage that is told of.
    """
    stages = frame.iloc[:, 3:].to_numpy(float)
    through = (stages == 1).all(axis=1)
    if through.sum() < FEWEST_THROUGH:
        return stages[:, 0] == 1, ~np.isnan(stages[:, 0]), list(frame.columns[3:4])
    return through, through | (stages == 0).any(axis=1), list(frame.columns[3:])


def _measure_stage(stage: str, frame: pd.DataFrame, odds: Odds) -> dict[str, Any]:
    """Measure one stage on those who came to it."""
    came = frame[stage].to_numpy(float)
    known = ~np.isnan(came)
    happened, people = came[known] == 1, frame["person"].to_numpy()[known]
    chances = {name: compute_chance(one[stage][known]) for name, one in odds.items()}
    told = chances["challenger"]
    if not len(told):
        nothing = Interval(0.0, 0.0, 0.0)
        return {"rows": 0, "came": 0, "expected_error": nothing, "table": [], "losses": {}}
    error, _, table = compute_calibration(told, happened, bins=BINS)
    ends = bootstrap_rows(
        lambda rows: compute_calibration(told[rows], happened[rows], bins=BINS)[0], people
    )
    return {
        "rows": len(told),
        "came": int(happened.sum()),
        "expected_error": Interval(error, *ends),
        "table": table,
        "losses": {
            name: {
                loss: float(one.mean()) for loss, one in compute_losses(chance, happened).items()
            }
            | {"auc": compute_auc(chance, happened)}
            for name, chance in chances.items()
        },
    }


def _write_stage(measured: Mapping[str, Any]) -> dict[str, Any]:
    return {**measured, "expected_error": asdict(measured["expected_error"])}


def _measure_drift(
    earlier: Begun, later: Begun, stages: Sequence[str]
) -> tuple[tuple[Drift, ...], tuple[Drift, ...]]:
    features = pd.concat([earlier.features, later.features], ignore_index=True)
    frame = pd.concat([earlier.frame, later.frame], ignore_index=True)
    is_later = np.arange(len(frame)) >= len(earlier.frame)
    people = frame["person"].to_numpy()
    outcomes: list[Drift] = []
    for stage in stages:
        known = frame[stage].notna().to_numpy()
        if (known & is_later).any() and (known & ~is_later).any():
            outcomes += measure_drift(
                frame.loc[known, [stage]],
                is_later=is_later[known],
                openings=people[known],
                edges={stage: HALF},
            )
    return measure_drift(features, is_later=is_later, openings=people), tuple(outcomes)


def _write_day(moment: pd.Timestamp) -> str:
    return str(moment.date().isoformat())
