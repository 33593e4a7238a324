"""Scoring by lookup against the peers' predict, on the same rows, one thread each."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from statistics import median

import catboost
import lightgbm
import numpy as np
import xgboost
from sklearn.ensemble import HistGradientBoostingRegressor
from threadpoolctl import threadpool_limits

from matcher.models.lookup import LookupTables
from matcher.models.shape_table import AdditiveModel, ShapeTable

ROWS, FEATURES, FEW, TREES = 1_000_000, 40, 500, 300
GOALS = {"LightGBM": 50, "HistGradientBoosting": 50, "XGBoost": None, "CatBoost": 3}


def measure_scoring() -> None:
    """Print rows a second, ratios, and the milliseconds of 500 pairs."""
    _tell_cold_start()
    rng = np.random.default_rng(0)
    rows = np.ascontiguousarray(rng.normal(size=(ROWS, FEATURES)), np.float32)
    rows[rng.random(rows.shape) < 0.02] = np.nan
    tables = _draw_tables(rng)
    tables.score(rows[:FEW])
    tables.contributions(rows[:FEW])
    predicts = {"shape tables": tables.score, **_fit_peers(rows, rng)}
    print(f"Scoring {ROWS:,} pairs x {FEATURES} features, one thread, {TREES} trees each, CPU time")
    rates = {name: _measure_rate(name, one, rows) for name, one in predicts.items()}
    for name, rate in rates.items():
        ratio, goal = rates["shape tables"] / rate, GOALS.get(name)
        judged = "" if goal is None else f"  goal {goal}: {'met' if ratio >= goal else 'missed'}"
        few = _time(lambda one=predicts[name]: one(rows[:FEW]), 30) * 1e3
        print(
            f"  {name:<22} {rate / 1e6:7.3f} million rows/s, ours {ratio:6.1f} times{judged}"
            f"   {FEW} pairs {few:.3f} ms"
        )
    both = _time(lambda: (tables.score(rows[:FEW]), tables.contributions(rows[:FEW])), 200) * 1e3
    met = "met" if both < 0.5 else "missed"
    print(f"  {FEW} pairs with contributions {both:.3f} ms; goal 0.5: {met}")


def _tell_cold_start() -> None:
    """Time two fresh processes to their first score, the first of which compiles the loops."""
    code = (
        "import time; began = time.perf_counter(); import numpy as np;"
        "from matcher.models.lookup import LookupTables;"
        "from matcher.models.match import build_version_0; from matcher.features import NAMES;"
        "read = time.perf_counter(); t = LookupTables.compile(build_version_0(), NAMES);"
        "t.score(np.zeros((1, len(NAMES)), np.float32));"
        "print(f'{read - began:.2f} s imports, {time.perf_counter() - read:.2f} s first score, '"
        "f'{time.process_time():.2f} s of processor time together')"
    )
    with tempfile.TemporaryDirectory() as empty:
        for what in ("nothing compiled before", "with numba's cache"):
            told = subprocess.run(
                [sys.executable, "-c", code],
                capture_output=True,
                text=True,
                check=True,
                env={**os.environ, "NUMBA_CACHE_DIR": empty},
            )
            print(f"Cold start, {what}: {told.stdout.strip()}", flush=True)


def _draw_tables(rng: np.random.Generator) -> LookupTables:
    names = [f"x{i}" for i in range(FEATURES)]
    edges = np.sort(rng.normal(size=(FEATURES, 4000)))[:, 62::63][:, :63].astype(np.float32)
    shapes = tuple(
        ShapeTable(name, tuple(map(float, cuts)), tuple(rng.normal(size=64)), float(rng.normal()))
        for name, cuts in zip(names, edges, strict=True)
    )
    return LookupTables.compile(AdditiveModel("bench", 0.0, shapes), names)


def _fit_peers(rows: np.ndarray, rng: np.random.Generator) -> dict[str, Callable[..., object]]:
    some = rows[:20_000]
    y = np.nan_to_num(some).sum(axis=1) + rng.normal(size=len(some))
    light = lightgbm.LGBMRegressor(n_estimators=TREES, verbose=-1, n_jobs=1).fit(some, y)
    with threadpool_limits(1):
        hist = HistGradientBoostingRegressor(max_iter=TREES, early_stopping=False).fit(some, y)
    extreme = xgboost.XGBRegressor(n_estimators=TREES, nthread=1).fit(some, y)
    cat = catboost.CatBoostRegressor(
        n_estimators=TREES, verbose=False, allow_writing_files=False, thread_count=1
    )
    cat.fit(some, y)

    def predict_hist(part: np.ndarray) -> object:
        with threadpool_limits(1):
            return hist.predict(part)

    return {
        "LightGBM": lambda part: light.predict(part, num_threads=1),
        "HistGradientBoosting": predict_hist,
        "XGBoost": extreme.predict,
        "CatBoost": lambda part: cat.predict(part, thread_count=1),
    }


def _measure_rate(name: str, predict: Callable[..., object], rows: np.ndarray) -> float:
    # a peer's rate does not depend on how many rows it has; a twentieth of them is waited for
    part = rows if name in {"shape tables", "CatBoost"} else rows[: ROWS // 20]
    return len(part) / _time(lambda: predict(part), 3)


def _time(call: Callable[[], object], times: int) -> float:
    # processor time: one thread each, and whatever else the machine does is not counted
    took = []
    for _ in range(times):
        began = time.process_time()
        call()
        took.append(time.process_time() - began)
    return median(took)
