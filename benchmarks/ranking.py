"""Ranking quality on the demo municipality's later period, against its hidden process.

The peers are LightGBM's LambdaMART on the same rows, a title search as today's tools do it, and
chance; the ceiling is the hidden process's own order, without its chance.
"""

from datetime import UTC, datetime, time

import lightgbm
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.municipality import TODAY, open_demo
from matcher.models.match import build_version_0
from training.evaluation import bootstrap_mean, compute_ndcg
from training.frames import split_by_time
from training.material import Material, fit_challenger, read_material
from training.propensity import estimate_examination, weigh_gain
from training.simulator.process import compute_worth


def measure_ranking() -> None:
    """Print nDCG@10 of each order with its interval."""
    services = open_demo()
    now = datetime.combine(TODAY, time(), UTC)
    with services.session() as session:
        material = read_material(session, services, now.date())
    early, later = split_by_time(material.frame)
    fitting, _ = split_by_time(early, later=0.2)
    examination = estimate_examination(early)
    learned = fit_challenger(material.select(fitting), examination, 0)
    part = material.select(later)
    gain = weigh_gain(part.frame, examination)
    orders = {
        "random": np.zeros(len(later)),
        "title search": _search_titles(part),
        "version 0 (experts)": build_version_0().score(part.features),
        "learned (additive)": learned.predict(part.features),
        "LightGBM LambdaMART": _fit_peer(material.select(fitting), examination, part),
        "hidden process (ceiling)": compute_worth(part.features, part.frame["candidate"]),
    }
    by_list = {name: compute_ndcg(part.frame, one, gain=gain) for name, one in orders.items()}
    lists = len(by_list["random"])
    print(f"Ranking: nDCG@10 over {lists} later lists, {len(fitting)} rows learned from, 95 %")
    ceiling = by_list["hidden process (ceiling)"].mean()
    chance = by_list["random"].mean()
    for name, one in by_list.items():
        share = (one.mean() - chance) / (ceiling - chance)
        print(f"  {name:<26} {bootstrap_mean(one)}   {share:6.1%} of the way to the ceiling")
    gained = bootstrap_mean(by_list["learned (additive)"] - by_list["version 0 (experts)"])
    print(f"  learned less version 0     {gained}")


def _search_titles(part: Material) -> NDArray[np.float64]:
    """Score 1 where the person's own occupation is the opening's, as a title search finds it."""
    nearness = part.features["occupation__nearness"].to_numpy(float)
    found: NDArray[np.float64] = (nearness >= 1).astype(float)
    return found


def _fit_peer(
    fitting: Material, examination: NDArray[np.float64], part: Material
) -> NDArray[np.float64]:
    order = fitting.frame.sort_values("list_id", kind="stable").index
    gain = weigh_gain(fitting.frame, examination)[order]
    grades = pd.Series(np.clip(np.round(gain), 0, 30)).astype(int)
    sizes = fitting.frame.loc[order].groupby("list_id", sort=True).size()
    peer = lightgbm.LGBMRanker(
        n_estimators=150,
        learning_rate=0.05,
        num_leaves=15,
        min_child_samples=40,
        random_state=0,
        verbose=-1,
        deterministic=True,
        force_row_wise=True,
    )
    peer.fit(fitting.features.loc[order], grades, group=sizes.to_numpy())
    predicted: NDArray[np.float64] = peer.predict(part.features)
    return predicted
