"""Eighteen months of lists shown, of own searches beside them, and of what came of both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from matcher.features import build_pair_features
from matcher.models.exploration import compute_propensities, swap_neighbours
from matcher.models.match import build_version_0
from matcher.retrieval import SkillIndex
from matcher.services.memory import weigh_demand
from matcher.services.suggesting import STUDENT_KINDS
from matcher.settings import Settings
from matcher.vocabulary import (
    Candidate,
    EndReason,
    Knowledge,
    Opening,
    Outcome,
    OutcomeEvent,
    Shown,
)
from training.simulator.process import compute_worth, draw_outcomes

POOL = 120
LIST_LENGTH = 20
LISTS_PER_OPENING = 4
TASTE = 1.0
"""Spread of the filters and sorts consultants put on, which vary what is shown."""
SHARE = float(Settings.exploration_share)
SEARCHES = 0.4
"""Share of lists beside which a consultant also looks up somebody the list does not show."""

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
ENDS_AFTER = {5: (7, 90), 6: (92, 181)}
"""Days after the placement within which it ends, by the last step it came to."""
REASONS = (
    *(EndReason.TASKS, EndReason.SKILLS, EndReason.DISTANCE, EndReason.COOPERATION) * 2,
    *(EndReason.OTHER_WORK, EndReason.EMPLOYER, EndReason.PERSONAL),
)
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
    return History(
        tuple(sorted(shown, key=lambda row: (row.shown_at, row.list_id, row.rank))),
        tuple(sorted(outcomes, key=lambda event: event.recorded_at)),
    )


@dataclass(frozen=True)
class _Scene:
    """An opening with those who could fill it: what the model says of them, and the truth."""

    opening: Opening
    references: Sequence[str]
    scores: NDArray[np.float64]
    worth: NDArray[np.float64]
    version: str


def _set_scene(pairs: pd.DataFrame, knowledge: Knowledge) -> _Scene:
    features = build_pair_features(pairs, knowledge)
    model = build_version_0()
    references = pd.Series([one.reference for one in pairs["candidate"]])
    worth = compute_worth(features, references)
    opening: Opening = pairs["opening"].iloc[0]
    return _Scene(opening, references.tolist(), model.score(features), worth, model.version)


def _run_opening(
    pairs: pd.DataFrame, knowledge: Knowledge, rng: np.random.Generator, today: date
) -> Iterator[tuple[list[Shown], list[OutcomeEvent]]]:
    scene = _set_scene(pairs, knowledge)
    free, under_way = scene.opening.positions, np.zeros(len(pairs), bool)
    begins = rng.integers(10, 60, LISTS_PER_OPENING)
    days = sorted(scene.opening.starts_on - timedelta(days=int(one)) for one in begins)
    for number, day in enumerate(days, start=1):
        if day >= today:
            return
        at = datetime.combine(day, time(8 + number, int(rng.integers(60))), UTC)
        rows, order = _show(scene, f"demo-{scene.opening.reference}-{number}", at, rng)
        came = draw_outcomes(scene.worth[order], np.arange(1, len(order) + 1), rng)
        found = _search(scene, ~under_way & ~np.isin(np.arange(len(pairs)), order), at, rng)
        rows_met = [*rows, *(row for row, _, _ in found)]
        met = np.array([*order, *(i for _, i, _ in found)], int)
        came = np.array([*came, *(steps for _, _, steps in found)], int)
        # whoever is under way already is no longer a choice
        came, free = _fill(np.where(under_way[met], 0, came), free)
        under_way[met[came > 0]] = True
        yield (
            rows,
            [
                event
                for row, steps in zip(rows_met, came, strict=True)
                for event in _tell(row, int(steps), rng, today)
            ],
        )


def _show(
    scene: _Scene, list_id: str, at: datetime, rng: np.random.Generator
) -> tuple[list[Shown], NDArray[np.int64]]:
    """Show a list whose neighbours changed places by lot, as the service does."""
    tasted = scene.scores + rng.normal(0, TASTE, len(scene.scores))
    by_model = np.argsort(-tasted, kind="stable")[:LIST_LENGTH]
    seed = int(rng.integers(2**63 - 1))
    lots = swap_neighbours(len(by_model), share=SHARE, seed=seed)
    rows = [
        Shown(
            scene.opening.reference,
            scene.references[by_model[place]],
            rank,
            float(scene.scores[by_model[place]]),
            scene.version,
            at,
            "candidates",
            list_id,
            chance,
            int(place) + 1,
            seed,
        )
        for rank, (place, chance) in enumerate(
            zip(lots, compute_propensities(lots, share=SHARE).tolist(), strict=True), start=1
        )
    ]
    return rows, by_model[lots]


def _search(
    scene: _Scene, unseen: NDArray[np.bool_], at: datetime, rng: np.random.Generator
) -> list[tuple[Shown, int, int]]:
    """Now and then a consultant knows somebody the list does not show, and often knows well."""
    others = np.flatnonzero(unseen)
    if not len(others) or rng.random() >= SEARCHES:
        return []
    felt = scene.worth[others] + rng.normal(0, 1, len(others))
    one = int(others[np.argmax(felt)])
    steps = draw_outcomes(scene.worth[[one]], np.ones(1, int), rng)
    seen_at = at + timedelta(days=int(rng.integers(1, 6)))
    row = Shown(scene.opening.reference, scene.references[one], 1, 0.0, "", seen_at, "search", "")
    return [(row, one, int(steps[0]))]


def _fill(came: NDArray[np.int64], free: int) -> tuple[NDArray[np.int64], int]:
    """Let no more be placed than there are positions; who comes too late was interviewed."""
    placed = came >= STEPS.index(Outcome.PLACED) + 1
    late = placed & (np.cumsum(placed) > free)
    interviewed = STEPS.index(Outcome.INTERVIEW) + 1
    return np.where(late, interviewed, came), max(0, free - int(placed.sum()))


def _tell(row: Shown, steps: int, rng: np.random.Generator, today: date) -> Iterator[OutcomeEvent]:
    """Tell the steps that lie before today, and that a placement ended early if it did."""
    taken = list(zip(STEPS[:steps], DAYS_AFTER_SHOWN[:steps], strict=True))
    if steps in ENDS_AFTER:
        taken.append(
            (Outcome.ENDED_EARLY, DAYS_AFTER_SHOWN[4] + int(rng.integers(*ENDS_AFTER[steps])))
        )
    for outcome, days in taken:
        at = row.shown_at + timedelta(days=days, hours=4)
        if at.date() >= today:
            return
        reason = str(rng.choice(REASONS)) if outcome is Outcome.ENDED_EARLY else ""
        yield OutcomeEvent(row.opening, row.candidate, outcome, at.date(), ACTOR, at, reason)
