"""Places that former students of the demo had in the last three years, and what became of them.

How far each came is drawn by the hidden process from the features the model sees, so that there is
something true to learn. The rounds they were placed in are closed; their wishes are kept.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pandas as pd

from matcher.campus import (
    Mechanism,
    Programme,
    RoundStatus,
    StudentOutcome,
    StudentOutcomeEvent,
)
from matcher.features.talent import TalentPairs
from matcher.features.talent_frames import frame_programmes, frame_students, frame_wishes
from matcher.store import Session, concepts, programmes, rounds, student_traits, students
from matcher.store.rounds import Round, Seat
from matcher.store.student_outcomes import add_student_outcomes
from training.simulator.campus import DrawnStudent, draw_students, draw_wishes
from training.simulator.staged_process import draw_stages

YEARS = 3
STUDENTS_A_YEAR = 90
WEEKS_A_YEAR = 52
FIRST = 2_000
"""The number of the first former student; those of today have lower ones."""

PLACED = 2
"""Places that a student had at most, the dearest wishes first."""


def add_past_places(
    session: Session,
    offered: Sequence[Programme],
    *,
    actor: str,
    seed: int,
    today: date,
) -> int:
    """Add former students with their places and what became of them; tells how many places.

    Parameters
    ----------
    session : Session
        With today's programmes.
    offered : sequence of Programme
        Those programmes, whose earlier runs there were.
    actor : str
        Who recorded it.
    seed : int
        Same seed and day, same places.
    today : date
        Nothing happens after it.
    """
    return sum(
        _add_year(session, offered, years, actor=actor, seed=seed, today=today)
        for years in range(YEARS, 0, -1)
    )


def _add_year(
    session: Session,
    offered: Sequence[Programme],
    years: int,
    *,
    actor: str,
    seed: int,
    today: date,
) -> int:
    rng = np.random.default_rng([seed, years, 0x7A1])
    former = [_move_back(one, years) for one in offered if one.starts_on and one.ends_on]
    drawn = draw_students(
        STUDENTS_A_YEAR, first=FIRST + years * 1_000, seed=seed, today=today, years_on=years
    )
    programmes.add_programmes(session, former)
    _add_students(session, drawn, actor=actor, today=today)
    wishes = draw_wishes([one.student for one in drawn], former, seed=seed + years)
    places = _draw_places(wishes, former, rng)
    _add_round(session, former, wishes, places, years=years, actor=actor)
    everybody = [one.student for one in drawn]
    begins = min(one.starts_on for one in former if one.starts_on)
    pairs = TalentPairs.prepare(
        frame_students(everybody, [], today=today, days=[begins] * len(everybody)),
        frame_programmes(former),
        knowledge=concepts.read_knowledge(session),
        wishes=frame_wishes(wishes),
    )
    rows = {one.reference: number for number, one in enumerate(everybody)}
    columns = {one.code: number for number, one in enumerate(former)}
    features = pairs.frame(
        np.array([rows[student] for student, _ in places], np.int64),
        np.array([columns[code] for _, code in places], np.int64),
    )
    came = draw_stages("talent", features, [student for student, _ in places], rng)
    events = _tell(places, former, came, actor=actor, rng=rng)
    add_student_outcomes(session, [one for one in events if one.happened_on <= today])
    return len(places)


def _move_back(one: Programme, years: int) -> Programme:
    back = timedelta(weeks=WEEKS_A_YEAR * years)
    return replace(
        one,
        code=f"{one.code}-{years}",
        starts_on=one.starts_on and one.starts_on - back,
        ends_on=one.ends_on and one.ends_on - back,
    )


def _add_students(
    session: Session, drawn: Sequence[DrawnStudent], *, actor: str, today: date
) -> None:
    students.add_students(session, [one.student for one in drawn])
    given = {one.student.reference: one.consents for one in drawn}
    students.set_consents(session, given, today=today - timedelta(days=30), actor=actor)
    student_traits.add_student_traits(session, [one.traits for one in drawn])


def _draw_places(
    wishes: dict[str, tuple[str, ...]], former: Sequence[Programme], rng: np.random.Generator
) -> list[tuple[str, str]]:
    """Give students their dearest wishes in an order by lot, while there are seats."""
    free = {one.code: one.seats for one in former}
    places = []
    for student in rng.permutation(sorted(wishes)).tolist():
        got = 0
        for code in wishes[student]:
            if free[code] and got < PLACED:
                free[code] -= 1
                got += 1
                places.append((str(student), code))
    return places


def _add_round(
    session: Session,
    former: Sequence[Programme],
    wishes: dict[str, tuple[str, ...]],
    places: Sequence[tuple[str, str]],
    *,
    years: int,
    actor: str,
) -> None:
    begins = min(one.starts_on for one in former if one.starts_on)
    opened = begins - timedelta(weeks=10)
    code = f"demo-{begins.year}"
    rounds.add_round(
        session,
        Round(
            code,
            f"Forårets pladser {begins.year}",
            Mechanism.STABLE,
            RoundStatus.CLOSED,
            years,
            opened + timedelta(weeks=4),
            {},
            1,
            actor,
            datetime.combine(opened, time(9), UTC),
        ),
    )
    rounds.put_programmes(session, code, dict.fromkeys([one.code for one in former]))
    rounds.put_students(session, code, sorted(wishes), late=False)
    for student, wished in wishes.items():
        rounds.set_wishes(session, code, student, wished)
    rounds.set_seats(session, code, [Seat(student, programme) for student, programme in places])


def _tell(
    places: Sequence[tuple[str, str]],
    former: Sequence[Programme],
    came: pd.DataFrame,
    *,
    actor: str,
    rng: np.random.Generator,
) -> list[StudentOutcomeEvent]:
    runs = {one.code: one for one in former}
    events = []
    for (student, code), stages in zip(places, came.itertuples(index=False), strict=True):
        first, last = runs[code].starts_on, runs[code].ends_on
        if first is None or last is None:
            continue
        told = [(StudentOutcome.PLACED, first)]
        if stages.completed == 1:
            told.append((StudentOutcome.COMPLETED, last))
        else:
            left = first + timedelta(days=int(rng.integers(1, max(2, (last - first).days))))
            told.append((StudentOutcome.DROPPED, left))
        if stages.continued == 1:
            later = last + timedelta(days=int(rng.integers(14, 170)))
            told.append((StudentOutcome.CONTINUED, later))
        events += [
            StudentOutcomeEvent(
                student, code, outcome, day, actor, datetime.combine(day, time(12), UTC)
            )
            for outcome, day in told
        ]
    return events
