"""Lists and outcomes whose truth is known, so that a claim about learning can be checked.

People and openings are the demo municipality's (`training.simulator.municipality`) and their pairs
have the real features, so that version 0 applies. Everything that happens is drawn:

* **Truth**: a pair's worth is the hidden process's log odds of a lasting placement
  (`training.simulator.process`), which differs from version 0 on purpose.
* **Exposure bias**: a list shows the twenty that the logging policy's score and a taste of the day
  put first, of the hundred and twenty an opening's first stage finds; rank ``r`` is examined with
  probability ``r ** -examination``, and nothing happens to the unexamined.
* **Exploration**: with ``swap`` above 0 a coin pairs neighbours from the first place or from the
  second, and each two are swapped with that chance; the log keeps the place before
  (``model_rank``) and the chance of the place after (``propensity``).
* **Searches**: in a share ``search`` of the lists the consultant also looks, for certain, at a pair
  that the list does not show; it is logged, with ``source`` "search", where something comes of it.
* **Noise**: logistic, on every step from the shortlist to the 26th week.
* **Drift**: from month ``drift_month`` distance hurts half as much, Danish and licences twice as
  much.
* **Planted discrimination**: whoever decides sees group B as worth ``discrimination`` log odds less
  than it is. The group is no feature; it goes with missing Danish, which is one.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data_schemas.catalogue import read_catalogue
from matcher.features import NAMES, build_pair_features
from matcher.models.match import build_version_0
from matcher.retrieval import SkillIndex
from matcher.services.memory import weigh_demand
from matcher.services.suggesting import STUDENT_KINDS
from matcher.vocabulary import Knowledge
from training.labels import ENDED_EARLY_GAIN, GAINS
from training.simulator.history import STEPS
from training.simulator.municipality import build_municipality
from training.simulator.process import BARS, compute_support, compute_worth

Floats = NDArray[np.float64]
SHORTLISTED, PLACED = 1, 5
FIRST_STAGE = 120
DRAWN = ("row", "rank", "model_rank", "propensity", "searched")
BEGIN = datetime(2024, 1, 1, 9, tzinfo=UTC)
GRADES = np.array([0.0, *(GAINS[step] for step in STEPS)])
MOST_LISTS = 1_000
"""Lists to an outcome, at most, where outcomes are waited for."""

B_BY_SHORTFALL = (-1.6, 1.0)
"""Intercept and slope of the log odds of group B by levels of Danish that are missing."""


@dataclass(frozen=True)
class SimulationConfig:
    """What is drawn; see the module."""

    lists: int = 2_000
    length: int = 20
    months: int = 18
    examination: float = 0.55
    taste: float = 1.0
    noise: float = 0.7
    drift_month: int | None = None
    discrimination: float = 0.0
    swap: float = 0.0
    search: float = 0.0
    seed: int = 0


@dataclass(frozen=True)
class Pool:
    """Every pair that could be shown: ``pair_opening`` numbers the openings from 0.

    ``features`` is a float32 matrix of shape (n_pairs, n_features) in the order of
    `matcher.features.NAMES`; ``worth`` and ``worth_after`` are the truth before and after drift.
    """

    features: NDArray[np.float32]
    opening: NDArray[np.int64]
    person: NDArray[np.int64]
    worth: Floats
    worth_after: Floats
    in_b: NDArray[np.bool_]

    def select(self, openings: NDArray[np.int64]) -> "Pool":
        """Select the pairs of some openings, numbered anew."""
        kept = np.isin(self.opening, openings)
        renumbered = np.searchsorted(np.sort(openings), self.opening[kept])
        parts = (getattr(self, name)[kept] for name in ("person", "worth", "worth_after", "in_b"))
        return Pool(self.features[kept], renumbered, *parts)

    @property
    def frame(self) -> pd.DataFrame:
        """The features with their names."""
        return pd.DataFrame(self.features, columns=list(NAMES))


@dataclass(frozen=True)
class Simulation:
    """What was shown and what came of it; ``row`` of the frame is the pair's number in the pool."""

    frame: pd.DataFrame
    features: pd.DataFrame


def build_pool(knowledge: Knowledge, *, seed: int = 0, scale: float = 1.0) -> Pool:
    """Build the pairs of a municipality.

    Parameters
    ----------
    knowledge : Knowledge
        Taxonomy and places.
    seed : int
        Same seed, same people and openings.
    scale : float
        Multiplies people and openings.
    """
    drawn = build_municipality(read_catalogue(), scale=scale, seed=seed, today=date(2026, 1, 1))
    candidates = drawn.candidates
    index = SkillIndex([{s.concept: float(s.level) for s in one.skills} for one in candidates])
    students = np.array([one.is_student for one in candidates])
    blocks, people, numbers = [], [], []
    for number, opening in enumerate(drawn.openings):
        found = index.search(
            weigh_demand(opening),
            nearness=knowledge.skill_nearness,
            allowed=students == (opening.kind in STUDENT_KINDS),
            k=FIRST_STAGE,
        )
        pairs = {"candidate": [candidates[i] for i in found], "opening": [opening] * len(found)}
        blocks.append(build_pair_features(pd.DataFrame(pairs), knowledge))
        people.append(np.asarray(found, np.int64))
        numbers.append(np.full(len(found), number))
    features, person = pd.concat(blocks, ignore_index=True)[list(NAMES)], np.concatenate(people)
    names = pd.Series([one.reference for one in candidates])
    references = names.iloc[person].reset_index(drop=True)
    return Pool(
        features.to_numpy(np.float32),
        np.concatenate(numbers),
        person,
        compute_worth(features, references),
        compute_worth(_shift(features), references),
        _draw_groups(features, references, person, seed),
    )


def simulate(pool: Pool, config: SimulationConfig, *, policy: Floats | None = None) -> Simulation:
    """Draw lists and what comes of them.

    Parameters
    ----------
    pool : Pool
        What can be shown.
    config : SimulationConfig
        What is drawn.
    policy : ndarray of shape (n_pairs,) or None
        The scores lists were made by; None is version 0's.

    Returns
    -------
    Simulation
        A row a shown or found pair: ``list_id``, ``opening``, ``candidate``, ``rank``,
        ``model_rank``, ``propensity``, ``source``, ``score``, ``shown_at``, ``gain``, ``placed``,
        ``shortlisted``, ``month``, ``row``; found pairs stand at rank 1 and have no score.
    """
    rng = np.random.default_rng(config.seed)
    scores = build_version_0().score(pool.frame) if policy is None else policy
    begins = np.flatnonzero(np.diff(pool.opening, prepend=-1))
    ends = np.append(begins[1:], len(pool.opening))
    months = np.sort(rng.integers(0, config.months, config.lists))
    shown = [
        _draw_list(np.arange(begins[one], ends[one]), scores, config, rng)
        for one in rng.integers(0, len(begins), config.lists)
    ]
    columns = (np.concatenate(parts) for parts in zip(*shown, strict=True))
    made = pd.DataFrame(dict(zip(DRAWN, columns, strict=True)))
    made["list"] = np.repeat(np.arange(config.lists), [len(one[0]) for one in shown])
    made["month"] = months[made["list"]]
    row = made["row"].to_numpy()
    seen = made["rank"].to_numpy(float) ** -config.examination
    searched = made.pop("searched").to_numpy()
    steps = _draw_steps(pool, row, np.where(searched, 1.0, seen), made["month"], config, rng)
    shown_at = [BEGIN + timedelta(days=30 * month) for month in range(config.months)]
    frame = made.assign(
        list_id=made["list"].astype(str),
        source=np.where(searched, "search", "list"),
        opening=pool.opening[row].astype(str),
        candidate=pool.person[row].astype(str),
        score=np.where(searched, np.nan, scores[row]),
        shown_at=pd.to_datetime(np.array(shown_at)[made["month"]], utc=True),
        gain=np.where(steps == PLACED, ENDED_EARLY_GAIN, GRADES[steps]),
        placed=steps >= PLACED,
        shortlisted=steps >= SHORTLISTED,
    ).drop(columns="list")
    kept = ~searched | (steps > 0)
    row, frame = row[kept], frame[kept].reset_index(drop=True)
    return Simulation(frame, pool.frame.iloc[row].reset_index(drop=True))


def _draw_list(
    found: NDArray[np.int64], scores: Floats, config: SimulationConfig, rng: np.random.Generator
) -> tuple[NDArray[Any], ...]:
    """Draw what one list shows, and the pair looked at beside it, if any: the columns `DRAWN`."""
    tasted = scores[found] + rng.normal(0, config.taste, len(found))
    ordered = found[np.argsort(-tasted, kind="stable")]
    shown, beside = ordered[: config.length], ordered[config.length :]
    place, propensity = _draw_places(len(shown), config.swap, rng)
    looks = int(config.search > 0 and len(beside) > 0 and rng.random() < config.search)
    row = np.append(shown[place], rng.choice(beside, looks))
    ones = np.ones(looks, np.int64)
    return (
        row,
        np.append(np.arange(1, len(shown) + 1), ones),
        np.append(place + 1, ones),
        np.append(propensity, ones),
        np.arange(len(row)) >= len(shown),
    )


def _draw_places(
    length: int, swap: float, rng: np.random.Generator
) -> tuple[NDArray[np.int64], Floats]:
    """Swap neighbours by lot: what stands at each rank, and the chance that it does."""
    place, chance = np.arange(length), np.ones(length)
    if swap == 0 or length < 2:
        return place, chance
    first = int(rng.integers(2))
    for i in range(first, length - 1, 2):
        if rng.random() < swap:
            place[[i, i + 1]] = place[[i + 1, i]]
    # a neighbour on each side is met with half the chance; at the ends there is only one
    neighbours = np.full(length, 2)
    neighbours[[0, -1]] = 1
    stays = 1 - neighbours[place] * swap / 2
    return place, np.where(place == np.arange(length), stays, swap / 2)


def draw_until(pool: Pool, config: SimulationConfig, *, outcomes: int) -> Simulation:
    """Draw as many lists as hold a number of outcomes; an outcome is a pair with any event.

    Raises
    ------
    ValueError
        If it takes more than `MOST_LISTS` lists to an outcome.
    """
    if outcomes == 0:
        return Simulation(pd.DataFrame(), pool.frame.iloc[:0])
    lists = max(20, outcomes // 3)
    made = simulate(pool, replace(config, lists=lists))
    while (counted := made.frame["shortlisted"].cumsum()).iloc[-1] < outcomes:
        happened = int(counted.iloc[-1])
        if lists > MOST_LISTS * max(1, happened):
            raise ValueError(
                f"{lists} lists hold {happened} outcomes of {outcomes}; nearly nothing can happen "
                "in this market: raise the pool's worth, or lower examination"
            )
        lists *= 2
        made = simulate(pool, replace(config, lists=lists))
    last = int(np.searchsorted(counted, outcomes))
    number = made.frame["list_id"].astype(int)
    kept = number <= number.iloc[last]
    return Simulation(
        made.frame[kept].reset_index(drop=True), made.features[kept].reset_index(drop=True)
    )


def _draw_steps(
    pool: Pool,
    row: NDArray[np.int64],
    examined: Floats,
    month: "pd.Series[int]",
    config: SimulationConfig,
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    drifted = month >= (config.months if config.drift_month is None else config.drift_month)
    worth = np.where(drifted, pool.worth_after[row], pool.worth[row])
    seen = worth - config.discrimination * pool.in_b[row]
    alive = rng.random(len(row)) < examined
    steps = np.zeros(len(row), np.int64)
    for step, bar in enumerate(BARS, start=1):
        # people decide on who is met and hired; whether it lasts is up to the job
        felt = worth if step > PLACED else seen
        alive = alive & (felt + rng.logistic(0, config.noise, len(row)) > bar)
        steps[alive] = step
    return steps


def _shift(features: pd.DataFrame) -> pd.DataFrame:
    return features.assign(
        commute__minutes=features["commute__minutes"] * 0.5,
        languages__shortfall=features["languages__shortfall"] * 2,
        licences__missing=features["licences__missing"] * 2,
    )


def _draw_groups(
    features: pd.DataFrame, references: pd.Series, person: NDArray[np.int64], seed: int
) -> NDArray[np.bool_]:
    """Draw each person's group once, by the Danish they miss on average."""
    missing = features["languages__shortfall"].fillna(0.0).groupby(person).transform("mean")
    lot = compute_support(references + f"/group/{seed}") / 2 + 0.5
    intercept, slope = B_BY_SHORTFALL
    chance = 1 / (1 + np.exp(-(intercept + slope * missing.to_numpy())))
    drawn: NDArray[np.bool_] = lot < chance
    return drawn
