"""The models in stages by how many outcomes they have seen, against version 0 and named peers.

What is judged is the chance of coming through every stage, for 20,000 rows nobody has learned from:
its log loss against the true chances (the cross entropy, so that no luck of the draw is in it), and
its distance from the least there can be.
"""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from matcher.features import list_directions, list_names
from matcher.models.staged_experts import build_staged_version_0
from matcher.models.stages import StagedModel
from training.begun import Begun, fit_stages
from training.simulator.staged import Drawn, draw_begun

Floats = NDArray[np.float64]
SIZES = (30, 100, 300, 1_000, 3_000)
SEEDS = range(5)
UNSEEN = 20_000
LEAST_CHANCE = 1e-6
PEERS: Mapping[str, Callable[[], object]] = {
    "LogisticRegression": lambda: make_pipeline(
        SimpleImputer(strategy="median"), StandardScaler(), LogisticRegression(max_iter=1000)
    ),
    "HistGradientBoosting": lambda: HistGradientBoostingClassifier(random_state=0),
}


def measure_paths_learning() -> None:
    """Measure the path model's learning curve."""
    measure_curve("path")


def measure_talent_learning() -> None:
    """Measure the talent model's learning curve."""
    measure_curve("talent")


def measure_curve(model: str) -> None:
    """Print the log loss on unseen rows by the number of outcomes, the mean of several seeds."""
    unseen = draw_begun(model, UNSEEN, seed=10_000)
    version_0 = build_staged_version_0(model)
    expert = _judge(unseen, _foretell(version_0, unseen))
    least = _judge(unseen, {stage: unseen.truth[stage].to_numpy() for stage in unseen.truth})
    print(f"{model}: log loss a row on {UNSEEN:,} unseen; the truth itself {least:.4f}")
    print(f"{'outcomes':>8} {'ours':>16} {'version 0':>10}", *(f"{one:>22}" for one in PEERS))
    for size in SIZES:
        rows = [_measure_size(model, size, seed, unseen) for seed in SEEDS]
        ours = np.array([row["ours"] for row in rows])
        told = " ".join(f"{np.mean([row[one] for row in rows]):>22.4f}" for one in PEERS)
        kept = sum(one > expert + 1e-9 for one in ours)
        print(
            f"{size:>8} {ours.mean():>8.4f} ±{ours.std():>6.4f} {expert:>10.4f} {told}"
            f"   worse than version 0 in {kept} of {len(ours)} seeds"
        )


def _measure_size(model: str, size: int, seed: int, unseen: Drawn) -> dict[str, float]:
    drawn = draw_begun(model, size, seed=seed)
    names = list_names(model)
    stages = fit_stages(
        drawn.begun, build_staged_version_0(model), list_directions(model), seed=seed
    )
    found = {"ours": _judge(unseen, _foretell(StagedModel.compile("1", names, stages), unseen))}
    for name, build in PEERS.items():
        found[name] = _judge(unseen, _fit_peer(build, drawn.begun, unseen))
    return found


def _foretell(model: StagedModel, unseen: Drawn) -> dict[str, Floats]:
    odds = model.predict_odds(model.read(unseen.begun.features))
    return {stage: 1 / (1 + np.exp(-one)) for stage, one in odds.items()}


def _fit_peer(build: Callable[[], object], begun: Begun, unseen: Drawn) -> dict[str, Floats]:
    """Fit a peer stage by stage; where there is one ending only, it tells the share."""
    chances = {}
    for stage in unseen.truth:
        known = begun.frame[stage].notna()
        came = begun.frame.loc[known, stage] == 1
        if came.nunique() < 2:
            chances[stage] = np.full(UNSEEN, (came.sum() + 1) / (len(came) + 2))
            continue
        features = begun.features[known]
        kept = features.columns[features.notna().any()]
        fitted = build().fit(features[kept], came)  # type: ignore[attr-defined]
        chances[stage] = fitted.predict_proba(unseen.begun.features[kept])[:, 1]
    return chances


def _judge(unseen: Drawn, chances: Mapping[str, Floats]) -> float:
    """Compute the expected log loss over all stages: a stage counts by how many come to it."""
    total, come = np.zeros(UNSEEN), np.ones(UNSEEN)
    for stage, chance in chances.items():
        truth = unseen.truth[stage].to_numpy()
        told = np.clip(chance, LEAST_CHANCE, 1 - LEAST_CHANCE)
        total -= come * (truth * np.log(told) + (1 - truth) * np.log(1 - told))
        come = come * truth
    return float(pd.Series(total).mean())
