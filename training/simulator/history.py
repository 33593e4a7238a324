"""Eighteen months of lists shown and of what came of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from matcher.features import build_pair_features
from matcher.models.match import build_version_0
from matcher.retrieval import SkillIndex
from matcher.services.memory import weigh_demand
from matcher.services.suggesting import STUDENT_KINDS
from matcher.vocabulary import Candidate, Knowledge, Opening, Outcome, OutcomeEvent, Shown
from training.simulator.process import compute_worth, draw_outcomes

POOL = 120
LIST_LENGTH = 20
LISTS_PER_OPENING = 4
TASTE = 1.0
"""Spread of the filters and sorts consultants put on, which vary what is shown."""

STEPS = (
    Outcome.SHORTLISTED,
    Outcome.CONTACTED,
    Outcome.INTERVIEW,
    Outcome.OFFERED,
    Outcome.PLACED,
    Outcome.STAYED_13,
    Outcome.STAYED_26,
)
DAYS_AFTER_SHOWN = (0, 2, 7, 14, 21, 21 + 91, 21 + 182)
REASONS = ("Sygdom", "For lang transport", "Opgaverne passede ikke", "Fandt andet arbejde")
ACTOR = "konsulent@demo.example"


@dataclass(frozen=True)
class History:
    """What was shown and what happened, oldest first."""

    shown: tuple[Shown, ...]
    outcomes: tuple[OutcomeEvent, ...]


def build_history(
    openings: Sequence[Opening],
    *,
    candidates: Sequence[Candidate],
    knowledge: Knowledge,
    seed: int,
    today: date,
) -> History:
    """Let the hidden process run over every opening that was filled before today.

    Parameters
    ----------
    openings, candidates : sequence
        The municipality.
    knowledge : Knowledge
        Taxonomy and places.
    seed : int
        Same seed, same history.
    today : date
        Nothing happens after it.
    """
    rng = np.random.default_rng(seed)
    index = SkillIndex([{s.concept: float(s.level) for s in one.skills} for one in candidates])
    students = np.array([one.is_student for one in candidates])
    shown: list[Shown] = []
    outcomes: list[OutcomeEvent] = []
    for opening in openings:
        allowed = students == (opening.kind in STUDENT_KINDS)
        found = index.search(
            weigh_demand(opening), nearness=knowledge.skill_nearness, allowed=allowed, k=POOL
        )
        pairs = pd.DataFrame(
            {"candidate": [candidates[i] for i in found], "opening": [opening] * len(found)}
        )
        for rows, events in _run_opening(pairs, knowledge, rng, today):
            shown += rows
            outcomes += events
    outcomes = _keep_first(outcomes)
    return History(
        tuple(sorted(shown, key=lambda row: (row.shown_at, row.list_id, row.rank))),
        tuple(sorted(outcomes, key=lambda event: event.recorded_at)),
    )


def _run_opening(
    pairs: pd.DataFrame, knowledge: Knowledge, rng: np.random.Generator, today: date
) -> Iterator[tuple[list[Shown], list[OutcomeEvent]]]:
    features = build_pair_features(pairs, knowledge)
    model = build_version_0()
    scores = model.score(features)
    opening: Opening = pairs["opening"].iloc[0]
    references = pd.Series([one.reference for one in pairs["candidate"]])
    worth = compute_worth(features, references)
    free = opening.positions
    for number in range(LISTS_PER_OPENING):
        day = opening.starts_on - timedelta(days=int(rng.integers(10, 60)))
        if day >= today:
            continue
        order = np.argsort(-(scores + rng.normal(0, TASTE, len(scores))), kind="stable")[
            :LIST_LENGTH
        ]
        at = datetime.combine(day, time(9 + number, int(rng.integers(60))), UTC)
        list_id = f"demo-{opening.reference}-{number + 1}"
        rows = [
            Shown(
                opening.reference,
                references[i],
                rank,
                float(scores[i]),
                model.version,
                at,
                "candidates",
                list_id,
            )
            for rank, i in enumerate(order, start=1)
        ]
        came = draw_outcomes(worth[order], np.arange(1, len(order) + 1), rng)
        came, free = _fill(came, free)
        yield (
            rows,
            [
                event
                for row, steps in zip(rows, came, strict=True)
                for event in _tell(row, int(steps), rng, today)
            ],
        )


def _fill(came: NDArray[np.int64], free: int) -> tuple[NDArray[np.int64], int]:
    """Let no more be placed than there are positions; who comes too late was interviewed."""
    placed = came >= STEPS.index(Outcome.PLACED) + 1
    late = placed & (np.cumsum(placed) > free)
    interviewed = STEPS.index(Outcome.INTERVIEW) + 1
    return np.where(late, interviewed, came), max(0, free - int(placed.sum()))


def _tell(row: Shown, steps: int, rng: np.random.Generator, today: date) -> Iterator[OutcomeEvent]:
    """Tell the steps that lie before today, and that a placement ended early if it did."""
    taken = list(zip(STEPS[:steps], DAYS_AFTER_SHOWN[:steps], strict=True))
    if steps == len(STEPS) - 2:
        taken.append((Outcome.ENDED_EARLY, DAYS_AFTER_SHOWN[4] + int(rng.integers(7, 90))))
    for outcome, days in taken:
        at = row.shown_at + timedelta(days=days, hours=4)
        if at.date() >= today:
            return
        reason = REASONS[int(rng.integers(len(REASONS)))] if outcome is Outcome.ENDED_EARLY else ""
        yield OutcomeEvent(row.opening, row.candidate, outcome, at.date(), ACTOR, at, reason)


def _keep_first(outcomes: Sequence[OutcomeEvent]) -> list[OutcomeEvent]:
    """Keep each outcome of a pair once, the first time it happened."""
    first: dict[tuple[str, str, Outcome], OutcomeEvent] = {}
    for event in sorted(outcomes, key=lambda one: one.recorded_at):
        first.setdefault((event.opening, event.candidate, event.outcome), event)
    return list(first.values())
