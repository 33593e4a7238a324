"""What a match model learns from, read from the store and made into features.

Each training starts from version 0's tables, whatever ranks, and reads the whole log. Version 0
stands still and was argued for line by line, so with few outcomes a version stays near what experts
hold. Started from the champion, each would inherit the noise of all before it, learn the same old
outcomes once more every week, and drift where no outcome says anything; and what a version is would
hang on which ones happened to be promoted before it, not on the log and the seed alone.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from matcher.errors import N_, InvalidInput
from matcher.features import build_pair_features
from matcher.models.match import DIRECTIONS, build_version_0
from matcher.models.ranker import AdditiveRanker
from matcher.services import Services
from matcher.store import Session, outcomes, recommendations
from matcher.vocabulary import Candidate
from training.frames import build_shown_frame
from training.kinds import Report
from training.propensity import correct_exposure, weigh_recent

CHUNK = 2_000
HALF_LIFE = 90.0
"""Days in which what was shown loses half its weight: the market of today is ranked for.

In a drawn market that changed, monthly retraining was within 1 % of the new one's model after two
months instead of six, and where nothing changed it cost 0.001 nDCG (``benchmarks drift``).
"""


@dataclass(frozen=True)
class Material:
    """The pairs to learn from: the frame, their features and people, row by row."""

    frame: pd.DataFrame
    features: pd.DataFrame
    people: tuple[Candidate, ...]

    def select(self, rows: pd.DataFrame) -> "Material":
        """Select the rows of a part of the frame, which carries ``row`` as their numbers."""
        numbers = rows["row"].to_numpy()
        return Material(
            rows,
            self.features.iloc[numbers].reset_index(drop=True),
            tuple(self.people[i] for i in numbers),
        )


def read_material(
    session: Session, services: Services, today: date, report: Report = lambda name, done: None
) -> Material:
    """Read the log and build every shown pair's features.

    Parameters
    ----------
    session : Session
        An open session.
    services : Services
        Whose memory holds people, openings and knowledge.
    today : date
        The day of training; lists younger than five weeks are left out.
    report : callable
        Told of the progress.

    Raises
    ------
    InvalidInput
        If too little has been shown to learn anything.
    """
    shown = recommendations.frame_shown(session)
    frame = build_shown_frame(
        shown[shown["direction"] == "candidates"], outcomes.frame_outcomes(session), until=today
    )
    people_pool = services.memory.get_people(session)
    opening_pool = services.memory.get_openings(session)
    # who asked to be forgotten is no longer there to learn from
    here = frame["candidate"].isin(people_pool.positions) & frame["opening"].isin(
        opening_pool.positions
    )
    frame = frame[here].reset_index(drop=True)
    if frame["opening"].nunique() < 10 or not frame["shortlisted"].any():
        raise InvalidInput(
            "outcomes",
            N_("too little has been shown and decided to learn from"),
            N_("Train again when at least ten openings have lists older than five weeks"),
        )
    frame["row"] = np.arange(len(frame))
    people = tuple(people_pool.items[people_pool.positions[one]] for one in frame["candidate"])
    pairs = pd.DataFrame(
        {
            "candidate": people,
            "opening": [
                opening_pool.items[opening_pool.positions[one]] for one in frame["opening"]
            ],
        }
    )
    knowledge = services.memory.get_knowledge(session)
    parts = []
    for start in range(0, len(pairs), CHUNK):
        report("features", start / len(pairs))
        parts.append(build_pair_features(pairs.iloc[start : start + CHUNK], knowledge))
    report("features", 1.0)
    return Material(frame, pd.concat(parts, ignore_index=True), people)


def fit_challenger(
    material: Material, examination: NDArray[np.float64], seed: int
) -> AdditiveRanker:
    """Fit an additive ranker listwise, from version 0's shapes, corrected for exposure and for age.

    Parameters
    ----------
    material : Material
        The rows to fit on.
    examination : ndarray of shape (deepest_rank,)
        The chance that each rank is looked at.
    seed : int
        Of the ensemble.
    """
    weight, start = correct_exposure(material.frame, examination)
    weight = weight * weigh_recent(material.frame, HALF_LIFE)
    ranker = AdditiveRanker(
        prior=build_version_0(),
        monotonic=DIRECTIONS,
        interactions=0,
        gain="linear",
        random_state=seed,
    )
    return ranker.fit(
        material.features,
        material.frame["gain"].to_numpy(float),
        group=pd.factorize(material.frame["list_id"])[0],
        sample_weight=weight,
        base_score=start,
    )
