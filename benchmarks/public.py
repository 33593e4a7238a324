"""A small public learning-to-rank set, by its own split: ours against four named peers.

The folder named by ``LTR_FOLDER`` (``../shared/data/ltr`` if unset) holds LightGBM's example set:
``rank.train`` and ``rank.test`` in svmlight form, and the lists' sizes beside them. Peers are tuned
by cross-validation over the training lists only; ours runs as it comes.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import xgboost
from numpy.typing import NDArray
from sklearn.datasets import load_svmlight_file
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold, ParameterGrid
from sklearn.preprocessing import StandardScaler

from matcher.models.ranker import AdditiveRanker

Floats = NDArray[np.float64]
Scorer = Callable[[Floats], Floats]
DEPTHS = (1, 3, 5, 10)
SEEDS = range(5)
ROUNDS = 2_000


@dataclass(frozen=True)
class Part:
    """Rows of lists that follow one another."""

    rows: Floats
    grades: Floats
    sizes: NDArray[np.int64]

    def take(self, lists: NDArray[np.int64]) -> "Part":
        """Take some of the lists."""
        ends = np.cumsum(self.sizes)
        rows = np.concatenate([np.arange(ends[q] - self.sizes[q], ends[q]) for q in lists])
        return Part(self.rows[rows], self.grades[rows], self.sizes[lists])


def read_part(folder: Path, name: str) -> Part:
    """Read a part of the set."""
    rows, grades = load_svmlight_file(str(folder / name), n_features=300)
    sizes = np.loadtxt(folder / f"{name}.query").astype(int)
    return Part(rows.toarray(), grades, sizes)


def compute_ndcg(part: Part, scores: Floats, depth: int) -> Floats:
    """Compute each list's nDCG with gains ``2 ** grade - 1``; a list without any is 1."""
    found, begin = [], 0
    for size in part.sizes:
        gain = 2.0 ** part.grades[begin : begin + size] - 1
        discount = np.where(np.arange(size) < depth, 1 / np.log2(np.arange(size) + 2), 0)
        ideal = np.sort(gain)[::-1] @ discount
        reached = gain[np.argsort(-scores[begin : begin + size], kind="stable")] @ discount
        found.append(reached / ideal if ideal > 0 else 1.0)
        begin += size
    return np.array(found)


def fit_ours(part: Part, seed: int, **chosen: Any) -> Scorer:
    """Fit the additive ranker as it comes."""
    return (
        AdditiveRanker(random_state=seed, **chosen).fit(part.rows, part.grades, part.sizes).predict
    )


def fit_lightgbm(part: Part, seed: int, **chosen: Any) -> Scorer:
    """Fit LightGBM's LambdaMART."""
    peer = lightgbm.LGBMRanker(verbose=-1, random_state=seed, subsample_freq=1, **chosen)
    return peer.fit(part.rows, part.grades, group=part.sizes).predict


def fit_xgboost(part: Part, seed: int, **chosen: Any) -> Scorer:
    """Fit XGBoost with rank:ndcg."""
    lists = np.repeat(np.arange(len(part.sizes)), part.sizes)
    peer = xgboost.XGBRanker(objective="rank:ndcg", random_state=seed, tree_method="hist", **chosen)
    return peer.fit(part.rows, part.grades, qid=lists).predict


def fit_pointwise(part: Part, seed: int, **chosen: Any) -> Scorer:
    """Fit histogram gradient boosting to the grades, list or no list."""
    peer = HistGradientBoostingRegressor(random_state=seed, **chosen)
    return peer.fit(part.rows, part.grades).predict


def fit_pairwise(part: Part, seed: int, **chosen: Any) -> Scorer:
    """Fit a logistic regression to the differences of pairs of one list."""
    scaler = StandardScaler().fit(part.rows)
    rows, rng = scaler.transform(part.rows), np.random.default_rng(seed)
    differences, begin = [], 0
    for size in part.sizes:
        grades = part.grades[begin : begin + size]
        better, worse = np.nonzero(grades[:, None] > grades[None, :])
        differences.append(rows[begin + better] - rows[begin + worse])
        begin += size
    pairs = np.concatenate(differences)
    sign = rng.choice([-1, 1], len(pairs))
    peer = LogisticRegression(max_iter=300, fit_intercept=False, **chosen)
    peer.fit(pairs * sign[:, None], sign)
    return lambda some: scaler.transform(some) @ peer.coef_[0]


CONTENDERS: dict[str, tuple[Callable[..., Scorer], dict[str, list[Any]]]] = {
    "AdditiveRanker": (fit_ours, {}),
    "LightGBM LambdaMART": (
        fit_lightgbm,
        {
            "num_leaves": [7, 31],
            "learning_rate": [0.05, 0.1],
            "n_estimators": [100, 300],
            "colsample_bytree": [0.3, 1.0],
            "subsample": [0.7],
        },
    ),
    "XGBoost rank:ndcg": (
        fit_xgboost,
        {"max_depth": [2, 6], "learning_rate": [0.05, 0.1], "n_estimators": [100, 300]},
    ),
    "HistGradientBoosting": (
        fit_pointwise,
        {"max_leaf_nodes": [7, 31], "learning_rate": [0.05, 0.1], "max_iter": [100, 200]},
    ),
    "pairwise logistic": (fit_pairwise, {"C": [1e-5, 1e-4, 1e-3]}),
}


def tune(fit: Callable[..., Scorer], grid: dict[str, list[Any]], part: Part) -> dict[str, Any]:
    """Choose parameters by nDCG@10 over five folds of the training lists."""
    choices = list(ParameterGrid(grid))
    if len(choices) == 1:
        return choices[0]
    folds = list(KFold(5, shuffle=True, random_state=0).split(part.sizes))
    reached = []
    for chosen in choices:
        held = [
            compute_ndcg(part.take(out), fit(part.take(into), 0, **chosen)(part.take(out).rows), 10)
            for into, out in folds
        ]
        reached.append(np.concatenate(held).mean())
    return choices[int(np.argmax(reached))]


def measure_public() -> None:
    """Print nDCG at four depths of each contender, five seeds, with intervals over lists."""
    folder = Path(os.environ.get("LTR_FOLDER", "../shared/data/ltr"))
    if not folder.is_dir():
        print(f"Public set: {folder} is not here; name its folder in LTR_FOLDER")
        return
    train, test = read_part(folder, "rank.train"), read_part(folder, "rank.test")
    print(
        f"Public set: {len(train.sizes)} training lists of {len(train.rows)} rows, "
        f"{len(test.sizes)} test lists; mean of {len(SEEDS)} seeds, 95 % over lists drawn anew"
    )
    print(f"  {'nDCG at':<22}" + "".join(f"{depth:>23}" for depth in DEPTHS) + "   seeds at 10")
    at_ten = {}
    for name, (fit, grid) in CONTENDERS.items():
        began = time.perf_counter()
        chosen = tune(fit, grid, train)
        scored = [fit(train, seed, **chosen)(test.rows) for seed in SEEDS]
        by_depth = {k: np.array([compute_ndcg(test, one, k) for one in scored]) for k in DEPTHS}
        at_ten[name] = by_depth[10].mean(axis=0)
        shown = "".join(f"  {_tell(one.mean(axis=0)):>21}" for one in by_depth.values())
        each = " ".join(f"{one:.3f}" for one in by_depth[10].mean(axis=1))
        print(f"  {name:<22}{shown}   {each}  ({time.perf_counter() - began:.0f} s) {chosen or ''}")
    for name, one in at_ten.items():
        if name != "AdditiveRanker":
            print(f"  ours less {name:<22} {_tell(at_ten['AdditiveRanker'] - one)}")
    best = max(at_ten, key=lambda name: at_ten[name].mean())
    reached = at_ten["AdditiveRanker"].mean()
    print(f"  goal 0.775: {'met' if reached >= 0.775 else 'missed'}; ahead of all: {best}")


def _tell(by_list: Floats) -> str:
    drawn = np.random.default_rng(0).integers(0, len(by_list), (ROUNDS, len(by_list)))
    low, high = np.quantile(by_list[drawn].mean(axis=1), [0.025, 0.975])
    return f"{by_list.mean():.3f} [{low:.3f}, {high:.3f}]"


def measure_training() -> None:
    """Print how long a million rows of forty features take, beside LightGBM's lambdarank."""
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(1_000_000, 40)).astype(np.float32)
    worth = sum(np.sin(rows[:, i] * (1 + i / 10)) for i in range(10))
    worth = worth + rng.normal(0, 2, len(rows))
    grades = np.digitize(worth, np.quantile(worth, [0.6, 0.8, 0.92, 0.98]))
    sizes = np.full(10_000, 100)
    print("Training 1,000,000 rows x 40 features in 10,000 lists, both as they come")
    began = time.perf_counter()
    AdditiveRanker(max_iter=1, random_state=0).fit(rows[:2000], grades[:2000], sizes[:20])
    print(f"  loops compiled or read from the cache: {time.perf_counter() - began:.1f} s")
    took = {}
    for name, fit in (
        ("AdditiveRanker", lambda: AdditiveRanker(random_state=0).fit(rows, grades, sizes)),
        (
            "LightGBM lambdarank",
            lambda: lightgbm.LGBMRanker(verbose=-1).fit(rows, grades, group=sizes),
        ),
    ):
        began = time.perf_counter()
        fit()
        took[name] = time.perf_counter() - began
        print(f"  {name:<22} {took[name]:6.1f} s")
    ratio = took["AdditiveRanker"] / took["LightGBM lambdarank"]
    print(f"  ratio {ratio:.2f}; goal at most 3: {'met' if ratio <= 3 else 'missed'}")
