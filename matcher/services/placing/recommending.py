"""Programmes that suit a student, and students whom a programme suits, with every reason.

What the law and the limits refuse is left out; what is told is foretold by the talent model in use,
before any wish is stated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd

from matcher.campus import Programme, ProgrammeState, Student
from matcher.features.talent import TalentPairs
from matcher.features.talent_frames import frame_programmes, frame_students
from matcher.models.calibrating import compute_chance
from matcher.models.stages import StagedModel
from matcher.models.talent import MODEL
from matcher.services.memory import Memory
from matcher.services.placing.judging import Objection, PairVerdict, judge_pair
from matcher.services.placing.offering import list_programmes, read_programme
from matcher.services.placing.profiles import list_profiles, read_profile
from matcher.services.placing.solving import keep_consented
from matcher.store import Session, student_outcomes
from matcher.vocabulary import Account, Chance, Contribution

SHOWN = 5
Judged = tuple[Student, Programme, PairVerdict]


@dataclass(frozen=True)
class Suited:
    """A student and a programme that suit each other, and why.

    ``benefit`` is the expected benefit, the chance of completing and going on; ``chance`` tells how
    sure it is. ``stages`` is the chance of each, with ``reasons`` that add up to its log odds from
    its intercept. ``open`` is to be settled first.
    """

    student: Student
    programme: Programme
    benefit: float
    chance: Chance
    stages: Mapping[str, float]
    reasons: Mapping[str, tuple[Contribution, ...]]
    intercepts: Mapping[str, float]
    open: tuple[Objection, ...]

    @property
    def odds(self) -> dict[str, float]:
        """The log odds of each stage: its intercept and all that is added to it."""
        return {
            name: self.intercepts[name] + sum(one.amount for one in reasons)
            for name, reasons in self.reasons.items()
        }


@dataclass(frozen=True)
class Recommended:
    """The best suited, the best first, of how many that can be had, and by which version."""

    suited: tuple[Suited, ...]
    possible: int
    version: str


def recommend_programmes(
    session: Session,
    reference: str,
    *,
    viewer: Account,
    now: datetime,
    memory: Memory,
    count: int = SHOWN,
) -> Recommended:
    """Recommend programmes that have not begun to a student; the reading is audited.

    Raises
    ------
    NotFound
        If there is no such student.
    NotAllowed
        If the viewer is no coordinator.
    """
    student = read_profile(session, reference, viewer=viewer, now=now, why="recommended")
    offered = list_programmes(session, viewer=viewer)
    pairs = [(student, one) for one in offered if _is_ahead(one, now)]
    return _recommend(session, pairs, now=now, memory=memory, count=count)


def recommend_students(
    session: Session,
    code: str,
    *,
    viewer: Account,
    now: datetime,
    memory: Memory,
    count: int = SHOWN,
) -> Recommended:
    """Recommend students who take part to a programme that has not begun; audited.

    Raises
    ------
    NotFound
        If there is no such programme.
    NotAllowed
        If the viewer is no coordinator.
    """
    everybody = list_profiles(session, viewer=viewer, now=now)
    one = read_programme(session, code, viewer=viewer)
    ahead = everybody if _is_ahead(one, now) else ()
    return _recommend(session, [(each, one) for each in ahead], now=now, memory=memory, count=count)


def _is_ahead(one: Programme, now: datetime) -> bool:
    begun = one.starts_on is not None and one.starts_on < now.date()
    return one.state is ProgrammeState.OPEN and not begun


def _recommend(
    session: Session,
    asked: Sequence[tuple[Student, Programme]],
    *,
    now: datetime,
    memory: Memory,
    count: int,
) -> Recommended:
    knowledge, champion = memory.get_knowledge(session), memory.get_staged(session, MODEL)
    judged = [(*pair, judge_pair(*pair, knowledge=knowledge)) for pair in asked]
    pairs = [one for one in judged if one[2].is_acceptable]
    if not pairs:
        return Recommended((), 0, champion.version)
    people = {one.reference: one for one, _, _ in pairs}
    places = {one.code: one for _, one, _ in pairs}
    outcomes = student_outcomes.list_student_outcomes(session)
    known = [event for event in outcomes if event.student in people]
    graded = [keep_consented(one) for one in people.values()]
    measured = TalentPairs.prepare(
        frame_students(graded, known, today=now.date()),
        frame_programmes(list(places.values())),
        knowledge=knowledge,
    )
    rows, columns = (
        np.array([list(names).index(one) for one in wanted], np.int64)
        for names, wanted in (
            (people, [one.reference for one, _, _ in pairs]),
            (places, [one.code for _, one, _ in pairs]),
        )
    )
    features = measured.frame(rows, columns)
    worth = champion.model.predict(champion.model.read(features))
    best = sorted(
        range(len(pairs)),
        key=lambda i: (-worth[i], pairs[i][1].code, pairs[i][0].reference),
    )[:count]
    suited = _explain(champion.model, features.iloc[best], [pairs[i] for i in best])
    return Recommended(suited, len(pairs), champion.version)


def _explain(
    model: StagedModel, features: pd.DataFrame, pairs: Sequence[Judged]
) -> tuple[Suited, ...]:
    rows = model.read(features)
    worth, odds, told = model.predict(rows), model.predict_odds(rows), model.foretell(rows)
    return tuple(
        Suited(
            student,
            programme,
            float(worth[n]),
            told.whole[n],
            {name: float(compute_chance(each[n])) for name, each in odds.items()},
            model.explain(features.iloc[n]),
            {name: one.model.intercept for name, one in model.stages.items()},
            verdict.open,
        )
        for n, (student, programme, verdict) in enumerate(pairs)
    )
